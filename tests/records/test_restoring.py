"""A damaged record is set aside whole, and every call that can be read of it or of a backup is back."""

import errno
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes import START, FakeClock, a_call
from tests.records.test_salvage import garble, noise, opened, page_with, pages, put, write
from tests.records.told import HEARD, assert_works, sentence_of
from tests.records.workers import ENGINES, working
from tui.model.call import Outcome
from tui.model.trouble import RecordsTrouble
from tui.records.backups import Backups, is_sound
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.engine import Engine
from tui.records.layout import NOTHING, TABLES
from tui.records.pages import PAGE_SIZE
from tui.records.restoring import Found, is_half_done, restore, sentence
from tui.records.rows import to_json
from tui.records.salvage import ROOTS, as_document

pytestmark = pytest.mark.costly

ENGINE = ENGINES["current"]
Texts = dict[str, dict[int, str]]


def a_text(call_id: int, notes: str = "") -> str:
    call = a_call(call_id, HEARD, notes or noise(call_id, 500).hex(), outcome=Outcome.FIXED)
    return to_json(to_document(call)).decode()


def a_live_text(call_id: int, notes: str = "") -> str:
    return to_json(to_document(a_call(call_id, HEARD, notes or f"live {call_id}"))).decode()


def fill(folder: Path, engine: Engine = ENGINE, calls: int = 300, live: int = 3) -> Texts:
    """Make or fill a record, and close it; what it holds."""
    folder.mkdir(exist_ok=True)
    texts = {
        "calls": {number * 10**12: a_text(number * 10**12) for number in range(1, calls + 1)},
        "live": {number * 10**12 + 5: a_live_text(number * 10**12 + 5) for number in range(1, live + 1)},
    }
    with opened(folder / "calls.db", engine) as raw:
        raw.execute("update indexed set first = ?", (NOTHING,))
        for table, rows in texts.items():
            put(raw, table, rows.items())
    return texts


def held(folder: Path, engine: Engine = ENGINE) -> Texts:
    """What the record holds, which is whole and works."""
    assert is_sound(engine, folder / "calls.db")
    with opened(folder / "calls.db", engine) as raw:
        return {table: dict(raw.execute(f"select id, doc from {table}")) for table in TABLES}  # noqa: S608


def backed_up(folder: Path, engine: Engine = ENGINE, clock: FakeClock | None = None) -> Backups:
    backups = Backups(folder, engine, (clock or FakeClock()).now)
    assert backups.make()
    with opened(folder / "calls.db", engine):
        pass  # Whoever closes it last takes the WAL away, which a backup cannot.
    return backups


def later() -> datetime:
    return datetime(2026, 11, 25, 17, 5, tzinfo=START.tzinfo)


def mended(folder: Path, engine: Engine = ENGINE, backups: Backups | None = None) -> str:
    said = restore(folder, engine, backups.newest_first() if backups else [], later)
    assert HEARD not in said
    assert not is_half_done(folder)
    return said


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("calls.db*") if path.suffix != ".lock"}


def aside(folder: Path) -> Path:
    [found] = folder.glob("damaged-*")
    return found


def cut(file: Path, length: int) -> None:
    with file.open("r+b") as damaged:
        damaged.truncate(length)


def middle(file: Path) -> int:
    """The number of a page with finished calls."""
    return page_with(file, a_text(150 * 10**12))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "zeros": lambda file: write(file, (middle(file) - 1) * PAGE_SIZE, bytes(PAGE_SIZE)),
    "nothing": lambda file: None,
    "garbage": lambda file: garble(file, middle(file)),
    "a sector": lambda file: garble(file, middle(file), 3072, 3584),
    "root of calls": lambda file: garble(file, ROOTS["calls"]),
    "live": lambda file: garble(file, ROOTS["live"]),
    "first page": lambda file: garble(file, 1),
    "header": lambda file: write(file, 0, bytes(100)),
    "first 8 KB and more": lambda file: write(file, 0, noise(1, 3 * PAGE_SIZE)),
    "half": lambda file: cut(file, file.stat().st_size // 2),
    "odd": lambda file: cut(file, file.stat().st_size // 2 + 4321),
    "empty": lambda file: cut(file, 0),
    "all": lambda file: write(file, 0, noise(2, file.stat().st_size)),
    "gone": lambda file: file.unlink(),
}
HARMLESS = {"nothing", "first page", "header"}


@pytest.mark.costly
@pytest.mark.parametrize("damage", DAMAGES)
def test_with_a_full_backup_every_call_is_back(folder: Path, engine: Engine, damage: str) -> None:
    texts = fill(folder, engine)
    backups = backed_up(folder, engine)
    DAMAGES[damage](folder / "calls.db")
    before = files_in(folder)
    said = mended(folder, engine, backups)
    assert held(folder, engine) == texts
    assert files_in(aside(folder)) == before
    if damage in HARMLESS:
        assert "every call could be read (303)" in said
    else:
        assert "backup of Tue 24 Nov 09:18" in said


@pytest.mark.costly
@pytest.mark.parametrize("damage", DAMAGES)
def test_without_a_backup_every_call_that_can_be_read_is_back(folder: Path, damage: str) -> None:
    texts = fill(folder)
    file = folder / "calls.db"
    DAMAGES[damage](file)
    # A call that nothing happened to, in a page that nothing happened to.
    left = [page for page in pages(file) if page[0] == 13 and len(page) == PAGE_SIZE] if file.exists() else []
    untouched = {
        table: {row_id for row_id, text in rows.items() if any(text.encode() in page for page in left)}
        for table, rows in texts.items()
    }
    said = mended(folder)
    found = held(folder)
    for table in TABLES:
        assert untouched[table] <= set(found[table])
        # One that was hit in the middle of its words is kept as it is, though it is no document any more.
        whole = {row_id: text for row_id, text in found[table].items() if as_document(text)}
        assert whole.items() <= texts[table].items()
        assert len(found[table]) - len(whole) == (table == "calls" and damage == "a sector")
    is_all = found == texts
    assert is_all is (damage in {*HARMLESS, "root of calls"})
    assert ("no backup" in said) is (damage not in HARMLESS)


def test_what_a_mended_record_is(folder: Path, engine: Engine) -> None:
    fill(folder, engine)
    garble(folder / "calls.db", middle(folder / "calls.db"))
    mended(folder, engine)
    assert {path.name for path in folder.iterdir()} == {"calls.db", aside(folder).name}
    assert {path.name for path in aside(folder).iterdir()} == {"calls.db"}
    if sys.platform != "win32":
        assert {path.stat().st_mode & 0o777 for path in (folder / "calls.db", *aside(folder).iterdir())} == {0o600}
        assert aside(folder).stat().st_mode & 0o777 == 0o700
    assert aside(folder).name == "damaged-20261125T160500Z"
    records = SqliteCallRecords(folder, engine)
    assert len(records.interrupted()) == 3
    assert HEARD in records.newest(HEARD)[0].caller
    assert_works(records)
    records.close()


def test_a_second_time_makes_a_second_folder(folder: Path) -> None:
    texts = fill(folder)
    backups = backed_up(folder)
    damaged = []
    for _ in range(3):
        garble(folder / "calls.db", middle(folder / "calls.db"))
        damaged.append(files_in(folder))
        mended(folder, backups=backups)
    kept = sorted(path.name for path in folder.glob("damaged-*"))
    assert kept == [f"damaged-20261125T160500Z{number}" for number in ("", "-2", "-3")]
    assert [files_in(folder / name) for name in kept] == damaged
    assert held(folder) == texts


@contextmanager
def killed(folder: Path, engine: Engine) -> Iterator[None]:
    """The record as a kill leaves it after the block has saved to it: a part of it is only in its WAL."""
    work = folder.with_name("at-work")
    shutil.copytree(folder, work)
    with opened(work / "calls.db", engine) as raw:
        put(raw, "live", [(7, a_live_text(7, "the newest words"))])
        put(raw, "calls", [(10**15, a_text(10**15))])
        raw.execute("delete from calls where id = ?", (10**12,))
        for path in folder.glob("calls.db*"):
            path.unlink()
        for path in work.glob("calls.db*"):
            shutil.copy(path, folder)
    yield


@pytest.mark.costly
@pytest.mark.parametrize("damage", [damage for damage in DAMAGES if damage != "nothing"])
def test_words_that_are_only_in_the_wal_are_back(folder: Path, engine: Engine, damage: str) -> None:
    texts = fill(folder, engine)
    backups = backed_up(folder, engine)
    with killed(folder, engine):
        DAMAGES[damage](folder / "calls.db")
        before = files_in(folder)
        assert "calls.db-wal" in before
        before.pop("calls.db-shm")
        mended(folder, engine, backups)
    assert files_in(aside(folder)) == before
    found = held(folder, engine)
    texts["live"][7] = a_live_text(7, "the newest words")
    texts["calls"][10**15] = a_text(10**15)
    # Erased after the backup; whoever cannot see that brings it back.
    erased = texts["calls"].pop(10**12)
    assert {**found["calls"], 10**12: erased} == {**texts["calls"], 10**12: erased}
    assert found["live"] == texts["live"]
    if damage not in ("empty", "gone", "half", "odd", "all"):
        assert 10**12 not in found["calls"]


@pytest.mark.parametrize("garbage", [noise(3, 50_000), bytes(50_000), b"x"])
def test_a_wal_of_garbage(folder: Path, garbage: bytes) -> None:
    texts = fill(folder)
    (folder / "calls.db-wal").write_bytes(garbage)
    (folder / "calls.db-shm").write_bytes(garbage)
    (folder / "calls.db-journal").write_bytes(garbage)
    mended(folder)
    assert held(folder) == texts
    assert not list(folder.glob("calls.db-*"))
    assert (aside(folder) / "calls.db-wal").read_bytes() == garbage
    assert (aside(folder) / "calls.db-journal").read_bytes() == garbage


# What comes from a backup


def erase(folder: Path, *ids: int) -> None:
    with opened(folder / "calls.db") as raw:
        raw.executemany("delete from calls where id = ?", [(call_id,) for call_id in ids])


def test_what_was_erased_on_purpose_stays_erased(folder: Path) -> None:
    texts = fill(folder)
    backups = backed_up(folder)
    erased = [number * 10**12 for number in (10, 20, 290)]
    erase(folder, *erased)
    lost = middle(folder / "calls.db")
    garble(folder / "calls.db", lost)
    mended(folder, backups=backups)
    assert set(held(folder)["calls"]) == set(texts["calls"]) - set(erased)


def test_what_is_newer_than_the_backup_is_not_replaced_by_it(folder: Path) -> None:
    texts = fill(folder)
    backups = backed_up(folder)
    with opened(folder / "calls.db") as raw:
        put(raw, "calls", [(5 * 10**12, a_text(5 * 10**12, "newer"))])
        put(raw, "live", [(10**12 + 5, a_live_text(10**12 + 5, "newer"))])
    garble(folder / "calls.db", middle(folder / "calls.db"))
    mended(folder, backups=backups)
    found = held(folder)
    assert found["calls"] == texts["calls"] | {5 * 10**12: a_text(5 * 10**12, "newer")}
    assert found["live"] == texts["live"] | {10**12 + 5: a_live_text(10**12 + 5, "newer")}


def test_a_call_is_never_in_both_tables(folder: Path) -> None:
    fill(folder)
    backups = backed_up(folder)
    finished, begun = 3 * 10**12 + 5, 150 * 10**12
    with opened(folder / "calls.db") as raw:
        # Finished since the backup; and one that is in both, as when half of the finishing was lost.
        raw.execute("delete from live where id = ?", (finished,))
        put(raw, "calls", [(finished, a_text(finished))])
        put(raw, "live", [(10**12, a_live_text(10**12)), (begun, a_live_text(begun, "newer"))])
        raw.execute("delete from calls where id = ?", (begun,))
    garble(folder / "calls.db", page_with(folder / "calls.db", a_text(151 * 10**12)))
    mended(folder, backups=backups)
    found = held(folder)
    assert not found["live"].keys() & found["calls"].keys()
    assert finished in found["calls"] and 10**12 in found["calls"]
    # Soundly read as live, it is not taken for lost among the finished ones.
    assert found["live"][begun] == a_live_text(begun, "newer")


def test_a_call_that_was_finished_since_and_is_lost_comes_back_as_it_was(folder: Path) -> None:
    fill(folder, live=0)
    with opened(folder / "calls.db") as raw:
        put(raw, "live", [(150 * 10**12 + 1, a_live_text(150 * 10**12 + 1, "half of it"))])
    backups = backed_up(folder)
    with opened(folder / "calls.db") as raw:
        raw.execute("delete from live")
        put(raw, "calls", [(150 * 10**12 + 1, a_text(150 * 10**12 + 1))])
    garble(folder / "calls.db", page_with(folder / "calls.db", a_text(150 * 10**12 + 1)))
    mended(folder, backups=backups)
    assert held(folder)["live"] == {150 * 10**12 + 1: a_live_text(150 * 10**12 + 1, "half of it")}


def test_a_text_that_is_no_document_comes_from_the_backup_or_stays_as_it_is(folder: Path) -> None:
    texts = fill(folder)
    backups = backed_up(folder)
    with opened(folder / "calls.db") as raw:
        put(raw, "calls", [(5 * 10**12, f'{{"notes": "{HEARD}'), (8, "[1]"), (9, "not JSON")])
    said = mended(folder, backups=backups)
    assert held(folder)["calls"] == texts["calls"] | {8: "[1]", 9: "not JSON"}
    assert "302 calls were read from them, and 1 call was brought back from the backup" in said


@pytest.mark.costly
@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: garble(path, middle(path)),
        lambda path: write(path, 0, bytes(100)),
        lambda path: write(path, 44, b"\xff" * 60),
        lambda path: cut(path, 0),
        lambda path: cut(path, 50_000),
        lambda path: path.unlink(),
    ],
)
def test_a_backup_that_is_not_whole_is_passed_over(folder: Path, spoil: Callable[[Path], None]) -> None:
    clock = FakeClock()
    texts = fill(folder)
    backups = backed_up(folder, clock=clock)
    clock.advance(3600)
    backups = backed_up(folder, clock=clock)
    newest, _ = listed = backups.newest_first()
    spoil(newest)
    garble(folder / "calls.db", middle(folder / "calls.db"))
    said = restore(folder, ENGINE, listed, later)
    assert held(folder) == texts
    assert "backup of Tue 24 Nov 09:18" in said


def test_only_the_newest_whole_backup_counts(folder: Path) -> None:
    clock = FakeClock()
    fill(folder)
    backed_up(folder, clock=clock)
    erase(folder, 150 * 10**12)
    clock.advance(3600)
    backups = backed_up(folder, clock=clock)
    garble(folder / "calls.db", ROOTS["calls"])
    cut(folder / "calls.db", 10 * PAGE_SIZE)
    said = mended(folder, backups=backups)
    assert len(held(folder)["calls"]) == 299
    assert "backup of Tue 24 Nov 10:18" in said


def test_a_backup_of_the_first_layout(folder: Path) -> None:
    texts = fill(folder)
    backups = backed_up(folder)
    [path] = backups.newest_first()
    with closing(ENGINE.connect(path)) as raw:
        newer = list(raw.execute("select type, name from sqlite_master where type in ('trigger', 'view')"))
        newer += [("table", name) for name in ("calls_index", "indexed", "room", "owed")]
        for kind, name in newer:
            raw.execute(f"drop {kind} {name}")
        raw.execute("pragma user_version = 1")
        raw.commit()
    write(folder / "calls.db", 0, noise(1, 200_000))
    mended(folder, backups=backups)
    assert held(folder) == texts


# Cut off


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
_steps: list[Callable[[str, Path], None]] = []


def _watch(event: str, values: tuple[Any, ...]) -> None:
    """Called by Python itself before it opens, moves, removes or links a file."""
    if _steps and event in ("open", "os.mkdir", "os.link", "os.rename", "os.remove", "sqlite3.connect"):
        path = os.fsdecode(values[0]) if isinstance(values[0], str | bytes | os.PathLike) else ""
        if "calls.db" in path or "damaged-" in path or path.endswith("records"):
            _steps[-1](event, Path(path))


sys.addaudithook(_watch)


@contextmanager
def at_each_step(act: Callable[[str, Path], None]) -> Iterator[None]:
    _steps.append(act)
    try:
        yield
    finally:
        _steps.remove(act)


def steps_of(folder: Path) -> list[str]:
    """Every step of a restoring, counted on a copy."""
    copy = folder.with_name("counted") / "records"
    shutil.copytree(folder, copy)
    steps: list[str] = []
    with at_each_step(lambda event, path: steps.append(f"{event} {path.name}")):
        mended(copy)
    shutil.rmtree(copy.parent)
    return steps


def a_damaged_record(folder: Path, engine: Engine = ENGINE) -> dict[int, str]:
    """Damaged in one page, and with words that are only in its WAL; the calls that can be read."""
    fill(folder, engine, calls=40)
    with killed(folder, engine):
        number = page_with(folder / "calls.db", a_text(20 * 10**12))
        lost = {
            row_id
            for row_id in range(0, 41 * 10**12, 10**12)
            if a_text(row_id).encode() in pages(folder / "calls.db")[number - 1]
        }
        garble(folder / "calls.db", number)
    return {
        row_id: a_text(row_id) for row_id in (*range(2 * 10**12, 41 * 10**12, 10**12), 10**15) if row_id not in lost
    }


def assert_is_back(
    folder: Path, readable: dict[int, str], damaged: dict[str, bytes], engine: Engine = ENGINE
) -> None:
    found = held(folder, engine)
    assert found["calls"] == readable
    assert found["live"][7] == a_live_text(7, "the newest words")
    assert not list(folder.glob("calls.db-*"))
    assert damaged in [files_in(path) for path in folder.glob("damaged-*")]


def restore_until_killed(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Restore, and be killed before the step that is told."""
    left = [int(pipe.recv())]

    def count_down(event: str, path: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with at_each_step(count_down):
        restore(folder, ENGINES[engine_name], [], later)
    pipe.send("done")


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_step_it_goes_on_and_loses_nothing(folder: Path) -> None:
    readable = a_damaged_record(folder)
    damaged = files_in(folder)
    damaged.pop("calls.db-shm")
    steps = steps_of(folder)
    # From the first to the last thing that is done.
    assert steps[0].startswith("open") and steps[-1] == "open records" and len(steps) > 25
    half_done = set()
    for number in range(len(steps)):
        copy = folder.with_name(f"killed-{number}") / "records"
        shutil.copytree(folder, copy)
        with working(restore_until_killed, copy, "current") as (process, pipe):
            pipe.send(number)
            process.join()
            assert process.exitcode == -signal.SIGKILL, steps[number]
        half_done.add(is_half_done(copy))
        # Nothing has changed; or it has to go on before anybody opens what is there.
        if not is_half_done(copy) and (copy / "calls.db-wal").exists():
            left = files_in(copy)
            left.pop("calls.db-shm")
            left.pop("calls.db.restoring.part", None)
            assert left == damaged
        if number < len(steps) - 1:
            mended(copy)
        assert_is_back(copy, readable, damaged)
    assert half_done == {True, False}


def test_when_any_step_fails_it_is_told_and_nothing_is_lost(folder: Path) -> None:
    readable = a_damaged_record(folder)
    damaged = files_in(folder)
    damaged.pop("calls.db-shm")
    steps = steps_of(folder)
    for number in range(len(steps)):
        copy = folder.with_name(f"failed-{number}") / "records"
        shutil.copytree(folder, copy)
        left = [number]

        def fail(event: str, path: Path, left: list[int] = left) -> None:
            left[0] -= 1
            # A full disk lets nothing be made, but files be removed.
            if left[0] == -1 or (left[0] < -1 and event != "os.remove"):
                raise FULL

        with at_each_step(fail), pytest.raises(RecordsTrouble) as caught:
            restore(copy, ENGINE, [], later)
        assert sentence_of(caught.value) == "The disk is full."
        if not is_half_done(copy) and (copy / "calls.db-wal").exists():
            assert {name: data for name, data in files_in(copy).items() if name in damaged} == damaged
        mended(copy)
        assert_is_back(copy, readable, damaged)


def test_the_set_aside_files_are_removed_again_when_there_is_no_room_even_for_names(folder: Path) -> None:
    a_damaged_record(folder)
    before = {path.name for path in folder.iterdir()}

    def fail(event: str, path: Path) -> None:
        if path.name == "calls.db.restoring.part":
            raise FULL

    for _ in range(3):
        with at_each_step(fail), pytest.raises(RecordsTrouble):
            restore(folder, ENGINE, [], later)
        assert {path.name for path in folder.iterdir()} == before


@pytest.mark.parametrize("room", [0, 8192, 50_000])
def test_a_disk_that_takes_no_more(folder: Path, engine: Engine, room: int) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    texts = fill(folder, engine)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limit[1]))
    try:
        for _ in range(2):
            with pytest.raises(RecordsTrouble) as caught:
                restore(folder, engine, [], later)
            assert HEARD not in "".join(traceback.format_exception(caught.value))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert len(list(folder.glob("damaged-*"))) == (room > 0)
    assert not list(folder.glob("damaged-*/mended.db*"))
    mended(folder, engine)
    assert held(folder, engine) == texts


@pytest.mark.parametrize("error", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV])
def test_a_disk_without_links(folder: Path, error: int, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = a_damaged_record(folder)
    damaged = files_in(folder)
    damaged.pop("calls.db-shm")

    def link(*paths: Path) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "link", link)
    mended(folder)
    assert_is_back(folder, readable, damaged)


def test_what_is_set_aside_and_made_is_on_the_disk_before_anything_is_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_damaged_record(folder)
    order: list[str] = []
    flush = os.fsync

    def fsync(handle: int) -> None:
        order.append(f"flush {Path(f'/proc/self/fd/{handle}').readlink().name}")
        flush(handle)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to tell which file is flushed")
    monkeypatch.setattr(os, "fsync", fsync)
    changes = ("os.link", "os.rename", "os.remove", "os.mkdir")
    with at_each_step(lambda event, path: order.append(f"{event} {path.name}") if event in changes else None):
        mended(folder)
    name = aside(folder).name
    left = iter(order)
    for step in (
        f"os.mkdir {name}",
        "flush calls.db",
        "os.link calls.db",
        "flush calls.db-wal",
        "os.link calls.db-wal",
        f"flush {name}",
        "flush records",
        "flush calls.db.restoring.part",
        "os.rename calls.db.restoring.part",
        "flush records",
        "flush mended.db",
        f"flush {name}",
        "os.remove calls.db-wal",
        "os.remove calls.db-shm",
        "flush records",
        "os.rename mended.db",
        "flush records",
        "os.remove calls.db.restoring",
        "flush records",
    ):
        # After those before it, whatever else is done in between.
        assert step in left
    assert order.count("os.rename mended.db") == order.count("os.remove calls.db-wal") == 1


def test_a_disk_that_does_not_keep_what_it_takes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = fill(folder)
    before = files_in(folder)
    with monkeypatch.context() as patched, pytest.raises(RecordsTrouble) as caught:
        patched.setattr("tui.records.restoring.is_sound", lambda engine, path: False)
        restore(folder, ENGINE, [], later)
    assert sentence_of(caught.value) == f"The disk does not keep what is written to {aside(folder)}."
    assert (folder / "calls.db").read_bytes() == before["calls.db"]
    mended(folder)
    assert held(folder) == texts


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes such links for administrators only")
def test_a_record_that_is_a_link_to_another_place(folder: Path) -> None:
    texts = fill(folder)
    (folder.parent / "elsewhere").mkdir()
    (folder / "calls.db").replace(folder.parent / "elsewhere" / "real.db")
    (folder / "calls.db").symlink_to("../elsewhere/real.db")
    mended(folder)
    assert held(folder) == texts
    assert files_in(aside(folder))["calls.db"] == (folder.parent / "elsewhere" / "real.db").read_bytes()


@pytest.mark.parametrize("note", ["", "damaged-20261125T160500Z", "../elsewhere", "\x00", "backups"])
def test_a_note_that_leads_nowhere(folder: Path, note: str) -> None:
    texts = fill(folder)
    backed_up(folder)
    (folder / "calls.db.restoring").write_text(note)
    assert is_half_done(folder)
    mended(folder)
    assert held(folder) == texts
    assert len(files_in(aside(folder))) == 1


def test_what_is_not_damaged_stays_as_it_is(folder: Path) -> None:
    texts = fill(folder)
    assert "every call could be read (303)" in mended(folder)
    assert held(folder) == texts


# What is said


ASIDE = Path("/home/rep/records/damaged-20261125T160500Z")
BACKUP = Path("/home/rep/records/backups/calls-20261124T081800Z.db")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Found(1204, True), "every call could be read (1,204)"),
        (Found(0, True), "no calls were in them"),
        (
            Found(1204, False, 3, BACKUP),
            "1,204 calls were read from them, and 3 calls were brought back from the backup of Tue 24 Nov 09:18;"
            " some that are newer than it may be missing",
        ),
        (
            Found(1, False, 0, BACKUP),
            "1 call was read from them, and the backup of Tue 24 Nov 09:18 has no others;"
            " some that are newer than it may be missing",
        ),
        (
            Found(0, False, 1, BACKUP),
            "nothing of them could be read, and 1 call was brought back from the backup of Tue 24 Nov 09:18;"
            " some that are newer than it may be missing",
        ),
        (
            Found(5, False),
            "5 calls were read from them, and there is no backup that could be used, so some may be missing",
        ),
        (
            Found(0, False),
            "nothing of them could be read, and there is no backup that could be used, so some may be missing",
        ),
    ],
)
def test_what_is_said(found: Found, told: str) -> None:
    said = sentence(found, ASIDE, later())
    assert said == f"The records were damaged and have been mended: {told}; the damaged file is kept in {ASIDE}."


# By chance


SPOTS = st.lists(
    st.tuples(st.integers(0, 2**24), st.integers(1, 40) | st.integers(1, 9000), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)
"""Where, how many bytes, and which; none of them, zeros."""


class Sound:
    """A record with a full backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = fill(folder)
        backed_up(folder)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return Sound(tmp_path_factory.mktemp("sound") / "records")


@pytest.mark.long
@pytest.mark.parametrize("has_backup", [True, False])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spots=SPOTS)
def test_wherever_it_is_damaged(
    spots: list[tuple[int, int, int]], has_backup: bool, sound: Sound, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("garbled") / "records"
    shutil.copytree(sound.folder, folder)
    whole = (folder / "calls.db").read_bytes()
    data = bytearray(whole)
    for where, length, seed in spots:
        at = where % len(data)
        end = min(at + length, len(data))
        data[at:end] = noise(seed, end - at) if seed else bytes(end - at)
    (folder / "calls.db").write_bytes(data)
    mended(folder, backups=Backups(folder, ENGINE) if has_backup else None)
    found = held(folder)
    assert not found["calls"].keys() & found["live"].keys()
    for table, rows in sound.texts.items():
        for row_id, text in rows.items():
            # Not an old copy of it. With what stands before it: its number, and how long it is.
            at = whole.rindex(text.encode())
            if data[at - 20 : at + len(text)] == whole[at - 20 : at + len(text)]:
                assert found[table][row_id] == text
        if has_backup:
            # None is lost. One of which no more than the number was hit is there under another one.
            carried = {(as_document(text) or {}).get("id") for text in found[table].values()}
            assert rows.keys() <= found[table].keys() | carried
    assert (aside(folder) / "calls.db").read_bytes() == data
    shutil.rmtree(folder)
