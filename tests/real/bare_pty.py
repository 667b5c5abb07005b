"""A pseudo-terminal with nothing between the test and the app: keys arrive all in one go.

For storms of keys, where tmux would be the slow part, and for machines that have no tmux.
"""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

from tests.real.terminal import PATIENCE, Wanted, shows

# Run in the child: only there can the pty become the terminal that sends the app SIGWINCH and SIGHUP.
TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""


class _Screen(pyte.Screen):
    """A screen that passes over what it does not know, as real terminals do.

    pyte stops with a TypeError where a private sequence shares its last letter with a public one.
    """

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)

    def report_device_status(self, mode: int, private: bool = False) -> None:
        """Say nothing: this terminal answers no questions."""


def drawn(output: bytes, columns: int, rows: int) -> pyte.Screen:
    """What a screen shows after this output."""
    screen = _Screen(columns, rows)
    pyte.ByteStream(screen).feed(output)
    return screen


def _start(
    command: Sequence[str], terminal: int, environment: Mapping[str, str], folder: Path | None
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", TAKE_TERMINAL, *command],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    finally:
        os.close(terminal)


class Pty:
    """A command on a pseudo-terminal, its screen kept by pyte.

    It answers no question that the app asks its terminal. TERM is xterm-256color unless the environment
    says otherwise.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        columns: int = 120,
        rows: int = 32,
        folder: Path | None = None,
    ) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._output = bytearray()
        self._changed = threading.Condition()
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (rows, columns))
        self._process = _start(command, slave, {"TERM": "xterm-256color", **environment}, folder)
        self.pid = self._process.pid
        self._stop, self._told_to_stop = os.pipe()
        self._reader = threading.Thread(target=self._read, name="pty reader", daemon=True)
        self._reader.start()

    def write(self, keys: bytes, within: float = PATIENCE) -> None:
        """Give the app these bytes in one go, as fast as it takes them."""
        deadline = time.monotonic() + within
        while keys:
            if not select.select([], [self._master], [], max(0.0, deadline - time.monotonic()))[1]:
                raise AssertionError(f"the app did not read its keys:\n{self.screen()}")
            keys = keys[os.write(self._master, keys[:1024]) :]

    def paste(self, text: str) -> None:
        """Paste the text, bracketed, as a terminal does."""
        self.write(b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        with self._changed:
            self._screen.resize(rows, columns)
        termios.tcsetwinsize(self._master, (rows, columns))

    def screen(self) -> str:
        """What the screen shows now, as text."""
        with self._changed:
            return self._text()

    def output(self) -> bytes:
        """Every byte that the app wrote so far, escape sequences and all."""
        with self._changed:
            return bytes(self._output)

    def wait_for(self, wanted: Wanted, within: float = PATIENCE) -> str:
        """The screen, as soon as it shows the text or matches the pattern."""
        return self._wait(lambda: shows(self._text(), wanted), f"{wanted!r} did not appear", within)

    def wait_gone(self, unwanted: Wanted, within: float = PATIENCE) -> str:
        """The screen, as soon as it no longer shows the text."""
        return self._wait(lambda: not shows(self._text(), unwanted), f"{unwanted!r} was still there", within)

    def settings(self) -> list[Any]:
        """What the terminal is set to: echo, lines, the keys that send signals."""
        return termios.tcgetattr(self._master)

    def signal(self, number: int) -> None:
        """Send the app a signal."""
        self._process.send_signal(number)

    def kill9(self) -> None:
        """Kill the app, as a power cut would."""
        self.signal(signal.SIGKILL)
        self.exit_status()

    def hang_up(self) -> None:
        """Close the terminal under the app, as a rep does who closes the window."""
        self._stop_reading()

    def exit_status(self, within: float = PATIENCE) -> int:
        """How the app ended; a signal counts below zero."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {within:g} s:\n{self.screen()}") from None

    def close(self) -> None:
        """End the app, whatever state it is in."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        self._stop_reading()

    def _text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def _wait(self, happened: Callable[[], bool], complaint: str, within: float) -> str:
        with self._changed:
            if not self._changed.wait_for(happened, within):
                raise AssertionError(f"{complaint} within {within:g} s:\n{self._text()}")
            return self._text()

    def _read(self) -> None:
        # Linux ends the stream with an OSError when the last program has let go of the terminal.
        with contextlib.suppress(OSError):
            while self._stop not in select.select([self._master, self._stop], [], [])[0]:
                data = os.read(self._master, 65536)
                if not data:
                    return
                with self._changed:
                    self._output += data
                    self._stream.feed(data)
                    self._changed.notify_all()

    def _stop_reading(self) -> None:
        if self._told_to_stop < 0:
            return
        os.close(self._told_to_stop)
        self._reader.join(PATIENCE)
        os.close(self._stop)
        os.close(self._master)
        self._told_to_stop = -1
