"""The first look is for a command line that opens a screen, and for no other."""

import os
from collections.abc import Mapping

import pytest

from tests.command.runs import in_process, on_terminal
from tui import cli
from tui.first_look import opens
from tui.sketch import EXACT, NONE, OF_256, styles_for

posix = pytest.mark.skipif(os.name != "posix", reason="There are no pseudo-terminals here.")

DESK: tuple[list[str], ...] = (
    [], ["--demo"], ["--data", "x"], ["--data=x"], ["--data", "--demo"], ["--data", "call"], ["--playbook=a=b"],
)  # fmt: skip
CALL = (["call"], ["call", "Dana Lee"], ["call", ""], ["--demo", "call", "call"], ["--data", "x", "call"])
NEITHER = (
    ["--help"], ["-h"], ["--version"], ["list"], ["show", "1"], ["call", "--help"], ["call", "-h"],
    ["call", "a", "b"], ["call", "-x"], ["--data"], ["--playbook"], ["--demo=1"], ["--demo", "--data", "x"],
    ["--data=x", "--demo"], ["--no-such"], ["no-such"], ["--data", "x", "list"], ["--data", "call", "list"], ["-"],
    [""],
)  # fmt: skip
WORDS = (*DESK, *CALL, *NEITHER, ["--", "call"], ["call", "--", "Dana"])


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_it_knows_which_screen_the_command_line_opens(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        cli, "_open_screen", lambda _, caller=None: opened.append("desk" if caller is None else "call")
    )
    in_process(*words)
    guessed = opens(words)
    assert guessed in {"", *opened}
    if words in (*DESK, *CALL):
        assert guessed == ("desk" if words in DESK else "call")


@posix
@pytest.mark.parametrize(
    "words", [["list"], ["--help"], ["call", "--help"], ["--no-such"], ["call", "a", "b"]], ids=str
)
def test_what_opens_no_screen_shows_none(words: list[str], environment: dict[str, str]) -> None:
    assert "\x1b[?1049" not in on_terminal(*words, environment=environment).out


COLOURS: tuple[tuple[dict[str, str], Mapping[str, str]], ...] = (
    ({"TERM": "xterm-256color"}, OF_256),
    ({"TERM": "xterm-kitty"}, OF_256),
    ({"TERM": "xterm", "COLORTERM": "truecolor"}, EXACT),
    ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, EXACT),
    ({"TERM": "xterm"}, NONE),
    ({"TERM": "vt100"}, NONE),
    ({"TERM": "xterm-16color"}, NONE),
    ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""}, NONE),
)


@pytest.mark.parametrize(("environment", "styles"), COLOURS)
def test_it_has_the_colours_that_the_terminal_has(environment: dict[str, str], styles: Mapping[str, str]) -> None:
    assert styles_for(environment) is styles
