"""A disk on which each sync takes longer, and a count of the syncs: a library that stands before the real calls."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SOURCE = Path(__file__).with_name("slow_sync.c")


class SlowDisk:
    """For processes to come; this one goes on as it is."""

    def __init__(self, folder: Path) -> None:
        """Build the library in a folder. Raises `CalledProcessError` where the compiler fails."""
        self._library = folder / "slow_sync.so"
        command = ["cc", "-shared", "-fPIC", "-O2", "-o", str(self._library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)

    def environment(self, seconds: float) -> Mapping[str, str]:
        """What a process has to be started with, so that each sync takes so many seconds more."""
        return {"LD_PRELOAD": str(self._library), "HEARTFIRST_SYNC_DELAY": str(round(1e6 * seconds))}


def why_none() -> str:
    """Why there can be no slow disk here, as a sentence; empty where there can."""
    if sys.platform != "linux" or shutil.which("cc") is None:
        return "This needs Linux and a C compiler (cc)."
    return ""


def syncs_in(work: Callable[[], object]) -> int:
    """How often `work` waited for the disk. Only in a process that was started with `SlowDisk.environment`."""
    counted = ctypes.CDLL(None).heartfirst_syncs
    counted.restype = ctypes.c_long
    before: int = counted()
    work()
    return int(counted()) - before
