"""The finished calls as they are looked through: newest first, by their words or by who called."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from tinydb.table import Document

from tui.model.call import Call
from tui.model.marks import read_caller
from tui.model.trouble import RecordsTrouble
from tui.records.documents import OwnWords, is_too_new, own_words, to_call
from tui.records.index import Index
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.rows import PAGE
from tui.records.table import FILE_NAME, RowTable
from tui.records.troubles import too_new, unreadable
from tui.records.wanted import wanted, wanted_caller

T = TypeVar("T")

ONE_OR_TWO = 2
"""How many calls are fetched at a time when only the newest is wanted."""


class Reader:
    """Turns documents into what is asked of them; one that cannot be read hides no other."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self.left_out: dict[int, str] = {}
        """Call id -> the sentence about a call that a list had to leave out."""

    def call(self, document: Document) -> Call:
        """The whole call. Raises `RecordsTrouble`."""
        if is_too_new(document):
            raise too_new(self._path)
        return self._as(to_call, document)

    def calls(self, documents: Iterable[Document]) -> Iterator[Call]:
        """Those that can be read."""
        return self._readable(self.call, documents)

    def words(self, document: Document) -> OwnWords | None:
        """What was said and noted in the call; None when that cannot be read."""
        return next(self._readable(lambda document: self._as(own_words, document), [document]), None)

    def _as(self, read: Callable[[Document], T], document: Document) -> T:
        try:
            return read(document)
        except (msgspec.ValidationError, UnicodeEncodeError):
            # Without its cause, which may quote what was typed.
            raise unreadable(self._path, document.doc_id) from None

    def _readable(self, read: Callable[[Document], T], documents: Iterable[Document]) -> Iterator[T]:
        for document in documents:
            try:
                yield read(document)
            except RecordsTrouble as trouble:
                self.left_out[document.doc_id] = str(trouble)


class History:
    """The table of finished calls. Everything is fetched as it is asked for. Raises `RecordsTrouble`."""

    def __init__(self, calls: RowTable, reader: Reader) -> None:
        self._calls = calls
        self._reader = reader
        self._index = Index(calls.connection)

    def holding(self, text: str, page_size: int = PAGE, below: int | None = None) -> Iterator[Document]:
        """The calls with every word of `text`, be it the beginning of a longer one; `below` a number, if any."""
        asked = wanted(text)
        for document, is_indexed in self._candidates(asked.match, page_size, below):
            words = asked.rest if is_indexed else asked.words
            said = self._reader.words(document) if words else None
            if not words or (said and said.hold(words)):
                yield document

    def with_caller(self, caller: str) -> Iterator[Document]:
        """The calls with `caller`, a name or "name, company", whatever the case; nobody is never found."""
        name, company = read_caller(caller)
        if name:
            for document, _ in self._candidates(wanted_caller(name, company), ONE_OR_TWO):
                said = self._reader.words(document)
                if said and said.is_with(name, company):
                    yield document

    def callers(self, limit: int) -> Iterator[str]:
        """Who called, for each of the `limit` newest calls: "Dana Lee, Northwind Law"."""
        for document in islice(self._calls.newest_first(self._reader.left_out), limit):
            said = self._reader.words(document)
            yield said.named() if said else ""

    def _candidates(self, match: str, page_size: int, below: int | None = None) -> Iterator[tuple[Document, bool]]:
        """Every call that may be meant, and whether the index vouches for it."""
        since = self._index.first() if match else NOTHING
        ends = [] if below is None else [below]
        if since != NOTHING:
            indexed = self._index.texts(match, since, below, page_size)
            yield from ((found, True) for found in self._documents(indexed))
            ends.append(since)
        if since != EVERYTHING:
            others = self._calls.rows.newest_first(below=min(ends, default=None), page_size=page_size)
            yield from ((found, False) for found in self._documents(others))

    def _documents(self, texts: Iterator[tuple[int, bytes]]) -> Iterator[Document]:
        return self._calls.documents(texts, self._reader.left_out)
