"""What is asked about a promise on one line, and what becomes of the answer."""

from collections.abc import Callable
from typing import NamedTuple

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
