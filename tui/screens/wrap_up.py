"""The minute after goodbye: how it ended, what we promised, and the summary as it will be pasted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from tui.keys import WRAP_UP, bindings, hints
from tui.model.call import length
from tui.model.form import counted
from tui.model.times import clock
from tui.model.trouble import RecordsTrouble
from tui.model.words import who
from tui.ports import Clock
from tui.screens.call import saved_words, trouble_words
from tui.screens.place import Place, Ways, paged
from tui.services.live_call import LiveCall, NotClosed
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.notes import NotesPad
from tui.widgets.promised import Promised
from tui.widgets.trouble_line import TroubleLine
from tui.widgets.wrap_up_form import WrapUpForm

PATIENCE = 1.0
"""Seconds that the keys behind "copy and save" wait for the disk."""
HINTS = hints(WRAP_UP, "finish", "form", "back-on-call", "notes", "copy", "by-hand", "leave", "keys", "commands")
IN_NOTES = [("tab", "to the questions, where enter copies and saves"), *HINTS[1:3], *HINTS[4:]]
"""While the notes have the cursor: enter is a new line there."""


class WrapUpScreen(Place):
    """Can be left at any time: everything in it is saved as it is chosen."""

    KEYS = WRAP_UP
    BINDINGS = bindings(WRAP_UP)
    # What stands above the notes needs more rows than on other screens, so it folds earlier.
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (20, "-low"), (30, "-tall")]
    CSS_PATH = "wrap_up.tcss"

    bar = query_one(CallBar)
    form = query_one(WrapUpForm)
    promised = query_one(Promised)
    notes = query_one(NotesPad)
    form_name = query_one("#form", Static)
    preview = query_one("#summary", Static)
    reader = query_one(VerticalScroll)
    trouble = query_one(TroubleLine)
    hint_line = query_one(HintLine)

    @dataclass
    class Finished(Message):
        """The call was finished after all, when nobody waited for it any more."""

        summary: str
        typed: str
        """What was typed behind enter."""

    def __init__(
        self,
        ways: Ways,
        live: LiveCall,
        *,
        clock: Clock,
        back: Callable[[LiveCall], Awaitable[None]],
        note: Callable[[LiveCall], Awaitable[None]],
        finished: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """The call that has just ended, the way back to it, the way to the note by hand, and the way on.

        The way on takes the summary, and what was typed behind enter.
        """
        super().__init__(ways)
        self.live = live
        self._clock = clock
        self._go_back = back
        self._note_by_hand = note
        self._is_not_closed = False
        self._finished = finished
        self._finishing: asyncio.Future[str] | None = None
        self._not_finished = ""
        self._form_trouble = ""

    def compose(self) -> ComposeResult:
        """Questions, promises and notes on the left; the summary on the right."""
        yield CallBar()
        yield WrapUpForm(self.live.call)
        yield Promised()
        with Horizontal():
            with Vertical(id="left"):
                yield Static("NOTES", classes="heading", markup=False)
                yield NotesPad(self.live.newest().notes)
            with Vertical(id="right"):
                yield Static("", id="form", classes="heading", markup=False)
                with VerticalScroll(can_focus=False):
                    yield Static("", id="summary", markup=False)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The clocks stop here."""
        self.live.on_change = lambda: self.call_later(self._show)
        self.live.on_save = lambda: self.call_later(self._show_saved)
        self._show()

    def home(self) -> WrapUpForm:
        """The questions."""
        return self.form

    def text_to_copy(self) -> str | None:
        """The summary as it is now."""
        return self.live.summary() or None

    def moved(self, key: str) -> bool:
        """Paging belongs to the summary."""
        return paged(self.reader, key)

    def take_ahead(self, text: str) -> bool:
        """It is noted like all that is typed on here."""
        self._note(text)
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys at the bottom are those that do it from here."""
        self.hint_line.show(IN_NOTES if event.widget is self.notes else HINTS)

    @on(NotesPad.Edited)
    def _typed(self, event: NotesPad.Edited) -> None:
        event.stop()
        self.live.typed(lambda: event.notes.text)

    @on(WrapUpForm.Chosen)
    def _chosen(self, event: WrapUpForm.Chosen) -> None:
        event.stop()
        self.live.note_ending(event.outcome, event.hello, event.goodbye)

    @on(WrapUpForm.Excused)
    def _excused(self, event: WrapUpForm.Excused) -> None:
        event.stop()
        self.live.excuse(event.reason)

    @on(WrapUpForm.Cared)
    def _cared(self, event: WrapUpForm.Cared) -> None:
        event.stop()
        self.live.care(event.kind)

    @on(WrapUpForm.TypedOn)
    def _typed_on(self, event: WrapUpForm.TypedOn) -> None:
        event.stop()
        self._note(event.text)

    def _note(self, text: str) -> None:
        if text:
            if self.focused is not self.notes and self.notes.line_here.strip():
                # What is typed after goodbye begins a line of its own: a mark in the middle of one is none.
                self.notes.move_cursor(self.notes.document.end)
                text = f"\n{text}"
            self.set_focus(self.notes)
            self.notes.take(text)

    async def action_finish(self) -> None:
        """Save the call among the finished ones, copy its summary and go back to the desk."""
        await self.settled()
        if self._finishing:
            self._note(self.form.release())
            return
        self._not_finished, self._is_not_closed = "", False
        self._finishing = asyncio.ensure_future(self._finish())
        # Awaited, so that the next caller's name, typed at once, finds the desk; but not for ever.
        await asyncio.wait([self._finishing], timeout=PATIENCE)
        if self._finishing.done():
            await self._after(self._finishing, self._finished)
        else:
            self._say_trouble("Still saving. What you type here now is kept with this call.")
            self._note(self.form.release())
            self._finishing.add_done_callback(self._finished_late)

    async def action_leave(self) -> None:
        """Leave the wrap-up for later; not while the call is being finished."""
        if not self._finishing:
            await super().action_leave()

    async def action_back(self) -> None:
        """Back to the call; not while it is being finished."""
        await self.settled()
        if not self._finishing:
            await self._go_back(self.live)

    async def action_next_form(self) -> None:
        """The next form of the summary; not while the call is being finished."""
        await self.settled()
        if not self._finishing:
            self.live.newest()
            self.live.next_form()
            self.reader.scroll_home(animate=False)

    async def action_note_by_hand(self) -> None:
        """The note to write by hand; not while the call is being finished."""
        await self.settled()
        if not self._finishing:
            await self._note_by_hand(self.live)

    async def _finish(self) -> str:
        await self.live.finish()
        return self.live.summary()

    async def _after(self, finishing: asyncio.Future[str], go_on: Callable[[str, str], Awaitable[None]]) -> None:
        self._finishing = None
        try:
            summary = finishing.result()
        except NotClosed as trouble:
            self._is_not_closed = True
            self._say_trouble(str(trouble))
            self.form.ask_again()
            self._note(self.form.release())
        except RecordsTrouble as trouble:
            self._say_trouble(
                f"Not finished: {trouble} The call stays open; enter tries again, f8 copies the summary."
            )
            self._note(self.form.release())
        else:
            await go_on(summary, self.form.release())

    def _finished_late(self, finishing: asyncio.Future[str]) -> None:
        async def tell(summary: str, typed: str) -> None:
            self.post_message(self.Finished(summary, typed))

        self.call_later(self._after, finishing, tell)

    def _say_trouble(self, words: str) -> None:
        self._not_finished = words
        self._show_trouble(words)

    def _show_trouble(self, words: str) -> None:
        self.trouble.show(words)
        self.set_class(bool(words), "-trouble")

    def _show(self) -> None:
        if not self.stands:
            return
        if self._is_not_closed:
            # What was wanting may have been typed or answered by now, and something else be wanting.
            self._not_finished = self.live.ending_trouble()
        self._show_summary()
        self.form.show_cares(self.live.call.promises)
        self.promised.show(self.live.closing().promises, self._clock.now().date())
        self._show_saved()

    def _show_summary(self) -> None:
        """The form's name and its length stand above the text, which is what is pasted and nothing else."""
        text, form, self._form_trouble = self.live.preview()
        whom = "FOR THE CLIENT" if form.reader == "client" else "FOR US"
        self.form_name.update(f"{form.title.upper()}  {whom}, {counted(text)} CHARACTERS")
        self.preview.update(text)

    def _show_saved(self) -> None:
        if not self.stands:
            return
        call, state = self.live.call, self.live.save_state
        right = f"{clock(length(call, self._clock.now()))} long{saved_words(state)}"
        self.bar.show(who(call), "wrap-up", right, trouble=bool(state.trouble))
        self._show_trouble(self._not_finished or trouble_words(state, call) or self._form_trouble)
