"""Calls from elsewhere as they reach the records: a batch at a time, looked at first, and able to go again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui.model.call import Call
from tui.model.trouble import RecordsTrouble
from tui.records.arrivals import Incoming, IncomingClient
from tui.records.changes import Change, Changes, take_back
from tui.records.documents import to_document
from tui.records.door import Door
from tui.records.engine import Engine
from tui.records.merging import CAME, HERE, MOVED, Merge, came_words
from tui.records.opening import is_lost, is_missing
from tui.records.owner import Owners
from tui.records.same_calls import is_here
from tui.records.table import FILE_NAME, RowDB
from tui.records.trial import Trial
from tui.records.troubles import system_in_plain_words

MOST_CALLS = 100
"""Calls of one transaction; a window that saves waits for no more than that."""


class Landing:
    """Where the calls of one import come in. Raises `RecordsTrouble`."""

    def __init__(self, folder: Path, engine: Engine | None, *, dry: bool) -> None:
        """Touches no disk. With `dry` nothing is written there, and no record is made where there is none."""
        self._folder = folder
        self._door = Door(folder, engine, to_read=dry)
        self._owners = Owners(folder)
        self._trial = Trial(folder, self._owners, engine) if dry else None
        self._changes = Changes(folder)
        self._cut_off: list[Change] = []
        """What was in the transaction that did not come back: it may be on the disk all the same."""
        self._became: Counter[str] = Counter()

    def take(self, calls: Sequence[Incoming]) -> list[str]:
        """What became of each of these calls, each of them whole."""
        if self._trial:
            return [self._trial.take(call, self._open()) for call in calls]
        db = self._door.open()
        merge = Merge(db, self._owners)
        try:
            with self._transaction(db, merge):
                merge.expect(calls)
                became = [merge.take(call) for call in calls]
        finally:
            self._owners.release_all()
        return self._landed(became)

    def take_rows(self, calls: Sequence[Call]) -> list[str]:
        """What became of each of these calls, of which a table holds a part: one that is here stays."""
        if self._trial:
            return [self._trial.take_row(call, self._open()) for call in calls]
        db = self._door.open()
        merge = Merge(db, self._owners)
        with self._transaction(db, merge):
            became = [_taken(merge, db, call) for call in calls]
        return self._landed(became)

    def take_clients(self, clients: Sequence[IncomingClient]) -> list[str]:
        """What became of each of these clients."""
        if self._trial:
            db = self._open()
            return [Merge(db, self._owners).look_client(client) if db else CAME for client in clients]
        db = self._door.open()
        merge = Merge(db, self._owners)
        with self._transaction(db, merge):
            return [merge.take_client(client) for client in clients]

    def take_back(self) -> str:
        """Take out again what came in, and put back what it changed; a sentence about what stays all the same.

        What somebody has changed since stays, on a full disk what could not be taken out, and what is left when the
        rep does not wait for it. Never raises.
        """
        stays = self._changes.count
        try:
            self._undo(self._cut_off)
            while some := self._changes.last():
                stays -= self._undo(some)
                self._changes.forget_last()
        except RecordsTrouble:
            return f"{came_words(self._became)} Import the file again for the rest." if stays else ""
        except KeyboardInterrupt:
            return "Some of what had come in may stay. Import the file again for the rest."
        came = "of the calls and cards that had come in"
        return f"What was changed here meanwhile stays: {stays} {came}." if stays else ""

    def close(self) -> None:
        """Give the records back. Never raises."""
        self._door.close()
        self._changes.close()
        if self._trial:
            self._trial.close()

    def _undo(self, changes: Sequence[Change]) -> int:
        if not changes:
            return 0
        db = self._door.open()
        with db.transaction():
            return take_back(db, changes)

    @contextmanager
    def _transaction(self, db: RowDB, merge: Merge) -> Iterator[None]:
        try:
            with db.transaction():
                yield
            if merge.changes:
                self._changes.add(merge.changes)
        except BaseException:
            # A key that ends it can come when all of it is on the disk already.
            self._cut_off = merge.changes
            raise

    def _landed(self, became: list[str]) -> list[str]:
        self._became.update(became)
        return became

    def _open(self) -> RowDB | None:
        """The record to look at; None while there is none."""
        with system_in_plain_words(self._folder):
            path = self._folder / FILE_NAME
            nothing = is_missing(path) and not is_lost(path)
        return None if nothing else self._door.open()


def _taken(merge: Merge, db: RowDB, call: Call) -> str:
    if any(is_here(db.table(table).rows, call) for table in ("calls", "live")):
        return HERE
    became = merge.take(Incoming("calls", str(call.id), to_document(call), call))
    return became if became in (CAME, MOVED) else HERE
