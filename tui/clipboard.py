"""Ways to the clipboard, tried in order, each honest about what it knows.

The machine's own clipboard is reached by pyperclip in a process of its own. Inside this one, pyperclip waits for
its helper program without limit, hides that the helper failed, lets it write across the screen, and leaves it
holding our standard output (`heartfirst copy | cat` would never end). A process can be silenced, asked and ended.
"""

import os
import signal
import subprocess
import sys
from binascii import b2a_base64
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import which

from tui.folders import private_folder
from tui.model.plain import plain
from tui.model.trouble import Trouble
from tui.ports import Clipboard, Copied

MOST_TERMINAL_BYTES = 74_994
"""The longest text for a terminal: in base64 and with its frame it makes 100,000 bytes, where many stop reading."""

# pyperclip does not say whether its helper program failed, so the clipboard is asked what it holds now. It is
# asked again for a second or so: xclip leaves before the text that it holds has become the clipboard's.
_CHILD = """
import sys, time, pyperclip
text = sys.stdin.buffer.read().decode()
pyperclip.copy(text)
for pause in (0, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64):
    time.sleep(pause)
    if "check" not in sys.argv or pyperclip.paste() == text:
        sys.exit(0)
sys.exit(1)
"""


class WaysOut:
    """The ways to the clipboard, the best first. Implements `ports.Clipboard`."""

    def __init__(self, *ways: Clipboard) -> None:
        self._ways = ways

    def copy(self, text: str) -> Copied:
        """Take the first way that works. Raises `Trouble`, with the last way's reason, when none does."""
        if not text:
            raise Trouble("There is nothing to copy yet.")
        last: Trouble | None = None
        for way in self._ways:
            try:
                return way.copy(text)
            except Trouble as trouble:
                last = trouble
        raise Trouble(f"Nothing was copied. {last or 'No way to a clipboard is known here.'}") from last


class NativeClipboard:
    """The clipboard of the machine that we run on, by pyperclip. Implements `ports.Clipboard`."""

    def __init__(self, environ: Mapping[str, str], *, limit: float = 3.0, platform: str = sys.platform) -> None:
        """`limit` is in seconds: the longest that a copy may take."""
        self._environ = environ
        self._limit = limit
        self._platform = platform

    def copy(self, text: str) -> Copied:
        """Copy, and ask the clipboard whether it took the text. Raises `Trouble` when there is none or it fails."""
        kind = native_kind(self._environ, self._platform)
        if kind is None:
            raise Trouble("This session has no clipboard of its own.")
        try:
            taken = self._taken(_utf8(text), kind)
        except subprocess.TimeoutExpired as error:
            raise Trouble("The clipboard did not answer in time.") from error
        except OSError as error:
            raise Trouble("The clipboard could not be reached.") from error
        if not taken:
            raise Trouble("The clipboard did not take the text.")
        return Copied("native", "Copied to the clipboard.")

    def _taken(self, text: bytes, kind: str) -> bool:
        # Windows reports its failures; asking it again would wait for its clipboard twice, in WSL for seconds.
        check = [] if kind in ("windows", "wsl") else ["check"]
        # Without a language set, macOS takes UTF-8 for something else.
        language = {"LC_CTYPE": "UTF-8"} if kind == "macos" else {}
        # The program is our own Python, the text goes in by a pipe and never among the arguments.
        with subprocess.Popen(  # noqa: S603
            # -P: a file in the folder where the rep happens to be never stands in for a package.
            [sys.executable, "-P", "-c", _CHILD, *check],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**language, **self._environ},
            # Helpers stay behind to hold the text; in a session of their own they outlive this terminal.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            try:
                child.communicate(text, timeout=self._limit)
            finally:
                _end(child)
        return child.returncode == 0


def native_kind(environ: Mapping[str, str], platform: str) -> str | None:
    """Which clipboard this machine has: `windows`, `macos`, `wayland`, `x11`, `wsl`, or None.

    None over ssh as well: the clipboard there is that of a machine where nobody sits. Programs that pyperclip
    knows but that put the text among their arguments (klipper) or load a whole toolkit (Qt) do not count.
    """
    path = environ.get("PATH", os.defpath)

    def here(*programs: str) -> bool:
        return any(which(program, path=path) for program in programs)

    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return None
    kinds = {
        "windows": platform == "win32",
        "macos": platform == "darwin" and here("pbcopy"),
        "wsl": platform == "linux" and "WSL_DISTRO_NAME" in environ and here("clip.exe"),
        "wayland": platform == "linux"
        and bool(environ.get("WAYLAND_DISPLAY"))
        and here("wl-copy")
        and here("wl-paste"),
        "x11": platform == "linux" and bool(environ.get("DISPLAY")) and here("xclip", "xsel"),
    }
    return next((kind for kind, found in kinds.items() if found), None)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End a child that still runs, and with it the helper programs that it started."""
    if child.poll() is not None:
        return
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


class TerminalClipboard:
    """The clipboard of the terminal on the rep's desk, by OSC 52, also over ssh. Implements `ports.Clipboard`."""

    def __init__(self, environ: Mapping[str, str], send: Callable[[str], None] | None) -> None:
        """`send` writes straight to the terminal and may raise `OSError`; None when there is no terminal."""
        self._environ = environ
        self._send = send

    def copy(self, text: str) -> Copied:
        """Ask the terminal to take the text; it does not answer. Raises `Trouble` when it surely will not."""
        if self._send is None or not _takes_sequences(self._environ):
            raise Trouble("This terminal has no clipboard.")
        data = _utf8(text)
        if len(data) > MOST_TERMINAL_BYTES:
            raise Trouble("The text is too long for the terminal's clipboard.")
        sequence = f"\x1b]52;c;{b2a_base64(data, newline=False).decode('ascii')}\a"
        try:
            self._send(sequence + through_tmux(sequence) if self._environ.get("TMUX") else sequence)
        except (OSError, ValueError) as error:
            raise Trouble("The terminal could not be reached.") from error
        return Copied("terminal", "Sent to your terminal's clipboard.")


def _takes_sequences(environ: Mapping[str, str]) -> bool:
    if environ.get("STY") and not environ.get("TMUX"):
        return False  # GNU screen swallows the sequence.
    # Windows Terminal sets no TERM but one of its own; a Linux console has no clipboard.
    kind = environ.get("TERM") or ("windows" if environ.get("WT_SESSION") else "dumb")
    return kind not in ("dumb", "linux")


def through_tmux(sequence: str) -> str:
    """`sequence` wrapped so that tmux hands it to the terminal outside."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def to_terminal(device: Path = Path("/dev/tty")) -> Callable[[str], None] | None:
    """A `send` for commands without a screen: writes to the terminal, wherever stdout goes. None without one."""

    def send(sequence: str) -> None:
        with device.open("wb", buffering=0) as terminal:
            terminal.write(sequence.encode("ascii"))

    try:
        with device.open("wb", buffering=0):
            return send
    except OSError:
        return None


class FileClipboard:
    """A file to copy from, for when there is no clipboard at all. Implements `ports.Clipboard`."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """`folder` is made when it is first needed, open to the owner only; `now` names the files."""
        self._folder = folder
        self._now = now

    def copy(self, text: str) -> Copied:
        """Write the text to a new file that only the owner can read. Raises `Trouble` when that fails."""
        private_folder(self._folder)
        try:
            path = self._new_file()
            _fill(path, _utf8(text))
        except OSError as error:
            reason = (error.strerror or "the reason is not known").lower()
            raise Trouble(f"No file could be written to {plain(str(self._folder))}: {reason}.") from error
        return Copied("file", f"No clipboard here. Saved to {plain(str(path))}")

    def _new_file(self) -> Path:
        """An empty file with a name that was free."""
        name = f"summary-{self._now():%Y%m%d-%H%M%S}"
        number = 1
        while True:
            path = self._folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                return path
            number += 1


def _fill(path: Path, data: bytes) -> None:
    """Put `data` in the empty file at `path`, all or nothing; the file is gone when that fails."""
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        for left in (part, path):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise


def _utf8(text: str) -> bytes:
    # Half of a surrogate pair is no character and has no UTF-8; the rest of the text is worth copying.
    return text.encode("utf-8", "replace")
