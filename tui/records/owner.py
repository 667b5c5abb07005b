"""Who owns a live call: a locked file for each, so that two windows take two calls and never one."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

from tui.records.locks import PAUSE_SECONDS, try_lock
from tui.records.troubles import system_in_plain_words

_ATTEMPTS = 10
"""`is_owned` of another window is in the way for an instant; an owner is in the way for longer than this."""


class Owners:
    """The live calls of one folder that this process owns. Any thread may call; `RecordsTrouble` is raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, int] = {}
        """Call id -> its open lock file."""
        self._lock = Lock()

    def claim(self, call_id: int) -> bool:
        """Own a call; False while another one owns it. To claim what is owned already is fine.

        When the lock file was removed together with its folder, it is made and locked again.
        """
        path = self._path(call_id)
        with self._lock, system_in_plain_words(self._folder):
            if call_id in self._held:
                if _is_at(path, self._held[call_id]):
                    return True
                os.close(self._held.pop(call_id))
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = _lock_file(path)
            if handle is not None:
                self._held[call_id] = handle
            return handle is not None

    def owns(self, call_id: int) -> bool:
        """Whether this process claimed the call."""
        return call_id in self._held

    def is_owned(self, call_id: int) -> bool:
        """Whether any living process, this one included, owns the call."""
        if self.owns(call_id):
            return True
        with system_in_plain_words(self._folder):
            try:
                handle = os.open(self._path(call_id), os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
            except FileNotFoundError:
                return False
            try:
                return not try_lock(handle, shared=True)
            finally:
                os.close(handle)

    def release(self, call_id: int) -> None:
        """Give a call up and remove its lock file. Never raises."""
        with self._lock:
            handle = self._held.pop(call_id, None)
            if handle is not None:
                _unlock_file(self._path(call_id), handle)

    def sweep(self) -> None:
        """Remove the lock files that a killed process left, and nobody holds. Never raises."""
        paths = []
        with suppress(OSError):
            paths = list(self._folder.glob("live-*.lock"))
        for path in paths:
            with self._lock, suppress(OSError):
                handle = os.open(path, os.O_RDWR)
                if try_lock(handle):
                    _unlock_file(path, handle)
                else:
                    os.close(handle)

    def release_all(self) -> None:
        """Give every call up. Never raises."""
        for call_id in list(self._held):
            self.release(call_id)

    def _path(self, call_id: int) -> Path:
        return self._folder / f"live-{call_id}.lock"


def _lock_file(path: Path) -> int | None:
    for _ in range(_ATTEMPTS):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Its owner may have removed it between the opening and the locking: then it protects nothing.
        if try_lock(handle) and _is_at(path, handle):
            return handle
        os.close(handle)
        time.sleep(PAUSE_SECONDS)
    return None


def _unlock_file(path: Path, handle: int) -> None:
    # Removed while it is still locked, so that nobody locks a file that is about to go; Windows refuses that,
    # and refuses as well to remove it once another one has opened it.
    with suppress(OSError):
        if sys.platform == "win32":
            os.close(handle)
            path.unlink()
        else:
            try:
                if _is_at(path, handle):
                    path.unlink()
            finally:
                os.close(handle)


def _is_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one at `path`."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False
