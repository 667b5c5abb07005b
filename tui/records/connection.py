"""One connection to the record, used by one thread at a time, its errors put into plain words."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from tui.model.trouble import RecordsTrouble
from tui.records.engine import Engine
from tui.records.locks import WAIT_SECONDS, Fence, Presence
from tui.records.opening import open_record, open_to_read
from tui.records.places import refuse_unsafe_place
from tui.records.troubles import damaged, from_sqlite, system_in_plain_words

_STEPS = 1000
"""How many steps SQLite takes, some thousandths of a second in all, before it asks whether to go on."""

_INTERRUPTED = 9
"""SQLite's code for what was told to stop."""


class Connection:
    """An open record. Any thread may use it; what SQLite or the system raise becomes `RecordsTrouble`."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool = False) -> None:
        """Open the record at `path`; where there is none, make one, and its folder, for our eyes only.

        With `read_only` nothing is made or changed, not even beside the record.
        """
        self.path = path
        self._name = str(path)
        self.is_read_only = read_only
        self._engine = engine
        self._lock = threading.RLock()
        self._is_in_transaction = False
        self._fence = Fence(path.with_name(f"{path.name}.lock"))
        self._presence = Presence(path.with_name(f"{path.name}.open"))
        with self._in_plain_words():
            refuse_unsafe_place(path.parent)
            self._raw = open_to_read(engine, path) if read_only else self._open()
            self._identity = _identity(path)

    def is_current(self) -> bool:
        """False once the file was deleted, moved or replaced: SQLite would go on writing to the lost one."""
        return self._identity is not None and _identity(self.path) == self._identity

    def is_standing(self) -> bool:
        """Whether the file is there, not emptied, and the one that was opened; asked before each look."""
        try:
            found = os.stat(self._name)  # noqa: PTH116 # A path costs more than all the rest of it.
        except OSError:
            return False
        return found.st_size > 0 and (found.st_dev, found.st_ino) == self._identity

    def checkpoint(self) -> None:
        """Bring what stands in the WAL into the record, as far as nobody is reading it."""
        with self._lock, self._in_plain_words(), self._alone_if_unsafe():
            self._execute("pragma wal_checkpoint(passive)")

    def write_anew(self, may_go_on: Callable[[], bool]) -> bool:
        """Write the whole record anew, so that no byte stays of what was taken out; nobody can save meanwhile.

        False where `may_go_on`, which is asked until all of it is laid out and only has to be put in place, says no:
        the record is then as it was.
        """
        with self._lock, self._in_plain_words(), self._alone_if_unsafe():
            # What SQLite lays out on the way is as private as the record; elsewhere it might not be.
            folder = str(self.path.parent.absolute()).replace("'", "''")
            self._execute(f"pragma temp_store_directory = '{folder}'")
            self._raw.set_progress_handler(lambda: not may_go_on(), _STEPS)
            try:
                self._execute("vacuum")
            except self._engine.error as error:
                if getattr(error, "sqlite_errorcode", 0) != _INTERRUPTED:
                    raise
                return False
            finally:
                self._raw.set_progress_handler(None, 0)
                self._execute("pragma temp_store_directory = ''")
            return True

    def empty_wal(self) -> bool:
        """Bring all of the WAL into the record and leave nothing in it; False while somebody reads or writes."""
        with self._lock, self._in_plain_words(), self._alone_if_unsafe():
            self._execute("pragma wal_checkpoint(passive)")
            # As long as this waits for somebody who reads, nobody can save: it does not wait.
            self._execute("pragma busy_timeout = 0")
            try:
                return bool(self._execute("pragma wal_checkpoint(truncate)")[0][0] == 0)
            finally:
                self._execute(f"pragma busy_timeout = {WAIT_SECONDS * 1000:.0f}")

    def run(self, sql: str, *values: float | str | bytes) -> list[tuple[Any, ...]]:
        """Execute one statement; all its rows."""
        with self._lock:
            try:
                return self._execute(sql, *values)
            except Exception:  # Whatever it is goes on, in plain words.
                with self._in_plain_words():
                    raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing, on the disk when it ends. Inside another one, it is a part of that."""
        with self._lock:
            if self._is_in_transaction:
                yield
                return
            with self._in_plain_words(), self._alone_if_unsafe(), self._begun():
                yield

    def close(self) -> None:
        """Give the file back. Never raises."""
        # The last one to close also checkpoints, which an unsafe SQLite must do alone.
        with self._lock, suppress(RecordsTrouble), self._in_plain_words(), self._alone_if_unsafe():
            self._raw.close()
        self._presence.leave()

    def _open(self) -> Any:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Two processes that open a new record at once would both try to give it its layout.
        with self._fence.hold():
            self._presence.enter()
            try:
                return open_record(self._engine, self.path)
            except BaseException:
                self._presence.leave()
                raise

    @contextmanager
    def _begun(self) -> Iterator[None]:
        self._execute("begin immediate")
        self._is_in_transaction = True
        try:
            yield
            self._execute("commit")
        except BaseException:
            # A full disk makes SQLite roll back by itself, and then there is nothing left to roll back.
            with suppress(self._engine.error):
                self._execute("rollback")
            raise
        finally:
            self._is_in_transaction = False

    def _execute(self, sql: str, *values: float | str | bytes) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._raw.execute(sql, values).fetchall()
        return rows

    def _alone_if_unsafe(self) -> AbstractContextManager[None]:
        return nullcontext() if self._engine.is_safe or self.is_read_only else self._fence.hold()

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            with system_in_plain_words(self.path.parent):
                yield
        except self._engine.error as error:
            # Without it where it comes from Python and not from SQLite: it may quote what was typed.
            raise from_sqlite(error, self.path) from (error if hasattr(error, "sqlite_errorcode") else None)
        except UnicodeDecodeError:
            # Even what describes the tables is no text any more.
            raise damaged(self.path) from None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
