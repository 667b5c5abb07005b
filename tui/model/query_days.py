"""Days as somebody writes them behind a filter: "3 oct", "oct", "2025", "last week", "90d".

Other than in a promise, a day without a year lies behind us: in `after:` and `before:` it is the last one that has
come. In `by:`, which asks for what still falls due, it is the next one.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tui.model.due_words import MONTH, MONTHS, WEEKDAY, WEEKDAYS, NotPlain, day_words, quoted


class Days(NamedTuple):
    """A stretch of whole days."""

    first: date
    end: date
    """The day behind the last one."""


MOST_WORDS = 4
"""Words that one day is made of at most: "week of 3 oct" is none, "3rd of oct 2025" is the longest."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]?(?:of )?({MONTH})\.?(?:,?[ -](\d{{4}}))?")
_MONTH_DAY = re.compile(rf"({MONTH})\.?[ -](\d{{1,2}})(?:st|nd|rd|th)?(?:,?[ -](\d{{4}}))?")
_MONTH = re.compile(rf"({MONTH})\.?(?:[ -](\d{{4}}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_WEEKDAY = re.compile(rf"(last |next )?({WEEKDAY})")
_SPAN = re.compile(r"(?:in )?(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)(?: ago)?")
_AROUND = re.compile(r"(last|this|next) (week|month|year)")
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}


def read_days(text: str, today: date, *, ahead: bool = False) -> Days | None:
    """The days that the whole of `text` names; None when it names none.

    `ahead` takes the next one where no year is written, else it is the last one that has begun. Raises `NotPlain`
    for what can be two days, and for a day that no calendar has.
    """
    words = " ".join(text.casefold().split())
    for pattern, read in _READERS:
        if found := pattern.fullmatch(words):
            try:
                return read(found, today, ahead)
            except (ValueError, OverflowError):
                raise NotPlain(f"there is no {quoted(words)}") from None
    if words in _NAMED:
        return _day(today + timedelta(days=_NAMED[words]))
    return None


def could_become_days(text: str) -> bool:
    """Whether whoever types on may still come to a day."""
    words = " ".join(text.casefold().split())
    names = (*_NAMED, *MONTHS, *WEEKDAYS, "last week", "last month", "last year", "this week", "next week")
    return bool(re.fullmatch(r"[\d./-]*", words)) or any(name.startswith(words) for name in names)


def _day(day: date) -> Days:
    return Days(day, day + timedelta(days=1))


def _month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1))


def _iso(found: re.Match[str], _today: date, _ahead: bool) -> Days:
    year, month = int(found[1]), int(found[2])
    return _day(date(year, month, int(found[3]))) if found[3] else _month(year, month)


def _year(found: re.Match[str], _today: date, _ahead: bool) -> Days:
    return Days(date(int(found[0]), 1, 1), date(int(found[0]) + 1, 1, 1))


def _day_month(found: re.Match[str], today: date, ahead: bool) -> Days:
    return _dated(int(found[1]), MONTHS[found[2]], found[3], today, ahead)


def _month_day(found: re.Match[str], today: date, ahead: bool) -> Days:
    return _dated(int(found[2]), MONTHS[found[1]], found[3], today, ahead)


def _dotted(found: re.Match[str], today: date, ahead: bool) -> Days:
    return _dated(int(found[1]), int(found[2]), found[3], today, ahead)


def _slashed(found: re.Match[str], today: date, ahead: bool) -> Days:
    first, second = int(found[1]), int(found[2])
    if 0 < first <= 12 and 0 < second <= 12 and first != second:
        days = [date(2000, second, first), date(2000, first, second)]
        raise NotPlain(f"{quoted(found[0])} can be {day_words(days[0])} or {day_words(days[1])}: write the month")
    return _dated(max(first, second), min(first, second), found[3], today, ahead)


def _dated(day: int, month: int, year: str | None, today: date, ahead: bool) -> Days:
    if year:
        return _day(date(int(year), month, day))
    # 29 February is in a leap year, and those are up to eight years apart.
    years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
    for number in years:
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if found >= today if ahead else found <= today:
            return _day(found)
    raise ValueError


def _named_month(found: re.Match[str], today: date, ahead: bool) -> Days:
    month = MONTHS[found[1]]
    if found[2]:
        return _month(int(found[2]), month)
    if ahead:
        return _month(today.year + (month < today.month), month)
    return _month(today.year - (month > today.month), month)


def _weekday(found: re.Match[str], today: date, ahead: bool) -> Days:
    away = (WEEKDAYS[found[2]] - today.weekday()) % 7
    if found[1] == "next " or (ahead and not found[1]):
        return _day(today + timedelta(days=away or (7 if found[1] else 0)))
    back = (today.weekday() - WEEKDAYS[found[2]]) % 7
    return _day(today - timedelta(days=back or (7 if found[1] else 0)))


def _span(found: re.Match[str], today: date, ahead: bool) -> Days:
    number, unit = int(found[1]), found[2][0]
    sign = -1 if found[0].endswith(" ago") or not (ahead or found[0].startswith("in ")) else 1
    if unit in "dw":
        return _day(today + sign * timedelta(days=number * (7 if unit == "w" else 1)))
    months = today.year * 12 + today.month - 1 + sign * number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    last = _month(year, month + 1).end - timedelta(days=1)
    return _day(last.replace(day=min(today.day, last.day)))


def _around(found: re.Match[str], today: date, _ahead: bool) -> Days:
    step = {"last": -1, "this": 0, "next": 1}[found[1]]
    if found[2] == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return Days(monday, monday + timedelta(days=7))
    if found[2] == "year":
        return Days(date(today.year + step, 1, 1), date(today.year + step + 1, 1, 1))
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return _month(year, month + 1)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], Days]], ...] = (
    (_ISO, _iso),
    (_YEAR, _year),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_MONTH, _named_month),
    (_DOTTED, _dotted),
    (_SLASHED, _slashed),
    (_WEEKDAY, _weekday),
    (_SPAN, _span),
    (_AROUND, _around),
)
