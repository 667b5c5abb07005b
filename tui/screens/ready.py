"""A look at what matters before a hard call: who the rep wants to be in it, what is known, and the first sentence."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Static

from tui.keys import READY, bindings, hints
from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.model.words import UNKNOWN_CALLER
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.widgets.call_bar import CallBar
from tui.widgets.friend_pad import FriendPad
from tui.widgets.hint_line import HintLine
from tui.widgets.short_list import ShortList
from tui.widgets.trouble_line import TroubleLine

HINTS = (("type", "your own lines"), *hints(READY, "start-call", "not-yet", "keys", "commands"))
PAGING = [Binding(key, f"page({by})", show=False, priority=True) for key, by in (("pageup", -1), ("pagedown", 1))]
PAUSE = 0.5
"""Seconds between the first key and the lines being kept."""
PATIENCE = 1.0
"""Seconds that leaving waits for the lines to be kept."""
QUESTION = "WHAT SETS YOUR VERY BEST FRIEND APART?"
WHY = "A client hopes to meet the same in you; “perfect” is on nobody's list."
STUDY = "With what you stand for in mind, a sorry comes out fuller and with fewer excuses (Schumann 2014)."
TOO_MUCH = "The first three lines are kept, each up to 80 characters."
NO_FACTS = "Nothing is on record about them yet."
NO_OFFERS = "No list yet; settings.toml can hold one, as may_offer."


class ReadyScreen(Place):
    """Optional, and never in the way: one key starts the call, and what is typed behind it is for the notes.

    The rep writes down what they value in their best friend, which is what a client hopes for in them (seed 000).
    To call one's own values to mind before an apology makes it fuller and less defensive (Schumann 2014).
    """

    KEYS = READY
    # Before the lines get them, so that the keys behind find the next screen.
    BINDINGS = [*bindings(READY, first=True), *PAGING]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-airy"), (30, "-tall")]
    CSS_PATH = "ready.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    pad = query_one(FriendPad)
    why = query_one("#why", Static)
    reader = query_one(VerticalScroll)
    trouble = query_one(TroubleLine)

    def __init__(
        self,
        ways: Ways,
        *,
        friend: Sequence[str],
        keep: Callable[[Sequence[str]], None],
        offers: Sequence[str],
        facts: Sequence[str],
        first: str,
        caller: str,
        start: Callable[[str], Awaitable[None]],
    ) -> None:
        """What there is to look at, where the rep's own lines are kept, and the way into the call with `caller`.

        `keep` may block, and may raise `Trouble`. `first` is the first sentence to say, ready to be said.
        """
        super().__init__(ways)
        self._friend = FriendPad("\n".join(friend))
        self._keep_lines = keep
        self._offers, self._facts, self._first = offers, facts, one_line(first)
        self._caller = caller
        self._start = start
        self._kept = self._friend.lines
        self._keeping: asyncio.Task[bool] | None = None
        self._pause: Timer | None = None
        self._leaves_without = False

    def compose(self) -> ComposeResult:
        """The rep's own lines, what is known and what may be offered, and the sentence that opens the call."""
        yield CallBar()
        with VerticalScroll(can_focus=False):
            yield Static(QUESTION, id="question", markup=False)
            yield self._friend
            yield Static(WHY, id="why", markup=False)
            yield Static(STUDY, id="study", markup=False)
            with Horizontal():
                yield ShortList("WHAT YOU KNOW", self._facts, empty=NO_FACTS, colour="$secondary")
                yield ShortList("WHAT YOU MAY OFFER", self._offers, empty=NO_OFFERS, colour="$secondary")
        with Vertical(id="first"):
            yield Static("YOUR FIRST SENTENCE", id="lead", markup=False)
            yield Static(f"“{self._first}”", id="sentence", markup=False)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """Who it will be."""
        self.bar.show(one_line(self._caller) or UNKNOWN_CALLER, "before the call", "")

    async def on_unmount(self) -> None:
        """However this screen ends, the lines are kept."""
        await self._kept_in_time()

    def home(self) -> FriendPad:
        """The rep's own lines."""
        return self._friend

    def action_page(self, by: int) -> None:
        """Read on, or back."""
        self.reader.scroll_relative(y=by * max(1, self.reader.size.height - 1), animate=False)

    async def action_start(self) -> None:
        """Start the call. It waits for the disk a second at most: the lines are kept meanwhile."""
        await self.settled()
        self._keep_now()
        # Awaited, so that the keys behind this one find the notes.
        await self._start(self._caller)

    async def action_leave(self) -> None:
        """Back to where the rep came from, once the lines are kept; the second time also without that."""
        await self.settled()
        if await self._kept_in_time() or self._leaves_without:
            await super().action_leave()
        else:
            self._leaves_without = True

    @on(FriendPad.Edited)
    def _edited(self, event: FriendPad.Edited) -> None:
        event.stop()
        self._leaves_without = False
        self.why.update(TOO_MUCH if self._friend.holds_more else WHY)
        if self._pause is None:
            self._pause = self.set_timer(PAUSE, self._pause_is_over)

    def _pause_is_over(self) -> None:
        # Gives back nothing: Textual would wait for a task, and with it every key.
        self._keep_now()

    def _keep_now(self) -> "asyncio.Task[bool]":
        """Have the lines kept as they are now: by one writer, whatever the number of callers."""
        self._pause = None
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep())
        return self._keeping

    async def _keep(self) -> bool:
        """Keep the lines until nothing newer is left; whether that went well."""
        while (lines := self._friend.lines) != self._kept:
            try:
                await in_background(lambda kept=lines: self._keep_lines(kept), "best friend")  # type: ignore[misc]
            except Trouble as trouble:
                self._say_trouble(f"Your lines are not kept: {trouble}")
                return False
            self._kept = lines
        self._say_trouble("")
        return True

    async def _kept_in_time(self) -> bool:
        if self._friend.lines == self._kept:
            return True
        keeping = self._keep_now()
        await asyncio.wait([keeping], timeout=PATIENCE)
        if not keeping.done():
            self._say_trouble("Your lines are not kept yet: the disk does not answer. Esc again leaves without them.")
        return keeping.done() and keeping.result()

    def _say_trouble(self, words: str) -> None:
        if self.is_active and self.stands:
            self.trouble.show(words)
        elif words:
            # The call goes on already, or the rep has left.
            self.notify(words, severity="error", markup=False)
