"""An erasing that the disk does not let through says what is done and what is not, and once more does the rest."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START
from tests.records.erased import CLIENT, SAID, another, left_in, theirs
from tests.records.test_no_room import no_file_longer_than
from tests.records.test_read_only import lock
from tests.records.told import ids
from tui.model.erasing import Way, Wish
from tui.model.trouble import RecordsTrouble
from tui.records import erasing
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.connection import Connection
from tui.records.engine import Engine
from tui.records.erasing import SqliteErasing
from tui.records.half_done import NOTE, is_half_done
from tui.records.room import RESERVE
from tui.records.so_far import AGAIN, NOT_BEGUN, NOT_OVERWRITTEN, UNDER_WAY
from tui.records.troubles import DiskFull

pytestmark = pytest.mark.long

ALL = Wish(caller=CLIENT)


@pytest.fixture
def kept(folder: Path, engine: Engine) -> Path:
    """Two backups and a text beside a record with five calls of the client and one of somebody else."""
    with closing(SqliteCallRecords(folder, engine)) as records:
        for call_id in range(1, 5):
            records.finish(theirs(call_id))
        records.finish(another(9))
        Backups(folder, engine, lambda: START).make()
        records.finish(theirs(5))
        Backups(folder, engine, lambda: START + timedelta(hours=5)).make()
    (folder / "copies").mkdir()
    (folder / "copies" / "summary-1.txt").write_text(SAID)
    return folder


@contextmanager
def taking_nothing(folder: Path) -> Iterator[None]:
    lock(folder)
    try:
        yield
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)
        else:
            folder.chmod(0o700)


def erase(folder: Path, engine: Engine, way: Way = Way.ERASE) -> bool:
    return SqliteErasing(folder, engine).carry_out(ALL, way, START, lambda _words, _part: None)


def told(folder: Path, engine: Engine, way: Way = Way.ERASE) -> str:
    """The sentences that an erasing ends with; none holds a word of theirs."""
    with pytest.raises(RecordsTrouble) as caught:
        erase(folder, engine, way)
    assert not any(word in str(caught.value) for word in (*CLIENT.split(), *SAID.split()))
    return str(caught.value)


def there(folder: Path, engine: Engine) -> list[int]:
    with closing(SqliteCallRecords(folder, engine)) as records:
        return ids(records.newest())


def assert_once_more_does_the_rest(folder: Path, engine: Engine) -> None:
    assert erase(folder, engine)
    assert left_in(folder) == []
    assert not is_half_done(folder)
    assert there(folder, engine) == [9]


def test_a_folder_that_takes_nothing(kept: Path, engine: Engine) -> None:
    before = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    with taking_nothing(kept):
        sentence = told(kept, engine)
        assert there(kept, engine) == [9, 5, 4, 3, 2, 1]
    assert sentence.endswith(f". {NOT_BEGUN}")
    assert "read-only" in sentence or "no permission" in sentence
    assert {path: path.read_bytes() for path in before} == before
    assert_once_more_does_the_rest(kept, engine)


def test_backups_that_cannot_be_written(kept: Path, engine: Engine) -> None:
    backups = kept / "backups"
    with taking_nothing(backups):
        sentence = told(kept, engine)
    assert sentence in (
        f"The folder {backups} is read-only. {NOT_BEGUN}",
        f"The folder {kept} is read-only. {NOT_BEGUN}",
        f"There is no permission to write to the folder {backups}. {NOT_BEGUN}",
        f"There is no permission to write to the folder {kept}. {NOT_BEGUN}",
    )
    assert not is_half_done(kept)
    assert len(there(kept, engine)) == 6
    assert_once_more_does_the_rest(kept, engine)


def test_texts_that_cannot_be_removed(kept: Path, engine: Engine) -> None:
    with taking_nothing(kept / "copies"):
        sentence = told(kept, engine)
    assert sentence.startswith(("The folder ", "There is no permission"))
    assert str(kept / "copies") in sentence
    assert sentence.endswith(f" The records are as they were; 2 of 2 backups are without them already. {AGAIN}")
    assert not is_half_done(kept)
    assert len(there(kept, engine)) == 6
    assert left_in(kept / "backups") == []
    assert_once_more_does_the_rest(kept, engine)


def test_a_disk_that_takes_no_copy(kept: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    free = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: free)
    smallest = min(path.stat().st_size for path in (kept / "backups").glob("*.db"))
    with no_file_longer_than(smallest - 1):
        assert told(kept, engine) == f"The disk is full. {NOT_BEGUN}"
    assert not is_half_done(kept)
    assert not list((kept / "backups").glob("*.part*"))
    assert len(there(kept, engine)) == 6
    monkeypatch.undo()
    assert_once_more_does_the_rest(kept, engine)


def test_a_disk_that_takes_not_even_the_note(kept: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, "note", at=1)
    assert told(kept, engine) == f"The disk is full. {NOT_BEGUN}"
    assert not is_half_done(kept)
    assert len(there(kept, engine)) == 6
    monkeypatch.undo()
    assert_once_more_does_the_rest(kept, engine)


def fails(monkeypatch: pytest.MonkeyPatch, what: str, at: int) -> None:
    """A step of an erasing finds the disk full, the first time that it comes so far."""
    real: Callable[..., None] = getattr(erasing, what)
    times = iter(range(1, 1000))

    def tried(*given: object) -> None:
        if next(times) == at:
            raise DiskFull("The disk is full.")
        real(*given)

    monkeypatch.setattr(erasing, what, tried)


@pytest.mark.parametrize("way", Way)
def test_a_disk_that_is_full_within_the_records(
    kept: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    """What was done stays done, what was not is whole, and how much that is is told."""
    monkeypatch.setattr(erasing, "AT_A_TIME", 2)
    fails(monkeypatch, "_change", at=4)
    sentence = told(kept, engine, way)
    assert sentence == (f"The disk is full. The backups are without them; in the records 2 of 5 are done. {AGAIN}")
    assert is_half_done(kept)
    with closing(SqliteCallRecords(kept, engine)) as records:
        assert len([call for call in records.newest() if call.caller in CLIENT and call.caller]) == 3
    # Where the backups cannot be written now, nobody says that nothing is erased.
    with taking_nothing(kept / "backups"):
        assert told(kept, engine, way).endswith(UNDER_WAY)
    assert is_half_done(kept)
    monkeypatch.undo()
    assert erase(kept, engine, way)
    assert left_in(kept) == []
    assert not is_half_done(kept)


@pytest.mark.parametrize(("what", "at"), [("note", 3), ("forget_words", 1), ("sweep", 1), ("forget", 1)])
def test_a_disk_that_is_full_when_what_is_left_is_overwritten(
    kept: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, what: str, at: int
) -> None:
    fails(monkeypatch, what, at)
    assert told(kept, engine) == f"The disk is full. {NOT_OVERWRITTEN}"
    assert (kept / NOTE).exists()
    assert there(kept, engine) == [9]
    monkeypatch.undo()
    with closing(SqliteCallRecords(kept, engine)) as records:
        # The open app says what keeps it from going on, as there are no backups meanwhile.
        fails(monkeypatch, "forget_words", at=1)
        records.tend()
        assert records.noticed() == [f"The disk is full. {NOT_OVERWRITTEN}"]
        monkeypatch.undo()
        records.tend()
        assert records.noticed() == []
    assert left_in(kept) == []
    assert not is_half_done(kept)


def test_a_disk_that_is_full_when_the_record_is_written_anew_is_not_kept_full(
    kept: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite lays the whole of it out in the WAL, which would keep its length."""
    with closing(SqliteCallRecords(kept, engine)) as records:
        assert len(records.newest()) == 6  # A window that stays keeps the WAL.
        monkeypatch.setattr(Connection, "write_anew", too_long)
        told(kept, engine)
        assert RESERVE < (kept / "calls.db-wal").stat().st_size < 2 * RESERVE
        monkeypatch.undo()
        records.tend()
    assert left_in(kept) == []
    assert not is_half_done(kept)


def too_long(connection: Connection, may_go_on: Callable[[], bool]) -> bool:
    assert may_go_on()
    with connection.transaction():
        connection.run("insert into room values (zeroblob(?))", 4 * RESERVE)
        raise DiskFull("The disk is full.")


def test_a_note_that_cannot_be_read_is_told_of_by_the_open_app(kept: Path, engine: Engine) -> None:
    (kept / NOTE).write_bytes(b"{")
    backups = Backups(kept, engine).newest_first()
    with closing(SqliteCallRecords(kept, engine)) as records:
        records.tend()
        assert records.noticed() == [
            f"The note about an erasing, {kept / NOTE}, cannot be read: remove it, and erase once more."
        ]
        assert Backups(kept, engine).newest_first() == backups
        (kept / NOTE).unlink()
        records.tend()
        assert records.noticed() == []
