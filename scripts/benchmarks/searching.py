"""Searching with each key: the newest 20 calls that hold what is typed so far."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import cycle

from scripts.benchmarks.figures import Line, Row, Taken, at_most, ratio, timed_row
from scripts.benchmarks.floors import ASKED, BareRecord, bare_record
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.turns import seconds, take_turns
from tui.model.trouble import Trouble
from tui.records.call_records import SqliteCallRecords
from tui.records.wanted import wanted

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
    for text in typed:
        asked = wanted(text)
        ours = [call.id for call in records.newest(text, FETCHED)]
        if not asked.rest and ours != [call_id for call_id, _ in bare.matching(asked.match, FETCHED)]:
            raise Trouble(f"For a text of {len(text)} characters the record finds other calls than its index.")


def _taken(records: SqliteCallRecords, bare: BareRecord, typed: Sequence[str], rounds: int) -> tuple[Taken, Taken]:
    questions = [wanted(text).match for text in typed]
    ours, floor = cycle(typed), cycle(questions)
    works = {
        "floor": lambda: seconds(partial(bare.matching, next(floor), FETCHED)),
        "ours": lambda: seconds(partial(records.newest, next(ours), FETCHED)),
    }
    taken = take_turns(works, rounds, len(typed))
    return taken["ours"], taken["floor"]


def _row(what: str, typed: Sequence[str], taken: tuple[Taken, Taken]) -> Row:
    ours, floor = taken
    looked_into = sum(1 for text in typed if wanted(text).rest)
    goals = [at_most(GOAL, ratio(ours, floor).middle, "x"), at_most(GOAL_MS, 1000 * ours.spread.p95, "ms at p95")]
    note = (
        f"{len(typed)} keys, {looked_into} of which need a look at the text; {sum(ours.all) / sum(floor.all):.2f} x"
    )
    note += f" for all together; the slowest took {1000 * max(ours.all):.0f} ms"
    return timed_row(what, ours, ASKED, floor, goals, note)
