"""Searching with each key: the newest 20 calls that hold what is typed so far."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import cycle

from scripts.benchmarks.figures import Line, Row, Taken, at_most, ratio, timed_row
from scripts.benchmarks.floors import ASKED, BareRecord, bare_record
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.turns import seconds, take_turns
from tui.model.query import Query
from tui.model.query_text import read_query
from tui.model.trouble import Trouble
from tui.records.asked import asked
from tui.records.call_records import SqliteCallRecords
from tui.system_clock import SystemClock

GOAL = 1.5
GOAL_MS = 10
FETCHED = 20


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each size."""
    for record in (ground.small, ground.large):
        typed = keystrokes(record.folder, ground.pick(900, 40))
        with closing(SqliteCallRecords(record.folder)) as records, bare_record(record.folder) as bare:
            compare(records, bare, typed)
            yield _row(f"search, {record}", typed, _taken(records, bare, typed, ground.pick(3, 1)))


def compare(records: SqliteCallRecords, bare: BareRecord, typed: Sequence[str]) -> None:
    """Raise `Trouble` where the record finds other calls than its index; only then are both the same work."""
    for text, (query, now) in zip(typed, _read(typed), strict=True):
        question = asked(query, now, ())
        ours = [call.id for call in records.search(query, now, FETCHED)]
        if question.rest == Query() and ours != [call_id for call_id, _ in bare.matching(question.match, FETCHED)]:
            raise Trouble(f"For a text of {len(text)} characters the record finds other calls than its index.")


def _read(typed: Sequence[str]) -> list[tuple[Query, datetime]]:
    """What is typed as the app reads it, and when."""
    clock = SystemClock()
    now = clock.now()
    return [(read_query(text, now, clock.at_local).query, now) for text in typed]


def _taken(records: SqliteCallRecords, bare: BareRecord, typed: Sequence[str], rounds: int) -> tuple[Taken, Taken]:
    questions = [asked(query, now, ()).match for query, now in _read(typed)]
    ours, floor = cycle(_read(typed)), cycle(questions)
    works = {
        "floor": lambda: seconds(partial(bare.matching, next(floor), FETCHED)),
        "ours": lambda: seconds(partial(records.search, *next(ours), FETCHED)),
    }
    taken = take_turns(works, rounds, len(typed))
    return taken["ours"], taken["floor"]


def _row(what: str, typed: Sequence[str], taken: tuple[Taken, Taken]) -> Row:
    ours, floor = taken
    looked_into = sum(1 for query, now in _read(typed) if asked(query, now, ()).rest != Query())
    goals = [at_most(GOAL, ratio(ours, floor).middle, "x"), at_most(GOAL_MS, 1000 * ours.spread.p95, "ms at p95")]
    note = (
        f"{len(typed)} keys, {looked_into} of which need a look at the text; {sum(ours.all) / sum(floor.all):.2f} x"
    )
    note += f" for all together; the slowest took {1000 * max(ours.all):.0f} ms"
    return timed_row(what, ours, ASKED, floor, goals, note)
