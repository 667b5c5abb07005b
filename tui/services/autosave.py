"""Saving while the rep types: one writer, the newest state wins, and "saved" is said only when it is true."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from tui.model.trouble import RecordsTrouble
from tui.services.background import in_background

PAUSE = 0.25
"""Seconds over which changes are gathered into one save: half of what a rep may lose to a power cut."""
RETRY = 2.0
"""Seconds until a save that failed is tried again."""


CLOSED = "This call was closed; what is typed here now is not kept."


State = TypeVar("State")
"""What is written: a whole call, or what is new in one."""


class SaveState(NamedTuple):
    """What is known about the call on the disk."""

    saved_at: datetime | None = None
    """Everything up to this moment is on the disk."""
    trouble: str = ""
    """Why the last save failed; empty when it did not."""


class Autosave(Generic[State]):
    """Writes the newest state of one call, never two at a time, never an older one after a newer one."""

    def __init__(
        self,
        *,
        write: Callable[[State], None],
        newest: Callable[[], State],
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
        return self._saved < self._touched

    @property
    def ended(self) -> bool:
        """Whether the call was closed and nothing is written any more."""
        return self._ended

    def touch(self) -> None:
        """Something changed; it will be saved after the pause. Costs next to nothing, so it may follow each key."""
        self._touched += 1
        if self._ended:
            # Must not happen; if it does, the rep must see it and not an old "saved".
            self._tell(self._state._replace(trouble=CLOSED))
        elif self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._keep_saving(), name="autosave")

    async def flush(self) -> None:
        """Save everything up to now. Raises `RecordsTrouble` when that fails; what is unsaved stays pending."""
        while self.pending:
            trouble = await asyncio.shield(asyncio.ensure_future(self._save_in_turn()))
            if trouble:
                raise trouble

    async def end(self) -> None:
        """Save everything up to now and write no more. Raises as `flush`, and goes on saving then.

        Cancelled, as by a time limit, it has ended nothing.
        """
        while not self._ended or self.pending:
            await self.flush()
            async with self._turn:
                if not self.pending:
                    self._close()

    async def end_with(self, last_write: Callable[[State], None]) -> State:
        """Hand the newest state to `last_write` in place of a save, and write no more; give back what was written.

        Whatever is typed while that goes on is handed over as well. The first to end it has the last word: a
        second one writes nothing. Raises `RecordsTrouble` when it fails; saving then goes on as before.
        """
        # Shielded, so that nobody who stops waiting can let an older write finish after a newer one.
        return await asyncio.shield(asyncio.ensure_future(self._end_in_turn(last_write)))

    async def _keep_saving(self) -> None:
        delay = self._pause
        while self.pending and not self._ended:
            await asyncio.sleep(delay)
            failed = await asyncio.shield(asyncio.ensure_future(self._save_in_turn()))
            delay = self._retry if failed else self._pause

    async def _save_in_turn(self) -> RecordsTrouble | None:
        async with self._turn:
            if not self.pending:
                return None
            if self._ended:
                return RecordsTrouble(CLOSED)
            touched, at = self._touched, self._now()
            try:
                await self._write_newest(self._write)
            except RecordsTrouble as trouble:
                self._tell(self._state._replace(trouble=str(trouble)))
                return trouble
            self._saved = touched
            self._tell(SaveState(saved_at=at))
            return None

    async def _end_in_turn(self, last_write: Callable[[State], None]) -> State:
        async with self._turn:
            while not self._ended:
                touched = self._touched
                await self._write_newest(last_write)
                self._saved = touched
                if not self.pending:
                    self._close()
            return self._newest()

    async def _write_newest(self, write: Callable[[State], None]) -> None:
        """Write the newest state in a thread. Raises nothing but `RecordsTrouble`."""
        try:
            await in_background(partial(write, self._newest()), "save")
        except RecordsTrouble:
            raise
        except Exception as bug:  # a bug must be seen and the save tried again; it must not end all saving
            raise RecordsTrouble(f"Saving failed in a way we did not foresee ({type(bug).__name__}).") from bug

    def _close(self) -> None:
        self._ended = True
        if self._writer:
            self._writer.cancel()

    def _tell(self, state: SaveState) -> None:
        self._state = state
        self._report(state)
