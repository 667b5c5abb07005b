"""A clock that stands still for an app until it is told to go on, so that all it does is the same each time.

However slow valgrind or the machine is: between two keys the same time passes for the app, and so the same ticks,
pauses and saves come to pass.
"""

import mmap
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


class StandingClock:
    """For one app that is started with `environment`."""

    def __init__(self, folder: Path) -> None:
        """Build the library in the folder. Raises `CalledProcessError` where the compiler fails."""
        self._library = folder / "standing_clock.so"
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)
        self._file = folder / "clock"
        self._file.write_bytes(bytes(8))
        handle = os.open(self._file, os.O_RDWR)
        self._page = mmap.mmap(handle, 8)
        os.close(handle)
        self._passed = 0

    def environment(self, last_words: str = "") -> Mapping[str, str]:
        """What an app has to be started with, so that this is its clock.

        It ends by itself when it has written the last words, if there are any, after its driver has taken over.
        """
        environment = {"LD_PRELOAD": str(self._library), "HEARTFIRST_CLOCK": str(self._file)}
        return environment | ({"HEARTFIRST_LAST_WORDS": last_words} if last_words else {})

    def go_on(self, seconds: float) -> None:
        """So much time passes at once."""
        self._passed += round(seconds * 1e9)
        self._page[:] = struct.pack("=q", self._passed)


def why_none() -> str:
    """Why there can be no such clock here, as a sentence; empty where there can."""
    if sys.platform != "linux" or shutil.which("cc") is None:
        return "This needs Linux and a C compiler (cc)."
    return ""
