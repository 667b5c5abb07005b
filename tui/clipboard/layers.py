"""What stands between us and the terminal on the rep's desk: tmux, GNU screen, the one in the other, or nothing."""

from collections.abc import Mapping
from enum import Enum


class Layer(Enum):
    """A program that draws one terminal inside another."""

    TMUX = "tmux"
    SCREEN = "GNU screen"
    TMUX_BEYOND = "tmux on the other side of ssh"
    """Told by TERM alone: it cannot be asked."""
    UNCLEAR = "tmux or GNU screen"
    """Their names for TERM are the same, and one prints what the other takes."""


def layers(environ: Mapping[str, str]) -> tuple[Layer, ...]:
    """The layers, the one that we write to first."""
    term = environ.get("TERM", "")
    in_tmux, in_screen = bool(environ.get("TMUX")), bool(environ.get("STY"))
    if in_tmux and in_screen:
        return _nested(term)
    if in_tmux:
        return (Layer.TMUX,)
    # Only GNU screen puts the name of the terminal outside behind its own: "screen.xterm-256color".
    if in_screen or term.startswith("screen."):
        return (Layer.SCREEN,)
    if term.startswith("tmux"):
        return (Layer.TMUX_BEYOND,)
    return (Layer.UNCLEAR,) if term.startswith("screen") else ()


def _nested(term: str) -> tuple[Layer, ...]:
    # Both variables are handed down, so TERM alone says which of the two is the nearer.
    if term.startswith("tmux"):
        return (Layer.TMUX, Layer.SCREEN)
    return (Layer.SCREEN, Layer.TMUX) if term.startswith("screen.") else (Layer.UNCLEAR,)
