"""Made anonymous, a whole history still counts the same."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fakes import START, a_playbook
from tui.demo import history
from tui.model.call import Call, Outcome
from tui.model.erasing import Way, Wish
from tui.model.numbers import figures_of, monday_of, table, weekly
from tui.model.query import Query
from tui.records.call_records import SqliteCallRecords
from tui.records.erasing import SqliteErasing
from tui.records.filling import fill

pytestmark = pytest.mark.costly

CALLS = 300
NOW = START + timedelta(days=1)
WEEKS = 200


class Counted(NamedTuple):
    """All that can be counted of a history."""

    figures: list[object]
    weekly: tuple[object, ...]
    rows: list[tuple[object, ...]]
    found: dict[str, list[int]]
    promises: Counter[tuple[str, str, bool]]


def queries() -> Iterator[tuple[str, Query]]:
    yield from ((f"outcome:{outcome}", Query(outcomes=(outcome,))) for outcome in Outcome)
    yield from ((f"mood:{mood}", Query(mood=(mood, mood))) for mood in range(1, 6))
    yield "missed:sorry", Query(missed_sorry=True)


def counted(folder: Path) -> tuple[Counted, list[Call]]:
    with closing(SqliteCallRecords(folder)) as records:
        calls = records.newest(limit=CALLS + 1)
        assert len(calls) == CALLS
        found = {name: [call.id for call in records.search(one, NOW, CALLS + 1)] for name, one in queries()}
    figures = [figures_of(call, NOW) for call in calls]
    promises = chain.from_iterable(call.promises for call in calls)
    last = monday_of(NOW.date())
    return Counted(
        [*figures],
        weekly(figures, last, WEEKS),
        list(table(figures, last, WEEKS)),
        found,
        Counter((promise.kind, promise.state, promise.due is None) for promise in promises),
    ), calls


def test_every_number_and_every_filter_of_numbers_is_as_it_was(folder: Path) -> None:
    folder.mkdir()
    fill(folder, finished=history(CALLS, a_playbook(), START), live=())
    before, calls = counted(folder)
    assert all(before.found[f"outcome:{outcome}"] for outcome in (Outcome.FIXED, Outcome.NEXT_STEP))
    assert before.promises.total() > CALLS / 2
    assert sum(bool(before.found[f"mood:{mood}"]) for mood in range(1, 6)) == 5
    wish = Wish(calls=tuple(call.id for call in calls))
    SqliteErasing(folder).carry_out(wish, Way.ANONYMISE, NOW, lambda _words, _part: None)
    after, calls = counted(folder)
    assert after == before
    assert {(call.caller, call.company, call.notes, call.anonymised) for call in calls} == {("", "", "", NOW)}
