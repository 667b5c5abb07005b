"""Nothing that was acknowledged is ever lost: killed processes, and two at once."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.fakes import a_call
from tests.records.workers import (
    ENGINES,
    LONG_CALL,
    acknowledged,
    claim_and_stay,
    finish_for_ever,
    owe_for_ever,
    save_a_hundred,
    save_for_ever,
    set_up_a_count,
    working,
)
from tui.model.call import with_promises
from tui.model.trouble import RecordsTrouble
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import SAFE_SINCE, best_engine, stdlib_engine
from tui.records.locks import Fence
from tui.records.table import open_tinydb

pytestmark = pytest.mark.costly

KILLS = 15
"""For each SQLite."""


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_process_loses_nothing_it_said_it_kept(folder: Path, engine_name: str, kill: int) -> None:
    with working(save_for_ever, folder, engine_name) as (process, pipe):
        # Heard so far; meanwhile it goes on, and is killed in the middle of whatever it is doing.
        heard = [pipe.recv() for _ in range(1 + kill * 97 % 400)]
        process.kill()
        process.join()
        last = (heard + acknowledged(pipe))[-1]
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    found = [int(call.notes) for call in records.interrupted()]
    records.save(a_call(1, notes="after"))
    assert [call.notes for call in records.interrupted()] == ["after"]
    records.close()
    # One more may be on the disk than could be said.
    assert found in ([last], [last + 1])


def test_a_call_whose_finishing_is_killed_is_in_one_table(folder: Path, engine_name: str) -> None:
    said: list[int] = []
    next_id = 1
    for kill in range(KILLS):
        with working(finish_for_ever, folder, engine_name) as (process, pipe):
            pipe.send(next_id)
            said += [pipe.recv() for _ in range(1 + kill * 17 % 60)]
            process.kill()
            process.join()
            said += acknowledged(pipe)
        with open_tinydb(folder, ENGINES[engine_name]) as db:
            live, calls = ({doc.doc_id for doc in db.table(name)} for name in ("live", "calls"))
        assert not live & calls
        assert {call_id for call_id in said if call_id > 0} <= calls
        assert {-call_id for call_id in said if call_id < 0} <= live | calls
        next_id = max(live | calls) + 1


def test_a_call_whose_revising_is_killed_owes_what_its_promises_say(folder: Path, engine_name: str) -> None:
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    records.finish(a_call(1))
    for kill in range(KILLS):
        with working(owe_for_ever, folder, engine_name) as (process, pipe):
            heard = [pipe.recv() for _ in range(1 + kill * 17 % 60)]
            process.kill()
            process.join()
            last = (heard + acknowledged(pipe))[-1]
        [call] = records.owed()
        assert call.promises[0].text in (f"hour{last}", f"hour{last + 1}")
        assert call == with_promises(call, call.promises)
        assert records.newest(call.promises[0].text) == [call]
    records.close()


def test_a_kill_in_the_middle_of_a_checkpoint_loses_nothing(folder: Path, engine_name: str) -> None:
    with working(claim_and_stay, folder, engine_name) as (process, pipe):
        assert pipe.recv() is True
        process.kill()
        process.join()
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    with open_tinydb(other, ENGINES[engine_name]) as db:
        db.connection.run("pragma wal_checkpoint(truncate)")
    # Copied back is the first page only, which counts pages that are still in the WAL alone.
    first_page = (other / "calls.db").read_bytes()[:8192]
    file = folder / "calls.db"
    assert int.from_bytes(first_page[28:32]) * 8192 > file.stat().st_size
    with file.open("r+b") as half_done:
        half_done.write(first_page)
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    assert records.interrupted() == [LONG_CALL]
    records.close()


def test_two_processes_at_once_lose_nothing(folder: Path, engine_name: str) -> None:
    set_up_a_count(folder, engine_name)
    with (
        working(save_a_hundred, folder, engine_name) as (_, one),
        working(save_a_hundred, folder, engine_name) as (_, other),
    ):
        one.send(1000)
        other.send(2000)
        assert (one.recv(), other.recv()) == (1000, 2000)
    with open_tinydb(folder, ENGINES[engine_name]) as db:
        kept = {doc.doc_id: doc for doc in db.table("live")}
    assert kept.pop(0) == {"count": 200}
    assert set(kept) == {*range(1000, 1100), *range(2000, 2100)}


def test_two_processes_that_make_the_record_at_once_both_can(folder: Path, engine_name: str) -> None:
    for start in range(5):
        with (
            working(claim_and_stay, folder / str(start), engine_name) as (_, one),
            working(claim_and_stay, folder / str(start), engine_name) as (_, other),
        ):
            assert sorted([one.recv(), other.recv()]) == [False, True]


def test_another_process_owns_its_call_until_it_is_killed(
    folder: Path, engine_name: str, records: SqliteCallRecords
) -> None:
    with working(claim_and_stay, folder, engine_name) as (process, pipe):
        assert pipe.recv() is True
        assert records.claim(1) is False
        assert records.interrupted() == []
        process.kill()
        process.join()
    assert records.interrupted() == [LONG_CALL]
    assert records.claim(1) is True
    assert records.interrupted() == []


def test_an_unsafe_sqlite_works_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.records.locks.WAIT_SECONDS", 0)
    records = SqliteCallRecords(folder, ENGINES["unsafe"])
    records.save(a_call(1, notes="before"))
    with Fence(folder / "calls.db.lock").hold(), pytest.raises(RecordsTrouble, match="Another program"):
        records.save(a_call(1, notes="beside"))
    assert [call.notes for call in records.interrupted()] == ["before"]
    records.save(a_call(1, notes="after"))
    assert [call.notes for call in records.interrupted()] == ["after"]
    records.close()


def test_a_safe_sqlite_needs_no_lock_to_save(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.records.locks.WAIT_SECONDS", 0)
    records = SqliteCallRecords(folder, ENGINES["unsafe"]._replace(version=SAFE_SINCE))
    records.save(a_call(1))
    with Fence(folder / "calls.db.lock").hold():
        records.save(a_call(1, notes="beside"))
    assert [call.notes for call in records.interrupted()] == ["beside"]
    records.close()


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [((3, 40, 1), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True), ((4, 0, 0), True)],
)
def test_which_sqlite_is_safe(version: tuple[int, int, int], is_safe: bool) -> None:
    assert stdlib_engine()._replace(version=version).is_safe is is_safe


def test_the_current_sqlite_is_taken_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.records.engine.find_spec", lambda name: None)
    of_python = stdlib_engine()
    assert best_engine() == of_python
    monkeypatch.setattr("tui.records.engine.find_spec", lambda name: object())
    stand_in = {"sqlcipher3.dbapi2": sqlite3, "sqlite3": None}
    monkeypatch.setattr("tui.records.engine.import_module", stand_in.__getitem__)
    assert best_engine() == of_python
