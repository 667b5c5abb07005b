"""How far something is that takes a while."""

from textual.content import Content

from tui.widgets.rows import Rows


class HowFar(Rows):
    """One line: a bar, and numbers behind it. A bar that does not know where it ends stays empty."""

    DEFAULT_CSS = "HowFar { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nothing has begun."""
        super().__init__(id=id)
        self._state = (0, 0)

    def show(self, through: int, whole: int) -> None:
        """So many are through; `whole` is 0 while that is not known. Repaints only on a change."""
        if (through, whole) != self._state:
            self._state = (through, whole)
            self.refresh()

    def rows(self) -> int:
        """One."""
        return 1

    def row(self, y: int) -> Content:
        """The bar takes what the numbers leave."""
        through, whole = self._state
        words = f" {through:,} of {whole:,} calls" if whole else f" {through:,} calls"
        room = max(0, self.size.width - len(words))
        full = min(room, room * through // whole) if whole else 0
        parts = [
            Content.styled("━" * full, "$primary"),
            Content.styled("━" * (room - full), "$foreground 20%"),
            Content(words),
        ]
        return Content("").join(parts).truncate(max(1, self.size.width))
