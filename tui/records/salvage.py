"""What can still be read of a damaged record, from the bytes of its pages (sqlite.org/fileformat2.html).

SQLite never comes to the pages that hang below a damaged one, and says nothing of a row that a page has lost;
so it cannot be told what is missing. Here each page is put to the test of SQLite's own integrity check.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from tui.records.layout import EVERYTHING, NOTHING
from tui.records.pages import HEADER, INTERIOR, LEAF, Cell, Pages, cells_of, pointers_of, row_cell, text_of

ROOTS = {"live": 2, "calls": 3}
"""The page where each table of calls begins: they are the first two of a record, and SQLite moves no first page."""

_CLIENTS = re.compile(rb"tableclientsclients(.{1,4})create table clients \(", re.DOTALL | re.IGNORECASE)
"""Where the record says on which page the table of clients begins: in an older one that was brought up to date it is
another page than in a new one."""

_HEADER, _WITHOUT_CLIENTS = b"SQLite format 3\0", 3

_DECODER = msgspec.json.Decoder(dict[str, Any])

Document = dict[str, Any]


class Row(NamedTuple):
    """A row that could be read."""

    id: int
    text: str


class _Stray(NamedTuple):
    """A document that stands where no table leads to."""

    row: Row
    touched: str
    """When it was last changed, as it says itself."""
    is_live: bool
    """Whether the call had not ended."""
    is_client: bool
    """Whether it is no call at all, but a client."""


class Salvage:
    """A damaged record, read and never touched. Nobody may write to it meanwhile.

    To be asked for in this order: the `rows` of both tables, the `strays`, and then what is missing.
    """

    def __init__(self, file: Path, wal: Path) -> None:
        """Of the record at `file` with its WAL; either may be missing. Raises OSError."""
        self._pages = Pages(file, wal)
        self._reached: set[int] = set()
        self._is_whole = True
        clients = clients_root(self._pages)
        self._roots = ROOTS | ({"clients": clients} if clients else {})
        self._gaps: dict[str, list[tuple[int, int]]] = {table: [] for table in (*ROOTS, "clients")}
        if clients is None:
            self._gaps["clients"].append((EVERYTHING, NOTHING))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.close()

    @property
    def is_complete(self) -> bool:
        """Whether no call can have been lost."""
        return self._pages.is_complete and self._is_whole and not any(self._gaps[table] for table in ROOTS)

    @property
    def misses_clients(self) -> bool:
        """Whether something of what is kept about clients can have been lost."""
        return not (self._pages.is_complete and self._is_whole) or bool(self._gaps["clients"])

    def may_miss(self, table: str, row_id: int) -> bool:
        """Whether a row that was not found may have been lost; otherwise it was erased on purpose."""
        return not (self._pages.is_complete and self._is_whole) or self._is_in_a_gap(table, row_id)

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of the pages that are whole, by number."""
        if table not in self._roots:
            return
        before, hole = EVERYTHING - 1, False
        for page, cells in self._leaves(self._roots[table], EVERYTHING, NOTHING):
            hole = hole or cells is None
            for cell in cells or ():
                if hole:
                    # Not only what the page above calls its range: that may be what is damaged.
                    self._gaps[table].append((before + 1, cell.id - 1))
                before, hole = cell.id, False
                text = text_of(self._pages.content(page, cell))
                if text is None:
                    self._gaps[table].append((cell.id, cell.id))
                else:
                    yield Row(cell.id, text)
        if hole:
            self._gaps[table].append((before + 1, NOTHING))

    def strays(self) -> Iterator[tuple[str, Row]]:
        """Documents, and the table of each, on pages that are damaged or that `rows` did not come to.

        A number may come more than once, and may be one that `rows` gave: the first is the one to take.
        """
        free, is_known = self._pages.free()
        doubtful = []
        for number in sorted(set(range(2, self._pages.count + 1)) - free - self._reached):
            page = self._pages.read(number)
            for stray in filter(None, (self._stray(page, at) for at in pointers_of(page))):
                if self._is_missing(stray):
                    yield self._placed(stray)
                elif is_known:
                    # A page in use that nothing leads to was cut off, and so may others have been: the pages
                    # above it are old states of themselves.
                    self._is_whole = False
                    yield self._placed(stray)
            if not cells_of(page):
                doubtful.append(number)
        if any(self._gaps.values()):
            yield from self._carved(doubtful)

    def _leaves(self, number: int, low: int, high: int) -> Iterator[tuple[bytes, list[Cell] | None]]:
        """The pages with rows below a page, with their cells; None for those of one that is not whole."""
        page = self._pages.read(number)
        cells = cells_of(page)
        ids = [low - 1, *(cell.id for cell in cells or ()), high + 1]
        # Only in an empty table is there a page without rows, its first.
        is_empty = not cells and number not in self._roots.values()
        if cells is None or is_empty or any(one >= other for one, other in pairwise(ids)):
            yield page, None
            return
        self._reached.add(number)
        if page[0] == LEAF:
            yield page, cells
            return
        for cell in cells:
            yield from self._leaves(cell.size, low, cell.id)
            low = cell.id + 1
        yield from self._leaves(int.from_bytes(page[8:12]), low, high)

    def _carved(self, numbers: Iterable[int]) -> Iterator[tuple[str, Row]]:
        """Documents found by their looks alone, where no page says where they are; the last state first."""
        found: list[_Stray] = []
        for number in numbers:
            page = self._pages.read(number)
            for header in HEADER.finditer(page):
                # Two numbers of at most 9 bytes stand before it.
                begins = range(max(0, header.start() - 18), header.start() - 1)
                found += filter(None, (self._stray(page, at) for at in begins))
        found.sort(key=lambda stray: (stray.touched, len(stray.row.text)), reverse=True)
        return (self._placed(stray) for stray in found if self._is_missing(stray))

    def _stray(self, page: bytes, at: int) -> _Stray | None:
        """The document at a place of a page; a call has its number in itself as well, and that is believed."""
        try:
            cell = row_cell(page, at)
        except IndexError:
            return None
        text = text_of(self._pages.content(page, cell))
        document = None if text is None else as_document(text)
        if text is None or document is None:
            return None
        own = document.get("id")
        row = Row(own if type(own) is int and EVERYTHING <= own <= NOTHING else cell.id, text)
        is_client = "names" in document and "started" not in document
        return _Stray(row, str(document.get("touched")), document.get("ended", "") is None, is_client)

    def _is_missing(self, stray: _Stray) -> bool:
        tables = ("clients",) if stray.is_client else ROOTS
        return any(self._is_in_a_gap(table, stray.row.id) for table in tables)

    def _is_in_a_gap(self, table: str, row_id: int) -> bool:
        before = bisect_right(self._gaps[table], (row_id, NOTHING))
        return before > 0 and row_id <= self._gaps[table][before - 1][1]

    def _placed(self, stray: _Stray) -> tuple[str, Row]:
        """A stray goes to the table that misses it; where both or none do, by whether the call had ended."""
        if stray.is_client:
            return "clients", stray.row
        missing = [table for table in ROOTS if self._is_in_a_gap(table, stray.row.id)]
        by_its_end = "live" if stray.is_live else "calls"
        return missing[0] if len(missing) == 1 else by_its_end, stray.row


def clients_root(pages: Pages) -> int | None:
    """The page where the table of clients begins, 0 where the record has none; None where that cannot be read."""
    first = pages.read(1)
    # The first page tells what tables there are, or where that stands when it has grown.
    cells = range(int.from_bytes(first[103:105])) if first[100] == INTERIOR else ()
    below = [int.from_bytes(first[112 + 2 * at : 114 + 2 * at]) for at in cells]
    children = [int.from_bytes(first[at : at + 4]) for at in below] + (
        [int.from_bytes(first[108:112])] if cells else []
    )
    for page in (first, *map(pages.read, children)):
        found = _CLIENTS.search(page)
        if found:
            return int.from_bytes(found[1])
    return 0 if first.startswith(_HEADER) and int.from_bytes(first[60:64]) <= _WITHOUT_CLIENTS else None


def as_document(text: str) -> Document | None:
    """What a text holds when it is a JSON object, read as the records read it; else None."""
    for read in (_DECODER.decode, json.loads):
        try:
            document = read(text)
        except (ValueError, RecursionError):
            continue
        return document if isinstance(document, dict) else None
    return None
