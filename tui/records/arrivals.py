"""A document of a file as a call or a client, where it is one."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from tui.model.call import Call
from tui.model.client import Client, spelling_key
from tui.records.clients import client_in, is_newer
from tui.records.documents import is_too_new, to_call
from tui.records.layout import NOTHING
from tui.records.rows import Document, to_json

DEEPEST = 50
"""Lists in lists at most. A call has five; a thousand are more than Python can read back."""

NO_CALL, NEWER, ELSEWHERE = "no call", "newer", "elsewhere"
"""Why a document stays out: it is no call, a newer release wrote it, it is in a table that we have not."""
NO_CLIENT = "no client"
"""Why one of the table of clients stays out."""


class Arrival(NamedTuple):
    """One document of the file, not yet looked into."""

    table: str | None
    """Where it belongs; None for a table that we have not."""
    number: str
    """Its name in a sentence: its key, or its place where the key is no number of a call."""
    raw: bytes
    is_numbered: bool
    """Whether its key is a number that a call can have."""


class Incoming(NamedTuple):
    """A sound call of the file."""

    table: str
    number: str
    document: Document
    """As it was written, with whatever it holds besides."""
    call: Call


_HOLDERS = (dict, list)
_DOCUMENT = msgspec.json.Decoder(Document)


class IncomingClient(NamedTuple):
    """What a file holds about a client."""

    number: str
    document: Document
    """As it was written, with whatever it holds besides."""
    client: Client


def arrival(table: str | None, place: int, key: str, raw: bytes) -> Arrival:
    """The document at this place of the file, under this key."""
    # A key that is no number could be anybody's words, and no sentence repeats those.
    is_number = key.isascii() and key.isdigit() and len(key) < 20 and 0 < int(key) <= NOTHING
    return Arrival(table, key if is_number else str(place), raw, is_number)


def look_into(arrival: Arrival) -> Incoming | IncomingClient | str:
    """The call or the client in a document, or why it stays out."""
    if arrival.table is None:
        return ELSEWHERE
    if arrival.table == "clients":
        return _look_into_client(arrival)
    document = document_in(arrival.raw) if arrival.is_numbered else None
    if document is None:
        return NO_CALL
    if is_too_new(document):
        return NEWER
    try:
        call = to_call(document)
    except (msgspec.ValidationError, UnicodeError):
        return NO_CALL
    return Incoming(arrival.table, arrival.number, document, call) if _is_sound(call) else NO_CALL


def document_in(raw: bytes) -> Document | None:
    """A document that can be kept as it is; None where it is none, or would come back as another one."""
    try:
        return _not_too_deep(_DOCUMENT.decode(raw))
    except (msgspec.MsgspecError, RecursionError):
        return _with_halves(raw)


def _look_into_client(arrival: Arrival) -> IncomingClient | str:
    document = document_in(arrival.raw) if arrival.is_numbered else None
    if document is None:
        return NO_CLIENT
    text = to_json(document)
    if is_newer(text):
        return NEWER
    client = client_in(text)
    is_sound = client is not None and 0 < client.id <= NOTHING and any(map(spelling_key, client.names))
    return IncomingClient(arrival.number, document, client) if client and is_sound else NO_CLIENT


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
