"""Dates and times as other programs write them. What can mean two days is asked about, and never guessed."""

import re
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple


class Order(StrEnum):
    """What comes first in a date of three numbers."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Read(NamedTuple):
    """A moment that was read."""

    wall: datetime
    """Without a zone where none was written."""
    shows: Order | None = None
    """The order that this date proves for the file, because it can be read in no other one."""
    other: date | None = None
    """The day it is where the month stands first, when it can be that as well; `wall` then has the day first."""
    has_time: bool = True


_TIME = re.compile(
    r"(?:^|[ T,]+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"(?:[a-z]{3,9},?\s+)??(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<month>[a-z]{3,9})|"
    r"(?P<month2>[a-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)[\s.,-]+(?P<year>\d{4})",
    re.IGNORECASE,
)
YEARS = range(1970, 2200)
"""The years of a call that can be kept."""


def read_moment(text: str, order: Order | None = None) -> Read:
    """The moment that `text` names, in the order that is given for dates of three numbers.

    Raises ValueError for what is no date, or one that there is not.
    """
    text = text.strip()
    found = _TIME.search(text)
    day, zone = read_time(text[found.start() :]) if found else (time(), None)
    read = _date(text[: found.start()].strip() if found else text, order)
    if read.wall.year not in YEARS:
        raise ValueError("the year is out of reach")
    wall = datetime.combine(read.wall, day, zone)
    return read._replace(wall=wall, has_time=found is not None)


def read_time(text: str) -> tuple[time, timezone | None]:
    """A time of day, and its zone where one is written. Raises ValueError."""
    found = _TIME.fullmatch(text.strip()) or _TIME.fullmatch(text)
    if not found:
        raise ValueError("no time")
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    zone = read_offset(found["zone"]) if found["zone"] else None
    return time(hour, int(found["minute"]), int(found["second"] or 0)), zone


def read_offset(text: str) -> timezone:
    """A zone as hours from UTC: "Z", "UTC+01:00", "+0100". Raises ValueError."""
    bare = re.sub(r"^(?:UTC|GMT|Z)", "", text.strip(), flags=re.IGNORECASE)
    if not bare and text.strip():
        return timezone(timedelta(0))
    found = re.fullmatch(r"([+-])(\d\d?)(?::?(\d\d))?", bare)
    if not found:
        raise ValueError("no zone")
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def _date(text: str, order: Order | None) -> Read:
    if found := _YEAR_FIRST.fullmatch(text):
        return _on(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMBERS.fullmatch(text):
        return _of_numbers(int(found[1]), int(found[3]), found[4], found[2], order)
    if found := _NAMED.fullmatch(text):
        month = (found["month"] or found["month2"]).lower()
        if month[:3] in _MONTHS:
            return _on(int(found["year"]), _MONTHS.index(month[:3]) + 1, int(found["day"] or found["day2"]))
    raise ValueError("no date")


def _of_numbers(first: int, second: int, last: str, sign: str, order: Order | None) -> Read:
    if order is Order.YMD and len(last) < 4:
        return _on(2000 + first, second, int(last))
    if len(last) == 1:
        raise ValueError("no year")
    year = int(last) if len(last) == 4 else 2000 + int(last)
    # With dots it is the day first wherever dots are in use.
    if order is Order.DMY or sign == ".":
        return _on(year, second, first)
    if order is Order.MDY:
        return _on(year, first, second)
    if first == second:
        return _on(year, first, first)
    if first > 12 or second > 12:
        shows = Order.DMY if first > 12 else Order.MDY
        return _on(year, *((second, first) if shows is Order.DMY else (first, second)))._replace(shows=shows)
    return _on(year, second, first)._replace(other=date(year, first, second))


def _on(year: int, month: int, day: int) -> Read:
    return Read(datetime(year, month, day))  # The zone is found out later.
