"""The terminal and the file as ways to the clipboard, and which way is taken."""

import base64
import errno
import os
import re
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.test_native_clipboard import EVERY_PLANE, KEEPS, Helper, native, needs_scripts
from tui.clipboard import (
    MOST_TERMINAL_BYTES,
    FileClipboard,
    TerminalClipboard,
    WaysOut,
    through_screen,
    through_tmux,
    to_terminal,
)
from tui.model.trouble import Trouble
from tui.ports import Clipboard, Copied

NOW = datetime(2026, 11, 21, 9, 18, 31)


class Terminal:
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, sequence: str) -> None:
        self.sent.append(sequence)

    def taken(self) -> str:
        match = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", "".join(self.sent))
        assert match
        return base64.b64decode(match[1]).decode()


def test_the_terminal_is_sent_the_exact_bytes() -> None:
    terminal = Terminal()
    copied = TerminalClipboard({"TERM": "xterm-256color"}, terminal).copy("sorry ❤")
    assert copied == Copied("terminal", "Sent to your terminal's clipboard.")
    assert terminal.sent == ["\x1b]52;c;c29ycnkg4p2k\x07"]


def test_in_tmux_it_is_sent_bare_and_wrapped() -> None:
    terminal = Terminal()
    TerminalClipboard({"TERM": "tmux-256color", "TMUX": "socket,1,0"}, terminal).copy("sorry ❤")
    assert terminal.sent == ["\x1b]52;c;c29ycnkg4p2k\x07\x1bPtmux;\x1b\x1b]52;c;c29ycnkg4p2k\x07\x1b\\"]


LONG = "I am very sorry. " * 200
BARE = "\x1b]52;c;" + base64.b64encode(LONG.encode()).decode() + "\a"
PIECES = [BARE[start : start + 764] for start in range(0, len(BARE), 764)]
IN_SCREEN = "".join(f"\x1bP{piece}\x1b\\" for piece in PIECES)


@pytest.mark.parametrize(
    ("environ", "sent", "words"),
    [
        ({"TERM": "screen.xterm-256color", "STY": "1.x"}, IN_SCREEN, "Sent to your terminal's clipboard."),
        ({"TERM": "screen.xterm-256color"}, IN_SCREEN, "Sent to your terminal's clipboard."),
        (
            {"TERM": "tmux-256color", "STY": "1.x", "TMUX": "x"},
            BARE + through_tmux(IN_SCREEN),
            "Sent to your terminal's clipboard.",
        ),
        (
            {"TERM": "screen.xterm-256color", "STY": "1.x", "TMUX": "x"},
            IN_SCREEN,
            "Sent to your terminal's clipboard.",
        ),
        (
            {"TERM": "tmux-256color", "SSH_TTY": "x"},
            BARE + through_tmux(BARE),
            "Sent to tmux outside, which hands it to your terminal only with set-clipboard on.",
        ),
    ],
    ids=["screen", "screen by its name", "tmux in screen", "screen in tmux", "ssh out of tmux"],
)
def test_it_is_sent_through_what_stands_between(environ: dict[str, str], sent: str, words: str) -> None:
    terminal = Terminal()
    copied = TerminalClipboard(environ, terminal).copy(LONG)
    assert terminal.sent == [sent]
    assert copied == Copied("terminal", words)


def test_no_piece_is_longer_than_screen_takes() -> None:
    pieces = through_screen("x" * 100_000).split("\x1b\\")
    assert max(len(piece) + 2 for piece in pieces) == 768


@pytest.mark.parametrize("environ", [{"TERM": "screen-256color"}, {"TERM": "screen", "STY": "1.x", "TMUX": "x"}])
def test_where_the_text_could_be_printed_across_the_screen_it_is_not_sent(environ: dict[str, str]) -> None:
    terminal = Terminal()
    with pytest.raises(Trouble, match="not clear"):
        TerminalClipboard(environ, terminal).copy(LONG)
    assert terminal.sent == []
    TerminalClipboard(environ, terminal).copy("a short text is harmless in both")
    assert terminal.taken() == "a short text is harmless in both"


def test_where_letters_may_be_garbled_that_is_said() -> None:
    ways = TerminalClipboard({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, Terminal())
    assert ways.copy("sorry").words == "Sent to your terminal's clipboard."
    assert ways.copy("désolé").words.endswith("VS Code garble letters like é: look at what you paste.")


def test_kitty_takes_more_than_others() -> None:
    terminal = Terminal()
    TerminalClipboard({"TERM": "xterm-kitty"}, terminal).copy("x" * 1_000_000)
    assert terminal.taken() == "x" * 1_000_000


def test_a_nul_does_not_end_the_text() -> None:
    terminal = Terminal()
    WaysOut(TerminalClipboard({"TERM": "xterm"}, terminal)).copy("before\0behind")
    assert terminal.taken() == "before\u2400behind"


def test_every_escape_is_doubled_for_tmux() -> None:
    assert through_tmux("\x1b]x\x1b\\") == "\x1bPtmux;\x1b\x1b]x\x1b\x1b\\\x1b\\"


def test_the_terminal_gets_every_plane() -> None:
    terminal = Terminal()
    TerminalClipboard({"TERM": "xterm"}, terminal).copy(EVERY_PLANE)
    assert terminal.taken() == EVERY_PLANE


def test_the_longest_text_makes_the_longest_sequence_that_terminals_read() -> None:
    terminal = Terminal()
    ways = TerminalClipboard({"TERM": "xterm"}, terminal)
    ways.copy("é" * (MOST_TERMINAL_BYTES // 2))
    assert len(terminal.sent[0]) == 100_000
    with pytest.raises(Trouble, match="too long"):
        ways.copy("é" * (MOST_TERMINAL_BYTES // 2) + "x")
    assert len(terminal.sent) == 1


@pytest.mark.parametrize(
    ("environ", "takes"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": ""}, False),
        ({}, False),
        ({"WT_SESSION": "1"}, True),
        ({"WT_SESSION": "1", "TERM": "dumb"}, False),
        ({"TERM": "screen", "STY": "1.x"}, True),
        ({"TERM": "screen", "STY": "1.x", "TMUX": "x"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "Apple_Terminal", "TMUX": "x"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, False),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "241200"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
    ],
)
def test_which_terminals_are_asked(environ: dict[str, str], takes: bool) -> None:
    terminal = Terminal()
    ways = WaysOut(TerminalClipboard(environ, terminal))
    if takes:
        ways.copy("text")
    else:
        with pytest.raises(Trouble, match=r"^Nothing was copied\. This terminal has no clipboard\.$"):
            ways.copy("text")
    assert bool(terminal.sent) is takes


def test_no_terminal_is_no_way() -> None:
    with pytest.raises(Trouble, match="no clipboard"):
        TerminalClipboard({"TERM": "xterm"}, None).copy("text")


def test_a_terminal_that_is_gone_is_a_trouble() -> None:
    def gone(_: str) -> None:
        raise OSError(errno.EIO, "gone")

    with pytest.raises(Trouble, match=r"^The terminal could not be reached\.$"):
        TerminalClipboard({"TERM": "xterm"}, gone).copy("text")


def test_a_command_writes_to_the_terminal_itself(tmp_path: Path) -> None:
    assert to_terminal(tmp_path / "none" / "tty") is None
    (tmp_path / "tty").touch()
    send = to_terminal(tmp_path / "tty")
    assert send is not None
    send("\x1b]52;c;\x07")
    assert (tmp_path / "tty").read_bytes() == b"\x1b]52;c;\x07"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_is_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "records" / "summaries"
    copied = FileClipboard(folder, lambda: NOW).copy(EVERY_PLANE)
    path = folder / "summary-20261121-091831.txt"
    assert copied == Copied("file", f"No clipboard here. Saved to {path}")
    assert path.read_bytes() == EVERY_PLANE.encode()
    assert (mode(folder), mode(path)) == (0o700, 0o600)


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    ways = FileClipboard(tmp_path, lambda: NOW)
    for text in ("one", "two", "three"):
        ways.copy(text)
    found = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert found == {
        "summary-20261121-091831.txt": "one",
        "summary-20261121-091831-2.txt": "two",
        "summary-20261121-091831-3.txt": "three",
    }


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble) as caught:
        FileClipboard(tmp_path, lambda: NOW).copy("text")
    assert str(caught.value) == f"No file could be written to {tmp_path}: no space left on device."
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "summaries").write_text("x")
    with pytest.raises(Trouble, match=r"summaries cannot be made: something that is not a folder is in its place\.$"):
        FileClipboard(tmp_path / "summaries", lambda: NOW).copy("text")


def test_a_path_that_could_steer_the_terminal_is_made_visible(tmp_path: Path) -> None:
    copied = FileClipboard(tmp_path / "\x1b[31m", lambda: NOW).copy("text")
    assert copied.words.isprintable()


@needs_scripts
def test_the_first_way_that_works_is_taken_and_no_other(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    terminal = Terminal()
    folder = tmp_path / "summaries"

    def ways(environ: dict[str, str]) -> Clipboard:
        outer = TerminalClipboard({"TERM": "xterm"}, terminal)
        return WaysOut(native(environ), outer, FileClipboard(folder, lambda: NOW))

    assert ways(helper.becomes(KEEPS)).copy("one").way == "native"
    assert terminal.sent == []
    assert ways(helper.becomes("exit 1")).copy("two").way == "terminal"
    assert terminal.taken() == "two"
    assert not folder.exists()
    assert ways({}).copy("x" * 100_000).way == "file"
    assert len(terminal.sent) == 1
    assert [path.stat().st_size for path in folder.iterdir()] == [100_000]


def test_when_no_way_works_the_last_reason_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ways = WaysOut(native({}), TerminalClipboard({}, None), FileClipboard(tmp_path / "file", lambda: NOW))
    with pytest.raises(
        Trouble, match=r"^Nothing was copied\. The folder .*file cannot be made: something that is not"
    ):
        ways.copy("text")
    with pytest.raises(Trouble, match=r"^Nothing was copied\. No way to a clipboard is known here\.$"):
        WaysOut().copy("text")


def test_nothing_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="nothing to copy"):
        WaysOut(FileClipboard(tmp_path, lambda: NOW)).copy("")
    assert list(tmp_path.iterdir()) == []


def test_pyperclip_is_never_loaded_here() -> None:
    script = "import sys, tui.clipboard; sys.exit('pyperclip' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_folders_made_on_the_way_are_private_too(tmp_path: Path) -> None:
    FileClipboard(tmp_path / "records" / "copies", lambda: NOW).copy("text")
    assert (mode(tmp_path / "records"), mode(tmp_path / "records" / "copies")) == (0o700, 0o700)
