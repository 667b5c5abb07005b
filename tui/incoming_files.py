"""A file that somebody wants to bring in: opened so that it can be read more than once, each fault in plain words."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tui.model.trouble import Trouble

STDIN = "-"
"""Stands for the standard input where the name of a file is asked for."""
PIECE = 1 << 20
"""Bytes that are read at once."""
NOTHING = "nothing came in"


def opened(file: str, name: str) -> IO[bytes]:
    """A file that can be read more than once; stdin is kept aside for that, where nobody else finds it.

    `name` is that of the file in a sentence. Raises `Trouble`.
    """
    with readable(name):
        if file != STDIN:
            return Path(file).open("rb")
        aside = TemporaryFile()  # noqa: SIM115 # Whoever asks closes it.
        # A stream that was closed before we started is None.
        while piece := sys.stdin.buffer.read(PIECE) if sys.stdin else b"":
            aside.write(piece)
        aside.seek(0)
        return aside


def line_at(file: IO[bytes], name: str, at: int) -> int:
    """The line on which this byte of the file stands; the first is 1. Raises `Trouble`."""
    line = 1
    with readable(name):
        file.seek(0)
        while at > 0 and (piece := file.read(min(PIECE, at))):
            line += piece.count(b"\n")
            at -= len(piece)
    return line


@contextmanager
def readable(name: str) -> Iterator[None]:
    """What the system says becomes a sentence."""
    try:
        yield
    except FileNotFoundError:
        raise Trouble(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise Trouble(f"{name} is a folder, not a file: {NOTHING}.") from None
    except UnicodeError:
        raise
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "the reason is not known").lower()
        raise Trouble(f"{name} cannot be read ({reason}): {NOTHING}.") from error
