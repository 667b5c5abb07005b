"""Where the records live, and how a folder is made that only its owner can open."""

import errno
from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path

from tui.model.plain import plain
from tui.model.trouble import Trouble

VARIABLE = "HEARTFIRST_DATA"
"""The environment variable that names the records folder."""

_REASONS = {
    errno.EEXIST: "something that is not a folder is in its place",
    errno.ENOTDIR: "a file is in its place",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "there is no permission to make it",
    errno.EPERM: "there is no permission to make it",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
}


def records_folder(option: str | PathLike[str] | None, environ: Mapping[str, str]) -> Path:
    """The records folder: `option` (`--data`), else `HEARTFIRST_DATA`, else the platform's user data folder.

    A blank text counts as not given. Nothing on the disk is read or made. Raises `Trouble` for a `~name`
    that nobody has.
    """
    for given in (fspath(option or ""), environ.get(VARIABLE, "")):
        if given.strip():
            return _home_filled_in(given)
    # Finding the platform's folder costs many milliseconds, and most test and scripted runs name their own.
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("heartfirst", appauthor=False)


def private_folder(folder: Path) -> Path:
    """Make `folder`, and whatever is missing above it, open to the owner only (0700); return it.

    A folder that is already there is left as it is. Raises `Trouble` when it cannot be made.
    """
    try:
        _make(folder)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or (error.strerror or "the reason is not known").lower()
        raise Trouble(f"The folder {plain(str(folder))} cannot be made: {reason}.") from error
    return folder


def _home_filled_in(given: str) -> Path:
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise Trouble(f"The folder {plain(given)} cannot be found: there is no such home folder.") from error


def _make(folder: Path) -> None:
    # `mkdir(parents=True)` would give the folders above the usual, open permissions.
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        if folder.parent == folder:
            raise
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
