"""A file to copy from, for when there is no clipboard at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tui.clipboard.signs import as_utf8
from tui.folders import private_folder
from tui.model.plain import plain
from tui.model.trouble import Trouble
from tui.ports import Copied


class FileClipboard:
    """A file to copy from, for when there is no clipboard at all. Implements `ports.Clipboard`."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """`folder` is made when it is first needed, open to the owner only; `now` names the files."""
        self._folder = folder
        self._now = now

    def copy(self, text: str) -> Copied:
        """Write the text to a new file that only the owner can read. Raises `Trouble` when that fails."""
        private_folder(self._folder)
        try:
            path = self._new_file()
            _fill(path, as_utf8(text))
        except OSError as error:
            reason = (error.strerror or "the reason is not known").lower()
            raise Trouble(f"No file could be written to {plain(str(self._folder))}: {reason}.") from error
        return Copied("file", f"No clipboard here. Saved to {plain(str(path))}")

    def _new_file(self) -> Path:
        """An empty file with a name that was free."""
        name = f"summary-{self._now():%Y%m%d-%H%M%S}"
        number = 1
        while True:
            path = self._folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                return path
            number += 1


def _fill(path: Path, data: bytes) -> None:
    """Put `data` in the empty file at `path`, all or nothing; the file is gone when that fails."""
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        for left in (part, path):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
