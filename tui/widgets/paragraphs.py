"""Text in paragraphs, each wrapped behind what leads it in."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


def paragraph(lead: Content, text: Content, width: int) -> list[Content]:
    """`text` wrapped to `width` cells, `lead` before its first line and as much room before the others."""
    room = max(8, width - lead.cell_length)
    lines = text.wrap(room) or [Content()]
    return [lead + lines[0], *(" " * lead.cell_length + line for line in lines[1:])]


class Paragraphs(Widget):
    """A widget as high as its lines are many at the width it has."""

    DEFAULT_CSS = "Paragraphs { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """As for any widget."""
        super().__init__(id=id)
        self._wrapped: tuple[int, list[Content]] = (0, [])

    def lines(self, width: int) -> list[Content]:
        """What it says, wrapped to `width` cells."""
        raise NotImplementedError

    def say_anew(self) -> None:
        """What `lines` gives has changed."""
        self._wrapped = (0, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        # Asked for at each layout, and once more to be painted.
        if self._wrapped[0] != width:
            self._wrapped = width, self.lines(max(12, width))
        return self._wrapped[1]
