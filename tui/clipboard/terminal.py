"""The clipboard of the terminal on the rep's desk, by OSC 52: a sequence that it takes, or not, without an answer."""

from binascii import b2a_base64
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tui.clipboard.layers import Layer, layers
from tui.clipboard.signs import as_utf8
from tui.model.trouble import Trouble
from tui.ports import Copied

MOST_TERMINAL_BYTES = 74_994
"""The longest text for a terminal: in base64 and with its frame it makes 100,000 bytes, where many stop reading."""
MOST_KITTY_BYTES = 6_000_000
"""The longest for kitty, which gathers up to 8 MB of base64."""
SCREEN_PIECE = 764
"""The longest piece of a sequence for GNU screen: with its frame 768 bytes, and what is longer it drops."""
SENT = "Sent to your terminal's clipboard."
GARBLES = " Some versions of VS Code garble letters like é: look at what you paste."
BEYOND = "Sent to tmux outside, which hands it to your terminal only with set-clipboard on."


class TerminalClipboard:
    """The clipboard of the terminal on the rep's desk, by OSC 52, also over ssh. Implements `ports.Clipboard`."""

    def __init__(self, environ: Mapping[str, str], send: Callable[[str], None] | None) -> None:
        """`send` writes straight to the terminal and may raise `OSError`; None when there is no terminal."""
        self._environ = environ
        self._send = send

    def copy(self, text: str) -> Copied:
        """Ask the terminal to take the text; it does not answer. Raises `Trouble` when it surely will not."""
        if self._send is None or not takes_text(self._environ):
            raise Trouble("This terminal has no clipboard.")
        data = as_utf8(text)
        if len(data) > most_bytes(self._environ):
            raise Trouble("The text is too long for the terminal's clipboard.")
        between = layers(self._environ)
        sequence = wrapped(osc_52(data), between)
        if Layer.UNCLEAR in between and len(sequence) > SCREEN_PIECE:
            raise Trouble("Whether tmux or GNU screen is around us is not clear, and one would print the text.")
        try:
            self._send(sequence)
        except (OSError, ValueError) as error:
            raise Trouble("The terminal could not be reached.") from error
        return Copied("terminal", self._words(text, between))

    def _words(self, text: str, between: tuple[Layer, ...]) -> str:
        if {Layer.TMUX_BEYOND, Layer.UNCLEAR} & {*between}:
            return BEYOND
        garbles = self._environ.get("TERM_PROGRAM") == "vscode" and not text.isascii()
        return SENT + (GARBLES if garbles else "")


def osc_52(data: bytes) -> str:
    """The sequence that hands `data` to the terminal's clipboard. It ends with BEL, which passes through screen."""
    return f"\x1b]52;c;{b2a_base64(data, newline=False).decode('ascii')}\a"


def wrapped(sequence: str, between: tuple[Layer, ...]) -> str:
    """`sequence` as it has to be written to come out behind the layers."""
    if between[:1] == (Layer.SCREEN,):
        # What comes out of it is the bare sequence, which a tmux around it takes as one of an app's.
        return through_screen(sequence)
    if between == (Layer.TMUX, Layer.SCREEN):
        return sequence + through_tmux(through_screen(sequence))
    if between and between[0] in (Layer.TMUX, Layer.TMUX_BEYOND):
        # tmux takes the bare one with set-clipboard on, the wrapped one with allow-passthrough on.
        return sequence + through_tmux(sequence)
    return sequence


def through_tmux(sequence: str) -> str:
    """`sequence` wrapped so that tmux hands it to the terminal outside."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def through_screen(sequence: str) -> str:
    """`sequence` in pieces that GNU screen hands to the terminal outside; it must not hold ESC and a backslash.

    Left bare, screen would drop the beginning and print the rest across the call.
    """
    starts = range(0, len(sequence), SCREEN_PIECE)
    return "".join(f"\x1bP{sequence[start : start + SCREEN_PIECE]}\x1b\\" for start in starts)


def most_bytes(environ: Mapping[str, str]) -> int:
    """How many bytes of text the terminal is known to take."""
    return MOST_KITTY_BYTES if environ.get("TERM") == "xterm-kitty" else MOST_TERMINAL_BYTES


def takes_text(environ: Mapping[str, str]) -> bool:
    """Whether the terminal may take a text; False only where it is known that it does not."""
    # Windows Terminal sets no TERM but one of its own; a Linux console has no clipboard.
    kind = environ.get("TERM") or ("windows" if environ.get("WT_SESSION") else "dumb")
    if kind in ("dumb", "linux"):
        return False
    # What the terminals say of themselves outlives them in tmux and screen.
    return bool(layers(environ)) or not deaf_terminal(environ)


def deaf_terminal(environ: Mapping[str, str]) -> str:
    """The name of the terminal where it is one that is known to take no text; else empty."""
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal on macOS"
    # gitlab.gnome.org/GNOME/vte/-/issues/2495: not for any release so far.
    if environ.get("VTE_VERSION"):
        return "GNOME Terminal and others of its kind (VTE)"
    konsole = environ.get("KONSOLE_VERSION", "")
    return "Konsole before 24.12" if konsole.isdecimal() and int(konsole) < 241200 else ""


def to_terminal(device: Path = Path("/dev/tty")) -> Callable[[str], None] | None:
    """A `send` for commands without a screen: writes to the terminal, wherever stdout goes. None without one."""

    def send(sequence: str) -> None:
        with device.open("wb", buffering=0) as terminal:
            data = sequence.encode("ascii")
            while data:
                data = data[terminal.write(data) or 0 :]

    with suppress(OSError), device.open("wb", buffering=0):
        return send
    return None
