"""Times of day in a promise. A bare "at 3" is none: it can be night or afternoon."""

import re
from collections.abc import Callable
from datetime import time
from typing import NamedTuple

from tui.model.due_words import (
    DAY_WORD,
    END_OF_DAY,
    END_OF_EVENING,
    END_OF_MORNING,
    HOUR,
    MONTHS,
    NotPlain,
    masked,
    number,
    quoted,
    time_words,
)


class Clock(NamedTuple):
    """What the words say about the time of the day."""

    at: time | None = None
    until: time | None = None
    """The end of the part of the day that is named."""
    unclear: str = ""
    """Why a time that is named was not read."""


TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?|(?<![\d:.])(\d{1,2}):(\d\d)(?![\d:])|\b(noon|midday)\b"
)
_BEFORE = rf"\b(?:at|by|before|until|till|after|around|{DAY_WORD})"
_END = rf"(?=$|[,;!?)]|\.(?!\d)| ?[-–·]| (?:on|this|sharp|latest|at the latest|{DAY_WORD})\b| (?:and|or|to) \d)"
_SPOKEN = re.compile(rf"\b(half|quarter) (past|to) ({HOUR})\b(?: ?o['’]?clock\b)?(?: ?([ap])\.?m\b)?")
_O_CLOCK = re.compile(rf"\b({HOUR}) ?o['’]?clock\b(?: ?([ap])\.?m\b)?")
_HOURS = re.compile(rf"\b(?P<before>at|by|before|until|till|{DAY_WORD})? ?\b(?P<time>(\d{{1,2}})h(\d\d)?)\b")
_DOTTED = re.compile(rf"{_BEFORE} (?P<time>(\d{{1,2}})\.(\d\d))(?!\.?\d)")
_UNREAD = re.compile(
    rf"\b(?:five|ten|twenty|twenty[- ]five|\d{{1,2}})(?: minutes)? (?:past|to) (?:{HOUR})\b{_END}"
    rf"|\bhalf (?:{HOUR})\b{_END}|\bbetween \d{{1,2}} (?:and|to) \d{{1,2}}\b"
)
_MIDNIGHT = re.compile(rf"{_BEFORE} (?P<time>midnight)\b")
_BARE = re.compile(rf"{_BEFORE} (?P<time>{HOUR}){_END}")
_PART = re.compile(rf"\b(?:(?:this|in the|{DAY_WORD}) (morning|afternoon|evening|night)|(tonight)|(first thing))\b")
_RANGE = re.compile(rf"(?<![\d/.:])\b(?:{HOUR}) ?(?:-|–|to|or|and) ?$")
_ENDS = {"morning": END_OF_MORNING, "first thing": END_OF_MORNING, "afternoon": END_OF_DAY}


def take_time(words: str) -> tuple[Clock, str]:
    """What the words say about the time, and the words with the times in them covered."""
    times: set[time] = set()
    unclear = ""
    for pattern, read in _READERS:
        for found in pattern.finditer(words):
            try:
                times.add(read(found))
            except NotPlain as trouble:
                unclear = unclear or str(trouble)
            words = masked(words, found, "time")
    if not unclear and len(times) > 1:
        unclear = f"{' or '.join(map(time_words, sorted(times)[:2]))}: write one of them"
    if times and not unclear:
        return Clock(at=times.pop()), words
    part = _PART.search(words)
    ends = _ENDS.get(part[1] or part[3], END_OF_EVENING) if part else None
    return Clock(until=ends, unclear=unclear), words


def _clock(found: re.Match[str]) -> time:
    hour12, minute12, half, hour, minute, noon = found.groups()
    if noon:
        return time(12)
    if between := _RANGE.search(found.string[max(0, found.start() - 12) : found.start()]):
        raise NotPlain(f"{quoted(between[0] + found[0])}: write one of them")
    if half:
        return _half_day(int(hour12), int(minute12 or 0), half, found[0])
    return _time(int(hour), int(minute), found[0])


def _half_day(hour: int, minute: int, half: str, words: str) -> time:
    return _time(hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99, minute, words)


def _time(hour: int, minute: int, words: str) -> time:
    if hour > 23 or minute > 59:
        raise NotPlain(f"{quoted(words)} is no time of the day")
    return time(hour, minute)


def _either(hour: int, minute: int, half: str | None, words: str) -> time:
    """A time by a clock with twelve hours, which is two unless "pm" or the like stands beside it."""
    if half:
        return _half_day(hour, minute, half, words)
    if hour > 12:
        return _time(hour, minute, words)
    night, day = time(hour % 12, minute), time(hour % 12 + 12, minute)
    raise NotPlain(f"{quoted(words)} can be {time_words(night)} or {time_words(day)}: write it like that")


def _spoken(found: re.Match[str]) -> time:
    hour, minute = number(found[3]), 30 if found[1] == "half" else 15
    if found[2] == "to":
        # Four o'clock pm has a quarter before it that is pm too; twelve has not.
        if found[4] and hour == 12:
            raise NotPlain(f"{quoted(found[0])}: write the time as 15:00")
        hour, minute = (hour - 1) or 12, 60 - minute
    return _either(hour, minute, found[4], found[0])


def _o_clock(found: re.Match[str]) -> time:
    return _either(number(found[1]), 0, found[2], found[0])


def _hours(found: re.Match[str]) -> time:
    moment = _time(int(found[3]), int(found[4] or 0), found["time"])
    if found["before"]:
        return moment
    raise NotPlain(f"{found['time']} can be a time or a span: write {time_words(moment)} or in {found['time']}")


def _dotted(found: re.Match[str]) -> time:
    hour, minute = int(found[2]), int(found[3])
    moment = _time(hour, minute, found["time"])
    if 1 <= minute <= 12 and hour and not found[0].startswith("at "):
        month = next(name for name, count in MONTHS.items() if count == minute).title()
        raise NotPlain(f"{found['time']} can be {time_words(moment)} or {hour} {month}: write it like that")
    return moment


def _bare(found: re.Match[str]) -> time:
    return _either(number(found["time"]), 0, None, found[0]) if found[0].startswith("at ") else _unread(found)


def _unread(found: re.Match[str]) -> time:
    raise NotPlain(f"{quoted(found[0])}: write the time as 15:00")


def _midnight(found: re.Match[str]) -> time:
    raise NotPlain(f"{quoted(found[0])} can be two nights: write 23:59 or 0:01")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], time]], ...] = (
    (_SPOKEN, _spoken),
    (_O_CLOCK, _o_clock),
    (TIME, _clock),
    (_HOURS, _hours),
    (_DOTTED, _dotted),
    (_UNREAD, _unread),
    (_MIDNIGHT, _midnight),
    (_BARE, _bare),
)
"""Each takes away what it has read, so that the next does not read it in another way."""
