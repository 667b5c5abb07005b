"""What an app has painted: the characters of its cells, from the few sequences that move them."""

import re
from codecs import getincrementaldecoder

_TOKEN = re.compile(
    r"\x1b\[([0-9;:<=>?]*)[ -/]*([@-~])"  # a control sequence: what follows what it is about
    r"|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)"  # words for the terminal itself
    r"|\x1b[^\[\]P^_X]|[\x00-\x1a\x1c-\x1f\x7f]|([^\x00-\x1f\x7f]+)"
)


class Painted:
    """A screen of cells that are one character wide; a colour or a private mode changes none of them."""

    def __init__(self, columns: int, rows: int) -> None:
        """All blank, the cursor at the top."""
        self._columns = columns
        self.rows = [" " * columns] * rows
        self._row = self._column = 0
        self._rest = ""
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def __str__(self) -> str:
        return "\n".join(row.rstrip() for row in self.rows)

    def feed(self, data: bytes) -> None:
        """Paint this; a sequence that comes in two pieces is painted with the second."""
        words = self._rest + self._decoder.decode(data)
        end = 0
        while token := _TOKEN.match(words, end):
            end = token.end()
            about, what, text = token.groups()
            if text:
                self._write(text)
            elif what:
                self._steer(about, what)
            else:
                self._move(token[0])
        self._rest = words[end:]

    def resize(self, columns: int, rows: int) -> None:
        """Another size: blank cells are added, or cells cut off, at the right and below."""
        self._columns = columns
        kept = [row[:columns].ljust(columns) for row in self.rows[:rows]]
        self.rows = kept + [" " * columns] * (rows - len(kept))

    def _write(self, text: str) -> None:
        if self._row < len(self.rows):
            row = self.rows[self._row]
            end = min(self._column + len(text), self._columns)
            self.rows[self._row] = row[: self._column] + text[: end - self._column] + row[end:]
            self._column = end

    def _move(self, control: str) -> None:
        if control == "\r":
            self._column = 0
        elif control == "\n":
            self._row += 1
        elif control == "\b":
            self._column = max(0, self._column - 1)

    def _steer(self, about: str, what: str) -> None:
        numbers = [int(number or 0) for number in about.split(";")] if about.replace(";", "").isdigit() else [0]
        first = max(1, numbers[0])
        if what in "Hf":
            self._row = first - 1
            self._column = max(1, numbers[1]) - 1 if len(numbers) > 1 else 0
        elif what == "C":
            self._column = min(self._columns, self._column + first)
        elif what == "K" and numbers[0] == 0:
            here = self._column
            self._write(" " * (self._columns - here))
            self._column = here
        elif what == "J" and numbers[0] == 2:
            self.rows = [" " * self._columns] * len(self.rows)
