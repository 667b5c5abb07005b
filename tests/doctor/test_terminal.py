"""What the doctor says about a terminal."""

import os
from pathlib import Path

import pytest

from tests.test_native_clipboard import needs_scripts
from tests.test_tmux_clipboard import FakeTmux
from tui.doctor.finding import Finding, State
from tui.doctor.terminal import Seen, look_at_terminal


def looked(
    size: tuple[int, int] | None = (80, 24),
    encoding: str = "utf-8",
    platform: str = "linux",
    environ: dict[str, str] | None = None,
) -> dict[str, Finding]:
    seen = Seen(os.terminal_size(size) if size else None, encoding)
    return {
        found.about: found for found in look_at_terminal({"TERM": "xterm-256color"} | (environ or {}), seen, platform)
    }


def test_a_terminal_as_it_should_be() -> None:
    found = looked()
    assert list(found) == ["terminal", "colours", "letters", "around us"]
    assert all(one.state is State.FINE for one in found.values())


@pytest.mark.parametrize(
    ("size", "state", "words"),
    [
        ((120, 40), State.FINE, "120 by 40"),
        ((79, 24), State.BETTER, "parts fold away"),
        ((80, 23), State.BETTER, "parts fold away"),
        ((59, 24), State.BETTER, "only the notes"),
        ((80, 15), State.BETTER, "only the notes"),
        ((0, 0), State.BETTER, "does not say how large"),
    ],
)
def test_its_size(size: tuple[int, int], state: State, words: str) -> None:
    found = looked(size)["terminal"]
    assert found.state is state
    assert words in found.words


def test_where_there_is_none_nothing_is_said_of_it() -> None:
    assert list(looked(None, environ={"TERM": "dumb"})) == ["terminal"]


@pytest.mark.parametrize(
    ("environ", "state", "words"),
    [
        ({"COLORTERM": "truecolor"}, State.FINE, "16 million"),
        ({}, State.FINE, "256"),
        ({"TERM": "vt100"}, State.BETTER, "TERM is vt100"),
        ({"TERM": "vt100", "TMUX": "x"}, State.BETTER, "tmux-256color"),
        ({"TERM": "a\x1b[31m"}, State.BETTER, "TERM is a␛[31m"),
        ({"TERM": "dumb"}, State.BROKEN, "TERM is dumb"),
        ({"TERM": ""}, State.BROKEN, "TERM is not set"),
        ({"NO_COLOR": "1", "TERM": "vt100"}, State.FINE, "NO_COLOR"),
        ({"TERM": "xterm-kitty"}, State.FINE, "256"),
    ],
)
def test_its_colours(environ: dict[str, str], state: State, words: str) -> None:
    found = looked(environ=environ)["colours"]
    assert found.state is state
    assert words in found.words


def test_windows_sets_no_term() -> None:
    assert looked(platform="win32", environ={"TERM": ""})["colours"].state is State.FINE


@pytest.mark.parametrize(
    ("encoding", "state"), [("UTF-8", State.FINE), ("utf8", State.FINE), ("ANSI_X3.4-1968", State.BETTER)]
)
def test_its_letters(encoding: str, state: State) -> None:
    found = looked(encoding=encoding)["letters"]
    assert found.state is state
    assert state is State.FINE or encoding in found.words


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "Nothing stands between us and the terminal."),
        ({"SSH_TTY": "x"}, "We run over ssh."),
        ({"STY": "1", "TERM": "screen.xterm"}, "We run inside GNU screen."),
        ({"STY": "1", "TMUX": "", "SSH_CONNECTION": "a"}, "We run inside GNU screen and over ssh."),
        ({"TERM": "tmux-256color", "SSH_TTY": "x"}, "We run inside tmux on the other side of ssh and over ssh."),
    ],
)
def test_what_stands_around_us(environ: dict[str, str], words: str) -> None:
    assert looked(environ=environ)["around us"].words == words


@needs_scripts
@pytest.mark.parametrize(("held", "state"), [("500", State.BETTER), ("20", State.FINE), ("", State.FINE)])
def test_a_tmux_that_holds_esc_back_is_told(tmp_path: Path, held: str, state: State) -> None:
    tmux = FakeTmux(tmp_path)
    tmux.environ["SAYS"] = f"external\n0\nclipboard\n\n{held}\n3.3a"
    assert looked(environ=tmux.environ)["around us"].state is state
