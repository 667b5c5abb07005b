"""The pages of a record, read without SQLite (sqlite.org/fileformat2.html)."""

import re
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tui.records.layout import NOTHING

PAGE_SIZE = 8192
"""How many bytes a page of our record has; none are kept back at its end."""

INTERIOR, LEAF = 5, 13
_MOST_LOCAL, _SPILLED, _FRAME = PAGE_SIZE - 35, PAGE_SIZE - 4, PAGE_SIZE + 24
_LEAST_LOCAL = (PAGE_SIZE - 12) * 32 // 255 - 23
# A row begins with the length of its header, nothing for the number, which stands before it, and the text's length.
HEADER = re.compile(rb"[\x03-\x0b]\x00")


class Cell(NamedTuple):
    """An entry of a page: a row; or the number of the page with the rows up to `id`, in `size`."""

    id: int
    size: int
    body: int
    """Where the row itself begins."""
    span: tuple[int, int]


class Pages:
    """The pages of a record with those in its WAL laid over them. What cannot be read is all zeros."""

    def __init__(self, file: Path, wal: Path) -> None:
        self.is_complete = True
        """False when a part of the WAL is lost: any page may then be an old state of itself."""
        self._frames: dict[int, int] = {}
        with ExitStack() as opened:
            self._file, self._wal = (opened.enter_context(_open(path)) for path in (file, wal))
            self._lay_wal(self._wal.seek(0, 2))
            self.count = max(-(-self._file.seek(0, 2) // PAGE_SIZE), *self._frames, 0)
            self.close = opened.pop_all().close

    def read(self, number: int) -> bytes:
        """One page; the first has the number 1."""
        if number in self._frames:
            return _read(self._wal, self._frames[number], PAGE_SIZE)
        return _read(self._file, (number - 1) * PAGE_SIZE, PAGE_SIZE) if number else bytes(PAGE_SIZE)

    def content(self, page: bytes, cell: Cell) -> bytes | None:
        """All bytes of a row, from its page and those it goes on in; None where these do not fit."""
        end = cell.body + _local(cell.size)
        parts, missing = [page[cell.body : end]], cell.size - _local(cell.size)
        if missing == 0:
            return parts[0]
        number = int.from_bytes(page[end : end + 4])
        if missing > self.count * _SPILLED:
            return None
        while missing > 0 and 1 < number <= self.count:
            spilled = self.read(number)
            number = int.from_bytes(spilled[:4])
            parts.append(spilled[4 : 4 + missing])
            missing -= _SPILLED
        return b"".join(parts) if missing <= 0 and number == 0 else None

    def free(self) -> tuple[set[int], bool]:
        """The pages that are not in use, which hold what was erased; and whether these are all."""
        first = self.read(1)
        trunk, total = struct.unpack_from(">2I", first, 32)
        free: set[int] = set()
        while 1 < trunk <= self.count and trunk not in free:
            page = self.read(trunk)
            leaves = min(int.from_bytes(page[4:8]), PAGE_SIZE // 4 - 2)
            free |= {trunk, *struct.unpack_from(f">{leaves}I", page, 8)}
            trunk = int.from_bytes(page[:4])
        return free, first.startswith(b"SQLite format 3\0") and trunk == 0 and len(free) == total

    def _lay_wal(self, length: int) -> None:
        """Find the newest state of each page, of what was committed and is whole.

        Each frame is checked by the sum that stands in the one before, so that those behind a bad one count too.
        """
        header = _read(self._wal, 0, 32)
        order, salt, seed = ">" if header[3] == 0x83 else "<", header[16:24], header[24:]
        if length >= 32 + _FRAME and _sum(order, header[:24], bytes(8)) != seed:
            self.is_complete, salt = False, _read(self._wal, 40, 8)
        waiting: dict[int, int] = {}
        skipped = False
        for at in range(32, length - 31, _FRAME):
            frame = _read(self._wal, at, _FRAME)
            number, commits = struct.unpack_from(">2I", frame)
            if frame[8:16] != salt:
                # Left from before the WAL was begun anew, unless it is followed by more of the new one.
                skipped = True
            elif number == 0 or _sum(order, frame[:8] + frame[24:], seed) != frame[16:24]:
                self.is_complete = False
            else:
                self.is_complete = self.is_complete and not skipped
                waiting[number] = at + 24
                if commits:
                    self._frames |= waiting
                    waiting = {}
            seed = frame[16:24]


def cells_of(page: bytes) -> list[Cell] | None:
    """The entries of a page of a table; None when it is not whole: they must fill it, and not overlap."""
    kind, block, count, content, waste = struct.unpack_from(">BHHHB", page)
    if kind not in (INTERIOR, LEAF) or (kind == INTERIOR and count == 0):
        return None
    begin = 8 if kind == LEAF else 12
    try:
        pointers = struct.unpack_from(f">{count}H", page, begin)
        cells = [(row_cell if kind == LEAF else _child_cell)(page, at) for at in pointers]
        spans = sorted([*(cell.span for cell in cells), *_free_blocks(page, block)])
    except (IndexError, struct.error):
        return None
    edges = [begin + 2 * count, content, *(edge for span in spans for edge in span), PAGE_SIZE]
    unused = sum(after - before for before, after in zip(edges[1::2], edges[2::2], strict=True))
    return cells if edges == sorted(edges) and unused == waste else None


def pointers_of(page: bytes) -> tuple[int, ...]:
    """Where a page with rows says that they are."""
    count = min(int.from_bytes(page[3:5]), PAGE_SIZE // 6)
    return struct.unpack_from(f">{count}H", page, 8) if page[0] == LEAF else ()


def row_cell(page: bytes, at: int) -> Cell:
    size, body = _varint(page, at)
    row_id, body = _varint(page, body)
    end = body + _local(size) + (4 if _local(size) < size else 0)
    return Cell(row_id - 2**64 if row_id > NOTHING else row_id, size, body, (at, max(end, at + 4)))


def _child_cell(page: bytes, at: int) -> Cell:
    row_id, end = _varint(page, at + 4)
    return Cell(row_id - 2**64 if row_id > NOTHING else row_id, int.from_bytes(page[at : at + 4]), end, (at, end))


def _free_blocks(page: bytes, at: int) -> Iterator[tuple[int, int]]:
    while at:
        after, size = struct.unpack_from(">2H", page, at)
        yield at, at + size
        if 0 < after <= at:
            raise IndexError
        at = after


def _local(size: int) -> int:
    """How many bytes of a row stand in its own page."""
    if size <= _MOST_LOCAL:
        return size
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _SPILLED
    return local if local <= _MOST_LOCAL else _LEAST_LOCAL


def text_of(content: bytes | None) -> str | None:
    """The text in a row of ours, with a sign for each byte that is none; None where it is no such row."""
    if content is None:
        return None
    try:
        header, at = _varint(content, 0)
        number, at = _varint(content, at)
        kind, at = _varint(content, at)
    except IndexError:
        return None
    if at != header or number or kind < 13 or kind % 2 == 0 or header + (kind - 13) // 2 != len(content):
        return None
    return content[header:].decode("utf-8", "replace")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends. Raises IndexError."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | data[place] & 0x7F
        if data[place] < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _sum(order: str, data: bytes, seed: bytes) -> bytes:
    """The sum that SQLite keeps with each part of a WAL."""
    one, two = struct.unpack(">2I", seed)
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.pack(">2I", one, two)


def _open(path: Path) -> BinaryIO:
    try:
        # Without a buffer, which would fail for good pages beside a bad place of the disk.
        return path.open("rb", buffering=0)
    except FileNotFoundError:
        return BytesIO()


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    try:
        file.seek(at)
        return file.read(length).ljust(length, b"\0")
    except OSError:
        return bytes(length)
