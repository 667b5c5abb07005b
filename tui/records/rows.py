"""The documents of one table: as rows of SQLite, and as the two mappings that TinyDB works on."""

import json
from collections.abc import Collection, ItemsView, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from tui.model.trouble import RecordsTrouble
from tui.records.connection import Connection
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.troubles import unreadable

Document = dict[str, Any]
"""A document as TinyDB keeps it: JSON values under names."""

PAGE = 100
"""How many rows are fetched at a time: no more than needed for a first screen, few enough statements for all."""

_DECODER = msgspec.json.Decoder(Document)


class Rows:
    """One table of the record: a number and a JSON text in each row. Raises `RecordsTrouble`.

    A text is read as the bytes it is made of: one that is no UTF-8 any more is then a matter of one document.
    """

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def text(self, doc_id: int) -> bytes | None:
        """The JSON of one document; None for a number that no row has, or could have."""
        if not EVERYTHING <= doc_id <= NOTHING:
            return None
        found = self._run("select cast(doc as blob) from {table} where id = ?", doc_id)
        return found[0][0] if found else None

    def texts(self) -> Iterator[tuple[int, bytes]]:
        """Every number with its JSON, from the smallest on, a page at a time.

        Between two pages nothing is held, so that a slow reader keeps nobody from writing; a row that is
        written meanwhile may be in or not.
        """
        sql = "select id, cast(doc as blob) from {table} where id > ? order by id limit ?"
        return self._pages(sql, float("-inf"), PAGE)

    def newest_first(self, *, below: int | None = None, page_size: int = PAGE) -> Iterator[tuple[int, bytes]]:
        """As `texts`, from the largest number down; only those `below` a number, where one is given."""
        sql = "select id, cast(doc as blob) from {table} where id < ? order by id desc limit ?"
        return self._pages(sql, float("inf") if below is None else below, page_size)

    def between(self, first: int, end: int, limit: int) -> list[tuple[int, bytes]]:
        """At most `limit` numbers from `first` on and below `end`, each with its JSON."""
        if not EVERYTHING <= first <= end <= NOTHING:
            return []
        sql = "select id, cast(doc as blob) from {table} where id >= ? and id < ? order by id limit ?"
        return self._run(sql, first, end, limit)

    def which(self, ids: Collection[int]) -> set[int]:
        """Those of these numbers, at most a few hundred, that a row has."""
        # SQLite takes no list as a value, but a JSON text.
        sql = "select id from {table} where id in (select value from json_each(?))"
        return {doc_id for (doc_id,) in self._run(sql, json.dumps(list(ids)))}

    def those(self, ids: Collection[int]) -> list[tuple[int, bytes]]:
        """Those of these numbers, at most a few hundred, that a row has, each with its JSON."""
        sql = "select id, cast(doc as blob) from {table} where id in (select value from json_each(?))"
        return self._run(sql, json.dumps(list(ids)))

    def ids(self) -> list[int]:
        """Every number, in order."""
        return [doc_id for (doc_id,) in self._run("select id from {table} order by id")]

    def last_id(self) -> int:
        """The largest number; 0 in an empty table."""
        return int(self._run("select coalesce(max(id), 0) from {table}")[0][0])

    def count(self) -> int:
        """How many there are; this reads the whole table."""
        return int(self._run("select count(*) from {table}")[0][0])

    def put(self, doc_id: int, text: bytes) -> None:
        """Write one document, in place of the one with this number."""
        # "or replace" would take the old one away without a word to the triggers of the index.
        # And cast, because text in two encodings on its way to the disk costs more than all the rest of a save.
        sql = "insert into {table} (id, doc) values (?, cast(? as text))"
        sql += " on conflict (id) do update set doc = excluded.doc"
        self._run(sql, doc_id, text)

    def drop(self, doc_id: int) -> None:
        """Remove one document."""
        self._run("delete from {table} where id = ?", doc_id)

    def drop_all(self) -> None:
        """Remove every document."""
        self._run("delete from {table}")

    def document(self, doc_id: int, text: bytes) -> Document:
        """The document that `text` holds."""
        try:
            return _DECODER.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Half a character pair, which only Python's own reader takes.
            return self._with_halves(doc_id, text)
        except RecursionError:
            raise unreadable(self._connection.path, doc_id) from None

    def _with_halves(self, doc_id: int, text: bytes) -> Document:
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            raise unreadable(self._connection.path, doc_id)
        return document

    def _pages(self, sql: str, start: float, page_size: int) -> Iterator[tuple[int, bytes]]:
        page = self._run(sql, start, page_size)
        while page:
            yield from page
            page = self._run(sql, page[-1][0], page_size) if len(page) == page_size else []

    def _run(self, sql: str, *values: float | str | bytes) -> list[tuple[Any, ...]]:
        # The name comes from a fixed list; SQLite takes no table as a value.
        return self._connection.run(sql.replace("{table}", self._table), *values)


def to_json(document: Mapping[str, Any]) -> bytes:
    """A document as JSON.

    Half a character pair (a pasted emoji cut in two) is no UTF-8; written as an escape it is kept all the same.
    Raises `RecordsTrouble` for what is nested too deeply to be read again.
    """
    try:
        return _plain_json(document)
    except RecursionError:
        raise RecordsTrouble("A document cannot be kept: it is nested too deeply.") from None


def _plain_json(document: Mapping[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(document)
    except (UnicodeEncodeError, TypeError):
        # Only Python's own writer also takes classes that are made of text or numbers.
        return json.dumps(document, separators=(",", ":")).encode()


class ReadRows(Mapping[str, Document]):
    """What TinyDB reads: text keys, as from a JSON file. Nothing is fetched before it is asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __getitem__(self, key: str) -> Document:
        doc_id = _number(key)
        text = self._rows.text(doc_id)
        if text is None:
            raise KeyError(key)
        return self._rows.document(doc_id, text)

    def __iter__(self) -> Iterator[str]:
        return map(str, self._rows.ids())

    def __len__(self) -> int:
        return self._rows.count()

    def items(self) -> ItemsView[str, Document]:
        """Number and document, a page at a time."""
        return _Items(self, self._rows)


class UpdateRows(MutableMapping[int, Document]):
    """What TinyDB changes, inside a transaction: number keys.

    TinyDB also changes documents in place, unseen by a mapping; so each one that it was handed is kept with
    the text it came from, and `flush` writes those that differ.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._handed_out: dict[int, tuple[bytes, Document]] = {}

    def __getitem__(self, doc_id: int) -> Document:
        if doc_id not in self._handed_out:
            text = self._rows.text(doc_id)
            if text is None:
                raise KeyError(doc_id)
            self._handed_out[doc_id] = (text, self._rows.document(doc_id, text))
        return self._handed_out[doc_id][1]

    def __setitem__(self, doc_id: int, document: Document) -> None:
        text = to_json(document)
        self._rows.put(doc_id, text)
        self._handed_out[doc_id] = (text, document)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._rows.drop(doc_id)
        self._handed_out.pop(doc_id, None)

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows.ids())

    def __len__(self) -> int:
        return self._rows.count()

    def clear(self) -> None:
        """Remove every document at once."""
        self._rows.drop_all()
        self._handed_out.clear()

    def flush(self) -> None:
        """Write the documents that were changed in place."""
        for doc_id, (before, document) in self._handed_out.items():
            text = to_json(document)
            if text != before:
                self._rows.put(doc_id, text)


class _Items(ItemsView[str, Document]):
    """Goes through a table with one statement for a page instead of one for each document."""

    def __init__(self, mapping: ReadRows, rows: Rows) -> None:
        super().__init__(mapping)
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        for doc_id, text in self._rows.texts():
            yield str(doc_id), self._rows.document(doc_id, text)


def _number(key: str) -> int:
    """The number a text key stands for; KeyError where it stands for none."""
    try:
        return int(key)
    except ValueError:
        raise KeyError(key) from None
