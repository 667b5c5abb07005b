"""A way to the record that is opened when it is needed, and again when it no longer leads to the file."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from tui.model.trouble import RecordsTrouble
from tui.records.engine import Engine
from tui.records.table import RowDB, open_tinydb
from tui.records.troubles import DiskFull, ReadOnly


class Door:
    """One connection of its own. Any thread may use it."""

    def __init__(self, folder: Path, engine: Engine | None, *, to_read: bool = False) -> None:
        """Opens nothing yet. One that is only `to_read` also leads to a record on a disk that takes nothing."""
        self._folder = folder
        self._engine = engine
        self._to_read = to_read
        self._db: RowDB | None = None
        self._lock = Lock()

    def open(self) -> RowDB:
        """The open record. Raises `RecordsTrouble`, and tries again the next time."""
        with self._lock:
            # One that was opened only to be read does not see what is written from then on.
            if self._db is not None and (self._db.connection.is_read_only or not self._db.connection.is_current()):
                self._shut()
            if self._db is None:
                self._db = self._opened()
            return self._db

    def standing(self) -> RowDB | None:
        """The record where it stands open and its file is still there; None where somebody has to look closer."""
        with self._lock:
            db = self._db
            is_standing = db is not None and not db.connection.is_read_only and db.connection.is_standing()
            return db if is_standing else None

    def close(self) -> None:
        """Give the file back. Never raises."""
        with self._lock:
            self._shut()

    def _opened(self) -> RowDB:
        try:
            return open_tinydb(self._folder, self._engine)
        except (ReadOnly, DiskFull) as trouble:
            if not self._to_read:
                raise
            with suppress(RecordsTrouble):
                return open_tinydb(self._folder, self._engine, read_only=True)
            raise trouble from None

    def _shut(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
