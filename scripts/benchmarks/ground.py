"""What every part of the benchmark of the record stands on."""

from pathlib import Path
from typing import NamedTuple, TypeVar

from scripts.benchmarks.histories import Record, copied, made_up

T = TypeVar("T")


class Ground(NamedTuple):
    """Two records to be written to, and how much is wanted."""

    scratch: Path
    """A folder that goes again afterwards."""
    small: Record
    large: Record
    seed: int
    is_quick: bool = False
    is_full: bool = False
    """Whether stock TinyDB is tried on the large history too, which takes minutes."""

    def pick(self, full: T, quick: T) -> T:
        """`quick` in a quick run, else `full`."""
        return quick if self.is_quick else full

    def another(self, count: int, name: str) -> Record:
        """One more record with so many made-up calls, in a folder of this name."""
        return copied(made_up(count, self.seed), self.scratch / name, count)
