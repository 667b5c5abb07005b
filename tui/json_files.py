"""JSON that anybody can have written: taken apart a value at a time, whatever its size."""

import codecs
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import IO, NamedTuple

import msgspec

from tui.incoming_files import PIECE, readable

MOST_VALUE = 64 << 20
"""Bytes of one value at most, so that one that never ends does not fill the memory."""
_FIRST_LOOK = 64 << 10
"""Bytes in which the end of a value is looked for at first."""
_NEAR = 16
"""Where a text is cut off, its fault is no more than so many characters before its end."""
_NO_BLANK = re.compile(rb"[^ \t\n\r]")
_NAME = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:u([dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL)
"""Every escape of a JSON text; the number of half a character pair is a group."""
_VALUE = msgspec.json.Decoder(msgspec.Raw)
_END = json.JSONDecoder(strict=False, parse_int=float)
"""Finds where a value ends, and is not asked whether it is one. Python refuses very long whole numbers."""


class Damaged(Exception):  # Whoever reads the file makes a sentence of it.
    """From here on it is no JSON of the kind that is read here."""

    def __init__(self, at: int, *, is_too_long: bool = False) -> None:
        """`at` is the byte; a value that is too long may have no end."""
        super().__init__(at)
        self.at = at
        self.is_too_long = is_too_long


class Value(NamedTuple):
    """A value of the file, still as it was written."""

    table: str | None
    """The name of the object in which it stands; None in a list."""
    place: int
    """The first of its table is 1; 0 stands for the beginning of the table itself."""
    name: str
    raw: bytes


def begins(file: IO[bytes], name: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether the file begins so."""
    return bool(pattern.match(_Window(file, name).start()))


def values(file: IO[bytes], name: str) -> Iterator[Value]:
    """Each value of a list, or of the objects in an object; of two that have the same name, both.

    Nothing where the file is blank. Raises `Damaged`, and `Trouble` where it cannot be read.
    """
    window = _Window(file, name)
    if not window.sign():
        return
    if window.take(b"[", b"{") == b"[":
        yield Value(None, 0, "", b"")
        for place in window.places(b"]"):
            yield Value(None, place, "", window.value())
    else:
        for _ in window.places(b"}"):
            table = window.name()
            window.take(b"{")
            yield Value(table, 0, "", b"")
            for place in window.places(b"}"):
                yield Value(table, place, window.name(), window.value())
    if window.sign():
        raise window.damaged()


def lines(file: IO[bytes], name: str) -> Iterator[Value]:
    """Each line that is not blank, as it is. Raises `Damaged` where one begins with no brace, and `Trouble`."""
    start = codecs.BOM_UTF8
    at, place = 0, 0
    with readable(name):
        file.seek(0)
    while True:
        with readable(name):
            line = file.readline(MOST_VALUE)
        if not line:
            return
        raw, start = line.removeprefix(start), b""
        if raw and not raw.isspace():
            if raw[:1] != b"{" or len(line) == MOST_VALUE:
                raise Damaged(at, is_too_long=len(line) == MOST_VALUE)
            place += 1
            yield Value(None, place, "", raw)
        at += len(line)


def whole(file: IO[bytes], name: str) -> Value:
    """All of the file as one value. Raises `Damaged` where that is too long, and `Trouble`."""
    with readable(name):
        file.seek(0)
        raw = file.read(MOST_VALUE)
    if len(raw) == MOST_VALUE:
        raise Damaged(0, is_too_long=True)
    return Value(None, 1, "", raw.removeprefix(codecs.BOM_UTF8))


class _Window:
    """What is read of a file and not used yet."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file = file
        self._named = name
        self._data = b""
        self._at = 0
        self._before = 0
        with readable(name):
            file.seek(0)
        self._more()
        if self._data.startswith(codecs.BOM_UTF8):
            self._at = len(codecs.BOM_UTF8)

    def start(self) -> bytes:
        """The first piece, from its first sign on."""
        self.sign()
        return self._data[self._at :]

    def damaged(self, beyond: int = 0, *, is_too_long: bool = False) -> Damaged:
        """What to raise about the byte that comes next, or one beyond it."""
        return Damaged(self._before + self._at + beyond, is_too_long=is_too_long)

    def sign(self) -> bytes:
        """The next byte that is no blank, which stays; empty at the end of the file."""
        while not (found := _NO_BLANK.search(self._data, self._at)):
            self._at = len(self._data)
            if not self._more():
                return b""
        self._at = found.start()
        return found[0]

    def take(self, *expected: bytes) -> bytes:
        """The next byte that is no blank. Raises `Damaged` where it is none of those."""
        sign = self.sign()
        if sign not in expected:
            raise self.damaged()
        self._at += 1
        return sign

    def places(self, end: bytes) -> Iterator[int]:
        """The place of each thing up to this bracket. Whoever asks takes the thing itself before the next place."""
        if self.sign() == end:
            self.take(end)
            return
        for place in count(1):
            yield place
            if self.take(b",", end) == end:
                return

    def name(self) -> str:
        """A name, and the colon behind it."""
        self.sign()
        while not (found := _NAME.match(self._data, self._at)):
            if self._data[self._at : self._at + 1] != b'"' or not self._more():
                raise self.damaged()
            self._bound(len(self._data) - self._at)
        try:
            name = str(json.loads(found[0].decode()))
        except ValueError:
            raise self.damaged() from None
        self._at = found.end()
        self.take(b":")
        return name

    def value(self) -> bytes:
        """A whole value, as it was written."""
        self.sign()
        if len(self._data) - self._at < PIECE // 2:
            self._more()
        raw = self._rest_of_line()
        if not _is_whole(raw):
            raw = self._up_to_its_end()
        self._at += len(raw)
        return raw

    def _rest_of_line(self) -> bytes:
        """What is a value in an export of ours; one of others can go on behind the line, or end before."""
        end = self._data.find(b"\n", self._at)
        return self._data[self._at : end].rstrip(b", \t\r") if end >= 0 else b""

    def _up_to_its_end(self) -> bytes:
        size = _FIRST_LOOK
        while True:
            text = self._data[self._at : self._at + size].decode("utf-8", "surrogateescape")
            end, is_all = self._end_in(text), len(self._data) - self._at <= size
            # A number that ends where the text ends may go on behind it.
            if end is not None and (end + _NEAR < len(text) or (is_all and not self._more())):
                raw = text[:end].encode("utf-8", "surrogateescape")
                if not (_is_whole(raw) or _is_whole(_without_halves(raw))):
                    raise self.damaged()
                return raw
            if end is None and is_all and not self._more():
                raise self.damaged(len(self._data) - self._at)
            self._bound(size)
            size *= 4

    def _end_in(self, text: str) -> int | None:
        """Where the value ends with which the text begins; None where that is not in it. Raises `Damaged`."""
        try:
            return int(_END.raw_decode(text)[1])
        except RecursionError:
            raise self.damaged() from None
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated string") or error.pos + _NEAR >= len(text):
                return None
            raise self.damaged(len(text[: error.pos].encode("utf-8", "surrogateescape"))) from None

    def _bound(self, size: int) -> None:
        if size >= MOST_VALUE:
            raise self.damaged(is_too_long=True)

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        with readable(self._named):
            # As much again as there is, so that a long value is gone over few times.
            piece = self._file.read(max(PIECE, len(self._data) - self._at))
        if piece:
            self._before += self._at
            self._data, self._at = self._data[self._at :] + piece, 0
        return bool(piece)


def _is_whole(raw: bytes) -> bool:
    try:
        _VALUE.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True


def _without_halves(raw: bytes) -> bytes:
    """The same with a letter for half a character pair, which msgspec does not even pass over."""
    return _ESCAPE.sub(lambda escape: b"x" if escape[1] else escape[0], raw)
