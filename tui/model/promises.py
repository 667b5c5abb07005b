"""What we said we would do: read from the notes of a call, and kept until the client has been told.

Done is not told (seed 002, the author's reply): a promise is behind us only when the client knows.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui.model.due import find_due
from tui.model.marks import Mark, marked


class PromiseState(StrEnum):
    """How far a promise is."""

    PROMISED = "promised"
    DONE = "done"
    """Done, but they do not know it yet: it still has to be reported back."""
    TOLD = "told"
    WITHDRAWN = "withdrawn"
    """Taken back, with a reason."""


class PromiseKind(StrEnum):
    """What a promise is about. Those said on the call stand in the notes; the others follow from what was chosen."""

    SAID = "said"
    """A `!` line."""
    UNDO = "undo"
    """An `undo:` line: the wrong that has to be taken back (seed 001)."""
    REDO = "redo"
    """A `redo:` line: the right that has to be done anew (seed 001)."""
    REPORT_BACK = "report-back"
    """Tell them how it stands; made with every fix that has none (seed 002)."""
    SAY_SORRY = "say-sorry"
    """Call back and say it properly, because it was not said (seed 002, comment 3)."""
    NOTE = "note"
    """A note by hand (seed 001)."""
    GIFT = "gift"
    """A small gift (seed 001)."""
    SENIOR = "senior-call"
    """A call from somebody senior (seed 001)."""
    ONE_ON_ONE = "one-on-one"
    """A talk of two in a month, with a reason that is useful to them (seed 004)."""


class Promise(Struct, frozen=True, kw_only=True):
    """Something we said we would do."""

    text: str
    noted: datetime
    due: datetime | None = None
    day_only: bool = False
    """True when only a day was named; `due` is then the end of that working day."""
    unclear: str = ""
    """Why no date was read from words that name one, a sentence for the rep; empty when there is nothing to say."""
    kind: PromiseKind = PromiseKind.SAID
    state: PromiseState = PromiseState.PROMISED
    done_at: datetime | None = None
    told_at: datetime | None = None
    how: str = ""
    """How they were told."""
    withdrawn_at: datetime | None = None
    reason: str = ""
    """Why it was withdrawn."""


NO_DAY = 2**53
"""What stands in `Call.owed` for promises without a date: behind every other one."""


def is_open(promise: Promise) -> bool:
    """Whether the client still waits for it."""
    return promise.state in (PromiseState.PROMISED, PromiseState.DONE)


def owed_from(promises: Iterable[Promise]) -> int | None:
    """When the first open promise falls due, in seconds since 1970; `NO_DAY` with no date, None with none open."""
    return min((int(p.due.timestamp()) if p.due else NO_DAY for p in promises if is_open(p)), default=None)


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
