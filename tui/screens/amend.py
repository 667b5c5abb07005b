"""A finished call, to be added to and corrected; what it was stands beside it."""

import asyncio
from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.getters import query_one

from tui.keys import AMEND, bindings, hints
from tui.model.amending import Ending
from tui.model.call import Call
from tui.model.promises import PromiseState
from tui.model.times import moment
from tui.model.trouble import RecordsTrouble
from tui.model.words import who
from tui.ports import Clock
from tui.screens.call import saved_words
from tui.screens.place import Place, Ways, paged
from tui.services.amending import AmendedCall
from tui.widgets.amended import Amended
from tui.widgets.call_bar import BETWEEN, CallBar
from tui.widgets.ending_form import EndingForm
from tui.widgets.hint_line import HintLine
from tui.widgets.notes import NotesPad
from tui.widgets.promised import Promised
from tui.widgets.trouble_line import TroubleLine

PATIENCE = 5.0
"""Seconds that leaving waits for a disk that hangs."""
SAFE = "Not saved yet: your words are safe on screen; f8 copies them."
HINTS = hints(AMEND, "amend-ending", "amend-history", "copy", "amend-close", "calls", "keys", "commands")


class AmendScreen(Place):
    """The notes have the focus; everything is saved as it is typed."""

    KEYS = AMEND
    # Before the notes get them: the keys behind tab are for where it leads.
    BINDINGS = bindings(AMEND, first=True)
    CSS_PATH = "amend.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    form = query_one(EndingForm)
    promised = query_one(Promised)
    notes = query_one(NotesPad)
    history = query_one(Amended)
    elsewhere = query_one("#elsewhere", TroubleLine)
    trouble = query_one("#trouble", TroubleLine)

    def __init__(
        self,
        ways: Ways,
        sitting: AmendedCall,
        *,
        summary: Callable[[Call], str],
        clock: Clock,
        closed: Callable[[AmendedCall], None],
    ) -> None:
        """A sitting over a finished call; `summary` gives what is copied, `closed` is told when all is saved."""
        super().__init__(ways)
        self.sitting = sitting
        self._summary = summary
        self._clock = clock
        self._all_saved = closed
        self._warned = False

    def compose(self) -> ComposeResult:
        """How it ended, the promises, the notes, and what they were."""
        call = self.sitting.call
        yield CallBar()
        yield EndingForm(call)
        yield Promised()
        with Horizontal():
            yield NotesPad(call.notes)
            with VerticalScroll(id="was", can_focus=False):
                yield Amended()
        yield TroubleLine(id="elsewhere")
        yield TroubleLine(id="trouble")
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """From now on it is shown how it stands."""
        self.sitting.on_change = lambda: self.call_later(self._show)
        self.sitting.on_save = lambda: self.call_later(self._show)
        self._show()

    def home(self) -> NotesPad:
        """The notes."""
        return self.notes

    def text_to_copy(self) -> str:
        """The summary, with everything typed up to now."""
        return self._summary(self.sitting.newest())

    def moved(self, key: str) -> bool:
        """Paging belongs to what it was."""
        return self.focused is not self.notes and paged(self.query_one("#was", VerticalScroll), key)

    @on(NotesPad.Edited)
    def _typed(self, event: NotesPad.Edited) -> None:
        event.stop()
        self._warned = False
        self.sitting.typed(lambda: event.notes.text)

    @on(EndingForm.Chosen)
    def _chosen(self, event: EndingForm.Chosen) -> None:
        event.stop()
        self.sitting.note_ending(Ending(event.outcome, event.hello, event.goodbye))

    @on(EndingForm.Answered)
    def _answered(self, event: EndingForm.Answered) -> None:
        event.stop()
        self.set_focus(self.notes)

    @on(EndingForm.TypedOn)
    def _typed_on(self, event: EndingForm.TypedOn) -> None:
        event.stop()
        if self.focused is not self.notes and self.notes.line_here.strip():
            # What is typed behind the answers begins a line of its own: a mark in the middle of one is none.
            self.notes.move_cursor(self.notes.document.end)
            self.notes.take("\n")
        self.set_focus(self.notes)
        self.notes.take(event.text)

    async def action_ending(self) -> None:
        """From the notes to how the call ended, and back."""
        await self.settled()
        self.set_focus(self.form if self.focused is self.notes else self.notes)

    async def action_history(self) -> None:
        """Show or hide what it was."""
        await self.settled()
        self.toggle_class("-history" if self.has_class("-narrow") or self.has_class("-tiny") else "-no-history")

    async def action_leave(self) -> None:
        """Go back, everything saved; where that fails the rep is told, and the same key again leaves."""
        await self.settled()
        if await self._saved_by(self.sitting.close):
            if not self.sitting.unsaved:
                self._all_saved(self.sitting)
            await self._ways.leave(self)

    async def put_down(self) -> bool:
        """Save everything; False when that failed and the rep has not asked a second time since.

        What is typed from then on is saved too: something else may keep heartfirst from being left.
        """
        return await self._saved_by(self.sitting.flush)

    async def _saved_by(self, save: Callable[[], Awaitable[None]]) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await save()
        except (RecordsTrouble, TimeoutError) as error:
            if self._warned:
                return True
            self._warned = True
            why = str(error) or "The disk does not answer."
            words = f"Not saved: {why} f8 copies the summary; the same key again leaves without it."
            self.trouble.show(words)
            if not self.is_active:
                self.notify(words, severity="error", markup=False)
            return False
        return True

    def _show(self) -> None:
        if not self.stands:
            return
        call, state = self.sitting.call, self.sitting.save_state
        today = self._clock.now().date()
        when = f"amending {moment(call.started, today)}"
        self.bar.show(who(call), when, saved_words(state).removeprefix(BETWEEN), trouble=bool(state.trouble))
        given = (promise for promise in call.promises if promise.state is not PromiseState.WITHDRAWN)
        self.promised.show(tuple(given), today)
        # What is added stands at the end.
        self.promised.scroll_end(animate=False)
        self.history.show(call, today)
        self.elsewhere.show(self.sitting.elsewhere)
        if not self._warned:
            self.trouble.show(f"{state.trouble} {SAFE}" if state.trouble else "")
