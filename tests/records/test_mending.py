"""A record that turns out to be damaged while it is used is mended in passing, once, and that is told."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import a_call
from tests.records.told import HEARD, a_record, assert_works, ids, sentence_of
from tests.records.workers import claim_and_stay, working
from tui.model.trouble import RecordsTrouble
from tui.records import care
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.table import open_tinydb

pytestmark = pytest.mark.costly

Use = Callable[[SqliteCallRecords], object]
USES: list[Use] = [
    lambda records: records.save(a_call(90)),
    lambda records: records.finish(a_call(90)),
    lambda records: records.newest(limit=1000),
    lambda records: records.interrupted(),
    lambda records: records.last_with("Dana Lee"),
    lambda records: records.callers(),
    lambda records: records.find(1),
    lambda records: records.live(1),
    lambda records: records.tend(),
]


def half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def garble(file: Path) -> None:
    """Spoil the page that holds call 30, so that the file still opens."""
    at = file.read_bytes().index(b'"id":30,') // 8192 * 8192
    with file.open("r+b") as spoilt:
        spoilt.seek(at)
        spoilt.write(b"\xff" * 8192)


def zero_the_head(file: Path) -> None:
    with file.open("r+b") as spoilt:
        spoilt.write(bytes(8192))


def with_a_backup(folder: Path, engine: Engine, calls: int = 60) -> Path:
    file = a_record(folder, engine, calls=calls)
    records = SqliteCallRecords(folder, engine)
    records.tend()
    records.close()
    assert list((folder / "backups").glob("calls-*.db"))
    return file


@pytest.mark.costly
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("spoil", [half, zero_the_head])
def test_whatever_meets_the_damage_mends_it_and_goes_on(
    folder: Path, engine: Engine, use: Use, spoil: Callable[[Path], None]
) -> None:
    file = with_a_backup(folder, engine)
    spoil(file)
    damaged = file.read_bytes()
    records = SqliteCallRecords(folder, engine)
    use(records)
    assert {*range(1, 61)} <= {*ids(records.newest(limit=1000))}
    (told,) = records.noticed()
    (aside,) = folder.glob("damaged-*")
    assert str(aside) in told
    assert (aside / "calls.db").read_bytes() == damaged
    assert_works(records)
    assert ids(records.newest("northwind", limit=1000)) == ids(records.newest(limit=1000))
    records.close()


def test_damage_that_shows_only_when_it_is_read_is_mended_too(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine, calls=300)
    garble(file)
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(900))
    assert ids(records.newest(limit=1000)) == list(range(300, 0, -1))
    assert len(records.noticed()) == 1
    assert [call.id for call in records.interrupted()] == [900]
    records.close()


def test_threads_that_meet_the_same_damage_mend_it_once(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine)
    half(file)
    records = SqliteCallRecords(folder, engine)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(records.newest(limit=1000)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [60] * 6
    assert len(list(folder.glob("damaged-*"))) == 1
    records.close()


def test_while_another_window_is_open_nothing_is_touched(folder: Path, engine: Engine, engine_name: str) -> None:
    file = with_a_backup(folder, engine)
    with working(claim_and_stay, folder, engine_name) as (_, pipe):
        assert pipe.recv() is True
        garble(file)
        spoilt = file.read_bytes()
        records = SqliteCallRecords(folder, engine)
        with pytest.raises(RecordsTrouble) as caught:
            records.newest(limit=1000)
        assert sentence_of(caught.value) == care.OTHERS
        assert (file.read_bytes(), list(folder.glob("damaged-*"))) == (spoilt, [])
    assert len(records.newest(limit=1000)) == 60
    assert len(records.noticed()) == 1
    records.close()


def test_a_record_that_is_damaged_again_at_once_is_left_as_it_is(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine)
    half(file)
    records = SqliteCallRecords(folder, engine)
    assert len(records.newest(limit=1000)) == 60
    records.close()
    half(file)
    for _ in range(3):
        with pytest.raises(RecordsTrouble) as caught:
            records.newest()
        assert sentence_of(caught.value) == f"{file} is damaged: it was left as it is."
    assert len(list(folder.glob("damaged-*"))) == 1


def test_a_file_that_was_emptied_comes_back(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine)
    os.truncate(file, 0)
    records = SqliteCallRecords(folder, engine)
    assert len(records.newest(limit=1000)) == 60
    records.close()


def test_a_file_that_somebody_took_away_is_not_brought_back(folder: Path, engine: Engine) -> None:
    with_a_backup(folder, engine).unlink()
    records = SqliteCallRecords(folder, engine)
    assert (records.newest(), records.noticed()) == ([], [])
    assert_works(records)
    records.close()


def test_words_that_stood_only_beside_a_file_that_is_gone_come_back(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine)
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(90, notes=HEARD))
    beside = {path: path.read_bytes() for path in folder.glob("calls.db-wal")}
    records.close()
    file.unlink()
    for path, content in beside.items():
        path.write_bytes(content)
    records = SqliteCallRecords(folder, engine)
    assert [call.notes for call in records.interrupted()] == [HEARD]
    assert len(records.newest(limit=1000)) == 60
    assert HEARD not in records.noticed()[0]
    records.close()


def test_what_was_cut_off_in_the_middle_is_gone_on_with(folder: Path, engine: Engine) -> None:
    file = with_a_backup(folder, engine)
    damaged = folder / "damaged-20261122T010203Z"
    damaged.mkdir()
    (damaged / "calls.db").write_bytes(file.read_bytes())
    half(file)
    (folder / "calls.db.restoring").write_text(damaged.name)
    with pytest.raises(RecordsTrouble):
        open_tinydb(folder, engine)
    records = SqliteCallRecords(folder, engine)
    assert len(records.newest(limit=1000)) == 60
    assert not (folder / "calls.db.restoring").exists()
    records.close()
