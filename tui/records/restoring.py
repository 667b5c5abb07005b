"""Bringing back a damaged record: set aside whole, and made anew of what can be read of it and of the backups.

It can be cut off at any step, by a kill or by the power. Until the note `calls.db.restoring` is on the disk,
nothing has changed; from then on the files that are set aside are what counts, and `restore` goes on from there.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tui.model.times import moment
from tui.model.trouble import RecordsTrouble
from tui.records.backups import STAMP, is_sound, made_at
from tui.records.disk import flush
from tui.records.engine import Engine
from tui.records.layout import EVERY_TABLE, NOTHING, TABLES
from tui.records.opening import RESTORING, is_missing, open_record
from tui.records.salvage import Row, Salvage, as_document
from tui.records.table import FILE_NAME
from tui.records.troubles import from_sqlite, system_in_plain_words

_ORDER = ("calls", "live", "clients")
"""The finished ones before the live ones: a call that was finished stands in both where half of that was lost."""

_KEPT = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-journal")
_BESIDE = (f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", f"{FILE_NAME}-journal")
_MENDED = "mended.db"
ATTEMPTS = 3
"""How often a backup is asked for: the calls that only it holds must not stay away because the disk failed once."""

_ASIDE = re.compile(r"damaged-\d{8}T\d{6}Z(-\d+)?")


class Found(NamedTuple):
    """Where the calls of a mended record came from."""

    read: int
    """How many were read from the damaged one."""
    is_all: bool
    """Whether none can have been lost."""
    brought: int = 0
    """How many came from a backup."""
    backup: Path | None = None
    """The newest one that is whole; None too when none was needed."""


def is_half_done(folder: Path) -> bool:
    """Whether a `restore` was cut off: it has to be called again before anything else opens the record."""
    return (folder / RESTORING).exists()


def restore(
    folder: Path,
    engine: Engine,
    backups: Sequence[Path],
    now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
) -> str:
    """Mend the record in `folder`, of which nothing is deleted; the sentence that says what was done.

    Nobody else may have it open. `backups` come the newest first; `now` gives the instant with its local offset.
    Raises `RecordsTrouble`; the damaged record is then as it was, and the next call goes on.
    """
    try:
        with system_in_plain_words(folder):
            aside = _begun(folder) or _set_aside(folder, now())
            found = _mend(aside, engine, backups)
            _put_in_place(folder, aside / _MENDED)
    except engine.error as error:
        raise from_sqlite(error, folder / FILE_NAME) from None
    return sentence(found, aside, now())


def sentence(found: Found, aside: Path, now: datetime) -> str:
    """What was done, for a person."""
    if found.is_all:
        told = f"every call could be read ({found.read:,})" if found.read else "no calls were in them"
    else:
        read = f"{_calls(found.read)} read from them" if found.read else "nothing of them could be read"
        told = f"{read}{_from_backup(found, now)}"
    return f"The records were damaged and have been mended: {told}; the damaged file is kept in {aside}."


def _from_backup(found: Found, now: datetime) -> str:
    if not found.backup:
        return ", and there is no backup that could be used, so some may be missing"
    made = made_at(found.backup)
    of = f" of {moment(made.astimezone(now.tzinfo), now.date())}" if made else ""
    told = (
        f"{_calls(found.brought)} brought back from the backup{of}"
        if found.brought
        else f"the backup{of} has no others"
    )
    return f", and {told}; some that are newer than it may be missing"


def _calls(number: int) -> str:
    return "1 call was" if number == 1 else f"{number:,} calls were"


def _begun(folder: Path) -> Path | None:
    """Where a restoring that was cut off had set the record aside; None when there is none to go on with."""
    try:
        name = (folder / RESTORING).read_text("ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    aside = folder / name
    return aside if _ASIDE.fullmatch(name) and any((aside / kept).exists() for kept in _KEPT) else None


def _set_aside(folder: Path, now: datetime) -> Path:
    """Keep the record under a second name, and note that it is being restored."""
    aside = _new_folder(folder / f"damaged-{now.astimezone(UTC):{STAMP}}")
    try:
        for name in _KEPT:
            with suppress(FileNotFoundError):
                _keep(folder / name, aside / name)
        flush(aside)
        flush(folder)
        _note(folder, aside.name)
    except OSError:
        # So that a full disk, tried again and again, does not fill with names; the files are still in place.
        if not is_half_done(folder):
            shutil.rmtree(aside, ignore_errors=True)
        raise
    return aside


def _new_folder(path: Path) -> Path:
    number = 1
    while True:
        new = path if number == 1 else path.with_name(f"{path.name}-{number}")
        with suppress(FileExistsError):
            new.mkdir(mode=0o700)
            return new
        number += 1


def _keep(path: Path, second: Path) -> None:
    flush(path)
    try:
        os.link(path.resolve(), second)
    except OSError:
        # Not every disk has links.
        shutil.copy2(path, second)
        flush(second)


def _note(folder: Path, name: str) -> None:
    part = folder / f"{RESTORING}.part"
    part.write_text(name, "ascii")
    flush(part)
    part.replace(folder / RESTORING)
    flush(folder)


def _mend(aside: Path, engine: Engine, backups: Sequence[Path]) -> Found:
    """Make a new record beside the files that were set aside."""
    mended = aside / _MENDED
    _clear(mended)
    try:
        with Salvage(aside / FILE_NAME, aside / f"{FILE_NAME}-wal") as salvage, _made(engine, mended) as raw:
            found = _Filling(raw, salvage).fill(engine, backups)
        if not is_sound(engine, mended):
            raise RecordsTrouble(f"The disk does not keep what is written to {aside}.")
        flush(mended)
        flush(aside)
    except BaseException:
        with suppress(OSError):
            _clear(mended)
        raise
    return found


@contextmanager
def _made(engine: Engine, path: Path) -> Iterator[Any]:
    """A new record to be filled, in one transaction and one file; it is flushed afterwards, all at once."""
    with closing(open_record(engine, path)) as raw:
        for setting in ("journal_mode = delete", "synchronous = off"):
            raw.execute(f"pragma {setting}").fetchall()
        raw.execute("begin")
        # The calls come into the index later, a few at a time, and so do their narrow rows.
        raw.execute("update indexed set first = ?", (NOTHING,))
        raw.execute("update met_since set first = ?", (NOTHING,))
        yield raw
        raw.execute("commit")


def _put_in_place(folder: Path, mended: Path) -> None:
    # Gone for good before the new record is there: SQLite would write what is in them into it.
    for name in _BESIDE:
        (folder / name).unlink(missing_ok=True)
    flush(folder)
    mended.replace(folder / FILE_NAME)
    flush(folder)
    (folder / RESTORING).unlink(missing_ok=True)
    flush(folder)


def _clear(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)


class _Filling:
    """Puts each call into a new record once: as it was read, or else as it is in a backup."""

    def __init__(self, raw: Any, salvage: Salvage) -> None:
        self._raw = raw
        self._salvage = salvage
        self._ids: dict[str, set[int]] = {table: set() for table in EVERY_TABLE}
        self._spoilt: dict[str, dict[int, str]] = {table: {} for table in EVERY_TABLE}
        """Texts that are no document any more."""

    def fill(self, engine: Engine, backups: Sequence[Path]) -> Found:
        """Fill the record. Raises the engine's errors and OSError."""
        for table in _ORDER:
            self._put(table, self._whole(table))
        for table, row in self._salvage.strays():
            self._put(table, iter([row]))
        read = self._count()
        is_all = self._salvage.is_complete and not any(self._spoilt[table] for table in TABLES)
        are_all_known = is_all and not (self._salvage.misses_clients or self._spoilt["clients"])
        backup = None if are_all_known else next((path for path in backups if _is_good(engine, path)), None)
        if backup:
            with closing(_to_read(engine, backup)) as raw:
                for table in _ORDER:
                    self._put(table, self._missing(table, raw))
        brought = self._count() - read
        for table, spoilt in self._spoilt.items():
            self._put(table, (Row(row_id, text) for row_id, text in spoilt.items()))
        return Found(read, is_all, brought, backup)

    def _put(self, table: str, rows: Iterator[Row]) -> None:
        self._raw.executemany(_of("insert into {table} (id, doc) values (?, ?)", table), self._new(table, rows))

    def _new(self, table: str, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            # A client may have the number of a call.
            tables = ("clients",) if table == "clients" else TABLES
            if not any(row.id in self._ids[each] for each in tables):
                self._ids[table].add(row.id)
                yield row

    def _whole(self, table: str) -> Iterator[Row]:
        for row in self._salvage.rows(table):
            if as_document(row.text) is None:
                self._spoilt[table][row.id] = row.text
            else:
                yield row

    def _missing(self, table: str, backup: Any) -> Iterator[Row]:
        """The rows of a backup that were lost; what was erased since is left out."""
        if not backup.execute("select 1 from sqlite_master where name = ?", (table,)).fetchall():
            return  # One from before there were clients.
        for row_id, text in backup.execute(_of("select id, doc from {table} order by id", table)):
            # One that was finished since, and lost then, is brought back as it was before.
            tables = TABLES if table == "live" else (table,)
            if row_id in self._spoilt[table] or any(self._salvage.may_miss(where, row_id) for where in tables):
                yield Row(row_id, text.decode("utf-8", "replace"))

    def _count(self) -> int:
        """How many calls there are; what is kept about clients is not counted."""
        return sum(len(self._ids[table]) for table in TABLES)


def _of(sql: str, table: str) -> str:
    # The name comes from a fixed list; SQLite takes no table as a value.
    return sql.replace("{table}", table)


def _is_good(engine: Engine, backup: Path) -> bool:
    for _ in range(ATTEMPTS):
        with suppress(engine.error, OSError, UnicodeDecodeError):
            return not is_missing(backup) and is_sound(engine, backup)
    return False


def _to_read(engine: Engine, backup: Path) -> Any:
    raw = engine.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    raw.text_factory = bytes
    return raw
