"""The arithmetic of every benchmark: spreads, ratios of works that took turns, and rows with their goals."""

from collections.abc import Sequence
from math import ceil
from statistics import median
from typing import NamedTuple


class Spread(NamedTuple):
    """Half of all figures, 95 % and 99 % of them are at most this."""

    p50: float
    p95: float
    p99: float


class Taken(NamedTuple):
    """What one kind of work took: a list for each round, in it a figure for each turn."""

    rounds: list[list[float]]

    @property
    def all(self) -> list[float]:
        """The figures of all rounds, in order."""
        return [figure for one in self.rounds for figure in one]

    @property
    def spread(self) -> Spread:
        """How they are spread over all rounds."""
        return spread(self.all)


class Ratio(NamedTuple):
    """How many times its floor something takes: the middle of all turns, and of the best and the worst round."""

    middle: float
    lowest: float
    highest: float


class Goal(NamedTuple):
    """What was set as a goal, as people write it ("≤ 1.15 x"), and whether it is met."""

    said: str
    is_met: bool


class Row(NamedTuple):
    """One line of a benchmark: what was measured, beside its floor."""

    what: str
    unit: str
    took: Spread
    floor_is: str
    floor: Spread
    ratio: Ratio
    goals: tuple[Goal, ...] = ()
    note: str = ""


class Untold(NamedTuple):
    """A line that could not be measured here."""

    what: str
    why: str
    """A sentence."""


Line = Row | Untold


def spread(values: Sequence[float]) -> Spread:
    """How the values, at least one, are spread; each figure is one of them (nearest rank)."""
    ordered = sorted(values)
    return Spread(*(ordered[ceil(share * len(ordered)) - 1] for share in (0.5, 0.95, 0.99)))


def ratio(work: Taken, floor: Taken) -> Ratio:
    """How many times the floor the work takes: each turn is divided by the floor's turn beside it.

    So a machine that slows down for a while slows both. The same number of turns in each round of both.
    """
    rounds = [_quotients(*both) for both in zip(work.rounds, floor.rounds, strict=True)]
    middles = [median(one) for one in rounds]
    return Ratio(median([quotient for one in rounds for quotient in one]), min(middles), max(middles))


def at_most(limit: float, figure: float, unit: str) -> Goal:
    """The goal that a figure in this unit does not go beyond the limit."""
    return Goal(f"≤ {limit:g} {unit}", figure <= limit)


def in_ms(taken: Taken) -> Taken:
    """Seconds as milliseconds."""
    return Taken([[1000 * figure for figure in one] for one in taken.rounds])


def timed_row(what: str, work: Taken, floor_is: str, floor: Taken, goals: Sequence[Goal] = (), note: str = "") -> Row:
    """The row of something that took so many seconds beside its floor, which took turns with it."""
    took, least = in_ms(work).spread, in_ms(floor).spread
    return Row(what, "ms", took, floor_is, least, ratio(work, floor), tuple(goals), note)


def _quotients(work: Sequence[float], floor: Sequence[float]) -> list[float]:
    return [figure / least for figure, least in zip(work, floor, strict=True)]
