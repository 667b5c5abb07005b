"""A terminal as a grid of cells: what stands there after all that was written to it, and what each writing cost."""

import re
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from textual.geometry import Size

_TOKEN = re.compile(r"\x1b\[(?P<y>\d+);(?P<x>\d+)H|\x1b\[(?P<style>[\d;]*)m|(?P<end>\n)|(?P<text>[^\x00-\x1f]+)")


class Cell(NamedTuple):
    """What one place on the screen shows."""

    char: str
    """Empty in the right half of a wide character."""
    style: str
    """Colours and all, as the terminal is told them."""


Rows = list[list[Cell]]

UNPAINTED = Cell("?", "unpainted")
"""Nobody may count on what a terminal shows before it was written to, or after it got another size."""


class Frame(NamedTuple):
    """One writing to the terminal."""

    rows: frozenset[int]
    """Those that were written to."""
    characters: int
    """The length of all that was sent, codes included."""


class CellGrid:
    """Obeys what Textual writes, as a terminal does, and refuses what it does not know."""

    def __init__(self, size: Size) -> None:
        self.rows: Rows = []
        self.frames: list[Frame] = []
        self.resize(size)

    def resize(self, size: Size) -> None:
        """Take another size; nothing is left of what stood there."""
        self.rows = [[UNPAINTED] * size.width for _ in range(size.height)]

    def write(self, sent: str) -> None:
        """Show a frame."""
        x = y = end = 0
        style = ""
        touched = set()
        for token in _TOKEN.finditer(sent):
            assert token.start() == end, f"no screen understands {sent[end : token.start()]!r}"
            end = token.end()
            match token.lastgroup:
                case "x":
                    x, y = int(token["x"]) - 1, int(token["y"]) - 1
                case "style":
                    style = "" if token["style"] == "0" else token["style"]
                case "text":
                    touched.add(y)
                    x = self._put(x, y, token["text"], style)
        assert end == len(sent), f"no screen understands {sent[end:]!r}"
        self.frames.append(Frame(frozenset(touched), len(sent)))

    def _put(self, x: int, y: int, text: str, style: str) -> int:
        """Write text into a row; where it ends. A wide character of which half is overwritten is gone."""
        first, cells = _cells(text, style)
        if y >= len(self.rows):
            return x
        row = self.rows[y]
        if first and 0 < x <= len(row):
            row[x - 1] = row[x - 1]._replace(char=row[x - 1].char + first)
        cells = cells[: max(0, len(row) - x)]
        end = x + len(cells)
        if cells and x and row[x].char == "":
            row[x - 1] = Cell(" ", row[x - 1].style)
        if end < len(row) and row[end].char == "":
            row[end] = Cell(" ", row[end].style)
        row[x:end] = cells
        return end


@lru_cache(maxsize=16384)
def _cells(text: str, style: str) -> tuple[str, tuple[Cell, ...]]:
    """Text as cells, and before them what belongs to the cell on the left of it."""
    before = ""
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells += [Cell(text[start:end], style), *[Cell("", style)] * (width - 1)]
        elif cells:
            cells[-1] = Cell(cells[-1].char + text[start:end], style)
        else:
            before += text[start:end]
    return before, tuple(cells)
