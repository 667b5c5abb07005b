"""What every screen has: its keys, the panel that shows them, and a way to leave."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.screen import Screen

from tui.keys import EVERYWHERE, Key, bindings
from tui.widgets.keys_panel import KeysPanel


class Place(Screen[None]):
    """A screen of heartfirst. What it cannot do itself it asks the app for, with a message."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    """The bindings of this screen beyond those that work everywhere."""
    LAYERS = ("below", "panel")
    BINDINGS = bindings(EVERYWHERE[:-1])
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (30, "-tall")]

    class CallsAsked(Message):
        """The rep wants to look something up."""

    class LeaveAsked(Message):
        """The rep wants to leave this screen."""

    @dataclass
    class CopyAsked(Message):
        """The rep wants this text in the clipboard."""

        text: str

    def text_to_copy(self) -> str | None:
        """The summary of the call that this screen shows; None when it shows none."""
        return None

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
        panels = self.query(KeysPanel)
        if panels:
            panels.remove()
        else:
            self.mount(KeysPanel((*self.KEYS, *EVERYWHERE)))

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
        self.post_message(self.LeaveAsked())
