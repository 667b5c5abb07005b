"""What is kept about clients, as the app asks for it."""

from typing import TYPE_CHECKING

from tui.records.care import Care
from tui.records.table import RowTable

if TYPE_CHECKING:
    from tui.model.client import Client
    from tui.records.clients import Clients


class KeptClients:
    """`ClientRecords`, for a class that has the record open."""

    _care: Care

    def client(self, caller: str) -> "Client | None":
        """The client with this spelling ("Dana Lee, Northwind Law"), whatever the case; None where none is kept."""
        return self._care.take(lambda: self._client(caller))

    def clients(self, limit: int = 500) -> "list[Client]":
        """At most `limit` of those that are kept, the one that was changed last at the front."""
        return self._care.take(lambda: self._clients(limit)) if limit > 0 else []

    def keep_client(self, client: "Client") -> None:
        """Keep a client in place of the one with the same id, all or nothing.

        A spelling that another client has goes over to this one; who is left without any spelling is gone. Whatever
        a script wrote beside what we know stays.
        """
        self._care.take(lambda: self._keep_client(client))

    def forget_client(self, client_id: int) -> None:
        """Keep nothing about this client any more. Fine where nothing is kept."""
        self._care.take(lambda: self._forget_client(client_id))

    def _client(self, caller: str) -> "Client | None":
        table = self._table("clients")
        return _clients_in(table).with_spelling(caller) if table is not None else None

    def _clients(self, limit: int) -> "list[Client]":
        table = self._table("clients")
        return _clients_in(table).last_changed(limit) if table is not None else []

    def _keep_client(self, client: "Client") -> None:
        db = self._care.writing.open()
        with db.transaction():
            _clients_in(db.table("clients")).keep(client)

    def _forget_client(self, client_id: int) -> None:
        if self._table("clients") is None:
            return
        db = self._care.writing.open()
        with db.transaction():
            _clients_in(db.table("clients")).forget(client_id)

    def _table(self, name: str) -> RowTable | None:
        raise NotImplementedError


def _clients_in(table: RowTable) -> "Clients":
    from tui.records.clients import Clients  # noqa: PLC0415 # Few starts and few commands ask.

    return Clients(table)
