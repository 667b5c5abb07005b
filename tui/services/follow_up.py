"""What we still owe: the open promises of finished calls, and what becomes of them.

Done is not told (seed 002, the author's reply): a promise stays open until the client knows, or until it is taken
back and the record says why.
"""

from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from tui.model import promises
from tui.model.call import Call, Outcome, StepState, with_promises
from tui.model.due_here import is_same
from tui.model.ending import BY_POST
from tui.model.new_day import read_new_day
from tui.model.owed import Owed, due_first, owed_in
from tui.model.plain import one_line
from tui.model.promises import Promise, PromiseState
from tui.model.times import moment
from tui.model.trouble import RecordsTrouble, Trouble
from tui.model.what_we_owe import Listed, Spellings, listed
from tui.model.when_told import read_when_told
from tui.ports import CallRecords, Clock

CALLS = 50
"""Calls whose promises are listed at once."""

OPEN = (PromiseState.PROMISED, PromiseState.DONE)
BEHIND = (PromiseState.DONE, PromiseState.TOLD)
ON_THE_PHONE = "on the phone"
EVERYTHING = 100_000
"""Calls that are read where all that is owed is wanted."""
NAMED = "A promise is named by its number in `heartfirst owed`, or by its call's id and its place there, as in 123:1."
NO_ATTEMPT = "Say in a few words what was tried; the promise stays open."
SAME_DAY = "It falls due then already; nothing was moved."
NO_REASON = "Say in a few words why it is taken back; the record keeps the reason."


class FollowUp:
    """Lists what is owed, and keeps what became of it.

    Every method may block, and may raise `RecordsTrouble`; then nothing has changed. A change is
    made to the call as it is by then, and gives that call; what another window has settled meanwhile stays so.
    """

    def __init__(self, *, records: CallRecords, clock: Clock, spellings: Spellings = lambda _: ()) -> None:
        """Where the calls are, and the time; `spellings` gives the other names of a client, and may block."""
        self._records = records
        self._clock = clock
        self._spellings = spellings

    def owed(self, limit: int = CALLS) -> list[Owed]:
        """Every open promise of those `limit` calls whose first one falls due first.

        Overdue and earliest ones stand in front, those without a date at the end.
        """
        return sorted((one for call in self._records.owed(limit) for one in owed_in(call)), key=due_first)

    def everything(self) -> list[Listed]:
        """Every open promise in the order of its day, with the words by which it is found."""
        return listed(self.owed(EVERYTHING), self._spellings)

    def named(self, name: str) -> Owed:
        """The promise that a person means by `name`.

        Either its number in the list of all that is owed, from 1 on, or the id of its call and its place there
        ("1876900000000000000:2"). Raises `Trouble` when there is none that is open.
        """
        call_id, colon, place = name.partition(":")
        if not all(
            part.isascii() and part.isdigit() and len(part) <= 19 for part in ([call_id, place] if colon else [name])
        ):
            raise Trouble(NAMED)
        if colon:
            call = self._records.find(int(call_id))
            found = [one for one in (owed_in(call) if call else ()) if one.place == int(place) - 1]
        else:
            found = self.owed(EVERYTHING)[int(name) - 1 : int(name)] if int(name) else []
        if not found:
            raise Trouble(f"No promise {name} is open.")
        return found[0]

    def done(self, owed: Owed) -> Call:
        """It is done, and they do not know it yet."""
        return self._change(owed, (PromiseState.PROMISED,), promises.done)

    def told(self, owed: Owed, how: str = "", when: datetime | None = None) -> Call:
        """They know; `how` they came to know it may be empty. Since `when`, or now.

        Raises `Trouble` for a moment that is still to come, or before the promise was given.
        """
        if when is not None and (trouble := _no_time_to_tell(owed.promise, when, self._clock.now())):
            raise Trouble(trouble)
        return self._change(owed, OPEN, lambda promise, at: promises.told(promise, when or at, how))

    def told_in_words(self, owed: Owed, words: str) -> Call:
        """They know; how and since when is read from a few words. Raises `Trouble` where a moment is not plain."""
        told = read_when_told(words, self._clock.now(), self._clock.at_local)
        return self.told(owed, told.how, told.at if told.at < self._clock.now() else None)

    def told_since(self, owed: Owed, how: str, since: str) -> Call:
        """They know since the moment that `since` names. Raises `Trouble` where it names none, or more than that."""
        told = read_when_told(since, self._clock.now(), self._clock.at_local)
        if told.how:
            raise Trouble(f"Of “{one_line(since)[:40]}” this was not read as a moment: {told.how[:40]}.")
        return self.told(owed, how, told.at if told.at < self._clock.now() else None)

    def move(self, owed: Owed, day: str, reason: str) -> Call:
        """It falls due on another day. Raises `Trouble` where the day is not plain, or the reason is blank."""
        new = read_new_day(day, reason, self._clock.now(), self._clock.at_local)
        if is_same(new.due, owed.promise.due) and new.day_only == owed.promise.day_only:
            raise Trouble(SAME_DAY)
        return self._change(
            owed,
            OPEN,
            lambda promise, at: promises.moved(promise, at, new.due, day_only=new.day_only, reason=new.reason),
        )

    def attempt(self, owed: Owed, text: str) -> Call:
        """Something was tried for it, and it is still owed. Raises `Trouble` where nothing is said about it."""
        if not text.strip():
            raise Trouble(NO_ATTEMPT)
        return self._change(owed, OPEN, lambda promise, at: promises.attempted(promise, at, one_line(text)))

    def move_on(self, owed: Owed) -> Call:
        """One step on from what was shown: what was promised is done, and what was done they know."""
        return self.done(owed) if owed.promise.state is PromiseState.PROMISED else self.told(owed)

    def withdraw(self, owed: Owed, reason: str) -> Call:
        """It is taken back. Raises `Trouble` where the reason is blank."""
        if not reason.strip():
            raise Trouble(NO_REASON)
        return self._change(owed, OPEN, lambda promise, at: promises.withdrawn(promise, at, reason))

    def posted(self, owed: Owed) -> Call:
        """What was to be written is in the post."""
        return self.told(owed, BY_POST)

    def reopen(self, owed: Owed) -> Call:
        """It is not done after all, and owed again."""
        return self._change(owed, BEHIND, lambda promise, _: promises.reopened(promise))

    def restore(self, owed: Owed, after: Call) -> Call:
        """The promise is what it was when it was shown; the call as it is then.

        Only where it still is what it was right `after` the change: what another window has settled stays so.
        """
        now = self._clock.now()

        def restored(call: Call) -> Call:
            places = [at for at in _places(call, owed) if call.promises[at] in after.promises]
            changed = tuple(owed.promise if at in places else one for at, one in enumerate(call.promises))
            return call if changed == call.promises else replace(with_promises(call, changed), touched=now)

        return self._records.revise(owed.call.id, restored)

    def answered(self, call: Call) -> None:
        """A call is finished: if it was made to report back they know now.

        Not so when the line was cut off, or when no step was said: then nobody may have answered. Never raises: the
        call itself is kept by then, and a promise that stays open is seen on the desk.
        """
        answering, now = call.answering, self._clock.now()
        spoken = any(record.state is StepState.DONE for record in call.steps)
        if answering is None or call.outcome is Outcome.CUT_OFF or not spoken:
            return

        def tell(before: Call) -> Call:
            places = [place for place, promise in enumerate(before.promises) if promise.text == answering.text]
            return _changed(before, places, OPEN, lambda promise: promises.told(promise, now, ON_THE_PHONE), now)

        with suppress(RecordsTrouble):
            self._records.revise(answering.call, tell)

    def _change(
        self, owed: Owed, states: Container[PromiseState], change: Callable[[Promise, datetime], Promise]
    ) -> Call:
        now = self._clock.now()

        def changed(call: Call) -> Call:
            return _changed(call, _places(call, owed), states, lambda promise: change(promise, now), now)

        return self._records.revise(owed.call.id, changed)


def _no_time_to_tell(promise: Promise, when: datetime, now: datetime) -> str:
    """Why they cannot have been told then; empty when they can."""
    if when > now:
        return f"{moment(when, now.date())} is still to come; they know from then on, not before."
    # To the minute: a rep writes no seconds.
    if when < promise.noted.replace(second=0, microsecond=0):
        return f"That is before it was promised ({moment(promise.noted, now.date())})."
    return ""


def _places(call: Call, owed: Owed) -> list[int]:
    """Where the promise may stand in the call as it is now, which another window may have changed."""
    same = [place for place, promise in enumerate(call.promises) if _name(promise) == _name(owed.promise)]
    # A line may stand in the notes twice.
    return [owed.place] if owed.place in same else same


def _name(promise: Promise) -> tuple[str, str, datetime]:
    """What stays the same whatever becomes of a promise."""
    return promise.kind, promise.text, promise.noted


def _changed(
    call: Call,
    places: Iterable[int],
    states: Container[PromiseState],
    change: Callable[[Promise], Promise],
    at: datetime,
) -> Call:
    """The call with the first promise changed that is in one of `states`; the same call where none is."""
    for place in places:
        promise = call.promises[place]
        if promise.state in states:
            kept = (*call.promises[:place], change(promise), *call.promises[place + 1 :])
            return replace(with_promises(call, kept), touched=at)
    return call
