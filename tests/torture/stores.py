"""The stores that are put to the torture, ours and others, all asked the same way."""

from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from tinydb.operations import increment
from tinydb.table import Document

from tests.fakes import a_call
from tests.records.workers import ENGINES
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.table import RowDB, open_tinydb

COUNTER = 0
"""The document of `live` in which processes count together; no call has this number."""


class Store(Protocol):
    """Where the notes of calls are kept, by the number of the call. Every method may raise what the store raises."""

    def tend(self) -> None:
        """Do what is done once after each start: set room aside, back up."""

    def save(self, call_id: int, notes: str) -> None:
        """Keep the notes of a live call. When this returns, they are acknowledged."""

    def finish(self, call_id: int, notes: str) -> None:
        """Keep the notes and move the call to the finished ones. When this returns, that is acknowledged."""

    def live(self) -> dict[int, str]:
        """The notes of every live call."""

    def finished(self) -> dict[int, str]:
        """The notes of every finished call."""

    def found(self, word: str) -> list[int]:
        """The finished calls whose notes hold the word."""

    def count_up(self) -> None:
        """Add one to the counter that all processes share."""

    def count(self) -> int:
        """What that counter stands at."""

    def damage(self) -> list[str]:
        """What the store itself finds wrong with its file; empty when all is well."""

    def close(self) -> None:
        """Give the file back."""


class OurStore:
    """The records of the app."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        """`folder` need not exist; it is touched when it is needed."""
        self._records = SqliteCallRecords(folder, engine)
        self._open = partial(open_tinydb, folder, engine)

    @cached_property
    def _db(self) -> RowDB:
        return self._open()

    def tend(self) -> None:
        """See `Store`."""
        self._records.tend()

    def save(self, call_id: int, notes: str) -> None:
        """See `Store`."""
        self._records.save(a_call(call_id, notes=notes))

    def finish(self, call_id: int, notes: str) -> None:
        """See `Store`."""
        self._records.finish(a_call(call_id, notes=notes))

    def live(self) -> dict[int, str]:
        """See `Store`."""
        rows = self._db.table("live").all()
        return {document.doc_id: document["notes"] for document in rows if document.doc_id != COUNTER}

    def finished(self) -> dict[int, str]:
        """See `Store`. Read as the app reads them, not as documents."""
        return {call.id: call.notes for call in self._records.newest(limit=1_000_000)}

    def found(self, word: str) -> list[int]:
        """See `Store`."""
        return [call.id for call in self._records.newest(word)]

    def count_up(self) -> None:
        """See `Store`."""
        live = self._db.table("live")
        with self._db.transaction():
            if live.contains(doc_id=COUNTER):
                live.update(increment("count"), doc_ids=[COUNTER])
            else:
                live.insert(Document({"count": 1}, doc_id=COUNTER))

    def count(self) -> int:
        """See `Store`."""
        found = self._db.table("live").get(doc_id=COUNTER)
        return int(found["count"]) if isinstance(found, Document) else 0

    def damage(self) -> list[str]:
        """See `Store`."""
        said = [str(row[0]) for row in self._db.connection.run("pragma integrity_check")]
        return [line for line in said if line != "ok"] + self._records.left_out()

    def close(self) -> None:
        """See `Store`."""
        if "_db" in vars(self):
            self._db.close()
        self._records.close()


def open_ours(name: str, folder: Path) -> Store:
    """Our store on the engine with this name: "current" or "unsafe"."""
    return OurStore(folder, ENGINES[name])
