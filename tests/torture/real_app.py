"""The real app on a pty, as a rep has it before them, with records in a folder of the trial's own."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.real.bare_pty import Pty

CHECKOUT = Path(__file__).parent.parent.parent

_SAVED = re.compile(rb"saved (\d\d):(\d\d):(\d\d)")
_DAY = 24 * 60 * 60


@contextmanager
def running(folder: Path, module: str = "tui", arguments: Sequence[str] = ()) -> Iterator[Pty]:
    """The app with its records in `folder`, killed at the end of the block if it is still there."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    environment = kept | {
        "HOME": str(folder.with_name("home")),
        "HEARTFIRST_DATA": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(CHECKOUT),
        "SHELL": "/bin/sh",
        "TZ": "UTC",
    }
    app = Pty([sys.executable, "-m", module, *arguments], environment=environment)
    try:
        yield app
    finally:
        app.close()


def saved_up_to(output: bytes, now: float) -> float:
    """The moment, in seconds since 1970, up to which the app last said that everything is on the disk.

    0 when it never said so. It shows whole seconds and means the one that has just begun, or a later instant
    in it; so whatever stood on the screen before this moment has to be there after a kill. Taken from what
    was written and not from the screen, where half of one time may stand beside half of another.
    """
    times = _SAVED.findall(output)
    if not times:
        return 0
    hours, minutes, seconds = map(int, times[-1])
    said = now // _DAY * _DAY + hours * 3600 + minutes * 60 + seconds
    return said if said <= now else said - _DAY
