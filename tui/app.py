"""The app: moves between the screens, and lets nothing go unsaved."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rich.console import RenderableType
from rich.text import Text
from textual import on
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from tui.driver import DRIVER
from tui.first_look import FIRST_LOOK
from tui.keys import EVERYWHERE, shown
from tui.model.trouble import RecordsTrouble, Trouble
from tui.screens.desk import DeskScreen
from tui.screens.place import Place
from tui.services.background import in_background
from tui.theme import HEARTFIRST
from tui.typed_bytes import forgive_odd_bytes
from tui.widgets.caller_field import CallerField

if TYPE_CHECKING:
    from tui.ports import Clipboard, Clock
    from tui.screens.wrap_up import WrapUpScreen
    from tui.services.intake import Intake
    from tui.services.live_call import LiveCall
    from tui.services.review import Review
    from tui.services.upkeep import Upkeep

LEAVING_LIMIT = 5.0
"""Seconds that leaving waits for a disk that hangs, before it says so."""
RETRY = 2.0
"""Seconds until a call that was left unsaved is tried again."""
BREATH = 0.02
"""Seconds between two screens that are loaded behind the rep's back."""


NEXT_SCREENS = ("tui.screens.call", "tui.screens.wrap_up", "tui.screens.calls", "tui.widgets.keys_panel")
"""What is loaded once the desk stands, in the order in which a rep is likely to come there."""


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
    def upkeep(self) -> "Upkeep":
        """What looks after the records."""

    @property
    def clipboard(self) -> Callable[[Callable[[str], None]], "Clipboard"]:
        """Makes the clipboard, given a way to write to the terminal."""

    @property
    def log(self) -> Callable[[BaseException], Path | None]:
        """Writes a traceback, without anybody's words; gives the file."""


class HeartfirstApp(App[None]):
    """The desk, the call on top of it, the wrap-up on top of that."""

    # The desk is there before any screen is pushed, so its style is loaded with the app's.
    CSS_PATH = ["app.tcss", "screens/desk.tcss"]
    TITLE = "heartfirst"
    COMMAND_PALETTE_BINDING = EVERYWHERE[-1].key
    NOTIFICATION_TIMEOUT = 6

    trouble: Trouble | None = None
    """Why no call can be taken; the app has left then."""

    def __init__(self, parts: Parts, opening: str | None = None) -> None:
        """Nothing is opened or read here. `opening` is a caller to begin a call with at once."""
        super().__init__(driver_class=DRIVER)
        forgive_odd_bytes()
        self._parts = parts
        self._opening = opening
        self._clipboard_ways: Clipboard | None = None
        self._live: LiveCall | None = None
        self._warned: tuple[LiveCall, datetime | None] | None = None
        self._upkeep: asyncio.Task[None] | None = None
        self.register_theme(HEARTFIRST)
        self.theme = HEARTFIRST.name

    def get_default_screen(self) -> Screen[None]:
        """The desk lies under everything."""
        parts = self._parts
        return DeskScreen(self._leave, services=parts, clock=parts.clock)

    async def on_mount(self) -> None:
        """A closed terminal and a shutdown save first."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._stopped, number)
        if self._opening is not None:
            self.post_message(CallerField.Answered(self._opening))

    @on(DeskScreen.Loaded)
    def _desk_stands(self) -> None:
        """The rest of the app, out of the way of the first keys."""
        if self._upkeep is None:
            # No workers of Textual's: a bug in one must not end a call.
            self._upkeep = self._in_its_own_time(self._parts.upkeep.keep_on(self._news), "upkeep")
            self._loading = self._in_its_own_time(self._load_screens(), "next screens")

    def _in_its_own_time(self, work: Coroutine[object, object, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(self._log_bug)
        return task

    async def _load_screens(self) -> None:
        for name in NEXT_SCREENS:
            # One at a time, so that a key typed meanwhile waits for one of them at most.
            await asyncio.sleep(BREATH)
            import_module(name)

    @on(DeskScreen.Unusable)
    def _give_up(self, event: DeskScreen.Unusable) -> None:
        self.trouble = event.trouble
        self.exit(return_code=1)

    @on(CallerField.Answered)
    async def _start_call(self, event: CallerField.Answered) -> None:
        if self._live is not None:
            return
        try:
            live = self._parts.intake.start(event.caller)
        except Trouble as trouble:
            self._give_up(DeskScreen.Unusable(trouble))
            return
        await self._show_call(live)

    @on(CallerField.TypedAhead)
    def _typed_ahead(self, event: CallerField.TypedAhead) -> None:
        from tui.screens.call import CallScreen  # noqa: PLC0415 # The desk stands before the other screens are loaded.

        if isinstance(self.screen, CallScreen):
            self.screen.take_ahead(event.text)

    @on(DeskScreen.TakenUp)
    async def _take_up(self, event: DeskScreen.TakenUp) -> None:
        if self._live is not None:
            return
        try:
            live = await self._parts.intake.take_up(event.call, ended=event.wrap_up)
        except RecordsTrouble as trouble:
            self._say(str(trouble), wrong=True)
            return
        await self._show_call(live)
        if live.call.ended is not None:
            await self._wrap_up(live)

    async def _show_call(self, live: "LiveCall") -> None:
        from tui.screens.call import CallScreen  # noqa: PLC0415

        self._live = live
        parts = self._parts
        screen = CallScreen(self._leave, live, review=parts.review, clock=parts.clock, wrap_up=self._wrap_up)
        await self.push_screen(screen)
        # Set here and not by the screen's own first event: the keys that wait behind this one are for the notes.
        screen.take_focus()

    async def _wrap_up(self, live: "LiveCall") -> None:
        from tui.screens.wrap_up import WrapUpScreen  # noqa: PLC0415

        live.say_goodbye()
        screen = WrapUpScreen(
            self._leave, live, clock=self._parts.clock, back=self._back_on_call, finished=self._finished
        )
        await self.push_screen(screen)
        screen.take_focus()

    async def _back_on_call(self, live: "LiveCall") -> None:
        from tui.screens.call import CallScreen  # noqa: PLC0415

        live.go_on()
        await self.pop_screen()
        if isinstance(self.screen, CallScreen):
            self.screen.attend()

    async def on_wrap_up_screen_finished(self, event: "WrapUpScreen.Finished") -> None:
        """The call was saved when nobody waited for it any more."""
        await self._finished(event.summary, event.typed)

    async def _finished(self, summary: str, typed: str) -> None:
        """Back to the desk; what was typed behind enter is the next caller's name."""
        await self._to_desk()
        if isinstance(self.screen, DeskScreen):
            self.screen.name_field.insert_text_at_cursor(typed)
        self._copy(summary, before="The call is saved. ")

    @on(Place.CallsAsked)
    def _look_up(self) -> None:
        from tui.screens.calls import CallsScreen  # noqa: PLC0415

        if not isinstance(self.screen, CallsScreen):
            self.push_screen(CallsScreen(self._leave, review=self._parts.review))

    @on(Place.CopyAsked)
    def _copy_asked(self, event: Place.CopyAsked) -> None:
        self._copy(event.text)

    async def _leave(self, place: Place) -> None:
        """Leave a screen: past calls for where they were opened, a call for the desk, the desk for good."""
        if place is not self.screen:
            return
        if place.is_a_look_up:
            await self.pop_screen()
        elif self._live is None:
            await self._stop()
        elif await self._put_down(self._live):
            await self._to_desk()

    async def action_quit(self) -> None:
        """Leave heartfirst from wherever the rep is; a call that goes on is kept for the next start."""
        if self._live is None or await self._put_down(self._live):
            await self._stop()

    async def _stop(self) -> None:
        """Leave, once a copy that is under way has reached the clipboard or given up."""
        copies = [worker for worker in self.workers if worker.group == "copy"]
        if copies:
            with suppress(TimeoutError, WorkerFailed, WorkerCancelled):
                async with asyncio.timeout(LEAVING_LIMIT):
                    await self.workers.wait_for_complete(copies)
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+c does not end a call; say what does."""
        self._say("f9 leaves this screen, everything saved.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key of the screen by its name, and nothing else."""
        if isinstance(screen, Place):
            for key in (*screen.KEYS, *EVERYWHERE[:-1]):
                run = partial(screen.run_action, key.action)
                yield SystemCommand(f"{key.words} ({shown(key.key)})", key.tooltip, run)

    async def _put_down(self, live: "LiveCall") -> bool:
        """Save the call and let it go; False when that failed and the rep has not asked a second time since."""
        try:
            async with asyncio.timeout(LEAVING_LIMIT):
                await live.put_down()
        except (RecordsTrouble, TimeoutError) as error:
            if self._warned == (live, live.save_state.saved_at):
                self.run_worker(self._put_down_later(live), group="late")
                return True
            self._warned = (live, live.save_state.saved_at)
            why = str(error) or "The disk does not answer."
            self._say(f"Not saved: {why} f8 copies your notes; the same key again leaves without them.", wrong=True)
            return False
        return True

    async def _put_down_later(self, live: "LiveCall") -> None:
        """The rep has left a call that could not be saved: it is saved, and offered again, as soon as it can be."""
        while True:
            try:
                await live.put_down()
            except RecordsTrouble:
                await asyncio.sleep(RETRY)
            else:
                break
        self._news()

    def _log_bug(self, task: asyncio.Task[None]) -> None:
        bug = None if task.cancelled() else task.exception()
        if bug is not None:
            self._parts.log(bug)

    def _news(self) -> None:
        """What the desk shows is not what is so any more."""
        if isinstance(self.screen, DeskScreen):
            self.screen.load()

    async def _to_desk(self) -> None:
        self._live = None
        while not isinstance(self.screen, DeskScreen):
            await self.pop_screen()
        self.screen.come_back()

    def _copy(self, text: str, before: str = "") -> None:
        self.run_worker(self._copied(text, before), group="copy")

    async def _copied(self, text: str, before: str) -> None:
        try:
            copied = await in_background(lambda: self._ways_to_clipboard().copy(text), "copy")
        except Trouble as trouble:
            self._say(f"{before}{trouble}", wrong=True)
        else:
            self._say(f"{before}{copied.words}")

    def _ways_to_clipboard(self) -> "Clipboard":
        if self._clipboard_ways is None:
            self._clipboard_ways = self._parts.clipboard(self._to_terminal)
        return self._clipboard_ways

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self.notify(words, severity="error" if wrong else "information", markup=False, timeout=10 if wrong else 6)

    def _to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def _stopped(self, number: int) -> None:
        self.run_worker(self._save_and_stop(number), group="stop")

    async def _save_and_stop(self, number: int) -> None:
        if self._live is not None:
            await self._put_down(self._live)
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
        if self._live is not None:
            self._live.rescue()
        where = f" What happened is in {log}." if log else ""
        kept = " The call is kept: the next start offers it again." if self._live else ""
        return Text(f"heartfirst met an error it did not foresee and has stopped.{kept}{where}")
