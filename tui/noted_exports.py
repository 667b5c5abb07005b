"""Which files were written from the records, noted beside them: whoever erases a call is told where it also is.

The files themselves are the rep's; nothing here ever touches them.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from tui.model.folding import words_in
from tui.model.trouble import Trouble

FILE_NAME = "exports.jsonl"
"""The list in the records folder, a line for each export, 0600."""


CUT = "…"
"""What stands for the rest of a path."""


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


def exported_files(folder: Path) -> list[str]:
    """The path of each file, once where it was written again; those with names cut away come last. Never raises."""
    paths = [one.path for one in noted_exports(folder)]
    whole = dict.fromkeys(path for path in paths if Path(path).name != CUT)
    # Where names were cut away, the same rest can stand for several files.
    return [*whole, *(path for path in paths if path not in whole)]


def forget_names(folder: Path, names: Iterable[str]) -> None:
    """Cut the path of each export behind the last folder without a word of these names; the file stays where it is.

    A client who was erased shall not be read in the name of a file either. Raises `Trouble` when the list cannot be
    written; it is then as it was.
    """
    each = [words_in(name) for name in names]
    # "danalee.csv" holds the name too.
    words = {word for name in each for word in (*name, "".join(name)) if len(word) > 2}
    before = noted_exports(folder)
    after = [msgspec.structs.replace(one, path=_without(one.path, words)) for one in before]
    if after == before:
        return
    part = folder / f"{FILE_NAME}.part"
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(msgspec.json.encode(one) + b"\n" for one in after)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / FILE_NAME)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = (error.strerror or "the reason is not known").lower()
        raise Trouble(f"The list of exports, {folder / FILE_NAME}, cannot be written: {reason}.") from error


def _without(path: str, words: set[str]) -> str:
    here = Path(path)
    named = [place for place in (here, *here.parents) if not words.isdisjoint(words_in(place.name))]
    return str(named[-1].parent / CUT) if named else path


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        return file.read(1) in (b"", b"\n")


def _as_text(path: str) -> str:
    """The name of a file can hold bytes that are no text."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
