"""All that we owe: a row a promise, under the span of time in which it falls due; only what shows is put together."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from textual import events
from textual.content import Content
from textual.message import Message

from tui.model.owed import Owed
from tui.model.what_we_owe import Span, spans
from tui.widgets.owed_list import key_of, owed_row
from tui.widgets.paragraphs import paragraph
from tui.widgets.rows import Rows


class OwedRows(Rows):
    """One of the promises is chosen, or none: what a key does is never done to one by chance."""

    DEFAULT_CSS = "OwedRows { height: 1fr; padding: 0 1; }"

    class Chose(Message):
        """Another promise is chosen, or none."""

    def __init__(self) -> None:
        """Nothing is owed."""
        super().__init__()
        self._owed: tuple[Owed, ...] = ()
        self._spans: list[tuple[Span, int]] = []
        self._now: datetime | None = None
        self._chosen: int | None = None
        self._left = 0
        """The place where a promise was chosen that is not here any more."""
        self._first = 0
        """The line at the top."""
        self._empty = ""

    @property
    def chosen(self) -> Owed | None:
        """The promise that the keys mean."""
        return None if self._chosen is None else self._owed[self._chosen]

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return len(self._owed)

    def show(self, owed: Sequence[Owed], now: datetime, empty: str) -> None:
        """What is owed, in the order of its days; `empty` is said where there is nothing.

        The choice stays with its promise. Where that is not here any more, none is chosen, and the next step down
        leads to the one that has come to its place.
        """
        before, place = self.chosen, self._chosen
        self._owed, self._now, self._empty = tuple(owed), now, empty
        self._spans = spans(self._owed, now)
        self._chosen = self._found_again(before) if before else None
        if place is not None:
            self._left = place
        self._follow()
        self.post_message(self.Chose())

    def look_again(self, now: datetime) -> None:
        """Time has gone by: what was due may be late."""
        self._now, self._spans = now, spans(self._owed, now)
        self._follow()

    def step(self, by: int) -> None:
        """Choose the next promise, or the one before; none is behind the last one."""
        if not self._owed:
            return
        # Without a choice, up leads to what stands above the gap, down to what has come into it.
        gap = min(self._left, len(self._owed)) - max(0, by)
        at = by + (gap if self._chosen is None else self._chosen)
        self._choose(max(0, min(at, len(self._owed) - 1)))

    def on_click(self, event: events.Click) -> None:
        """A click chooses the promise under it."""
        place = self._place_at(event.get_content_offset_capture(self).y + self._first)
        if place is not None:
            self._choose(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the list and not the choice."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upward."""
        event.stop()
        self._scroll(-3)

    def on_resize(self) -> None:
        """The chosen one stays in sight."""
        self._follow()

    def rows(self) -> int:
        """Those that show."""
        if not self._owed:
            return max(1, self.size.height)
        return max(1, min(self.size.height, self._lines() - self._first))

    def row(self, y: int) -> Content:
        """The head of a span, or a promise below it."""
        width = max(1, self.size.width)
        if not self._owed or self._now is None:
            said = paragraph(Content(), Content.styled(self._empty, "$foreground 60%"), width)
            return said[y] if y < len(said) else Content()
        line = y + self._first
        place = self._place_at(line)
        if place is None:
            return self._head(self._span_at(line)).truncate(width, ellipsis=True)
        return owed_row(self._owed[place], self._now, width, here=place == self._chosen)

    def _head(self, number: int) -> Content:
        span, first = self._spans[number]
        stop = self._spans[number + 1][1] if number + 1 < len(self._spans) else len(self._owed)
        style = "bold $warning" if span is Span.OVERDUE else "bold $secondary"
        return Content.assemble((span.value.upper(), style), (f"  {stop - first}", "$foreground 60%"))

    def _lines(self) -> int:
        return len(self._owed) + len(self._spans)

    def _span_at(self, line: int) -> int:
        """The number of the span that a line is in; each has a line of its own before its promises."""
        heads = [first + number for number, (_, first) in enumerate(self._spans)]
        return bisect_right(heads, line) - 1

    def _place_at(self, line: int) -> int | None:
        """The place of the promise on a line; None on the head of a span, and below all of them."""
        if not 0 <= line < self._lines():
            return None
        number = self._span_at(line)
        return None if line == self._spans[number][1] + number else line - number - 1

    def _line_of(self, place: int) -> int:
        number = bisect_right([first for _, first in self._spans], place)
        return place + number

    def _found_again(self, before: Owed) -> int | None:
        key = key_of(before)
        return next((place for place, one in enumerate(self._owed) if key_of(one) == key), None)

    def _choose(self, place: int) -> None:
        self._chosen = self._left = place
        self._follow()
        self.post_message(self.Chose())

    def _scroll(self, by: int) -> None:
        self._first = max(0, min(self._first + by, self._lines() - self.size.height))
        self.refresh()

    def _follow(self) -> None:
        """Keep the chosen one in sight, and the head above it where it is the first below one."""
        height = max(1, self.size.height)
        self._first = max(0, min(self._first, self._lines() - height))
        if self._chosen is not None:
            line = self._line_of(self._chosen)
            top = line - (1 if height > 1 and self._place_at(line - 1) is None else 0)
            self._first = min(max(self._first, line - height + 1), top)
        self.refresh()
