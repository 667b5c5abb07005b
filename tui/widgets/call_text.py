"""A call to be read: its summary with the hits marked, and what happened moment by moment."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content

from tui.model.hits import NOTHING, Sought
from tui.widgets.marked import marked
from tui.widgets.paragraphs import paragraph
from tui.widgets.rows import Rows


class Happened(NamedTuple):
    """One moment of the timeline; all of it safe to show."""

    at: str
    since: str
    """How long after hello."""
    words: str
    was: str
    """What stood there before, line breaks and all."""


class CallText(Rows):
    """Scrolls by itself and wraps no more lines than were asked for: a note can have thousands."""

    DEFAULT_CSS = "CallText { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nothing to read."""
        super().__init__(id=id)
        self.text = ""
        """The summary as it is shown and pasted."""
        self._happened: Sequence[Happened] = ()
        self._sought = NOTHING
        self._wrapped: list[Content] = []
        self._to_come: Iterator[Content] = iter(())
        self._width = 0
        self.top = 0
        """The first row in sight."""

    def show(self, text: str, sought: Sought, happened: Sequence[Happened] = ()) -> None:
        """Show a call from its first hit on; from its beginning where there is none in it."""
        self.text, self._sought, self._happened = text, sought, happened
        self._begin_anew()
        self.top = self._row_of_first_hit()
        self.refresh()

    def scroll_rows(self, rows: int) -> None:
        """Go so many rows down, or up where it is negative."""
        self._fill(self.top + rows + self.size.height)
        self.top = max(0, min(self.top + rows, len(self._wrapped) - self.size.height))
        self.refresh()

    def page(self, pages: int) -> None:
        """Go so many screens down or up."""
        self.scroll_rows(pages * max(1, self.size.height - 1))

    def on_resize(self) -> None:
        """The lines are as wide as there is room."""
        if self.size.width != self._width:
            self.show(self.text, self._sought, self._happened)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """And back."""
        event.stop()
        self.scroll_rows(-3)

    def rows(self) -> int:
        """As many as there is room for."""
        return max(1, self.size.height)

    def row(self, y: int) -> Content:
        """The row that stands there now."""
        self._fill(self.top + y + 1)
        at = self.top + y
        return self._wrapped[at] if at < len(self._wrapped) else Content()

    def _begin_anew(self) -> None:
        self._width = self.size.width
        self._wrapped = []
        self._to_come = self._lines(max(8, self.size.width))

    def _fill(self, rows: int) -> None:
        while len(self._wrapped) < rows and (line := next(self._to_come, None)) is not None:
            self._wrapped.append(line)

    def _row_of_first_hit(self) -> int:
        """The row to begin with: two above the first hit, none where all stands in sight anyway."""
        place = next((at for at, line in enumerate(self.text.split("\n")) if self._sought.hits(line)), 0)
        if not place:
            return 0
        lines = self.text.split("\n")[:place]
        before = sum(max(1, len(Content(line).wrap(max(8, self._width)))) for line in lines)
        self._fill(before + self.size.height + 1)
        return 0 if before < self.size.height - 1 else max(0, min(before - 2, len(self._wrapped) - self.size.height))

    def _lines(self, width: int) -> Iterator[Content]:
        for line in self.text.split("\n"):
            yield from marked(line, self._sought).wrap(width) or [Content()]
        if self._happened:
            yield Content.styled("What happened", "bold $primary")
        for one in self._happened:
            yield from self._moment(one, width)

    def _moment(self, one: Happened, width: int) -> Iterator[Content]:
        lead = Content.styled(f"{one.at:<7}{one.since:>7}  " if one.since or len(one.at) < 7 else f"{one.at}  ",
                              "$foreground 70%")  # fmt: skip
        yield from paragraph(lead, marked(one.words, self._sought), width)
        for line in one.was.split("\n") if one.was else ():
            yield from paragraph(Content(" " * 18), marked(line, self._sought, "$foreground 70%"), width)
