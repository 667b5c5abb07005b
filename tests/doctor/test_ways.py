"""Each way to the clipboard is tried, and what is in the clipboard stays there."""

import os
from pathlib import Path

import pytest

from tests.test_native_clipboard import Helper, needs_scripts
from tests.test_tmux_clipboard import FakeTmux
from tui.doctor.finding import Finding, State
from tui.doctor.ways import TEXT, look_at_ways, really_copied

pytestmark = [needs_scripts, pytest.mark.costly]

PATIENCE = 60.0
SELECTIONS = """case "$*" in *secondary*) file="$KEPT.secondary";; *) file="$KEPT";; esac
case "$*" in
*TARGETS*) if [ -e "$KEPT" ]; then echo UTF8_STRING; else exit 1; fi;;
*-o*) cat "$file" 2>/dev/null;;
*) cat > "$file";; esac"""
"""An xclip that keeps each selection in a file."""


def looked(folder: Path, environ: dict[str, str], *, has_terminal: bool = True) -> list[Finding]:
    around = {"TERM": "xterm-256color", "PATH": str(folder)} | environ
    return [*look_at_ways(around, "linux", folder / "copies", has_terminal=has_terminal, limit=PATIENCE)]


def states(found: list[Finding]) -> dict[str, State]:
    return {one.about: one.state for one in found}


def test_a_text_goes_in_and_comes_back_beside_the_clipboard(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    helper.kept.write_text("what the rep had copied")
    found = looked(tmp_path, helper.becomes(SELECTIONS))
    assert states(found) == dict.fromkeys(("clipboard", "osc 52", "file", "f8"), State.FINE)
    assert "came back, by xclip" in found[0].words
    assert helper.kept.read_text() == "what the rep had copied"
    assert Path(f"{helper.kept}.secondary").read_text() == TEXT
    assert found[-1].words == "f8 copies to the clipboard of this machine."
    assert not (tmp_path / "copies").exists()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('echo "Error: Can\'t open display: :0" >&2; exit 1', "Error: Can't open display: :0."),
        ("kill -9 $$", "xclip took a text and did not give it back."),
        ('case "$*" in *-o*) echo other;; *) cat > /dev/null;; esac', "did not give it back"),
    ],
)
def test_a_clipboard_that_does_not_work_is_broken(tmp_path: Path, script: str, words: str) -> None:
    found = looked(tmp_path, Helper(tmp_path).becomes(script))
    assert found[0].state is State.BROKEN
    assert words in found[0].words
    assert found[-1].words.startswith("f8 hands the text to your terminal")


def test_a_helper_that_hangs_is_left(tmp_path: Path) -> None:
    environ = {"TERM": "xterm"} | Helper(tmp_path).becomes("sleep 20")
    found = [*look_at_ways(environ, "linux", tmp_path, has_terminal=True, limit=0.05)]
    assert found[0].words == "The X clipboard does not work: The clipboard did not answer in time."


@pytest.mark.parametrize(
    ("environ", "state", "words"),
    [
        ({"DISPLAY": ":0"}, State.BETTER, "install xclip or xsel"),
        ({"WAYLAND_DISPLAY": "x"}, State.BETTER, "install wl-clipboard"),
        ({"DISPLAY": ":0", "SSH_TTY": "x"}, State.FINE, "Over ssh"),
        ({}, State.FINE, "no display"),
    ],
)
def test_no_clipboard_of_its_own(tmp_path: Path, environ: dict[str, str], state: State, words: str) -> None:
    found = looked(tmp_path, environ)[0]
    assert (found.about, found.state) == ("clipboard", state)
    assert words in found.words


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("echo text/plain", State.FINE),
        ("echo No selection >&2; exit 1", State.FINE),
        ("echo Failed to connect to a Wayland server >&2; exit 1", State.BROKEN),
    ],
)
def test_wayland_is_asked_what_kind_of_thing_it_holds(tmp_path: Path, script: str, state: State) -> None:
    for name in ("wl-paste", "wl-copy"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script if name == 'wl-paste' else 'exit 9'}\n")
        (tmp_path / name).chmod(0o755)
    found = looked(tmp_path, {"WAYLAND_DISPLAY": "x", "PATH": f"{tmp_path}{os.pathsep}/bin"})[0]
    assert found.state is state


NAMED = """case "$3" in
display-message) printf '%s\\n' "$SAYS";;
load-buffer) [ "$4" = -b ] || exit 1; cat > "$BUFFER.$5";;
show-buffer) cat "$BUFFER.$5";;
delete-buffer) rm "$BUFFER.$5";;
esac"""


def test_tmux_is_tried_with_a_buffer_that_nobody_pastes(tmp_path: Path) -> None:
    tmux = FakeTmux(tmp_path)
    tmux.becomes(NAMED)
    found = {one.about: one for one in looked(tmp_path, tmux.environ)}
    assert found["tmux"].state is State.FINE
    assert found["f8"].words.startswith("f8 copies to tmux's buffer")
    assert [path.name for path in tmp_path.iterdir()] == ["tmux-bin"]
    tmux.says(features="")
    found = {one.about: one for one in looked(tmp_path, tmux.environ)}
    assert found["tmux"].state is State.BETTER
    assert "terminal-features" in found["tmux"].words


def test_a_tmux_that_is_gone_is_broken(tmp_path: Path) -> None:
    tmux = FakeTmux(tmp_path)
    tmux.becomes("exit 1")
    found = {one.about: one for one in looked(tmp_path, tmux.environ)}
    assert found["tmux"].state is State.BROKEN
    assert found["f8"].words.startswith("f8 hands")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"VTE_VERSION": "7006"}, "GNOME Terminal"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal on macOS"),
        ({"TERM": "linux"}, "This terminal takes no text"),
    ],
)
def test_a_terminal_that_takes_no_text_leaves_the_file(tmp_path: Path, environ: dict[str, str], words: str) -> None:
    found = {one.about: one for one in looked(tmp_path, environ)}
    assert found["osc 52"].state is State.BETTER
    assert words in found["osc 52"].words
    assert found["f8"].state is State.BETTER


def test_when_no_way_is_left_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file where the folder should be")
    found = looked(tmp_path, {}, has_terminal=False)
    assert [one.about for one in found if one.state is State.BROKEN] == ["file", "f8"]


def test_a_real_copy_puts_back_what_was_there(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    environ = helper.becomes(SELECTIONS + '\ncase "$*" in *-o*) ;; *) cat "$KEPT" >> "$KEPT.all";; esac')
    helper.kept.write_text("what the rep had copied")
    found = really_copied(environ, "linux", PATIENCE)
    assert found.state is State.FINE
    assert helper.kept.read_text() == "what the rep had copied"
    assert TEXT in Path(f"{helper.kept}.all").read_text()


def test_what_is_no_text_is_not_overwritten(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    environ = helper.becomes('case "$*" in *TARGETS*) echo image/png;; *-o*) exit 1;; *) cat > "$KEPT";; esac')
    found = really_copied(environ, "linux", PATIENCE)
    assert (found.state, helper.kept.exists()) == (State.BETTER, False)


def test_an_empty_clipboard_can_be_written(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    assert really_copied(helper.becomes(SELECTIONS), "linux", PATIENCE).state is State.FINE
    assert helper.kept.read_text() == TEXT


def test_a_copy_that_does_not_arrive_is_broken_and_the_text_is_put_back(tmp_path: Path) -> None:
    helper = Helper(tmp_path)
    helper.kept.write_text("before")
    takes = 'cat > "$KEPT.new"; grep -q before "$KEPT.new" && cp "$KEPT.new" "$KEPT"'
    script = f'case "$*" in *-o*) cat "$KEPT";; *) {takes};; esac'
    found = really_copied(helper.becomes(script), "linux", PATIENCE)
    assert (found.state, helper.kept.read_text()) == (State.BROKEN, "before")
