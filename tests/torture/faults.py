"""A fault at every n-th system call: killed there, told that the disk fails there, or that it is full there.

strace counts the calls of one day of work without a fault, then each day meets one fault at one of them. After it
a new process opens the record. No privilege is needed.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.records.workers import working
from tests.torture.days import DAYS
from tests.torture.report import Control, Numbers, Report, Say, skipped
from tests.torture.scenario import acks_of, in_memory, said_in, work
from tests.torture.subjects import OURS, STOCK
from tests.torture.syscall_log import CHANGES, calls_in, end_in, listed, only, reason_not_to_trace, traced
from tests.torture.verdict import losses

NAME = "faults"
KILLED = "killed"
FAULTS = {
    KILLED: "signal=SIGKILL:when={first}",
    "the disk fails": "error=EIO:when={first}",
    "the disk is full": "error=ENOSPC:when={first}",
    "the disk is full for a while": "error=ENOSPC:when={first}..{last}",
}
A_WHILE = 12
"""How many calls of one kind fail in a row while the disk is full for a while."""

ENDS = 4
"""How many calls at each end of a long run of the same call are tried, all of them."""

EVERY = 1_000_000
"""More points than there are."""

PATIENCE = 120.0
"""Seconds after which a day counts as one that hangs; it takes a fraction of one."""


class Point(NamedTuple):
    """The n-th time that a day of work makes a certain system call."""

    call: str
    nth: int
    file: str
    """The name of the file it works on, for whoever reads the report."""


class Outcome(NamedTuple):
    """What came of one day with one fault."""

    lost: list[str]
    acknowledged: int
    happened: bool
    """Whether the fault was reached."""


def run(numbers: Numbers, say: Say) -> Report:
    """Every fault at every point, but for the middle of long runs; bounded: at some of them, evenly spread."""
    why_not = reason_not_to_trace()
    if why_not:
        return skipped(NAME, why_not)
    with TemporaryDirectory(dir=in_memory()) as scratch:
        outcomes = [
            outcome
            for day, bounded in (("a day", 16), ("upkeep", 10), ("mending", 8))
            for outcome in _all_of(Path(scratch), OURS, day, numbers.pick(EVERY, bounded), numbers.seed, say)
        ]
        control = _all_of(Path(scratch), STOCK, "a day", EVERY, numbers.seed, say)
    happened = [outcome for outcome in outcomes if outcome.happened]
    return Report(
        NAME,
        f"{len(happened):,} faults at system calls of opening, saving, finishing, making room, backing up, mending "
        f"and closing: {', '.join(FAULTS)}.",
        len(happened),
        sum(outcome.acknowledged for outcome in outcomes),
        [line for outcome in outcomes for line in outcome.lost],
        (Control(f"{STOCK}, {len(control)} faults", [line for outcome in control for line in outcome.lost]),),
    )


def _all_of(scratch: Path, kind: str, day: str, at_most: int, seed: int, say: Say) -> list[Outcome]:
    points = points_of(scratch / f"{kind} {day} counted", kind, day)
    chosen = _spread(points, at_most, seed)
    # Kills are enough to show that the trial can fail.
    faults = [KILLED] if kind == STOCK else list(FAULTS)
    say(f"{kind}, {day}: {len(chosen)} of {len(points)} system calls, each {', or '.join(faults)}")
    todo = list(product(chosen, faults))
    folders = (scratch / f"{number}" for number in range(len(todo)))
    with ThreadPoolExecutor(os.cpu_count()) as several:
        return list(several.map(lambda one, folder: a_day_with(folder, kind, day, *one), todo, folders))


def _spread(points: Sequence[Point], at_most: int, seed: int) -> Sequence[Point]:
    """At most so many of them, evenly spread; of a long run of the same call only some are taken."""
    runs = [list(run) for _, run in groupby(points, lambda point: (point.call, point.file))]
    thinned = [point for run in runs for point in _ends_and_some(run)]
    step = -(-len(thinned) // at_most)
    return thinned[seed % step :: step]


def _ends_and_some(run: list[Point]) -> list[Point]:
    """The first and the last of a run, and every 40th; copying a file is hundreds of writes of one kind."""
    middle = range(ENDS, len(run) - ENDS)
    return [point for index, point in enumerate(run) if index not in middle or index % 40 == 0]


def points_of(folder: Path, kind: str, day: str) -> list[Point]:
    """Every call on the files of the folder that a day without a fault makes."""
    ended = _watched_day(folder, kind, day, only(CHANGES))
    said = said_in(acks_of(folder))
    if ended != "exited with 0" or said.unexpected or said.done != len(DAYS[day].steps):
        raise AssertionError(f"a day without a fault {ended or 'hangs'}: {said}")
    return list(_points(folder))


def _points(folder: Path) -> Iterable[Point]:
    made: Counter[str] = Counter()
    for call in calls_in(_log_of(folder)):
        made[call.name] += 1
        inside = [path for path in call.named() if Path(path).is_relative_to(folder)]
        if inside:
            yield Point(call.name, made[call.name], Path(inside[0]).relative_to(folder).as_posix())


def a_day_with(folder: Path, kind: str, day: str, point: Point, fault: str) -> Outcome:
    """A day in a new folder that meets the fault at this point, and what stands there afterwards."""
    how = FAULTS[fault].format(first=point.nth, last=point.nth + A_WHILE)
    ended = _watched_day(
        folder, kind, day, only(CHANGES), f"--inject={listed([point.call])}:{how}", "--string-limit=0"
    )
    said = said_in(acks_of(folder))
    was_killed = ended == "killed by SIGKILL"
    lost = []
    if ended != "exited with 0" and not (was_killed and fault == KILLED):
        lost.append(f"it {ended or 'hangs'}")
    elif not was_killed and kind != STOCK:
        # Of stock TinyDB only what stands in its file is held against it.
        lost += said.unexpected
        lost += (
            [] if said.done == len(DAYS[day].steps) else [f"{said.done} of {len(DAYS[day].steps)} steps were done"]
        )
    lost += losses(folder, kind, DAYS[day], said.done)
    happened = was_killed or any(call.was_injected for call in calls_in(_log_of(folder)))
    _clear(folder)
    where = f"{day}, {fault} at {point.call} {point.nth} ({point.file}): "
    return Outcome([where + line for line in lost], said.done, happened)


def _watched_day(folder: Path, kind: str, day: str, *options: str) -> str:
    """How the process ended, in strace's words; empty when it hung, and was killed for that."""
    with working(work, folder, f"{kind}, {day}") as (process, pipe):
        pipe.recv()
        with traced(process.pid or 0, _log_of(folder), *options, patience=PATIENCE):
            pipe.send("go")
        # Its exit code is not to be had: other threads start processes, and that takes it away.
        return end_in(_log_of(folder))


def _clear(folder: Path) -> None:
    for left in (folder, folder.with_name(f"{folder.name}.warm")):
        shutil.rmtree(left, ignore_errors=True)


def _log_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.log")
