"""The minute after goodbye: how it ended, what we promised, and the summary as it will be pasted."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from tui.keys import WRAP_UP, bindings, hints
from tui.model.call import Call, length
from tui.model.times import clock
from tui.model.trouble import RecordsTrouble
from tui.model.words import who
from tui.ports import Clock
from tui.screens.call import saved_words, trouble_words
from tui.screens.place import Place
from tui.services.live_call import LiveCall
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.notes import NotesPad
from tui.widgets.promised import Promised
from tui.widgets.trouble_line import TroubleLine
from tui.widgets.wrap_up_form import WrapUpForm

HINTS = hints(WRAP_UP, "finish", "back-on-call", "notes", "copy", "leave", "keys", "commands")


class WrapUpScreen(Place):
    """Can be left at any time: everything in it is saved as it is chosen."""

    KEYS = WRAP_UP
    BINDINGS = bindings(WRAP_UP)
    CSS_PATH = "wrap_up.tcss"
    AUTO_FOCUS = "WrapUpForm"

    bar = query_one(CallBar)
    form = query_one(WrapUpForm)
    promised = query_one(Promised)
    notes = query_one(NotesPad)
    preview = query_one("#summary", Static)
    trouble = query_one(TroubleLine)

    @dataclass
    class Finished(Message):
        """The call is among the finished ones; its summary wants to be in the clipboard."""

        call: Call
        summary: str

    def __init__(self, live: LiveCall, *, clock: Clock, back: Callable[[LiveCall], Awaitable[None]]) -> None:
        """The call that has just ended, and the way back to it; a call and not a message, as on the call."""
        super().__init__()
        self.live = live
        self._clock = clock
        self._go_back = back
        self._finishing = False

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
                yield Static("SUMMARY, AS IT WILL BE PASTED", classes="heading", markup=False)
                with VerticalScroll(can_focus=False):
                    yield Static("", id="summary", markup=False)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The clocks stop here."""
        self.live.on_change = lambda: self.call_later(self._show)
        self.live.on_save = lambda: self.call_later(self._show_saved)
        self.live.say_goodbye()
        self._show()

    def text_to_copy(self) -> str:
        """The summary as it is now."""
        return self.live.summary()

    @on(NotesPad.Edited)
    def _typed(self, event: NotesPad.Edited) -> None:
        event.stop()
        self.live.typed(lambda: event.notes.text)

    @on(WrapUpForm.Chosen)
    def _chosen(self, event: WrapUpForm.Chosen) -> None:
        event.stop()
        self.live.note_ending(event.outcome, event.hello, event.goodbye)

    @on(WrapUpForm.TypedOn)
    def _typed_on(self, event: WrapUpForm.TypedOn) -> None:
        event.stop()
        self.set_focus(self.notes)
        self.notes.take(event.character)

    async def action_finish(self) -> None:
        """Save the call among the finished ones and copy its summary."""
        await self.settled()
        if not self._finishing:
            self._finishing = True
            self.run_worker(self._finish(), group="finish")

    async def action_back(self) -> None:
        """Back to the call."""
        await self.settled()
        await self._go_back(self.live)

    async def _finish(self) -> None:
        try:
            call = await self.live.finish()
        except RecordsTrouble as trouble:
            self._finishing = False
            words = f"Not finished: {trouble} The call stays open; enter tries again, f8 copies the summary."
            self.trouble.show(words)
            return
        self.post_message(self.Finished(call, self.live.summary()))

    def _show(self) -> None:
        if not self.is_attached:
            return
        self.preview.update(self.live.preview())
        self.promised.show(self.live.call.promises, self._clock.now().date())
        self._show_saved()

    def _show_saved(self) -> None:
        if not self.is_attached:
            return
        call, state = self.live.call, self.live.save_state
        right = f"{clock(length(call, self._clock.now()))} long{saved_words(state)}"
        self.bar.show(who(call), "wrap-up", right, trouble=bool(state.trouble))
        self.trouble.show(trouble_words(state, call))
