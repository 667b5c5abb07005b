"""Which of our keys arrive: the rep presses each once, and what the terminal sends is looked at."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from tui.doctor.finding import Finding, better, broken, fine
from tui.kept_keys import as_found, give_back, keep_keys
from tui.model.trouble import Trouble

PATIENCE = 8.0
"""Seconds in which a key has to arrive."""
_REST = 0.3
"""Seconds in which the rest of a sequence follows its esc, over a slow line too."""
_TRIES = 3
"""How many other keys may arrive before a key counts as another one."""
ESC = b"\x1b"
_NAMED = {
    "enter": (b"\r", b"\n"),
    "tab": (b"\t",),
    "escape": (ESC,),
    "up": (b"\x1b[A", b"\x1bOA"),
    "down": (b"\x1b[B", b"\x1bOB"),
    "f1": (b"\x1bOP", b"\x1b[11~", b"\x1b[[A", b"\x1b[P"),
    "f2": (b"\x1bOQ", b"\x1b[12~", b"\x1b[[B", b"\x1b[Q"),
    "f3": (b"\x1bOR", b"\x1b[13~", b"\x1b[[C", b"\x1b[R"),
    "f4": (b"\x1bOS", b"\x1b[14~", b"\x1b[[D", b"\x1b[S"),
    "f5": (b"\x1b[15~", b"\x1b[[E"),
    "f8": (b"\x1b[19~",),
    "f9": (b"\x1b[20~",),
}
"""Key -> what terminals send for it."""


class Asked(NamedTuple):
    """A key that is asked for."""

    name: str
    """As the table of keys has it: "ctrl+n"."""
    words: str
    """What it does, in a word or two."""


def sent_for(name: str) -> tuple[bytes, ...]:
    """What terminals send for a key; nothing where that is not known."""
    control, _, letter = name.rpartition("+")
    if control == "ctrl" and len(letter) == 1:
        return (bytes([ord(letter) & 0x1F]),)
    return _NAMED.get(name, ())


def try_keys(
    keys: Sequence[Asked], read: Callable[[float], bytes], say: Callable[[str], None], wait: float = PATIENCE
) -> Iterator[Finding]:
    """Ask for each key once; a finding for each that does not arrive, and one for those that do.

    `read` gives what the next key sends, nothing when none comes within so many seconds.
    """
    say(f"Press each key once, within {wait:g} seconds. esc passes a key over, ctrl+c ends this.\n")
    count = 0
    for number, key in enumerate(keys, start=1):
        say(f"{number:>3} of {len(keys)}  {key.name:<8} {key.words} … ")
        finding = _tried(key, read, wait)
        say("arrived\n" if finding is None else "passed over\n" if finding.about == "passed" else "not seen\n")
        if finding is None:
            count += 1
        else:
            yield Finding("keys", *finding[1:])
    if count == len(keys):
        yield fine("keys", f"All {count} keys arrive.")
    else:
        yield fine("keys", f"{count} of {len(keys)} keys arrive.")


def _tried(key: Asked, read: Callable[[float], bytes], wait: float) -> Finding | None:
    """What is wrong with a key; None when it arrives."""
    wanted = sent_for(key.name)
    ends = time.monotonic() + wait
    for _ in range(_TRIES):
        came = read(max(0.0, ends - time.monotonic()))
        if not came:
            return broken(
                "keys",
                f"{key.name} ({key.words}) did not arrive: tmux, the terminal or the desktop keeps it for itself. "
                "Free it there.",
            )
        # A key that is held down comes more than once.
        if any(came == sent or (came.startswith(sent) and sent != ESC) for sent in wanted):
            return None
        if came == ESC:
            return better("passed", f"{key.name} ({key.words}) was passed over.")
    return broken("keys", f"{key.name} ({key.words}) arrives as another key: look at the terminal's own keys.")


@contextmanager
def keys_as_they_are() -> Iterator[Callable[[float], bytes]]:
    """The terminal for single keys, and a way to read the next one; set back however this ends.

    Raises `Trouble` where there is no terminal that can be set so.
    """
    found = as_found()
    if found is None:
        raise Trouble("Keys can be tried only at a terminal of Linux or macOS, with nothing piped in.")
    stopping = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _stop) for number in stopping}
    try:
        keep_keys()
        yield _next_key
    finally:
        give_back(found)
        for number, handler in before.items():
            signal.signal(number, handler)


def _next_key(wait: float) -> bytes:
    """What the next key sends; nothing when none comes within `wait` seconds, or the terminal is gone."""
    if not select.select([0], [], [], wait)[0]:
        return b""
    came = os.read(0, 64)
    while came == ESC and select.select([0], [], [], _REST)[0]:
        more = os.read(0, 64)
        if not more:
            break
        came += more
    return came


def _stop(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
