"""The first whole frame of an app: not a sketch that is put up while the rest is still loaded."""

from collections.abc import Sequence

from scripts.benchmarks.painted import Painted
from scripts.benchmarks.terminal import COLUMNS, ROWS, Chunk
from scripts.benchmarks.two_apps import App

TAKES_OVER = b"\x1b[?2026$p"
"""Textual's driver asks whether updates can be synchronised, before it paints anything."""


class FirstFrame:
    """Looks for it in what an app writes."""

    def __init__(self, app: App) -> None:
        """It is whole when all of the app's first words stand on it."""
        self._words = app.first
        self._painted = Painted(COLUMNS, ROWS)
        self._has_taken_over = False
        self._before = b""
        self._seen = 0

    def came(self, chunks: Sequence[Chunk]) -> float | None:
        """When it came, or None; `chunks` are those of the last time, and more."""
        while self._seen < len(chunks):
            chunk = chunks[self._seen]
            self._seen += 1
            if self._is_whole_after(chunk.data):
                return chunk.at
        return None

    def _is_whole_after(self, data: bytes) -> bool:
        if not self._has_taken_over:
            self._before, asked, data = (self._before + data).partition(TAKES_OVER)
            self._has_taken_over = bool(asked)
        if data:
            self._painted.feed(data)
        shown = str(self._painted)
        return all(word in shown for word in self._words)


def first_text_in(chunks: Sequence[Chunk]) -> float | None:
    """The moment of something to look at."""
    painted = Painted(COLUMNS, ROWS)
    for chunk in chunks:
        painted.feed(chunk.data)
        if str(painted).strip():
            return chunk.at
    return None
