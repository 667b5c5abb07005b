"""What we said we would do: read from the notes of a call, and kept until the client has been told.

Done is not told (seed 002, the author's reply): a promise is behind us only when the client knows.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tui.model.contact import is_heard
from tui.model.due_here import Dated, agreed, is_same, read_due_here
from tui.model.due_words import END_OF_DAY
from tui.model.plain import one_line
from tui.model.promise_lines import Left, promise_lines
from tui.model.same_line import is_edited
from tui.model.working_days import is_working_day, next_working_day

AtLocal = Callable[[datetime], datetime]
"""Turns a moment on the wall clock here into an instant; may raise `Trouble` for one that is far away."""


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
    """What was not read of words that name a date, a sentence for the rep; empty when there is nothing to say.

    With `due`, the day was read and something beside it was not: "tomorrow at 3".
    """
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


def is_contact(promise: Promise) -> bool:
    """Whether keeping it means that they hear from us."""
    return promise.kind in _CONTACT or is_heard(promise.text)


def done(promise: Promise, at: datetime) -> Promise:
    """Kept, but they do not know it yet. ValueError unless it was promised only."""
    if promise.state is not PromiseState.PROMISED:
        raise ValueError(f"A promise that is {promise.state} cannot be done.")
    return replace(promise, state=PromiseState.DONE, done_at=at)


def told(promise: Promise, at: datetime, how: str = "") -> Promise:
    """Behind us: they know. What was promised only is done by that too. ValueError unless it is open."""
    if not is_open(promise):
        raise ValueError(f"A promise that is {promise.state} cannot be told.")
    return replace(promise, state=PromiseState.TOLD, done_at=promise.done_at or at, told_at=at, how=how.strip())


def withdrawn(promise: Promise, at: datetime, reason: str) -> Promise:
    """Taken back. ValueError unless it is open, and when no reason is given."""
    if not is_open(promise):
        raise ValueError(f"A promise that is {promise.state} cannot be withdrawn.")
    if not reason.strip():
        raise ValueError("A promise is withdrawn with a reason.")
    return replace(promise, state=PromiseState.WITHDRAWN, withdrawn_at=at, reason=reason.strip())


def reopened(promise: Promise) -> Promise:
    """Owed again, as on the day it was given. ValueError when nothing has been done about it."""
    if promise.state is PromiseState.PROMISED:
        raise ValueError("A promise that is open cannot be opened again.")
    state = PromiseState.PROMISED
    return replace(promise, state=state, done_at=None, told_at=None, how="", withdrawn_at=None, reason="")


def promises_in(notes: str, known: Iterable[Promise], now: datetime, at_local: AtLocal) -> tuple[Promise, ...]:
    """Every promise of a call: those in the notes in their order, then those that no line has.

    One that is `known` by its line is kept as it is, so that "tomorrow" still means the day after it was said.
    A line that was mended is the promise it was, with its words read anew as of when it was first noted; where
    they mean another moment by now, the rep is told so. Behind them stand the promises that were never a line,
    and those that somebody has done something about although their line is gone: they were said.
    `at_local` turns a wall-clock moment into an instant.
    """
    lines, left = promise_lines(notes), Left(known, _line)
    found = [left.take(line) for line in lines]
    mending = found.count(None) <= _EDITS
    read = (
        promise or (mending and _mended(left, *line, now, at_local)) or _made(*line, now, at_local)
        for promise, line in zip(found, lines, strict=True)
    )
    return (*read, *(each for each in left if each.kind not in _LINES or each.state is not PromiseState.PROMISED))


def report_back(promises: Iterable[Promise], now: datetime, at_local: AtLocal) -> Promise | None:
    """The promise that every fix makes: to tell them how it stands (seed 002, comment 12).

    None when they will hear from us on a day anyway, and when they were told already, or it was taken back, and
    nothing has been promised since. Due together with the last that is open.
    """
    each = tuple(promises)
    owed = [promise for promise in each if is_open(promise)]
    if any(promise.due and is_contact(promise) for promise in owed):
        return None
    ends = [at for p in each if p.kind is PromiseKind.REPORT_BACK and (at := p.told_at or p.withdrawn_at)]
    if ends and all(promise.noted <= max(ends) for promise in owed):
        return None
    last = max((p for p in owed if p.due and p.due > now), key=lambda p: p.due or now, default=None)
    if last is None:
        return _planned(PromiseKind.REPORT_BACK, _REPORT, next_working_day(now.date()), now, at_local)
    return Promise(text=_REPORT, noted=now, due=last.due, day_only=last.day_only, kind=PromiseKind.REPORT_BACK)


def say_sorry(now: datetime, at_local: AtLocal) -> Promise:
    """To call back and say what was not said, on the next working day (seed 002, comment 3)."""
    day = next_working_day(now.date())
    return _planned(PromiseKind.SAY_SORRY, "call back and say it properly", day, now, at_local)


def after_care(kind: PromiseKind, now: datetime, at_local: AtLocal, *, about: str = "") -> Promise:
    """What is done for them afterwards (seeds 001 and 004), with its day. KeyError for a kind that is none of it.

    `about` is the reason why a one-on-one is useful to them.
    """
    text, working_days = _CARE[kind]
    day = next_working_day(now.date(), working_days)
    if kind is PromiseKind.ONE_ON_ONE:
        day = now.date() + timedelta(days=30)
        day = day if is_working_day(day) else next_working_day(day)
        text = f"{text}: {one_line(about)}" if about.strip() else text
    return _planned(kind, text, day, now, at_local)


_LINES = (PromiseKind.SAID, PromiseKind.UNDO, PromiseKind.REDO)
_CONTACT = (
    PromiseKind.REPORT_BACK,
    PromiseKind.SAY_SORRY,
    PromiseKind.NOTE,
    PromiseKind.SENIOR,
    PromiseKind.ONE_ON_ONE,
)
_REPORT = "report back how it stands"
_CARE = {
    PromiseKind.NOTE: ("write a note by hand", 2),
    PromiseKind.GIFT: ("a small gift", 3),
    PromiseKind.SENIOR: ("a call from somebody senior", 1),
    PromiseKind.ONE_ON_ONE: ("one-on-one", 0),
}
_EDITS = 8
"""Lines that one pause can have mended; with more, another text was put in."""


def _planned(kind: PromiseKind, text: str, day: date, now: datetime, at_local: AtLocal) -> Promise:
    due = at_local(datetime.combine(day, END_OF_DAY))
    return Promise(text=text, noted=now, due=due, day_only=True, kind=kind)


def _line(promise: Promise) -> tuple[str, str]:
    return promise.kind, promise.text


def _made(kind: str, text: str, now: datetime, at_local: AtLocal) -> Promise:
    return _dated(Promise(text=text, noted=now, kind=PromiseKind(kind)), read_due_here(text, now, at_local))


def _mended(left: Left[Promise], kind: str, text: str, now: datetime, at_local: AtLocal) -> Promise | None:
    """The promise that was changed into this line; None when there is none."""
    those = [each for each in left if each.kind == kind]
    settled = [each for each in those if each.state is not PromiseState.PROMISED]
    owed = [each for each in those if each.state is PromiseState.PROMISED]
    for old in (*settled[-_EDITS:], *owed[:_EDITS]):
        if not is_edited(old.text, text):
            continue
        then = read_due_here(text, old.noted, at_local)
        if then.day_only != old.day_only or not is_same(then.due, old.due):
            if old.state is not PromiseState.PROMISED:
                # What was done was done; for another day, it is another promise.
                continue
            then = agreed(then, read_due_here(text, now, at_local), now)
        left.drop(old)
        return _dated(replace(old, text=text), then)
    return None


def _dated(promise: Promise, read: Dated) -> Promise:
    return replace(promise, due=read.due, day_only=read.day_only, unclear=read.unclear)
