"""The line at the top: who is on the phone, and the two clocks that matter."""

from textual.content import Content
from textual.geometry import Region

from tui.widgets.rows import Rows


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
        if before[:2] == (left, middle) and len(before[2]) == len(right) and before[3] == trouble:
            # The clock ticked: no other digit is sent to the terminal, which may be far away.
            ticked = [place for place, (was, now) in enumerate(zip(before[2], right, strict=True)) if was != now]
            start = self.size.width - len(right) + ticked[0]
            self.refresh(Region(start, 0, ticked[-1] - ticked[0] + 1, 1))
        else:
            self.refresh()

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
