"""Real parts for the tests that need them: a terminal inside tmux, and an X display.

Everything waits for what it wants to see, with a generous bound, and never for a length of time.
"""

import contextlib
import os
import re
import secrets
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

Wanted = str | re.Pattern[str]

PATIENCE = 30.0
TMUX_OPTIONS = (
    ("-g", "remain-on-exit", "on"),
    ("-g", "status", "off"),
    ("-g", "set-clipboard", "on"),
    ("-s", "escape-time", "0"),
    # The server outlives its last session, and so reaps the app's process when a test hangs up on it.
    ("-s", "exit-empty", "off"),
)


def needs(*programs: str) -> None:
    """Skip the test where a program is missing; in CI, where they are all installed, fail it."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    sentence = f"needs {' and '.join(missing)}, not installed on this machine"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def shows(screen: str, wanted: Wanted) -> bool:
    """Whether the screen holds the text, or matches the pattern."""
    return wanted in screen if isinstance(wanted, str) else wanted.search(screen) is not None


def until(happened: Callable[[], bool], within: float) -> bool:
    """Ask again and again until it has happened; False when it has not within so many seconds."""
    deadline = time.monotonic() + within
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def is_running(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Terminal:
    """A command in a tmux session of its own, on a tmux server of its own.

    The environment is the whole environment the command gets, apart from TERM and TMUX, which tmux sets.
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
        self._server = f"heartfirst-{secrets.token_hex(6)}"
        self._environment = dict(environment)
        start = ["start-server"]
        for option in TMUX_OPTIONS:
            start += [";", "set-option", *option]
        start += [";", "new-session", "-d", "-x", str(columns), "-y", str(rows)]
        start += ["-c", str(folder)] if folder else []
        # Two words or more are run as they stand; one alone would go through a shell.
        self._tmux(*start, "env", *command)
        self.pid, self._server_pid = map(int, self._ask("#{pane_pid} #{pid}").split())

    def type(self, text: str) -> None:
        """Type the text as single keys."""
        for start in range(0, len(text), 500):
            # A semicolon at the end of a word would be tmux's own.
            self._tmux("send-keys", "-l", "--", re.sub(r";\Z", r"\\;", text[start : start + 500]))

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: "C-n", "Enter", "F2", "BSpace"."""
        self._tmux("send-keys", *keys)

    def paste(self, text: str) -> None:
        """Paste the text in one go, bracketed where the app asked for that."""
        self._tmux("load-buffer", "-b", "pasted", "-", given=text)
        self._tmux("paste-buffer", "-p", "-d", "-b", "pasted")

    def screen(self) -> str:
        """What the screen shows now, as text."""
        return self._tmux("capture-pane", "-p")

    def cursor(self) -> tuple[int, int]:
        """The cursor's column and row, from 0."""
        column, row = self._ask("#{cursor_x} #{cursor_y}").split()
        return int(column), int(row)

    def tmux_buffer(self) -> str:
        """What the app last gave to tmux by OSC 52; nothing when it gave nothing."""
        return self._tmux("show-buffer") if self._tmux("list-buffers") else ""

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for(self, wanted: Wanted, within: float = PATIENCE) -> str:
        """The screen, as soon as it shows the text or matches the pattern."""
        if not until(lambda: shows(self.screen(), wanted), within):
            raise AssertionError(f"{wanted!r} did not appear within {within:g} s:\n{self.screen()}")
        return self.screen()

    def wait_gone(self, unwanted: Wanted, within: float = PATIENCE) -> str:
        """The screen, as soon as it no longer shows the text."""
        if not until(lambda: not shows(self.screen(), unwanted), within):
            raise AssertionError(f"{unwanted!r} was still there after {within:g} s:\n{self.screen()}")
        return self.screen()

    def kill9(self) -> None:
        """Kill the app's process, and only that, as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.exit_status()

    def hang_up(self) -> None:
        """Close the terminal under the app, as a rep does who closes the window."""
        self._tmux("kill-pane")
        if not until(self._is_gone, PATIENCE):
            raise AssertionError("the app went on running without its terminal")

    def exit_status(self, within: float = PATIENCE) -> int:
        """How the app ended; a signal counts below zero, as in subprocess.

        tmux then says so in the last line, and what the app had on its screen stands one line higher.
        """
        if not until(lambda: self._is_gone() and self._ending() != "", within):
            raise AssertionError(f"still running after {within:g} s:\n{self.screen()}")
        return int(self._ending())

    def close(self) -> None:
        """End the app and the tmux server, whatever state they are in."""
        with contextlib.suppress(AssertionError, ProcessLookupError):
            if self._ask("#{pane_dead}") == "0":
                os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(AssertionError):
            self._tmux("kill-server")

    def _is_gone(self) -> bool:
        # tmux 3.3 now and then misses that its program has ended, and looks again when it is told so.
        os.kill(self._server_pid, signal.SIGCHLD)
        return not is_running(self.pid)

    def _ending(self) -> str:
        return self._ask("#{?pane_dead_signal,-#{pane_dead_signal},#{pane_dead_status}}")

    def _ask(self, form: str) -> str:
        return self._tmux("display-message", "-p", form).strip()

    def _tmux(self, *words: str, given: str | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-L", self._server, "-f", os.devnull, *words],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"tmux {words[0]}: {done.stderr.strip()}")
        return done.stdout


class XDisplay:
    """An X display of our own, with a clipboard that no other program touches."""

    environment: dict[str, str]

    def __enter__(self) -> Self:
        number, ready = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(ready), "-screen", "0", "640x480x8", "-nolisten", "tcp", "-noreset"],
            pass_fds=[ready],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ready)
        with os.fdopen(number) as told:
            answered = select.select([told], [], [], PATIENCE)[0]
            # To the end of the line: Xvfb writes it in two parts, and dies when nobody takes the second.
            display = told.readline().strip() if answered else ""
        if not display:
            self.__exit__(None, None, None)
            raise AssertionError("Xvfb did not start")
        self.environment = {"DISPLAY": f":{display}"}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE)

    def clipboard_after(self, before: str = "") -> str:
        """What is in the clipboard as soon as it is something else than `before`; `before` when nobody puts it there.

        xclip returns before the X server has heard that there is a new owner, so one look straight after a copy
        can still find what was there before.
        """
        deadline = time.monotonic() + PATIENCE
        while (now := self.clipboard()) == before and time.monotonic() < deadline:
            time.sleep(0.02)
        return now

    def clipboard(self) -> str:
        """What is in the clipboard at this instant; nothing when nobody has put anything there."""
        return self.bytes().decode().replace("\r\n", "\n")

    def bytes(self) -> bytes:
        """The same, to the last byte."""
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-o", "-target", "UTF8_STRING"],
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout if done.returncode == 0 else b""
