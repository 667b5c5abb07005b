"""An app whose clock goes on only when it has come to rest."""

from collections.abc import Callable
from math import ceil
from time import perf_counter

from scripts.benchmarks.standing_clock import StandingClock
from scripts.benchmarks.terminal import PATIENCE, Terminal
from scripts.benchmarks.used import sleeps
from tui.model.trouble import Trouble

STEP = 0.030
"""Seconds by which the clock goes on at once."""
PACE = 2 * STEP
"""Seconds from a key to the next."""
LOOKS, GLANCE = 6, 0.004
"""An app that sleeps at so many looks, so many seconds apart, waits for a key or for the clock: its waits look at
the clock every hundredth of a second, and the looks go over twice that."""


class Rest:
    """Keys, and time, for an app that waits for nothing else."""

    def __init__(self, clock: StandingClock, terminal: Terminal) -> None:
        """The clock is that of the app on the terminal."""
        self._clock = clock
        self._terminal = terminal

    def type(self, keys: bytes) -> None:
        """Give it these one by one, at an even pace, each when nothing more comes of the last one.

        Two at once may share a frame or not, as it happens.
        """
        for key in keys:
            self._terminal.send(bytes([key]))
            self._settle()
            self.let_pass(PACE)

    def let_pass(self, seconds: float, step: float = STEP) -> None:
        """So much time, in steps; long ones are for time of which only the end is of interest."""
        for _ in range(ceil(seconds / step - 1e-9)):
            self._clock.go_on(step)
            self._settle()

    def until(self, happened: Callable[[], bool]) -> None:
        """Return when this has happened, and the app has come to rest after it; time passes meanwhile."""
        asleep, end = 0, perf_counter() + PATIENCE
        while not happened():
            asleep = self._look(asleep, end)
            if asleep == LOOKS:
                self._clock.go_on(STEP)
                asleep = 0
        if not self._terminal.has_ended:
            self._settle()

    def until_shown(self, text: str) -> None:
        """Like `until`: when a frame, of those not painted yet, shows the text."""
        self.until(lambda: any(text in str(self._terminal.painted) for _ in self._terminal.frames()))

    def _settle(self) -> None:
        asleep, end = 0, perf_counter() + PATIENCE
        while asleep < LOOKS:
            asleep = self._look(asleep, end)

    def _look(self, asleep: int, end: float) -> int:
        """At how many looks in a row, this one included, the app slept."""
        if perf_counter() > end:
            raise Trouble(f"An app did not come to rest within {PATIENCE:g} s.\n{self._terminal.painted}")
        self._terminal.must_run()
        came = self._terminal.hear(GLANCE)
        return 0 if came or not sleeps(self._terminal.pid) else asleep + 1
