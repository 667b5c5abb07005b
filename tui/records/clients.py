"""What is kept about clients: a document each, and which of them has which spelling."""

import json
from collections.abc import Iterable
from datetime import datetime

import msgspec

from tui.model.client import SCHEMA, Client, spelling, spelling_key, with_sound_spellings, without_spellings
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.met import forms, marks
from tui.records.rows import Document, to_json
from tui.records.table import RowTable
from tui.records.troubles import too_new

MOST_FORMS = 500
"""Forms of names that are looked for with one statement."""


class Clients:
    """The table `clients`, with the spellings that triggers take from it. Raises `RecordsTrouble`."""

    def __init__(self, clients: RowTable) -> None:
        self._table = clients
        self._connection = clients.connection

    def with_spelling(self, caller: str) -> Client | None:
        """The client who has this spelling, whatever the case; of two that a script gave it the one changed last."""
        key = spelling_key(caller)
        if not key or not self._is_kept():
            return None
        found = [one for one in self._having([spelling(caller)]) if key in map(spelling_key, one.names)]
        return max(found, key=_last_changed, default=None)

    def last_changed(self, limit: int) -> list[Client]:
        """At most so many, the one that was changed last at the front."""
        if not self._is_kept():
            return []
        found = [client for _, text in self._table.rows.texts() if (client := client_in(text))]
        return sorted(found, key=_last_changed, reverse=True)[: max(0, limit)]

    def sharing_with(self, client: Client) -> list[Client]:
        """The clients who have one of its spellings, whatever the case."""
        if not self._is_kept():
            return []
        keys = set(map(spelling_key, client.names))
        return [one for one in self._having(client.names) if keys & set(map(spelling_key, one.names))]

    def free_number(self, wanted: int) -> int:
        """A number that no client has: `wanted`, if it is one."""
        is_free = not self._is_kept() or self._table.rows.text(wanted) is None
        return wanted if is_free else self._table.rows.last_id() + 1

    def keep(self, client: Client, document: Document | None = None) -> None:
        """Keep a client; each of its spellings is nobody else's from then on. To be called in a transaction.

        `document` is what else is to be kept beside what this release knows.
        """
        kept = with_sound_spellings(client)
        keys = set(map(spelling_key, kept.names))
        for other in self.sharing_with(kept):
            if other.id != kept.id:
                self._put(without_spellings(other, keys))
        self._put(kept, document or {})

    def forget(self, client_id: int) -> None:
        """Keep nothing about a client. To be called in a transaction."""
        if EVERYTHING <= client_id <= NOTHING:
            self._table.rows.drop(client_id)

    def _put(self, client: Client, document: Document | None = None) -> None:
        """Write what this release knows of a client; whatever else somebody wrote there stays."""
        if not client.names:
            self.forget(client.id)
            return
        text = self._table.rows.text(client.id)
        before: Document = {}
        if text is not None and client_in(text):
            before = self._table.rows.document(client.id, text)
        elif text is not None and is_newer(text):
            raise too_new(self._connection.path)
        self._table.rows.put(client.id, to_json(before | (document or {}) | msgspec.to_builtins(client)))

    def _having(self, names: Iterable[str]) -> list[Client]:
        """The clients that may have one of these spellings."""
        asked = [form for name in names for form in forms(name).kept]
        sql = """select distinct clients.id, cast(clients.doc as blob) from spellings
            join clients on clients.id = spellings.client where spellings.name in"""
        # SQLite takes no more than so many values at once.
        pages = [asked[start : start + MOST_FORMS] for start in range(0, len(asked), MOST_FORMS)]
        rows = dict(row for page in pages for row in self._connection.run(f"{sql} ({marks(page)})", *page))
        return [client for text in rows.values() if (client := client_in(text))]

    def _is_kept(self) -> bool:
        """False in a record of an older layout where nothing may be changed."""
        return not self._connection.is_read_only or bool(self._connection.run("pragma table_info(spellings)"))


def client_in(text: bytes) -> Client | None:
    """The client in a JSON text; None where it is none that this release can read."""
    try:
        client: Client | None = msgspec.json.decode(text, type=Client)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        client = _with_halves(text)
    return client if client and client.schema <= SCHEMA and client.touched.tzinfo else None


def is_newer(text: bytes) -> bool:
    """Whether a newer release wrote a client."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    schema = document.get("schema") if isinstance(document, dict) else None
    return isinstance(schema, int) and schema > SCHEMA


def _with_halves(text: bytes) -> Client | None:
    """The same with half a character pair in it, which only Python's own reader takes."""
    try:
        return msgspec.convert(json.loads(text), Client)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _last_changed(client: Client) -> tuple[datetime, int]:
    return client.touched, client.id
