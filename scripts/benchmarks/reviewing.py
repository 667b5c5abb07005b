"""Looking back: the brief about a client, cases like this, and the search with its filters."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from itertools import cycle
from statistics import fmean

from scripts.benchmarks.figures import Line, Row, at_most, ratio, timed_row
from scripts.benchmarks.floors import MATCHING
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.traced import Ask, Statement, bare, statements_behind
from scripts.benchmarks.turns import seconds, take_turns
from tui.demo.chance import Chance
from tui.model.marks import read_caller
from tui.model.query import Query
from tui.model.query_text import read_query
from tui.model.same_person import caller_of
from tui.records.call_records import SqliteCallRecords
from tui.records.table import RowTable, open_tinydb
from tui.records.wanted import wanted_caller
from tui.services.client_book import MOST_MET, ClientBook
from tui.system_clock import SystemClock

GOAL = 1.5
BEHIND = "the same statements, bare"
INSTEAD = "one bare query for their calls"
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
        callers = _callers(record, number)
        briefs, theirs = [partial(_brief, one) for one in callers], [[_calls_of(one)] for one in callers]
        yield _row(f"brief, {record}", record, briefs, rounds, theirs)
        yield _row(f"cases like this, {record}", record, _likenesses(record, number), rounds)


def _searches(record: Record, number: int) -> list[Ask]:
    clock = SystemClock()
    now = clock.now()
    before = cycle(("", "", *FILTERS))
    texts = (f"{next(before)}{typed}" for typed in keystrokes(record.folder, number))
    return [partial(_search, read_query(text, now, clock.at_local).query, now) for text in texts]


def _search(query: Query, now: datetime, records: SqliteCallRecords) -> object:
    return records.search(query, now, FETCHED)


def _callers(record: Record, number: int) -> list[str]:
    """Each as often as they call."""
    with closing(SqliteCallRecords(record.folder)) as records:
        callers = [caller_of(call) for call in records.newest(limit=2000) if call.caller]
    chance = Chance(11)
    return [chance.one_of(callers) for _ in range(number)]


def _calls_of(caller: str) -> Statement:
    """The question that a brief answers, asked barely: all calls with this caller."""
    return MATCHING, (wanted_caller(*read_caller(caller)), MOST_MET)


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


def _row(
    what: str, record: Record, asked: Sequence[Ask], rounds: int, instead: Sequence[Sequence[Statement]] = ()
) -> Row:
    """Beside the statements that it asks, or beside those that could be asked `instead`; the note tells both."""
    behind = statements_behind(record.folder, asked)
    ours, own, floor = cycle(asked), cycle(behind), cycle(instead or behind)
    with closing(SqliteCallRecords(record.folder)) as records, bare(record.folder) as ask:
        works = {
            "floor": lambda: seconds(partial(ask, next(floor))),
            "ours": lambda: seconds(partial(next(ours), records)),
        }
        if instead:
            works["own"] = lambda: seconds(partial(ask, next(own)))
        taken = take_turns(works, rounds, len(asked))
    note = f"{fmean(map(len, behind)):.1f} statements a question"
    if instead:
        note += f", {ratio(taken['ours'], taken['own']).middle:.2f} x these bare"
    goals = [at_most(GOAL, ratio(taken["ours"], taken["floor"]).middle, "x")]
    return timed_row(what, taken["ours"], INSTEAD if instead else BEHIND, taken["floor"], goals, note)
