"""Saving while the rep types: one writer, the newest state wins, and "saved" is said only when it is true."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from tui.model.call import Call
from tui.model.trouble import RecordsTrouble
from tui.services.background import in_background

PAUSE = 0.25
"""Seconds over which changes are gathered into one save: half of what a rep may lose to a power cut."""
RETRY = 2.0
"""Seconds until a save that failed is tried again."""


class SaveState(NamedTuple):
    """What is known about the call on the disk."""

    saved_at: datetime | None = None
    """Everything up to this moment is on the disk."""
    trouble: str = ""
    """Why the last save failed; empty when it did not."""


class Autosave:
    """Writes the newest state of one call, never two at a time, never an older one after a newer one."""

    def __init__(
        self,
        *,
        write: Callable[[Call], None],
        newest: Callable[[], Call],
        now: Callable[[], datetime],
        report: Callable[[SaveState], None],
        pause: float = PAUSE,
        retry: float = RETRY,
    ) -> None:
        """`write` runs in a thread; `newest`, `now` and `report` on the event loop. Times in seconds."""
        self._write = write
        self._newest = newest
        self._now = now
        self._report = report
        self._pause = pause
        self._retry = retry
        self._state = SaveState()
        self._touched = 0
        self._saved = 0
        self._ended = False
        self._turn = asyncio.Lock()
        self._writer: asyncio.Task[None] | None = None

    @property
    def pending(self) -> bool:
        """Whether something is not on the disk yet."""
        return not self._ended and self._saved < self._touched

    def touch(self) -> None:
        """Something changed; it will be saved after the pause. Costs next to nothing, so it may follow each key."""
        self._touched += 1
        if self._ended:
            return
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._keep_saving(), name="autosave")

    async def flush(self) -> None:
        """Save everything up to now. Raises `RecordsTrouble` when that fails; what is unsaved stays pending."""
        while self.pending:
            trouble = await self._save()
            if trouble:
                raise trouble

    async def end_with(self, last_write: Callable[[Call], None]) -> Call:
        """Hand the newest state to `last_write` in place of a save, and write no more; give back what was written.

        Whatever is typed while that goes on is handed over as well. The first to end it has the last word: a
        second one writes nothing. Raises `RecordsTrouble` when it fails; saving then goes on as before.
        """
        return await asyncio.shield(asyncio.ensure_future(self._end_in_turn(last_write)))

    async def _keep_saving(self) -> None:
        delay = self._pause
        while self.pending:
            await asyncio.sleep(delay)
            delay = self._retry if await self._save() else self._pause

    async def _save(self) -> RecordsTrouble | None:
        # Shielded, so that leaving the screen in the middle of a write cannot let the next one overtake it.
        return await asyncio.shield(asyncio.ensure_future(self._save_in_turn()))

    async def _save_in_turn(self) -> RecordsTrouble | None:
        async with self._turn:
            if self._ended or not self.pending:
                return None
            touched, at, call = self._touched, self._now(), self._newest()
            trouble = await self._tried(call)
            if trouble:
                self._state = self._state._replace(trouble=str(trouble))
            else:
                self._saved = touched
                self._state = SaveState(saved_at=at)
            self._report(self._state)
            return trouble

    async def _end_in_turn(self, last_write: Callable[[Call], None]) -> Call:
        async with self._turn:
            while not self._ended:
                touched, call = self._touched, self._newest()
                await in_background(partial(last_write, call), "last save")
                self._saved = touched
                self._ended = not self.pending
            if self._writer:
                self._writer.cancel()
            return self._newest()

    async def _tried(self, call: Call) -> RecordsTrouble | None:
        try:
            await in_background(lambda: self._write(call), "save")
        except RecordsTrouble as trouble:
            return trouble
        except Exception as bug:  # noqa: BLE001  # a bug in the store must be seen and tried again, not end all saving
            return RecordsTrouble(f"Saving failed in a way we did not foresee ({type(bug).__name__}).")
        return None
