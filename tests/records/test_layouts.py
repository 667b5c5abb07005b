"""Records of every layout there ever was are read, and brought up to the newest one without losing a word."""

import re
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import START, a_call
from tests.records.told import ids
from tui.model.call import with_promises
from tui.model.promises import Promise
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.index import Index
from tui.records.layout import EVERYTHING, SCHEMA
from tui.records.table import RowDB, open_tinydb
from tui.records.taking_in import AT_A_TIME

FIXTURES = Path(__file__).with_name("fixtures")
"""`layout-N.db` holds the finished calls 1 to 7 and the live call 8, as the release with that layout wrote them.

In the third one the promise of call 4 was told and that of call 5 withdrawn; that of call 6 has no date.
"""

OWED = {1: [], 2: [], 3: [3, 6]}
"""Layout -> the calls that owe something. The first two were made when nobody asked whether a promise was kept."""


@pytest.fixture(params=range(1, SCHEMA + 1))
def older(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A record of each layout."""
    copy_of(request.param, folder)
    return folder


def copy_of(layout: int, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copy(FIXTURES / f"layout-{layout}.db", folder / "calls.db"))


def take_in_all(folder: Path, engine: Engine) -> int:
    """Brings every call into the index; how many turns that took."""
    turns = 1
    with open_tinydb(folder, engine) as db:
        index = Index(db.connection)
        while index.take_in_more():
            turns += 1
    return turns


def in_the_index(db: RowDB) -> list[int]:
    return [call_id for call_id, _ in Index(db.connection).texts('"late"', EVERYTHING)]


def test_every_word_of_an_older_record_is_found_before_and_after_it_is_in_the_index(
    older: Path, engine: Engine
) -> None:
    records = SqliteCallRecords(older, engine)
    for _ in range(2):
        assert ids(records.newest()) == ids(records.newest("late parc")) == [7, 6, 5, 4, 3, 2, 1]
        assert ids(records.newest("tag5")) == [5]
        assert ids(records.newest("nobody said this")) == []
        assert ids([call for call in [records.last_with("caller 4")] if call]) == [4]
        assert [(call.id, call.caller, call.notes) for call in records.interrupted()] == [
            (8, "Dana Lee", "on the phone")
        ]
        third = records.find(3)
        assert third
        assert [promise.text for promise in third.promises] == ["ring back tomorrow 15:00"]
        assert third.overrides[0].missing == ("listen", "sorry")
        records.close()
        take_in_all(older, engine)
    with open_tinydb(older, engine) as db:
        assert in_the_index(db) == [7, 6, 5, 4, 3, 2, 1]


def test_what_changes_before_it_is_in_the_index_is_found_as_it_is_now(older: Path, engine: Engine) -> None:
    records = SqliteCallRecords(older, engine)
    records.finish(a_call(3, "Caller 3", "early parcel", at=START + timedelta(hours=3)))
    records.finish(a_call(9, "Caller 9", "late as well"))
    # One that began before the newest finished one, and ended after it.
    records.finish(a_call(0, "Caller 0", "late and long"))
    with open_tinydb(older, engine) as db:
        db.remove(doc_ids=[5])
    for _ in range(2):
        assert ids(records.newest("late")) == [9, 7, 6, 4, 2, 1, 0]
        assert ids(records.newest("early")) == [3]
        records.close()
        take_in_all(older, engine)
    with open_tinydb(older, engine) as db:
        assert in_the_index(db) == [9, 7, 6, 4, 2, 1, 0]


def test_the_index_takes_in_a_few_calls_at_a_time_the_newest_first(folder: Path, engine: Engine) -> None:
    with open_tinydb(folder, engine) as db:
        db.connection.run("update indexed set first = ?", 2**62)
        calls = [{"notes": "late"} for _ in range(2 * AT_A_TIME + 1)]
        db.insert_multiple(calls)
        index = Index(db.connection)
        assert in_the_index(db) == []
        assert index.take_in_more()
        assert in_the_index(db) == list(range(len(calls), len(calls) - AT_A_TIME, -1))
        assert (index.take_in_more(), index.take_in_more(), index.take_in_more()) == (True, False, False)
        assert in_the_index(db) == list(range(len(calls), 0, -1))


@pytest.mark.parametrize("layout", OWED)
def test_what_an_older_record_owes_is_known_before_and_after_it_is_in_the_index(
    folder: Path, engine: Engine, layout: int
) -> None:
    copy_of(layout, folder)
    records = SqliteCallRecords(folder, engine)
    assert ids(records.owed()) == OWED[layout]
    records.revise(7, lambda call: with_promises(call, (Promise(text="ring back", noted=START, due=START),)))
    records.finish(with_promises(a_call(9), (Promise(text="ring back", noted=START),)))
    assert ids(records.owed()) == [7, *OWED[layout], 9]
    assert ids(records.newest("ring", limit=2)) == [9, 7]
    records.close()
    take_in_all(folder, engine)
    assert ids(records.owed()) == [7, *OWED[layout], 9]
    assert ids(records.newest("ring", limit=2)) == [9, 7]
    records.close()


@pytest.mark.parametrize("layout", range(1, SCHEMA))
def test_an_upgrade_reads_no_call(folder: Path, engine: Engine, layout: int) -> None:
    copy_of(layout, folder)
    seen: list[str] = []

    def connect(*args: Any, **kwargs: Any) -> Any:
        raw = engine.connect(*args, **kwargs)
        raw.set_trace_callback(seen.append)
        return raw

    with open_tinydb(folder, engine._replace(connect=connect)):
        pass
    assert "commit" in seen
    assert [sql for sql in seen if "doc" in sql and not sql.strip().startswith("create ")] == []


class CutOff(Exception):
    """Stands for a power cut."""


@pytest.mark.parametrize("layout", range(1, SCHEMA))
def test_an_upgrade_that_is_cut_off_changes_nothing(folder: Path, engine: Engine, layout: int) -> None:
    file = copy_of(layout, folder)
    before = made_of(file)
    for after in range(1, 100):
        engine_that_stops = engine._replace(connect=lambda *a, _n=after, **k: _Stopping(engine.connect(*a, **k), _n))
        with suppress(CutOff):
            SqliteCallRecords(folder, engine_that_stops).interrupted()
        if made_of(file) != before:
            break
    assert after > 5
    assert made_of(file)[0] == SCHEMA
    assert take_in_all(folder, engine) == 1
    records = SqliteCallRecords(folder, engine)
    assert ids(records.newest("late")) == [7, 6, 5, 4, 3, 2, 1]
    records.close()


def made_of(file: Path) -> tuple[int, list[str]]:
    """The layout of a record, and what there is in it."""
    with closing(sqlite3.connect(file)) as raw:
        layout = raw.execute("pragma user_version").fetchone()[0]
        return layout, [sql for (sql,) in raw.execute("select sql from sqlite_master order by rowid")]


class _Stopping:
    """A connection that fails at the n-th thing it is told in an upgrade."""

    def __init__(self, raw: Any, after: int) -> None:
        self._raw = raw
        self._left = after
        self._counts = False

    def execute(self, sql: str, *values: Any) -> Any:
        self._counts |= bool(re.match("begin", sql))
        self._left -= self._counts
        if self._left < 0 and sql != "rollback":
            raise CutOff
        return self._raw.execute(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def test_there_is_a_fixture_of_every_layout() -> None:
    assert {path.name for path in FIXTURES.glob("layout-*.db")} == {f"layout-{n}.db" for n in range(1, SCHEMA + 1)}
