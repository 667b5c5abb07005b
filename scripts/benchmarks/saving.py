"""Saving a call that goes on, while its notes grow: at the start of a run, later on, and on a slow disk."""

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import mean

from scripts.benchmarks.apart import apart
from scripts.benchmarks.figures import Goal, Line, Ratio, Row, Taken, Untold, at_most, ratio, spread, timed_row
from scripts.benchmarks.floors import APPENDED, AppendedFile
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record
from scripts.benchmarks.slow_disk import SlowDisk, syncs_in, why_none
from scripts.benchmarks.turns import Work, seconds, take_turns
from scripts.benchmarks.typed import bytes_of, typing
from tui.records.call_records import SqliteCallRecords

GOAL = 1.15
START = 240
"""The first saves of a run: a minute of typing."""
SLOWER = 0.005
"""Seconds that each sync takes more on the slow disk."""
PAUSE = 0.05
"""Seconds between a save and what comes before it: a fifth of what lies between two in the app, and as good."""
_FLOOR = "floor"


def lines(ground: Ground) -> Iterator[Line]:
    """Every row about saving."""
    both = (ground.small, ground.large)
    appended = str(ground.scratch / "appended")
    folders = {str(record): str(record.folder) for record in both}
    taken = take_saves(folders, appended, *ground.pick((9, 200), (2, 10)))
    yield from (_row(f"save, {record}", taken, record) for record in both)
    yield _first_saves(ground, *ground.pick((9, START), (2, 10)))
    yield _typed_saves(ground, *ground.pick((9, 30), (2, 5)))
    slow = f"each sync {1000 * SLOWER:g} ms slower"
    if why := why_none():
        yield Untold(f"save, {slow}", why)
        yield Untold("sync calls a save", why)
        return
    disk = SlowDisk(ground.scratch)
    values = (folders, appended, *ground.pick((5, 60), (2, 5)))
    work = "scripts.benchmarks.saving:take_saves"
    taken = apart(dict[str, Taken], work, *values, environment=disk.environment(SLOWER))
    yield from (_row(f"save, {record}, {slow}", taken, record) for record in both)
    yield _syncs(ground.large, disk, ground.pick(500, 20))


def take_saves(folders: dict[str, str], appended: str, rounds: int, turns: int) -> dict[str, Taken]:
    """Saves in each of the named folders, and the floor, by turns; a round more at first is not counted."""
    opened = {name: SqliteCallRecords(Path(folder)) for name, folder in folders.items()}
    try:
        with closing(AppendedFile(Path(appended))) as file:
            works = {_FLOOR: appending(file), **{name: saving(records) for name, records in opened.items()}}
            take_turns(works, 1, turns)
            return take_turns(works, rounds, turns)
    finally:
        for records in opened.values():
            records.close()


def syncs_of_saves(folder: str, saves: int) -> list[int]:
    """How often each of so many saves waited for the disk; see `syncs_in`."""
    with closing(SqliteCallRecords(Path(folder))) as records:
        save = saving(records)
        return [syncs_in(save) for _ in range(saves)]


def saving(records: SqliteCallRecords) -> Work:
    """Saves the next state of a call that goes on, in records that are tended to, as the app does after a second."""
    records.tend()
    calls = typing()
    records.claim(next(calls).id)
    return lambda: seconds(partial(records.save, next(calls)))


def appending(file: AppendedFile) -> Work:
    """Appends the same states of the same call."""
    states = map(bytes_of, typing())
    next(states)
    return lambda: seconds(partial(file.append, next(states)))


def _row(what: str, taken: dict[str, Taken], record: Record) -> Row:
    work, floor = taken[str(record)], taken[_FLOOR]
    return timed_row(what, work, APPENDED, floor, [at_most(GOAL, ratio(work, floor).middle, "x")])


def _first_saves(ground: Ground, starts: int, saves: int) -> Row:
    """Each round is a new start, with a WAL that is not there yet."""
    taken = {name: Taken([]) for name in (_FLOOR, str(ground.large))}
    for start in range(starts):
        records = SqliteCallRecords(ground.large.folder)
        with closing(records), closing(AppendedFile(ground.scratch / f"appended-{start}")) as file:
            works = {_FLOOR: appending(file), str(ground.large): saving(records)}
            for name, one in take_turns(works, 1, saves).items():
                taken[name].rounds.extend(one.rounds)
    return _row(f"first {saves} saves of a run, {ground.large}", taken, ground.large)


def _typed_saves(ground: Ground, rounds: int, turns: int) -> Row:
    """With a pause before each, as while somebody types: meanwhile the processor has turned to other things."""
    records = SqliteCallRecords(ground.large.folder)
    with closing(records), closing(AppendedFile(ground.scratch / "appended-typed")) as file:
        works = {_FLOOR: _after_pause(appending(file)), str(ground.large): _after_pause(saving(records))}
        taken = take_turns(works, rounds, turns)
    return _row(f"save, {ground.large}, {1000 * PAUSE:g} ms after the last", taken, ground.large)


def _after_pause(work: Work) -> Work:
    def rested() -> float:
        time.sleep(PAUSE)
        return work()

    return rested


def _syncs(record: Record, disk: SlowDisk, saves: int) -> Row:
    work = "scripts.benchmarks.saving:syncs_of_saves"
    counted = apart(list[int], work, str(record.folder), saves, environment=disk.environment(0))
    took, mostly = spread(counted), mean(counted)
    goal = Goal("1 a save", took.p50 == took.p95 == 1)
    note = f"{mostly:.2f} on average: a checkpoint now and then takes two more"
    one = spread([1])
    return Row(
        "sync calls a save", "calls", took, "one", one, Ratio(mostly, min(counted), max(counted)), (goal,), note
    )
