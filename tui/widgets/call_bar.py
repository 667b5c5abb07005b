"""The line at the top: who is on the phone, and the two clocks that matter."""

from collections.abc import Iterator

from textual.content import Content
from textual.geometry import Region

from tui.widgets.rows import Rows

BETWEEN = " · "
"""Stands between the parts of what is said on the right."""


class CallBar(Rows):
    """One line: left who, in the middle what, right how long and since when it is saved."""

    DEFAULT_CSS = "CallBar { height: 1; padding: 0 1; background: $panel; color: $foreground; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty line; `show` fills it."""
        super().__init__(id=id)
        self._parts = ("", "", "", False)

    def show(self, left: str, middle: str, right: str, *, trouble: bool = False) -> None:
        """The three parts, as plain text; `trouble` sets the right one off. Repaints only on a change."""
        before, self._parts = self._parts, (left, middle, right, trouble)
        if before == self._parts:
            return
        was, now = before[2].split(BETWEEN), right.split(BETWEEN)
        if before[:2] == (left, middle) and before[3] == trouble and [*map(len, was)] == [*map(len, now)]:
            # The clock ticked, or a save came about. Nothing else is sent to the terminal, which may be far away; but
            # the time of a save is sent whole: one that is cut off in the middle would be another time.
            self.refresh(*self._changed(was, now))
        else:
            self.refresh()

    def _changed(self, before: list[str], parts: list[str]) -> Iterator[Region]:
        start = self.size.width - len(BETWEEN.join(parts))
        for was, now in zip(before, parts, strict=True):
            if was != now:
                yield Region(start, 0, len(now), 1)
            start += len(now) + len(BETWEEN)

    def rows(self) -> int:
        """One."""
        return 1

    def row(self, y: int) -> Content:
        """The line, cut on the left side first: the clock always stays whole."""
        left, middle, right, trouble = self._parts
        width = self.size.width
        clock = Content.styled(right, "bold $error" if trouble else "$foreground 80%")
        if clock.cell_length > width:
            return clock.truncate(max(1, width), ellipsis=True)
        room = max(0, width - clock.cell_length - 2)
        name = Content.styled(left, "bold $primary").truncate(room, ellipsis=True)
        gap = room - name.cell_length
        label = Content.styled(middle, "$foreground 60%")
        if gap < label.cell_length + 4:
            return name + " " * max(0, width - name.cell_length - clock.cell_length) + clock
        # Centred on the screen where the name leaves room for that.
        before = max(2, (width - label.cell_length) // 2 - name.cell_length)
        before = min(before, gap - label.cell_length)
        after = width - name.cell_length - before - label.cell_length - clock.cell_length
        return name + " " * before + label + " " * after + clock
