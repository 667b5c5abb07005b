"""The terminal that the doctor runs in: its size, colours and letters, and what stands around us."""

import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from tui.clipboard.layers import Layer, layers
from tui.clipboard.native import is_far
from tui.clipboard.tmux import Tmux
from tui.doctor.finding import Finding, better, broken, fine
from tui.model.plain import one_line
from tui.model.trouble import Trouble

SLOW_ESCAPE = 100
"""Milliseconds from which one feels that tmux holds esc back."""


class Seen(NamedTuple):
    """The terminal as the system tells of it."""

    size: os.terminal_size | None
    """None where there is no terminal."""
    encoding: str
    """How letters are written to it."""


def seen() -> Seen:
    """The terminal that we were started in, wherever our output goes."""
    for handle in (1, 2, 0):
        with suppress(OSError):
            return Seen(os.get_terminal_size(handle), locale.getencoding())
    return Seen(None, locale.getencoding())


def look_at_terminal(environ: Mapping[str, str], terminal: Seen, platform: str) -> Iterator[Finding]:
    """Every finding about the terminal; none but one where there is none."""
    if terminal.size is None:
        yield fine("terminal", "There is no terminal here: ask again where you take calls.")
        return
    yield _size(terminal.size)
    yield _colours(environ, platform)
    yield _letters(terminal.encoding)
    yield _around(environ)


def _size(size: os.terminal_size) -> Finding:
    if not size.columns or not size.lines:
        return better("terminal", "The terminal does not say how large it is; 80 by 24 is then taken for its size.")
    here = f"The terminal is {size.columns} by {size.lines}"
    if size.columns < 60 or size.lines < 16:
        return better("terminal", f"{here}: below 60 by 16 there are only the notes. Make it 80 by 24 or more.")
    if size.columns < 80 or size.lines < 24:
        return better("terminal", f"{here}: parts fold away. Make it 80 by 24 or more to see them all.")
    return fine("terminal", f"{here}; from 80 by 24 on there is room for everything.")


def _colours(environ: Mapping[str, str], platform: str) -> Finding:
    term = environ.get("TERM", "")
    if platform != "win32" and term in ("", "dumb"):
        what = "TERM is dumb" if term else "TERM is not set"
        return broken("colours", f"{what}, so no screen can be drawn. Set it as your terminal says, or open another.")
    if environ.get("NO_COLOR"):
        return fine("colours", "NO_COLOR is set: everything is shown without colours, and nothing is told by them.")
    if environ.get("COLORTERM", "") in ("truecolor", "24bit") or environ.get("WT_SESSION"):
        return fine("colours", "The terminal says that it has 16 million colours.")
    if "256" in term or term.startswith(("xterm-kitty", "foot", "alacritty", "xterm-ghostty", "wezterm")):
        return fine("colours", "The terminal says that it has 256 colours, which is all that we use.")
    if not term:
        return fine("colours", "The terminal does not say how many colours it has.")
    return better(
        "colours",
        f"TERM is {one_line(term)}, which says nothing of 256 colours. Where the terminal has them, set "
        f"TERM to {'tmux-256color' if environ.get('TMUX') else 'xterm-256color'}.",
    )


def _letters(encoding: str) -> Finding:
    if encoding.lower().replace("-", "") == "utf8":
        return fine("letters", "Letters are written as UTF-8, so every one of them arrives.")
    return better(
        "letters",
        f"Letters are written as {one_line(encoding)}, which lacks most. Set LANG to a language that ends in .UTF-8; "
        "C.UTF-8 is always there.",
    )


def _around(environ: Mapping[str, str]) -> Finding:
    between = [layer.value for layer in layers(environ)]
    where = [f"inside {' in '.join(between)}"] if between else []
    where += ["over ssh"] if is_far(environ) else []
    told = f"We run {' and '.join(where)}." if where else "Nothing stands between us and the terminal."
    if Layer.TMUX not in layers(environ):
        return fine("around us", told)
    with suppress(Trouble):
        held = Tmux(environ).look().escape_time
        if held > SLOW_ESCAPE:
            return better(
                "around us",
                f"{told} tmux holds esc back for {held} ms: with `set -s escape-time 20` in tmux.conf it does not.",
            )
    return fine("around us", told)
