"""The least that could do: what each part of the record is measured against."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tui.records.engine import best_engine
from tui.records.opening import open_record
from tui.records.table import FILE_NAME

APPENDED = "append + fsync"
CONNECTED = "bare connect"
ASKED = "bare FTS5 query"

MATCHING = """select calls.id, calls.doc from calls_index join calls on calls.id = calls_index.rowid
    where calls_index match ? order by calls_index.rowid desc limit ?"""
"""The newest calls that fit an expression of FTS5."""
_NEWEST = "select id, doc from calls order by id desc limit ?"


class AppendedFile:
    """A file to whose end things are written, each on the disk before the next."""

    def __init__(self, path: Path) -> None:
        """Made where it is missing."""
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, data: bytes) -> None:
        """Return when it is on the disk."""
        os.write(self._handle, data)
        os.fsync(self._handle)

    def close(self) -> None:
        """Give the file back."""
        os.close(self._handle)


def connect_barely(folder: Path) -> None:
    """Connect to the record, read next to nothing, and let go."""
    uri = f"{(folder / FILE_NAME).absolute().as_uri()}?mode=rw"
    with closing(best_engine().connect(uri, uri=True, isolation_level=None)) as raw:
        raw.execute("select 1 from live limit 1").fetchall()


class BareRecord:
    """The record through nothing but SQLite, with the settings of the record."""

    def __init__(self, raw: Any) -> None:
        """`raw` is a connection."""
        self._raw = raw

    def matching(self, match: str, limit: int) -> list[tuple[int, str]]:
        """Number and JSON of the newest calls that fit an expression of FTS5; of any, where that is empty."""
        question, values = (MATCHING, (match, limit)) if match else (_NEWEST, (limit,))
        rows: list[tuple[int, str]] = self._raw.execute(question, values).fetchall()
        return rows


@contextmanager
def bare_record(folder: Path) -> Iterator[BareRecord]:
    """A connection of its own, until the end of the block."""
    with closing(open_record(best_engine(), folder / FILE_NAME)) as raw:
        yield BareRecord(raw)
