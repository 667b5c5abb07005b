"""The tmux that we run in: its paste buffer, what it knows of the terminal outside, and from where it is attached."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from shutil import which
from typing import NamedTuple

from tui.clipboard.layers import Layer, layers
from tui.clipboard.programs import Ran, run
from tui.clipboard.signs import as_utf8
from tui.clipboard.terminal import MOST_TERMINAL_BYTES, osc_52, wrapped
from tui.model.trouble import Trouble
from tui.ports import Copied

LIMIT = 0.8
"""Seconds for one question to tmux, which answers in a few thousandths."""
IN_BUFFER = "In tmux's buffer: prefix ] pastes it."
IN_BUFFER_AND_SENT = "In tmux's buffer (prefix ] pastes it), and sent to your terminal's clipboard."

_ASKED = (
    "#{set-clipboard}",
    "#{allow-passthrough}",
    "#{client_termfeatures}",
    "#{client_termtype}",
    "#{escape-time}",
    "#{version}",
)
_FOLLOWS = ("SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
"""What tmux learns anew from each client that attaches, unless it is told otherwise (`update-environment`)."""


class Facts(NamedTuple):
    """What tmux says of itself."""

    set_clipboard: str
    """`on` takes the text of apps, `external` only its own, `off` none; empty where a tmux is too old to say."""
    passes: bool
    """Whether it hands on what is wrapped for it."""
    reaches: bool
    """Whether it knows how to hand a text to the clipboard of the terminal that it is attached to."""
    escape_time: int
    """Milliseconds for which esc is held back; -1 when not known."""
    version: str
    session: dict[str, str | None]
    """What the client that attached last brought along; None for what it took away."""


class Tmux:
    """The tmux that we run in, asked over its socket."""

    def __init__(self, environ: Mapping[str, str], *, limit: float = LIMIT) -> None:
        """`limit` is in seconds, for each question."""
        self._environ = environ
        self._limit = limit

    def look(self) -> Facts:
        """What it says of itself. Raises `Trouble` when there is none, or it does not answer."""
        target = ["-t", pane] if (pane := self._environ.get("TMUX_PANE", "")) else []
        ran = self._ask("display-message", "-p", *target, "\n".join(_ASKED), ";", "show-environment", *target)
        lines = ran.out.decode("utf-8", "replace").splitlines()
        if ran.code != 0 or len(lines) < len(_ASKED):
            raise Trouble("tmux did not say how it is set.")
        said, passes, features, outside, escape_time, version = lines[: len(_ASKED)]
        return Facts(
            set_clipboard=said,
            # A tmux that does not know the option is from before it could be turned off.
            passes=passes not in ("0", "off"),
            # gnome-terminal and its kind call themselves xterm, and take no text.
            reaches="clipboard" in features.split(",") and not outside.startswith("VTE"),
            escape_time=int(escape_time) if escape_time.isdecimal() else -1,
            version=version,
            session=_session(lines[len(_ASKED) :]),
        )

    def load(self, data: bytes, *, name: str = "") -> bool:
        """Put `data` into its buffer (the one with this name); whether tmux hands it to the terminal outside as well.

        Raises `Trouble` when the buffer did not take it.
        """
        buffer = ["-b", name] if name else []
        # A named buffer is nobody's newest, and stays inside.
        if not name and self._ask("load-buffer", "-w", "-", given=data).code == 0:
            return True
        # Before 3.2 there was no -w.
        if self._ask("load-buffer", *buffer, "-", given=data).code != 0:
            raise Trouble("tmux did not take the text.")
        return False

    def held(self, name: str = "") -> bytes:
        """What is in its newest buffer, or in the one with this name. Raises `Trouble` when there is none."""
        ran = self._ask("show-buffer", *(["-b", name] if name else []))
        if ran.code != 0:
            raise Trouble("tmux holds no text.")
        return ran.out

    def forget(self, name: str) -> None:
        """Delete the buffer with this name. Never raises."""
        with suppress(Trouble):
            self._ask("delete-buffer", "-b", name)

    def environ_now(self) -> Mapping[str, str]:
        """Our environment as it would be if we were started now.

        A session that was started at the desk can be attached to from home over ssh: what stands in our environment
        is then that of a desk where nobody sits. Never raises.
        """
        try:
            session = self.look().session
        except Trouble:
            return self._environ
        now = dict(self._environ) | {name: value for name, value in session.items() if value is not None}
        if "SSH_CONNECTION" in session and session["SSH_CONNECTION"] is None:
            for name in ("SSH_CONNECTION", "SSH_TTY"):
                now.pop(name, None)
        return now

    def _ask(self, *words: str, given: bytes = b"") -> Ran:
        socket = self._environ.get("TMUX", "").partition(",")[0]
        program = which("tmux", path=self._environ.get("PATH", os.defpath))
        if not socket or program is None:
            raise Trouble("tmux cannot be asked.")
        return run(
            [program, "-S", socket, *words], self._environ, given=given, limit=self._limit, hears=True, name="tmux"
        )


def _session(lines: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and name in _FOLLOWS:
            found[name] = value
        elif line.removeprefix("-") in _FOLLOWS:
            found[line.removeprefix("-")] = None
    return found


class TmuxClipboard:
    """tmux's buffer, and through tmux the clipboard of the terminal outside. Implements `ports.Clipboard`.

    Inside tmux this goes before a bare sequence: with `set-clipboard external`, as tmux comes, it drops those of apps
    without a word, and with `off` as well, while its own buffer takes the text and says so.
    """

    def __init__(self, environ: Mapping[str, str], send: Callable[[str], None] | None, tmux: Tmux) -> None:
        """`send` writes straight to the terminal and may raise `OSError`; None when there is no terminal."""
        self._environ = environ
        self._send = send
        self._tmux = tmux

    def copy(self, text: str) -> Copied:
        """Fill the buffer, and have the terminal outside take the text where that is possible. Raises `Trouble`."""
        facts, data = self._tmux.look(), as_utf8(text)
        hands_on = self._tmux.load(data)
        sent = hands_on and facts.reaches
        if len(data) > MOST_TERMINAL_BYTES:
            sent = False  # tmux sends it on, and many terminals stop reading half-way.
        elif not sent:
            sent = self._sent_past(data, facts, hands_on=hands_on)
        return Copied("tmux", IN_BUFFER_AND_SENT if sent else IN_BUFFER)

    def _sent_past(self, data: bytes, facts: Facts, *, hands_on: bool) -> bool:
        """Whether the text was sent to the terminal by a sequence that tmux lets through."""
        between = layers(self._environ)
        # A tmux that hands on and yet reaches nobody is attached to what knows no clipboard, unless screen is that.
        is_of_use = between == (Layer.TMUX, Layer.SCREEN) or not hands_on
        lets_through = facts.passes or (facts.set_clipboard == "on" and between == (Layer.TMUX,))
        if self._send is None or not is_of_use or not lets_through or between[:1] != (Layer.TMUX,):
            return False
        try:
            self._send(wrapped(osc_52(data), between))
        except (OSError, ValueError):
            return False
        return True
