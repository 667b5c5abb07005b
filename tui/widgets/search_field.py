"""The field in which something is looked for."""

from textual import events
from textual.widgets import Input

from tui.widgets.keys_in_turn import took


class SearchField(Input):
    """One line that has the focus while a list below it follows. Its keys take their turn among the letters."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty field with a cursor that stands still."""
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False
        self.offer = ""
        """What tab puts in the place of what was typed; empty for nothing."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            # It leads nowhere else: there is nothing but this field.
            event.stop()
            event.prevent_default()
            self.take_offer()
        else:
            await took(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        # The field would keep the first line only.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.split()))

    def take_offer(self) -> None:
        """Put the offer in, if there is one."""
        if self.offer:
            self.value, self.offer = self.offer, ""
            self.cursor_position = len(self.value)
