"""Whether a call from a table is here already, though a table holds less of it: seconds only, and no number."""

import msgspec

from tui.model.call import Call
from tui.records.rows import Rows

MOST = 200
"""Calls of one second that are looked at. More there are only where somebody wrote no time, and those have a number
that is made of what is in them."""

_SECOND = 1000 << 20
"""The numbers of one second: a number begins with the millisecond of its call."""


class _Known(msgspec.Struct):
    """What tells one call from another, as far as a table has it."""

    started: str = ""
    caller: str = ""
    company: str = ""
    notes: str = ""


_DECODER = msgspec.json.Decoder(_Known)


def is_here(rows: Rows, call: Call) -> bool:
    """Whether these rows hold it: the same number and second, or the same second, caller and notes."""
    own = rows.text(call.id)
    if own is not None and _is_same(own, call, by_number=True):
        return True
    second = int(call.started.timestamp()) * _SECOND
    found = rows.between(second, second + _SECOND, MOST)
    return any(_is_same(text, call, by_number=False) for _, text in found)


def _is_same(text: bytes, call: Call, *, by_number: bool) -> bool:
    try:
        known = _DECODER.decode(text)
        started = msgspec.convert(known.started, type(call.started), strict=False)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
    if started.tzinfo is None or int(started.timestamp()) != int(call.started.timestamp()):
        return False
    who = (known.caller.casefold(), known.company.casefold(), known.notes)
    return by_number or who == (call.caller.casefold(), call.company.casefold(), call.notes)
