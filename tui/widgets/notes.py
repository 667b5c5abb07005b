"""The notes. They have the focus all the time, and nothing but the rep ever touches their text or their cursor."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.message import Message
from textual.widgets import TextArea

from tui.model.marks import Mark, mark_of
from tui.model.plain import plain
from tui.widgets.row_editor import RowEditor

_STYLES = {
    Mark.THEIRS: "notes--theirs",
    Mark.IMPACT: "notes--impact",
    Mark.PROMISE: "notes--promise",
    Mark.CALLER: "notes--caller",
}


HELP = "Type here: everything is kept.\n>  their words     =  what it did to them     !  a promise, with its day"


class NotesPad(RowEditor):
    """A plain text editor in which a line's first sign says whose words it holds."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_STYLES.values())
    DEFAULT_CSS = """
    NotesPad {
        border: none; padding: 0 2; background: $background;
        &:focus { border: none; }
        .notes--theirs { color: $primary; }
        .notes--impact { color: $accent; }
        .notes--promise { color: $secondary; text-style: bold; }
        .notes--caller { color: $success; }
    }
    """

    @dataclass
    class Edited(Message):
        """The rep changed the notes."""

        notes: "NotesPad"

        @property
        def control(self) -> "NotesPad":
            """The notes that changed."""
            return self.notes

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Notes that begin with `text`, the cursor behind it."""
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=HELP,
            id=id,
        )
        # Nobody listens, and each would go up through every container to the app with each key.
        self.disable_messages(TextArea.SelectionChanged)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def _on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        # Straight to the screen: each container on the way up costs as much as the screen itself.
        if self.is_attached:
            self.screen.post_message(self.Edited(self))

    def on_resize(self) -> None:
        """Follow the cursor, which wrapping anew can put below the last row that shows."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def get_line(self, line_index: int) -> Text:
        """A line in the colour of its mark."""
        line = super().get_line(line_index)
        mark = self.tone_of(line.plain)
        # Shown, not obeyed: what was pasted may hold codes that steer a terminal. Character for character, so
        # that every place in the line stays where it is.
        line.plain = plain(line.plain)
        if mark:
            line.stylize(self.get_component_rich_style(_STYLES[mark], partial=True))
        return line

    def tone_of(self, line: str) -> Mark | None:
        """Its mark."""
        return mark_of(line[:200])

    def mark_line(self, mark: Mark) -> None:
        """Give the line with the cursor this mark in place of another one; take it off if it is there already."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        body = line.lstrip()
        start = len(line) - len(body)
        known = mark_of(line[:200])
        old = len(body) - len(body[1:].lstrip()) if known else 0
        new = "" if known is mark else f"{mark.value} "
        self.replace(new, (row, start), (row, start + old), maintain_selection_offset=False)
        self.move_cursor((row, max(start + len(new), column + len(new) - old) if column >= start else column))

    def take(self, text: str) -> None:
        """Type `text` at the cursor, as if it had been typed here."""
        start, end = self.selection
        self._replace_via_keyboard(text, start, end)
