"""The lines of the notes that promise something, and which of them are known."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from tui.model.marks import Mark, field_lines, marked

SAID = "said"
"""What a `!` line is called."""
JOBS = ("undo", "redo")
"""The words before the colon that promise something too (seed 001)."""

Known = TypeVar("Known")


def promise_lines(notes: str) -> list[tuple[str, str]]:
    """What each line is called that promises something, and its text, in order."""
    found = _lines(notes)
    if len({name for name, _ in found}) < 2:
        return found
    # Of several kinds, the order has to be looked up line by line.
    rows = (row for row in notes.splitlines() if "!" in row or "do:" in row.lower())
    return [line for row in rows for line in _lines(row)]


def _lines(notes: str) -> list[tuple[str, str]]:
    said = [(SAID, text) for text in marked(notes, Mark.PROMISE)]
    return said + [(word, text) for word in JOBS for text in field_lines(notes, word)]


class Left(Generic[Known]):
    """What is known and has no line yet."""

    def __init__(self, known: Iterable[Known], line: Callable[[Known], tuple[str, str]]) -> None:
        """`line` gives what the line of one was called, and its text."""
        self._line = line
        self._by_line: dict[tuple[str, str], deque[Known]] = {}
        for each in known:
            self._by_line.setdefault(line(each), deque()).append(each)

    def __iter__(self) -> Iterator[Known]:
        """All that are left."""
        return (each for same in self._by_line.values() for each in same)

    def take(self, line: tuple[str, str]) -> Known | None:
        """The first one with this line, which is left no longer."""
        same = self._by_line.get(line)
        return same.popleft() if same else None

    def drop(self, known: Known) -> None:
        """This very one is left no longer."""
        same = self._by_line[self._line(known)]
        del same[next(at for at, each in enumerate(same) if each is known)]
