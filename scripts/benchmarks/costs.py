"""What a start, a key and an idle second cost, from the counts of whole runs."""

from collections.abc import Iterator
from typing import NamedTuple

from scripts.benchmarks.beside import a_folder, row
from scripts.benchmarks.counted import Counted, Job, count_all, why_none
from scripts.benchmarks.figures import Line, Untold
from scripts.benchmarks.histories import copied, made_up
from scripts.benchmarks.two_apps import BARE, LONG, OURS, App, warm_up
from tui.demo import SEED

KEYS = 40
SECONDS = 15.0
"""From one look after the records to the next."""
MILLION = 1e6


class Work(NamedTuple):
    """What is done between two counts."""

    upto: Job
    since: Job | None = None
    """None where all from the beginning on counts."""
    number: float = 1
    """Of the keys or seconds in between."""


class Cost(NamedTuple):
    """What one of them costs."""

    instructions: float
    bytes: float
    frames: float


def a_start(app: App, folder: str = "") -> Work:
    """From nothing to the first whole frame."""
    return Work(Job(app.name, is_start=True, folder=folder))


def a_key(app: App, number: int = KEYS, lines: int = 0) -> Work:
    """One of so many keys, behind so many lines of notes, with its share of the clock and of the saves."""
    return Work(Job(app.name, lines=lines, keys=number), Job(app.name, lines=lines), number)


def a_second(app: App, seconds: float = SECONDS) -> Work:
    """One of so many on a call in which nobody types."""
    return Work(Job(app.name, seconds=seconds), Job(app.name), seconds)


def costs_of(*works: Work) -> list[Cost]:
    """The cost of each; what several of them need is counted once."""
    with a_folder() as folder:
        warm_up(folder)
    counts = count_all([job for work in works for job in (work.upto, work.since) if job])
    nothing = Counted(0, 0, 0)
    return [_between(counts[work.upto], counts[work.since] if work.since else nothing, work.number) for work in works]


def start_rows(calls: int) -> Iterator[Line]:
    """The start of both, and ours with so many calls beside ours with none."""
    what = "instructions up to the first whole frame"
    yield _row(what, 1.10, a_start(OURS), a_start(BARE))
    with a_folder() as folder:
        record = copied(made_up(calls, SEED), folder / "records", calls)
        yield _row(f"{what}, {record}", 1.03, a_start(OURS, str(folder)), a_start(OURS), "an empty record")


def key_rows(*, quick: bool = False) -> Iterator[Line]:
    """A key, and a key in a long note against one in an empty one."""
    number = 5 if quick else KEYS
    yield _row("instructions a key", 0.5, a_key(OURS, number), a_key(BARE, number))
    long = a_key(OURS, number, LONG)
    yield _row(f"instructions a key, {LONG:,} lines", 1.2, long, a_key(OURS, number), "an empty note")


def idle_rows(*, quick: bool = False) -> Iterator[Line]:
    """A second on a call in which nobody types."""
    seconds = 1.0 if quick else SECONDS
    yield _row("instructions an idle second", 0.5, a_second(OURS, seconds), a_second(BARE, seconds))


def _row(what: str, goal: float, work: Work, floor: Work, floor_is: str = BARE.name) -> Line:
    if why := why_none():
        return Untold(what, why)
    took, least = (cost.instructions / MILLION for cost in costs_of(work, floor))
    return row(what, "M", [[took]], [[least]], floor_is=floor_is, ratio=goal)


def _between(upto: Counted, since: Counted, number: float) -> Cost:
    return Cost(*((later - earlier) / number for later, earlier in zip(upto, since, strict=True)))
