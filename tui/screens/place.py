"""What every screen has: its keys, the panel that shows them, and a way to leave."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, final

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from tui.keys import EVERYWHERE, Key, bindings
from tui.screens.compositor import NearCompositor

PATIENCE = 1.0
"""Seconds in which a queue has to get shorter, or nobody waits for it any more."""
PAGES = {"pageup": -1, "pagedown": 1}
"""Keys that go on by a page, and which way."""


class Ways(NamedTuple):
    """The ways out of a place. Calls and no messages, so that the keys behind them find the next screen."""

    leave: "Callable[[Place], Awaitable[None]]"
    look_up: "Callable[[Place], Awaitable[None]]"
    """Past calls, on top of the place."""


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
    _is_gone = False
    _focus_waits = False
    """Whether `take_focus` is on its way: two of them would wait for each other."""

    @dataclass
    class CopyAsked(Message):
        """The rep wants this text in the clipboard."""

        text: str

    def text_to_copy(self) -> str | None:
        """The summary of the call that this screen shows, or was opened from; None where there is none."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack[1:] else None
        return below.text_to_copy() if isinstance(below, Place) else None

    def __init__(self, ways: Ways) -> None:
        """A place with its ways out."""
        super().__init__()
        self._compositor = NearCompositor()
        self._ways = ways

    @property
    def stands(self) -> bool:
        """Whether there is anything to show things on: not once the screen, or heartfirst, is on its way out."""
        return self.is_attached and not self._is_gone

    # Private, because a widget's own is a coroutine with its event; Textual calls both.
    def _on_prune(self) -> None:
        """The widgets go before the screen does; what was looked up for them must not find them half gone."""
        self._is_gone = True
        self.workers.cancel_node(self)

    @property
    def keys_now(self) -> tuple[Key, ...]:
        """The bindings of this screen that do something at this moment."""
        return self.KEYS

    def on_compose(self) -> None:
        """How much room there is decides what the first frame shows; Textual waits for the first resize."""
        size = self.app.size
        self.add_class(*self._get_breakpoint_classes(size.width, self.HORIZONTAL_BREAKPOINTS))
        self.add_class(*self._get_breakpoint_classes(size.height, self.VERTICAL_BREAKPOINTS))

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

    def take_ahead(self, text: str) -> bool:
        """Note text that was typed after the caller's name and before the call's screen was there.

        False where no notes of that call are kept here.
        """
        return False

    def moved(self, key: str) -> bool:
        """Whether this key, which nothing with the focus took, moves something here; it has done so then."""
        return False

    # Not overridden: Textual calls the handler of each class, so a letter would come twice.
    @final
    def on_key(self, event: events.Key) -> None:
        """A key that found nothing with the focus is not lost."""
        home = self.home()
        if self.moved(event.key) or (event.key == "escape" and self._puts_keys_away()):
            event.stop()
        elif self.focused is None and home is not None:
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
        so the keys that follow wait as well and find the right screen.
        """
        for pump in (self.focused, self):
            if pump is not None:
                await _drained(pump)

    def action_show_keys(self) -> None:
        """Show the keys, or put them away."""
        from tui.widgets.keys_panel import KeysPanel  # noqa: PLC0415 # No first frame shows it.

        if not self._puts_keys_away():
            self.mount(KeysPanel((*self.keys_now, *EVERYWHERE), marks=bool(self.query("NotesPad"))))

    async def action_away(self, action: str) -> None:
        """Put the keys away where they are shown; else do what escape does here."""
        if not self._puts_keys_away():
            await self.run_action(action)

    def _puts_keys_away(self) -> bool:
        """Whether they were shown."""
        panels = self.query("KeysPanel")
        is_shown = bool(panels)
        panels.remove()
        return is_shown

    async def action_calls(self) -> None:
        """Look past calls up."""
        await self.settled()
        await self._ways.look_up(self)

    async def action_copy_summary(self) -> None:
        """Copy the summary of the call that is shown."""
        await self.settled()
        text = self.text_to_copy()
        if text is None:
            self.notify("There is no call here to copy.", severity="warning", markup=False)
        else:
            self.post_message(self.CopyAsked(text))

    async def put_down(self) -> bool:
        """Save what was typed here; False when that failed and the rep has been told for the first time."""
        return True

    async def action_leave(self) -> None:
        """Leave this screen."""
        await self.settled()
        await self._ways.leave(self)


def paged(reader: Widget, key: str) -> bool:
    """Whether this key goes on by a page; what is read has moved then, all but a row."""
    if key in PAGES:
        reader.scroll_relative(y=PAGES[key] * max(1, reader.size.height - 1), animate=False)
    return key in PAGES


async def _drained(pump: MessagePump) -> None:
    """Wait until all that stands in its queue now has been done; in vain only for one that hangs."""
    arrived = asyncio.Event()
    pump.call_later(arrived.set)
    left = pump.message_queue_size + 1
    while pump.message_queue_size < left and not arrived.is_set():
        left = pump.message_queue_size
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await arrived.wait()
