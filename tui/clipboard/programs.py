"""Programs outside that are given a text: silenced, asked within a limit, and ended with all their helpers."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from tui.model.trouble import Trouble


class Ran(NamedTuple):
    """How a program ended."""

    code: int
    """Its exit code, below zero for a signal."""
    out: bytes
    """What it wrote to its standard output; empty unless that was asked for."""
    err: bytes
    """What it complained about; empty unless its output was asked for."""


class TooSlow(Trouble):
    """The program did not end within its limit."""


def run(
    program: Sequence[str],
    environ: Mapping[str, str],
    *,
    limit: float,
    given: bytes = b"",
    hears: bool = False,
    name: str = "The clipboard",
) -> Ran:
    """Run a program to its end, `given` on its standard input; `limit` is in seconds.

    Without `hears` it can write nowhere: a helper that stays behind to hold the text holds no pipe of ours. Raises
    `TooSlow` when it does not end in time, `Trouble` when it cannot be started; both speak of it by `name`.
    """
    said = subprocess.PIPE if hears else subprocess.DEVNULL
    try:
        # The text goes in by a pipe, never among the arguments, which every process here can read.
        with subprocess.Popen(  # noqa: S603
            list(program),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            env=environ,
            # Helpers stay behind to hold the text; in a session of their own they outlive this terminal.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            try:
                out, err = child.communicate(given, timeout=limit)
            except BaseException:
                _end(child)
                raise
    except subprocess.TimeoutExpired as error:
        raise TooSlow(f"{name} did not answer in time.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the environment.
        raise Trouble(f"{name} could not be reached.") from error
    return Ran(child.returncode, out or b"", err or b"")


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End a child, and the helper programs that it started, also those that have outlived it and hold its pipes."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
