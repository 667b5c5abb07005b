"""The rep's own numbers: how soon the heart had its say, and what became of it. For the rep alone.

They are there to look back on. No person is ranked or scored by them, and nothing is foretold: a good recovery makes
people more content with the case, but no study found for sure that they come back (de Matos, Henrique & Rossi 2007).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean, median
from typing import NamedTuple

from tui.model.call import Call, Mood, Outcome, Reason, length
from tui.model.clocks import time_to_own, time_to_sorry
from tui.model.ending import apology_missed
from tui.model.guide import missing_heart
from tui.model.promises import Promise, PromiseState

MOOD_SCALE = {mood: place for place, mood in enumerate(Mood, start=1)}
"""Furious is 1, warm is 5. A scale of moments, and of nobody's worth."""


class Figures(NamedTuple):
    """What counts of one finished call."""

    day: date
    """The local day on which it began."""
    playbook: str
    """The id of its playbook."""
    title: str
    minutes: float
    """How long it lasted: minutes of care, whatever became of them (seed 001)."""
    to_sorry: float | None
    """Seconds until the exact words were said; None where they were not."""
    to_own: float | None
    """Seconds until it was owned; None where it was not."""
    heart_first: bool | None
    """Whether the heart was done before the head; None where there was nothing to apologise for."""
    due: int
    """Promises with a day that has gone by, or that were told by it; those that were taken back do not count."""
    told_in_time: int
    """Those of them that the client knew of by that day."""
    hello: Mood | None
    goodbye: Mood | None


class Week(NamedTuple):
    """All calls of one week. A value is None where no call has something to say about it."""

    monday: date
    minutes: float
    to_sorry: float | None
    """The middle one, in seconds: one call that went another way does not bend it."""
    to_own: float | None
    heart_asked: int
    """Calls in which there was a heart to put first."""
    heart_first: int
    due: int
    told_in_time: int
    hello: float | None
    """The mean on `MOOD_SCALE`."""
    goodbye: float | None


def figures_of(call: Call, now: datetime) -> Figures:
    """What counts of a finished call, as of `now`."""
    due = [promise for promise in call.promises if _counts(promise, now)]
    return Figures(
        day=call.started.date(),
        playbook=call.playbook.id,
        title=call.playbook.title,
        minutes=length(call, call.touched) / 60,
        to_sorry=time_to_sorry(call),
        to_own=time_to_own(call),
        heart_first=_heart_first(call),
        due=len(due),
        told_in_time=sum(map(_is_told_in_time, due)),
        hello=call.mood_at_hello,
        goodbye=call.mood_at_goodbye,
    )


def weekly(figures: Iterable[Figures], until: date, weeks: int) -> tuple[Week, ...]:
    """So many weeks up to the one with the day `until`, the oldest first; a week without calls is there too."""
    last = monday_of(until)
    mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    each: dict[date, list[Figures]] = {monday: [] for monday in mondays}
    for one in figures:
        if (monday := monday_of(one.day)) in each:
            each[monday].append(one)
    return tuple(week_of(monday, each[monday]) for monday in mondays)


def week_of(monday: date, figures: Sequence[Figures]) -> Week:
    """What these calls come to."""
    asked = [one.heart_first for one in figures if one.heart_first is not None]
    return Week(
        monday=monday,
        minutes=sum(one.minutes for one in figures),
        to_sorry=_middle(one.to_sorry for one in figures),
        to_own=_middle(one.to_own for one in figures),
        heart_asked=len(asked),
        heart_first=sum(asked),
        due=sum(one.due for one in figures),
        told_in_time=sum(one.told_in_time for one in figures),
        hello=_mean(one.hello for one in figures),
        goodbye=_mean(one.goodbye for one in figures),
    )


def titles(figures: Iterable[Figures]) -> dict[str, str]:
    """The playbooks that these calls had, id -> title, by title; of an id with several titles the newest call's."""
    found = {one.playbook: one.title for one in sorted(figures, key=lambda one: one.day)}
    return dict(sorted(found.items(), key=lambda each: (each[1].casefold(), each[0])))


def monday_of(day: date) -> date:
    """The Monday of the week with this day."""
    return day - timedelta(days=day.weekday())


def _heart_first(call: Call) -> bool | None:
    """None also where the line was cut off, or somebody was in danger: that says nothing about the rep."""
    early = [override for override in call.overrides if override.reason not in (Reason.CUT_OFF, Reason.SAFETY)]
    if apology_missed(call) is None:
        return None
    if early:
        return False
    if call.overrides or missing_heart(call):
        return None if call.overrides or call.outcome is Outcome.CUT_OFF else False
    return True


def _counts(promise: Promise, now: datetime) -> bool:
    if promise.due is None or promise.state is PromiseState.WITHDRAWN:
        return False
    return promise.due <= now or promise.state is PromiseState.TOLD


def _is_told_in_time(promise: Promise) -> bool:
    return bool(promise.told_at and promise.due and promise.told_at <= promise.due)


def _middle(values: Iterable[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return median(there) if there else None


def _mean(moods: Iterable[Mood | None]) -> float | None:
    there = [MOOD_SCALE[mood] for mood in moods if mood is not None]
    return fmean(there) if there else None


Column = tuple[str, Callable[[Week], object]]

COLUMNS: tuple[Column, ...] = (
    ("week", lambda week: week.monday.isoformat()),
    ("minutes_of_care", lambda week: round(week.minutes, 1)),
    ("seconds_to_sorry", lambda week: _rounded(week.to_sorry)),
    ("seconds_to_own", lambda week: _rounded(week.to_own)),
    ("heart_first", lambda week: week.heart_first),
    ("heart_asked", lambda week: week.heart_asked),
    ("promises_told_in_time", lambda week: week.told_in_time),
    ("promises_due", lambda week: week.due),
    ("mood_at_hello", lambda week: _rounded(week.hello)),
    ("mood_at_goodbye", lambda week: _rounded(week.goodbye)),
)
"""What a table of the weeks holds: the name of each column, and its value."""


def table(figures: Sequence[Figures], until: date, weeks: int) -> Iterator[tuple[object, ...]]:
    """The weeks as rows, the names first: those of all calls, then those of each playbook; an empty cell is ""."""
    yield ("playbook", *(name for name, _ in COLUMNS))
    for playbook in ("", *titles(figures)):
        some = [one for one in figures if playbook in ("", one.playbook)]
        for week in weekly(some, until, weeks):
            yield (playbook or "all", *("" if (value := read(week)) is None else value for _, read in COLUMNS))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
