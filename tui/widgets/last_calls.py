"""The desk's two lists: calls that wait to be gone on with, and the last ones."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.model.call import Call

MOST_ROWS = 4
"""Waiting calls shown at once."""
LEAST_WITH_LENGTH = 70
"""Cells that a row needs to say how long the call was."""


class OpenCalls(Widget):
    """Calls that were interrupted, one of them chosen. Nothing is shown while there is none."""

    DEFAULT_CSS = """
    OpenCalls {
        display: none; height: auto; padding: 1 2; background: $surface; border-left: outer $warning;
        &.-some { display: block; }
    }
    """

    def __init__(self) -> None:
        """No call waits."""
        super().__init__()
        self._calls: tuple[Call, ...] = ()
        self._chosen = 0

    @property
    def chosen(self) -> "Call | None":
        """The call that "go on" means."""
        return self._calls[self._chosen] if self._calls else None

    def show(self, calls: "Sequence[Call]") -> None:
        """Newest first; the choice stays with its call, else it is the first one."""
        before = self.chosen
        same = [place for place, call in enumerate(calls) if before and call.id == before.id]
        self._calls, self._chosen = tuple(calls), same[0] if same else 0
        self.set_class(bool(calls), "-some")
        self.refresh(layout=True)

    @property
    def place(self) -> int:
        """Which one is chosen, from 0 on."""
        return self._chosen

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return len(self._calls)

    def choose(self, place: int) -> None:
        """Choose the one at this place."""
        if 0 <= place < len(self._calls):
            self._chosen = place
            self.refresh()

    def render(self) -> Content:
        """The keys, then a line a call around the chosen one."""
        keys = Content.assemble(
            ("ctrl+o", "bold $primary"), (" go on   ", "$foreground 80%"),
            ("ctrl+r", "bold $primary"), (" wrap it up", "$foreground 80%"),
        )  # fmt: skip
        if len(self._calls) > 1:
            keys += Content.assemble(("   up down", "bold $primary"), (" choose", "$foreground 80%"))
        first = max(0, min(self._chosen - MOST_ROWS + 1, len(self._calls) - MOST_ROWS))
        rows = [self._row(call, chosen=call is self.chosen) for call in self._calls[first : first + MOST_ROWS]]
        return Content("\n").join([*rows, keys])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a call, and the keys."""
        return min(len(self._calls), MOST_ROWS) + 1

    def _row(self, call: "Call", *, chosen: bool) -> Content:
        from tui.model.words import who  # noqa: PLC0415 # The first frame shows no call.

        day = f"{call.touched:%a} {call.touched.day} {call.touched:%b}"
        what = "were wrapping up the call" if call.ended else "were on a call"
        sign = ("▶ " if chosen else "  ") if len(self._calls) > 1 else ""
        style = "bold $foreground" if chosen else "$foreground 80%"
        # The name gives way, so that the question stays whole.
        lead, tail = f"{sign}You {what} with ", f" at {call.touched:%H:%M} ({day}). Go on?"
        room = max(6, self.content_size.width - len(lead) - len(tail))
        line = Content(lead) + Content(who(call)).truncate(room, ellipsis=True) + tail
        return line.truncate(max(1, self.content_size.width), ellipsis=True).stylize(style)


class LastCalls(Widget):
    """The newest finished calls, a line each."""

    DEFAULT_CSS = "LastCalls { height: 1fr; padding: 0 2; }"

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._rows: tuple[tuple[str, str, str, str], ...] = ()
        self._empty = ""

    def show(self, rows: Sequence[tuple[str, str, str, str]], empty: str) -> None:
        """Rows of when, how long, who, how it ended; `empty` is said when there are none."""
        self._rows, self._empty = tuple(rows), empty
        self.refresh()

    def render(self) -> Content:
        """A heading and as many rows as there is room for."""
        if not self._rows:
            return Content.styled(self._empty, "$foreground 60%")
        if self.size.height < 2:
            # A heading alone says nothing.
            return Content()
        lines = [Content.styled("LAST CALLS", "bold $primary")]
        lines += [call_row(row, self.size.width) for row in self._rows]
        return Content("\n").join(lines)


def call_row(row: tuple[str, str, str, str], width: int) -> Content:
    """When, how long, who, how it ended, aligned to `width` cells; how long gives way to who where it is narrow."""
    when, long, name, ended = row
    lead = Content.styled(f"{f'{when:<17}{long:>8}'[: before_name(width) - 2]}  ", "$foreground 70%")
    tail = Content.styled(f"  {ended}", "$foreground 70%")
    room = max(8, width - lead.cell_length - tail.cell_length)
    middle = Content.styled(name, "$foreground").truncate(room, ellipsis=True)
    return (lead + middle + " " * (room - middle.cell_length) + tail).truncate(max(1, width), ellipsis=True)


def before_name(width: int) -> int:
    """Cells before the name in a row of so many."""
    return 27 if width >= LEAST_WITH_LENGTH else 19
