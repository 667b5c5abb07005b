"""How a finished call ended, to be corrected."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.model.call import Call
from tui.widgets.wrap_up_form import ENDING, GOODBYE, HELLO, Question, WrapUpForm


class EndingForm(WrapUpForm):
    """The questions of the wrap-up that can still be answered: why it was early, and what was offered, stays."""

    DEFAULT_CSS = "EndingForm { margin: 0; }"

    @dataclass
    class Answered(Message):
        """Enter: the rep goes on with the notes."""

    def __init__(self, call: Call) -> None:
        """The answers that the call holds."""
        super().__init__(call)
        self._may_ask_why = False

    def on_key(self, event: events.Key) -> None:
        """Enter goes on with the notes; what is typed behind it goes there too."""
        if event.key == "enter" and not self._handing_on:
            event.stop()
            event.prevent_default()
            self._handing_on = True
            self.post_message(self.Answered())

    def _questions(self) -> list[Question]:
        return [ENDING, HELLO, GOODBYE]
