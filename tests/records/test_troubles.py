"""Whatever happens to the disk: a sentence, nothing lost, and all is well again when the trouble goes."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import a_call
from tests.records.told import HEARD, a_record, assert_works, trouble_with_a_save
from tui.model.trouble import RecordsTrouble
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.table import open_tinydb
from tui.records.troubles import from_system


def test_a_file_in_the_place_of_the_folder(records: SqliteCallRecords, folder: Path) -> None:
    folder.write_text("not a folder")
    sentence = f"{folder} is not a folder."
    assert trouble_with_a_save(records) == sentence
    for attempt in (records.newest, lambda: records.claim(1), lambda: records.find(1)):
        with pytest.raises(RecordsTrouble, match="is not a folder"):
            attempt()
    records.release(1)
    records.close()
    folder.unlink()
    assert_works(records)


def test_a_start_that_was_cut_short_leaves_an_empty_file(records: SqliteCallRecords, folder: Path) -> None:
    folder.mkdir()
    (folder / "calls.db").touch()
    assert records.newest() == []
    assert_works(records)


def test_a_full_disk(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    records.save(a_call(1, notes="before"))
    records.close()
    full = SqliteCallRecords(folder, small(engine))
    assert trouble_with_a_save(full) == "The disk is full."
    assert trouble_with_a_save(full) == "The disk is full."
    assert [call.notes for call in full.interrupted()] == ["before"]
    full.close()
    assert_works(records)
    assert [call.notes for call in records.interrupted()] == ["before"]


def small(engine: Engine) -> Engine:
    """An engine whose files cannot grow; SQLite then says what it says when the disk has no room left."""

    def connect(*args: Any, **kwargs: Any) -> Any:
        raw = engine.connect(*args, **kwargs)
        raw.execute("pragma max_page_count = 1").fetchall()
        return raw

    return engine._replace(connect=connect)


def test_a_disk_that_is_read_only(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    records.save(a_call(1, notes="before"))

    def connect(*args: Any, **kwargs: Any) -> Any:
        raw = engine.connect(*args, **kwargs)
        raw.execute("pragma query_only = on")
        return raw

    read_only = SqliteCallRecords(folder, engine._replace(connect=connect))
    assert trouble_with_a_save(read_only) == f"The folder {folder} is read-only."
    assert [call.notes for call in read_only.interrupted()] == ["before"]
    read_only.close()


def test_a_folder_that_may_not_be_written(records: SqliteCallRecords, folder: Path) -> None:
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("permissions bind neither root nor Windows")
    assert trouble_with_a_save(records) == f"There is no permission to write to the folder {folder}."
    folder.chmod(0o700)
    assert_works(records)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EROFS, "The folder /r is read-only."),
        (errno.EACCES, "There is no permission to write to the folder /r."),
        (errno.EIO, "The folder /r cannot be used."),
    ],
)
def test_what_the_system_refuses(number: int, sentence: str) -> None:
    assert str(from_system(OSError(number, HEARD), Path("/r"))) == sentence


def test_a_folder_that_vanishes_in_the_middle_of_a_call(
    records: SqliteCallRecords, folder: Path, engine: Engine
) -> None:
    records.claim(1)
    records.save(a_call(1, notes="before"))
    assert records.interrupted() == []
    shutil.rmtree(folder)
    assert records.newest() == []
    records.save(a_call(1, notes="after"))
    other = SqliteCallRecords(folder, engine)
    assert not other.claim(1)
    records.release(1)
    assert [call.notes for call in other.interrupted()] == ["after"]
    other.close()


def test_a_file_that_is_replaced_in_the_middle_of_a_call(
    records: SqliteCallRecords, folder: Path, engine: Engine
) -> None:
    backup = a_record(folder.with_name("backup"), engine)
    records.save(a_call(2, notes="before"))
    assert records.newest() == []
    for name in ("calls.db-wal", "calls.db-shm"):
        (folder / name).unlink()
    backup.replace(folder / "calls.db")
    records.save(a_call(2, notes="after"))
    assert [call.notes for call in records.interrupted()] == ["after"]
    assert records.newest() == [a_call(1)]


def test_another_program_that_does_not_let_go(
    records: SqliteCallRecords, folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.records.locks.WAIT_SECONDS", 0)
    monkeypatch.setattr("tui.records.opening.WAIT_SECONDS", 0)
    records.save(a_call(1, notes="before"))
    assert records.newest() == []
    with open_tinydb(folder, engine) as other, other.transaction():
        assert trouble_with_a_save(records) == "Another program holds the records."
        assert [call.notes for call in records.interrupted()] == ["before"]
    assert_works(records)


def test_closing_never_fails_and_is_not_for_ever(records: SqliteCallRecords, folder: Path) -> None:
    records.close()
    records.save(a_call(1))
    records.claim(1)
    records.newest()
    shutil.rmtree(folder)
    folder.write_text("not a folder")
    records.close()
    records.close()
    folder.unlink()
    assert_works(records)
