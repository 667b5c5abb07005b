"""The least app that could take notes: what Textual gives by itself, beside which ours is measured."""

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer, Header, TextArea

OTHER = "the other screen"
"""What tells it from the first one."""


class OtherScreen(Screen[None]):
    """A header, a text area and a footer too."""

    def compose(self) -> ComposeResult:
        """Three widgets, as they come."""
        yield Header()
        yield TextArea(OTHER)
        yield Footer()


class BareApp(App[None]):
    """A header, a text area with a text in it, and a footer; f2 opens another such screen and closes it."""

    TITLE = "bare"
    BINDINGS = [Binding("f2", "other_screen", show=False)]

    def __init__(self, text: str) -> None:
        """`text` stands in the area, the cursor behind it."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Three widgets, as they come."""
        yield Header()
        yield TextArea(self._text)
        yield Footer()

    def on_mount(self) -> None:
        """The cursor goes where a rep writes on."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_other_screen(self) -> None:
        """Another screen on top, or away with it."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.push_screen(OtherScreen())


def main() -> None:
    """Show the file that is named, or nothing."""
    text = ""
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 # Nothing is loaded that Textual does not load.
            text = file.read()
    BareApp(text).run()


if __name__ == "__main__":
    main()
