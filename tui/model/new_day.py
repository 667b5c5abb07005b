"""The other day that a promise is given, and why: "thu 15:00: waiting for the hub"."""

import re
from datetime import datetime
from typing import NamedTuple

from tui.model.due_here import AtLocal, read_due_here
from tui.model.plain import one_line
from tui.model.trouble import Trouble

BOTH = "Write the new day, a colon, and why: thu 15:00: waiting for the hub."
NO_REASON = "Say behind the day why it is moved; the record keeps the reason."
_COLON = re.compile(r"(?<!\d):|:(?!\d)")
"""The colon between the two; the one in a time has digits on both sides."""


class NewDay(NamedTuple):
    """When a promise falls due from now on, and why."""

    due: datetime
    day_only: bool
    """No time was named."""
    reason: str


def split_day(text: str) -> tuple[str, str]:
    """What stands before the colon, and what behind it. Raises `Trouble` where there is no colon."""
    found = _COLON.search(text)
    if found is None:
        raise Trouble(BOTH)
    return text[: found.start()].strip(), text[found.end() :].strip()


def read_new_day(day: str, reason: str, now: datetime, at_local: AtLocal) -> NewDay:
    """The day that the words name, and the reason. Raises `Trouble` where one of them is wanting or not plain."""
    read = read_due_here(day, now, at_local)
    if read.due is None or read.unclear:
        words = one_line(day)
        why = read.unclear or (f"no day was read from “{words[:40]}”" if words else "no day is named")
        raise Trouble(f"Not moved: {why}.{'' if read.unclear else ' A day is written like thu 15:00 or 3 dec.'}")
    if not reason.strip():
        raise Trouble(NO_REASON)
    return NewDay(read.due, read.day_only, one_line(reason))
