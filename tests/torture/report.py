"""What a trial is told and what it tells: the small types that every trial shares."""

import os
from collections.abc import Callable
from typing import NamedTuple

Say = Callable[[str], None]
"""Takes a line about what is being done, for whoever watches a long trial."""


class Numbers(NamedTuple):
    """How much of a trial is wanted."""

    bounded: bool = False
    """The small numbers, for the tests; otherwise the full ones."""
    seed: int = 1
    """Where chance begins: the same seed draws the same numbers."""

    def pick(self, full: int, bounded: int) -> int:
        """`bounded` in a bounded run, else `full`."""
        return bounded if self.bounded else full


class Control(NamedTuple):
    """The same trial done to something that is known to lose writes. One that loses nothing proves nothing."""

    what: str
    """What was tried: "stock TinyDB, 12 kills"."""
    lost: list[str]
    """A line for each thing it lost; empty when the control did not fail, and so the trial shows nothing."""

    @property
    def failed(self) -> bool:
        """Whether it lost something, as it should."""
        return bool(self.lost)


class Report(NamedTuple):
    """What came of one trial."""

    name: str
    done: str
    """What was done, as a sentence: "1,000 kills while saving and finishing."."""
    trials: int
    """How many kills, faults, cuts or operations there were."""
    acknowledged: int
    """How many acknowledged writes were checked."""
    lost: list[str]
    """A line for each thing that is not as it should be; empty when all is well."""
    controls: tuple[Control, ...] = ()
    """What the same trial did to something known to lose writes; at least one, unless the trial was skipped."""
    skipped: str = ""
    """Why the trial, or a part of it, could not be done here, as a sentence; empty when all of it was done."""

    @property
    def is_proof(self) -> bool:
        """Nothing was lost, something was checked, and each control lost something."""
        checked = self.trials > 0 and self.acknowledged > 0 and bool(self.controls)
        return checked and not self.lost and all(control.failed for control in self.controls)

    @property
    def is_skipped_whole(self) -> bool:
        """Nothing at all was tried, and it is said why."""
        return bool(self.skipped) and self.trials == 0


Trial = Callable[[Numbers, Say], Report]
"""Each module of a trial offers one of these, called `run`."""


def skipped(name: str, why: str) -> Report:
    """The report of a trial that could not be done here, for the reason that the sentence `why` gives."""
    return Report(name, "", 0, 0, [], (), why)


def must_not_skip() -> bool:
    """Whether a missing tool or privilege counts as a failure, as it does in CI."""
    return bool(os.environ.get("CI"))
