"""A table that somebody wrote, on its way into the records: looked through whole before the first call comes in."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from tui.interchange.dates import Order
from tui.interchange.row import BadRow, FromRow, Rows
from tui.model.call import Call
from tui.model.trouble import Trouble

MOST_TOLD = 20
"""Rows that are told one by one; of more there is only the number."""
ROWS_A_WORD = 500

Lines = Callable[[], Iterator[tuple[int, list[str]]]]
"""Goes through the table anew: each row with the line on which it begins. May raise `Trouble`."""


class TableIn:
    """One table. Every method may block."""

    def __init__(self, name: str, lines: Lines, rows: Rows) -> None:
        """The name of the table in a sentence, its rows, and what makes calls of them."""
        self._name = name
        self._lines = lines
        self._rows = rows
        self._shown: dict[Order, int] = {}
        self._unclear: tuple[int, date, date] | None = None
        self._bad: list[str] = []
        self._unknown: Counter[str] = Counter()
        self.unplaced: set[int] = set()
        """The columns that hold something of which no call has anything."""
        self.calls_there = 0
        """Rows that are calls."""
        self.bad_rows = 0
        """Rows that are none."""

    def look_through(self, on_row: Callable[[int], None] = lambda _: None) -> None:
        """Read every row, and write nothing.

        Raises `Trouble` where the table cannot be read to its end, or its dates can be read in two ways.
        """
        for number, (line, cells) in enumerate(self._lines(), start=1):
            try:
                self._note(line, self._rows.call(cells))
            except BadRow as bad:
                self.bad_rows += 1
                if len(self._bad) < MOST_TOLD:
                    self._bad.append(f"{self._name}, line {line}: {bad}.")
            if number % ROWS_A_WORD == 0:
                on_row(number)
        self._settle_order()

    def bad(self) -> list[str]:
        """A sentence for each of the first rows that are no calls, and one for the others."""
        more = self.bad_rows - len(self._bad)
        return [*self._bad, f"So it is with {more:,} more."] if more > 0 else self._bad

    def unknown(self) -> str:
        """One sentence about words that are none of ours; empty when there is none."""
        counts = ", ".join(f"{part.replace('_', ' ')} ({n:,})" for part, n in self._unknown.items())
        return f"Words that heartfirst does not have stand in the notes: {counts}." if counts else ""

    def calls(self) -> Iterator[Call]:
        """The calls of the table; rows that are none are passed over. To be asked for after `look_through`."""
        for _, cells in self._lines():
            try:
                yield self._rows.call(cells).call
            except BadRow:
                continue

    def _note(self, line: int, found: FromRow) -> None:
        self.calls_there += 1
        self._unknown.update(found.unknown)
        self.unplaced.update(found.unplaced)
        for day in found.days:
            if day.shows:
                self._shown.setdefault(day.shows, line)
            if day.other and self._unclear is None:
                self._unclear = (line, day.wall.date(), day.other)

    def _settle_order(self) -> None:
        if self._rows.order is not None:
            return
        if len(self._shown) > 1:
            first, second = self._shown.values()
            raise Trouble(
                f"{self._name}: a date on line {first} and one on line {second} have the day in different places. "
                "Say which it is with --dates dmy or --dates mdy; nothing came in."
            )
        if self._shown:
            (self._rows.order,) = self._shown
        elif self._unclear:
            line, one, other = self._unclear
            raise Trouble(
                f"{self._name}, line {line}: the date can be {_day(one)} or {_day(other)}. "
                "Say which with --dates dmy or --dates mdy; nothing came in."
            )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
