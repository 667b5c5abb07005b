"""Which promises are listed of all that we owe, and what is said where that is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.model.owed import Owed
from tui.model.what_we_owe import Listed, late_in, narrowed

READING = "Reading what we owe …"
NOTHING = "Nothing is owed to anybody. What you promise on a call stands here until they know."
NO_HIT = "No open promise has words that begin like this. Fewer letters find more."

NONE_LATE = "Nothing of this is overdue."


@dataclass
class Listing:
    """All that we owe, in the order of its days, and what the rep narrows it by."""

    typed: str
    only_overdue: bool = False
    every: Sequence[Listed] | None = None
    """None until it has been read."""

    def owed(self, now: datetime) -> list[Owed]:
        """Those that are listed."""
        owed = narrowed(self.every or (), self.typed)
        return owed[: late_in(owed, now)] if self.only_overdue else owed

    @property
    def empty(self) -> str:
        """What is said where none is."""
        if not self.every:
            return READING if self.every is None else NOTHING
        return NONE_LATE if self.only_overdue and narrowed(self.every, self.typed) else NO_HIT

    def counts(self, now: datetime) -> str:
        """How many are open and how many of them overdue, whatever is listed: "5 open, 1 overdue"."""
        every = [one.owed for one in self.every or ()]
        late = late_in(every, now)
        return f"{len(every)} open{f', {late} overdue' if late else ''}"
