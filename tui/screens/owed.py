"""All that we owe: by its day, narrowed as you type, and dealt with where it stands."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input

from tui.keys import OWED, bindings, hints
from tui.model.call import Call
from tui.model.owed import Owed
from tui.model.plain import one_line
from tui.model.same_person import caller_of
from tui.model.trouble import RecordsTrouble
from tui.ports import Clock
from tui.screens.owed_listing import Listing
from tui.screens.owed_prompts import ATTEMPT, MOVE, TELL, WITHDRAW, AnswerField, Asked, Prompt
from tui.screens.owing import OwingPlace
from tui.screens.place import Ways, paged
from tui.services.background import in_background
from tui.services.follow_up import FollowUp
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.owed_card import OwedCard
from tui.widgets.owed_rows import OwedRows
from tui.widgets.trouble_line import TroubleLine

HINTS = (
    ("up down", "choose"),
    *hints(OWED, "owed-report-back", "owed-on", "owed-told", "owed-move", "owed-withdraw", "keys", "owed-tried"),
    *hints(OWED, "owed-undo", "owed-overdue", "copy", "owed-close", "commands"),
)
PROMPT_HINTS = (*hints(OWED, "owed-keep"), ("esc", "leave it"))
PATIENCE = 1.0
"""Seconds that the keys behind enter wait for the disk."""
NARROW = "Type a name or words of a promise …"
KEEP_FIRST = "Enter keeps what you typed about this promise, esc leaves it."


class From(NamedTuple):
    """Where what we owe leads. Calls and no messages, so that the keys behind them find the next screen."""

    report_back: Callable[[Owed], Awaitable[None]]
    """Call back about a promise."""
    show_client: Callable[[str], Awaitable[None]]
    """The card of a client, by the name that calls have of them."""


class OwedScreen(OwingPlace):
    """The field narrows; a key that needs words turns it into their field, and enter back again."""

    KEYS = OWED
    # Before the field gets them: what is chosen counts for the key behind it.
    BINDINGS = [*bindings(OWED, first=True), Binding("up", "choose(-1)", show=False, priority=True)]
    CSS_PATH = "owed.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    words = query_one("#words", Input)
    owed_list = query_one(OwedRows)
    reader = query_one(VerticalScroll)
    card = query_one(OwedCard)
    trouble = query_one(TroubleLine)
    hint_line = query_one(HintLine)

    def __init__(
        self,
        ways: Ways,
        onward: From,
        *,
        follow_up: FollowUp,
        summary: Callable[[Call], str],
        clock: Clock,
        client: str = "",
    ) -> None:
        """`summary` gives what is copied; narrowed to `client` at first."""
        super().__init__(ways)
        self._onward = onward
        self._follow_up = follow_up
        self._summary = summary
        self._clock = clock
        self._listing = Listing(client)
        self.answer = AnswerField()
        self._keeping: asyncio.Future[None] | None = None

    def compose(self) -> ComposeResult:
        """The field, the list, and the promise under the cursor."""
        yield CallBar()
        yield Input(self._listing.typed, placeholder=NARROW, id="words", select_on_focus=False)
        yield self.answer
        yield OwedRows()
        with VerticalScroll(can_focus=False):
            yield OwedCard()
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The list is read meanwhile."""
        self.words.cursor_blink = False
        self._list()
        self.set_interval(60, self._look_again)

    def on_screen_resume(self) -> None:
        """What was changed elsewhere is shown as it is now."""
        self.load()

    def home(self) -> Input:
        """The field."""
        return self.answer if self.answer.asked else self.words

    def text_to_copy(self) -> str | None:
        """The summary of the call whose promise is chosen."""
        owed = self.owed_list.chosen
        return self._summary(owed.call) if owed else None

    def follow_up(self) -> FollowUp:
        """What deals with promises."""
        return self._follow_up

    def now(self) -> datetime:
        """The time."""
        return self._clock.now()

    def reason(self) -> str:
        """What was typed, where it was asked for."""
        return self.answer.value.strip() if self.answer.asks(WITHDRAW) else ""

    def reason_taken(self) -> None:
        """The field narrows again."""
        self._ask(None)

    def ask_reason(self, owed: Owed) -> None:
        """Ask for it here."""
        self._ask(Asked(WITHDRAW, owed))

    def tell_trouble(self, words: str) -> None:
        """In a line that stays, until something else is done."""
        self.trouble.show(words)

    async def report_back(self, owed: Owed) -> None:
        """Call back about a promise."""
        await self._onward.report_back(owed)

    async def passes_on(self, action: str) -> bool:
        """No call comes here; but what was typed before the key counts, and is not left behind."""
        await self._take_typed()
        return action != "leave_out" and self._holds_words()

    def load(self) -> None:
        """Read the list anew."""
        self.run_worker(self._load(), exclusive=True, group="owed")

    @on(Input.Changed)
    async def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self.words:
            self._list_again()
        else:
            self.trouble.show("")

    @on(OwedRows.Chose)
    def _show_chosen(self, event: OwedRows.Chose) -> None:
        event.stop()
        # Where there is nothing to choose, nothing says how.
        self.reader.set_class(not self.owed_list.count, "-empty")
        self.card.show(self.owed_list.chosen, self._clock.now())
        self.reader.scroll_home(animate=False)

    def moved(self, key: str) -> bool:
        """Paging belongs to the card."""
        return paged(self.reader, key)

    async def action_choose(self, by: int) -> None:
        """Choose another promise; not while words about one are typed."""
        await self._take_typed()
        if not self.answer.asked:
            self.owed_list.step(by)

    async def action_tell(self) -> None:
        """They know: ask how, and since when."""
        await self._ask_about(TELL)

    async def action_move(self) -> None:
        """Ask for the other day, and why."""
        await self._ask_about(MOVE)

    async def action_attempt(self) -> None:
        """Ask what was tried."""
        await self._ask_about(ATTEMPT)

    async def action_keep(self) -> None:
        """Keep what was typed about a promise; without a question, enter does nothing."""
        await self._take_typed()
        if self.answer.asked is None or self._keeping:
            return
        (prompt, owed), text = self.answer.asked, self.answer.value
        change = self._changed(owed, lambda: prompt.keep(self._follow_up, owed, text), lambda: self._ask(None))
        self._keeping = asyncio.ensure_future(change)
        self._keeping.add_done_callback(self._kept)
        # Awaited, so that the keys behind enter find the field that they are for; but not for ever.
        await asyncio.wait([self._keeping], timeout=PATIENCE)
        if self._keeping:
            self.trouble.show("Still saving. What you typed stays here until it is kept.")

    async def action_close(self) -> None:
        """Leave the question; without one, go back."""
        await self._take_typed()
        if self.answer.asked:
            self._ask(None)
        else:
            await self.action_leave()

    async def action_leave(self) -> None:
        """Go back; not with words about a promise that are not kept."""
        await self._take_typed()
        if not self._holds_words():
            await super().action_leave()

    async def action_overdue(self) -> None:
        """Only what is overdue, or everything again."""
        await self._take_typed()
        self._listing.only_overdue = not self._listing.only_overdue
        self._list_again(anew=True)

    async def action_client(self) -> None:
        """The card of the client whose promise is chosen."""
        await self._take_typed()
        if not self._holds_words() and (owed := self._chosen()):
            await self._onward.show_client(caller_of(owed.call))

    def _holds_words(self) -> bool:
        """Whether something was typed about a promise and not kept; the rep is told."""
        if is_held := self.answer.asked is not None and bool(self.answer.value.strip()):
            self.trouble.show(KEEP_FIRST)
        return is_held

    def _kept(self, _: object) -> None:
        self._keeping = None

    async def _ask_about(self, prompt: Prompt) -> None:
        await self._take_typed()
        if self.answer.asks(prompt):
            await self.action_keep()
        elif (owed := self._chosen()) and not self._keeping:
            self._ask(Asked(prompt, owed))

    def _ask(self, asked: Asked | None) -> None:
        self.answer.ask(asked)
        self.words.display = asked is None
        self.trouble.show("")
        self.hint_line.show(PROMPT_HINTS if asked else HINTS)
        self._show_bar()
        # At once and not by `take_focus`: the keys that wait behind this one are for this field.
        self.set_focus(self.home())

    async def _take_typed(self) -> None:
        """Everything that was typed before this key has narrowed the list."""
        await self.settled()
        self._list_again()

    def _look_again(self) -> None:
        if self.is_active:
            self._list_again(anew=True)

    def _list_again(self, *, anew: bool = False) -> None:
        if self.words.value != self._listing.typed or anew:
            self._listing.typed = self.words.value
            self._list()

    def _list(self) -> None:
        now = self._clock.now()
        self.owed_list.show(self._listing.owed(now), now, self._listing.empty)
        self._show_bar()

    def _show_bar(self) -> None:
        counts = self._listing.counts(self._clock.now())
        if self.answer.asked:
            prompt, owed = self.answer.asked
            self.bar.show(prompt.question, one_line(owed.promise.text), counts)
        else:
            self.bar.show("What we owe", "overdue only" if self._listing.only_overdue else "", counts)

    async def _load(self) -> None:
        try:
            self._listing.every = await in_background(self._follow_up.everything, "owed")
        except RecordsTrouble as trouble:
            self.trouble.show(str(trouble))
        else:
            self._list()
