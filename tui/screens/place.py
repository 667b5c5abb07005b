"""What every screen has: its keys, the panel that shows them, and a way to leave."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from tui.keys import EVERYWHERE, Key, bindings
from tui.screens.compositor import NearCompositor


class Place(Screen[None]):
    """A screen of heartfirst. What it cannot do itself it asks the app for, with a message."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    """The bindings of this screen beyond those that work everywhere."""
    AUTO_FOCUS = ""
    LAYERS = ("below", "panel")
    BINDINGS = bindings(EVERYWHERE[:-1])
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-tall")]

    is_a_look_up: ClassVar[bool] = False
    """Whether leaving it leads to where it was opened."""
    _focus_waits = False
    """Whether `take_focus` is on its way: two of them would wait for each other."""

    class CallsAsked(Message):
        """The rep wants to look something up."""

    @dataclass
    class CopyAsked(Message):
        """The rep wants this text in the clipboard."""

        text: str

    def text_to_copy(self) -> str | None:
        """The summary of the call that this screen shows; None when it shows none."""
        return None

    def __init__(self, leave: Callable[["Place"], Awaitable[None]]) -> None:
        """`leave` is the way out; a call and not a message, so that the keys behind it find the next screen."""
        super().__init__()
        self._compositor = NearCompositor()
        self._leave = leave

    def home(self) -> Widget | None:
        """The widget that keys belong to when nothing has the focus."""
        return None

    def take_focus(self) -> None:
        """Give the focus to the home, behind every key that came before there was one.

        Those wait in this screen's own queue; a key that is sent straight to the home must not overtake them.
        """
        if self._focus_waits:
            return
        self._focus_waits = True
        self.call_later(self._focus_when_drained)

    def _focus_when_drained(self) -> None:
        if self.message_queue_size:
            self.call_later(self._focus_when_drained)
        else:
            self._focus_waits = False
            self.set_focus(self.home())

    def on_key(self, event: events.Key) -> None:
        """A key that found nothing with the focus is not lost."""
        home = self.home()
        if self.focused is None and home is not None:
            event.stop()
            home.post_message(events.Key(event.key, event.character))
            self.take_focus()

    def on_paste(self, event: events.Paste) -> None:
        """Nor is a paste."""
        home = self.home()
        if self.focused is None and home is not None:
            event.stop()
            home.post_message(events.Paste(event.text))
            self.take_focus()

    async def settled(self) -> None:
        """Wait until every key typed before this one has arrived in the text.

        A key of ours is seen by the app at once, while the characters before it may still wait in the queue
        of the widget with the focus, and what they led to in the screen's own. Actions run in the app's task,
        so the keys that follow wait as well and find the right screen. The limit is for a queue that hangs.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                for pump in (self.focused, self):
                    if pump is not None:
                        arrived = asyncio.Event()
                        pump.call_later(arrived.set)
                        await arrived.wait()

    def action_show_keys(self) -> None:
        """Show the keys, or put them away."""
        from tui.widgets.keys_panel import KeysPanel  # noqa: PLC0415 # No first frame shows it.

        panels = self.query(KeysPanel)
        if panels:
            panels.remove()
        else:
            self.mount(KeysPanel((*self.KEYS, *EVERYWHERE), marks=bool(self.query("NotesPad"))))

    def action_calls(self) -> None:
        """Look past calls up."""
        self.post_message(self.CallsAsked())

    async def action_copy_summary(self) -> None:
        """Copy the summary of the call that is shown."""
        await self.settled()
        text = self.text_to_copy()
        if text is None:
            self.notify("There is no call here to copy.", severity="warning", markup=False)
        else:
            self.post_message(self.CopyAsked(text))

    async def action_leave(self) -> None:
        """Leave this screen."""
        await self.settled()
        await self._leave(self)
