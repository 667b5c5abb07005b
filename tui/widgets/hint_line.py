"""The line of keys at the bottom: one widget in place of one a key."""

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.rows import Rows


class HintLine(Rows):
    """Keys and what they do, as many as fit, the most important ones first."""

    DEFAULT_CSS = "HintLine { height: 1; padding: 0 1; background: $panel; }"

    def __init__(self, hints: Sequence[tuple[str, str]]) -> None:
        """`hints` are pairs of a key and its words."""
        super().__init__()
        self._hints = tuple(hints)

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Other keys."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def rows(self) -> int:
        """One."""
        return 1

    def row(self, y: int) -> Content:
        """The hints that fit whole; the first one is cut where not even that does."""
        line = Content()
        for key, words in self._hints:
            lead = (f"{key} ", "bold $primary") if key else ""
            hint = Content.assemble(lead, (words, "$foreground 70%"))
            longer = line + "  " + hint if line else hint.truncate(max(1, self.size.width), ellipsis=True)
            if longer.cell_length > self.size.width:
                break
            line = longer
        return line
