"""The columns of our CSV: what each is called, and what stands in it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from tui.interchange.promise_lines import promise_line
from tui.model.call import Call

NUMBER = "call-"
"""Stands before the number of a call: a spreadsheet would round so long a one."""


class Column(NamedTuple):
    """One column."""

    name: str
    """Its heading, and its name after `--map "…="`."""
    what: str
    """What stands in it, for README."""
    cell: Callable[[Call], str]


def _moment(call: Call, at: datetime | None) -> str:
    # In the zone of the call, which has a column of its own: with one, a spreadsheet takes a time for text.
    return f"{at.astimezone(call.started.tzinfo):%Y-%m-%d %H:%M:%S}" if at else ""


def _zone(call: Call) -> str:
    # Not only a sign and a number, which a spreadsheet would reckon with.
    offset = call.started.isoformat(timespec="seconds")[19:]
    return f"UTC{offset}" if offset else ""


COLUMNS = (
    Column("call", "`call-` and its number", lambda call: f"{NUMBER}{call.id}"),
    Column("started", "when it began, local time: `2026-11-24 09:18:00`", lambda call: _moment(call, call.started)),
    Column("ended", "when it ended, in the same way", lambda call: _moment(call, call.ended)),
    Column("zone", "the zone of both, as hours from UTC: `UTC+01:00`", _zone),
    Column("caller", "who called", lambda call: call.caller),
    Column("company", "from where", lambda call: call.company),
    Column("outcome", "`fixed`, `next-step`, `not-satisfied`, `handed-over` or `cut-off`", lambda c: c.outcome or ""),
    Column("mood_at_hello", "`furious`, `upset`, `tense`, `calm` or `warm`", lambda call: call.mood_at_hello or ""),
    Column("mood_at_goodbye", "the same at goodbye", lambda call: call.mood_at_goodbye or ""),
    Column("playbook", "the title of the playbook", lambda call: call.playbook.title),
    Column("tags", "`#late #gift`", lambda call: " ".join(f"#{tag}" for tag in call.tags)),
    Column(
        "promises",
        "one a line: `ring them [due 2026-11-25 15:00; told 2026-11-25 14:10: by phone]`",
        lambda call: "\n".join(promise_line(one, call.started.tzinfo) for one in call.promises),
    ),
    Column("notes", "the notes as they were typed", lambda call: call.notes),
)
"""In their order."""
