"""The promises of a call, with the days that were understood."""

from datetime import date

from textual.content import Content
from textual.widget import Widget

from tui.model.plain import one_line
from tui.model.promises import Promise
from tui.model.words import understood


class Promised(Widget):
    """One line a promise; a day that could not be read is said so, never guessed."""

    DEFAULT_CSS = "Promised { height: auto; max-height: 8; padding: 0 2; overflow-y: auto; }"

    def __init__(self) -> None:
        """No promise yet."""
        super().__init__()
        self._promises: tuple[Promise, ...] = ()
        self._today: date | None = None

    def show(self, promises: tuple[Promise, ...], today: date) -> None:
        """The promises as the notes have them now."""
        if (promises, today) != (self._promises, self._today):
            self._promises, self._today = promises, today
            self.refresh(layout=True)

    def render(self) -> Content:
        """What we promised, and by when."""
        if not self._promises or self._today is None:
            return Content.styled("No promise in the notes. A line that begins with ! is one.", "$foreground 60%")
        rows = [Content.styled("WE PROMISED", "bold $secondary")]
        for promise in self._promises:
            words = understood(promise, self._today)
            style = "bold $foreground" if promise.due and not promise.unclear else "$warning"
            rows.append(Content.assemble((f"! {one_line(promise.text)}  ", "$foreground 80%"), (words, style)))
        return Content("\n").join(rows)
