"""One screen of ours over notes, without the rest of the app."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events, on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

import tui
from tests.ui.stage import NARROW
from tui.screens.place import Place, Ways
from tui.theme import HEARTFIRST
from tui.widgets.notes import NotesPad

HOSTILE = [
    "[red]x[/] [/] [bold $primary",
    "\x1b[31mred\x1b[0m \x07bell",
    "שלום \u202etxt.exe",
    "👩‍👩‍👧‍👦 李小龍 e\u0301\u0327",
    "word " * 2_000,
    "N" * 10_000,
    "",
]
STEERS = "\x1b\x07\u202e"


class Alone(App[None]):
    """Notes, and the screen that is tried on top of them."""

    CSS_PATH = Path(tui.__file__).with_name("app.tcss")

    def __init__(self, place: Callable[[Ways], Place]) -> None:
        """`place` makes the screen, given its ways out."""
        super().__init__()
        self._place = place
        self.copied: list[str] = []
        self.register_theme(HEARTFIRST)
        self.theme = HEARTFIRST.name

    def compose(self) -> ComposeResult:
        """The notes."""
        yield NotesPad()

    async def open(self) -> None:
        """Show the screen as the app does."""
        place = self._place(Ways(leave=self._leave, look_up=self._leave))
        await self.push_screen(place)
        place.take_focus()

    async def back(self) -> None:
        """Back to the notes, which get the keys from here on."""
        await self.pop_screen()
        self.screen.set_focus(self.notes)

    async def _leave(self, place: Place) -> None:
        await self.back()

    @on(Place.CopyAsked)
    def _copy(self, event: Place.CopyAsked) -> None:
        self.copied.append(event.text)

    @property
    def notes(self) -> NotesPad:
        """What lies under the screen."""
        return self.screen_stack[0].query_one(NotesPad)

    @property
    def is_open(self) -> bool:
        """Whether the screen is in front."""
        return len(self.screen_stack) > 1

    @property
    def shown(self) -> str:
        """What the rep sees, as plain text."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def flowing(self) -> str:
        """The same without line breaks and the signs at the edge, so that a wrapped sentence can be found."""
        return " ".join(self.shown.replace("▌", " ").replace("▐", " ").split())

    @property
    def said(self) -> list[str]:
        """What was said in passing."""
        return [notification.message for notification in self._notifications]

    @asynccontextmanager
    async def playing(self, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        """The running app with the screen in front."""
        async with self.run_test(size=size, notifications=True) as pilot:
            await self.open()
            await pilot.pause()
            yield pilot


def press_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a hurried hand does: none waits for what the one before it led to."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))
