"""Where records and settings live, and how folders and files are made that only their owner can open."""

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from os import PathLike, fspath
from pathlib import Path

from tui.model.plain import plain
from tui.model.trouble import Trouble

VARIABLE = "HEARTFIRST_DATA"
"""The environment variable that names the records folder."""
SETTINGS_VARIABLE = "HEARTFIRST_SETTINGS"
"""The environment variable that names the settings folder."""

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


def settings_folder(environ: Mapping[str, str]) -> Path:
    """Where the rep's own settings and playbooks are: `HEARTFIRST_SETTINGS`, else the platform's user config folder.

    A blank text counts as not given. Nothing on the disk is read or made. Raises `Trouble` for a `~name`
    that nobody has.
    """
    given = environ.get(SETTINGS_VARIABLE, "")
    if given.strip():
        return _home_filled_in(given)
    from platformdirs import user_config_path  # noqa: PLC0415 # As slow as above.

    return user_config_path("heartfirst", appauthor=False)


def private_folder(folder: Path) -> Path:
    """Make `folder`, and whatever is missing above it, open to the owner only (0700); return it.

    A folder that is already there is left as it is. Raises `Trouble` when it cannot be made.
    """
    try:
        _make(folder)
    except OSError as error:
        raise Trouble(f"The folder {plain(str(folder))} cannot be made: {_reason(error)}.") from error
    return folder


def private_file(path: Path, text: str, *, only_new: bool = False) -> Path:
    """Write `text` to `path`, all or nothing, open to the owner only (0600); return the path.

    The folder has to be there. With `only_new`, a file that is in its place stays. Raises `Trouble` when it cannot be
    written.
    """
    try:
        # A link that somebody has set stays one: what it leads to is written.
        target = path if only_new else path.resolve()
        if only_new:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _fill(target, text.encode("utf-8", "replace"), is_ours=only_new)
    except FileExistsError as error:
        raise Trouble(f"{plain(str(path))} is already there, and is left as it is.") from error
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a circle.
        raise Trouble(f"The file {plain(str(path))} cannot be written: {_reason(error)}.") from error
    return path


def new_file_at_home(name: str, ending: str, text: str) -> Path:
    """Write `text` to a new file in the home folder, with a number behind `name` where that is taken; its path.

    All or nothing, open to the owner only. Raises `Trouble` when it cannot be written.
    """
    home = Path.home()
    taken = {path.name for path in home.glob(f"{name}*.{ending}")}
    names = (f"{name}.{ending}", *(f"{name}-{number}.{ending}" for number in range(2, len(taken) + 3)))
    return private_file(home / next(free for free in names if free not in taken), text, only_new=True)


def _fill(path: Path, data: bytes, *, is_ours: bool) -> None:
    """Put `data` in the place of what is at `path`; when that fails nothing is left of it, nor of a file of ours."""
    from tempfile import mkstemp  # noqa: PLC0415 # Most runs write no such file.

    part: str | None = None
    try:
        handle, part = mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError:
        for left in (part, str(path) if is_ours else None):
            if left:
                with suppress(OSError):
                    Path(left).unlink()
        raise


def _reason(error: Exception) -> str:
    number, words = getattr(error, "errno", None), getattr(error, "strerror", None)
    return _REASONS.get(number or 0) or (words or "the reason is not known").lower()


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
