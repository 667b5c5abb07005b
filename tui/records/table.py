"""TinyDB over SQLite, one row for each document.

Every method of TinyDB's `Table` goes through two hooks, `_read_table` and `_update_table`. Only these two are
replaced, so insert, upsert, update, remove, get, search and every query are TinyDB's own code. Two methods, which go
through a hook twice, are also put into one transaction each.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui.model.trouble import RecordsTrouble
from tui.records.connection import Connection
from tui.records.engine import Engine, best_engine
from tui.records.layout import EVERY_TABLE
from tui.records.rows import ReadRows, Rows, UpdateRows

FILE_NAME = "calls.db"
"""The name of the record in its folder."""


class RowStorage(Storage):
    """TinyDB's storage: an open record. Every method raises `RecordsTrouble`."""

    def __init__(self, folder: Path, engine: Engine | None = None, *, read_only: bool = False) -> None:
        self.connection = Connection(folder / FILE_NAME, engine or best_engine(), read_only=read_only)

    def rows(self, table: str) -> Rows:
        """The rows of one of our tables; ValueError for any other."""
        if table not in EVERY_TABLE:
            raise ValueError(f"the record has only the tables {', '.join(EVERY_TABLE)}")
        return Rows(self.connection, table)

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table as a mapping that fetches what is asked for."""
        return {table: cast(dict[str, Any], ReadRows(self.rows(table))) for table in EVERY_TABLE}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Empty the tables that are not in `data`: this is how TinyDB drops one. Others are left alone."""
        with self.connection.transaction():
            for table in set(EVERY_TABLE) - set(data):
                self.rows(table).drop_all()

    def close(self) -> None:
        """Give the file back. Never raises."""
        self.connection.close()


class RowTable(Table):
    """TinyDB's table: touches only the rows that an operation needs, and each operation is one transaction."""

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """A table of a `RowStorage`.

        `cache_size` is ignored: answers that are kept would hide what another window writes. So is
        `persist_empty`, with which TinyDB 4.9.0 empties a table that is there.
        """
        record = cast(RowStorage, storage)
        self._rows = record.rows(name)
        self.connection = record.connection
        super().__init__(storage, name, cache_size=0)

    @property  # type: ignore[override]  # TinyDB declares an attribute that is always None.
    def _next_id(self) -> int:
        """The number for a plain insert: asked of SQLite, where TinyDB would go through every number.

        Fresh each time, because another window inserts too; never one that was used before a removal.
        """
        return max(self._never_below, self._rows.last_id() + 1)

    @_next_id.setter
    def _next_id(self, value: int | None) -> None:
        self._never_below = value or 1

    @property
    def rows(self) -> Rows:
        """Number and JSON of each document, as they are kept."""
        return self._rows

    def newest_first(self, left_out: dict[int, str] | None = None) -> Iterator[Document]:
        """Every document from the largest number down, fetched as the caller goes on.

        One that is no document raises `RecordsTrouble`, or is passed over and told in `left_out` where that is given.
        """
        for doc_id, text in self._rows.newest_first():
            try:
                document = self._rows.document(doc_id, text)
            except RecordsTrouble as trouble:
                if left_out is None:
                    raise
                left_out[doc_id] = str(trouble)
            else:
                yield self.document_class(document, doc_id)

    def insert(self, document: Mapping[str, Any]) -> int:
        """As in TinyDB, but the number is found and used in one transaction: another window inserts too."""
        with self.connection.transaction():
            return super().insert(document)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """As in TinyDB, but what is looked for and what is inserted for want of it are one transaction."""
        with self.connection.transaction():
            return super().upsert(document, cond)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # TinyDB asks for a dict and uses what every mapping has.
        return cast(dict[str, Mapping[str, Any]], ReadRows(self._rows))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self.connection.transaction():
            rows = UpdateRows(self._rows)
            updater(cast(dict[int, Mapping[str, Any]], rows))
            rows.flush()


class RowDB(TinyDB):
    """TinyDB over a record; without a table's name it works on the finished calls."""

    table_class = RowTable
    default_table_name = "calls"

    def table(self, name: str, **kwargs: Any) -> RowTable:
        """One of the three tables; see `RowTable` for what is ignored of `kwargs`."""
        return cast(RowTable, super().table(name, **kwargs))

    @property
    def connection(self) -> Connection:
        """The way to the file."""
        return cast(RowStorage, self.storage).connection

    def transaction(self) -> AbstractContextManager[None]:
        """All operations of the block or none, on any table."""
        return self.connection.transaction()


def open_tinydb(folder: Path, engine: Engine | None = None, *, read_only: bool = False) -> RowDB:
    """The record in `folder` for a script, as TinyDB; a call's id is its `doc_id`, times are ISO texts.

        with open_tinydb(folder) as db:
            db.table("calls").search(Query().notes.search("gift"))
            db.table("calls").get(where("caller") == "Dana Lee")

    Makes the record where there is none, unless it is opened only to be read. Raises `RecordsTrouble`.
    """
    return RowDB(folder, engine, read_only=read_only, storage=RowStorage)
