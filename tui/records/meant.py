"""Which rows of a record are meant to be erased or made anonymous, and what they are afterwards."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from unicodedata import normalize

import msgspec

from tui.model.anonymous import GONE, NO_WORDS, anonymous
from tui.model.erasing import Way
from tui.model.marks import read_caller
from tui.model.trouble import RecordsTrouble
from tui.records.documents import to_call, to_document
from tui.records.rows import to_json
from tui.records.salvage import as_document

CALLS = ("calls", "live")
"""The tables of calls."""

CLIENTS = "clients"
"""The table of what is kept about clients; older layouts have none."""


class Name(NamedTuple):
    """A client as calls have them, for comparing: whatever the case, and both parts have to fit."""

    name: str
    company: str


class _Answering(msgspec.Struct, frozen=True):
    call: int = 0


class SeenPromise(msgspec.Struct, frozen=True):
    """How far a promise is."""

    state: str = "promised"


class Glance(msgspec.Struct, frozen=True):
    """What of a document tells whether it is meant."""

    caller: str = ""
    company: str = ""
    started: str = ""
    answering: _Answering | None = None
    promises: tuple[SeenPromise, ...] = ()
    anonymised: str | None = None
    names: tuple[str, ...] = ()
    """Of a client: every spelling."""

    @property
    def name(self) -> Name:
        """Who called."""
        return named(self.caller, self.company)


_GLANCE = msgspec.json.Decoder(Glance)


def named(name: str, company: str) -> Name:
    """A name and a company for comparing."""
    return Name(*(" ".join(normalize("NFC", part).casefold().split()) for part in (name, company)))


def spelled(caller: str) -> Name:
    """The same out of what is typed: "Dana Lee, Northwind Law"."""
    return named(*read_caller(caller))


def glance_at(text: bytes) -> Glance:
    """A look at a document; an empty one at what is none."""
    try:
        return _GLANCE.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # Half a character pair, which only Python's own reader takes.
        document = as_document(text.decode("utf-8", "replace")) or {}
    try:
        return msgspec.convert(document, Glance)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Glance()


class Meant(msgspec.Struct, frozen=True):
    """Calls that are meant, in every copy of the record."""

    way: Way
    at: datetime
    ids: frozenset[int] = frozenset()
    starts: frozenset[str] = frozenset()
    """When they began. A draft can have another number than the call that it became; nothing else began just then."""
    cards: frozenset[int] = frozenset()
    """The clients of whom nothing shall be kept."""
    states: frozenset[str] = frozenset()
    """Marks of what only a copy has like this: the record has it as somebody else's by now, and there it stays."""

    def means(self, table: str, row_id: int, seen: Glance) -> bool:
        """Whether the row is one of them."""
        if table == CLIENTS:
            return row_id in self.cards
        return row_id in self.ids or (table == "live" and seen.started in self.starts)

    def quotes(self, seen: Glance) -> bool:
        """Whether the row has words of one of them in it."""
        return seen.answering is not None and seen.answering.call in self.ids

    def after(self, table: str, row_id: int, text: bytes) -> bytes | None:
        """What a row is afterwards; None where nothing of it stays."""
        seen = glance_at(text)
        if self.means(table, row_id, seen) or (self.states and _mark(text) in self.states):
            # What was never wrapped up cannot be counted.
            return self._anonymous(text) if self.way is Way.ANONYMISE and table == "calls" else None
        return self._without_quote(text) if self.quotes(seen) else text

    def _anonymous(self, text: bytes) -> bytes | None:
        document = as_document(text.decode("utf-8", "replace"))
        try:
            call = to_call(document or {})
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return None  # What cannot be read cannot be counted either.
        return text if call.anonymised else to_json(to_document(anonymous(call, self.at)))

    def _without_quote(self, text: bytes) -> bytes | None:
        words = NO_WORDS if self.way is Way.ANONYMISE else GONE
        document = as_document(text.decode("utf-8", "replace")) or {}
        if document["answering"].get("text") == words:
            return text
        try:
            return to_json(document | {"answering": document["answering"] | {"text": words}})
        except RecordsTrouble:
            return None  # Nested too deeply to be read again by anybody.


class Wanted(msgspec.Struct, frozen=True):
    """Calls by their ids, and clients by their names; what `Meant` is found by."""

    ids: frozenset[int] = frozenset()
    names: frozenset[Name] = frozenset()
    cards: frozenset[Name] = frozenset()
    """Spellings whose card shows for a client who has none of their own."""

    def wants(self, table: str, row_id: int, seen: Glance) -> bool:
        """Whether the row is one of them."""
        if table == CLIENTS:
            return any(spelled(name) in self.names | self.cards for name in seen.names)
        return (row_id in self.ids and table == "calls") or (bool(self.names) and seen.name in self.names)

    def found_in(self, rows: Iterable[tuple[str, int, bytes]]) -> "Found":
        """The rows that are wanted, out of (table, number, JSON)."""
        found = Found()
        for table, row_id, text in rows:
            seen = glance_at(text)
            if self.wants(table, row_id, seen):
                found.take(table, row_id, seen, text)
        return found


class Found:
    """Rows that are wanted, of the record or of a copy."""

    def __init__(self) -> None:
        """None yet."""
        self.rows: dict[str, dict[int, Glance]] = {"calls": {}, "live": {}, CLIENTS: {}}
        self._marks: dict[tuple[str, int], str] = {}

    def take(self, table: str, row_id: int, seen: Glance, text: bytes) -> None:
        """One more."""
        self.rows[table][row_id] = seen
        self._marks[table, row_id] = _mark(text)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return any(self.rows.values())

    def ids(self, *tables: str) -> set[int]:
        """The numbers of those in these tables."""
        return {row_id for table in tables for row_id in self.rows[table]}

    def without(self, calls: set[int], cards: set[int]) -> tuple["Found", set[str]]:
        """These without those numbers, and the marks of what is left out."""
        rest, marks = Found(), set()
        for (table, row_id), mark in self._marks.items():
            if row_id in (cards if table == CLIENTS else calls):
                marks.add(mark)
            else:
                rest.rows[table][row_id] = self.rows[table][row_id]
        return rest, marks


def meant_by(way: Way, at: datetime, found: Iterable[Found], states: Iterable[str]) -> Meant:
    """The rows that were found anywhere, whatever state a copy has them in, and these states of others."""
    calls, cards = set[int](), set[int]()
    starts = set[str]()
    for one in found:
        calls |= one.ids(*CALLS)
        cards |= one.ids(CLIENTS)
        starts |= {seen.started for table in CALLS for seen in one.rows[table].values() if seen.started}
    return Meant(way, at, frozenset(calls), frozenset(starts), frozenset(cards), frozenset(states))


def _mark(text: bytes) -> str:
    return blake2b(text, digest_size=16).hexdigest()
