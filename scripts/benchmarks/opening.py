"""Opening the record, up to the unfinished calls and the newest 20, and closing it again."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from scripts.benchmarks.figures import Goal, Line, Untold, at_most, ratio, timed_row
from scripts.benchmarks.floors import CONNECTED, connect_barely
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.turns import Work, seconds, take_turns
from tui.records.call_records import SqliteCallRecords
from tui.records.table import FILE_NAME

GOAL_MS = 10
FLAT = 1.25
"""How many times the time of the small record the large one may take, and still count as the same."""
NEWEST = 20


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each size."""
    works: dict[str, Work] = {}
    for record in (ground.small, ground.large):
        works[f"floor {record}"] = partial(seconds, partial(connect_barely, record.folder))
        works[str(record)] = partial(seconds, partial(open_and_close, record.folder))
    take_turns(works, 1, 3)
    taken = take_turns(works, *ground.pick((9, 30), (2, 5)))
    growth = ratio(taken[str(ground.large)], taken[str(ground.small)])
    for record in (ground.small, ground.large):
        work = taken[str(record)]
        goals = [at_most(GOAL_MS, 1000 * work.spread.p95, "ms at p95")]
        note = ""
        if record is ground.large:
            goals.append(Goal(f"flat (≤ {FLAT:g} x)", growth.middle <= FLAT))
            note = f"{growth.middle:.2f} x as long as with {ground.small}"
        yield timed_row(f"open and close, {record}", work, CONNECTED, taken[f"floor {record}"], goals, note)
    yield _first_of_the_day(ground)


def open_and_close(folder: Path) -> None:
    """What a start asks of the record."""
    with closing(SqliteCallRecords(folder)) as records:
        records.interrupted()
        records.newest(limit=NEWEST)


def _first_of_the_day(ground: Ground) -> Line:
    """The same with nothing of the file in the system's memory."""
    what, record = f"open and close, {ground.large}, not in memory", ground.large
    if not hasattr(os, "posix_fadvise"):
        return Untold(what, "This system cannot be asked to forget a file.")

    def after_forgetting(work: Callable[[Path], None]) -> float:
        _forget(record.folder / FILE_NAME)
        return seconds(partial(work, record.folder))

    works = {"floor": partial(after_forgetting, connect_barely), "open": partial(after_forgetting, open_and_close)}
    taken = take_turns(works, *ground.pick((5, 20), (1, 3)))
    return timed_row(what, taken["open"], CONNECTED, taken["floor"])


def _forget(path: Path) -> None:
    """Let the system drop what it holds of a file in memory; nobody may have it open."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
