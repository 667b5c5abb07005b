"""Past calls: type to narrow, read one whole, copy its summary again."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.keys import CALLS, bindings, hints
from tui.model.call import Call
from tui.model.trouble import RecordsTrouble
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.services.review import ROWS, Review
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.last_calls import call_row
from tui.widgets.trouble_line import TroubleLine

HINTS = (("type", "to narrow"), ("up down", "choose"), *hints(CALLS, "read", "copy", "close", "keys", "commands"))
NOTHING_YET = "No finished call yet. Each call you wrap up is kept here."
NO_HIT = "No call holds all of these words. Fewer letters find more."


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
    """The search has the focus; the arrows move the list beside it."""

    KEYS = CALLS
    BINDINGS = bindings(CALLS)
    CSS_PATH = "calls.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    words = query_one("#words", Input)
    listing = query_one(OptionList)
    reader = query_one(VerticalScroll)
    summary = query_one("#summary", Static)
    trouble = query_one(TroubleLine)

    def __init__(self, ways: Ways, onward: From, *, review: Review) -> None:
        """Where past calls lead, and where they are."""
        super().__init__(ways)
        self._onward = onward
        self._review = review
        self._calls: list[Call] = []

    def compose(self) -> ComposeResult:
        """Search, list, and the call under the cursor."""
        yield CallBar()
        yield Input(placeholder="Type a word from the notes, a name, a tag …", id="words", select_on_focus=False)
        listing = OptionList(markup=False)
        listing.can_focus = False
        yield listing
        with VerticalScroll(can_focus=False):
            yield Static("", id="summary", markup=False)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The newest calls first."""
        self.take_focus()
        self.words.cursor_blink = False
        self.bar.show("Past calls", "", "")
        self._search("")

    def home(self) -> Input | None:
        """The search; nothing while a call is read."""
        return None if self._reading else self.words

    def text_to_copy(self) -> str | None:
        """The summary of the call under the cursor."""
        call = self._chosen()
        return self._review.summary(call) if call else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._search(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_read()

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        call = self._chosen()
        self.summary.update(self._review.summary(call) if call else "")
        self.reader.scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """The arrows belong to the list, paging to the text."""
        moves = {
            "up": self.reader.scroll_up if self._reading else self.listing.action_cursor_up,
            "down": self.reader.scroll_down if self._reading else self.listing.action_cursor_down,
            "pageup": self.reader.scroll_page_up,
            "pagedown": self.reader.scroll_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()

    def action_read(self) -> None:
        """Read the call under the cursor over the whole screen, or go back to the list."""
        if self._reading:
            self.remove_class("-reading")
            self.call_after_refresh(self.words.focus)
        elif self._chosen():
            self.add_class("-reading")

    async def action_close(self) -> None:
        """Back to the list, or out of here."""
        if self._reading:
            self.action_read()
        else:
            await self.action_leave()

    async def action_export(self) -> None:
        """Write what is listed, or the call that is read, to a file."""
        await self.settled()
        await self._onward.export(self.words.value, self._chosen() if self._reading else None)

    async def action_calls(self) -> None:
        """They are here already."""

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        self.call_after_refresh(self._show_rows)

    @property
    def _reading(self) -> bool:
        return self.has_class("-reading")

    def _chosen(self) -> Call | None:
        at = self.listing.highlighted
        return self._calls[at] if at is not None and at < len(self._calls) else None

    def _search(self, words: str) -> None:
        self.run_worker(self._find(words), exclusive=True, group="search")

    def _show_rows(self, highlighted: int | None = None) -> None:
        at = self.listing.highlighted if highlighted is None else highlighted
        # The scroll bar's place is kept free whether it shows or not, and is no part of a row.
        width = max(20, self.listing.content_size.width - self.listing.styles.scrollbar_size_vertical)
        self.listing.clear_options()
        self.listing.add_options([Option(call_row(self._review.row(call), width)) for call in self._calls])
        self.listing.highlighted = at if self._calls else None

    async def _find(self, words: str) -> None:
        try:
            calls = await in_background(lambda: self._review.newest(words), "search")
        except RecordsTrouble as trouble:
            self.trouble.show(str(trouble))
            return
        self.trouble.show(self._review.left_out())
        self._calls = calls
        self._show_rows(0)
        if not calls:
            self.summary.update(NO_HIT if words.strip() else NOTHING_YET)
        more = "+" if len(calls) >= ROWS else ""
        self.bar.show("Past calls", "", f"{len(calls)}{more} shown" if calls else "")
