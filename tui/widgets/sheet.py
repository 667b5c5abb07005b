"""A text to be copied by hand: short lines, wide apart."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.model.plain import plain

LINE = 44
"""Cells in a line at most: about what a hand writes across a card, so that the eye finds its place again."""


class Sheet(Widget):
    """The text as it is to be written, each line once; lines stand apart where all of them still fit."""

    DEFAULT_CSS = "Sheet { height: auto; }"

    def __init__(self, text: str) -> None:
        """`text` with its own line breaks, which stay."""
        super().__init__()
        self._paragraphs = plain(text.strip().expandtabs(4)).split("\n")
        self._wrapped: tuple[int, list[list[str]]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines, wide apart where the container has room for that."""
        return len(self._rows(width, container.height - self.gutter.height))

    def render(self) -> Content:
        """The lines."""
        width, height = self.content_size
        return Content("\n").join([Content.styled(row, "bold $foreground") for row in self._rows(width, height)])

    def _rows(self, width: int, height: int) -> list[str]:
        paragraphs = self._lines(width)
        close = [line for lines in paragraphs for line in lines]
        apart = [row for line in close for row in ((line, "") if line else ("",))][:-1]
        return apart if len(apart) <= height else close

    def _lines(self, width: int) -> list[list[str]]:
        """The lines of each paragraph."""
        if self._wrapped[0] != width:
            room = max(12, min(LINE, width))
            lines = [[line.plain for line in Content(one).wrap(room)] or [""] for one in self._paragraphs]
            self._wrapped = width, lines
        return self._wrapped[1]
