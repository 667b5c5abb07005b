"""What stands on the screen before the app is there: a part of its first frame, and gone where there is none."""

import re
import signal
import sys
import termios as t
from pathlib import Path
from typing import Any

import pytest
from pyte.screens import Char

from tests.real.bare_pty import Pty, drawn
from tests.real.conftest import CHECKOUT, StartPty
from tests.real.terminal import PATIENCE, until
from tui.first_look import ENTER

TAKEN_OVER = b"\x1b[?1000h"
"""What the app writes first where the first look stands."""
COLOURS = {
    "exact": {"COLORTERM": "truecolor"},
    "256": {"TERM": "xterm-256color"},
    "few": {"TERM": "xterm"},
    "none": {"NO_COLOR": "1"},
}
LOOKS = [
    *[("", size, "exact") for size in ((120, 40), (80, 24), (60, 16), (40, 10), (24, 4), (20, 5), (12, 3))],
    *[("", (80, 24), look) for look in ("256", "few", "none")],
    ("", (40, 10), "256"),
    *[("call", size, look) for size, look in (((120, 40), "exact"), ((80, 24), "256"), ((40, 10), "exact"))],
]
BUG = """
import sys
from tui.app import HeartfirstApp
from tui.bootstrap import Bootstrap
def bug(*_):
    raise RuntimeError("notes of a client")
{place} = {what}
from tui.__main__ import main
main()
"""
STOPPED = """
import os, signal
from textual.drivers.linux_driver import LinuxDriver
LinuxDriver._disable_line_wrap = lambda _: os.kill(os.getpid(), signal.SIGTERM)
from tui.__main__ import main
main()
"""
BUGS = {
    "in the command line": ("Bootstrap.run_app", "bug"),
    "before the app is up": ("HeartfirstApp._get_default_css", "bug"),
    "in a style sheet": ("HeartfirstApp.CSS_PATH", "'no-such.tcss'"),
    "as the app comes up": ("HeartfirstApp.get_default_screen", "bug"),
    "in the running app": ("HeartfirstApp.on_mount", "bug"),
}


@pytest.fixture
def hanging(tmp_path: Path) -> dict[str, str]:
    """An environment in which the start hangs as soon as it wants Textual."""
    (tmp_path / "hangs").mkdir()
    (tmp_path / "hangs" / "textual.py").write_text("import time\nwhile True: time.sleep(1)\n")
    return {"PYTHONPATH": f"{tmp_path / 'hangs'}:{CHECKOUT}"}


def ended(app: Pty, found: list[Any]) -> str:
    """The words on the normal screen after the end; the terminal is as it was found."""
    app.exit_status()
    assert app.settings() == found
    assert until(lambda: b"\x1b[?25h" in app.output(), PATIENCE)
    output = app.output()
    assert output.count(ENTER.encode()) == output.count(b"\x1b[?1049l") == 1
    assert output.rindex(b"\x1b[?25h") > output.rindex(b"\x1b[?25l")
    assert output.rfind(b"\x1b[?2004l") >= output.rfind(b"\x1b[?2004h")
    return output.partition(b"\x1b[?1049l")[2].decode()


def stays(old: Char, new: Char, look: str) -> bool:
    """Whether what the first look has here is in the real frame too; the desk's background may become anything."""
    if look in {"few", "none"}:
        return old.data in {" ", new.data}
    return old == new if old.data != " " else old.bg in {new.bg, "1c1c1c"}


def differences(before: bytes, after: bytes, size: tuple[int, int], look: str) -> list[str]:
    """Places where the first look shows what the app does not."""
    old, new = (drawn(output, *size).buffer for output in (before, after))
    places = [(row, column) for row in range(size[1]) for column in range(size[0])]
    return [
        f"{row},{column}: {old[row][column]} {new[row][column]}"
        for row, column in places
        if not stays(old[row][column], new[row][column], look)
    ]


@pytest.mark.parametrize(("screen", "size", "look"), LOOKS, ids=str)
def test_the_app_shows_every_sign_of_it_at_its_place(
    screen: str, size: tuple[int, int], look: str, bare_pty: StartPty
) -> None:
    command = [sys.executable, "-m", "tui", *([screen, "Dana"] if screen else [])]
    app = bare_pty(command, environment=COLOURS[look], columns=size[0], rows=size[1])
    assert until(lambda: TAKEN_OVER in app.output(), PATIENCE)
    # Shown last, by the desk's lists or the first save.
    app.wait_for("saved" if screen else "Type who" if size[1] >= 16 else re.compile("[A-Z][a-z]{2} [0-9]"))
    before = app.output().partition(TAKEN_OVER)[0]
    until(lambda: not differences(before, app.output(), size, look), PATIENCE)
    assert differences(before, app.output(), size, look) == []
    assert app.output().count(ENTER.encode()) == 1


def test_it_can_be_read_at_every_size_and_has_no_colour_where_there_may_be_few(bare_pty: StartPty) -> None:
    app = bare_pty(environment=COLOURS["few"], columns=19, rows=4)
    app.wait_for("Who is calling?")
    assert re.search(rb"\x1b\[[0-9;]*[34]8;", app.output().partition(TAKEN_OVER)[0]) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_start_that_hangs_can_be_ended(number: signal.Signals, bare_pty: StartPty, hanging: dict[str, str]) -> None:
    app = bare_pty(environment=hanging)
    found = app.settings()
    app.wait_for("Who is calling?")
    inward, _, _, local, *_, keys = app.settings()
    assert inward & (t.ICRNL | t.IXON) == local & (t.ECHO | t.ICANON) == 0
    # A suspended or dumped process would leave the first look behind.
    assert keys[t.VSUSP] == keys[t.VQUIT] == b"\0"
    if number == signal.SIGINT:
        app.write(b"Dana\r\x03")
    else:
        app.signal(number)
    assert ended(app, found) == "\x1b[?25h"
    assert app.exit_status() == 128 + number
    assert b"Dana" not in app.output()


def test_what_was_typed_for_an_app_that_failed_is_not_left_for_the_shell(
    bare_pty: StartPty, hanging: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "hangs" / "textual.py").write_text("import select\nselect.select([0], [], [])\nraise OSError\n")
    shell = ["bash", "-c", '"$@"; IFS= read -r -t 0.1 left; echo "left:$left."', "bash"]
    app = bare_pty([*shell, sys.executable, "-m", "tui"], environment=hanging)
    app.wait_for("Who is calling?")
    app.write(b"Dana\r")
    app.wait_for("left:.")


@pytest.mark.parametrize("place", BUGS)
def test_a_bug_ends_it_with_one_sentence(place: str, bare_pty: StartPty) -> None:
    where, what = BUGS[place]
    app = bare_pty([sys.executable, "-c", BUG.format(place=where, what=what), "call", "Dana"])
    found = app.settings()
    words = re.sub(r"\x1b\[[0-9;?<>]*[a-z]", "", ended(app, found))
    assert app.exit_status() == 1
    assert "What happened is in" in words
    assert "Traceback" not in words
    assert "notes of a client" not in words


@pytest.mark.parametrize("moment", [TAKEN_OVER, b"\x1b[?1004h", b"\x1b[?2004h", b"heartfirst"])
def test_a_shutdown_while_the_app_comes_up_gives_the_terminal_back(moment: bytes, bare_pty: StartPty) -> None:
    app = bare_pty()
    found = app.settings()
    assert until(lambda: moment in app.output(), PATIENCE)
    app.signal(signal.SIGTERM)
    ended(app, found)
    assert app.exit_status() == 128 + signal.SIGTERM


def test_a_signal_between_the_first_look_and_the_app_waits_for_the_way_out(bare_pty: StartPty) -> None:
    app = bare_pty([sys.executable, "-c", STOPPED])
    found = app.settings()
    ended(app, found)
    assert app.exit_status() == 128 + signal.SIGTERM


def test_at_the_end_the_terminal_is_as_it_was(bare_pty: StartPty) -> None:
    app = bare_pty()
    found = app.settings()
    app.wait_for("Type who")
    app.write(b"\x1b[20~")
    ended(app, found)
    assert app.exit_status() == 0


def test_nothing_is_shown_where_the_app_could_not_draw(bare_pty: StartPty, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "--playbook", "missing.toml"]
    app = bare_pty(["sh", "-c", 'exec "$@" 2>said', "sh", *command])
    assert app.exit_status() == 1
    assert app.output() == b""
    assert (tmp_path / "said").read_text().startswith("heartfirst: missing.toml: ")
