"""The red line that stays until what is wrong has gone."""

from textual.widgets import Static


class TroubleLine(Static):
    """Out of sight while nothing is wrong."""

    DEFAULT_CSS = """
    TroubleLine {
        display: none; height: auto; padding: 0 1; background: $error 30%; color: $foreground; text-style: bold;
        &.-shown { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nothing is wrong yet."""
        super().__init__("", markup=False, id=id)
        self._words = ""

    def show(self, words: str) -> None:
        """One sentence; an empty one takes the line away."""
        if words != self._words:
            self._words = words
            self.update(words)
            self.set_class(bool(words), "-shown")
