"""A record where nothing may be written can still be read, and nothing is left beside it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import a_call
from tests.records.told import a_record, ids, trouble_with_a_save
from tui.model.trouble import RecordsTrouble
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.exchange import Import
from tui.records.table import open_tinydb

FIXTURES = Path(__file__).with_name("fixtures")


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    """A folder on a disk that takes nothing; what a test puts into `folder` before `lock` is in it."""
    yield folder
    if os.geteuid() == 0:
        subprocess.run(["umount", "--lazy", folder], check=False, capture_output=True)
    elif folder.exists():
        folder.chmod(0o700)


def lock(folder: Path) -> None:
    """From now on the folder takes nothing."""
    if not hasattr(os, "geteuid"):
        pytest.skip("Windows has no folders that take nothing")
    if os.geteuid() != 0:
        folder.chmod(0o500)
        return
    # Permissions do not bind root, a disk that is mounted so does.
    for arguments in (["--bind", str(folder), str(folder)], ["-o", "remount,bind,ro", str(folder)]):
        if subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode:
            pytest.skip("this machine lets nobody mount anything")


def test_it_is_read_and_found_in(read_only: Path, engine: Engine) -> None:
    a_record(read_only, engine, calls=3)
    before = sorted(read_only.iterdir())
    lock(read_only)
    records = SqliteCallRecords(read_only, engine)
    assert ids(records.newest()) == ids(records.newest("northwind")) == [3, 2, 1]
    assert records.find(2) == a_call(2)
    assert records.callers() == ["Dana Lee, Northwind Law"]
    assert (records.interrupted(), records.owed()) == ([], [])
    told = trouble_with_a_save(records)
    assert told in (
        f"The folder {read_only} is read-only.",
        f"There is no permission to write to the folder {read_only}.",
    )
    records.close()
    assert sorted(read_only.iterdir()) == before


@pytest.mark.parametrize(("layout", "owed"), [(1, []), (2, []), (3, [3, 6])])
def test_one_of_each_layout_too(read_only: Path, engine: Engine, layout: int, owed: list[int]) -> None:
    read_only.mkdir()
    shutil.copy(FIXTURES / f"layout-{layout}.db", read_only / "calls.db")
    lock(read_only)
    records = SqliteCallRecords(read_only, engine)
    assert ids(records.newest("late parc")) == [7, 6, 5, 4, 3, 2, 1]
    assert ids([call for call in [records.last_with("caller 4")] if call]) == [4]
    assert ids(records.interrupted()) == [8]
    assert ids(records.owed()) == owed
    records.close()


def test_what_stands_only_in_the_wal_is_not_passed_over_in_silence(read_only: Path, engine: Engine) -> None:
    a_record(read_only, engine)
    elsewhere = read_only.with_name("elsewhere")
    with open_tinydb(read_only, engine) as db:
        db.insert({"notes": "new"})
        shutil.copytree(read_only, elsewhere)
    (elsewhere / "calls.db-shm").unlink()
    shutil.rmtree(read_only)
    elsewhere.rename(read_only)
    lock(read_only)
    records = SqliteCallRecords(read_only, engine)
    with pytest.raises(RecordsTrouble):
        records.newest()
    records.close()


@pytest.mark.parametrize("layout", [1, 2, 3])
def test_an_import_is_tried_on_one_of_a_layout_without_clients(
    read_only: Path, engine: Engine, layout: int, tmp_path: Path
) -> None:
    read_only.mkdir()
    shutil.copy(FIXTURES / f"layout-{layout}.db", read_only / "calls.db")
    dana = {"id": 5, "names": ["Dana Lee"], "touched": "2026-11-24T09:18:00+01:00"}
    (tmp_path / "calls.json").write_text(json.dumps({"calls": {}, "clients": {"5": dana}}))
    lock(read_only)
    trial = Import(read_only, engine, dry=True)
    trial.bring_in(str(tmp_path / "calls.json"))
    assert trial.words().endswith("1 client would come with them.")
