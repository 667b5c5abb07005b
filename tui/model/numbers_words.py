"""The rep's own numbers in words, and what each of them can tell and cannot."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tui.model.numbers import MOOD_SCALE, Week
from tui.model.times import clock
from tui.model.words import MOODS

MOOD_WORDS = {place: MOODS[mood] for mood, place in MOOD_SCALE.items()}
NOTHING = "No finished call in these weeks yet."


class View(StrEnum):
    """One picture of the numbers."""

    SOONER = "time to sorry and to own"
    HEART = "heart before head"
    PROMISES = "promises told in time"
    MOODS = "moods, hello to goodbye"
    MINUTES = "minutes of care"


class Said(NamedTuple):
    """What stands below a picture."""

    line: str
    """The figure of all these weeks."""
    mind: str
    """What to bear in mind with it."""


MIND = {
    View.SOONER: "Sooner is not simply better: a sorry does best once they feel heard (Frantz & Bennigson 2005).",
    View.HEART: "A line that was cut off and somebody in danger do not count here.",
    View.PROMISES: "Done is not told: a promise counts here once they know.",
    View.MOODS: "How they sounded to you, at hello and at goodbye. Nobody is measured by it.",
    View.MINUTES: "The extra time you take on a hurried day is what makes the impression.",
}


def said(view: View, week: Week) -> Said:
    """The figure of a view for all calls together, and what to bear in mind."""
    return Said(_LINES[view](week), MIND[view])


def in_words(week: Week) -> Iterator[str]:
    """Every figure, a line each."""
    for view in View:
        yield f"{view.value.capitalize() + ':':<26} {said(view, week).line}"


def mood_words(value: float) -> str:
    """A mean of moods by the nearest word."""
    return MOOD_WORDS[min(5, max(1, round(value)))]


def _sooner(week: Week) -> str:
    sorry = f"sorry after {clock(week.to_sorry)}" if week.to_sorry is not None else "no sorry yet"
    own = f"owned after {clock(week.to_own)}" if week.to_own is not None else "not owned yet"
    return f"{sorry}, {own} (the middle call)"


def _heart(week: Week) -> str:
    if not week.heart_asked:
        return "no call with something to apologise for"
    return f"first in {week.heart_first} of {week.heart_asked} calls ({_share(week.heart_first, week.heart_asked)})"


def _promises(week: Week) -> str:
    if not week.due:
        return "none has fallen due"
    return f"{week.told_in_time} of {week.due} ({_share(week.told_in_time, week.due)})"


def _moods(week: Week) -> str:
    if week.hello is None or week.goodbye is None:
        return "not noted"
    return f"{mood_words(week.hello)} at hello, {mood_words(week.goodbye)} at goodbye (the mean)"


def _minutes(week: Week) -> str:
    hours, minutes = divmod(round(week.minutes), 60)
    return f"{hours} h {minutes:02} min with clients" if hours else f"{minutes} min with clients"


def _share(part: int, whole: int) -> str:
    # Rounded down: 99.6 % is not all of them.
    return f"{100 * part // whole} %"


_LINES = {
    View.SOONER: _sooner,
    View.HEART: _heart,
    View.PROMISES: _promises,
    View.MOODS: _moods,
    View.MINUTES: _minutes,
}
