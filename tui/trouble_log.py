"""A log of what went wrong in our code, without a word of what anybody said or typed.

Only what the program itself consists of is written: names of types and functions, files and line numbers.
The words of an exception and the values of variables can hold a client's words, so they never are.
"""

import os
import platform
import sysconfig
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from types import TracebackType

from tui import __version__
from tui.folders import private_folder
from tui.model.trouble import Trouble

FILE_NAME = "heartfirst.log"
MOST_BYTES = 256 * 1024
"""How large the log grows before it starts over with the newest entry."""

_PACKAGE = Path(__file__).parent
_MOST_ERRORS = 20
_MOST_FRAMES = 40


def log_trouble(error: BaseException, folder: Path, now: datetime) -> Path | None:
    """Add `error`, and those that led to it, to the log in `folder`; return the log's path.

    The folder is made when missing (0700), the log is 0600. Returns None when the log cannot be written; never
    raises `OSError`.
    """
    path = folder / FILE_NAME
    entry = "\n".join(_lines(error, now)).encode("utf-8", "replace") + b"\n\n"
    try:
        private_folder(folder)
        _append(path, entry)
    except (OSError, Trouble):
        return None
    return path


def _append(path: Path, entry: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "wb") as log:
        if os.fstat(handle).st_size + len(entry) > MOST_BYTES:
            log.truncate(0)
        log.write(entry)


def _lines(error: BaseException, now: datetime) -> Iterator[str]:
    yield f"{now.isoformat(timespec='seconds')} heartfirst {__version__}"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}"
    for number, (how, one) in enumerate(_chain(error)):
        if number == _MOST_ERRORS:
            yield "and more"
            return
        yield how + _type_name(one)
        yield from _frames(one.__traceback__)


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The error and every one behind it, each once, with how it belongs to the one above."""
    seen: set[int] = set()
    waiting: list[tuple[str, BaseException | None]] = [("", error)]
    while waiting:
        how, one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield how, one
        waiting += [("caused by ", one.__cause__), ("while handling ", one.__context__)]
        if isinstance(one, BaseExceptionGroup):
            waiting += [("together with ", part) for part in one.exceptions]


def _type_name(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    # The number tells a full disk from a missing right, and is no text from anybody.
    number = error.errno if isinstance(error, OSError) else None
    return f"{name} (errno {number})" if isinstance(number, int) else name


def _frames(trace: TracebackType | None) -> Iterator[str]:
    found: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"  {_short(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    if len(found) > _MOST_FRAMES:
        # An endless recursion has a thousand frames; its start and its end tell all.
        half = _MOST_FRAMES // 2
        found[half:-half] = [f"  ({len(found) - _MOST_FRAMES} frames left out)"]
    yield from found


def _short(filename: str) -> str:
    """A file as its package knows it, so that no home folder and no user name is written."""
    path = PurePath(filename)
    for folder in ("site-packages", "dist-packages"):
        if folder in path.parts:
            return PurePath(*path.parts[path.parts.index(folder) + 1 :]).as_posix()
    for root in (_PACKAGE.parent, sysconfig.get_path("stdlib")):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
