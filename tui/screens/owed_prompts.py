"""What is asked about a promise on one line, and what becomes of the answer."""

from collections.abc import Callable
from typing import NamedTuple

from textual.widgets import Input

from tui.model.call import Call
from tui.model.new_day import split_day
from tui.model.owed import Owed
from tui.services.follow_up import FollowUp


class Prompt(NamedTuple):
    """A question, an answer as an example, and how it is kept."""

    question: str
    example: str
    keep: Callable[[FollowUp, Owed, str], Call]
    """May block, and raises `Trouble` where the answer cannot be used."""


TELL = Prompt(
    "How do they know, and since when?",
    "by phone today 15:10   (enter alone: since now)",
    lambda follow_up, owed, text: follow_up.told_in_words(owed, text),
)
MOVE = Prompt(
    "Which day, and why?",
    "thu 15:00: waiting for the hub",
    lambda follow_up, owed, text: follow_up.move(owed, *split_day(text)),
)
ATTEMPT = Prompt(
    "What was tried?",
    "rang the hub, nobody there",
    lambda follow_up, owed, text: follow_up.attempt(owed, text),
)
WITHDRAW = Prompt(
    "Why is it taken back?",
    "they found it themselves",
    lambda follow_up, owed, text: follow_up.withdraw(owed, text),
)


class Asked(NamedTuple):
    """A question about one promise."""

    prompt: Prompt
    owed: Owed


class AnswerField(Input):
    """Takes the answer; there is none of it while nothing is asked."""

    asked: Asked | None = None

    def __init__(self) -> None:
        """Nothing is asked."""
        super().__init__(id="answer", select_on_focus=False)
        self.cursor_blink = False
        self.display = False

    def asks(self, prompt: Prompt) -> bool:
        """Whether it is this that is asked."""
        return self.asked is not None and self.asked.prompt is prompt

    def ask(self, asked: Asked | None) -> None:
        """Ask this, or nothing any more."""
        if not (self.asked and asked):
            self.value = ""
        elif self.value.strip():
            # Words that were typed for another question are not lost: they stay, for this one.
            self.value = f"{self.value.rstrip()} "
            self.cursor_position = len(self.value)
        self.asked = asked
        self.placeholder = asked.prompt.example if asked else ""
        self.display = asked is not None
