"""A past case in three lines: what it was, how it was put right, and how it ended."""

from datetime import date
from typing import NamedTuple

from tui.model.brief import rose
from tui.model.call import Call
from tui.model.marks import Mark, marked
from tui.model.plain import one_line
from tui.model.promises import PromiseKind, PromiseState
from tui.model.times import day
from tui.model.told import cut, without_tags
from tui.model.words import MOODS, outcome_words, who

LONGEST = 90
"""Characters of one line."""
MOST_WAYS = 2
BY_NATURE = (PromiseKind.SAID, PromiseKind.UNDO, PromiseKind.REDO, PromiseKind.GIFT, PromiseKind.NOTE)
"""Promises that put something right; the others only tell about it."""


class Case(NamedTuple):
    """What one past call has to say to the one on the phone."""

    when: str
    who: str
    what: str
    put_right: str
    """Empty where nothing was noted."""
    ended: str
    """Empty where it was not noted."""


def case_of(call: Call, today: date) -> Case:
    """The case of a finished call."""
    return Case(
        when=day(call.started.date(), today),
        who=who(call),
        what=_what(call),
        put_right=cut("; ".join(dict.fromkeys(_ways(call))), LONGEST),
        ended=cut(", ".join(filter(None, (outcome_words(call), _mood(call)))), LONGEST),
    )


def _what(call: Call) -> str:
    """What it was about: their first words, else what it did to them, else the kind of call."""
    texts = [*marked(call.notes, Mark.THEIRS), *marked(call.notes, Mark.IMPACT)]
    said = next(filter(None, map(without_tags, texts)), "")
    return cut(said or one_line(call.playbook.title), LONGEST)


def _ways(call: Call) -> list[str]:
    """How it was put right: what they were told is done, else the ways that were offered, else what was promised."""
    kept = [one for one in call.promises if one.kind in BY_NATURE]
    told = [one.text for one in kept if one.state is PromiseState.TOLD]
    ways = marked(call.notes, Mark.WAY)
    open_still = [one.text for one in kept if one.state is not PromiseState.WITHDRAWN]
    texts = list(filter(None, map(without_tags, [*ways, *told] or open_still)))
    return texts[:MOST_WAYS]


def _mood(call: Call) -> str:
    hello, goodbye = call.mood_at_hello, call.mood_at_goodbye
    if goodbye is None:
        return ""
    return f"{MOODS[hello]} → {MOODS[goodbye]}" if hello and rose(hello, goodbye) else MOODS[goodbye]
