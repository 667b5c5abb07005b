"""The notes. They have the focus all the time, and nothing but the rep ever touches their text or their cursor."""

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.message import Message
from textual.widgets import TextArea

from tui.model.marks import Mark, mark_of, prefix_of, sign_of
from tui.model.plain import plain
from tui.widgets.row_editor import RowEditor

_STYLES = {
    Mark.THEIRS: "notes--theirs",
    Mark.IMPACT: "notes--impact",
    Mark.PROMISE: "notes--promise",
    Mark.CALLER: "notes--caller",
    Mark.WAY: "notes--way",
    Mark.INTERNAL: "notes--internal",
}
_SIGNS = (Mark.THEIRS, Mark.IMPACT, Mark.PROMISE, Mark.WAY, Mark.INTERNAL, Mark.CALLER)
"""What a line can be marked with, in the order in which one key offers it."""

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
        .notes--way { color: $secondary; }
        .notes--internal { color: $foreground 60%; }
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
        sign, taken = prefix_of(self.line_here)
        self._put_sign("" if sign == mark.value else mark.value, taken)

    def mark_next(self, first: str) -> None:
        """Give the line with the cursor the next mark: `first` (a mark, or a word), then the others, then none."""
        sign, taken = prefix_of(self.line_here[:200], first)
        order = (sign_of(first), *(one for one in _SIGNS if one != first), "")
        self._put_sign(order[(order.index(sign) + 1) % len(order)] if sign in order else order[0], taken)

    @property
    def line_here(self) -> str:
        """The line with the cursor."""
        return self.document.get_line(self.cursor_location[0])

    def _put_sign(self, sign: str, taken: int) -> None:
        """Put `sign` before the line with the cursor, in place of the first `taken` characters; the cursor stays."""
        row, column = self.cursor_location
        start = len(self.line_here) - len(self.line_here.lstrip())
        new = f"{sign} " if sign else ""
        self.replace(new, (row, start), (row, start + taken), maintain_selection_offset=False)
        self.move_cursor((row, max(start + len(new), column + len(new) - taken) if column >= start else column))

    def take(self, text: str) -> None:
        """Type `text` at the cursor, as if it had been typed here."""
        start, end = self.selection
        self._replace_via_keyboard(text, start, end)
