"""What an import has written, so that it can be taken out again: that, and nothing that came after it."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple
from zlib import compress, decompress

from tui.records.table import RowDB


class Change(NamedTuple):
    """One document that was written."""

    table: str
    call_id: int
    mark: bytes
    """Tells what was written from what somebody made of it since."""
    before: tuple[str, bytes] | None
    """The table and the text of what stood there before, made small; None where nothing did."""


def change(table: str, call_id: int, text: bytes, before: tuple[str, bytes] | None) -> Change:
    """What was written in a table, and what stood there before."""
    return Change(table, call_id, _mark(text), (before[0], compress(before[1])) if before else None)


def take_back(db: RowDB, changes: Sequence[Change]) -> int:
    """Make them undone, the last one first; how many were, the others being what somebody has changed since.

    To be called in a transaction. Raises `RecordsTrouble`.
    """
    return sum(_take_back(db, one) for one in reversed(changes))


def _take_back(db: RowDB, one: Change) -> bool:
    rows = db.table(one.table).rows
    text = rows.text(one.call_id)
    # What was taken away by it is written down as nothing.
    if _mark(text or b"") != one.mark:
        return False
    if one.before is None or one.before[0] != one.table:
        rows.drop(one.call_id)
    if one.before is not None:
        db.table(one.before[0]).rows.put(one.call_id, decompress(one.before[1]))
    return True


def _mark(text: bytes) -> bytes:
    return blake2b(text, digest_size=12).digest()
