"""Dates in a promise as people write them: "3 dec", "25/12", "2026-12-03", "by the 3rd"."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from tui.model.due_words import (
    DAY_WORD,
    MONTH,
    MONTHS,
    Named,
    NotPlain,
    ahead,
    day_words,
    masked,
    quoted,
    time_words,
)

Dated = Callable[[time | None], Named]
"""A date that waits for the time beside it: today at 8:00 can be over when today is not."""

DAY_ENDS = rf"(?=$|[,.;!?)]| ?[-–·]| (?:at|by|latest|please|and|or|{DAY_WORD})\b)"
"""A pattern for what stands behind "the 3rd" where that is a day: nothing, or no thing that is counted."""

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_DAY_MONTH = re.compile(
    rf"(?<![\w.:])(\d{{1,2}})(?:st|nd|rd|th|\.)? ?(?:of )?({MONTH})\b\.?(?:,? (\d{{4}}))?(?![:\d])"
)
_MONTH_DAY = re.compile(rf"\b({MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}})\b)?")
_DOTTED = re.compile(r"(?<![\w.:])(?<!\bat )(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?(?!\.?\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?![\d/])")
_DASHED = re.compile(r"(?<![\w#/.-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\w-])")
_OF_MONTH = re.compile(
    r"(?:\b(?:on|by|until|till|before)(?: the)? |(?:day|mon|tue|wed|thu|fri|sat|sun) (?:the )?)"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b{DAY_ENDS}"
)


def take_dates(words: str, now: datetime) -> tuple[list[Dated], str]:
    """The written dates, each waiting for the time beside it, and the words with them covered.

    They raise `NotPlain` for a date that is over by that time, that no calendar has, or that is two.
    """
    dates: list[Dated] = []
    for pattern, read in _READERS:
        for found in pattern.finditer(words):
            if dated := read(found, now):
                dates.append(dated)
                words = masked(words, found, "day")
    return dates, words


def _on(found: re.Match[str], day: int, month: int, year: str | None, now: datetime) -> Dated:
    return lambda until: Named(quoted(found[0]), _date(quoted(found[0]), day, month, year, now, until))


def _iso(found: re.Match[str], now: datetime) -> Dated:
    return _on(found, int(found[3]), int(found[2]), found[1], now)


def _day_month(found: re.Match[str], now: datetime) -> Dated | None:
    after = found.string[found.end() :]
    # The verb: "item 3 may be late".
    if found[2] == "may" and not re.match(r" ?($|[\d,;.)]|at\b|by\b|in the\b)", after):
        return None
    return _on(found, int(found[1]), MONTHS[found[2]], found[3], now)


def _month_day(found: re.Match[str], now: datetime) -> Dated:
    return _on(found, int(found[2]), MONTHS[found[1]], found[3], now)


def _dotted(found: re.Match[str], now: datetime) -> Dated | None:
    if int(found[2]) > 12 and not found[3]:
        return None
    return _on(found, int(found[1]), int(found[2]), found[3], now)


def _slashed(found: re.Match[str], now: datetime) -> Dated | None:
    first, second = int(found[1]), int(found[2])
    if found[0] == "24/7":
        return None
    if 0 < first <= 12 and 0 < second <= 12 and first != second:
        return _two_days(quoted(found[0]), first, second)
    return _on(found, max(first, second), min(first, second), found[3], now)


def _two_days(words: str, first: int, second: int) -> Dated:
    # Any year in which both are days.
    days = [date(2000, second, first), date(2000, first, second)]

    def refuse(_: time | None) -> Named:
        raise NotPlain(f"{words} can be {day_words(days[0])} or {day_words(days[1])}: write the month")

    return refuse


def _of_month(found: re.Match[str], now: datetime) -> Dated:
    """The soonest such day: "on the 3rd"."""

    def soonest(until: time | None) -> Named:
        day, month, year = int(found["day"]), now.month, now.year
        if day < now.day or (day == now.day and not ahead(now.date(), until, now)):
            month, year = month % 12 + 1, year + month // 12
        words = quoted(found[0])
        return Named(words, _date(words, day, month, str(year), now, until))

    return soonest


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], Dated | None]], ...] = (
    (_ISO, _iso),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_DOTTED, _dotted),
    (_SLASHED, _slashed),
    (_DASHED, _slashed),
    (_OF_MONTH, _of_month),
)


def _date(words: str, day: int, month: int, year: str | None, now: datetime, until: time | None) -> date:
    """A date, in the year that puts it ahead of now when none was written."""
    later = (month, day) < (now.month, now.day)
    number = int(year) + (2000 if len(year) == 2 else 0) if year else now.year + later
    try:
        found = date(number, month, day)
    except ValueError:
        raise NotPlain(f"there is no {_no_day(words, day, month, number)}") from None
    if later and not year and found - now.date() > timedelta(days=300):
        # Next year is too far off to be meant without a word.
        raise NotPlain(f"{_over(words, found, now)} is over")
    if not ahead(found, until, now):
        at = f" {time_words(until)}" if until and found == now.date() else ""
        raise NotPlain(f"{day_words(found, year=True)}{at} is over")
    if found - now.date() > timedelta(days=300 if not year else 3 * 366):
        raise NotPlain(f"{day_words(found, year=True)} is far away: {'check' if year else 'write'} the year")
    return found


def _over(words: str, found: date, now: datetime) -> str:
    try:
        return day_words(found.replace(year=now.year), year=True)
    except ValueError:
        return words


def _no_day(words: str, day: int, month: int, year: int) -> str:
    if not 1 <= month <= 12 or day < 1:
        return words
    leap = f" {year}" if (day, month) == (29, 2) else ""
    return f"{day} {date(2000, month, 1):%B}{leap}"
