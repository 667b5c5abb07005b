"""The finished calls as they are looked through: newest first, by their words or by who called."""

from collections.abc import Iterator
from itertools import islice

from tui.model.marks import read_caller
from tui.records.index import Index
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.reading import Reader, Row
from tui.records.rows import PAGE
from tui.records.table import RowTable
from tui.records.wanted import wanted, wanted_caller

ONE_OR_TWO = 2
"""How many calls are fetched at a time when only the newest is wanted."""


class History:
    """The table of finished calls. Everything is fetched as it is asked for. Raises `RecordsTrouble`."""

    def __init__(self, calls: RowTable, reader: Reader) -> None:
        self._rows = calls.rows
        self._reader = reader
        self._index = Index(calls.connection)

    def holding(self, text: str, page_size: int = PAGE, below: int | None = None) -> Iterator[Row]:
        """The calls with every word of `text`, be it the beginning of a longer one; `below` a number, if any."""
        asked = wanted(text)
        for row, is_indexed in self._candidates(asked.match, page_size, below):
            words = asked.rest if is_indexed else asked.words
            said = self._reader.words(row) if words else None
            if not words or (said and said.hold(words)):
                yield row

    def with_caller(self, caller: str) -> Iterator[Row]:
        """The calls with `caller`, a name or "name, company", whatever the case; nobody is never found."""
        name, company = read_caller(caller)
        if name:
            for row, _ in self._candidates(wanted_caller(name, company), ONE_OR_TWO):
                said = self._reader.words(row)
                if said and said.is_with(name, company):
                    yield row

    def callers(self, limit: int) -> Iterator[str]:
        """Who called, for each of the `limit` newest calls: "Dana Lee, Northwind Law"."""
        for row in islice(self._rows.newest_first(), limit):
            said = self._reader.words(row)
            yield said.named() if said else ""

    def _candidates(self, match: str, page_size: int, below: int | None = None) -> Iterator[tuple[Row, bool]]:
        """Every call that may be meant, and whether the index vouches for it."""
        since = self._index.first() if match else NOTHING
        ends = [] if below is None else [below]
        if since != NOTHING:
            yield from ((row, True) for row in self._index.texts(match, since, below, page_size))
            ends.append(since)
        if since != EVERYTHING:
            others = self._rows.newest_first(below=min(ends, default=None), page_size=page_size)
            yield from ((row, False) for row in others)
