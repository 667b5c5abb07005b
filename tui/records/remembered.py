"""What is kept from one question about past calls to the next: how many there are, and which have which word."""

from collections.abc import Mapping
from typing import NamedTuple

from tui.records.connection import Connection


class Hits(NamedTuple):
    """The calls that have a word, the newest first."""

    term: str
    newest: list[int]
    own: list[int]
    """Those with this client."""


class Extent(NamedTuple):
    """The finished calls that have their narrow row."""

    first: int
    """The smallest number of one; 0 where there is none."""
    last: int
    """The largest."""
    calls: int
    """How many there are; off by those that were erased since one came in."""


class Remembered:
    """What is kept from one question to the next."""

    def __init__(self) -> None:
        self._last, self._count = 0, 0
        self.hits: tuple[object, Mapping[str, Hits]] = None, {}
        """Those of the words of the last question about likeness, and for what they count; see `Ranking`."""

    def extent(self, connection: Connection) -> Extent:
        """Which finished calls there are, counted anew when one came in. Raises `RecordsTrouble`."""
        # Each end for itself: asked for together, SQLite reads the whole table.
        first, last = connection.run("select (select min(id) from met), (select max(id) from met)")[0]
        if last != self._last:
            self._count = connection.run("select count(*) from met")[0][0]
            self._last = last
        return Extent(first or 0, last or 0, self._count)
