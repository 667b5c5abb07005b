"""What an import has written, so that it can be taken out again: that, and nothing that came after it."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from zlib import compress, decompress

import msgspec

from tui.records.table import RowDB
from tui.records.troubles import system_in_plain_words

MOST_IN_MEMORY = 1 << 20
"""Bytes of `Changes` beyond which a file holds them."""
_LENGTH = 8
"""Bytes that say how long what stands before them is."""


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


_DECODER = msgspec.msgpack.Decoder(list[Change])


class Changes:
    """What was written, a transaction at a time. Many of them are kept in a file without a name, and not in memory.

    Raises `RecordsTrouble` where the disk takes no more of it.
    """

    def __init__(self, folder: Path) -> None:
        """None yet; touches no disk. The file belongs into `folder`."""
        self._folder = folder
        self._file = SpooledTemporaryFile[bytes](MOST_IN_MEMORY, dir=str(folder))
        self._end = 0
        self.count = 0

    def add(self, some: Sequence[Change]) -> None:
        """All of one transaction."""
        lot = msgspec.msgpack.encode(some)
        with system_in_plain_words(self._folder):
            self._file.seek(self._end)
            self._file.write(lot + len(lot).to_bytes(_LENGTH))
        self._end += len(lot) + _LENGTH
        self.count += len(some)

    def last(self) -> list[Change]:
        """Those of the last transaction; empty when there is none."""
        if not self._end:
            return []
        with system_in_plain_words(self._folder):
            self._file.seek(self._begins())
            return _DECODER.decode(self._file.read(self._end - _LENGTH - self._file.tell()))

    def forget_last(self) -> None:
        """Leave out those of the last transaction."""
        self.count -= len(self.last())
        with system_in_plain_words(self._folder):
            self._end = self._begins()

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _begins(self) -> int:
        self._file.seek(self._end - _LENGTH)
        return self._end - _LENGTH - int.from_bytes(self._file.read(_LENGTH))


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
