"""The line of keys at the bottom: one widget in place of one a key."""

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.rows import Rows

ALL_KEYS = "f1"
"""Leads to what has no room here."""


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
        """The hints that fit whole; the first one is cut where not even that does.

        The key that shows all keys has its room before those in front of it, but for the first one.
        """
        width = max(1, self.size.width)
        line, waits = Content(), self._all_keys()
        for key, words in self._hints:
            hint = _hint(key, words)
            if key == ALL_KEYS:
                waits = Content()
            longer = line + "  " + hint if line else hint.truncate(width, ellipsis=True)
            if line and longer.cell_length + waits.cell_length > width:
                whole = line + waits
                return whole if whole.cell_length <= width else line
            line = longer
        return line

    def _all_keys(self) -> Content:
        """The hint that has its room in any case, behind a gap."""
        return next(("  " + _hint(key, words) for key, words in self._hints if key == ALL_KEYS), Content())


def _hint(key: str, words: str) -> Content:
    return Content.assemble((f"{key} ", "bold $primary") if key else "", (words, "$foreground 70%"))
