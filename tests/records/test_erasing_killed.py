"""An erasing that is killed at any step: once more, or the open app, brings it to its end."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes import START
from tests.kept import keep_client
from tests.records.erased import CLIENT, SAID, another, left_in, reporting_back, theirs
from tests.records.told import ids
from tests.records.workers import ENGINES, acknowledged, erase_until_killed, working
from tui.model.client import Client
from tui.model.erasing import Way, Wish
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.erasing import SqliteErasing
from tui.records.half_done import is_half_done

pytestmark = pytest.mark.long

OTHERS = [10, 8, 7, 5, 4, 2, 1]


@pytest.fixture
def whole(tmp_path: Path, engine_name: str) -> Path:
    """A folder with everything in it that can hold their words."""
    folder, engine = tmp_path / "whole", ENGINES[engine_name]
    with closing(SqliteCallRecords(folder, engine)) as records:
        for call_id in range(1, 9):
            records.save(replace(theirs(call_id), notes=SAID * 200) if call_id % 3 == 0 else another(call_id))
            records.finish(theirs(call_id) if call_id % 3 == 0 else another(call_id))
        records.finish(reporting_back(10, 3))
        records.save(replace(theirs(11), ended=None))
        keep_client(records, Client(id=3, names=("X. Quörk", CLIENT), little=(SAID,), touched=START))
        keep_client(records, Client(id=4, names=("Ben Ode, Northwind Law",), touched=START))
        Backups(folder, engine, lambda: START).make()
        records.finish(theirs(12))
        Backups(folder, engine, lambda: START + timedelta(hours=5)).make()
    aside = folder / "damaged-20261101T000000Z"
    aside.mkdir()
    shutil.copy(folder / "calls.db", aside / "calls.db")
    (folder / "copies").mkdir()
    (folder / "copies" / "summary-1.txt").write_text(SAID)
    return folder


def test_once_more_brings_it_to_its_end(whole: Path, tmp_path: Path, engine_name: str) -> None:
    assert len(left_in(whole)) >= 5
    # Each SQLite is killed at other steps, so that all are tried between them.
    kills = ["current", "unsafe"].index(engine_name)
    while True:
        folder = tmp_path / f"killed-{kills}"
        shutil.copytree(whole, folder)
        with working(erase_until_killed, folder, engine_name) as (process, pipe):
            pipe.send(kills)
            process.join(60)
            said = acknowledged(pipe)
            assert process.exitcode in (0, -9), kills
        begun = is_half_done(folder)
        if said:
            assert not begun
            break
        # By the same wish again, or by the open app, in turns.
        if begun and kills % 4 < 2:
            with closing(SqliteCallRecords(folder, ENGINES[engine_name])) as records:
                records.tend()
        else:
            SqliteErasing(folder, ENGINES[engine_name]).carry_out(Wish(caller=CLIENT), Way.ERASE, START, _nobody)
        _assert_gone(folder, engine_name, kills)
        shutil.rmtree(folder)
        kills += 2
    _assert_gone(folder, engine_name, kills)
    assert kills > 20


def _assert_gone(folder: Path, engine_name: str, kills: int) -> None:
    assert left_in(folder) == [], kills
    assert not is_half_done(folder), kills
    with closing(SqliteCallRecords(folder, ENGINES[engine_name])) as records:
        assert ids(records.newest()) == OTHERS, kills
        assert ids(records.newest("plain")) == OTHERS, kills
        assert records.interrupted() == [], kills
        assert [client.id for client in records.clients()] == [4], kills
    assert len(Backups(folder, ENGINES[engine_name]).newest_first()) >= 2, kills


def _nobody(_words: str, _part: float) -> None:
    """Progress that nobody looks at."""
