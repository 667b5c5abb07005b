"""A promise as one line of a CSV cell: "ring them [due 2026-11-25 15:00; told 2026-11-25 14:10: by phone]"."""

import re
from datetime import datetime, timedelta, tzinfo
from functools import partial

from tui.model.plain import one_line
from tui.model.promises import Promise, PromiseState

MOMENT, DAY = "%Y-%m-%d %H:%M", "%Y-%m-%d"
END_OF_DAY = timedelta(hours=17)
"""Where only a day is named, it is the end of that working day."""

_WHEN = r"\d{4}-\d\d-\d\d"
_LINE = re.compile(
    rf"(?P<text>.*?) ?\[(?:due (?P<due>{_WHEN}(?P<time> \d\d:\d\d)?); )?(?P<state>promised|done|told|withdrawn)"
    rf"(?: (?P<at>{_WHEN} \d\d:\d\d))?(?:: (?P<words>.*))?\]"
)


def promise_line(promise: Promise, zone: tzinfo | None) -> str:
    """The promise as a line, its times in `zone`."""
    due = f"due {_shown(promise.due, zone, DAY if promise.day_only else MOMENT)}; " if promise.due else ""
    at = {
        PromiseState.DONE: promise.done_at,
        PromiseState.TOLD: promise.told_at,
        PromiseState.WITHDRAWN: promise.withdrawn_at,
    }.get(promise.state)
    words = one_line(promise.reason if promise.state is PromiseState.WITHDRAWN else promise.how)
    state = f"{promise.state}{f' {_shown(at, zone, MOMENT)}' if at else ''}{f': {words}' if words else ''}"
    return f"{one_line(promise.text)} [{due}{state}]".lstrip()


def promise_in(line: str, noted: datetime) -> Promise:
    """The promise in a line. What is not written as `promise_line` writes it is a promise with no day, as it stands.

    Raises ValueError for a day that there is not.
    """
    found = _LINE.fullmatch(line)
    if not found:
        return Promise(text=line, noted=noted)
    read = partial(_read, zone=noted.tzinfo)
    due = read(found["due"]) if found["due"] else None
    day_only = due is not None and not found["time"]
    state, at, words = PromiseState(found["state"]), found["at"] and read(found["at"]), found["words"] or ""
    is_withdrawn = state is PromiseState.WITHDRAWN
    return Promise(
        text=found["text"],
        noted=noted,
        due=due + END_OF_DAY if due and day_only else due,
        day_only=day_only,
        state=state,
        done_at=at if state in (PromiseState.DONE, PromiseState.TOLD) and at else None,
        told_at=at if state is PromiseState.TOLD and at else None,
        how="" if is_withdrawn else words,
        withdrawn_at=at if is_withdrawn and at else None,
        reason=words if is_withdrawn else "",
    )


def _shown(at: datetime, zone: tzinfo | None, form: str) -> str:
    return f"{at.astimezone(zone):{form}}"


def _read(text: str, zone: tzinfo | None) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)
