"""Who else on this machine can look into a folder of ours."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tui.doctor.finding import Finding, better, broken, fine
from tui.model.plain import one_line

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look_at_privacy(folder: Path) -> Iterator[Finding]:
    """Whether `folder` and what is in it are open to the owner alone, and can be written to."""
    try:
        found = folder.stat()
        inside = [path for path in sorted(folder.rglob("*")) if _is_open(path)]
    except FileNotFoundError:
        yield fine("privacy", f"There is no {_shown(folder)} yet; heartfirst makes it for your eyes only.")
        return
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the reason is not known").lower()
        yield broken("privacy", f"{_shown(folder)} cannot be looked into: {reason}.")
        return
    if not stat.S_ISDIR(found.st_mode):
        yield broken("privacy", f"{_shown(folder)} is not a folder. Move what is there, or name another one.")
        return
    yield _permissions(folder, found, inside)


def _permissions(folder: Path, found: os.stat_result, inside: list[Path]) -> Finding:
    if not os.access(folder, os.W_OK | os.X_OK):
        return broken("privacy", f"{_shown(folder)} cannot be written to. Give yourself the permission: chmod u+rwx.")
    if found.st_uid != os.geteuid():
        return better(
            "privacy", f"{_shown(folder)} belongs to somebody else, who can read and change all that is in it."
        )
    if stat.S_IMODE(found.st_mode) & OTHERS and inside:
        number = "one file" if len(inside) == 1 else f"{len(inside)} files and folders"
        return better(
            "privacy",
            f"Others on this machine can open {_shown(folder)} and {number} in it: "
            "`chmod -R go-rwx` on it keeps them out.",
        )
    if stat.S_IMODE(found.st_mode) & OTHERS:
        return better(
            "privacy",
            f"Others on this machine can see what {_shown(folder)} has in it: `chmod 700` on it keeps them out.",
        )
    return fine("privacy", f"Only you can open {_shown(folder)}.")


def _is_open(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False  # A lock or a part of a file that was just there.
    return not stat.S_ISLNK(found.st_mode) and bool(stat.S_IMODE(found.st_mode) & OTHERS)


def _shown(folder: Path) -> str:
    return one_line(str(folder))
