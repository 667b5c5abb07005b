"""What we said we would do, and how far each promise is until the client has been told.

Done is not told (seed 002, the author's reply): a promise is behind us only when the client knows.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


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


class Moved(Struct, frozen=True, kw_only=True):
    """A promise was given another day."""

    at: datetime
    was: datetime | None
    """When it fell due before; None where no day was named."""
    day_only: bool = False
    """Whether only a day was named before."""
    reason: str


class Attempt(Struct, frozen=True, kw_only=True):
    """Something that was tried for a promise that takes days."""

    at: datetime
    text: str


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
    moves: tuple[Moved, ...] = ()
    """Each time that it was given another day, oldest first."""
    attempts: tuple[Attempt, ...] = ()
    """What was tried for it, oldest first (seed 001: some repairs take days of chasing)."""


NO_DAY = 2**53
"""What stands in `Call.owed` for promises without a date: behind every other one."""


def is_open(promise: Promise) -> bool:
    """Whether the client still waits for it."""
    return promise.state in (PromiseState.PROMISED, PromiseState.DONE)


def owed_from(promises: Iterable[Promise]) -> int | None:
    """When the first open promise falls due, in seconds since 1970; `NO_DAY` with no date, None with none open."""
    return min((int(p.due.timestamp()) if p.due else NO_DAY for p in promises if is_open(p)), default=None)


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


def moved(promise: Promise, at: datetime, due: datetime, *, day_only: bool, reason: str) -> Promise:
    """Given another day; the record keeps why. ValueError unless it is open, and where no reason is given."""
    if not is_open(promise):
        raise ValueError(f"A promise that is {promise.state} cannot be moved.")
    if not reason.strip():
        raise ValueError("A promise is moved with a reason.")
    before = Moved(at=at, was=promise.due, day_only=promise.day_only, reason=reason.strip())
    return replace(promise, due=due, day_only=day_only, unclear="", moves=(*promise.moves, before))


def attempted(promise: Promise, at: datetime, text: str) -> Promise:
    """Tried for, and still owed. ValueError unless it is open, and where nothing is said about it."""
    if not is_open(promise):
        raise ValueError(f"A promise that is {promise.state} cannot be tried for.")
    if not text.strip():
        raise ValueError("An attempt says what was tried.")
    return replace(promise, attempts=(*promise.attempts, Attempt(at=at, text=text.strip())))


def reopened(promise: Promise) -> Promise:
    """Owed again, as on the day it was given. ValueError when nothing has been done about it."""
    if promise.state is PromiseState.PROMISED:
        raise ValueError("A promise that is open cannot be opened again.")
    state = PromiseState.PROMISED
    return replace(promise, state=state, done_at=None, told_at=None, how="", withdrawn_at=None, reason="")
