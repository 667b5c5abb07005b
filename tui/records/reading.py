"""Calls out of the texts that are kept. What cannot be read hides nothing else."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tui.model.call import SCHEMA, Call
from tui.model.playbook import Playbook
from tui.model.trouble import RecordsTrouble
from tui.records.documents import OwnWords, is_too_new
from tui.records.troubles import too_new, unreadable

T = TypeVar("T")

Row = tuple[int, bytes]
"""A call's id and the JSON that is kept of it."""


LONG = 32_000
"""A call of more bytes than this is not kept in memory for the next search."""


class _Kept(Call, frozen=True, kw_only=True):
    """A call whose playbook was not looked into."""

    playbook: msgspec.Raw  # type: ignore[assignment]


class _NoMore(_Kept, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call with nothing in it that this release does not know."""


_NAMES = Call.__struct_fields__
_KEPT, _WORDS = msgspec.json.Decoder(_Kept), msgspec.json.Decoder(OwnWords)
_NO_MORE = msgspec.json.Decoder(_NoMore)


class Reader:
    """Reads the calls of one record. Any thread may call."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.left_out: dict[int, str] = {}
        """Call id -> the sentence about a call that a list had to leave out."""

    def call(self, row: Row) -> Call:
        """The whole call. Raises `RecordsTrouble`."""
        call = self._as(_call, Call, row)
        if call.schema > SCHEMA:
            raise too_new(self._path)
        return call

    def calls(self, rows: Iterable[Row]) -> Iterator[Call]:
        """Those that can be read."""
        for row in rows:
            call = self._or_left_out(self.call, row)
            if call is not None:
                yield call

    def words(self, row: Row) -> OwnWords | None:
        """What was said and noted in the call; None when that cannot be read."""
        return self._or_left_out(lambda row: self._as(_WORDS.decode, OwnWords, row), row)

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
    return _known_call(text) if len(text) <= LONG else _new_call(text)


@lru_cache(maxsize=256)
def _known_call(text: bytes) -> Call:
    # Each letter that is typed into a search finds many of the calls that the one before has found. A call never
    # changes and stands for exactly this text, so that one which was read before can be given again.
    return _new_call(text)


def _new_call(text: bytes) -> Call:
    kept = _KEPT.decode(text)
    fields: dict[str, Any] = {name: getattr(kept, name) for name in _NAMES}
    return Call(**fields | {"playbook": _playbook(bytes(kept.playbook))})


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
