"""How the client came to know, and since when, read from a few words: "by phone today 15:10".

The grammar of dates, looking back: where a weekday or a time fits several moments, it is the last one behind us.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tui.model.due_dates import Dated, take_dates
from tui.model.due_days import weekdays
from tui.model.due_here import AtLocal
from tui.model.due_times import Clock, take_time
from tui.model.due_words import (
    END_OF_DAY,
    NUMBERS,
    WEEKDAY,
    WEEKDAYS,
    NotPlain,
    day_words,
    masked,
    number,
    one_of,
    time_words,
)
from tui.model.trouble import Trouble

LONGEST = 400
"""Characters in which a moment is looked for."""
YEAR = timedelta(days=300)
"""How long ago a date without a year can be."""

_AGO = re.compile(
    rf"\b(half an|an?|\d{{1,3}}|{one_of(NUMBERS)}) (?P<unit>minute|min|hour|day|week)s? ago\b|\b(?:just )?now\b"
)
_DAY = re.compile(r"\b(today|this (?:morning|afternoon|evening)|yesterday|last night)\b(?!['’]s)")
_AHEAD = re.compile(rf"\b(?:tomorrow|tonight|next (?:week(?:end)?|month|year|{WEEKDAY}))\b")
_ISO = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
_SPANS = {"minute": 1, "min": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_BETWEEN = re.compile(r"(?:\b(?:on|at|since|last) ?)*·+(?:[ ,;.]*(?:(?:at|on) )?·+)*")
"""What was read, with the small words that lead to it."""


class WhenTold(NamedTuple):
    """What becomes of the words."""

    how: str
    """Those that name no moment, as they were typed."""
    at: datetime


def read_when_told(text: str, now: datetime, at_local: AtLocal) -> WhenTold:
    """How and since when they know; now where no moment is named.

    Raises `Trouble` for a moment that is not plain, or still to come.
    """
    words = " ".join(text.split())
    wall = now.replace(tzinfo=None)
    try:
        at, rest = _read("".join(c.lower() if len(c.lower()) == 1 else c for c in words[:LONGEST]), wall)
    except NotPlain as trouble:
        raise Trouble(f"When was that? {trouble}.") from None
    if at is not None and at > wall:
        raise Trouble(
            f"{day_words(at)} {time_words(at.time())} is still to come; they know from then on, not before."
        )
    return WhenTold(_without(words, rest), now if at is None else at_local(at))


def _read(words: str, now: datetime) -> tuple[datetime | None, str]:
    """The moment, None where none is named, and the words with it covered. Raises `NotPlain`."""
    if found := _AHEAD.search(words):
        raise NotPlain(f"{found[0]} is still to come")
    ago = _AGO.search(words)
    rest = masked(words, ago) if ago else words
    days, rest = _days(rest, now)
    named = weekdays(words, rest)
    for each in named:
        rest = masked(rest, each)
    clock, rest = take_time(rest)
    days += [_weekday(each, clock, now) for each in named]
    if clock.unclear:
        raise NotPlain(clock.unclear)
    if len(set(days)) > 1:
        raise NotPlain(f"{' or '.join(day_words(day) for day in sorted(set(days))[:2])}: write one of them")
    if ago:
        if days or (clock.at and not _whole_days(ago)):
            raise NotPlain(f"{ago[0]} and another moment: write one of them")
        return _ago(ago, clock, now), rest
    return _moment(days[0] if days else None, clock, now), rest


def _whole_days(ago: re.Match[str]) -> bool:
    return ago["unit"] in ("day", "week")


def _ago(ago: re.Match[str], clock: Clock, now: datetime) -> datetime:
    if ago["unit"] is None:
        return now
    count = {"a": 1.0, "an": 1.0, "half an": 0.5}.get(ago[1]) or number(ago[1])
    then = now - timedelta(minutes=count * _SPANS[ago["unit"]])
    if _whole_days(ago):
        return datetime.combine(then.date(), clock.at or END_OF_DAY)
    return then


def _moment(day: date | None, clock: Clock, now: datetime) -> datetime | None:
    if day is None:
        if clock.at is None:
            return None
        today = datetime.combine(now.date(), clock.at)
        return today if today <= now else today - timedelta(days=1)
    if clock.at is not None:
        return datetime.combine(day, clock.at)
    return now if day == now.date() else datetime.combine(day, END_OF_DAY)


def _days(rest: str, now: datetime) -> tuple[list[date], str]:
    """Every day that is named but by weekday, and the words with them covered."""
    found: list[date] = []
    for pattern in (_ISO, _DAY):
        for each in pattern.finditer(rest):
            found.append(_named(each[0], now.date()))
            rest = masked(rest, each)
    dates, rest = take_dates(rest, now - YEAR)
    return found + [_behind(dated) for dated in dates], rest


def _named(words: str, today: date) -> date:
    if words[0].isdigit():
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise NotPlain(f"there is no {words}") from None
    return today - timedelta(days=1) if words in ("yesterday", "last night") else today


def _behind(dated: Dated) -> date:
    try:
        return dated(None).day
    except NotPlain as trouble:
        if str(trouble).endswith("is over"):
            raise NotPlain(f"{str(trouble).removesuffix(' is over')} is long ago: write it as 2025-11-24") from None
        raise


def _weekday(found: re.Match[str], clock: Clock, now: datetime) -> date:
    back = (now.weekday() - WEEKDAYS[found[1]]) % 7
    is_ahead = clock.at is not None and clock.at > now.time()
    is_last = found.string[: found.start()].endswith("last ")
    return now.date() - timedelta(days=back or (7 if is_ahead or is_last else 0))


def _without(words: str, rest: str) -> str:
    """The words as they were typed, but for what was read."""
    kept = words
    for span in reversed(list(_covered(rest))):
        kept = kept[: span[0]] + " " + kept[span[1] :]
    return " ".join(kept.split()).strip(" ,;:.-–")


def _covered(rest: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _BETWEEN.finditer(rest))
