"""The doctor with the real programs: what is in a clipboard stays there, and a terminal is left as it was found."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.real.bare_pty import Pty
from tests.real.conftest import StartPty, StartTerminal
from tests.real.multiplexed import AttachedTmux, Compositor
from tests.real.terminal import PATIENCE, XDisplay, needs, until
from tui.doctor.ways import TEXT, look_at_ways, really_copied

pytestmark = pytest.mark.real

DOCTOR = [sys.executable, "-m", "tui", "doctor"]


def found(environment: dict[str, str], folder: Path) -> dict[str, tuple[str, str]]:
    """What the doctor finds about the clipboard."""
    ways = look_at_ways(environment, "linux", folder / "copies", has_terminal=True, limit=PATIENCE)
    return {one.about: (one.state.value, one.words) for one in ways}


def test_a_real_x_clipboard_is_tried_beside_what_is_in_it(display: XDisplay, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm"} | display.environment
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-i"],
        input=b"what the rep had copied",
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    assert until(lambda: display.clipboard() == "what the rep had copied", PATIENCE)
    state, words = found(environment, tmp_path)["clipboard"]
    assert (state, "came back" in words) == ("fine", True)
    assert display.clipboard() == "what the rep had copied"
    assert really_copied(environment, "linux", PATIENCE).state.value == "fine"
    assert display.clipboard() == "what the rep had copied"


def test_a_real_x_clipboard_that_is_empty(display: XDisplay) -> None:
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm"} | display.environment
    assert really_copied(environment, "linux", PATIENCE).state.value == "fine"
    assert display.clipboard_after() == TEXT


def test_the_display_of_a_dead_server_is_broken(display: XDisplay, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "DISPLAY": ":none"}
    state, words = found(environment, tmp_path)["clipboard"]
    assert (state, "Can't open display" in words) == ("broken", True)


def test_a_real_wayland_clipboard(tmp_path: Path) -> None:
    with Compositor(tmp_path / "wayland") as compositor:
        around = compositor.environment | {"TERM": "xterm"}
        assert found(around, tmp_path)["clipboard"][0] == "fine"
        assert really_copied(around, "linux", PATIENCE).state.value == "fine"
        assert compositor.clipboard().decode() == TEXT
        assert really_copied(around, "linux", PATIENCE).words.endswith("is there again, as plain text.")
    assert found(around, tmp_path)["clipboard"][0] == "broken"


def test_a_real_tmux_keeps_its_buffers(app_environment: dict[str, str], tmp_path: Path) -> None:
    tmux = AttachedTmux(app_environment, tmp_path)
    try:
        assert found(tmux.environment, tmp_path)["tmux"][0] == "fine"
        assert tmux.buffer() == ""
    finally:
        tmux.close()


def test_in_a_real_terminal_everything_is_told(terminal: StartTerminal) -> None:
    # tmux pushes the first line off the screen when it says that the program has ended.
    one = terminal(["sh", "-c", f"echo; {' '.join(DOCTOR)} --json"], columns=400, rows=40)
    one.exit_status()
    lines = [line for line in one.screen().splitlines() if line.startswith("{")]
    told = {finding["about"]: finding["state"] for finding in map(json.loads, lines)}
    assert {about for about, state in told.items() if state == "broken"} == set()
    assert {"terminal", "colours", "letters", "around us", "tmux", "forms"} <= told.keys()


def pressed(terminal: Pty, *keys: tuple[str, bytes]) -> None:
    for name, sent in keys:
        terminal.wait_for(f" {name} ")
        terminal.write(sent)


def test_keys_are_asked_for_and_the_terminal_is_given_back(bare_pty: StartPty) -> None:
    needs("sh")
    terminal = bare_pty(["sh", "-c", "read line; " + " ".join(DOCTOR) + " --keys; read wait"], rows=60)
    before = terminal.settings()
    terminal.write(b"\r")
    terminal.wait_for("1 of ")
    assert terminal.settings() != before
    pressed(terminal, ("ctrl+n", b"\x0e"), ("ctrl+o", b"\x0f"), ("ctrl+l", b"\x1b"))
    terminal.wait_for("passed over")
    terminal.write(b"\x03")
    terminal.wait_for("Aborted!")
    assert until(lambda: terminal.settings() == before, PATIENCE)
    assert terminal.screen().count("… arrived") == 2


def test_the_terminal_is_given_back_when_the_doctor_is_told_to_stop(bare_pty: StartPty, tmp_path: Path) -> None:
    number = tmp_path / "number"
    command = f"echo $$ > {number}; exec {' '.join(DOCTOR)} --keys"
    terminal = bare_pty(["sh", "-c", f"read line; sh -c '{command}'; echo ended $?; read wait"])
    before = terminal.settings()
    terminal.write(b"\r")
    terminal.wait_for("1 of ")
    os.kill(int(number.read_text()), signal.SIGTERM)
    terminal.wait_for(f"ended {128 + signal.SIGTERM}")
    assert terminal.settings() == before
