"""The calls that were found: only the rows in sight are ever put together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from tui.model.hits import NOTHING, Sought
from tui.widgets.last_calls import before_name, call_row
from tui.widgets.marked import from_the_hit, marked
from tui.widgets.rows import Rows


class FoundRow(NamedTuple):
    """One call as the list shows it; all of it safe to show."""

    columns: tuple[str, str, str, str]
    """When, how long, who, how it ended."""
    line: str
    """A line of its notes."""


class FoundList(Rows):
    """A call a row, with a line of its notes below it while something is looked for. One of them is chosen."""

    DEFAULT_CSS = "FoundList { height: 1fr; padding: 0 1; }"

    @dataclass
    class Chosen(Message):
        """Another one was chosen with the mouse."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nothing was found yet."""
        super().__init__(id=id)
        self._count = 0
        self._row_of: Callable[[int], FoundRow] = lambda _: FoundRow(("", "", "", ""), "")
        self._known: dict[int, FoundRow] = {}
        self._sought = NOTHING
        self._first = 0
        self._empty = Content()
        self.place = 0
        """Which one is chosen, from 0 on."""

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return self._count

    def show(self, count: int, row_of: Callable[[int], FoundRow], sought: Sought, place: int) -> None:
        """`count` calls, the one at `place` chosen. `row_of` makes a row when it comes into sight."""
        self._count, self._row_of, self._sought, self._known = count, row_of, sought, {}
        self._empty = Content()
        self.choose(place)

    def say(self, words: Content) -> None:
        """Words in place of calls."""
        self._count, self._known, self._empty = 0, {}, words
        self.choose(0)

    @property
    def words(self) -> str:
        """What is said in place of calls."""
        return self._empty.plain

    def choose(self, place: int) -> None:
        """Choose this one, or the nearest that there is, and bring it into sight."""
        self.place = max(0, min(place, self._count - 1))
        self._first = max(0, min(self._first, self.place, self._count - self._fitting))
        self._first = max(self._first, self.place - self._fitting + 1)
        self.refresh()

    def on_resize(self) -> None:
        """The chosen one stays in sight."""
        self.choose(self.place)

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        place = self._first + event.y // self._height
        if place < self._count:
            event.stop()
            self.choose(place)
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel goes through the list as the arrows do."""
        self._wheeled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """And back."""
        self._wheeled(event, -1)

    def _wheeled(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        self.choose(self.place + by)
        self.post_message(self.Chosen())

    @property
    def _height(self) -> int:
        """Lines that a call takes."""
        return 2 if self._sought else 1

    @property
    def _fitting(self) -> int:
        return max(1, self.size.height // self._height)

    def rows(self) -> int:
        """As many lines as there is room for."""
        return max(1, self.size.height)

    def row(self, y: int) -> Content:
        """A line of the call that stands there, or of the words in place of calls."""
        width = max(1, self.size.width)
        if not self._count:
            lines = self._empty.wrap(width)
            return lines[y] if y < len(lines) else Content()
        place = self._first + y // self._height
        if place >= min(self._count, self._first + self._fitting):
            return Content()
        row = self._known.setdefault(place, self._row_of(place)) if place not in self._known else self._known[place]
        return self._line_below(row, width) if y % self._height else self._top_line(row, place, width)

    def _top_line(self, row: FoundRow, place: int, width: int) -> Content:
        here = place == self.place
        sign = Content.styled("▶ " if here else "  ", "bold $primary")
        line = call_row(row.columns, max(1, width - 2))
        if here:
            line = line.stylize("bold $foreground")
        # The name's place in the row: behind when and how long.
        for hit in self._sought.hits(line.plain):
            if hit.start >= before_name(max(1, width - 2)):
                line = line.stylize("bold underline $primary", hit.start, hit.end)
        return sign + line

    def _line_below(self, row: FoundRow, width: int) -> Content:
        room = max(1, width - 4)
        text = from_the_hit(row.line, self._sought, room)
        return "    " + marked(text, self._sought, "$foreground 80%").truncate(room, ellipsis=True)
