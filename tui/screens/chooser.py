"""Which kind of call is it? Type to narrow, enter takes the playbook."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.keys import CHOOSER, bindings, hints
from tui.model.plain import one_line
from tui.model.playbook import Playbook
from tui.model.trouble import Trouble
from tui.screens.place import Place, Ways, paged
from tui.services.background import in_background
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.playbook_card import PlaybookCard
from tui.widgets.search_field import SearchField
from tui.widgets.trouble_line import TroubleLine

HINTS = (
    ("type", "to narrow"),
    *hints(CHOOSER, "choose", "as-it-is"),
    ("up down", "move"),
    *hints(CHOOSER, "keys", "commands"),
)
PATIENCE = 1.0
"""Seconds that the keys behind enter wait for the playbooks."""
READING = "Reading the playbooks …"
STILL_READING = "The disk takes its time. Your enter counts as soon as the list is here; esc leaves it all as it is."
NO_HIT = "No kind of call has words that begin like this, so enter takes none. Fewer letters find more."
NONE = "There is no playbook to choose from."


class Kind(NamedTuple):
    """A playbook on offer, with the words by which it is found."""

    playbook: Playbook
    is_own: bool
    name: tuple[str, ...]
    about: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


def kind_of(playbook: Playbook, is_own: bool) -> Kind:
    """A playbook with the words of its title, its id and its `about`."""
    return Kind(playbook, is_own, _words(f"{playbook.title} {playbook.id}"), _words(playbook.about))


def narrowed(kinds: Sequence[Kind], typed: str) -> list[Kind]:
    """Those in which each typed word begins a word of title, id or about; found by title and id alone come first."""
    wanted = _words(typed)

    def begun(words: tuple[str, ...]) -> bool:
        return all(any(word.startswith(one) for word in words) for one in wanted)

    found = [kind for kind in kinds if begun(kind.name + kind.about)]
    return sorted(found, key=lambda kind: not begun(kind.name))


class PlaybookChooser(Place):
    """The field has the focus; the arrows move the list below it."""

    KEYS = CHOOSER
    # Before the field gets them: the keys behind them are for where they lead.
    BINDINGS = bindings(CHOOSER, first=True)
    CSS_PATH = "chooser.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    words = query_one("#words", Input)
    listing = query_one(OptionList)
    reader = query_one(VerticalScroll)
    card = query_one(PlaybookCard)
    trouble = query_one(TroubleLine)

    def __init__(
        self,
        ways: Ways,
        *,
        load: Callable[[], Sequence[tuple[Playbook, bool]]],
        current: str,
        chosen: Callable[[Playbook], Awaitable[None]],
    ) -> None:
        """`load` gives the playbooks, each with whether it is the rep's own; it may block, and may raise `Trouble`.

        `current` is the id of the one in use. `chosen` is the way on, for the one in use too.
        """
        super().__init__(ways)
        self._load = load
        self._current = current
        self._chosen = chosen
        self._kinds: list[Kind] = []
        self._found: list[Kind] = []
        self._loaded = asyncio.Event()
        self._typed = ""
        self._enter_waits = False

    def compose(self) -> ComposeResult:
        """The field, the list, and the playbook under the cursor."""
        yield CallBar()
        yield SearchField("Type what it is about: late, wrong, come clean …", id="words")
        listing = OptionList(Option(READING, disabled=True), markup=False)
        listing.can_focus = False
        yield listing
        with VerticalScroll(can_focus=False):
            yield PlaybookCard()
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The playbooks are read meanwhile."""
        self.bar.show("Which kind of call?", "", "")
        self.run_worker(self._read(), group="playbooks")

    def home(self) -> Input:
        """The field."""
        return self.words

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._take_typed()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_card()

    def moved(self, key: str) -> bool:
        """The arrows belong to the list, paging to the card."""
        if key in ("up", "down"):
            move = self.listing.action_cursor_up if key == "up" else self.listing.action_cursor_down
            move()
            return True
        return paged(self.reader, key)

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        if self._loaded.is_set():
            self.call_after_refresh(self._show_rows)

    async def action_choose(self) -> None:
        """Take the playbook under the cursor; the list may still be on its way."""
        await self.settled()
        # What tells of the last character may still be on its way.
        self._take_typed()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._loaded.wait()
        self._enter_waits = not self._loaded.is_set()
        if self._enter_waits:
            self.trouble.show(STILL_READING)
        elif (kind := self._highlighted()) and self.is_active:
            # Awaited, so that the keys behind enter find the next screen.
            await self._chosen(kind.playbook)

    async def _read(self) -> None:
        trouble = ""
        try:
            loaded = await in_background(self._load, "playbooks")
            self._kinds = [kind_of(playbook, is_own) for playbook, is_own in loaded]
        except Trouble as wrong:
            trouble = str(wrong)
        self._loaded.set()
        self.trouble.show(trouble)
        self._show_list()
        if self._enter_waits:
            # In the app's task, as for any key: this screen cannot wait for its own end.
            self.app.call_later(self.action_choose)

    def _take_typed(self) -> None:
        """Narrow by what stands in the field now. Whoever types on behind an enter that waits has not chosen yet."""
        if self.words.value != self._typed:
            self._typed = self.words.value
            self._enter_waits = False
            if self._loaded.is_set():
                self._show_list()

    def _highlighted(self) -> Kind | None:
        at = self.listing.highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def _show_list(self) -> None:
        self._found = narrowed(self._kinds, self._typed)
        in_use = [at for at, kind in enumerate(self._found) if kind.playbook.id == self._current]
        self._show_rows(in_use[0] if in_use and not self._typed.strip() else 0)
        self.bar.show("Which kind of call?", "", f"{len(self._found)} of {len(self._kinds)}")

    def _show_rows(self, highlighted: int | None = None) -> None:
        at = self.listing.highlighted if highlighted is None else highlighted
        width = max(20, self.listing.content_size.width - self.listing.styles.scrollbar_size_vertical)
        self.listing.clear_options()
        if self._found:
            self.listing.add_options([Option(self._row(kind, width)) for kind in self._found])
            self.listing.highlighted = at
        else:
            self.listing.add_option(Option(NO_HIT if self._kinds else NONE, disabled=True))
        self._show_card()

    def _show_card(self) -> None:
        kind = self._highlighted()
        self.card.show(kind.playbook if kind else None, self._tail(kind) if kind else "")
        self.reader.scroll_home(animate=False)

    def _tail(self, kind: Kind) -> str:
        marks = ("in use" if kind.playbook.id == self._current else "", "yours" if kind.is_own else "")
        return " · ".join(filter(None, marks))

    def _row(self, kind: Kind, width: int) -> Content:
        sign = "✓ " if kind.playbook.id == self._current else "  "
        tail = Content.styled(f"  {self._tail(kind)}", "$foreground 70%")
        title = Content.styled(sign + one_line(kind.playbook.title), "$foreground")
        title = title.truncate(max(8, width - tail.cell_length), ellipsis=True)
        return title + " " * max(0, width - title.cell_length - tail.cell_length) + tail
