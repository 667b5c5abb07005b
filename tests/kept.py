"""What a test has kept about clients, or no more."""

from tui.model.client import Client
from tui.ports import ClientRecords


def keep_client(records: ClientRecords, client: Client) -> None:
    """Keep a client, whatever is kept already."""
    records.change_clients(lambda there: there.keep(client))


def forget_client(records: ClientRecords, client_id: int) -> None:
    """Keep nothing about a client any more."""
    records.change_clients(lambda there: there.forget(client_id))
