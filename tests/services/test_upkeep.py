"""The records are looked after while the app is open, and nobody has to wait for it."""

import asyncio
from contextlib import suppress

import pytest

from tests.fakes import MemoryCallRecords
from tui.model.trouble import RecordsTrouble
from tui.services.upkeep import Upkeep


class Tended(MemoryCallRecords):
    """Finds something out at the second look."""

    def __init__(self) -> None:
        super().__init__()
        self.third = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def tend(self) -> None:
        self.tended += 1
        if self.tended == 2:
            self.notices.append("The disk is full.")
        if self.tended == 3:
            self._loop.call_soon_threadsafe(self.third.set)
        if self.reading_trouble:
            raise self.reading_trouble


@pytest.mark.parametrize("trouble", [None, RecordsTrouble("The disk is full.")])
async def test_they_are_tended_again_and_again_and_only_news_is_told(trouble: RecordsTrouble | None) -> None:
    records = Tended()
    records.reading_trouble = trouble
    told: list[int] = []
    upkeep = Upkeep(records=records, settled=0, every=0)
    task = asyncio.create_task(upkeep.keep_on(lambda: told.append(records.tended)))
    await records.third.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert told == [2]


async def test_nothing_is_done_before_the_app_has_settled() -> None:
    records = MemoryCallRecords()
    task = asyncio.create_task(Upkeep(records=records, settled=3600).keep_on(lambda: None))
    for _ in range(20):
        await asyncio.sleep(0)
    assert records.tended == 0
    task.cancel()
