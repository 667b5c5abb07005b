"""The words that dates are made of, and what is said about those that are not plain."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from tui.model.plain import one_line

END_OF_MORNING = time(12, 0)
END_OF_DAY = time(17, 0)
"""When a promise for a day falls due: the end of the working day, and of the afternoon."""
END_OF_EVENING = time(23, 59)
"""When a promise for tonight falls due."""


class NotPlain(Exception):
    """A moment is named, but not plainly. `str()` of it is a short sentence for the rep."""


class Named(NamedTuple):
    """A day that the words name."""

    words: str
    day: date


_NAMES = (
    "mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday", "fri friday", "sat saturday",
    "sun sunday",
)  # fmt: skip
_MONTH_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_NAMES) for name in names.split()}
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


def one_of(names: dict[str, int]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


WEEKDAY = one_of(WEEKDAYS)
MONTH = one_of(MONTHS)
HOUR = rf"(?:[01]?\d|2[0-4])(?!\d)|{one_of(NUMBERS)}"
DAY_WORD = rf"today|tonight|tomorrow|{WEEKDAY}"


def quoted(words: str) -> str:
    """A few words of the line, safe to show."""
    shown = one_line(words)
    return shown if len(shown) <= 24 else f"{shown[:23]}…"


def day_words(day: date, *, year: bool = False) -> str:
    """A day as "27 Nov", or as "27 Nov 2026"."""
    return f"{day.day} {day:%b} {day.year}" if year else f"{day.day} {day:%b}"


def time_words(moment: time) -> str:
    """A time as "9:05"."""
    return f"{moment.hour}:{moment.minute:02}"


def number(words: str) -> int:
    """The number that a word or digits stand for."""
    return NUMBERS.get(words) or int(words)


def ahead(day: date, until: time | None, now: datetime) -> bool:
    """Whether the day, up to this time or to its end, is not over."""
    return datetime.combine(day, until or END_OF_EVENING) > now


def masked(words: str, found: re.Match[str], part: str = "") -> str:
    """The words with what was found in them covered, or that group of it; each character stays at its place."""
    start, end = found.span(part if part in found.re.groupindex else 0)
    return f"{words[:start]}{'·' * (end - start)}{words[end:]}"
