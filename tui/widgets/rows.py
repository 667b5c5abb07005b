"""Widgets of rows that are painted one at a time."""

from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget


class Rows(Widget):
    """A widget of which only the rows that were asked for are put together; Textual's own puts all together."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """As for any widget."""
        super().__init__(id=id)
        # None of our rows is a link, and to look for one costs as much as to paint.
        self.set_reactive(Widget.auto_links, False)

    def rows(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def row(self, y: int) -> Content:
        """The row at this place, counted from 0, at most as wide as the widget."""
        raise NotImplementedError

    def render(self) -> Content:
        """All of them."""
        return Content("\n").join([self.row(y) for y in range(self.rows())])

    def render_line(self, y: int) -> Strip:
        """One row as the screen wants it."""
        if self.text_selection:
            # Textual sets off what the mouse has selected, but only in the whole.
            return super().render_line(y)
        style = self.visual_style
        width = self.size.width
        if y >= self.rows():
            return Strip.blank(width, style.rich_style)
        return Visual.to_strips(self, self.row(y), width, 1, style)[0]
