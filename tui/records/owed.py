"""The finished calls with a promise that is still open, the one that falls due first at the front."""

from collections.abc import Iterator

from tui.records.connection import Connection
from tui.records.layout import EVERYTHING
from tui.records.reading import Row
from tui.records.rows import PAGE


class OwedCalls:
    """Which calls those are, as triggers keep it. Raises `RecordsTrouble`.

    A call is among them when its document says since when something is owed (`Call.owed`). Documents of the first
    schema never say so: nobody was asked whether their promises were kept, so they do not count as owed.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def texts(self, page_size: int = PAGE) -> Iterator[Row]:
        """The number and the JSON of each; of two that fall due at once, the one with the smaller number first.

        `page_size` are fetched at a time, and between two pages nothing is held. One that another window puts off
        meanwhile does not come twice.
        """
        sql = """select owed.due, owed.id, cast(calls.doc as blob) from owed join calls on calls.id = owed.id
            where (owed.due, owed.id) > (?, ?) order by owed.due, owed.id limit ?"""
        given: set[int] = set()
        due, call_id = float("-inf"), EVERYTHING
        while self._is_kept() and (page := self._connection.run(sql, due, call_id, page_size)):
            yield from ((number, text) for _, number, text in page if number not in given)
            given.update(number for _, number, _ in page)
            due, call_id, _ = page[-1]

    def _is_kept(self) -> bool:
        """False in a record of an older layout where nothing may be changed; nothing in it is owed."""
        return not self._connection.is_read_only or bool(self._connection.run("pragma table_info(owed)"))
