"""The promises of a call, read from the `!` lines of its notes."""

from collections.abc import Callable, Iterable
from datetime import datetime

from tui.model.call import Promise
from tui.model.due import find_due
from tui.model.marks import Mark, marked


def promises_in(
    notes: str, known: Iterable[Promise], now: datetime, at_local: Callable[[datetime], datetime]
) -> tuple[Promise, ...]:
    """Every promise in the notes, in order.

    One that is `known` by its text is kept as it is, so that "tomorrow" still means the day after it was
    said; a new one is dated from `now`. `at_local` turns a wall-clock moment into an instant.
    """
    kept = {promise.text: promise for promise in known}
    return tuple(kept.get(text) or _made(text, now, at_local) for text in marked(notes, Mark.PROMISE))


def _made(text: str, now: datetime, at_local: Callable[[datetime], datetime]) -> Promise:
    due = find_due(text, now.replace(tzinfo=None))
    if due is None:
        return Promise(text=text, noted=now)
    return Promise(text=text, noted=now, due=at_local(due.at), day_only=due.day_only)
