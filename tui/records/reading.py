"""Calls out of the texts that are kept. What cannot be read hides nothing else."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import msgspec

from tui.model.call import SCHEMA, Call
from tui.model.folding import Said
from tui.model.playbook import Playbook
from tui.model.trouble import RecordsTrouble
from tui.records.documents import OwnWords, is_too_new
from tui.records.troubles import too_new, unreadable

T = TypeVar("T")

Row = tuple[int, bytes]
"""A call's id and the JSON that is kept of it."""


LONG = 32_000
"""A call of more bytes than this is not kept in memory for the next search."""

MOST = 256
"""Calls that are kept in memory, those that were asked for last."""


class _Read:
    """What was read out of one text so far; None where nobody asked for it, or it cannot be read."""

    __slots__ = ("call", "said", "text", "words")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.call: Call | None = None
        self.words: OwnWords | None = None
        self.said: Said | None = None


class _Kept(Call, frozen=True, kw_only=True):
    """A call whose playbook was not looked into."""

    playbook: msgspec.Raw  # type: ignore[assignment]


class _NoMore(_Kept, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call with nothing in it that this release does not know."""


_NAMES = Call.__struct_fields__
_FIELDS = attrgetter(*_NAMES)
_KEPT, _WORDS = msgspec.json.Decoder(_Kept), msgspec.json.Decoder(OwnWords)
_NO_MORE = msgspec.json.Decoder(_NoMore)


class Reader:
    """Reads the calls of one record. Any thread may call."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.left_out: dict[int, str] = {}
        """Call id -> the sentence about a call that a list had to leave out."""
        self._lock = Lock()
        self._memory: OrderedDict[int, _Read] = OrderedDict()

    def call(self, row: Row) -> Call:
        """The whole call. Raises `RecordsTrouble`."""
        read = self._read(row)
        if read.call is None:
            call = self._as(_call, Call, row)
            if call.schema > SCHEMA:
                raise too_new(self._path)
            read.call = call
        return read.call

    def calls(self, rows: Iterable[Row]) -> Iterator[Call]:
        """Those that can be read."""
        return filter(None, map(self.readable, rows))

    def page(self, rows: Sequence[Row]) -> list[Call]:
        """Those that can be read, all at once: most of what a letter finds was found by the one before."""
        with self._lock:
            known = [self._known(row) for row in rows]
        calls = (read.call if read else None for read in known)
        return [call for row, was in zip(rows, calls, strict=True) if (call := was or self.readable(row))]

    def readable(self, row: Row) -> Call | None:
        """The whole call; None when it cannot be read."""
        return self._or_left_out(self.call, row)

    def words(self, row: Row) -> OwnWords | None:
        """What was said and noted in the call; None when that cannot be read."""
        read = self._read(row)
        if read.words is None:
            read.words = self._or_left_out(lambda row: self._as(_WORDS.decode, OwnWords, row), row)
        return read.words

    def said(self, row: Row) -> Said | None:
        """The same, to look for words in."""
        read = self._read(row)
        if read.said is None and (words := self.words(row)):
            read.said = words.said()
        return read.said

    def _read(self, row: Row) -> _Read:
        """What was read of this row before, if its text is still the same.

        Each letter that is typed into a search finds many of the calls that the one before has found, and each pause
        in the notes nearly the same calls like this one. To compare two texts takes next to nothing.
        """
        with self._lock:
            read = self._known(row)
            if read is None:
                call_id, text = row
                read = _Read(text)
                if len(text) <= LONG:
                    self._memory[call_id] = read
                    self._memory.move_to_end(call_id)
                if len(self._memory) > MOST:
                    self._memory.popitem(last=False)
            return read

    def _known(self, row: Row) -> _Read | None:
        call_id, text = row
        read = self._memory.get(call_id)
        if read is None or read.text != text:
            return None
        self._memory.move_to_end(call_id)
        return read

    def _or_left_out(self, read: Callable[[Row], T], row: Row) -> T | None:
        try:
            return read(row)
        except RecordsTrouble as trouble:
            self.left_out[row[0]] = str(trouble)
            return None

    def _as(self, read: Callable[[bytes], T], kind: type[T], row: Row) -> T:
        call_id, text = row
        try:
            return read(text)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            document = _as_python_reads(text)
        if is_too_new(document):
            raise too_new(self._path)
        try:
            return msgspec.convert(document, kind)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            # Without its cause, which may quote what was typed.
            raise unreadable(self._path, call_id) from None


def holds_no_more(text: bytes) -> bool:
    """Whether a kept call has only what this release knows, so that nothing is lost when it is written anew."""
    try:
        _NO_MORE.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
    return True


def _call(text: bytes) -> Call:
    kept = _KEPT.decode(text)
    fields: dict[str, Any] = dict(zip(_NAMES, _FIELDS(kept), strict=True))
    fields["playbook"] = _playbook(bytes(kept.playbook))
    return Call(**fields)


@lru_cache(maxsize=32)
def _playbook(text: bytes) -> Playbook:
    # Nearly every call of a list began with the same one, which is more than half of its text.
    return msgspec.json.decode(text, type=Playbook)


def _as_python_reads(text: bytes) -> dict[str, Any]:
    """Half a character pair, only Python's own reader takes."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
