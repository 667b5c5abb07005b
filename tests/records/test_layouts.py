"""Records of every layout there ever was are read, and brought up to the newest one without losing a word."""

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import START, a_call
from tests.records.told import ids
from tui.model.call import SCHEMA as CALL_SCHEMA
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.index import AT_A_TIME, Index
from tui.records.layout import EVERYTHING, SCHEMA
from tui.records.table import RowDB, open_tinydb

FIXTURES = Path(__file__).with_name("fixtures")
"""`layout-N.db` holds the finished calls 1 to 7 and the live call 8, as the release with that layout wrote them."""


@pytest.fixture(params=range(1, SCHEMA + 1))
def older(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A record of each layout."""
    folder.mkdir()
    shutil.copy(FIXTURES / f"layout-{request.param}.db", folder / "calls.db")
    return folder


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
        assert third.schema == CALL_SCHEMA
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


class CutOff(Exception):
    """Stands for a power cut."""


def test_an_upgrade_that_is_cut_off_changes_nothing(folder: Path, engine: Engine) -> None:
    folder.mkdir()
    shutil.copy(FIXTURES / "layout-1.db", folder / "calls.db")
    for after in range(1, 12):
        engine_that_stops = engine._replace(connect=lambda *a, _n=after, **k: _Stopping(engine.connect(*a, **k), _n))
        with pytest.raises(CutOff):
            SqliteCallRecords(folder, engine_that_stops).interrupted()
    assert take_in_all(folder, engine) == 1
    records = SqliteCallRecords(folder, engine)
    assert ids(records.newest("late")) == [7, 6, 5, 4, 3, 2, 1]
    records.close()


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
