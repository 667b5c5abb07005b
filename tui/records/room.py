"""Room that is set aside while there is some, so that calls are saved on a full disk and the app opens on one."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from tui.records.connection import Connection

RESERVE = 3_000_000
"""Bytes kept in the record and in its WAL: more than the WAL ever takes, and enough for a long day of calls."""

BALLAST = 4_500_000
"""Bytes of the file that is given up when the disk is full: what an opening needs, and the reserve's share."""

PIECE = 100_000
"""Bytes of the ballast that are made at a time."""

PLENTY = 50_000_000
"""With fewer free bytes on the disk than this, none are taken for the ballast."""


def reserve(connection: Connection) -> None:
    """Have room for the next saves in the record itself; costs a few milliseconds. Raises `RecordsTrouble`.

    The WAL gets its full length, so that it is written over from then on and needs no new blocks, and the record
    gets free pages for the calls that are finished.
    """
    if _has_room(connection):
        return
    # A page more than is looked for: the table keeps the first one for itself.
    more = connection.run("pragma page_size")[0][0]
    # Two transactions: what is written and taken away in one never reaches the disk.
    with connection.transaction():
        connection.run("insert into room values (zeroblob(?))", RESERVE + more)
    with connection.transaction():
        connection.run("delete from room")
    connection.checkpoint()


class Ballast:
    """A file without meaning beside the record: removing it makes room at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ballast"

    def lay(self) -> None:
        """Make the file when the disk has plenty of room. Never raises."""
        with suppress(OSError):
            if self._is_whole() or shutil.disk_usage(self._path.parent).free < PLENTY:
                return
            with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                # Random, because some disks keep a file of zeros, or of repetitions, in next to no room; and in
                # pieces, because memory that was taken once is seldom given back.
                for start in range(0, BALLAST, PIECE):
                    file.write(os.urandom(min(PIECE, BALLAST - start)))

    def drop(self) -> bool:
        """Remove the file; whether that made room. Never raises."""
        try:
            made_room = self._path.stat().st_size > 0
            self._path.unlink()
        except OSError:
            return False
        return made_room

    def is_laid(self) -> bool:
        """Whether there is room to be had."""
        return self._is_whole()

    def _is_whole(self) -> bool:
        return self._path.is_file() and self._path.stat().st_size == BALLAST


def _has_room(connection: Connection) -> bool:
    wal = connection.path.with_name(f"{connection.path.name}-wal")
    free = connection.run("pragma freelist_count")[0][0] * connection.run("pragma page_size")[0][0]
    left_over = connection.run("select count(*) from room")[0][0]
    return bool(free >= RESERVE and not left_over and wal.is_file() and wal.stat().st_size >= RESERVE)
