"""What the app does whatever its screens are: it says things, copies, and ends well."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.worker import WorkerCancelled, WorkerFailed

from tui.driver import DRIVER
from tui.first_look import FIRST_LOOK
from tui.model.trouble import Trouble
from tui.services.background import in_background
from tui.typed_bytes import forgive_odd_bytes

if TYPE_CHECKING:
    from tui.ports import BestFriend, Clipboard, Clock, Forms
    from tui.services.amending import Amending
    from tui.services.client_book import ClientBook
    from tui.services.erasing import Eraser
    from tui.services.finder import Finder
    from tui.services.follow_up import FollowUp
    from tui.services.intake import Intake
    from tui.services.likeness import CasesLike
    from tui.services.numbers import Numbers
    from tui.services.outgoing import Outgoing
    from tui.services.review import Review
    from tui.services.upkeep import Upkeep
    from tui.settings import Settings

LEAVING_LIMIT = 5.0
"""Seconds that leaving waits for a disk or a clipboard that hangs."""
BREATH = 0.02
"""Seconds between two modules that are loaded behind the rep's back."""


class Parts(Protocol):
    """What the app is made of. The first frame needs the clock alone; asking for another one may load much."""

    @property
    def clock(self) -> "Clock":
        """The time."""

    @property
    def intake(self) -> "Intake":
        """Where calls begin."""

    @property
    def review(self) -> "Review":
        """Where past calls are looked up."""

    @property
    def finder(self) -> "Finder":
        """How past calls are found."""

    @property
    def follow_up(self) -> "FollowUp":
        """What we owe."""

    @property
    def numbers(self) -> "Numbers":
        """The rep's own numbers."""

    @property
    def amending(self) -> "Amending":
        """What amends finished calls."""

    @property
    def eraser(self) -> "Eraser":
        """What erases calls, and makes them anonymous."""

    @property
    def outgoing(self) -> "Outgoing":
        """Where calls leave to files."""

    @property
    def client_book(self) -> "ClientBook":
        """What is known and kept about clients."""

    @property
    def cases_like(self) -> "Callable[[], CasesLike]":
        """Makes what finds the cases like one call."""

    @property
    def settings(self) -> "tuple[Settings, str]":
        """The rep's settings, and what is wrong with them."""

    @property
    def forms(self) -> "Forms":
        """The forms of the summary. May block until they are ready."""

    @property
    def friend(self) -> "BestFriend":
        """The rep's own three lines. May block."""

    @property
    def upkeep(self) -> "Upkeep":
        """What looks after the records."""

    @property
    def clipboard(self) -> Callable[[Callable[[str], None]], "Clipboard"]:
        """Makes the clipboard, given a way to write to the terminal."""

    @property
    def log(self) -> Callable[[BaseException], Path | None]:
        """Writes a traceback, without anybody's words; gives the file."""


class Groundwork(App[None]):
    """An app that loses no word, however it ends."""

    def __init__(self, parts: Parts) -> None:
        """Nothing is opened or read here."""
        super().__init__(driver_class=DRIVER)
        forgive_odd_bytes()
        self._parts = parts
        self._clipboard_ways: Clipboard | None = None
        self._copying, self._copies = asyncio.Lock(), 0

    def hear_signals(self) -> None:
        """From now on, a closed terminal and a shutdown save first."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._stopped, number)

    def in_its_own_time(self, work: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        """Begin work that goes on beside everything else. No worker of Textual's: a bug in it must not end a call."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._log_bug)
        return task

    def _log_bug(self, task: asyncio.Task[None]) -> None:
        bug = None if task.cancelled() else task.exception()
        if bug is not None:
            self._parts.log(bug)

    async def load_later(self, modules: Iterable[str]) -> None:
        """Load modules, and the styles beside them, one at a time: a key typed meanwhile waits for one at most."""
        for name in modules:
            await asyncio.sleep(BREATH)
            file = import_module(name).__file__
            styles = Path(file or "").with_suffix(".tcss")
            if styles.is_file() and not self.stylesheet.has_source(str(styles)):
                await asyncio.sleep(BREATH)
                self.stylesheet.read(styles)
                self.stylesheet.parse()

    async def save(self) -> None:
        """Save what goes on, because the app is told to stop; it then does."""

    def rescue(self) -> bool:
        """Save what goes on, at once, because of a bug; whether a call is kept whole by it. Must not raise."""
        return False

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say it in passing."""
        self.notify(words, severity="error" if wrong else "information", markup=False, timeout=10 if wrong else 6)

    def copy(self, text: str, before: str = "") -> None:
        """Copy it, and say how that went, `before` in front. What is copied last is what is in the clipboard."""
        self._copies += 1
        self.run_worker(self._copied(self._copies, text, before), group="copy")

    async def _copied(self, number: int, text: str, before: str) -> None:
        # One after the other: a way that hangs a while must not put an older text over a newer one.
        async with self._copying:
            if number < self._copies:
                if before:
                    self.say(before.rstrip())
                return
            try:
                copied = await in_background(lambda: self._ways_to_clipboard().copy(text), "copy")
            except Trouble as trouble:
                self.say(f"{before}{trouble}", wrong=True)
            else:
                self.say(f"{before}{copied.words}")

    def _ways_to_clipboard(self) -> "Clipboard":
        if self._clipboard_ways is None:
            self._clipboard_ways = self._parts.clipboard(self._to_terminal)
        return self._clipboard_ways

    def _to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    async def stop(self) -> None:
        """Leave, once a copy that is under way has reached the clipboard or given up."""
        copies = [worker for worker in self.workers if worker.group == "copy"]
        if copies:
            with suppress(TimeoutError, WorkerFailed, WorkerCancelled):
                async with asyncio.timeout(LEAVING_LIMIT):
                    await self.workers.wait_for_complete(copies)
        self.exit()

    def _stopped(self, number: int) -> None:
        self.run_worker(self._save_and_stop(number), group="stop")

    async def _save_and_stop(self, number: int) -> None:
        await self.save()
        if number != signal.SIGHUP:
            self.exit(return_code=128 + number)
        else:
            # The terminal is gone: there is nothing to restore, and writing to it could hang.
            os._exit(128 + number)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's input thread comes here with a traceback of its own: nobody's words may be in what is shown."""
        FIRST_LOOK.put_away()
        ours = all(isinstance(part, Text) for part in renderables)
        super().panic(*(renderables if ours else [self._last_words(None)]))

    def _handle_exception(self, error: Exception) -> None:
        """A bug ends the app with one sentence; the traceback goes to the log, without anybody's words."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(self._last_words(self._parts.log(error)))

    def _last_words(self, log: Path | None) -> Text:
        """Save what can be saved, and say what is left to say."""
        self._return_code = 1
        kept = " The call is kept: the next start offers it again." if self.rescue() else ""
        where = f" What happened is in {log}." if log else ""
        return Text(f"heartfirst met an error it did not foresee and has stopped.{kept}{where}")
