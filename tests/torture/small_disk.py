"""A small disk of our own, which can be filled to the last byte and emptied again."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 96_000_000
"""Bytes: with fewer, the records set nothing aside."""


def why_not() -> str:
    """Why there can be no small disk here, as a sentence; empty when there can."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return "A small disk needs Linux, root and mount."
    try:
        with small_disk():
            return ""
    except subprocess.CalledProcessError:
        return "A small disk cannot be mounted here, not even by root."


class SmallDisk:
    """A mounted disk."""

    def __init__(self, place: Path) -> None:
        """Mounted at `place` by `small_disk`."""
        self.folder = place / "records"
        """Where the records go; not there yet."""
        self._filler = place / "filler"

    def fill(self) -> None:
        """Leave not one byte."""
        with self._filler.open("ab", buffering=0) as filler:
            for size in (1 << 20, 4096, 1):
                _write_until_full(filler.fileno(), bytes(size))

    def free(self) -> None:
        """Give back what was filled."""
        self._filler.unlink()


@contextmanager
def small_disk(size: int = SIZE) -> Iterator[SmallDisk]:
    """A disk in memory, of so many bytes. Needs root; raises `CalledProcessError` where it cannot be mounted."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", place], check=True, capture_output=True
        )
        try:
            yield SmallDisk(Path(place))
        finally:
            # Lazily, so that a process that is about to be gone does not keep it.
            subprocess.run(["umount", "--lazy", place], check=True, capture_output=True)


def _write_until_full(handle: int, chunk: bytes) -> None:
    try:
        while os.write(handle, chunk):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
