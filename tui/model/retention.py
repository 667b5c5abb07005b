"""How long calls are kept: which of them are older than that, and what would happen to them."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

_AGE = re.compile(r"([1-9][0-9]{0,3}) (month|year)s?")
AGE_FORM = '"24 months" or "3 years"'
"""How long calls are kept, as it is written."""


class Aged(NamedTuple):
    """A finished call that is not anonymous yet and began before a day."""

    call: int
    """Its id."""
    started: datetime
    owes: bool
    """Whether a promise of it is still open."""


class Old(NamedTuple):
    """What is older than calls are kept."""

    calls: tuple[int, ...]
    """The ids of those that go, the oldest first."""
    by_month: tuple[tuple[str, int], ...]
    """How many of them began in each month ("2024-11"), the oldest first."""
    owing: int
    """How many stay, because a promise of theirs is still open."""


def months_of(age: str) -> int | None:
    """How many months "24 months" or "3 years" are; None for what is no such age."""
    found = _AGE.fullmatch(age.strip())
    return int(found[1]) * (12 if found[2] == "year" else 1) if found else None


def kept_since(age: str, now: datetime) -> datetime | None:
    """Calls that began before this instant are older than `age`; None where no age is set, or no such day is."""
    months = months_of(age)
    if months is None or months >= 12 * now.year:
        return None
    year, month = divmod(12 * now.year + now.month - 1 - months, 12)
    if year < 1:
        return None
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def aged_words(calls: int, age: str, becomes: str) -> str:
    """One sentence about the calls that are older than `age`, and what to do; empty when there is none.

    `becomes` is what retention does with them: `anonymise` or `erase`.
    """
    if not calls:
        return ""
    older = "1 call is" if calls == 1 else f"{calls:,} calls are"
    does = "erases" if becomes == "erase" else "anonymises"
    them = "it" if calls == 1 else "them"
    return f"{older} older than {age}: `heartfirst retention` shows {them}, and with --now {does} {them}."


def old(found: Iterable[Aged]) -> Old:
    """What goes and what stays: nobody is let down because a promise was forgotten by a rule."""
    each = sorted(found, key=lambda one: one.started)
    going = [one for one in each if not one.owes]
    months = Counter(f"{one.started:%Y-%m}" for one in going)
    return Old(tuple(one.call for one in going), tuple(sorted(months.items())), len(each) - len(going))
