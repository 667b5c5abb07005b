"""Tables that anybody can have written: read a row at a time, whatever their size, each fault in plain words."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from tui.incoming_files import NOTHING, PIECE, readable
from tui.model.trouble import Trouble

MOST_CELL = 1_000_000
"""Characters of one cell at most; a day on the phone is a tenth of that."""
MOST_ROW = 4 * MOST_CELL
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}


class Row(NamedTuple):
    """One row of a table."""

    line: int
    """The line on which it begins; the first of the file is 1."""
    cells: list[str]


class Table:
    """A CSV file, which can be gone through more than once. Every method raises `Trouble`."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        """An open file that can be wound back, and its name in a sentence."""
        self._file = file
        self._name = name
        self._reading: io.TextIOWrapper | None = None
        self.encoding = self._encoding()
        self.separator, self.headings = self._head()

    def words(self) -> str:
        """How the file is read: "UTF-8, separated by comma"."""
        return f"{NAMES[self.encoding]}, separated by {SEPARATORS[self.separator]}"

    def rows(self) -> Iterator[Row]:
        """Every row below the head that holds something."""
        rows = self._every_row(self.separator)
        next(rows, None)
        yield from rows

    def _every_row(self, separator: str) -> Iterator[Row]:
        lines = _Lines(self._text(), self._name)
        rows = csv.reader(lines, delimiter=separator)
        csv.field_size_limit(MOST_CELL)
        while True:
            line = lines.read + 1
            try:
                cells = next(rows, None)
            except csv.Error:
                raise Trouble(
                    f"{self._name}, line {line}: a cell is longer than {MOST_CELL:,} characters, or a quote is never "
                    f"closed; {NOTHING}."
                ) from None
            lines.row_is_read()
            if cells is None:
                return
            if any(cells):
                yield Row(line, cells)

    def _text(self) -> io.TextIOWrapper:
        with readable(self._name):
            if self._reading is not None:
                # One at a time: the file itself stays open when the text of it is not needed any more.
                self._reading.detach()
            self._file.seek(0)
        self._reading = io.TextIOWrapper(self._file, self.encoding, newline="")
        return self._reading

    def _encoding(self) -> str:
        with readable(self._name):
            self._file.seek(0)
            start = self._file.read(4096)
        if not start.strip():
            raise Trouble(f"{self._name} is empty: {NOTHING}.")
        marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
        # One NUL is a matter of its row; in a text of two bytes a character, or in a picture, they are many.
        is_odd = b"\0" in start.partition(b"\n")[0] or start.count(b"\0") * 20 > len(start)
        if marked is None and is_odd:
            raise Trouble(f"{self._name} is no table of text, or in UTF-16 without its mark: {NOTHING}.")
        if marked:
            self._whole(marked)
            return marked
        return self._unmarked()

    def _unmarked(self) -> str:
        """UTF-8 where all of it is, else Windows-1252; but not for a file with both in it."""
        odd, has_pairs = self._first_odd_line()
        if not odd:
            return "utf-8"
        if has_pairs:
            raise Trouble(
                f"{self._name} is in two encodings: most of it in UTF-8, line {odd} not. "
                f"Save it again as UTF-8; {NOTHING}."
            )
        self._whole("cp1252")
        return "cp1252"

    def _first_odd_line(self) -> tuple[int, bool]:
        """The first line that is no UTF-8 (0 for none), and whether any line has more than ASCII and is UTF-8."""
        odd, has_pairs = 0, False
        with readable(self._name):
            self._file.seek(0)
            number, begins = 1, True
            while piece := self._file.readline(PIECE):
                if not piece.isascii():
                    try:
                        _whole_utf8(piece, begins=begins)
                        has_pairs = True
                    except UnicodeDecodeError:
                        odd = odd or number
                begins = piece.endswith(b"\n")
                number += begins
        return odd, has_pairs

    def _whole(self, encoding: str) -> None:
        """Go through all of it once, so that no row comes in of a file that cannot be read to its end."""
        try:
            with readable(self._name):
                self._file.seek(0)
                decoder = codecs.getincrementaldecoder(encoding)()
                while piece := self._file.read(PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            meant = NAMES[encoding] if encoding != "cp1252" else "neither UTF-8 nor Windows-1252"
            no = "is not the " if encoding != "cp1252" else "is "
            tail = " that it says it is" if encoding != "cp1252" else ""
            raise Trouble(f"{self._name} {no}{meant}{tail}: {NOTHING}.") from None

    def _head(self) -> tuple[str, list[str]]:
        lines = _Lines(self._text(), self._name)
        first = next((line for line in lines if line.strip()), "")
        separator = max(SEPARATORS, key=first.count)
        head = next(self._every_row(separator), None)
        return separator, head.cells if head else []


class _Lines(Iterator[str]):
    """The lines of a text, counted, no row of them longer than memory bears."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._name = name
        self._since = 0
        self._begins = 1
        self.read = 0

    def row_is_read(self) -> None:
        """From here on it is another row."""
        self._since = 0
        self._begins = self.read + 1

    def __next__(self) -> str:
        try:
            with readable(self._name):
                line = self._text.readline(MOST_ROW)
        except UnicodeDecodeError:
            raise Trouble(f"{self._name} is cut off in the middle of a character: {NOTHING}.") from None
        if not line and self._since:
            # Only inside a quote does a row go on behind its line: the rest of the file would become one cell.
            raise Trouble(f"{self._name}, line {self._begins}: a quote is never closed; {NOTHING}.")
        if not line:
            raise StopIteration
        self._since += len(line)
        self.read += 1
        if self._since >= MOST_ROW:
            raise Trouble(
                f"{self._name}, line {self.read}: a row is longer than {MOST_ROW:,} characters, or a quote is never "
                f"closed; {NOTHING}."
            )
        return line


def _whole_utf8(piece: bytes, *, begins: bool) -> None:
    """Raises UnicodeDecodeError, but not for a character that is cut at the ends of a piece of a very long line.

    `begins` says that it is the beginning of the line.
    """
    start = 0
    while not begins and start < min(3, len(piece)) and piece[start] & 0xC0 == 0x80:
        start += 1
    codecs.getincrementaldecoder("utf-8")().decode(piece[start:], final=piece.endswith(b"\n"))
