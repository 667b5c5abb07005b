"""What is edited where it stands: kept at a pause by one writer, and tried again for as long as that fails."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from tui.model.trouble import Trouble
from tui.services.background import in_background

Value = TypeVar("Value")

PAUSE = 0.3
"""Seconds between the first key and the value being kept."""
RETRY = 2.0
"""Seconds until it is tried again."""


class KeptInPlace(Generic[Value]):
    """Keeps the newest value; never two writes at a time, never an older one after a newer one."""

    def __init__(
        self,
        newest: Callable[[], Value],
        keep: Callable[[Value, Value], None],
        tell: Callable[[str], None],
        *,
        pause: float = PAUSE,
        retry: float = RETRY,
    ) -> None:
        """`keep` gets what is kept and what shall be; it runs in a thread and may raise `Trouble`.

        `newest` gives the value, `tell` is told what is wrong, or "" once nothing is. Times in seconds.
        """
        self._newest, self._keep, self._tell = newest, keep, tell
        self._pause, self._retry = pause, retry
        self._turn = asyncio.Lock()
        self._going_on: asyncio.Task[None] | None = None
        self.kept = newest()

    def start_with(self, value: Value) -> None:
        """This is what is kept now."""
        self.kept = value

    def touch(self) -> None:
        """It may have changed."""
        if self._going_on is None or self._going_on.done():
            self._going_on = asyncio.create_task(self._go_on(), name="kept in place")

    async def in_time(self, limit: float) -> bool:
        """Keep it now, and wait so many seconds at most; whether that went well."""
        writing = asyncio.ensure_future(self._write())
        await asyncio.wait([writing], timeout=limit)
        if not writing.done():
            self._tell("the disk does not answer.")
        return writing.done() and writing.result()

    async def _go_on(self) -> None:
        await asyncio.sleep(self._pause)
        while not await self._write():  # noqa: ASYNC110  # a disk that is full tells nobody when it is not
            await asyncio.sleep(self._retry)

    async def _write(self) -> bool:
        async with self._turn:
            while (newest := self._newest()) != self.kept:
                before = self.kept
                try:
                    await in_background(lambda was=before, now=newest: self._keep(was, now), "keep")  # type: ignore[misc]
                except Trouble as trouble:
                    self._tell(str(trouble))
                    return False
                self.kept = newest
            self._tell("")
            return True
