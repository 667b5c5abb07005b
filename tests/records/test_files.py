"""What is on the disk: for our eyes only, and nothing before it is needed."""

import stat
import sys
from pathlib import Path

import pytest

from tests.fakes import a_call
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.layout import SCHEMA
from tui.records.locks import try_lock
from tui.records.owner import Owners
from tui.records.table import open_tinydb

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_to_read_what_is_not_there_makes_nothing(records: SqliteCallRecords, folder: Path) -> None:
    assert (records.newest("x"), records.interrupted(), records.callers()) == ([], [], [])
    assert (records.find(1), records.last_with("Dana Lee")) == (None, None)
    records.release(1)
    records.close()
    assert not folder.exists()


@POSIX
def test_folder_and_files_are_for_their_owner_only(records: SqliteCallRecords, folder: Path) -> None:
    records.claim(1)
    records.save(a_call(1))
    records.newest()
    expected = {"calls.db", "calls.db-wal", "calls.db-shm", "calls.db.lock", "calls.db.open", "live-1.lock"}
    assert {path.name: mode(path) for path in folder.iterdir()} == dict.fromkeys(expected, 0o600)
    assert mode(folder) == 0o700


@POSIX
def test_a_record_that_was_open_to_all_is_shut(records: SqliteCallRecords, folder: Path) -> None:
    records.save(a_call(1))
    records.close()
    (folder / "calls.db").chmod(0o644)
    records.save(a_call(1))
    assert {mode(path) for path in folder.glob("calls.db*")} == {0o600}


@POSIX
def test_a_folder_that_was_there_keeps_its_permissions(records: SqliteCallRecords, folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    records.save(a_call(1))
    assert mode(folder) == 0o755


def test_a_closed_record_is_one_file(records: SqliteCallRecords, folder: Path) -> None:
    records.claim(1)
    records.claim(2)
    records.save(a_call(1))
    records.finish(a_call(1))
    assert names(folder) >= {"live-2.lock", "calls.db"}
    assert "live-1.lock" not in names(folder)
    records.close()
    assert names(folder) == {"calls.db", "calls.db.lock", "calls.db.open"}


def test_the_settings_that_keep_words_safe(folder: Path, engine: Engine) -> None:
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "page_size": 8192,
        "wal_autocheckpoint": 250,
        "cache_size": -2000,
        "user_version": SCHEMA,
        "busy_timeout": 5000,
    }
    with open_tinydb(folder, engine) as db:
        assert {name: db.connection.run(f"pragma {name}")[0][0] for name in settings} == settings


def test_a_folder_with_signs_that_mean_something_in_an_address(tmp_path: Path, engine: Engine) -> None:
    folder = tmp_path / "50% off? #1 & ü" / "deep"
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(1))
    assert records.interrupted() == [a_call(1)]
    records.close()
    assert "calls.db" in names(folder)


@POSIX
def test_a_lock_on_a_removed_file_protects_nothing(tmp_path: Path) -> None:
    one, other = Owners(tmp_path), Owners(tmp_path)
    assert one.claim(1)
    (tmp_path / "live-1.lock").unlink()
    assert other.claim(1)
    assert not one.claim(1)
    one.release(1)
    assert one.is_owned(1)
    other.release_all()
    assert one.claim(1)
    one.release_all()
    assert names(tmp_path) == set()


@POSIX
def test_a_lock_file_that_goes_while_it_is_being_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "live-1.lock"
    tries: list[bool] = []

    def removed_first(handle: int) -> bool:
        if not tries:
            lock.unlink()
        tries.append(try_lock(handle))
        return tries[-1]

    monkeypatch.setattr("tui.records.owner.try_lock", removed_first)
    one, other = Owners(tmp_path), Owners(tmp_path)
    assert one.claim(1)
    assert lock.exists()
    assert not other.claim(1)
    one.release_all()
