"""Something to look at, and keys that are kept, long before Textual is loaded.

A rep types as soon as the phone is up. From the first look on, nothing they type is echoed across the screen: it
waits in the terminal for the app. Whatever ends the start before that puts the first look away before it says a word.
"""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

from tui.kept_keys import Attributes, as_found, give_back, keep_keys

ENTER = "\x1b[?1049h"
"""Brings the alternate screen up; Textual's driver writes the very same."""
LEAVE = "\x1b[0m\x1b[?1049l\x1b[?25h"


def opens(words: Sequence[str]) -> str:
    """Which screen these words of the command line open: "desk", "call" or none. None where that is not certain."""
    rest, options = list(words), set()
    while rest and rest[0].startswith("-"):
        option, equals, _ = rest.pop(0).partition("=")
        options.add(option)
        if option in {"--data", "--playbook"} and (equals or rest):
            rest = rest if equals else rest[1:]
        elif option != "--demo" or equals:
            return ""
    if options >= {"--data", "--demo"}:
        return ""
    is_call = rest[:1] == ["call"] and len(rest) <= 2 and not rest[-1].startswith("-")
    return "call" if is_call else "" if rest else "desk"


def stopping_signals() -> set[signal.Signals]:
    """What asks us to end."""
    return {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}


class FirstLook:
    """What stands on the screen until the app takes over."""

    def __init__(self) -> None:
        """Nothing stands."""
        self._found: Attributes | None = None
        self._stopped_by = 0

    @property
    def stands(self) -> bool:
        """Whether it is on the screen, and the terminal ours."""
        return self._found is not None

    def show_for(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        """Show it if these words of the command line open a screen, and the terminal can draw one."""
        screen = opens(words)
        if not screen or not _can_draw(environment):
            return
        self._found = as_found()
        if self._found is None:
            return
        for number in stopping_signals():
            if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
                signal.signal(number, self._stop)
        keep_keys()
        _write(ENTER + "\x1b[?25l\x1b[H\x1b[2J" + _sketched(screen, environment))

    def hand_over(self) -> Attributes | None:
        """From now on it is the app's. Gives what the terminal was set to; None when it does not stand.

        Raises SystemExit when a signal was not obeyed: Python drops what is raised while it tidies up.
        """
        if self._stopped_by:
            sys.exit(128 + self._stopped_by)
        found, self._found = self._found, None
        return found

    def put_away(self) -> None:
        """Leave the terminal as it was found; nothing to do once the app has it. Never raises."""
        if self._found is not None:
            _write(LEAVE)
            give_back(self._found)
        # Last, so that a signal on the way here does all of it once more.
        self._found = None

    @contextmanager
    def gone_on_errors(self) -> Iterator[None]:
        """Put it away when the block raises, so that what is said of that can be read."""
        try:
            yield
        except BaseException:
            self.put_away()
            raise

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self._stopped_by = number
        self.put_away()
        sys.exit(128 + number)


FIRST_LOOK = FirstLook()
"""There is one terminal, and whoever fails has to reach this."""


def _can_draw(environment: Mapping[str, str]) -> bool:
    # Textual draws on stderr.
    return environment.get("TERM", "") not in {"", "dumb"} and all(os.isatty(number) for number in range(3))


def _sketched(screen: str, environment: Mapping[str, str]) -> str:
    from tui.sketch import Sketch, styles_for  # noqa: PLC0415 # No command but the screen's needs it.

    sketch = Sketch(*_size(environment), styles_for(environment))
    if screen == "desk":
        sketch.desk()
    else:
        sketch.call()
    return str(sketch)


def _size(environment: Mapping[str, str]) -> tuple[int, int]:
    """Columns and rows, as Textual will find them."""
    with suppress(OSError):
        found = os.get_terminal_size(1)
        columns, rows = (environment.get(name, "") for name in ("COLUMNS", "LINES"))
        return (
            int(columns) if columns.isdecimal() and int(columns) else found.columns or 80,
            int(rows) if rows.isdecimal() and int(rows) else found.lines or 24,
        )
    return 80, 24


def _write(text: str) -> None:
    """Write to the terminal, past Python's own stream: a signal may come while that is busy."""
    data = text.encode(getattr(sys.__stderr__, "encoding", "utf-8"), errors="replace")
    with suppress(OSError):
        while data:
            data = data[os.write(2, data) :]
