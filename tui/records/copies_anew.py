"""Copies of the record that nobody has open, written anew without what is erased: backups, and what was set aside."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tui.model.trouble import RecordsTrouble
from tui.records.backups import NOT_THE_COPY, is_sound
from tui.records.disk import flush
from tui.records.engine import Engine
from tui.records.layout import NOTHING, SCHEMA, version
from tui.records.meant import CLIENTS, Meant
from tui.records.opening import is_missing
from tui.records.restoring import ASIDE, KEPT, reread
from tui.records.table import FILE_NAME
from tui.records.troubles import from_sqlite, system_in_plain_words, too_new

READABLE = "readable.db"
"""In a folder that was set aside, once something was erased: what could be read of the damaged record."""

UNREADABLE_NOW = "{path} cannot be read now. Where that stays so, move it out of the folder yourself."

_TABLES = ("calls", "live", CLIENTS)


class Copy:
    """One such copy. Every failure is a `RecordsTrouble`, and the copy is then as it was."""

    def __init__(self, path: Path, engine: Engine) -> None:
        """The file, which has to be there."""
        self.path = path
        self._engine = engine

    def is_whole(self) -> bool:
        """Whether all of it can be read; `restore` takes no other.

        Raises `RecordsTrouble` where that cannot be told now: a disk that failed once is no reason to let go of it.
        """
        try:
            with system_in_plain_words(self.path.parent):
                return not is_missing(self.path) and is_sound(self._engine, self.path)
        except self._engine.error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_THE_COPY:
                raise RecordsTrouble(UNREADABLE_NOW.format(path=self.path)) from None
        except UnicodeDecodeError:  # Names of tables that are none any more.
            pass
        return False

    def rows(self) -> Iterator[tuple[str, int, bytes]]:
        """Table, number and JSON of each row."""
        try:
            with closing(self._open(self.path, "mode=ro&immutable=1")) as raw:
                for table in _tables_of(raw):
                    for row_id, text in raw.execute(_of("select id, cast(doc as blob) from {table}", table)):
                        yield table, row_id, text
        except self._engine.error as error:
            raise from_sqlite(error, self.path) from None

    def write_anew(self, meant: Meant) -> None:
        """Put in its place what it is afterwards, every byte of it written anew, and verified."""
        part, clean = (self.path.with_name(f"{self.path.name}.{end}") for end in ("part", "part2"))
        try:
            with system_in_plain_words(self.path.parent):
                dated = self.path.stat().st_mtime_ns
                _clear(part, clean)
                shutil.copyfile(self.path, part)
                self._change(part, clean, meant)
                # By its date whoever makes backups knows which state of the record it holds.
                os.utime(clean, ns=(dated, dated))
                clean.chmod(0o600)
                flush(clean)
                clean.replace(self.path)
                flush(self.path.parent)
        except self._engine.error as error:
            raise from_sqlite(error, self.path) from None
        finally:
            with suppress(OSError):
                _clear(part, clean)

    def _change(self, part: Path, clean: Path, meant: Meant) -> None:
        with closing(self._open(part, "mode=rw")) as raw:
            if version(raw) > SCHEMA:
                raise too_new(self.path)
            for setting in ("journal_mode = off", "synchronous = off"):
                raw.execute(f"pragma {setting}").fetchall()
            raw.execute("begin")
            _empty_indexes(raw)
            for table in _tables_of(raw):
                _change_rows(raw, table, meant)
            raw.execute("commit")
            # Into a new file: what was deleted is not even free there.
            raw.execute("vacuum into ?", (str(clean),))
        if not is_sound(self._engine, clean):
            raise RecordsTrouble(f"The disk does not keep what is written to {self.path.parent}.")

    def _open(self, path: Path, how: str) -> Any:
        return self._engine.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)


def set_aside(folder: Path) -> list[Path]:
    """The folders with damaged records in the folder of the records. Raises OSError."""
    found = sorted(path for path in folder.glob("damaged-*") if ASIDE.fullmatch(path.name) and path.is_dir())
    return [path for path in found if any((path / name).exists() for name in (*KEPT, READABLE))]


def readable(aside: Path, engine: Engine) -> Copy:
    """What can be read of a record that was set aside, as a copy beside it. The damaged files stay."""
    path = aside / READABLE
    try:
        with system_in_plain_words(aside):
            if (aside / FILE_NAME).exists() or not path.exists():
                reread(aside, engine).replace(path)
                flush(aside)
    except engine.error as error:
        raise from_sqlite(error, path) from None
    return Copy(path, engine)


def let_go_of_damaged(aside: Path) -> None:
    """Remove the damaged files themselves: what could be read of them stands beside them."""
    with system_in_plain_words(aside):
        # The record itself first: without it nobody reads the WAL again, which alone would make less of it.
        for name in KEPT:
            (aside / name).unlink(missing_ok=True)
        flush(aside)


def _empty_indexes(raw: Any) -> None:
    """No index is needed in a copy: whoever brings it back makes one."""
    sql = "select name from sqlite_schema where sql like 'create virtual table%using fts5(%'"
    for (name,) in raw.execute(sql).fetchall():
        if name.isidentifier():
            raw.execute(f"insert into {name} ({name}) values ('delete-all')")  # noqa: S608 # One of our own names.
    if _has(raw, "indexed"):
        raw.execute("update indexed set first = ?", (NOTHING,))


def _change_rows(raw: Any, table: str, meant: Meant) -> None:
    rows = raw.execute(_of("select id, cast(doc as blob) from {table}", table))
    changes = [(row_id, text) for row_id, before in rows if (text := meant.after(table, row_id, before)) != before]
    for row_id, text in changes:
        if text is None:
            raw.execute(_of("delete from {table} where id = ?", table), (row_id,))
        else:
            raw.execute(_of("update {table} set doc = cast(? as text) where id = ?", table), (text, row_id))


def _tables_of(raw: Any) -> list[str]:
    return [table for table in _TABLES if _has(raw, table)]


def _has(raw: Any, table: str) -> bool:
    sql = "select exists (select 1 from sqlite_schema where type = 'table' and name = ?)"
    return bool(raw.execute(sql, (table,)).fetchone()[0])


def _of(sql: str, table: str) -> str:
    # The name comes from a fixed list; SQLite takes no table as a value.
    return sql.replace("{table}", table)


def _clear(*paths: Path) -> None:
    for path in paths:
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
