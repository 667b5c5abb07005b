"""Finishing a call: out of the live ones, into the finished ones and their index, beside one save."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from scripts.benchmarks.figures import Line, at_most, ratio, timed_row
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.saving import saving
from scripts.benchmarks.turns import Work, seconds, take_turns
from scripts.benchmarks.typed import wrapped_up
from tui.records.call_records import SqliteCallRecords

GOAL = 5
SAVED = "one durable save"


def lines(ground: Ground) -> Iterator[Line]:
    """One row."""
    rounds, turns = ground.pick((9, 60), (2, 5))
    with closing(SqliteCallRecords(ground.large.folder)) as records:
        works = {"floor": saving(records), "finish": _finishing(records, rounds * turns)}
        taken = take_turns(works, rounds, turns)
    finish, floor = taken["finish"], taken["floor"]
    goals = [at_most(GOAL, ratio(finish, floor).middle, "x")]
    yield timed_row(f"finish a call, {ground.large}", finish, SAVED, floor, goals)


def _finishing(records: SqliteCallRecords, number: int) -> Work:
    """Finishes one more call, which was claimed and saved before as a call in the app is."""
    calls = iter(wrapped_up(number))

    def finish() -> float:
        call = next(calls)
        records.claim(call.id)
        records.save(call)
        return seconds(partial(records.finish, call))

    return finish
