"""A file that is written whole or not at all, a piece at a time."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from tui.model.plain import plain
from tui.model.trouble import Trouble

_REASONS = {
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "what should be its folder is a file",
    errno.EACCES: "there is no permission to write there",
    errno.EPERM: "there is no permission to write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "it would be larger than a file may be",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
}


def file_named(given: str) -> Path:
    """The whole path that a person means by `given`; `~` is the home folder. Raises `Trouble` where there is none."""
    if not given.strip():
        raise Trouble("Name the file to write to.")
    try:
        return Path(os.path.abspath(Path(given.strip()).expanduser()))  # noqa: PTH100 # A link stays one.
    except RuntimeError as error:
        raise Trouble(f"The file {plain(given)} cannot be written: there is no such home folder.") from error


def write_whole(path: Path, pieces: Iterable[bytes], *, replace: bool = False) -> None:
    """Write a file that only its owner can open (0600): beside its place first, and on the disk before it goes there.

    Raises `Trouble` when it cannot be written, or is there already and is not to be replaced. Whatever ends it
    early, also in `pieces`: nothing is left of it, and what stood there is as it was.
    """
    _refuse(path, replace=replace)
    part: Path | None = None
    try:
        # A link that somebody has set stays one: what it leads to is written.
        target = path.resolve() if replace else path
        handle, name = mkstemp(prefix=f".{target.name[:50]}.", suffix=".part", dir=target.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, target, replace=replace)
    except FileExistsError:
        raise _is_there(path) from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle.
        raise Trouble(f"The file {plain(str(path))} cannot be written: {_reason(error)}.") from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()


def _refuse(path: Path, *, replace: bool) -> None:
    """What can be known before a call is read. A name that no file can have is told when it is tried."""
    with suppress(OSError, ValueError):
        if path.is_dir():
            raise Trouble(f"{plain(str(path))} is a folder; name a file in it.")
        if path.exists() and not path.is_file():
            raise Trouble(f"{plain(str(path))} is no ordinary file, and is left as it is.")
        if not replace and os.path.lexists(path):
            raise _is_there(path)


def _put_in_place(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        part.replace(path)
        return
    try:
        # Unlike a rename, this never takes the place of a file that has come meanwhile.
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        # Not every disk knows links.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.replace(path)


def _is_there(path: Path) -> Trouble:
    return Trouble(f"{plain(str(path))} is there already, and is left as it is.")


def _reason(error: Exception) -> str:
    number, words = getattr(error, "errno", None), getattr(error, "strerror", None)
    return _REASONS.get(number or 0) or (words or "no file can have this name").lower()
