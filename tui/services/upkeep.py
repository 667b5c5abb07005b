"""Looking after the records while the app is open, out of everybody's way."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from tui.model.trouble import RecordsTrouble
from tui.ports import CallRecords
from tui.services.background import in_background

SETTLED = 1.0
"""Seconds after the start before anything is done: the first screen and the first keys come first."""
EVERY = 15.0
"""Seconds between two looks; where nothing is to be done, one takes about a millisecond. Not long, because a first
call makes the record, and room for it is set aside at the next look."""


class Upkeep:
    """Has the records tended, again and again."""

    def __init__(self, *, records: CallRecords, settled: float = SETTLED, every: float = EVERY) -> None:
        """Times in seconds."""
        self._records = records
        self._settled = settled
        self._every = every

    async def keep_on(self, news: Callable[[], None]) -> None:
        """Tend the records until cancelled; call `news` when there is something new for a person to know."""
        await asyncio.sleep(self._settled)
        while True:
            before = self._records.noticed()
            # Whoever saves next meets the same trouble, and says so where it matters.
            with suppress(RecordsTrouble):
                await in_background(self._records.tend, "upkeep")
            if self._records.noticed() != before:
                news()
            await asyncio.sleep(self._every)
