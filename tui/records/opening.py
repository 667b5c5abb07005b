"""Opening the record: is it ours, may we, and the settings that keep words safe."""

import os
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from tui.records.disk import flush
from tui.records.engine import Engine
from tui.records.layout import APPLICATION_ID, LAYOUT, SCHEMA, upgrade, version
from tui.records.locks import WAIT_SECONDS
from tui.records.troubles import BACKUPS, damaged, not_ours, too_new

RESTORING = "calls.db.restoring"
"""Stands beside a record while it is being restored."""

_CORRUPT = 11
"""SQLite's code for a file whose parts do not fit together."""

_SETTINGS = (
    # The mark of the file is written before this, so that it never stands in the WAL alone.
    "pragma journal_mode = wal",
    # When COMMIT returns, the words are on the disk: with NORMAL a power cut takes the last ones.
    "pragma synchronous = full",
    # A small WAL is soon written over instead of growing, and then a save costs one flush and no new blocks.
    "pragma wal_autocheckpoint = 250",
    # Kilobytes for each connection; what a search touches again is in the system's memory anyway.
    "pragma cache_size = -2000",
)


def is_missing(path: Path) -> bool:
    """Whether there is no file, or an empty one, as a first start that is cut short leaves. Raises OSError."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def is_lost(path: Path) -> bool:
    """Whether the record was there and is not any more, or was being restored. Raises OSError."""
    if path.with_name(RESTORING).exists():
        return True
    if not is_missing(path):
        return False
    return not is_missing(wal_of(path)) or (path.exists() and (path.parent / BACKUPS).is_dir())


def open_record(engine: Engine, path: Path) -> Any:
    """A DB-API connection to the record at `path`, made first where it is missing, an older one brought up to date.

    To be called by one process at a time. Raises the engine's errors, OSError and `RecordsTrouble`.
    """
    missing = is_missing(path)
    if is_lost(path):
        raise damaged(path)
    if missing:
        _make(engine, path)
    else:
        _look_without_touching(engine, path)
        # Copied from elsewhere it may be open to all; SQLite gives the same mode to the files beside it.
        with suppress(OSError):
            path.chmod(0o600)
    raw = _connect(engine, path, "mode=rw")
    try:
        _check(raw, path)
        _run_all(raw, _SETTINGS)
        upgrade(raw)
    except BaseException:
        raw.close()
        raise
    return raw


def open_to_read(engine: Engine, path: Path) -> Any:
    """A DB-API connection that changes nothing, for a record on a disk that takes nothing.

    Raises the engine's errors, OSError and `RecordsTrouble`.
    """
    _look_without_touching(engine, path)
    try:
        return _checked(_connect(engine, path, "mode=ro"), path)
    except engine.error:
        # SQLite wants to put its files beside the record, which is whole without them when there is no WAL.
        if not is_missing(wal_of(path)):
            raise
        return _checked(_connect(engine, path, "mode=ro&immutable=1"), path)


def wal_of(path: Path) -> Path:
    """Where SQLite keeps what was not brought into the record yet."""
    return path.with_name(f"{path.name}-wal")


def _checked(raw: Any, path: Path) -> Any:
    try:
        _check(raw, path)
    except BaseException:
        raw.close()
        raise
    return raw


def _run_all(raw: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        raw.execute(statement).fetchall()


def _make(engine: Engine, path: Path) -> None:
    """An empty record, made under another name: a file at `path` is a whole one, whenever the power fails."""
    new = path.with_name(f"{path.name}.new")
    parts = [new, *(new.with_name(f"{new.name}-{part}") for part in ("journal", "wal", "shm"))]
    _remove(parts)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(_connect(engine, new, "mode=rw")) as raw:
            _run_all(raw, (*LAYOUT, *_SETTINGS))
        new.replace(path)
    except BaseException:
        _remove(parts)
        raise
    flush(path.parent)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _look_without_touching(engine: Engine, path: Path) -> None:
    """Refuse what is not ours before SQLite could put files beside it or carry out a journal."""
    if path.is_dir():
        raise not_ours(path)
    with closing(_connect(engine, path, "mode=ro&immutable=1")) as raw:
        try:
            _check(raw, path)
        except engine.error as error:
            # Cut off in the middle of a checkpoint it looks damaged from here, and is whole with its WAL.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != _CORRUPT:
                raise


def _check(raw: Any, path: Path) -> None:
    if raw.execute("pragma application_id").fetchone()[0] != APPLICATION_ID or version(raw) < 1:
        raise not_ours(path)
    if version(raw) > SCHEMA:
        raise too_new(path)


def _connect(engine: Engine, path: Path, how: str) -> Any:
    uri = f"{path.absolute().as_uri()}?{how}"
    return engine.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
