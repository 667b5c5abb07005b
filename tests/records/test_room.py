"""Room that was set aside: saves go on when the disk takes no more, and the record opens on a full one."""

from pathlib import Path

import pytest

from tests.fakes import a_call
from tests.records.told import a_record, ids
from tui.model.trouble import RecordsTrouble
from tui.records import room
from tui.records.call_records import SqliteCallRecords
from tui.records.care import FULL
from tui.records.engine import Engine
from tui.records.room import BALLAST, RESERVE, Ballast, reserve
from tui.records.table import open_tinydb
from tui.records.troubles import DiskFull


def sizes(folder: Path) -> tuple[int, int]:
    return (folder / "calls.db").stat().st_size, (folder / "calls.db-wal").stat().st_size


def test_saves_and_finished_calls_need_no_new_room(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(1))
    records.tend()
    before = sizes(folder)
    assert min(before) >= RESERVE
    for number in range(400):
        records.save(a_call(1, notes=f"{number} " * 2000))
    for call_id in range(2, 80):
        records.finish(a_call(call_id, notes="two parcels"))
    assert sizes(folder) == before
    records.close()


def test_room_is_made_once(folder: Path, engine: Engine) -> None:
    with open_tinydb(folder, engine) as db:
        reserve(db.connection)
        asked = ("select total_changes()", "pragma freelist_count")
        before = sizes(folder), [db.connection.run(sql) for sql in asked]
        reserve(db.connection)
        assert (sizes(folder), [db.connection.run(sql) for sql in asked]) == before
        db.connection.run("insert into room values (zeroblob(100))")
        reserve(db.connection)
        assert db.connection.run("select count(*) from room") == [(0,)]


def test_without_a_record_nothing_is_made(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.tend()
    assert not folder.exists()


def test_the_ballast_is_laid_once_and_gives_its_room_back(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path)
    assert (ballast.is_laid(), ballast.drop()) == (False, False)
    ballast.lay()
    file = tmp_path / "ballast"
    assert (file.stat().st_size, file.stat().st_mode & 0o777) == (BALLAST, 0o600)
    before = file.read_bytes()
    ballast.lay()
    assert file.read_bytes() == before
    assert (ballast.is_laid(), ballast.drop(), file.exists()) == (True, True, False)


def test_half_a_ballast_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "ballast").write_bytes(b"half")
    Ballast(tmp_path).lay()
    assert Ballast(tmp_path).is_laid()


def test_a_disk_with_little_room_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PLENTY", 2**62)
    Ballast(tmp_path).lay()
    assert not Ballast(tmp_path).is_laid()


class FullDisk:
    """Takes nothing as long as the ballast lies there, and after that nothing if it is to be `for_good`."""

    def __init__(self, folder: Path, engine: Engine, *, for_good: bool = False) -> None:
        self._file = folder / "ballast"
        self._connect = engine.connect
        self._for_good = for_good
        self.engine = engine._replace(connect=self.connect)
        self.is_full = False

    def connect(self, *args: object, **kwargs: object) -> object:
        if "mode=rw" in str(args) and self.is_full and (self._for_good or self._file.exists()):
            raise DiskFull("The disk is full.")
        return self._connect(*args, **kwargs)


def test_a_full_disk_is_opened_with_the_ballast_and_told(folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    Ballast(folder).lay()
    disk = FullDisk(folder, engine)
    records = SqliteCallRecords(folder, disk.engine)
    disk.is_full = True
    records.save(a_call(2))
    assert records.noticed() == [FULL]
    assert not (folder / "ballast").exists()
    assert (ids(records.interrupted()), ids(records.newest())) == ([2], [1])
    disk.is_full = False
    records.tend()
    assert (records.noticed(), Ballast(folder).is_laid()) == ([], True)
    records.close()


def test_whoever_only_reads_leaves_the_ballast_alone(folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    Ballast(folder).lay()
    disk = FullDisk(folder, engine, for_good=True)
    records = SqliteCallRecords(folder, disk.engine)
    disk.is_full = True
    assert (ids(records.newest()), records.interrupted(), records.noticed()) == ([1], [], [])
    assert Ballast(folder).is_laid()
    disk.is_full = False
    records.finish(a_call(2))
    assert ids(records.newest()) == [2, 1]
    records.close()


def test_a_disk_that_stays_full_is_told_as_such(folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    Ballast(folder).lay()
    disk = FullDisk(folder, engine, for_good=True)
    records = SqliteCallRecords(folder, disk.engine)
    disk.is_full = True
    for _ in range(2):
        with pytest.raises(RecordsTrouble, match=r"^The disk is full\.$"):
            records.save(a_call(2))
    records.close()


def test_tending_on_a_full_disk_leaves_the_ballast_for_those_who_save(folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    Ballast(folder).lay()
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(2))
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sizes(folder)[1], before[1]))
    try:
        with pytest.raises(RecordsTrouble):
            records.tend()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert Ballast(folder).is_laid()
    records.close()
