"""Past calls: type to find them, read one whole, copy its summary again."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Input

from tui.keys import CALLS, bindings, hints
from tui.model.call import Call
from tui.model.same_person import caller_of
from tui.model.timeline import timeline, when
from tui.screens.calls_sought import CallsSought
from tui.screens.place import PAGES, Place, Ways
from tui.screens.summary_in_form import SummaryInForm
from tui.services.finder import Finder
from tui.services.review import Review
from tui.widgets.call_bar import CallBar
from tui.widgets.call_text import CallText, Happened
from tui.widgets.found_list import FoundList
from tui.widgets.hint_line import HintLine
from tui.widgets.trouble_line import TroubleLine

HINTS = (
    ("type", "to find"),
    ("up down", "choose"),
    *hints(CALLS, "read", "copy", "close", "order", "form-read", "amend", "call-client", "export", "erase", "keys"),
)
READING = (
    ("up down", "scroll"),
    *hints(CALLS, "copy", "close", "form-read", "amend", "call-client", "export", "erase", "keys"),
)
NO_CALL = "There is no call here."


class From(NamedTuple):
    """Where past calls lead. Calls and no messages, so that the keys behind them find the next screen."""

    amend: Callable[[Call], Awaitable[None]]
    """Add to a call, or correct it."""
    export: Callable[[str, Call | None], Awaitable[None]]
    """Write what these words find, or this one call, to a file."""
    erase: Callable[[Call], Awaitable[None]]
    """Erase this call or its client, or make them anonymous."""
    show_client: Callable[[str], Awaitable[None]]
    """The card of a client, by the name that calls have of them."""


class CallsScreen(Place):
    """The field has the focus; the arrows move the list below it, and the call below that follows."""

    KEYS = CALLS
    # Before the field gets them: the keys behind them are for where they lead.
    BINDINGS = bindings(CALLS, first=True)
    CSS_PATH = "calls.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    reader = query_one(CallText)
    trouble = query_one(TroubleLine)
    keys_line = query_one(HintLine)

    def __init__(self, ways: Ways, onward: From, *, review: Review, finder: Finder) -> None:
        """Where past calls lead, where they are, and how they are found."""
        super().__init__(ways)
        self._onward = onward
        self._review = review
        self._sought = CallsSought(
            review,
            finder,
            start=lambda work: self.run_worker(work, group="search"),
            tell=self._show,
            wait=self._say_wait,
        )
        self.words, self.said, self.listing = self._sought.words, self._sought.said, self._sought.listing
        self._summary = SummaryInForm(review)
        self._call_shown: Call | None = None
        self._is_slow = False

    def compose(self) -> ComposeResult:
        """The field, what it understood, the list, and the call under the cursor."""
        yield CallBar()
        yield self.words
        yield self.said
        yield self.listing
        yield CallText()
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The field has the keys."""
        self.take_focus()
        self.bar.show("Past calls", "", "")

    def on_screen_resume(self) -> None:
        """What is listed may have been amended or erased meanwhile."""
        self.look_again()

    def look_again(self) -> None:
        """List anew; the cursor stays at its call."""
        self._sought.look_again()

    def home(self) -> Input | None:
        """The field; nothing while a call is read."""
        return None if self._reading else self.words

    def text_to_copy(self) -> str | None:
        """The summary of the call under the cursor, in the form that is shown."""
        call = self._sought.chosen
        return None if call is None else self._summary.of(call).text

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._sought.find()

    @on(FoundList.Chosen)
    def _chosen_with_the_mouse(self, event: FoundList.Chosen) -> None:
        event.stop()
        self._moved()

    def moved(self, key: str) -> bool:
        """The arrows belong to the list, or to the call that is read; paging to the call."""
        step = {"up": -1, "down": 1}.get(key, 0)
        if key in PAGES:
            self.reader.page(PAGES[key])
        elif step and self._reading:
            self.reader.scroll_rows(step)
        elif step:
            self.call_later(self._step, step)
        return bool(step) or key in PAGES

    async def action_read(self) -> None:
        """Read the call under the cursor over the whole screen, or go back to the list."""
        await self._settled_search()
        if self._reading:
            self._back_to_list()
        elif self._sought.chosen:
            self.add_class("-reading")
            self.set_focus(None)
            self.keys_line.show(READING)
            self._show_call()
        else:
            self.words.take_offer()

    async def action_close(self) -> None:
        """Back to the list, or out of here."""
        await self.settled()
        if self._reading:
            self._back_to_list()
        else:
            await self.action_leave()

    async def action_calls(self) -> None:
        """They are here already."""

    async def action_copy_summary(self) -> None:
        """Copy the call under the cursor, as soon as what was typed has found it."""
        await self._settled_search()
        await super().action_copy_summary()

    async def action_next_form(self) -> None:
        """Show the next form of the summary."""
        await self._settled_search()
        self._summary.next_form()
        self._show_call()
        self._show_bar()

    async def action_order(self) -> None:
        """Those first in which the words weigh most, or the newest again."""
        await self._settled_search()
        self._sought.turn_over(stays=self._reading)

    async def action_amend(self) -> None:
        """Add to the call, or correct it."""
        await self._with_chosen(self._onward.amend)

    async def action_erase(self) -> None:
        """Erase the call or its client, or make them anonymous."""
        await self._with_chosen(self._onward.erase)

    async def action_client(self) -> None:
        """The card of whoever called."""
        await self._with_chosen(lambda call: self._onward.show_client(caller_of(call)))

    async def action_export(self) -> None:
        """What is listed, or the call that is read, to a file."""
        await self._settled_search()
        await self._onward.export(self.words.value, self._sought.chosen if self._reading else None)

    @property
    def _reading(self) -> bool:
        return self.has_class("-reading")

    async def _with_chosen(self, lead_on: Callable[[Call], Awaitable[None]]) -> None:
        await self._settled_search()
        if call := self._sought.chosen:
            # Awaited, so that the keys behind find the next screen.
            await lead_on(call)
        else:
            self.notify(NO_CALL, severity="warning", markup=False)

    async def _settled_search(self) -> None:
        """Wait until every key has arrived and what they ask for is found, or the disk has hung for too long."""
        await self.settled()
        await self._sought.in_step()

    def _back_to_list(self) -> None:
        self.remove_class("-reading")
        self.keys_line.show(HINTS)
        self.set_focus(self.words)
        self._show_call()

    async def _step(self, rows: int) -> None:
        """Move the cursor in what the keys before this one ask for."""
        await self._sought.in_step()
        self.listing.choose(self.listing.place + rows)
        self._moved()

    def _moved(self) -> None:
        self._sought.moved()
        self._show_call()
        self._show_bar()

    def _show(self, is_gone: bool) -> None:
        """More is known about what was asked for; `is_gone` where the chosen call is not there any more."""
        self._is_slow = False
        if self._reading and is_gone:
            # Nobody asked to read another one.
            self._back_to_list()
        # A call that is read stays as far as it is read.
        if not self._reading or self._sought.chosen != self._call_shown:
            self._show_call()
        self._show_trouble()
        self._show_bar()

    def _show_call(self) -> None:
        call = self._call_shown = self._sought.chosen
        self.reader.set_class(call is None, "-empty")
        if call is None:
            self.reader.show("", self._sought.sought)
        else:
            happened = [Happened(*when(each, call), each.words, each.was) for each in timeline(call)]
            self.reader.show(self._summary.of(call).text, self._sought.sought, happened if self._reading else ())
        self._show_trouble()

    def _show_trouble(self) -> None:
        call = self._sought.chosen
        of_the_form = self._summary.of(call).trouble if call else ""
        self.trouble.show(self._sought.found.trouble or of_the_form or self._review.left_out())

    def _say_wait(self) -> None:
        self._is_slow = True
        if self.stands:
            self._show_bar()

    def _show_bar(self) -> None:
        found = self._sought.found
        order = "best first" if found.wish.best else "newest first"
        more = "" if found.is_all else "+"
        count = f"{self.listing.place + 1} of {len(found.calls)}{more}" if found.calls else ""
        what = " · ".join(filter(None, (order, self._summary.title))) if found.calls else ""
        self.bar.show("Past calls", what, "looking …" if self._is_slow else count)
