"""When a promise falls due, read from the words of its line.

Only what is plain is read: where it could mean two moments ("3/4", "next friday", "at 3") the rep is told so and
decides, because a promise kept on the wrong day is a promise broken. Where a weekday or a time fits several
moments, it is the soonest one still ahead: a reminder too early harms nobody.
"""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tui.model.due_beside import refuse_half_read
from tui.model.due_dates import take_dates
from tui.model.due_days import day_of_end, named_days, on_a_weekday, vague_day, weekdays
from tui.model.due_spans import Span, take_span
from tui.model.due_times import Clock, take_time
from tui.model.due_words import (
    END_OF_DAY,
    END_OF_EVENING,
    WEEKDAYS,
    Named,
    NotPlain,
    ahead,
    day_words,
    time_words,
)
from tui.model.working_days import next_working_day

LONGEST = 400
"""Characters of a promise in which a date is looked for."""


class Due(NamedTuple):
    """A moment on the wall clock of where the call was taken."""

    at: datetime
    """Without a zone."""
    day_only: bool
    """No time was named, so `at` is the end of that working day, or of the part of the day that was named."""
    unclear: str = ""
    """What of the line was not read although the day was, a sentence for the rep: "at 3" can be two times."""
    span: timedelta | None = None
    """The time from now, where the words name that; it goes on while the clocks are put forward or back."""


class Unclear(NamedTuple):
    """A moment is named, but not plainly."""

    words: str
    """A short sentence for the rep: what it could mean, or why there is no such moment."""


def read_due(text: str, now: datetime) -> Due | Unclear | None:
    """The moment that a promise's words name; None when they name none. `now` has no zone."""
    words = text[:LONGEST].casefold().split()
    if len(text[LONGEST - 1 : LONGEST + 1].strip()) == 2:
        # Half a word could be another date.
        words.pop()
    try:
        return _read(" ".join(words), now)
    except NotPlain as trouble:
        return Unclear(str(trouble))


def _read(words: str, now: datetime) -> Due | Unclear | None:
    refuse_half_read(words)
    span, rest = take_span(words)
    dates, rest = take_dates(rest, now)
    clock, rest = take_time(rest)
    until = clock.at or clock.until
    days = [dated(until) for dated in dates]
    found = weekdays(words, rest)
    if span and span.time:
        names = [each[1] for each in found] + [named.words for named in (*days, *named_days(rest, now, None))]
        return _from_now(span, span.time, [name for name in names if name != "today"], clock, now)
    named = [*days, *_spanned(span, now), *named_days(rest, now, until)]
    if named:
        day, remark = _same_day(named, found, rest, written=len(days))
        return _due(day, clock, remark, now)
    weekday = on_a_weekday(found, words, now, until) or day_of_end(words, now, until)
    return _due(weekday, clock, "", now) if weekday else _next_time(clock, words, now)


def _from_now(span: Span, length: timedelta, others: list[str], clock: Clock, now: datetime) -> Due:
    at = (now + length).replace(second=0, microsecond=0)
    if clock.at and clock.at != at.time():
        others = [*others, time_words(clock.at)]
    if others:
        raise NotPlain(f"{span.words} or {others[0]}: write one of them")
    return Due(at, day_only=False, unclear=clock.unclear, span=length)


def _spanned(span: Span | None, now: datetime) -> list[Named]:
    if span is None or span.days is None:
        return []
    today = now.date()
    day = next_working_day(today, span.days) if span.working else today + timedelta(days=span.days)
    return [Named(span.words, day)]


def _same_day(named: list[Named], found: list[re.Match[str]], rest: str, *, written: int) -> tuple[date, str]:
    """The only day of those named, and what is odd about it. A written date outweighs a weekday beside it."""
    words, day = named[0]
    others = [other.words for other in named if other.day != day]
    odd = [each for each in found if WEEKDAYS[each[1]] != day.weekday()]
    beside = [each for each in odd if written and _stands_beside(each, rest)]
    others += [each[1] for each in odd if each not in beside]
    if others:
        raise NotPlain(f"{words} or {others[0]}: write one of them")
    return day, f"{day_words(day)} is a {day:%A}" if beside else ""


def _stands_beside(found: re.Match[str], rest: str) -> bool:
    """Whether nothing stands between a weekday and what was covered."""
    after, before = rest[found.end() : found.end() + 8], rest[max(0, found.start() - 4) : found.start()]
    return bool(re.match(r"[, (]{0,2}(?:the )?·", after) or re.search(r"·[,. (]{0,3}$", before))


def _next_time(clock: Clock, words: str, now: datetime) -> Due | Unclear | None:
    """What a time without a day means: the next time that the clock shows it."""
    trouble = clock.unclear or vague_day(words, timed=clock.at is not None)
    if trouble:
        return Unclear(trouble)
    if clock.at is None:
        return None
    today = now.date()
    day = today if ahead(today, clock.at, now) else today + timedelta(days=1)
    return Due(datetime.combine(day, clock.at), day_only=False)


def _due(day: date, clock: Clock, remark: str, now: datetime) -> Due:
    at = clock.at or clock.until or END_OF_DAY
    if not (clock.at or ahead(day, at, now)):
        # Late in the day, what is promised for today has until midnight.
        at = END_OF_EVENING
    if not ahead(day, at, now):
        raise NotPlain(f"{day_words(day)} {time_words(at)} is over")
    return Due(datetime.combine(day, at), day_only=clock.at is None, unclear=clock.unclear or remark)
