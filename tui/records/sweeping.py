"""Overwriting what was taken out of a record: what SQLite deletes stays in its file until something is put there."""

import time
from collections.abc import Callable
from contextlib import suppress

from tui.model.trouble import RecordsTrouble
from tui.records.connection import Connection
from tui.records.room import reserve
from tui.records.so_far import Busy

PAGES = 200
"""How many pages of an index are merged in one transaction: a save waits for no more than that."""

BREATH = 0.005
"""Seconds between two of them."""

ATTEMPTS = 2000
"""How often the WAL is asked for, a breath apart, before somebody who reads is told of."""

READ = "Another window is reading the records. What is left of the erased calls is overwritten in a minute."


def forget_words(connection: Connection) -> None:
    """Have every index forget the words that were taken out of it. Raises `RecordsTrouble`.

    FTS5 notes beside a word that a call is gone, and keeps both until all parts of the index are merged into one.
    That is done a little at a time, and calls that are finished meanwhile come in as ever.
    """
    for index in _indexes(connection):
        changed = _merge(connection, index, -PAGES)
        while changed >= 2:  # The note of how far it has come is one.
            time.sleep(BREATH)
            changed = _merge(connection, index, PAGES)


def sweep(connection: Connection, may_go_on: Callable[[], bool]) -> bool:
    """Leave no byte of what was taken out in the record, nor in its WAL. Raises `RecordsTrouble`.

    The record is written anew, and as long as that takes nobody can save: not to be called while a call goes on. When
    one begins meanwhile, `may_go_on` says no; then all is as it was, and this gives False.
    """
    try:
        if not connection.write_anew(may_go_on):
            return False
    except RecordsTrouble:
        # A disk that is full by what was laid out in the WAL for this must not stay so.
        with suppress(RecordsTrouble):
            connection.empty_wal()
            reserve(connection)
        raise
    empty_wal(connection)
    reserve(connection)
    return True


def empty_wal(connection: Connection) -> None:
    """Leave nothing in the WAL. Raises `RecordsTrouble` where somebody reads on and on."""
    for _ in range(ATTEMPTS):
        if connection.empty_wal():
            return
        time.sleep(BREATH)
    raise Busy(READ)


def _indexes(connection: Connection) -> list[str]:
    sql = "select name from sqlite_schema where sql like 'create virtual table%using fts5(%'"
    return [name for (name,) in connection.run(sql) if name.isidentifier()]


def _merge(connection: Connection, index: str, pages: int) -> int:
    """Merge some pages, all parts into one where `pages` is below 0; how many rows that changed."""
    # The name comes from the record that we made; SQLite takes no table as a value.
    sql = f"insert into {index} ({index}, rank) values ('merge', ?)"  # noqa: S608
    with connection.transaction():
        before = connection.run("select total_changes()")[0][0]
        connection.run(sql, pages)
        return int(connection.run("select total_changes()")[0][0] - before)
