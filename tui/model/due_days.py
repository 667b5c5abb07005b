"""Days in a promise: "tomorrow", "tue", "end of week"."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tui.model.due_words import (
    MONTH,
    WEEKDAY,
    WEEKDAYS,
    Named,
    NotPlain,
    ahead,
    day_words,
    masked,
    quoted,
    time_words,
)

_NAMED = re.compile(
    r"\b(day after tomorrow|tomorrow|tmrw|today|tonight|this (?:afternoon|evening)"
    r"|end of (?:the |this )?week|eow|end of next week|end of (?:the |this )?month|eom)\b(?!['’]s)"
)
_END_OF_DAY = re.compile(r"\b(?:end of (?:the )?day|eod|close of business)\b")
_VAGUE = re.compile(
    rf"\b((?:next|this|following) (?:week|month|year|weekend)|the weekend|end of (?:the |this )?year|eoy"
    rf"|(?:calendar )?week \d{{1,2}}|in the (?:morning|afternoon|evening|night)|first thing"
    rf"|(?:in|by|until|till|before|early|late|mid|end of)[ -](?:{MONTH}))\b(?! \d)"
)
_PAST = re.compile(r"\b(?:yesterday|last (?:night|week|month|year))\b")
_OTHER_WEEK = re.compile(r"\b(next|last|following)\b|\bweek\b")
_WEEKDAY = re.compile(rf"\b({WEEKDAY})\b(?!['’]s)")
_AROUND = (
    r"\b(?:(?:next|last|following) )?(?:(?:this |next )?week (?:on )?)?{}\b"
    r"(?: (?:of )?(?:this |next |the following )?week\b)?"
)
_OF_THE_DAY = re.compile(
    rf"(?:at )?(?:\d|noon\b|midday\b)|(?:morning|afternoon|evening)\b|[,.;!?)]|(?:or|and|to) (?:{WEEKDAY})\b"
)
_SOMEBODY = re.compile(r"\b(?:i|you|he|she|it|we|they|who|the) $")
_PLAIN_WEEKDAY = re.compile(r"(?:\b(?:on|by|until|till|before|this)|^) ?$")


def named_days(words: str, now: datetime, until: time | None) -> Iterator[Named]:
    """The days that are named but by weekday. Raises `NotPlain` for one that is over."""
    for found in _NAMED.finditer(words):
        yield Named(quoted(found[0]), _named(found[0], now, until))


def _named(words: str, now: datetime, until: time | None) -> date:
    today = now.date()
    if words in ("tomorrow", "tmrw", "day after tomorrow"):
        return today + timedelta(days=2 if "after" in words else 1)
    if words.startswith(("to", "this")):
        if not ahead(today, until, now):
            raise NotPlain(f"{words}{f' {time_words(until)}' if until else ''} is over")
        return today
    if words in ("eom", "end of month") or words.endswith("month"):
        return _end_of_month(words, today)
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    if "next" not in words:
        return friday
    if today.weekday() > 4:
        raise NotPlain(_either(words, friday, friday + timedelta(days=7)))
    return friday + timedelta(days=7)


def _end_of_month(words: str, today: date) -> date:
    last = today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1) - timedelta(days=1)
    if last.weekday() > 4:
        raise NotPlain(_either(words, last - timedelta(days=last.weekday() - 4), last))
    return last


def _either(words: str, first: date, second: date) -> str:
    return f"{quoted(words)} can be {day_words(first)} or {day_words(second)}: write the date"


def weekdays(words: str, rest: str) -> list[re.Match[str]]:
    """The weekdays in `rest` that stand for a day; `words` are the same with nothing covered."""
    return [found for found in _WEEKDAY.finditer(rest) if _names_a_day(found, words)]


def _names_a_day(found: re.Match[str], words: str) -> bool:
    """Whether a weekday's name stands for the day: "she sat down" and "the sun" do not."""
    before, after = words[max(0, found.start() - 10) : found.start()], words[found.end() : found.end() + 15].strip()
    if found[1] not in ("sat", "sun") or _PLAIN_WEEKDAY.search(before):
        return True
    return not _SOMEBODY.search(before) and bool(not after or _OF_THE_DAY.match(after))


def without_lookalikes(words: str) -> str:
    """The words with "sat" and "sun" covered where they stand for no day."""
    for found in _WEEKDAY.finditer(words):
        if not _names_a_day(found, words):
            words = masked(words, found)
    return words


def on_a_weekday(found: list[re.Match[str]], words: str, now: datetime, until: time | None) -> date | None:
    """The only weekday of those found, the soonest one ahead; None when there is none. Raises `NotPlain`."""
    named = {WEEKDAYS[each[1]]: each[1] for each in found}
    if len(named) > 1:
        raise NotPlain(f"{' or '.join(list(named.values())[:2])}: write one of them")
    if not named:
        return None
    ((weekday, name),) = named.items()
    day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
    if _OTHER_WEEK.search(words):
        return _in_a_week(name, day, words, now, until)
    return day if ahead(day, until, now) else day + timedelta(days=7)


def _in_a_week(name: str, day: date, words: str, now: datetime, until: time | None) -> date:
    """A weekday with a word beside it that can push it into another week."""
    beside = re.search(_AROUND.format(name), words)
    phrase = beside[0] if beside else name
    if phrase.startswith("last"):
        raise NotPlain(f"{quoted(phrase)} is over")
    if "this week" in phrase and len(_OTHER_WEEK.findall(words)) == 1:
        if day.weekday() < now.weekday() or not ahead(day, until, now):
            raise NotPlain(f"{quoted(phrase)} is over")
        return day
    first = day if day > now.date() else day + timedelta(days=7)
    if "next week" in phrase and first.weekday() > now.weekday():
        first += timedelta(days=7)
    raise NotPlain(_either(phrase, first, first + timedelta(days=7)))


def day_of_end(words: str, now: datetime, until: time | None) -> date | None:
    """Today, where only its end is named; raises `NotPlain` when it is over."""
    found = _END_OF_DAY.search(words) or re.search(r"\bthis morning\b", words)
    if not found:
        return None
    if not ahead(now.date(), until, now):
        raise NotPlain(f"{quoted(found[0])} is over")
    return now.date()


def vague_day(words: str, *, timed: bool) -> str:
    """Why a day that is named without saying which is not read; empty when none is.

    Beside a time (`timed`), a day that is past only tells what the promise is about.
    """
    if (found := _PAST.search(words)) and not timed:
        return f"{found[0]} is over"
    if found := _VAGUE.search(words):
        return f"{quoted(found[0])}: write the day"
    return "24/7 can be a day or always: write the month" if re.search(r"(?<![\d/])24/7(?![\d/])", words) else ""
