"""What is kept about clients, as the app asks for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tui.records.care import Care
from tui.records.table import RowTable

if TYPE_CHECKING:
    from tui.model.client import Client
    from tui.ports import ClientsInHand
    from tui.records.clients import Clients

Result = TypeVar("Result")


class KeptClients:
    """`ClientRecords`, for a class that has the record open."""

    _care: Care

    def client(self, caller: str) -> "Client | None":
        """The client with this spelling ("Dana Lee, Northwind Law"), whatever the case; None where none is kept."""
        return self._care.take(lambda: self._client(caller))

    def clients(self, limit: int = 500) -> "list[Client]":
        """At most `limit` of those that are kept, the one that was changed last at the front."""
        return self._care.take(lambda: self._clients(limit)) if limit > 0 else []

    def change_clients(self, change: "Callable[[ClientsInHand], Result]") -> Result:
        """Change what is kept about clients, all or nothing, while nobody else changes it; what `change` gives.

        It may be called more than once: a full disk, or a damaged record, is put right first. Whatever a script wrote
        beside what we know stays.
        """
        return self._care.take(lambda: self._changed_clients(change))

    def _client(self, caller: str) -> "Client | None":
        table = self._table("clients")
        return _clients_in(table).with_spelling(caller) if table is not None else None

    def _clients(self, limit: int) -> "list[Client]":
        table = self._table("clients")
        return _clients_in(table).last_changed(limit) if table is not None else []

    def _changed_clients(self, change: "Callable[[ClientsInHand], Result]") -> Result:
        db = self._care.writing.open()
        with db.transaction():
            return change(_clients_in(db.table("clients")))

    def _table(self, name: str) -> RowTable | None:
        raise NotImplementedError


def _clients_in(table: RowTable) -> "Clients":
    from tui.records.clients import Clients  # noqa: PLC0415 # Few starts and few commands ask.

    return Clients(table)
