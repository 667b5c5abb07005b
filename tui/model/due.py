"""When a promise falls due, read from the words of its line.

Only what is plain is read: a date that could mean two days ("3/4", "next friday") is left to the rep, because
a promise kept on the wrong day is a promise broken. Where a weekday or a time fits several moments, it is the
soonest one still ahead: a reminder too early harms nobody.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

END_OF_DAY = time(17, 0)
"""When a promise for a day falls due: the end of the working day."""


END_OF_EVENING = time(23, 59)
"""When a promise for tonight falls due."""

LONGEST = 400
"""Characters of a promise in which a date is looked for."""


class _Unclear(Exception):
    """A day is named, but not plainly."""


class Due(NamedTuple):
    """A moment on the wall clock of where the call was taken."""

    at: datetime
    """Without a zone."""
    day_only: bool
    """No time was named, so `at` is the end of that working day."""


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("mon monday", "tue tues tuesday", "wed wednesday", "thu thur thurs thursday", "fri friday", "sat saturday",
         "sun sunday")
    )
    for name in names.split()
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_AMOUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}

_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?::(\d\d))?\s*(am|pm)\b|(?<![\d:.])(\d{1,2}):(\d\d)(?![\d:])|\b(noon|midday)\b"
)
_IN = re.compile(r"\bin (\d{1,3}|half an|an?|one|two|three) (minute|min|hour|day|week)s?\b|\bin (\d{1,3}) ?(h)\b")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_DAY_MONTH = re.compile(
    rf"(?<![\d.:])(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?({_MONTH})\b\.?(?:,? (\d{{4}}))?(?![:\d])"
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{{4}})\b)?")
_DOTTED = re.compile(r"(?<![\d.:])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
_OTHER_WEEK = re.compile(r"\b(next|last|following)\b|\bweek\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b")
_PLAIN_WEEKDAY = re.compile(r"(?:\b(?:on|by|until|till|before|this)|^) ?$")


def find_due(text: str, now: datetime) -> Due | None:
    """The moment that a promise's words name; None when they name none, or not plainly. `now` has no zone."""
    words = " ".join(text[:LONGEST].casefold().split())
    try:
        return _from_now(words, now) or _on_a_day(words, now)
    except _Unclear:
        return None


def _on_a_day(words: str, now: datetime) -> Due | None:
    at = _time(words)
    day = _day(words, now, at)
    if day is None and at is None:
        return None
    if day is None:
        day = now.date() if _ahead(now.date(), at, now) else now.date() + timedelta(days=1)
    late = at is None and day == now.date() and re.search(r"\b(tonight|this evening)\b", words)
    return Due(datetime.combine(day, at or (END_OF_EVENING if late else END_OF_DAY)), at is None)


def _ahead(day: date, at: time | None, now: datetime) -> bool:
    return datetime.combine(day, at or time.max) > now


def _from_now(words: str, now: datetime) -> Due | None:
    found = _IN.search(words)
    if not found:
        return None
    amount, unit = (found[1], found[2]) if found[2] else (found[3], "hour")
    count = 0.5 if amount == "half an" else float(_AMOUNTS.get(amount) or amount)
    if unit in ("day", "week"):
        day = now.date() + timedelta(days=count * (7 if unit == "week" else 1))
        at = _time(words)
        return Due(datetime.combine(day, at or END_OF_DAY), at is None)
    step = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
    return Due((now + step).replace(second=0, microsecond=0), day_only=False)


def _time(words: str) -> time | None:
    """The only time in the words; None when there is none or more than one."""
    found = list(_TIME.finditer(words))
    if len(found) != 1:
        return None
    hour12, minute12, half, hour, minute, noon = found[0].groups()
    if noon:
        return time(12)
    if half:
        hour = str(int(hour12) % 12 + (12 if half == "pm" else 0)) if 1 <= int(hour12) <= 12 else "99"
        minute = minute12 or "0"
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _day(words: str, now: datetime, at: time | None) -> date | None:
    readers: tuple[Callable[[str, datetime, time | None], date | None], ...] = (
        _written_date,
        _named_day,
        _weekday,
    )
    return next((day for reader in readers if (day := reader(words, now, at))), None)


def _written_date(words: str, now: datetime, at: time | None) -> date | None:
    if found := _ISO.search(words):
        return _date(int(found[3]), int(found[2]), found[1], now, at)
    if (found := _DAY_MONTH.search(words)) and not _is_might(found[2], words[found.end() :]):
        return _date(int(found[1]), _MONTHS[found[2]], found[3], now, at)
    if found := _MONTH_DAY.search(words):
        return _date(int(found[2]), _MONTHS[found[1]], found[3], now, at)
    if found := _DOTTED.search(words):
        return _date(int(found[1]), int(found[2]), found[3], now, at)
    if found := _SLASHED.search(words):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise _Unclear
        return _date(max(first, second), min(first, second), found[3], now, at)
    return None


def _is_might(month: str, after: str) -> bool:
    """Whether "may" is the verb: "item 3 may be late"."""
    return month == "may" and not re.match(r" ?($|[\d,;.)]|at\b|by\b|in the\b)", after)


def _date(day: int, month: int, year: str | None, now: datetime, at: time | None) -> date:
    """A date, in the year that puts it ahead of now when none was written.

    Not plain when no calendar has it, when it is past, or so far off that it was meant as something else.
    """
    try:
        found = date(int(year) if year else now.year, month, day)
        if not year and not _ahead(found, at, now):
            found = found.replace(year=now.year + 1)
    except ValueError:
        raise _Unclear from None
    if not _ahead(found, at, now) or found - now.date() > timedelta(days=300 if not year else 3 * 366):
        raise _Unclear
    return found


def _named_day(words: str, now: datetime, at: time | None) -> date | None:
    today = now.date()
    if re.search(r"\bday after tomorrow\b", words):
        return today + timedelta(days=2)
    if re.search(r"\btomorrow\b", words):
        return today + timedelta(days=1)
    if re.search(r"\b(today|tonight|this evening|end of (the )?day|eod)\b", words):
        if not _ahead(today, at, now):
            raise _Unclear
        return today
    if re.search(r"\b(end of (the )?week|eow)\b", words):
        return today + timedelta(days=(4 - today.weekday()) % 7)
    return None


def _weekday(words: str, now: datetime, at: time | None) -> date | None:
    """The only weekday in the words; None when there is none."""
    named = {_WEEKDAYS[found[1]] for found in _WEEKDAY.finditer(words) if _names_a_day(found, words)}
    if len(named) > 1 or (named and _OTHER_WEEK.search(words)):
        raise _Unclear
    if not named:
        return None
    day = now.date() + timedelta(days=(named.pop() - now.weekday()) % 7)
    return day if _ahead(day, at, now) else day + timedelta(days=7)


def _names_a_day(found: re.Match[str], words: str) -> bool:
    """Whether a weekday's name stands for the day: "she sat down" and "the sun" do not."""
    after = words[found.end() : found.end() + 10].strip()
    if found[1] not in ("sat", "sun") or not after:
        return True
    return bool(_TIME.match(after) or _PLAIN_WEEKDAY.search(words[max(0, found.start() - 10) : found.start()]))
