"""Copies of the record, made while it is in use: each one verified, and bounded in number and size."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tui.records.disk import flush
from tui.records.engine import Engine
from tui.records.layout import APPLICATION_ID
from tui.records.locks import WAIT_SECONDS, Fence, try_lock
from tui.records.opening import is_missing, wal_of
from tui.records.table import FILE_NAME
from tui.records.troubles import BACKUPS, damaged, from_sqlite, system_in_plain_words

STAMP = "%Y%m%dT%H%M%SZ"
"""How an instant stands in the name of a file, in UTC."""

LARGE = 64 * 2**20
"""A record of more bytes than this is copied once a day, and this much must stay free on the disk."""

MOST_BYTES = 2**30
"""How many bytes all backups but the newest may take."""

_OFTEN, _DAILY = timedelta(hours=4), timedelta(hours=24)
_DAYS, _WEEKS, _MOST = 7, 4, 12
_NAME = re.compile(r"calls-(\d{8}T\d{6}Z)\.db")
_STEP = 256
"""How many pages are copied between two flushes, so that a save never waits for more than these."""

NOT_THE_COPY = (5, 6, 7, 10, 13, 14)
"""SQLite's codes for busy, locked, out of memory, input or output, full, cannot open: whatever else it says of a copy
that nobody else touches comes from what is in it."""


class Backup(NamedTuple):
    """One copy of the record."""

    path: Path
    made: datetime
    size: int
    """In bytes."""


class Backups:
    """The backups of the record in a folder. Any thread may call; every failure is a `RecordsTrouble`."""

    def __init__(self, folder: Path, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Touches no disk. `now` gives the instant, with its offset."""
        self._record = folder / FILE_NAME
        self._folder = folder / BACKUPS
        self._engine = engine
        self._now = now

    def is_due(self) -> bool:
        """Whether the record holds calls, has changed, and was last copied 4 hours ago (a large one: 24)."""
        with self._in_plain_words():
            if is_missing(self._record):
                return False
            now, found = self._now(), self._found()
            pause = _DAILY if self._size() > LARGE else _OFTEN
            # One that is dated ahead was made before the clock was set back; how long ago, nobody knows.
            if any(timedelta(0) <= now - backup.made < pause for backup in found):
                return False
            state = _state(self._record)
            return all(_changed(backup.path) != state for backup in found) and self._holds_calls()

    def make(self) -> Path | None:
        """Copy the record, verify the copy, and let go of old ones; saves go on meanwhile.

        None while there is no record, another window makes a backup, or the disk would become too full.
        Raises `Damaged` when the copy, and so the record, is not whole.
        """
        with self._in_plain_words():
            if is_missing(self._record) or not self._has_room():
                return None
            self.make_folder()
            with self.alone() as alone:
                return self._make() if alone else None

    def newest_first(self) -> list[Path]:
        """Every backup; those dated ahead come last, as they were made before the clock was set back."""
        return [backup.path for backup in _newest_first(self._found(), self._now())]

    def _make(self) -> Path:
        self.clear_parts()
        path = self._folder / f"calls-{self._now().astimezone(UTC):{STAMP}}.db"
        part = path.with_name(f"{path.name}.part")
        try:
            state = _state(self._record)
            self._copy(part)
            if not self._is_whole(part):
                raise damaged(self._record)
            # Its date tells which state of the record it holds.
            os.utime(part, ns=(state, state))
            flush(part)
            part.replace(path)
        finally:
            self.clear_parts()
        flush(self._folder)
        self._let_go()
        return path

    def _copy(self, part: Path) -> None:
        """Copy every page in one snapshot.

        What is written meanwhile stays in the WAL, which grows by that much and is written over afterwards.
        """
        with (
            os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b") as file,
            self._snapshot() as record,
            closing(_connect(self._engine, part, "mode=rw")) as copy,
        ):
            # Little is held back, so that what is flushed is what was copied.
            for setting in ("journal_mode = off", "synchronous = off", "cache_size = -2000"):
                copy.execute(f"pragma {setting}").fetchall()
            record.backup(copy, pages=_STEP, progress=lambda *_: os.fsync(file.fileno()))

    def _is_whole(self, part: Path) -> bool:
        try:
            with closing(_connect(self._engine, part, "mode=rw")) as copy:
                # The mark of a WAL is copied too; without it, nothing ever has to stand beside the copy.
                copy.execute("pragma journal_mode = delete").fetchall()
            return is_sound(self._engine, part)
        except self._engine.error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_THE_COPY:
                raise
            return False
        except UnicodeDecodeError:  # Names of tables that are none any more.
            return False

    @contextmanager
    def _snapshot(self) -> Iterator[Any]:
        """A connection that sees the record as it is now, until the end of the block.

        It only reads: it neither commits nor checkpoints, not even when it is the last one to close.
        """
        with closing(_connect(self._engine, self._record, "mode=ro")) as raw:
            with Fence(self._record.with_name(f"{FILE_NAME}.lock")).hold():
                raw.execute("begin")
                # Begins to read without a look at the tables, which may be damaged.
                raw.execute("pragma user_version").fetchall()
            yield raw

    def _holds_calls(self) -> bool:
        sql = "select exists (select 1 from calls) or exists (select 1 from live)"
        try:
            with self._snapshot() as raw:
                return bool(raw.execute(sql).fetchone()[0])
        except (self._engine.error, UnicodeDecodeError):
            return True  # A copy will show what is wrong.

    def make_folder(self) -> None:
        """Have the folder that the backups are in. Raises OSError."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        flush(self._folder.parent)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether no other window makes a backup; until the end of the block none will. Raises OSError."""
        handle = os.open(self._folder / "backups.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield try_lock(handle)
        finally:
            os.close(handle)

    def _has_room(self) -> bool:
        return shutil.disk_usage(self._record.parent).free >= 2 * self._size() + LARGE

    def _size(self) -> int:
        return sum(path.stat().st_size for path in (self._record, wal_of(self._record)) if path.exists())

    def _found(self) -> list[Backup]:
        found = []
        for path in self._folder.glob("calls-*.db"):
            made = made_at(path)
            # Another window may be letting go of it.
            with suppress(FileNotFoundError):
                if made:
                    found.append(Backup(path, made, path.stat().st_size))
        return found

    def clear_parts(self) -> None:
        """Remove what a killed run left: nobody else writes one while we are alone. Raises OSError."""
        for part in self._folder.glob("*.part*"):
            part.unlink(missing_ok=True)

    def _let_go(self) -> None:
        found = self._found()
        for path in {backup.path for backup in found} - to_keep(found, self._now()):
            with suppress(OSError):
                path.unlink()

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            with system_in_plain_words(self._record.parent):
                yield
        except self._engine.error as error:
            raise from_sqlite(error, self._record) from error


def to_keep(backups: Iterable[Backup], now: datetime) -> set[Path]:
    """Which backups stay: the newest two, of each of the last 7 days the newest, and of each of 4 weeks before.

    Days and weeks are those on which there are backups, so that neither a holiday nor a clock that was set
    makes all of them old at once. Those past 1 GiB in all go, the newest aside; the newest always stays.
    """
    ordered = _newest_first(backups, now)
    days = _first_of_each(ordered, _day, _DAYS)
    before = [backup for backup in ordered if _day(backup) not in map(_day, days)]
    weeks = _first_of_each(before, lambda backup: _day(backup).isocalendar()[:2], _WEEKS)
    wanted = [backup for backup in ordered if backup in (*ordered[:2], *days, *weeks)][:_MOST]
    kept, room = {backup.path for backup in wanted[:1]}, MOST_BYTES
    for backup in wanted[1:]:
        room -= backup.size
        if room >= 0:
            kept.add(backup.path)
    return kept


def is_sound(engine: Engine, path: Path) -> bool:
    """Whether the file at `path`, which nobody writes to, is a whole record.

    Raises the engine's errors, and UnicodeDecodeError, where there is not even a record to look at.
    """
    with closing(_connect(engine, path, "mode=ro&immutable=1")) as raw:
        if raw.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            return False
        return bool(raw.execute("pragma integrity_check(1)").fetchall() == [("ok",)])


def made_at(path: Path) -> datetime | None:
    """When a backup was made, from its name; None for a file that is none."""
    name = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(name[1], STAMP).replace(tzinfo=UTC) if name else None
    except ValueError:
        return None


def _newest_first(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    return sorted(backups, key=lambda backup: (backup.made <= now, backup.made), reverse=True)


def _day(backup: Backup) -> date:
    return backup.made.astimezone(UTC).date()


def _first_of_each(backups: Iterable[Backup], bucket: Callable[[Backup], object], most: int) -> list[Backup]:
    first: dict[object, Backup] = {}
    for backup in backups:
        first.setdefault(bucket(backup), backup)
    return list(first.values())[:most]


def _state(record: Path) -> int:
    """A number that is another one after each commit: a date in nanoseconds.

    Each commit is written to the WAL; once that is gone or emptied, the record itself was written last.
    """
    wal = wal_of(record)
    with suppress(FileNotFoundError):
        if wal.stat().st_size:
            return _changed(wal)
    return _changed(record)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _connect(engine: Engine, path: Path, how: str) -> Any:
    uri = f"{path.absolute().as_uri()}?{how}"
    return engine.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
