"""Bringing calls into what follows from them, a few at a time: a record of an older layout has none of them there."""

from tui.records.connection import Connection
from tui.records.layout import EVERYTHING, NOTHING

AT_A_TIME = 50
"""How many calls come in with one transaction; a save waits for no more than that."""


def first_in(connection: Connection, since: str) -> int:
    """The smallest number from which on every call is in. Raises `RecordsTrouble`."""
    if connection.is_read_only and not connection.run(f"pragma table_info({since})"):
        # A record of an older layout, where nothing may be changed.
        return NOTHING
    # The name comes from nobody; SQLite takes no table as a value.
    return int(connection.run(f"select first from {since}")[0][0])  # noqa: S608


def take_in_more(connection: Connection, since: str, statement: str) -> bool:
    """Take in the next few calls, from the newest to the oldest; False when all are in. Raises `RecordsTrouble`.

    The table `since` has the smallest number from which on every call is in. `statement` takes in the calls from a
    number on and below another.
    """
    if first_in(connection, since) == EVERYTHING:
        return False
    with connection.transaction():
        first = first_in(connection, since)
        older = connection.run("select id from calls where id < ? order by id desc limit ?", first, AT_A_TIME)
        last: int = older[-1][0] if len(older) == AT_A_TIME else EVERYTHING
        connection.run(statement, last, first)
        connection.run(f"update {since} set first = ?", last)  # noqa: S608
    return last != EVERYTHING
