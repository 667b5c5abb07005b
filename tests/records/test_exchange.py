"""Calls that leave as a file for stock TinyDB, and come in from one: nothing lost, nothing doubled."""

import json
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from msgspec import to_builtins
from tinydb import TinyDB

from tests.fakes import START, a_call
from tests.records.exchanged import (
    ID,
    ODD_WORDS,
    a_file,
    brought_in,
    exported,
    keep,
    kept,
    later,
)
from tests.records.told import HEARD
from tests.records.workers import ENGINES, acknowledged, working
from tui.model.client import Client
from tui.model.trouble import RecordsTrouble
from tui.records.call_records import SqliteCallRecords
from tui.records.connection import Connection as Connection_
from tui.records.engine import Engine
from tui.records.exchange import Export, Import
from tui.records.landing import MOST_CALLS
from tui.records.table import open_tinydb

pytestmark = pytest.mark.costly


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.json"


def test_stock_tinydb_opens_what_is_exported(folder: Path, engine: Engine, file: Path) -> None:
    keep(folder, a_call(ID, notes=ODD_WORDS), a_call(ID + 1), live=(a_call(ID + 2, "Ben"),), engine=engine)
    with open_tinydb(folder, engine) as db:
        db.table("calls").update({"from a later release": [1, {"a": None}]}, doc_ids=[ID])
    assert exported(folder, file, engine) == ""
    with TinyDB(file, access_mode="r") as stock:
        found = {name: {one.doc_id: dict(one) for one in stock.table(name)} for name in stock.tables()}
    assert found == kept(folder, engine)
    assert found["calls"][ID]["notes"] == ODD_WORDS
    assert list(found["live"]) == [ID + 2]


def test_an_export_of_nothing_makes_nothing_and_stock_tinydb_opens_it(folder: Path, file: Path) -> None:
    exported(folder, file)
    assert not folder.exists()
    with TinyDB(file) as stock:
        assert stock.table("calls").insert({}) == 1
    assert brought_in(folder, a_file(file, _default={}))[0] == "No call came in."
    assert not folder.exists()


def test_a_document_that_cannot_be_read_is_left_out_and_told(folder: Path, engine: Engine, file: Path) -> None:
    keep(folder, a_call(1), a_call(2), live=(a_call(3), a_call(4)), engine=engine)
    with open_tinydb(folder, engine) as db:
        db.connection.run("update calls set doc = ? where id = 2", HEARD)
        db.connection.run("update live set doc = ? where id = 3", "[]")
    assert exported(folder, file, engine) == (
        f"Call 3 in {folder / 'calls.db'} cannot be read: it was left as it is. So it is with 1 more."
    )
    with TinyDB(file, access_mode="r") as stock:
        assert [[one.doc_id for one in stock.table(name)] for name in ("calls", "live")] == [[1], [4]]


@pytest.mark.costly
@pytest.mark.parametrize("position", [1, 2, 150])
def test_a_call_that_is_finished_meanwhile_is_in_one_table(folder: Path, file: Path, position: int) -> None:
    everyone = [a_call(number) for number in range(2, 300)]
    keep(folder, *everyone, live=(a_call(1, "Ann"), a_call(250, "Ben"), a_call(400, "Cid")))
    records = SqliteCallRecords(folder)
    pieces = []
    for number, piece in enumerate(Export(folder).as_json()):
        if number == position:
            for call_id in (1, 400):
                records.finish(a_call(call_id, "Dan"))
        pieces.append(piece)
    records.close()
    found = json.loads(b"".join(pieces))
    assert set(found["calls"]) | set(found["live"]) == {str(number) for number in (*range(1, 300), 400)}
    # The call with the largest number was passed before; and 250 is in both tables, as it was.
    assert list(found["live"]) == ["400", "250"]


def test_an_export_keeps_nobody_from_saving(folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.records.locks.WAIT_SECONDS", 0)
    keep(folder, *map(a_call, range(1, 300)), engine=engine)
    pieces = Export(folder, engine).as_json()
    assert [next(pieces) for _ in range(3)]
    keep(folder, live=(a_call(500),), engine=engine)
    assert json.loads(b'{"calls": {' + b"".join(pieces).partition(b",\n")[2])["live"] == {}


def test_a_round_trip_gives_equal_records(folder: Path, engine: Engine, file: Path) -> None:
    calls = [a_call(ID + number, notes=f"{ODD_WORDS} {number}") for number in range(MOST_CALLS * 2 + 10)]
    keep(folder, *calls, live=(a_call(7), a_call(8)), engine=engine)
    with open_tinydb(folder, engine) as db:
        db.table("calls").update({"more": {"ü": [0.1, 2**70, None]}}, doc_ids=[ID + 3])
    exported(folder, file, engine)
    other = folder.with_name("other")
    assert brought_in(other, file, engine) == (f"{len(calls) + 2} calls came in.", "")
    assert kept(other, engine) == kept(folder, engine)
    assert not list(other.glob("live-*"))
    assert brought_in(other, file, engine) == (f"No call came in, {len(calls) + 2} were here already.", "")
    assert kept(other, engine) == kept(folder, engine)


def test_live_calls_come_in_as_interrupted_ones(folder: Path, engine: Engine, file: Path) -> None:
    brought_in(folder, a_file(file, [a_call(1)], [a_call(2)]), engine)
    records = SqliteCallRecords(folder, engine)
    assert (records.newest(), records.interrupted(), records.claim(2)) == ([a_call(1)], [a_call(2)], True)
    records.close()


def test_calls_that_came_in_are_found_by_their_words(folder: Path, engine: Engine, file: Path) -> None:
    brought_in(folder, a_file(file, [a_call(1, "Ann", "giraffe"), a_call(2, "Ben", "zebra")]), engine)
    brought_in(folder, a_file(file, [later(a_call(2, "Ben"), "okapi")]), engine)
    records = SqliteCallRecords(folder, engine)
    assert [[call.id for call in records.newest(word)] for word in ("giraffe", "okapi", "zebra")] == [[1], [2], []]
    assert records.last_with("Ben") == later(a_call(2, "Ben"), "okapi")
    records.close()


def test_records_that_take_no_more_are_told_with_what_came_in(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(file, map(a_call, range(1, MOST_CALLS + 10)))
    transactions: list[int] = []

    def full(self: Any) -> Any:
        transactions.append(1)
        if len(transactions) > 1:
            raise RecordsTrouble("The disk is full.")
        return self.connection.transaction()

    with monkeypatch.context() as patched, pytest.raises(RecordsTrouble) as caught:
        patched.setattr("tui.records.table.RowDB.transaction", full)
        brought_in(folder, file)
    assert str(caught.value) == (f"The disk is full. {MOST_CALLS} calls came in. Import the file again for the rest.")
    assert brought_in(folder, file)[0] == f"9 calls came in, {MOST_CALLS} were here already."


DANA = json.loads(json.dumps(to_builtins(Client(id=5, names=("Dana Lee",), touched=START)), default=str))


@pytest.mark.parametrize("stopped", ["commit", "close", "twice"])
def test_ctrl_c_at_the_very_end_of_a_batch_leaves_what_is_told(
    stopped: str, folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, a_call(1))
    before = kept(folder)
    a_file(file, map(a_call, range(2, MOST_CALLS * 2)), clients={"5": DANA})
    execute, close, commits = Connection_._execute, Connection_.close, 0

    def stopped_after(self: Connection_, sql: str, *values: Any) -> Any:
        nonlocal commits
        done = execute(self, sql, *values)
        commits += sql == "commit"
        if sql == "commit" and commits in {"commit": (2,), "twice": (2, 4)}.get(stopped, ()):
            raise KeyboardInterrupt
        return done

    def closed(self: Connection_) -> None:
        close(self)
        if stopped == "close":
            raise KeyboardInterrupt

    calls = Import(folder)
    with monkeypatch.context() as patched:
        patched.setattr(Connection_, "_execute", stopped_after)
        patched.setattr(Connection_, "close", closed)
        if stopped == "close":
            calls.bring_in(str(file))
        else:
            with pytest.raises(RecordsTrouble if stopped == "twice" else KeyboardInterrupt) as caught:
                calls.bring_in(str(file))
    if stopped == "commit":
        assert kept(folder) == before
    elif stopped == "twice":
        assert "may stay. Import the file again" in str(caught.value)
    else:
        assert len(kept(folder)["calls"]) == MOST_CALLS * 2 - 1


def import_when_told(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Import the file that is told, and say what came in."""
    calls = Import(folder, ENGINES[engine_name])
    calls.bring_in(pipe.recv())
    pipe.send(calls.words())


def import_and_be_killed(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Import the file that is told; killed between the n-th statement that begins as told and the next one."""
    file, beginning, left = pipe.recv()
    engine = ENGINES[engine_name]

    def told(sql: str) -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= sql.startswith(beginning)

    def connect(*args: Any, **kwargs: Any) -> Any:
        raw = engine.connect(*args, **kwargs)
        raw.set_trace_callback(told)
        return raw

    Import(folder, engine._replace(connect=connect)).bring_in(file)
    pipe.send(0)


MANY = MOST_CALLS * 2 + 50


@pytest.fixture
def many(file: Path) -> Path:
    """A file with three batches of calls; a few are live."""
    return a_file(file, [a_call(ID + n) for n in range(MANY - 5)], [a_call(n) for n in range(1, 6)])


def assert_all_is_there_once(folder: Path, engine: Engine, many: Path) -> None:
    assert brought_in(folder, many, engine) == (f"No call came in, {MANY} were here already.", "")
    whole = json.loads(many.read_text()) | {"clients": {}}
    found = kept(folder, engine)
    assert found == {name: {int(key): one for key, one in table.items()} for name, table in whole.items()}


def test_two_processes_that_import_the_same_file_double_nothing(folder: Path, engine_name: str, many: Path) -> None:
    with (
        working(import_when_told, folder, engine_name) as (_, one),
        working(import_when_told, folder, engine_name) as (_, other),
    ):
        one.send(str(many))
        other.send(str(many))
        said = [one.recv(), other.recv()]
    counts = [int(word) for words in said for word in words.replace(",", "").split() if word.isdigit()]
    assert sum(counts) == MANY * 2
    assert_all_is_there_once(folder, ENGINES[engine_name], many)


@pytest.mark.costly
@pytest.mark.skipif(os.name != "posix", reason="There is no SIGKILL here.")
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "beginning", ["begin", "select cast(doc as blob) from live", "insert into calls", "delete", "commit"]
)
def test_an_import_that_is_killed_can_be_run_again(
    folder: Path, engine_name: str, many: Path, beginning: str, number: int
) -> None:
    engine = ENGINES[engine_name]
    # One that is here already, and one in each of the first two batches that is finished in the file.
    finished = [ID + 3, ID + MOST_CALLS + 3]
    keep(folder, a_call(ID + 1), live=tuple(map(a_call, finished)), engine=engine)
    with working(import_and_be_killed, folder, engine_name) as (process, pipe):
        pipe.send((str(many), beginning, number))
        process.join()
        assert acknowledged(pipe) == []
    found = kept(folder, engine)
    assert {ID + 1, *finished} <= {*found["calls"], *found["live"]}
    brought_in(folder, many, engine)
    assert_all_is_there_once(folder, engine, many)
