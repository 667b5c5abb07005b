"""Looking back: the brief about a client, cases like this, and the search with its filters."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import cycle
from statistics import fmean

from scripts.benchmarks.figures import Line, Row, at_most, ratio, timed_row
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.traced import Ask, bare, statements_behind
from scripts.benchmarks.turns import seconds, take_turns
from tui.demo.chance import Chance
from tui.model.query import Query
from tui.model.query_text import read_query
from tui.model.same_person import caller_of
from tui.records.call_records import SqliteCallRecords
from tui.records.table import RowTable, open_tinydb
from tui.services.client_book import ClientBook
from tui.system_clock import SystemClock

GOAL = 1.5
BEHIND = "the same statements, bare"
FETCHED = 20
PAUSES = 4
FEWEST = 60
"""Characters of notes at which anything is looked for."""
FILTERS = ("", "outcome:fixed ", "is:open ", "mood:<3 ", "after:30d ", "missed:sorry ", "-gift ", "playbook:heart ")
"""Stand before what is typed, in turn; most searches have none."""


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each kind of question, at both sizes."""
    for record in (ground.small, ground.large):
        number, rounds = ground.pick((300, 3), (12, 1))
        yield _row(f"search with filters, {record}", record, _searches(record, number), rounds)
        yield _row(f"brief, {record}", record, _briefs(record, number), rounds)
        yield _row(f"cases like this, {record}", record, _likenesses(record, number), rounds)


def _searches(record: Record, number: int) -> list[Ask]:
    clock = SystemClock()
    now = clock.now()
    before = cycle(("", "", *FILTERS))
    texts = (f"{next(before)}{typed}" for typed in keystrokes(record.folder, number))
    return [partial(_search, read_query(text, now, clock.at_local).query, now) for text in texts]


def _search(query: Query, now: datetime, records: SqliteCallRecords) -> object:
    return records.search(query, now, FETCHED)


def _briefs(record: Record, number: int) -> list[Ask]:
    """About callers as often as they call."""
    with closing(SqliteCallRecords(record.folder)) as records:
        callers = [caller_of(call) for call in records.newest(limit=2000) if call.caller]
    chance = Chance(11)
    return [partial(_brief, chance.one_of(callers)) for _ in range(number)]


def _brief(caller: str, records: SqliteCallRecords) -> object:
    return ClientBook(records=records, clock=SystemClock()).brief_of(caller)


def _likenesses(record: Record, number: int) -> list[Ask]:
    """For the notes of calls that there are, each at four pauses while they grow."""
    chance = Chance(12)
    with open_tinydb(record.folder) as db:
        calls = db.table("calls")
        ids = calls.rows.ids()
        noted = [(one, _notes(calls, one)) for one in (chance.one_of(ids) for _ in range(number // PAUSES))]
    return [
        partial(_alike, text[: max(FEWEST, len(text) * pause // PAUSES)], call_id)
        for call_id, text in noted
        for pause in range(1, PAUSES + 1)
    ]


def _notes(calls: RowTable, call_id: int) -> str:
    found = calls.get(doc_id=call_id)
    return str(found["notes"]) if isinstance(found, dict) else ""


def _alike(notes: str, but: int, records: SqliteCallRecords) -> object:
    return records.alike(notes, (), but)


def _row(what: str, record: Record, asked: Sequence[Ask], rounds: int) -> Row:
    behind = statements_behind(record.folder, asked)
    ours, floor = cycle(asked), cycle(behind)
    with closing(SqliteCallRecords(record.folder)) as records, bare(record.folder) as ask:
        works = {
            "floor": lambda: seconds(partial(ask, next(floor))),
            "ours": lambda: seconds(partial(next(ours), records)),
        }
        taken = take_turns(works, rounds, len(asked))
    quotient = ratio(taken["ours"], taken["floor"])
    note = f"{fmean(map(len, behind)):.1f} statements a question"
    return timed_row(what, taken["ours"], BEHIND, taken["floor"], [at_most(GOAL, quotient.middle, "x")], note)
