"""The terminal while nobody reads from it yet: what is typed is kept for the app, and not echoed."""

import os
import sys
from contextlib import suppress

Attributes = list[int | list[bytes | int]]
"""What a terminal is set to, as `termios` says it."""


def as_found() -> Attributes | None:
    """What the terminal is set to; None where that cannot be asked."""
    if sys.platform == "win32":
        return None
    import termios  # noqa: PLC0415 # Not there on Windows.

    with suppress(termios.error):
        return termios.tcgetattr(0)
    return None


def keep_keys() -> None:
    """Let the terminal keep keys as they are, and drop none that is there. Ctrl+c still ends a start that hangs."""
    if sys.platform == "win32":
        return
    import termios as t  # noqa: PLC0415 # As above.

    with suppress(t.error):
        inward, outward, control, local, *speeds, characters = t.tcgetattr(0)
        inward &= ~(t.IXON | t.IXOFF | t.ICRNL | t.INLCR | t.IGNCR)
        local &= ~(t.ECHO | t.ICANON | t.IEXTEN)
        characters[t.VMIN], characters[t.VTIME] = 1, 0
        # A process that is suspended or dumped would leave the first look behind.
        characters[t.VSUSP] = characters[t.VQUIT] = os.fpathconf(0, "PC_VDISABLE").to_bytes(1, "big")
        t.tcsetattr(0, t.TCSANOW, [inward, outward, control, local, *speeds, characters])


def give_back(found: Attributes) -> None:
    """Set the terminal as it was. What was typed for the app is dropped: a shell would run it as a command."""
    if sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 # As above.

    with suppress(termios.error):
        termios.tcflush(0, termios.TCIFLUSH)
        termios.tcsetattr(0, termios.TCSANOW, found)
