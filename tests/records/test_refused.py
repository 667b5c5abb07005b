"""What is not ours, or not whole, is left as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb.table import Document

from tests.fakes import a_call
from tests.records.told import HEARD, a_record, assert_works, ids, sentence_of, trouble_with_a_save
from tui.model.call import SCHEMA as CALL_SCHEMA
from tui.model.trouble import RecordsTrouble
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.engine import Engine
from tui.records.layout import SCHEMA
from tui.records.table import open_tinydb


def assert_refused(records: SqliteCallRecords, file: Path, sentence: str) -> None:
    """Neither read nor written, and the file is as it was."""
    before = file.read_bytes() if file.is_file() else None
    assert trouble_with_a_save(records) == sentence
    for read in (records.newest, records.interrupted, records.callers):
        with pytest.raises(RecordsTrouble) as caught:
            read()
        assert sentence_of(caught.value) == sentence
    records.close()
    assert (file.read_bytes() if file.is_file() else None) == before
    assert {path.name for path in file.parent.iterdir()} <= {file.name, f"{file.name}.lock", f"{file.name}.open"}


def test_a_folder_in_the_place_of_the_file(records: SqliteCallRecords, folder: Path) -> None:
    file = folder / "calls.db"
    file.mkdir(parents=True)
    assert_refused(records, file, f"{file} is not a heartfirst record: it was left as it is.")
    file.rmdir()
    assert_works(records)


@pytest.mark.parametrize(
    "garbage", [b"x", b"garbage" * 10_000, b"SQLite format 3\0" + b"\xff" * 9000], ids=["short", "long", "head"]
)
def test_a_file_that_is_no_database(records: SqliteCallRecords, folder: Path, garbage: bytes) -> None:
    folder.mkdir()
    file = folder / "calls.db"
    file.write_bytes(garbage)
    assert_refused(records, file, f"{file} is not a heartfirst record: it was left as it is.")
    file.unlink()
    assert_works(records)


def test_the_database_of_another_program(records: SqliteCallRecords, folder: Path) -> None:
    folder.mkdir()
    file = folder / "calls.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("create table calls (id integer primary key, doc text)")
        other.execute("pragma journal_mode = wal")
    assert_refused(records, file, f"{file} is not a heartfirst record: it was left as it is.")


def test_a_record_of_a_newer_release(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    file = a_record(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.connection.run(f"pragma user_version = {SCHEMA + 1}")
    assert_refused(records, file, f"{file} was written by a newer heartfirst: it was left as it is.")


def test_a_call_of_a_newer_release(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    newer = to_document(a_call(2, HEARD)) | {"schema": CALL_SCHEMA + 1, "shape": "new"}
    with open_tinydb(folder, engine) as db:
        db.insert(Document(newer, doc_id=2))
    assert records.newest() == [a_call(1)]
    with pytest.raises(RecordsTrouble, match="newer heartfirst"):
        records.find(2)
    assert records.left_out() == [f"{folder / 'calls.db'} was written by a newer heartfirst: it was left as it is."]
    with open_tinydb(folder, engine) as db:
        assert [doc["shape"] for doc in db if doc.doc_id == 2] == ["new"]


@pytest.mark.parametrize("spoilt", [{"outcome": HEARD}, {"notes": 5}, {"steps": None}])
def test_a_call_that_somebody_spoilt(
    records: SqliteCallRecords, folder: Path, engine: Engine, spoilt: dict[str, Any]
) -> None:
    a_record(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.insert(Document(to_document(a_call(4711, HEARD)) | spoilt, doc_id=4711))
    assert records.newest() == [a_call(1)]
    assert records.last_with("Dana Lee") == a_call(1)
    with pytest.raises(RecordsTrouble) as caught:
        records.find(4711)
    told = f"Call 4711 in {folder / 'calls.db'} cannot be read: it was left as it is."
    assert (sentence_of(caught.value), records.left_out()) == (told, [told])


DEEP = f'{{"notes": "{HEARD}", "deep": {"[" * 100_000}{"]" * 100_000}}}'


@pytest.mark.parametrize("text", [f"{{{HEARD}", f'["{HEARD}"]', f'{{"notes": "{HEARD}\\ud800', DEEP])
def test_a_row_that_is_no_document(records: SqliteCallRecords, folder: Path, engine: Engine, text: str) -> None:
    a_record(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.connection.run("insert into calls (id, doc) values (4711, ?)", text)
    assert records.newest() == [a_call(1)]
    with pytest.raises(RecordsTrouble) as caught:
        records.find(4711)
    assert sentence_of(caught.value).startswith("Call 4711 in ")
    assert records.left_out() == [sentence_of(caught.value)]


def test_a_row_that_is_no_text_any_more_hides_no_other(
    records: SqliteCallRecords, folder: Path, engine: Engine
) -> None:
    file = a_record(folder, engine, calls=3)
    records.finish(a_call(4711, notes=f"{HEARD} sorry"))
    records.close()
    whole = file.read_bytes()
    file.write_bytes(
        whole.replace(f'"notes":"{HEARD} sorry'.encode(), f'"notes":"{HEARD} s\xff\xfery'.encode("latin-1"))
    )
    assert ids(records.newest()) == ids(records.newest("northwind")) == [3, 2, 1]
    assert records.left_out() == [f"Call 4711 in {file} cannot be read: it was left as it is."]
    with pytest.raises(RecordsTrouble) as caught:
        records.find(4711)
    assert sentence_of(caught.value) == records.left_out()[0]
    records.finish(a_call(4711, notes="again"))
    assert ids(records.newest()) == [4711, 3, 2, 1]


def test_a_live_call_that_cannot_be_read_hides_no_other(
    records: SqliteCallRecords, folder: Path, engine: Engine
) -> None:
    with open_tinydb(folder, engine) as db:
        db.table("live").insert(Document(to_document(a_call(1)), doc_id=1))
        db.table("live").insert(Document(to_document(a_call(2)) | {"notes": 5}, doc_id=2))
        db.connection.run("insert into live (id, doc) values (3, ?)", "{half")
    assert records.interrupted() == [a_call(1)]
    assert len(records.left_out()) == 2


def test_a_document_that_is_nested_too_deeply_is_not_kept(folder: Path, engine: Engine) -> None:
    deep: dict[str, Any] = {}
    for _ in range(5_000):
        deep = {"deeper": deep}
    with open_tinydb(folder, engine) as db:
        db.insert({"notes": "before"})
        with pytest.raises(RecordsTrouble, match="nested too deeply"):
            db.insert_multiple([{"notes": "beside"}, deep])
        assert [document["notes"] for document in db] == ["before"]
