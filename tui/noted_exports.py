"""Which files were written from the records, noted beside them: whoever erases a call is told where it also is.

The files themselves are the rep's; nothing here ever touches them.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from tui.model.trouble import Trouble

FILE_NAME = "exports.jsonl"
"""The list in the records folder, a line for each export, 0600."""


class NotedExport(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was written."""

    at: datetime
    path: str
    """Absolute, as it was written to."""
    form: str
    """json, csv, markdown or html, or tinydb."""
    calls: int
    """How many are in it."""


_LINE = msgspec.json.Decoder(NotedExport)


def note_export(folder: Path, noted: NotedExport) -> None:
    """Add one to the list of the records in `folder`. Raises `Trouble` when it cannot be written."""
    line = msgspec.json.encode(msgspec.structs.replace(noted, path=_as_text(noted.path))) + b"\n"
    try:
        handle = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            # A line that a crash has cut off must not take the next one with it.
            file.write(line if _ends_whole(folder / FILE_NAME) else b"\n" + line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = (error.strerror or "the reason is not known").lower()
        raise Trouble(f"This export is not in the list of exports, {folder / FILE_NAME}: {reason}.") from error


def noted_exports(folder: Path) -> list[NotedExport]:
    """Every export that was noted, oldest first; those whose files are gone too. Never raises."""
    found = []
    with suppress(OSError):
        for line in (folder / FILE_NAME).read_bytes().splitlines():
            with suppress(msgspec.MsgspecError, UnicodeError):
                found.append(_LINE.decode(line))
    return found


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        return file.read(1) in (b"", b"\n")


def _as_text(path: str) -> str:
    """The name of a file can hold bytes that are no text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
