"""Amending finished calls: saved while the rep types, beside whatever another window does to the same call."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from tui.model.amending import Ending, Sitting, amended, ending_of, with_line
from tui.model.both_kept import both_kept
from tui.model.call import Call
from tui.model.trouble import RecordsTrouble, Trouble
from tui.ports import CallRecords, Clock
from tui.services.autosave import PAUSE, RETRY, Autosave, SaveState
from tui.services.background import in_background

ANONYMOUS = "This call was made anonymous; nothing is added to it any more."
BOTH_KEPT = "This call was changed in another window too; both changes are kept."
YOURS_STANDS = "Another window changed the same lines. Yours stand; what it wrote is in the history (f2)."
NOTHING = "Say what is to be added."


class Draft(NamedTuple):
    """What stands on the screen."""

    notes: str
    ending: Ending


class Known(NamedTuple):
    """What is on the disk, and the draft that was saved last: the disk may hold another window's words besides."""

    call: Call
    saved: Draft


class Amending:
    """Amends finished calls."""

    def __init__(self, *, records: CallRecords, clock: Clock) -> None:
        """Where the calls are, and the time."""
        self._records = records
        self._clock = clock

    async def open(self, call_id: int, *, pause: float = PAUSE, retry: float = RETRY) -> "AmendedCall":
        """One sitting over a call as it is now. Raises `RecordsTrouble` where it cannot be amended."""
        call = await in_background(lambda: self._records.find(call_id), "amend")
        if call is None:
            raise RecordsTrouble("This call is not among the finished ones any more.")
        if call.anonymised is not None:
            raise RecordsTrouble(ANONYMOUS)
        return AmendedCall(call, records=self._records, clock=self._clock, pause=pause, retry=retry)

    def add(self, call_id: int, lines: str) -> Call:
        """Put lines behind the notes of a call; what it is then. May block.

        Raises `Trouble` where there is nothing to add, or the call cannot be amended.
        """
        if not lines.strip():
            raise Trouble(NOTHING)

        def added(call: Call) -> Call:
            notes = with_line(call.notes, lines.strip("\n"))
            return _amended(call, self._clock, new_sitting(call, self._clock), notes=notes)

        return self._records.revise(call_id, added)


class AmendedCall:
    """One sitting. `on_change` is told of every change to the call, `on_save` of every save; neither may raise."""

    def __init__(
        self, call: Call, *, records: CallRecords, clock: Clock, pause: float = PAUSE, retry: float = RETRY
    ) -> None:
        """A call as it is on the disk; `pause` and `retry` in seconds, see `Autosave`."""
        self._records = records
        self._clock = clock
        self._sitting = new_sitting(call, clock)
        self._draft = Draft(call.notes, ending_of(call))
        self._known = Known(call, self._draft)
        self._call = call
        self._unread: Callable[[], str] | None = None
        self.save_state = SaveState()
        self.elsewhere = ""
        """What another window has done to the call meanwhile, a sentence; empty where it has done nothing."""
        self.on_change: Callable[[], object] = lambda: None
        self.on_save: Callable[[], object] = lambda: None
        self._autosave: Autosave[Draft] = Autosave(
            write=self._write, newest=self._newest, now=clock.now, report=self._saved, pause=pause, retry=retry
        )

    @property
    def call(self) -> Call:
        """The call as it is about to be kept, without what was typed since the last pause."""
        return self._call

    @property
    def unsaved(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._autosave.pending

    def newest(self) -> Call:
        """The call with everything typed up to now."""
        self._newest()
        return self._call

    def typed(self, notes: Callable[[], str]) -> None:
        """The notes changed. They are read on the pause only."""
        self._unread = notes
        self._autosave.touch()

    def note_ending(self, ending: Ending) -> None:
        """How it ended is corrected."""
        if ending != self._draft.ending:
            self._draft = self._draft._replace(ending=ending)
            self._look()
            self._autosave.touch()

    async def flush(self) -> None:
        """Save everything up to now. Raises `RecordsTrouble` when that fails."""
        await self._autosave.flush()

    async def close(self) -> None:
        """Save everything and write no more. Raises `RecordsTrouble` when that fails; it then goes on saving."""
        await self._autosave.end()

    def rescue(self) -> None:
        """Save at once and on this thread: the app is about to stop because of a bug. Never raises."""
        self.on_change = self.on_save = lambda: None
        if self.unsaved and not self._autosave.ended:
            # Whatever is broken, what can be read is saved, and nothing of it keeps the app from its last words.
            with suppress(Exception):
                self._newest()
            with suppress(Exception):
                self._write(self._draft)

    def _newest(self) -> Draft:
        if self._unread is not None:
            self._draft, self._unread = self._draft._replace(notes=self._unread()), None
            self._look()
        return self._draft

    def _look(self) -> None:
        """What the call is about to be."""
        with suppress(RecordsTrouble):
            self._call = self._laid(self._known.call, self._draft)[0]
        self.on_change()

    def _write(self, draft: Draft) -> None:
        told: list[str] = []

        def change(current: Call) -> Call:
            after, elsewhere = self._laid(current, draft)
            told[:] = [elsewhere]
            return after

        call = self._records.revise(self._known.call.id, change)
        self._known = Known(call, draft)
        # Once told, it stays: what was in the same lines is to be looked up before the call is left.
        if told[-1] and self.elsewhere != YOURS_STANDS:
            self.elsewhere = told[-1]

    def _laid(self, current: Call, draft: Draft) -> tuple[Call, str]:
        """The call with what is new in the draft, and what is to be told about another window."""
        known, saved = self._known
        kept = both_kept(saved.notes, draft.notes, current.notes)
        after = _amended(
            current,
            self._clock,
            self._sitting,
            notes=kept.text if draft.notes != saved.notes else None,
            ending=_laid_over(ending_of(current), saved.ending, draft.ending),
            keeps_all=kept.is_whole,
        )
        is_changed = (current.notes, ending_of(current)) != (known.notes, ending_of(known))
        return after, (BOTH_KEPT if kept.is_whole else YOURS_STANDS) if is_changed else ""

    def _saved(self, state: SaveState) -> None:
        self.save_state = state
        if not state.trouble:
            self._look()
        self.on_save()


def new_sitting(call: Call, clock: Clock) -> Sitting:
    """A sitting that begins now, unlike any before it."""
    began, others = clock.now(), {one.at for one in call.amendments}
    while began in others:
        began += timedelta(microseconds=1)
    return Sitting(began)


def _amended(
    call: Call,
    clock: Clock,
    sitting: Sitting,
    *,
    notes: str | None = None,
    ending: Ending | None = None,
    keeps_all: bool = True,
) -> Call:
    if call.anonymised is not None:
        raise RecordsTrouble(ANONYMOUS)
    now = clock.now()
    return amended(call, now, clock.at_local, sitting=sitting, notes=notes, ending=ending, keeps_all=keeps_all)


def _laid_over(current: Ending, saved: Ending, draft: Ending) -> Ending:
    """What this sitting has changed since its last save, and for the rest what another window has made of it."""
    return Ending(
        current.outcome if draft.outcome == saved.outcome else draft.outcome,
        current.hello if draft.hello == saved.hello else draft.hello,
        current.goodbye if draft.goodbye == saved.goodbye else draft.goodbye,
    )
