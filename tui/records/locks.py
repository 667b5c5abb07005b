"""Advisory file locks: the kernel gives them up when their holder dies, also by kill -9."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.model.trouble import RecordsTrouble
from tui.records.troubles import held_by_another

if sys.platform == "win32":
    import msvcrt

    def try_lock(handle: int, *, shared: bool = False) -> bool:
        """Lock an open file without waiting; False while another holder is in the way. Windows shares none."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(handle: int, *, shared: bool = False) -> bool:
        """Lock an open file without waiting; False while another holder is in the way."""
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


WAIT_SECONDS = 5.0
"""How long to wait for another program that is in the middle of something."""

PAUSE_SECONDS = 0.005
"""How long to wait before asking for a lock again."""


class Fence:
    """Lets one thread of one process through at a time.

    The lock file stays: removing it would let two processes lock two different files of the same name.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Be alone until the end of the block. Raises OSError, or `RecordsTrouble` when nobody lets go."""
        # Opened each time: after the folder was removed and made again, the new file is the one to lock.
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline = time.monotonic() + WAIT_SECONDS
            while not try_lock(handle):
                if time.monotonic() > deadline:
                    raise held_by_another()
                time.sleep(PAUSE_SECONDS)
            yield
        finally:
            os.close(handle)


class Presence:
    """Tells every process that this one has the record open, so that nobody puts another file in its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def enter(self) -> None:
        """From now on the record is open here. Raises OSError, or `RecordsTrouble` when somebody is alone with it."""
        if sys.platform == "win32":
            return  # Windows has no locks to share; it refuses to move a file that is open.
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not try_lock(handle, shared=True):
            os.close(handle)
            raise held_by_another()
        self._handle = handle

    def leave(self) -> None:
        """It is open here no more. Never raises."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @contextmanager
    def alone(self, otherwise: RecordsTrouble) -> Iterator[None]:
        """Be the only one until the end of the block. Raises OSError, or `otherwise` while others are there."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not try_lock(handle):
                raise otherwise
            yield
        finally:
            os.close(handle)
