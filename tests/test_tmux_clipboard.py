"""tmux's buffer as a way to the clipboard, with a program of ours in the place of tmux."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.test_clipboard import Terminal
from tests.test_native_clipboard import EVERY_PLANE, KEEPS, Helper, needs_scripts
from tui.clipboard import NativeClipboard, TerminalClipboard, Tmux, TmuxClipboard, WaysOut, ways_out
from tui.clipboard.tmux import IN_BUFFER, IN_BUFFER_AND_SENT
from tui.model.trouble import Trouble

pytestmark = needs_scripts

ANSWERS = """case "$3" in
display-message) printf '%s\\n' "$SAYS"; printf '%b' "$SESSION";;
load-buffer)
  if [ "$4" = -w ] && [ -n "$OLD" ]; then echo 'unknown flag -w' >&2; exit 1; fi
  cat > "$BUFFER"; printf '%s ' "$@" > "$BUFFER.asked";;
esac"""


class FakeTmux:
    """A `tmux` of ours on the PATH, and the environment of somebody inside it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "tmux-bin"
        self.bin.mkdir()
        self.buffer = folder / "buffer"
        self.becomes(ANSWERS)
        self.environ = {
            "PATH": os.pathsep.join((str(self.bin), "/usr/bin", "/bin")),
            "TMUX": f"{folder}/socket,1,0",
            "TMUX_PANE": "%3",
            "TERM": "tmux-256color",
            "BUFFER": str(self.buffer),
        }
        self.says()

    def becomes(self, script: str) -> None:
        """Make `tmux` run this script."""
        program = self.bin / "tmux"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def says(
        self,
        clipboard: str = "external",
        passes: str = "0",
        features: str = "title,clipboard,focus",
        outside: str = "",
        session: str = "",
    ) -> None:
        """How it is set."""
        self.environ["SAYS"] = "\n".join((clipboard, passes, features, outside, "500", "3.3a"))
        self.environ["SESSION"] = session

    def ways(self, terminal: Terminal | None = None) -> TmuxClipboard:
        """What is tested."""
        return TmuxClipboard(self.environ, terminal, Tmux(self.environ, limit=60.0))


@pytest.fixture
def tmux(tmp_path: Path) -> FakeTmux:
    return FakeTmux(tmp_path)


@pytest.mark.parametrize("text", [EVERY_PLANE, "x" * 70_000], ids=["planes", "70 KB"])
@pytest.mark.parametrize("mode", ["on", "external", "off"])
def test_its_buffer_has_the_exact_bytes_and_the_terminal_outside_too(tmux: FakeTmux, mode: str, text: str) -> None:
    tmux.says(mode)
    terminal = Terminal()
    copied = tmux.ways(terminal).copy(text)
    assert (copied.way, copied.words) == ("tmux", IN_BUFFER_AND_SENT)
    assert tmux.buffer.read_bytes() == text.encode()
    assert "load-buffer -w -" in Path(f"{tmux.buffer}.asked").read_text()
    assert terminal.sent == []


@pytest.mark.parametrize(
    ("features", "outside"), [("", ""), ("title,focus", ""), ("title,clipboard", "VTE(7006)")], ids=str
)
def test_a_terminal_outside_that_takes_nothing_is_not_spoken_of(tmux: FakeTmux, features: str, outside: str) -> None:
    tmux.says(features=features, outside=outside)
    assert tmux.ways(Terminal()).copy("text").words == IN_BUFFER


def test_a_text_that_many_terminals_cut_is_in_the_buffer_and_no_more_is_said(tmux: FakeTmux) -> None:
    assert tmux.ways(Terminal()).copy("x" * 100_000).words == IN_BUFFER
    assert tmux.buffer.read_bytes() == b"x" * 100_000


@pytest.mark.parametrize(
    ("clipboard", "passes", "words"),
    [("on", "0", IN_BUFFER_AND_SENT), ("external", "", IN_BUFFER_AND_SENT), ("external", "0", IN_BUFFER)],
)
def test_a_tmux_that_cannot_hand_on_is_passed_where_it_lets_us(
    tmux: FakeTmux, clipboard: str, passes: str, words: str
) -> None:
    tmux.says(clipboard, passes, features="")
    tmux.environ["OLD"] = "yes"
    terminal = Terminal()
    assert tmux.ways(terminal).copy("sorry").words == words
    assert tmux.buffer.read_bytes() == b"sorry"
    assert bool(terminal.sent) is (words == IN_BUFFER_AND_SENT)


@pytest.mark.parametrize(("passes", "words"), [("1", IN_BUFFER_AND_SENT), ("0", IN_BUFFER)])
def test_through_tmux_and_the_screen_around_it(tmux: FakeTmux, passes: str, words: str) -> None:
    tmux.says("external", passes, features="title")
    tmux.environ["STY"] = "1.x"
    terminal = Terminal()
    assert tmux.ways(terminal).copy("sorry").words == words
    assert bool(terminal.sent) is (words == IN_BUFFER_AND_SENT)


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "echo odd", 'case "$3" in load-buffer) exit 1;; esac'])
def test_a_tmux_that_fails_is_never_called_copied(tmux: FakeTmux, script: str) -> None:
    tmux.becomes(script)
    with pytest.raises(Trouble, match="tmux did not"):
        tmux.ways(Terminal()).copy("text")


def test_a_tmux_that_hangs_leads_to_the_next_way(tmux: FakeTmux, tmp_path: Path) -> None:
    tmux.becomes("sleep 20")
    way = TmuxClipboard(tmux.environ, None, Tmux(tmux.environ, limit=0.05))
    with pytest.raises(Trouble, match=r"^tmux did not answer in time\.$"):
        way.copy("text")
    terminal = Terminal()
    assert WaysOut(way, TerminalClipboard(tmux.environ, terminal)).copy("text").way == "terminal"
    assert len(terminal.sent) == 1


def test_without_tmux_on_the_path_it_cannot_be_asked(tmux: FakeTmux, tmp_path: Path) -> None:
    environ = tmux.environ | {"PATH": str(tmp_path)}
    with pytest.raises(Trouble, match=r"^tmux cannot be asked\.$"):
        TmuxClipboard(environ, None, Tmux(environ)).copy("text")


AT_HOME = "DISPLAY=:7\\nSSH_CONNECTION=home 1 desk 22\\n-XAUTHORITY\\nPATH=/elsewhere\\n"
AT_THE_DESK = "DISPLAY=:0\\n-SSH_CONNECTION\\n"


def test_whoever_attaches_from_home_does_not_copy_to_the_desk(tmux: FakeTmux, tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    environ = helper.becomes(KEEPS)
    environ = tmux.environ | environ | {"PATH": f"{tmux.bin}{os.pathsep}{environ['PATH']}"}
    environ["SESSION"] = AT_HOME
    asked = Tmux(environ, limit=60.0)
    native = NativeClipboard(environ, limit=60.0, platform="linux", now=asked.environ_now)
    assert WaysOut(native, TmuxClipboard(environ, None, asked)).copy("text").way == "tmux"
    assert not helper.kept.exists()
    environ |= {"SESSION": AT_THE_DESK, "SSH_TTY": "stale", "SSH_CONNECTION": "stale"}
    asked = Tmux(environ, limit=60.0)
    native = NativeClipboard(environ, limit=60.0, platform="linux", now=asked.environ_now)
    assert WaysOut(native, TmuxClipboard(environ, None, asked)).copy("text").way == "native"
    assert helper.kept.read_text() == "text"


def test_only_what_belongs_to_a_seat_is_taken_over(tmux: FakeTmux) -> None:
    tmux.says(session=AT_HOME)
    now = Tmux(tmux.environ, limit=60.0).environ_now()
    assert now == tmux.environ | {"DISPLAY": ":7", "SSH_CONNECTION": "home 1 desk 22"}


def test_a_tmux_that_is_gone_changes_nothing(tmux: FakeTmux) -> None:
    tmux.becomes("exit 1")
    assert Tmux(tmux.environ, limit=60.0).environ_now() == tmux.environ


def test_what_stands_behind_tmux_in_the_order(tmux: FakeTmux, tmp_path: Path) -> None:
    def way() -> str:
        ways = ways_out(tmp_path / "copies", lambda: datetime(2026, 11, 21), terminal, tmux.environ, "linux")
        return ways.copy("text").way

    terminal: Terminal | None = Terminal()
    assert way() == "tmux"
    tmux.becomes("exit 1")
    assert way() == "terminal"
    terminal = None
    assert way() == "file"
