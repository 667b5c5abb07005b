"""Backups: made while calls are saved, verified, and neither too many nor too large."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import START, FakeClock, a_call
from tests.records.told import a_record, sentence_of
from tui.model.trouble import RecordsTrouble
from tui.records.backups import LARGE, MOST_BYTES, Backup, Backups, is_sound, made_at, to_keep
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.locks import Fence, try_lock
from tui.records.table import open_tinydb
from tui.records.troubles import Damaged

pytestmark = pytest.mark.costly

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def backups(folder: Path, engine: Engine, clock: FakeClock) -> Backups:
    return Backups(folder, engine, clock.now)


def held_by(backup: Path | None) -> set[int]:
    """The numbers of the calls in a backup, which is one file on its own."""
    assert backup is not None
    with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
        return {row_id for table in ("live", "calls") for (row_id,) in raw.execute(f"select id from {table}")}  # noqa: S608


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_a_backup_is(backups: Backups, records: SqliteCallRecords, folder: Path) -> None:
    records.save(a_call(1))
    records.finish(a_call(2))
    made = backups.make()
    assert made == folder / "backups" / "calls-20261124T081800Z.db"
    assert names(folder / "backups") == {made.name, "backups.lock"}
    # Neither of the two bytes says WAL, so that nothing will ever stand beside it.
    assert made.read_bytes()[18:20] == b"\1\1"
    assert held_by(made) == {1, 2}
    assert made_at(made) == START
    assert backups.newest_first() == [made]


def test_a_backup_opens_as_a_record(backups: Backups, folder: Path, engine: Engine, tmp_path: Path) -> None:
    a_record(folder, engine, calls=3)
    made = backups.make()
    assert made
    (tmp_path / "other").mkdir()
    shutil.copy(made, tmp_path / "other" / "calls.db")
    records = SqliteCallRecords(tmp_path / "other", engine)
    assert records.newest() == [a_call(3), a_call(2), a_call(1)]
    records.save(a_call(4))
    records.close()


@POSIX
def test_backups_are_for_their_owner_only(backups: Backups, folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    backups.make()
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "backups").iterdir()} == {0o600}


def in_the_middle(engine: Engine, happens: Callable[[], object]) -> Engine:
    """The engine, with something happening once a backup has begun to read and before it has copied a page."""

    class Watched:
        def __init__(self, raw: Any) -> None:
            self._raw = raw

        def __getattr__(self, name: str) -> Any:
            return getattr(self._raw, name)

        def backup(self, target: "Watched", **settings: Any) -> None:
            happens()
            self._raw.backup(target._raw, **settings)

    return engine._replace(connect=lambda *values, **named: Watched(engine.connect(*values, **named)))


def test_calls_are_saved_while_a_backup_is_made(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    records.save(a_call(1))
    saved = []

    def saves() -> None:
        # Enough that the WAL is brought into the record several times.
        for call_id in range(2, 300):
            records.save(a_call(call_id))
            saved.append(call_id)

    made = Backups(folder, in_the_middle(engine, saves)).make()
    assert saved == list(range(2, 300))
    assert held_by(made) == {1}
    assert len(records.interrupted()) == 299


def test_a_backup_does_not_hold_the_fence(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    records.save(a_call(1))
    free = []

    def asks() -> None:
        with Fence(folder / "calls.db.lock").hold():
            free.append(True)

    assert Backups(folder, in_the_middle(engine, asks)).make()
    assert free == [True]


def test_a_large_record_is_flushed_bit_by_bit(
    backups: Backups, records: SqliteCallRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.save(a_call(1, notes="x" * 5_000_000))
    flushed = []
    flush = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            flushed.append(os.fstat(handle).st_size)
        flush(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    backups.make()
    assert any(0 < size < 4_000_000 for size in flushed)


def test_to_back_up_changes_nothing(backups: Backups, folder: Path, engine: Engine) -> None:
    file = a_record(folder, engine, calls=3)
    before = file.read_bytes()
    assert backups.is_due()
    assert backups.make()
    assert file.read_bytes() == before


def test_words_that_are_only_in_the_wal_are_backed_up(backups: Backups, records: SqliteCallRecords) -> None:
    records.save(a_call(1))
    records.save(a_call(2))
    assert held_by(backups.make()) == {1, 2}
    records.save(a_call(3))
    assert held_by(backups.make()) == {1, 2, 3}


# When one is due


def test_nothing_is_due_without_a_call(backups: Backups, folder: Path, engine: Engine) -> None:
    assert not backups.is_due()
    assert backups.make() is None
    assert not folder.exists()
    with open_tinydb(folder, engine):
        assert not backups.is_due()
    assert not backups.is_due()


def test_one_is_due_four_hours_after_the_last(backups: Backups, records: SqliteCallRecords, clock: FakeClock) -> None:
    records.save(a_call(1))
    assert backups.is_due()
    backups.make()
    records.save(a_call(2))
    clock.advance(4 * 3600 - 1)
    assert not backups.is_due()
    clock.advance(1)
    assert backups.is_due()


def test_a_large_record_is_due_once_a_day(
    backups: Backups, records: SqliteCallRecords, folder: Path, clock: FakeClock
) -> None:
    records.save(a_call(1))
    backups.make()
    records.save(a_call(2))
    # Behind the pages that it counts: it is as long as that on the disk, and whole.
    os.truncate(folder / "calls.db", LARGE + 1)
    clock.advance(24 * 3600 - 1)
    assert not backups.is_due()
    clock.advance(1)
    assert backups.is_due()


def test_a_record_that_did_not_change_is_not_due(
    backups: Backups, records: SqliteCallRecords, clock: FakeClock
) -> None:
    records.save(a_call(1))
    backups.make()
    clock.advance(30 * 24 * 3600)
    records.interrupted()
    assert not backups.is_due()
    records.save(a_call(1, notes="more"))
    assert backups.is_due()


def test_a_change_is_seen_when_the_clock_of_the_machine_was_set_back(
    backups: Backups, records: SqliteCallRecords, folder: Path, clock: FakeClock
) -> None:
    records.save(a_call(1))
    os.utime(folder / "calls.db", (2**31, 2**31))
    backups.make()
    clock.advance(24 * 3600)
    records.save(a_call(2))
    assert backups.is_due()


def test_a_clock_that_was_set_back_stops_no_backups(
    backups: Backups, records: SqliteCallRecords, clock: FakeClock
) -> None:
    records.save(a_call(1))
    before = backups.make()
    clock.advance(-30 * 24 * 3600)
    records.save(a_call(2))
    assert backups.is_due()
    after = backups.make()
    assert backups.newest_first() == [after, before]
    records.save(a_call(3))
    assert not backups.is_due()
    clock.advance(4 * 3600)
    assert backups.is_due()


def test_a_damaged_record_is_due_so_that_it_is_found_out(backups: Backups, folder: Path, engine: Engine) -> None:
    spoil(a_record(folder, engine), 30, b"schema")
    assert backups.is_due()


# When one cannot be made, or must not


def spoil(file: Path, at: int, garbage: bytes) -> None:
    with file.open("r+b") as damaged:
        damaged.seek(at)
        damaged.write(garbage)


@pytest.mark.parametrize("at", [0, 18, 44, 100, 2 * 8192, 3 * 8192])
def test_a_damaged_record_is_found_out(backups: Backups, folder: Path, engine: Engine, at: int) -> None:
    file = a_record(folder, engine, calls=60)
    before = backups.make()
    spoil(file, at, bytes(range(250, 220, -1)) * 30)
    with pytest.raises(Damaged) as caught:
        backups.make()
    assert sentence_of(caught.value) == f"{file} is damaged: it was left as it is."
    assert before
    assert names(folder / "backups") == {before.name, "backups.lock"}


def test_an_emptied_record_is_not_taken_for_a_whole_one(backups: Backups, folder: Path, engine: Engine) -> None:
    file = a_record(folder, engine)
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("create table calls (id integer primary key, doc text)")
    (folder / "other.db").replace(file)
    with pytest.raises(Damaged):
        backups.make()


def test_a_full_disk_is_left_alone(
    backups: Backups, folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = a_record(folder, engine).stat().st_size
    usage = shutil.disk_usage(folder)
    for free, is_made in ((2 * size + LARGE - 1, False), (2 * size + LARGE, True)):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: usage._replace(free=free))
        assert bool(backups.make()) is is_made


def test_a_disk_that_takes_no_more(backups: Backups, folder: Path, engine: Engine) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    a_record(folder, engine, calls=60)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(RecordsTrouble) as caught:
            backups.make()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not isinstance(caught.value, Damaged)
    assert names(folder / "backups") == {"backups.lock"}
    assert backups.make()


def test_only_one_window_makes_a_backup_at_a_time(backups: Backups, folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    made = backups.make()
    part = folder / "backups" / "calls-20261124T081801Z.db.part"
    part.touch()
    with (folder / "backups" / "backups.lock").open("r+b") as held:
        assert try_lock(held.fileno())
        assert backups.make() is None
        assert part.exists()
    # Whoever was writing it is dead.
    assert backups.make() == made
    assert not part.exists()


def test_of_two_backups_in_one_second_the_later_stays(backups: Backups, records: SqliteCallRecords) -> None:
    records.save(a_call(1))
    made = backups.make()
    records.save(a_call(2))
    assert backups.make() == made
    assert held_by(made) == {1, 2}
    assert backups.newest_first() == [made]


def test_what_is_no_backup_is_left_alone(backups: Backups, folder: Path, engine: Engine, clock: FakeClock) -> None:
    a_record(folder, engine)
    (folder / "backups").mkdir()
    others = {"calls-1.db", "calls-99999999T999999Z.db", "mine.db", "calls-20261124T081800Z.db.txt"}
    for name in others:
        (folder / "backups" / name).touch()
    for _ in range(20):
        clock.advance(24 * 3600)
        assert backups.make() == backups.newest_first()[0]
    assert others < names(folder / "backups")


def test_old_ones_are_let_go(backups: Backups, folder: Path, engine: Engine, clock: FakeClock) -> None:
    a_record(folder, engine)
    for _ in range(20):
        clock.advance(24 * 3600)
        assert backups.make()
    kept = backups.newest_first()
    # Seven days, and the four weeks that the other thirteen are in.
    assert len(kept) in (9, 10)
    assert all(is_sound(engine, path) for path in kept)


# Which ones stay


def kept_over_time(every: timedelta, count: int, size: int = 1) -> list[Backup]:
    """What is left after `count` backups, the newest first."""
    kept: list[Backup] = []
    for number in range(count):
        made = START + number * every
        kept.append(Backup(Path(f"{number}"), made, size))
        stays = to_keep(kept, made)
        kept = [backup for backup in kept if backup.path in stays]
    return kept[::-1]


@pytest.mark.parametrize("every", [HOUR, 4 * HOUR, 5 * HOUR, DAY, 3 * DAY, 10 * DAY])
def test_days_and_weeks_stay(every: timedelta) -> None:
    kept = kept_over_time(every, 60 * DAY // min(every, DAY))
    newest = kept[0].made
    assert len(kept) in (11, 12)
    assert newest - kept[1].made == every
    days = {backup.made.astimezone(UTC).date() for backup in kept}
    assert len(days) == 11
    # However often they are made, there is one from yesterday, and one from at least three weeks ago.
    assert any(newest - backup.made <= max(DAY + every, every) for backup in kept[1:])
    assert newest - kept[-1].made >= 22 * DAY


def test_what_stays_goes_back_a_month_day_by_day_and_week_by_week() -> None:
    kept = [backup.made for backup in kept_over_time(DAY, 61)]
    assert [(kept[0] - made).days for made in kept[:8]] == list(range(8))
    # The rest are Sundays, whatever day it is.
    assert [made.isoweekday() for made in kept[8:]] == [7, 7, 7]
    assert [earlier - later for earlier, later in pairwise(kept[8:])] == [7 * DAY, 7 * DAY]


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY])
def test_a_clock_that_was_set_lets_go_of_none_that_would_have_stayed(jump: timedelta) -> None:
    before = kept_over_time(DAY, 60)
    now = before[0].made + jump
    after = to_keep([*before, Backup(Path("new"), now, 1)], now)
    assert Path("new") in after
    assert len({backup.path for backup in before} & after) >= len(before) - 1


def test_at_most_twelve_stay_and_at_most_a_gigabyte_besides_the_newest() -> None:
    assert len(kept_over_time(HOUR, 24 * 60)) == 12
    assert len(kept_over_time(DAY, 60, MOST_BYTES // 3)) == 4
    assert len(kept_over_time(DAY, 60, MOST_BYTES)) == 2
    assert [backup.path.name for backup in kept_over_time(DAY, 60, MOST_BYTES + 1)] == ["59"]


def test_to_keep_of_none_is_none() -> None:
    assert to_keep([], START) == set()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("calls-20261122T010203Z.db", datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)),
        ("calls-20261322T010203Z.db", None),
        ("calls-20261122T010203Z.db.part", None),
        ("calls.db", None),
    ],
)
def test_when_a_backup_was_made(name: str, made: datetime | None) -> None:
    assert made_at(Path("backups") / name) == made
