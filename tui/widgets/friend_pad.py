"""What sets the rep's very best friend apart, in three lines of their own."""

from dataclasses import dataclass

from rich.text import Text
from textual.message import Message
from textual.widgets import TextArea

from tui.model.plain import one_line, plain
from tui.widgets.row_editor import RowEditor

MOST_LINES = 3
MOST_CHARACTERS = 80
INVITATION = (
    "Think of one friend. What makes this friend your best one?\nA word or two a line; three lines are plenty."
)


class FriendPad(RowEditor):
    """A small editor. What it is about is in `lines`; it never stops anybody from typing more."""

    DEFAULT_CSS = """
    FriendPad {
        height: auto; min-height: 3; max-height: 7; padding: 0 2; background: $surface;
        border: none; border-left: outer $primary;
        &:focus { border: none; border-left: outer $primary; }
    }
    """

    @dataclass
    class Edited(Message):
        """The rep changed the lines."""

        pad: "FriendPad"

    def __init__(self, text: str) -> None:
        """Lines that begin with `text`, the cursor behind it."""
        super().__init__(text, tab_behavior="focus", highlight_cursor_line=False, placeholder=INVITATION)
        self.disable_messages(TextArea.SelectionChanged)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is kept: the first three lines that say something, each as one line of at most 80 characters."""
        return tuple(line[:MOST_CHARACTERS] for line in self._all()[:MOST_LINES])

    @property
    def holds_more(self) -> bool:
        """Whether there is more than is kept."""
        return self.lines != self._all()

    def get_line(self, line_index: int) -> Text:
        """A line in which nothing steers the terminal, character for character."""
        line = super().get_line(line_index)
        line.plain = plain(line.plain)
        return line

    def _all(self) -> tuple[str, ...]:
        return tuple(one_line(line) for line in self.text.splitlines() if line.strip())

    def _on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.is_attached:
            self.screen.post_message(self.Edited(self))
