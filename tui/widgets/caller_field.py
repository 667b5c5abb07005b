"""The field in which a call begins."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.message import Message
from textual.widgets import Input

from tui.widgets.keys_in_turn import took


class CallerField(Input):
    """A line for the caller's name.

    A rep answers the phone and types on at once, often before the call's screen is there. So whatever comes in
    behind the first enter is handed on, in order, to that call's notes.
    """

    @dataclass
    class Answered(Message):
        """Enter was pressed: a call begins. The caller may be empty."""

        caller: str

    @dataclass
    class TypedAhead(Message):
        """Text that came in behind the enter."""

        text: str

    def __init__(self, just_back: Callable[[], bool]) -> None:
        """An empty field with a cursor that stands still.

        `just_back` says whether a call was finished this very moment: a second enter of a hurried hand is
        no new call.
        """
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self._just_back = just_back
        self._answered = False
        self.on_their_way = 0
        """Messages with text typed ahead that nobody has taken yet; whoever takes one counts it off."""

    @property
    def answered(self) -> bool:
        """Whether a call begins."""
        return self._answered

    def hand_on(self) -> None:
        """A call begins: what is typed from now on is for its notes."""
        self._answered = True

    def wait_for_call(self) -> None:
        """The next enter begins a call."""
        self._answered = False

    async def _on_key(self, event: events.Key) -> None:
        # Taken here and not by a binding: a binding runs only after the keys behind it are in the field.
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._submit()
        else:
            await took(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        # The field would keep the first line only.
        event.stop()
        event.prevent_default()
        if self._answered:
            self._send_ahead(event.text)
        else:
            lines = (line.strip() for line in event.text.splitlines())
            self.insert_text_at_cursor(", ".join(line for line in lines if line))

    def _submit(self) -> None:
        """Begin the call; the field is empty at once, so that what follows cannot be taken for the name."""
        text, self.value = self.value, ""
        if self._answered:
            self._send_ahead(f"{text}\n")
        elif text.strip() or not self._just_back():
            self._answered = True
            self.post_message(self.Answered(text.strip()))

    @on(Input.Changed)
    def _hand_on(self, event: Input.Changed) -> None:
        event.stop()
        if self._answered and self.value:
            text, self.value = self.value, ""
            self._send_ahead(text)

    def _send_ahead(self, text: str) -> None:
        self.on_their_way += 1
        self.post_message(self.TypedAhead(text))
