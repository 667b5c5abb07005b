"""The index of every word in the finished calls: asking it, and bringing it up to date."""

from collections.abc import Iterator

from tui.records.connection import Connection
from tui.records.rows import PAGE
from tui.records.taking_in import first_in, take_in_more


class Index:
    """Which calls hold which words. Raises `RecordsTrouble`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self) -> int:
        """The smallest number from which on every call is in the index."""
        return first_in(self._connection, "indexed")

    def texts(
        self, match: str, since: int, below: int | None = None, page_size: int = PAGE
    ) -> Iterator[tuple[int, bytes]]:
        """The number and the JSON of each call that fits `match`, from `since` on, and `below` a number if any.

        The newest comes first. `match` is an expression of FTS5. `page_size` are fetched at a time, and between
        two pages nothing is held.
        """
        sql = """select calls.id, cast(calls.doc as blob) from calls_index join calls on calls.id = calls_index.rowid
            where calls_index match ? and calls_index.rowid >= ? and calls_index.rowid < ?
            order by calls_index.rowid desc limit ?"""
        end: float = float("inf") if below is None else below
        while found := self._connection.run(sql, match, since, end, page_size):
            yield from found
            if len(found) < page_size:
                return
            end = found[-1][0]

    def take_in_more(self) -> bool:
        """Bring the next few calls into the index, from the newest to the oldest; False when all are in it."""
        return take_in_more(
            self._connection,
            "indexed",
            "insert into calls_index (rowid, who, words)"
            " select id, who, words from calls_words where id >= ? and id < ?",
        )
