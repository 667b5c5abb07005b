"""The rep's own numbers, counted over the finished calls."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tui.model.call import Call
from tui.model.numbers import Figures, figures_of, monday_of
from tui.ports import CallRecords, Clock

PAGE = 50
"""Calls that are read at once."""
BREATH = 0.001
"""Seconds between two pages: whoever types meanwhile comes first."""


class Numbers:
    """Reads finished calls. Blocks, and may raise `RecordsTrouble`."""

    def __init__(self, *, records: CallRecords, clock: Clock) -> None:
        """Where the calls are, and the time."""
        self._records = records
        self._clock = clock

    def now(self) -> datetime:
        """This instant, as the figures know it."""
        return self._clock.now()

    def figures(
        self, weeks: int, told: Callable[[int], object] = lambda _: None, wanted: Callable[[], bool] = lambda: True
    ) -> list[Figures]:
        """What counts of every call of the last `weeks` weeks, this one included, newest first.

        `told` gets how many were counted, now and then; counting ends early when nobody has `wanted` it any more.
        """
        now = self._clock.now()
        since = monday_of(now.date()) - timedelta(weeks=weeks - 1)
        found: list[Figures] = []
        below: int | None = None
        while calls := self._records.newest(limit=PAGE, below=below):
            found += [figures_of(call, now) for call in calls if call.started.date() >= since]
            if not wanted() or _is_past(calls, since.toordinal()):
                break
            told(len(found))
            below = calls[-1].id
            time.sleep(BREATH)
        return found


def _is_past(calls: list[Call], since: int) -> bool:
    """Whether the older calls are too old: the newest come first, but a clock may have been set for a few."""
    return all(call.started.date().toordinal() < since for call in calls)
