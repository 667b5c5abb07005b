"""The negative controls: stores that are known to lose what they acknowledged, asked as ours is.

A trial in which none of these loses anything would not notice if ours did.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import increment
from tinydb.storages import JSONStorage
from tinydb.table import Document, Table

from tests.torture.stores import COUNTER, Store, open_ours


class StockStore:
    """TinyDB as it comes, with one of its own storages."""

    def __init__(self, folder: Path, storage: Callable[..., Any]) -> None:
        """`folder` need not exist."""
        folder.mkdir(parents=True, exist_ok=True)
        self._db = TinyDB(folder / "calls.json", storage=storage)
        # Answers that are kept would hide what another process writes, which is not what is tried here.
        self._db.table("live", cache_size=0)
        self._db.table("calls", cache_size=0)

    def tend(self) -> None:
        """See `Store`. There is nothing of the kind."""

    def save(self, call_id: int, notes: str) -> None:
        """See `Store`."""
        self._db.table("live").upsert(Document({"notes": notes}, doc_id=call_id))

    def finish(self, call_id: int, notes: str) -> None:
        """See `Store`. In one write of the file, which is the best that stock TinyDB can do."""
        tables = self._db.storage.read() or {}
        live, calls = tables.setdefault("live", {}), tables.setdefault("calls", {})
        live.pop(str(call_id), None)
        calls[str(call_id)] = {"notes": notes}
        self._db.storage.write(tables)

    def live(self) -> dict[int, str]:
        """See `Store`."""
        return {doc_id: notes for doc_id, notes in self._notes("live").items() if doc_id != COUNTER}

    def finished(self) -> dict[int, str]:
        """See `Store`."""
        return self._notes("calls")

    def found(self, word: str) -> list[int]:
        """See `Store`."""
        calls = self._db.table("calls").search(where("notes").test(lambda notes: word in notes))
        return sorted((document.doc_id for document in calls), reverse=True)

    def count_up(self) -> None:
        """See `Store`."""
        live = self._db.table("live")
        if not live.contains(doc_id=COUNTER):
            live.insert(Document({"count": 0}, doc_id=COUNTER))
        live.update(cast(Any, increment("count")), doc_ids=[COUNTER])

    def count(self) -> int:
        """See `Store`."""
        found = self._db.table("live").get(doc_id=COUNTER)
        return int(found["count"]) if isinstance(found, Document) else 0

    def damage(self) -> list[str]:
        """See `Store`. An unreadable file raises instead."""
        return []

    def close(self) -> None:
        """See `Store`."""
        self._db.close()

    def _notes(self, name: str) -> dict[int, str]:
        table: Table = self._db.table(name)
        return {document.doc_id: document.get("notes", "") for document in table}


_CACHING: Callable[..., Any] = CachingMiddleware

STORES: dict[str, Callable[[Path], Store]] = {
    "current": partial(open_ours, "current"),
    "unsafe": partial(open_ours, "unsafe"),
    "stock TinyDB": lambda folder: StockStore(folder, JSONStorage),
    "stock TinyDB with its CachingMiddleware": lambda folder: StockStore(folder, _CACHING(JSONStorage)),
}
"""What a process can be told to work on: ours on each SQLite, and the controls."""
