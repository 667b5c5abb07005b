"""What is done at a pause in typing: once a pause, one at a time, and never because of a single key."""

import asyncio
from collections.abc import Awaitable, Callable

PAUSE = 0.15
"""Seconds without a key that count as a pause."""


class AtPause:
    """Does one thing each time that typing pauses.

    What is typed while it is done is looked at afterwards: two are never under way, and the newest has the last word.
    """

    def __init__(self, do: Callable[[], Awaitable[None]], pause: float = PAUSE) -> None:
        """`do` runs on the event loop; what may block in it goes to a thread. `pause` in seconds."""
        self._do = do
        self._pause = pause
        self._touched = 0
        self._waiting: asyncio.Task[None] | None = None

    def touch(self) -> None:
        """Something was typed. Costs next to nothing, so it may follow each key."""
        self._touched += 1
        if self._waiting is None or self._waiting.done():
            self._waiting = asyncio.create_task(self._wait(), name="pause")

    def stop(self) -> None:
        """Do nothing any more."""
        if self._waiting is not None:
            self._waiting.cancel()

    async def _wait(self) -> None:
        done = -1
        while done != self._touched:
            seen = self._touched
            await asyncio.sleep(self._pause)
            if seen == self._touched:
                done = seen
                await self._do()
