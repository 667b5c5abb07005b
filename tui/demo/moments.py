"""When calls come: in working hours, on Mondays more than on Fridays, and all at once when something is down."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from tui.demo.chance import Chance, sums_of
from tui.demo.material import Rhythm

QUIET_DAY = 12.0
"""Calls of an ordinary day in a short history."""
LONGEST = 2_000
"""Working days of a long history; with more calls, a day holds more of them."""


class Moment(NamedTuple):
    """When one call begins."""

    start: datetime
    room: timedelta
    """Until the next call begins."""
    outage: bool
    """Whether something was down just then."""


def moments(count: int, until: datetime, chance: Chance, rhythm: Rhythm) -> list[Moment]:
    """The moments of the last `count` calls that fit before `until`, oldest first."""
    daily = max(QUIET_DAY, count / LONGEST)
    # One pair of ears: calls do not overlap, and a busy day leaves less time between them.
    gap = timedelta(seconds=min(600.0, max(20.0, 7_500 / daily)))
    # One offset for all of it, so that times can be taken from each other.
    zone = timezone(until.utcoffset() or timedelta())
    found: list[Moment] = []
    following, day = until.astimezone(zone), until.date()
    while len(found) < count:
        expected = daily * rhythm.days[day.weekday()] * rhythm.months[day.month - 1]
        for start, outage in sorted(_day(day, zone, expected, chance, rhythm), reverse=True):
            if following - start >= gap and len(found) < count:
                found.append(Moment(start, following - start, outage))
                following = start
        day -= timedelta(days=1)
    return found[::-1]


def _day(
    day: date, zone: timezone, expected: float, chance: Chance, rhythm: Rhythm
) -> Iterator[tuple[datetime, bool]]:
    """The calls of one day, in any order."""
    hours = sums_of(rhythm.hours)
    midnight = datetime.combine(day, time(), zone)
    for _ in range(int(expected * (0.6 + 0.8 * chance.share()) + chance.share())):
        yield midnight + timedelta(hours=chance.at(hours), seconds=3_600 * chance.share()), False
    if chance.happens(1 / 40):
        down = midnight + timedelta(hours=8 + 8 * chance.share())
        for _ in range(int(3 + expected)):
            yield down + timedelta(hours=2 * chance.share() ** 2), True
