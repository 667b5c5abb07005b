"""How made-up calls end: often well, always kindly, and not always warmer than they began."""

from typing import NamedTuple

from tui.demo.chance import Chance, sums_of
from tui.model.call import Mood, Outcome

_MOODS = tuple(Mood)
_HELLO = sums_of((14, 40, 30, 13, 3))
_OUTCOMES = (Outcome.FIXED, Outcome.NEXT_STEP, Outcome.NOT_SATISFIED, Outcome.HANDED_OVER, Outcome.CUT_OFF)
_OFTEN = sums_of((44, 36, 6, 9, 5))
_WARMER = {
    Outcome.FIXED: (1, 1, 2, 2, 3),
    Outcome.NEXT_STEP: (0, 1, 1, 2, 2),
    Outcome.NOT_SATISFIED: (-1, 0, 0, 1),
    Outcome.HANDED_OVER: (0, 0, 1, 2),
}
"""By how many degrees they were warmer at goodbye; a line that was cut off had none."""


class Ending(NamedTuple):
    """What is chosen at the wrap-up; None is left open."""

    outcome: Outcome | None
    hello: Mood | None
    goodbye: Mood | None


def an_ending(chance: Chance) -> Ending:
    """How one call ends."""
    outcome = _OUTCOMES[chance.at(_OFTEN)]
    hello = chance.at(_HELLO)
    goodbye = None
    if outcome in _WARMER:
        goodbye = min(max(hello + chance.one_of(_WARMER[outcome]), 0), len(_MOODS) - 1)
    if chance.happens(0.08):
        return Ending(None if chance.happens(0.3) else outcome, None, None)
    return Ending(outcome, _MOODS[hello], None if goodbye is None else _MOODS[goodbye])
