"""Spans in a promise: "in 2 hours", "in an hour and a half", "3 days from now"."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from tui.model.due_words import NUMBERS, NotPlain, masked, number, one_of, quoted


class Span(NamedTuple):
    """How far ahead of now; one of the two is None."""

    words: str
    time: timedelta | None
    """Minutes and hours."""
    days: int | None
    working: bool = False
    """Only the days from Monday to Friday count."""


_MORE = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90}
_PARTS = {"half a": 0.5, "half an": 0.5, "a quarter of an": 0.25, "three quarters of an": 0.75, "a": 1.0, "an": 1.0}
COUNT = rf"\d{{1,3}}|{'|'.join(sorted(_PARTS, key=len, reverse=True))}|{one_of(NUMBERS | _MORE)}"
"""A pattern for how many there are of a unit."""
_DAYS = r"(?:(?:working|business|week) ?)?days?"
_SHORT = r"minutes?|mins?|hours?|hrs?|h"
_UNIT = rf"{_SHORT}|{_DAYS}|weeks?|fortnights?"
_SPAN = re.compile(
    rf"\b(?P<start>in (?:about )?)?\b(?P<count>{COUNT})(?P<half>[.,]5|½| ?1/2| and a half)? ?(?P<unit>{_UNIT})"
    rf"(?:(?<=h)(?P<minutes>\d\d))?\b(?P<more> and a half| and a quarter)?"
    rf"(?:(?<=[hrs])(?: and)? (?P<rest>\d{{1,2}}|{one_of(NUMBERS | _MORE)}) ?min(?:ute)?s?\b)?"
    r"(?P<now> from (?:now|today)\b)?"
)
_OTHERS = (
    (re.compile(rf"\bin (?:{COUNT}) ?(?:-|–|to|or) ?(?:{COUNT}) ?(?:{_UNIT})\b"), "write one of them"),
    (re.compile(rf"\bwithin (?:the |(?:{COUNT}) ?|\d+ ?(?:(?:-|–|to) ?\d+ ?)?)(?:{_UNIT})\b"),
     "write the day, or in how long"),
    (re.compile(rf"\bin (?:some|several|a few|a couple(?: of)?) (?:{_UNIT})\b"), "write how many"),
    (re.compile(rf"\bin the (?:next|coming)(?: few| (?:{COUNT}))? (?:{_UNIT})\b"), "write the last day or hour"),
    (re.compile(rf"\bin \d{{4,}} ?(?:{_UNIT})\b"), "that is too far away"),
    (re.compile(rf"\bin (?:\d+|{COUNT})(?: ?(?:-|–|to|or) ?\d+)? (?:months?|quarters?|years?)\b"), "write the date"),
)  # fmt: skip


def take_span(words: str) -> tuple[Span | None, str]:
    """The only span in the words, and the words with it covered. Raises `NotPlain`."""
    spans: dict[tuple[timedelta | None, int | None, bool], Span] = {}
    for found in [found for found in _SPAN.finditer(words) if found["start"] or found["now"]]:
        span = _span(found)
        spans.setdefault(span[1:], span)
        words = masked(words, found)
    for pattern, what in _OTHERS:
        if other := pattern.search(words):
            raise NotPlain(f"{quoted(other[0])}: {what}")
    if len(spans) > 1:
        first, second = list(spans.values())[:2]
        raise NotPlain(f"{first.words} or {second.words}: write one of them")
    return next(iter(spans.values()), None), words


def _span(found: re.Match[str]) -> Span:
    words, unit = quoted(found[0]), found["unit"]
    count = _PARTS.get(found["count"]) or float(_count(found["count"]))
    extra = sum(_fractions(found))
    if unit.startswith(("m", "h")):
        minutes = (count + extra) * (1 if unit.startswith("m") else 60)
        minutes += int(found["minutes"] or 0) + (_count(found["rest"]) if found["rest"] else 0)
        if not minutes:
            raise NotPlain(f"{words} is now: write the time")
        return Span(words, timedelta(minutes=max(1.0, minutes)), None)
    if extra or count % 1 or found["rest"]:
        raise NotPlain(f"{words}: write the day and the hour")
    single = unit.removesuffix("s")
    days = int(count) * {"week": 7, "fortnight": 14}.get(single, 1)
    return Span(words, None, days, working=len(single) > 3 and single.endswith("day"))


def _count(words: str) -> int:
    return _MORE.get(words) or number(words)


def _fractions(found: re.Match[str]) -> Iterator[float]:
    if found["half"]:
        yield 0.5
    if found["more"]:
        yield 0.5 if found["more"].endswith("half") else 0.25
