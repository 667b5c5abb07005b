"""tmux and GNU screen on a pty that is read, and a Wayland compositor that nobody sees."""

import base64
import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.real.bare_pty import Pty
from tests.real.terminal import PATIENCE, needs, until

NOBODY = 65534
_TAKEN = re.compile(rb"\x1b\]52;[cps]*;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")


def taken(terminal: Pty) -> list[str]:
    """Every text that a terminal on this pty would have put into its clipboard."""
    return [base64.b64decode(found).decode() for found in _TAKEN.findall(terminal.output())]


class AttachedTmux:
    """A tmux server of our own, attached to a pty of our own, with a shell in its pane."""

    def __init__(
        self, environment: Mapping[str, str], folder: Path, options: Sequence[str] = (), term: str = "xterm-256color"
    ) -> None:
        needs("tmux")
        self._server = f"heartfirst-{secrets.token_hex(6)}"
        self._base = dict(environment) | {"TERM": term}
        words = ["tmux", "-u", "-L", self._server, "-f", os.devnull, "start-server"]
        for option in options:
            words += [";", "set-option", "-g", *option.split()]
        self.pty = Pty([*words, ";", "new-session", "sh"], environment=self._base, folder=folder)
        if not until(lambda: bool(self._ask("list-clients")), PATIENCE):
            raise AssertionError(f"tmux did not start:\n{self.pty.screen()}")
        pane, socket, server = self._ask("list-panes", "-F", "#{pane_id} #{socket_path} #{pid}").split()
        self.environment = self._base | {
            "TMUX": f"{socket},{server},0",
            "TMUX_PANE": pane,
            "TERM": "tmux-256color",
        }
        """What somebody in the pane has around them."""

    def write(self, sequence: str) -> None:
        """Write as an app in the pane does."""
        path = self._ask("display-message", "-p", "#{pane_tty}").strip()
        with Path(path).open("wb", buffering=0) as tty:
            data = sequence.encode()
            while data:
                data = data[tty.write(data) or 0 :]

    def buffer(self) -> str:
        """What `prefix ]` would paste."""
        return self._ask("show-buffer")

    def detach(self) -> None:
        """Leave the session to itself."""
        self._ask("detach-client", "-a")
        self._ask("detach-client")

    def close(self) -> None:
        """End it."""
        self._ask("kill-server")
        self.pty.close()

    def _ask(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *words],
            env=self._base,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout.decode()


class Compositor:
    """A Wayland display that is drawn nowhere: sway, which refuses to be root, as nobody where we are root."""

    environment: dict[str, str]

    def __init__(self, folder: Path) -> None:
        needs("sway", "wl-copy", "wl-paste")
        self._folder = folder
        folder.mkdir(mode=0o700)

    def __enter__(self) -> Self:
        somebody = NOBODY if os.geteuid() == 0 else None
        if somebody:
            # What stands above a test's own folder is open to its owner alone.
            self._folder = Path("/tmp") / f"heartfirst-{secrets.token_hex(6)}"  # noqa: S108 # The name cannot be guessed.
            self._folder.mkdir(mode=0o700)
            os.chown(self._folder, NOBODY, NOBODY)
        around = {"PATH": os.environ["PATH"], "HOME": str(self._folder), "XDG_RUNTIME_DIR": str(self._folder)}
        self._server = subprocess.Popen(
            ["sway", "-c", os.devnull],
            env=around | {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=somebody,
            group=somebody,
            extra_groups=[] if somebody else None,
        )
        if not until(lambda: bool(self._sockets()), PATIENCE):
            self.__exit__(None, None, None)
            raise AssertionError("sway did not start")
        self.environment = around | {"WAYLAND_DISPLAY": self._sockets()[0]}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.send_signal(signal.SIGTERM)
        self._server.wait(PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def clipboard(self) -> bytes:
        """What another process reads from it."""
        done = subprocess.run(
            ["wl-paste", "-n"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.stdout

    def _sockets(self) -> list[str]:
        return sorted(
            path.name for path in self._folder.iterdir() if path.name.startswith("wayland-") and path.is_socket()
        )
