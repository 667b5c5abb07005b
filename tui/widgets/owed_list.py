"""What we owe: open promises on the desk, overdue first."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.model.owed import Owed

MOST_ROWS = 5
"""Promises shown at once."""
LEAST_ROWS = 3
"""A heading, one promise, and the keys."""
_KEYS = (("up down", "choose"), ("ctrl+t", "report back"), ("ctrl+n", "done, told"), ("ctrl+l", "withdraw"))


class OwedList(Widget):
    """Promises that somebody still waits for, one of them chosen. Nothing is shown while there is none."""

    DEFAULT_CSS = """
    OwedList {
        display: none; height: 100fr; padding: 1 2; border-left: outer $secondary; background: $surface;
        &.-some { display: block; }
    }
    """

    def __init__(self) -> None:
        """Nothing is owed."""
        super().__init__()
        self._owed: tuple[Owed, ...] = ()
        self._chosen: int | None = None
        self._now: datetime | None = None

    @property
    def chosen(self) -> "Owed | None":
        """The promise that the keys mean; none until the rep has chosen one."""
        return None if self._chosen is None else self._owed[self._chosen]

    @property
    def place(self) -> int | None:
        """Which one is chosen, from 0 on."""
        return self._chosen

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return len(self._owed)

    def show(self, owed: "Sequence[Owed]", now: datetime) -> None:
        """What is owed, in the order in which it falls due; the choice stays where it was if that is still there."""
        before = self.chosen
        self._owed, self._now = tuple(owed), now
        same = [place for place, one in enumerate(owed) if before and key_of(one) == key_of(before)]
        self._chosen = same[0] if same else None
        self.set_class(bool(owed), "-some")
        self._take_room()
        self.refresh(layout=True)

    def on_resize(self) -> None:
        """How much stands around it depends on the screen."""
        self._take_room()

    @property
    def spare(self) -> int:
        """Rows that it has and could do without: the heading, one promise and the keys are left then."""
        return max(0, self.content_size.height - LEAST_ROWS) if self._owed else 0

    def look_again(self, now: datetime) -> None:
        """Time has gone by: what was due may be late."""
        self._now = now
        self.refresh()

    def choose(self, place: int) -> None:
        """Choose the one at this place; none where there is none."""
        self._chosen = place if 0 <= place < len(self._owed) else None
        self.refresh()

    def render(self) -> Content:
        """The heading, a line a promise around the chosen one, the keys; where it is low, as many as fit."""
        height = self.content_size.height
        room = max(1, min(height - 2, MOST_ROWS, len(self._owed)))
        first = max(0, min((self._chosen or 0) - room + 1, len(self._owed) - room))
        rows = [self._row(place) for place in range(first, min(first + room, len(self._owed)))]
        if height < 2:
            return Content("\n").join(rows)
        count = f"  {len(self._owed)} here" if len(self._owed) > room else ""
        heading = Content.assemble(("WE OWE", "bold $secondary"), (count, "$foreground 60%"))
        return Content("\n").join([heading, *rows, self._keys()][: max(2, height)])

    def _keys(self) -> Content:
        """Those that fit whole, closer together where not all do."""
        width = max(1, self.content_size.width)
        keys = [Content.assemble((key, "bold $primary"), (f" {words}", "$foreground 80%")) for key, words in _KEYS]
        line = Content("   ").join(keys)
        while line.cell_length > width and keys:
            line = Content("  ").join(keys)
            keys.pop()
        return line.truncate(width, ellipsis=True)

    def _take_room(self) -> None:
        """At most what it can fill; it gets less where the screen is low."""
        most = min(len(self._owed), MOST_ROWS) + 2 + self.gutter.height
        if self.styles.max_height is None or self.styles.max_height.value != most:
            self.styles.max_height = most

    def _row(self, place: int) -> Content:
        owed = self._owed[place]
        now = self._now or owed.call.touched
        return owed_row(owed, now, max(1, self.content_size.width), here=place == self._chosen)


def owed_row(owed: "Owed", now: datetime, width: int, *, here: bool) -> Content:
    """One promise on a line: when it falls due, its words, whom it was given."""
    from tui.model.plain import one_line  # noqa: PLC0415 # The first frame shows no promise.
    from tui.model.words import owed_words, who  # noqa: PLC0415

    when, is_late = owed_words(owed.promise, now)
    lead = Content.styled(f"{'▶' if here else ' '} {when:<22}", "bold $warning" if is_late else "$foreground 80%")
    words = f"{one_line(owed.promise.text)}  ({who(owed.call)})"
    text = Content.styled(words, "bold $foreground" if here else "$foreground 80%")
    return (lead + text).truncate(width, ellipsis=True)


def key_of(owed: "Owed") -> tuple[int, int, str]:
    """What tells one promise from all others; a line may stand in the notes twice."""
    return owed.call.id, owed.place, owed.promise.text
