"""The line at the top of the desk: the day, what the next call begins with, a breath before it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tui.model.times import clock, day
from tui.widgets.call_bar import CallBar


class DeskBar(CallBar):
    """Nothing moves in it but the seconds of a breath that was asked for in the settings."""

    def __init__(self, now: Callable[[], datetime], is_free: Callable[[], bool]) -> None:
        """The time, and whether nobody is taking a call at this moment."""
        super().__init__()
        self._now = now
        self._is_free = is_free
        self._next = ""
        self._breath_ends: datetime | None = None

    def on_mount(self) -> None:
        """The day stands at the right."""
        self._show(self._next)

    def look_again(self) -> None:
        """It may be another day by now."""
        if self._breath_ends is None or self._breath_ends < self._now():
            self._show(self._next)

    def next_call(self, playbook: str) -> None:
        """The next call begins with the playbook of this title; with the usual one where it is empty."""
        self._next = f"next call: {playbook}" if playbook else ""
        self._show(self._next)

    def take_a_breath(self, seconds: int) -> None:
        """Show so many seconds of quiet; they hold nothing up, and the first key ends them."""
        self._breath_ends = self._now() + timedelta(seconds=seconds)
        if seconds:
            self.set_timer(0.05, self._breathe)

    def _breathe(self) -> None:
        left = (self._breath_ends - self._now()).total_seconds() if self._breath_ends else 0
        if left > 0 and self._is_free():
            self._show(f"a breath before the next call: {clock(left)}")
            self.set_timer(1, self._breathe)
        else:
            self._show(self._next)

    def _show(self, middle: str) -> None:
        today = self._now().date()
        self.show("heartfirst", middle, day(today, today.replace(day=1)))
