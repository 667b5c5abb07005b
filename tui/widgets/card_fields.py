"""The fields of a client's card, edited where they stand."""

from dataclasses import dataclass

from rich.text import Text
from textual import events, on
from textual.message import Message
from textual.widgets import Input, TextArea

from tui.model.plain import one_line, plain
from tui.widgets.row_editor import RowEditor


@dataclass
class Edited(Message):
    """The rep changed something on the card."""


class CardField(Input):
    """One line about a client."""

    def __init__(self, *, id: str, placeholder: str) -> None:  # noqa: A002  # Textual's own name for it
        """An empty field; `placeholder` is an example."""
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        # The field would keep the first line only.
        event.stop()
        event.prevent_default()
        lines = (line.strip() for line in event.text.splitlines())
        self.insert_text_at_cursor(", ".join(line for line in lines if line))

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_attached:
            self.screen.post_message(Edited())


class LittlePad(RowEditor):
    """The little things, a line each; it never stops anybody from typing more."""

    DEFAULT_CSS = """
    LittlePad {
        height: auto; min-height: 4; max-height: 10; padding: 0 1; background: $surface; border: none;
        &:focus { border: none; background: $panel; }
    }
    """

    def __init__(self) -> None:
        """No little thing yet."""
        super().__init__(
            "",
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder="A line each: new baby in the office; writes at night.",
        )
        self.disable_messages(TextArea.SelectionChanged)
        self.cursor_blink = False

    @property
    def things(self) -> tuple[str, ...]:
        """Every line that says something."""
        return tuple(one_line(line) for line in self.text.splitlines() if line.strip())

    def get_line(self, line_index: int) -> Text:
        """A line in which nothing steers the terminal, character for character."""
        line = super().get_line(line_index)
        line.plain = plain(line.plain)
        return line

    def _on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.is_attached:
            self.screen.post_message(Edited())
