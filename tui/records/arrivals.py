"""A file of calls, taken apart: what `heartfirst export` wrote, or stock TinyDB with such documents."""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tui.model.call import Call
from tui.model.client import Client, spelling_key
from tui.model.trouble import Trouble
from tui.records.clients import client_in, is_newer
from tui.records.documents import is_too_new, to_call
from tui.records.layout import NOTHING
from tui.records.rows import Document, to_json

STDIN = "-"
"""Stands for the standard input where the name of a file is asked for."""

DEEPEST = 50
"""Lists in lists at most. A call has five; a thousand are more than Python can read back."""

NO_CALL, NEWER, ELSEWHERE = "no call", "newer", "elsewhere"
"""Why a document stays out: it is no call, a newer release wrote it, it is in a table that we have not."""
NO_CLIENT = "no client"
"""Why one of the table of clients stays out."""

_TABLES = {"calls": "calls", "_default": "calls", "live": "live", "clients": "clients"}
"""Names of tables in a file -> ours. `_default` is TinyDB's when none is named, as `calls` is here."""


class Arrival(NamedTuple):
    """One document of the file, not yet looked into."""

    table: str | None
    """Where it belongs; None for a table that we have not."""
    number: str
    """Its name in a sentence: its key, or its place where the key is no number of a call."""
    raw: msgspec.Raw
    is_numbered: bool
    """Whether its key is a number that a call can have."""


class Incoming(NamedTuple):
    """A sound call of the file."""

    table: str
    number: str
    document: Document
    """As it was written, with whatever it holds besides."""
    call: Call


class _Name:
    """A name in the file. It equals no other, so that a dict keeps both of what stands twice under one name."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


_FILE: msgspec.json.Decoder[Any] = msgspec.json.Decoder(
    dict[_Name, dict[_Name, msgspec.Raw]] | list[msgspec.Raw], dec_hook=lambda kind, text: kind(text)
)
_ESCAPE = re.compile(rb"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
"""Every escape of a JSON text; the number of half a character pair is a group."""
_A_CALL = re.compile(rb"\s*\{\s*\"(?!calls\"|live\"|_default\")[a-z_]+\"\s*:\s*[^{\s]")
"""How a call begins that is not in a list or a table: with a name, and no table behind it."""
_HOLDERS = (dict, list)
_DOCUMENT = msgspec.json.Decoder(Document)


def arrivals_in(file: str) -> list[Arrival]:
    """Every document of a file, or of stdin (`-`).

    Raises `Trouble` where the file is not a whole one of that kind; then there is nothing in it to be trusted.
    """
    name = "The input" if file == STDIN else file
    data = _contents(file, name)
    if not data or data.isspace():
        raise Trouble(f"{name} is empty: nothing came in.")
    data = data.removeprefix(codecs.BOM_UTF8)
    found = _calls_alone(data) or _taken_apart(data)
    if isinstance(found, list):
        return [_arrival("calls", place, str(place), raw) for place, raw in enumerate(found, start=1)]
    if not any(table.text in _TABLES for table in found):
        raise Trouble(f"{name} is not an export of heartfirst, or only a part of one: nothing came in.")
    return [
        _arrival(_TABLES.get(table.text), place, key.text, raw)
        for table, documents in found.items()
        for place, (key, raw) in enumerate(documents.items(), start=1)
    ]


class IncomingClient(NamedTuple):
    """What a file holds about a client."""

    number: str
    document: Document
    """As it was written, with whatever it holds besides."""
    client: Client


def look_into(arrival: Arrival) -> Incoming | IncomingClient | str:
    """The call or the client in a document, or why it stays out."""
    if arrival.table is None:
        return ELSEWHERE
    if arrival.table == "clients":
        return _look_into_client(arrival)
    document = _document(arrival.raw) if arrival.is_numbered else None
    if document is None:
        return NO_CALL
    if is_too_new(document):
        return NEWER
    try:
        call = to_call(document)
    except (msgspec.ValidationError, UnicodeError):
        return NO_CALL
    return Incoming(arrival.table, arrival.number, document, call) if _is_sound(call) else NO_CALL


def _look_into_client(arrival: Arrival) -> IncomingClient | str:
    document = _document(arrival.raw) if arrival.is_numbered else None
    if document is None:
        return NO_CLIENT
    text = to_json(document)
    if is_newer(text):
        return NEWER
    client = client_in(text)
    is_sound = client is not None and 0 < client.id <= NOTHING and any(map(spelling_key, client.names))
    return IncomingClient(arrival.number, document, client) if client and is_sound else NO_CLIENT


def _contents(file: str, name: str) -> bytes:
    try:
        if file != STDIN:
            return Path(file).read_bytes()
        # A stream that was closed before we started is None.
        return sys.stdin.buffer.read() if sys.stdin else b""
    except FileNotFoundError:
        raise Trouble(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise Trouble(f"{name} is a folder, not a file: nothing came in.") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the reason is not known").lower()
        raise Trouble(f"{name} cannot be read ({reason}): nothing came in.") from error


def _taken_apart(data: bytes) -> Any:
    """The documents of a file, each still as it was written; nothing where it is no such file."""
    try:
        return _FILE.decode(data)
    except RecursionError:
        return {}
    except msgspec.MsgspecError:
        return _taken_apart_with_halves(data)


def _calls_alone(data: bytes) -> list[msgspec.Raw]:
    """One call alone, or a call a line; empty where it is neither, or where its last one is cut off."""
    if not _A_CALL.match(data):
        return []
    lines = [msgspec.Raw(line) for line in data.split(b"\n") if line.strip()]
    # An export has its brackets in lines of their own.
    for found in (lines, [msgspec.Raw(data)]):
        first, last = _document(found[0]), _document(found[-1])
        if first and last and "started" in first and all(bytes(raw)[:1] == b"{" for raw in found):
            return found
    return []


def _taken_apart_with_halves(data: bytes) -> Any:
    """The same for a file with half a character pair in it, which msgspec does not even pass over.

    A sign that is nowhere else stands in its place meanwhile. Only one h is in the sign, so that it is found again
    whatever stands beside it.
    """
    sign = b"half pair"
    while sign in data:
        sign += b"!"
    try:
        found = _FILE.decode(_ESCAPE.sub(lambda escape: sign + escape[1] if escape[1] else escape[0], data))
    except (msgspec.MsgspecError, RecursionError):
        return {}
    for documents in [found] if isinstance(found, list) else found.values():
        places = range(len(documents)) if isinstance(documents, list) else list(documents)
        for place in places:
            if sign in (raw := bytes(documents[place])):
                documents[place] = msgspec.Raw(raw.replace(sign, b"\\u"))
    return found


def _arrival(table: str | None, place: int, key: str, raw: msgspec.Raw) -> Arrival:
    # A key that is no number could be anybody's words, and no sentence repeats those.
    is_number = key.isascii() and key.isdigit() and len(key) < 20 and 0 < int(key) <= NOTHING
    return Arrival(table, key if is_number else str(place), raw, is_number)


def _document(raw: msgspec.Raw) -> Document | None:
    """A document that can be kept as it is; None where it is none, or would come back as another one."""
    try:
        return _not_too_deep(_DOCUMENT.decode(raw))
    except (msgspec.MsgspecError, RecursionError):
        return _with_halves(bytes(raw))


def _with_halves(raw: bytes) -> Document | None:
    """A document with half a character pair in it, which only Python's own reader takes.

    It also takes what cannot be kept: a number like 1e999.
    """
    try:
        document = json.loads(raw)
        kept = json.loads(to_json(document))
    except (ValueError, RecursionError):
        return None
    return _not_too_deep(document) if isinstance(document, dict) and kept == document else None


def _not_too_deep(document: Document) -> Document | None:
    return document if _fits(document, DEEPEST) else None


def _fits(document: Document, levels: int) -> bool:
    """Whether there are at most so many levels below the document."""
    # Level by level: to ask each value of a call by itself would take longer than to read the call.
    level: list[dict[str, object] | list[object]] = [document]
    for _ in range(levels + 1):
        inside = [value for one in level for value in (one.values() if one.__class__ is dict else one)]
        level = [value for value in inside if value.__class__ in _HOLDERS]
        if not level:
            return True
    return not any(level)


def _is_sound(call: Call) -> bool:
    """Whether the parts of a call fit together: its number, its steps and its playbook, and times with an offset."""
    ids = [step.id for step in call.playbook.steps]
    left = [record.id for switch in call.switches for record in switch.steps]
    # The end of a call is behind the gate too, and is no step.
    behind = [override.step for override in call.overrides if override.step]
    missing = [step for override in call.overrides for step in override.missing]
    return (
        0 < call.id <= NOTHING
        and [record.id for record in call.steps] == ids
        and call.now in (None, *ids)
        and {*behind, *missing} <= {*ids, *left}
        and all(time.tzinfo for time in _times(call))
    )


def _times(call: Call) -> Iterator[datetime]:
    yield from filter(None, (call.started, call.touched, call.ended, call.now_since))
    for one in call.promises:
        yield from filter(None, (one.noted, one.due, one.done_at, one.told_at, one.withdrawn_at))
    left = (record for switch in call.switches for record in switch.steps)
    yield from filter(None, (record.done_at for record in (*call.steps, *left)))
    yield from (override.at for override in call.overrides)
    yield from (switch.at for switch in call.switches)
