"""The call on the phone: every change to it goes through here and is saved."""

from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from tui.model import guide
from tui.model.call import Call, Mood, Outcome, Reason, with_notes, with_promises
from tui.model.ending import closed, ending_gate, ending_trouble, with_care, with_note
from tui.model.form import Rendered, right_form
from tui.model.guide import Gate, Move
from tui.model.noted_promises import promises_in
from tui.model.playbook import Playbook
from tui.model.promises import PromiseKind
from tui.model.trouble import RecordsTrouble, Trouble
from tui.ports import CallRecords, Clock, Forms
from tui.services.autosave import PAUSE, RETRY, Autosave, SaveState
from tui.services.background import in_background
from tui.services.follow_up import FollowUp

SEEN = 1.0
"""Seconds without a press before a gate takes a reason: the second press of a hurried hand is none."""


class NotClosed(Trouble):
    """How the call ended does not stand yet."""


class LiveCall:
    """One call from hello to the end of its wrap-up.

    The screen is told of every change through `on_change`, and of every save through `on_save`. Neither may
    raise: they are called in the middle of saving.
    """

    def __init__(
        self,
        call: Call,
        *,
        records: CallRecords,
        clock: Clock,
        forms: Forms,
        pause: float = PAUSE,
        retry: float = RETRY,
        learn: Callable[[Call], None] = lambda _: None,
    ) -> None:
        """`forms` are those of the summary; `pause` and `retry` in seconds, see `Autosave`.

        `learn` is told of the call once it is finished. It runs in a thread, and must not raise.
        """
        self._learn = learn
        self._call = call
        self._records = records
        self._clock = clock
        self._forms = forms
        self._form = ""
        self._follow_up = FollowUp(records=records, clock=clock)
        self._unread: Callable[[], str] | None = None
        self._gate_since = call.started
        self.gate: Gate | None = None
        """The gate that the rep stands before; None when the way is free."""
        self.save_state = SaveState()
        self.on_change: Callable[[], object] = lambda: None
        self.on_save: Callable[[], object] = lambda: None
        self._autosave = Autosave(
            write=self._save, newest=self.newest, now=clock.now, report=self._saved, pause=pause, retry=retry
        )

    @property
    def call(self) -> Call:
        """The call as it is now, without the notes typed since the last pause."""
        return self._call

    @property
    def unsaved(self) -> bool:
        """Whether something is not on the disk yet."""
        return self._autosave.pending

    def newest(self) -> Call:
        """The call with everything typed up to now."""
        if self._unread is not None:
            now = self._clock.now()
            call = with_notes(self._call, self._unread(), now)
            promises = promises_in(call.notes, self._call.promises, now, self._clock.at_local)
            self._call, self._unread = with_promises(call, promises), None
            self.on_change()
        return self._call

    def typed(self, notes: Callable[[], str]) -> None:
        """The notes changed. They are read on the pause only: a long text is not joined for every key."""
        self._unread = notes
        self._autosave.touch()

    def said(self) -> None:
        """The step in hand was said, and meant."""
        self._go(guide.said(self._call, self._clock.now()))

    def leave_out(self) -> None:
        """The step in hand is left out."""
        self._go(guide.leave_out(self._call, self._clock.now()))

    def to_the_head(self) -> None:
        """Straight to the fix."""
        self._go(guide.to_the_head(self._call, self._clock.now()))

    def go_to(self, step_id: str) -> None:
        """Take any step into hand."""
        self._go(guide.go_to(self._call, step_id, self._clock.now()))

    def back(self) -> None:
        """Back by one step; at the gate and at the end, back to the first heart step that is missing."""
        missing = guide.missing_heart(self._call)
        if missing and (self.gate or self._call.now is None):
            self.go_to(missing[0].id)
        else:
            self._go(guide.back(self._call, self._clock.now()))

    def go_through(self, reason: Reason) -> None:
        """Through the gate that the rep stands before, once it has been there long enough to be seen."""
        if self.gate is None:
            return
        now = self._clock.now()
        stood, self._gate_since = (now - self._gate_since).total_seconds(), now
        # Below 0, the clock was set back.
        if not 0 <= stood < SEEN:
            self._go(guide.go_through(self._call, self.gate, reason, self._clock.now()))

    def switch(self, playbook: Playbook) -> None:
        """Go on with another playbook; notes, times and what is done in both stay."""
        self._change(guide.switch(self._call, playbook, self._clock.now()))

    def say_goodbye(self) -> None:
        """The client is off the phone: the clocks stop and the wrap-up begins."""
        if self._call.ended is None:
            now = self._clock.now()
            self._change(replace(self._call, ended=now, touched=now))

    def go_on(self) -> None:
        """Back on the phone from the wrap-up: the clocks run on."""
        if self._call.ended is not None:
            # They were not cut off after all, which closing the call may have noted as the reason.
            kept = tuple(one for one in self._call.overrides if one.step or one.reason is not Reason.CUT_OFF)
            self._change(replace(self._call, ended=None, overrides=kept, touched=self._clock.now()))

    def note_ending(self, outcome: Outcome | None, hello: Mood | None, goodbye: Mood | None) -> None:
        """How the call ended, and how the caller sounded at its two ends."""
        self._change(
            replace(
                self._call,
                outcome=outcome,
                mood_at_hello=hello,
                mood_at_goodbye=goodbye,
                touched=self._clock.now(),
            )
        )

    def excuse(self, reason: Reason) -> None:
        """Why the call ended before the heart was done; where it was done, nothing happens."""
        if gate := ending_gate(self._call):
            self._change(guide.go_through(self._call, gate, reason, self._clock.now()).call)

    def care(self, kind: PromiseKind) -> None:
        """Choose something to do for them after the call, or take the choice back."""
        now = self._clock.now()
        self._change(replace(with_care(self.newest(), kind, now, self._clock.at_local), touched=now))

    def posted(self, is_posted: bool) -> None:
        """The note by hand is in the post, or is not after all."""
        now = self._clock.now()
        self._change(replace(with_note(self.newest(), now, self._clock.at_local, posted=is_posted), touched=now))

    def ending_trouble(self) -> str:
        """Why the call cannot be closed as it stands; empty when it can be."""
        return ending_trouble(self.newest())

    def preview(self) -> Rendered:
        """The summary as of the last pause in the typing, in the form that was chosen for this call.

        Until one is chosen, it is the one that fits how the call ended.
        """
        form = self._form or right_form(self._call, self._forms.usual)
        return self._forms.render(self.closing(), self._clock.now(), form)

    def summary(self) -> str:
        """The summary as it will be pasted, with everything typed up to now."""
        self.newest()
        return self.preview().text

    def next_form(self) -> None:
        """Choose the form behind the one that is shown; behind the last comes the first."""
        forms, shown = self._forms.all(), self.preview().form.id
        ids = [form.id for form in forms]
        # Behind one that is none of them, because none can be used, comes the first.
        self._form = ids[(ids.index(shown) + 1) % len(ids) if shown in ids else 0] if ids else ""
        self.on_change()

    def closing(self) -> Call:
        """The call as of the last pause; once they have said goodbye, with what follows from how it ended."""
        call = self._call
        return closed(call, call.ended, self._clock.at_local) if call.ended else call

    async def flush(self) -> None:
        """Save everything up to now. Raises `RecordsTrouble` when that fails."""
        await self._autosave.flush()

    async def finish(self) -> Call:
        """Move the call to the finished ones.

        Raises `NotClosed` when how it ended does not stand yet, and `RecordsTrouble` when the disk fails; the call
        then stays live.
        """
        self.say_goodbye()
        if trouble := self.ending_trouble():
            raise NotClosed(trouble)
        self._change(self.closing())
        return await self._autosave.end_with(self._finish)

    async def put_down(self) -> None:
        """Leave the call as it is, saved, for later or for another window.

        Raises `RecordsTrouble` when it cannot be saved; it is then still ours, as it is when the wait is cancelled.
        """
        await self._autosave.end()
        await in_background(lambda: self._records.release(self._call.id), "release")

    def rescue(self) -> bool:
        """Save at once and on this thread: the app is about to stop because of a bug. Never raises.

        True when all of the call is on the disk, to be taken up again.
        """
        self.on_change = self.on_save = lambda: None
        if self._autosave.ended or not self.unsaved:
            return not self._autosave.ended
        is_read = is_kept = False
        # Whatever is broken, what can still be read is saved.
        with suppress(Exception):
            self.newest()
            is_read = True
        with suppress(Exception):
            self._save(self._call)
            is_kept = is_read
        return is_kept

    def keep(self) -> None:
        """Save the call soon, even if nothing has been noted yet."""
        self._autosave.touch()

    def _save(self, call: Call) -> None:
        # Claimed here, off the event loop: a call is on the disk only together with its owner.
        if not self._records.claim(call.id):
            raise RecordsTrouble("Another window has taken up this call.")
        self._records.save(call)

    def _finish(self, call: Call) -> None:
        self._records.finish(call)
        self._follow_up.answered(call)
        self._learn(call)

    def _go(self, move: Move) -> None:
        self._change(move.call, move.gate)

    def _change(self, call: Call, gate: Gate | None = None) -> None:
        changed = call != self._call
        if gate and not self.gate:
            self._gate_since = self._clock.now()
        self._call, self.gate = call, gate
        if changed:
            self._autosave.touch()
        self.on_change()

    def _saved(self, state: SaveState) -> None:
        self.save_state = state
        self.on_save()
