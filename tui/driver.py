"""Takes the terminal over from the first look without a blink, and gives it back as that had found it."""

import asyncio
import signal
import sys

from textual import events
from textual.driver import Driver
from textual.message import Message

from tui.first_look import ENTER, FIRST_LOOK, stopping_signals

DRIVER: type[Driver] | None = None
"""What the app drives its terminal with; None leaves that to Textual."""

if sys.platform != "win32":
    from textual.drivers.linux_driver import LinuxDriver

    class HandedOver(LinuxDriver):
        """Textual's driver, for a terminal that may show the first look."""

        def start_application_mode(self) -> None:
            """Take over. A signal waits until the app's own way out is open."""
            before = signal.pthread_sigmask(signal.SIG_BLOCK, stopping_signals())
            asyncio.get_running_loop().call_soon(signal.pthread_sigmask, signal.SIG_SETMASK, before)
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual leaves it without types.
            self.attrs_before = FIRST_LOOK.hand_over() or self.attrs_before

        def write(self, data: str) -> None:
            """Write. The first look has the alternate screen already; many terminals would clear it."""
            if data != ENTER or not FIRST_LOOK.stands:
                super().write(data)

        def process_message(self, message: Message) -> None:
            """Hand a key on. An enter from before the first look is one too, though the terminal has changed it."""
            if isinstance(message, events.Key) and message.key == "ctrl+j":
                message = events.Key("enter", "\r")
            super().process_message(message)

    DRIVER = HandedOver
