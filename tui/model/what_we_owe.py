"""All that we owe as a list: narrowed by client or words, and in what span of time each promise falls due."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tui.model.folding import words_in
from tui.model.owed import Owed, due_of
from tui.model.promises import NO_DAY
from tui.model.same_person import caller_of

Spellings = Callable[[str], Iterable[str]]
"""Every name that a client has in calls, given one of them ("Dana Lee, Northwind Law"). May block."""


class Span(StrEnum):
    """When a promise falls due, as seen from now."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "this week"
    LATER = "later"
    UNDATED = "no date yet"


class Listed(NamedTuple):
    """An open promise, and the words by which it is found."""

    owed: Owed
    words: str
    """Folded, each word behind a blank."""


def listed(owed: Iterable[Owed], spellings: Spellings) -> list[Listed]:
    """Each promise with its words: its own, its tags, and every name of its client. Asks once for each client."""
    names: dict[str, str] = {}

    def theirs(one: Owed) -> str:
        caller = caller_of(one.call)
        if caller not in names:
            names[caller] = " ".join((caller, *spellings(caller))) if caller else ""
        # A company can be named alone.
        return f"{names[caller]} {one.call.company}"

    return [Listed(one, _folded(" ".join((theirs(one), one.promise.text, *one.call.tags)))) for one in owed]


def narrowed(every: Iterable[Listed], typed: str) -> list[Owed]:
    """Those in which each typed word begins a word; case and accents do not matter."""
    wanted = [f" {word}" for word in words_in(typed)]
    return [one.owed for one in every if all(word in one.words for word in wanted)]


def spans(owed: Sequence[Owed], now: datetime) -> list[tuple[Span, int]]:
    """The spans that there are, each with the place of its first promise. `owed` is in the order of its days."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=7 - today.weekday())
    ends = (today + timedelta(days=1), monday)
    places = [late_in(owed, now)]
    places += [bisect_left(owed, int(end.timestamp()), key=lambda one: due_of(one.promise)) for end in ends]
    places.append(bisect_left(owed, NO_DAY, key=lambda one: due_of(one.promise)))
    begins, stops = [0, *places], [*places, len(owed)]
    return [(span, first) for span, first, stop in zip(Span, begins, stops, strict=True) if first < stop]


def late_in(owed: Sequence[Owed], now: datetime) -> int:
    """How many of them are overdue; they stand in front. `owed` is in the order of its days."""
    return bisect_left(owed, int(now.timestamp()), key=lambda one: due_of(one.promise))


def _folded(text: str) -> str:
    """The words of a text without case and accents, each behind a blank."""
    return "".join(f" {word}" for word in words_in(text))
