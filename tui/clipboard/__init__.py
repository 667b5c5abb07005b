"""Ways to the clipboard, tried in order, each within a limit and honest about what it knows."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from tui.clipboard.files import FileClipboard
from tui.clipboard.native import NativeClipboard, native_kind
from tui.clipboard.signs import carried
from tui.clipboard.terminal import MOST_TERMINAL_BYTES, TerminalClipboard, through_screen, through_tmux, to_terminal
from tui.clipboard.tmux import Tmux, TmuxClipboard
from tui.model.trouble import Trouble
from tui.ports import Clipboard, Copied

__all__ = [
    "MOST_TERMINAL_BYTES",
    "FileClipboard",
    "NativeClipboard",
    "TerminalClipboard",
    "Tmux",
    "TmuxClipboard",
    "WaysOut",
    "native_kind",
    "through_screen",
    "through_tmux",
    "to_terminal",
    "ways_out",
]


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
                return way.copy(carried(text))
            except Trouble as trouble:
                last = trouble
        raise Trouble(f"Nothing was copied. {last or 'No way to a clipboard is known here.'}") from last


def ways_out(
    folder: Path,
    now: Callable[[], datetime],
    send: Callable[[str], None] | None,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
) -> WaysOut:
    """Every way there is: the machine's own, tmux's where we are in it, the terminal's, a file in `folder`.

    `send` writes straight to the terminal and may raise `OSError`; None when there is no terminal.
    """
    tmux = Tmux(environ) if environ.get("TMUX") else None
    native = NativeClipboard(environ, platform=platform, now=tmux.environ_now if tmux else None)
    through = [TmuxClipboard(environ, send, tmux)] if tmux else []
    return WaysOut(native, *through, TerminalClipboard(environ, send), FileClipboard(folder, now))
