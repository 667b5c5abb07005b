"""Which finished calls still owe something: found by what falls due first, however a document was written."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import where
from tinydb.table import Document

from tests.fakes import START, a_call
from tests.records.conftest import Opener
from tests.records.exchanged import a_file, brought_in, exported, later
from tests.records.told import HEARD, finish, ids
from tui.model.call import Call, with_promises
from tui.model.promises import NO_DAY, Promise, PromiseState
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.engine import Engine
from tui.records.owed import OwedCalls
from tui.records.table import open_tinydb

HOUR = timedelta(hours=1)


def owing(call_id: int, due: datetime | None, state: PromiseState = PromiseState.PROMISED) -> Call:
    return with_promises(a_call(call_id), (Promise(text="ring back", noted=START, due=due, state=state),))


def test_what_falls_due_first_comes_first_and_what_has_no_date_last(window: Opener) -> None:
    records = window()
    finish(records, owing(1, None), owing(2, START + HOUR), owing(3, START - HOUR), owing(4, None), owing(5, START))
    assert ids(window().owed()) == [3, 5, 2, 1, 4]
    assert ids(records.owed(limit=2)) == [3, 5]
    assert records.owed(limit=0) == records.owed(limit=-1) == []
    assert records.owed(limit=1) == [owing(3, START - HOUR)]


def test_more_than_fit_one_page_all_come(window: Opener) -> None:
    records = window()
    finish(records, *(owing(call_id, START + call_id % 7 * HOUR) for call_id in range(1, 232)))
    found = ids(records.owed(limit=1000))
    assert found == sorted(range(1, 232), key=lambda call_id: (call_id % 7, call_id))
    assert ids(records.owed()) == found[:200]


def test_only_what_the_client_still_waits_for_is_owed(window: Opener) -> None:
    records = window()
    finish(records, a_call(9), *(owing(number, START, state) for number, state in enumerate(PromiseState, start=1)))
    records.save(owing(20, START))
    assert [call.promises[0].state for call in records.owed()] == [PromiseState.PROMISED, PromiseState.DONE]


def test_a_call_of_the_first_schema_owes_nothing(window: Opener) -> None:
    records = window()
    records.finish(replace(owing(1, START), schema=1, owed=None))
    assert records.owed() == []


def test_what_was_put_off_is_found_where_it_belongs_now(window: Opener) -> None:
    records = window()
    finish(records, owing(1, START), owing(2, START + HOUR), owing(3, None))
    put_off = owing(1, START + 2 * HOUR)
    assert records.revise(1, lambda _: put_off) == put_off
    assert ids(window().owed()) == [2, 1, 3]
    records.revise(2, lambda call: with_promises(call, ()))
    assert ids(records.owed()) == [1, 3]


# How the record keeps it


def test_they_are_found_without_a_look_at_the_other_calls(
    folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    with open_tinydb(folder, engine) as db:
        run = db.connection.run

        def explained(sql: str, *values: Any) -> list[tuple[Any, ...]]:
            seen.extend(row[3] for row in run(f"explain query plan {sql}", *values))
            found: list[tuple[Any, ...]] = run(sql, *values)
            return found

        monkeypatch.setattr(db.connection, "run", explained)
        assert list(OwedCalls(db.connection).texts()) == []
    assert [step.replace("TABLE ", "").replace("INTEGER PRIMARY KEY", "pk") for step in seen] == [
        "SEARCH owed USING COVERING INDEX owed_by_due (due>?)",
        "SEARCH calls USING pk (rowid=?)",
    ]


ODD = {
    "nothing": None,
    "a text": "1700000000",
    "a list": [5],
    "an object": {"due": 5},
    "true": True,
    "half a second": 1.5,
    "a huge number": 2**70,
    "a time before 1970": -5,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_a_script_wrote_there_hides_no_other_call(folder: Path, engine: Engine, odd: object) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, owing(1, START), owing(3, None))
    with open_tinydb(folder, engine) as db:
        db.insert(Document(to_document(a_call(2, HEARD)) | {"owed": odd}, doc_id=2))
    assert [call_id for call_id in ids(records.owed()) if call_id != 2] == [1, 3]
    assert [call.id for call in records.owed() if call.id == 2] == [2] * (type(odd) is int)
    records.close()


BROKEN = {
    "no JSON": f'{{"owed":5,{HEARD}',
    "half of it": '{"owed":5,"notes":"',
    "another one behind it": '{"owed":5} {"owed":6}',
    "NUL": '{"owed":5}\0',
    "a list": '[{"owed":5}]',
    "nothing": "",
    "deep": f'{{"owed":5,"deep":{"[" * 100_000}{"]" * 100_000}}}',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_row_that_is_no_call_hides_no_other_and_can_be_changed(folder: Path, engine: Engine, text: str) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, owing(1, START), owing(3, None))
    with open_tinydb(folder, engine) as db:
        db.connection.run("insert into calls (id, doc) values (2, ?)", text)
        assert ids(records.owed()) == [1, 3]
        db.connection.run("update calls set doc = ? where id = 2", json.dumps(to_document(owing(2, START + HOUR))))
        assert ids(records.owed()) == [1, 2, 3]
        db.connection.run("update calls set doc = ? where id = 2", text)
        db.connection.run("delete from calls where id = 2")
    assert ids(records.owed()) == [1, 3]
    records.close()


def test_an_owed_call_that_cannot_be_read_is_told(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, owing(1, START), owing(2, START + HOUR))
    with open_tinydb(folder, engine) as db:
        db.update({"notes": 5}, doc_ids=[1])
    assert ids(records.owed(limit=1)) == [2]
    assert records.left_out() == [f"Call 1 in {folder / 'calls.db'} cannot be read: it was left as it is."]
    records.close()


def test_it_follows_whatever_a_script_does_with_tinydb(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.insert_multiple(
            Document(to_document(owing(call_id, START + call_id * HOUR)), doc_id=call_id) for call_id in range(1, 6)
        )
        assert ids(records.owed()) == [1, 2, 3, 4, 5]
        db.update({"owed": NO_DAY}, where("id") == 2)
        db.upsert(Document({"owed": 0}, doc_id=5))
        db.remove(doc_ids=[3])
        assert ids(records.owed()) == [5, 1, 4, 2]
        db.truncate()
        assert records.owed() == []
        db.insert(Document(to_document(owing(3, START)), doc_id=3))
        db.drop_tables()
        assert records.owed() == []
        assert db.connection.run("select * from owed") == []
    records.close()


def test_one_that_is_put_off_while_the_list_is_read_comes_once(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, *(owing(call_id, START + call_id * HOUR) for call_id in range(1, 5)))
    with open_tinydb(folder, engine) as db:
        found = OwedCalls(db.connection).texts(page_size=2)
        first = [next(found)[0], next(found)[0]]
        records.revise(1, lambda call: owing(1, START + 9 * HOUR))
        assert [*first, *(call_id for call_id, _ in found)] == [1, 2, 3, 4]
    records.close()


def test_what_came_in_is_owed_and_of_two_states_the_later_one_counts(folder: Path, engine: Engine) -> None:
    there, file = folder.with_name("there"), folder.with_name("calls.json")
    records = SqliteCallRecords(there, engine)
    finish(records, owing(1, START), owing(2, None))
    exported(there, file, engine)
    brought_in(folder, file, engine)
    here = SqliteCallRecords(folder, engine)
    assert ids(here.owed()) == [1, 2]
    a_file(file, [later(owing(1, START, PromiseState.TOLD))])
    brought_in(folder, file, engine)
    assert ids(here.owed()) == [2]
    here.close()
    records.close()


@pytest.mark.parametrize("has_backup", [True, False])
def test_a_mended_record_owes_what_it_owed(folder: Path, engine: Engine, has_backup: bool) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, owing(1, START), owing(2, None), owing(3, START, PromiseState.TOLD), a_call(4))
    records.close()
    if has_backup:
        Backups(folder, engine).make()
    with open_tinydb(folder, engine) as db:
        root = db.connection.run("select rootpage from sqlite_master where name = 'owed_by_due'")[0][0]
    with (folder / "calls.db").open("r+b") as spoilt:
        spoilt.seek((root - 1) * 8192)
        spoilt.write(b"\xff" * 8192)
    assert ids(records.owed()) == [1, 2]
    [noticed] = records.noticed()
    assert noticed.startswith("The records were damaged and have been mended: every call could be read (4)")
    assert ids(records.owed()) == [1, 2]
    records.close()


def test_a_backup_in_the_place_of_the_record_owes_the_same(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    finish(records, owing(1, START), owing(2, None))
    made = Backups(folder, engine).make()
    assert made
    records.revise(1, lambda call: owing(1, START, PromiseState.TOLD))
    other = folder.with_name("other")
    other.mkdir()
    shutil.copy(made, other / "calls.db")
    again = SqliteCallRecords(other, engine)
    assert (ids(records.owed()), ids(again.owed())) == ([2], [1, 2])
    for each in (records, again):
        each.close()
