"""The harness itself, tried on programs that everybody knows: what it says about the app can be believed."""

import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.real.conftest import StartPty, StartTerminal
from tests.real.terminal import XDisplay, needs

SHELL = ["env", "PS1=ready> ", "bash", "--norc", "--noprofile", "-i"]
FOR_EVER = "while :; do sleep 0.05; done"


def test_what_is_typed_reaches_the_program_as_it_stands(terminal: StartTerminal) -> None:
    one = terminal(["cat"])
    one.type("#{pane_id} ~ $HOME; déjà vu 漢字 -x;")
    one.press("Enter")
    assert one.wait_for(re.compile(r"vu 漢字 -x;\n#\{pane_id\} ~ \$HOME; déjà vu 漢字 -x;"))


def test_a_paste_is_bracketed_where_the_program_asks_for_it(terminal: StartTerminal) -> None:
    one = terminal(["bash", "-c", r"stty raw; printf '\e[?2004hready\r\n'; exec cat -v"])
    one.wait_for("ready")
    one.paste("two\nlines")
    assert "^[[200~two^Mlines^[[201~" in one.wait_for("201~")


def test_a_long_text_is_typed_whole(terminal: StartTerminal) -> None:
    one = terminal(["bash", "-c", "stty raw -echo; echo ready; head -c 4000 | cksum"])
    one.wait_for("ready")
    one.type("0123456789" * 400)
    expected = subprocess.run(["cksum"], input=b"0123456789" * 400, capture_output=True, check=True)
    one.wait_for(expected.stdout.decode().strip())


def test_keys_sizes_and_the_cursor(terminal: StartTerminal) -> None:
    one = terminal(SHELL, columns=90, rows=20)
    one.wait_for("ready>")
    one.type("stty size")
    one.wait_for("ready> stty size")
    assert one.cursor() == (len("ready> stty size"), 0)
    one.press("Enter")
    one.wait_for("20 90")
    one.resize(50, 10)
    one.type("clear; stty size")
    one.press("Enter")
    one.wait_for("10 50")
    one.wait_gone("20 90")
    one.press("C-d")
    assert one.exit_status() == 0


def test_the_environment_is_the_apps_and_nothing_else(
    terminal: StartTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/0")
    monkeypatch.setenv("DISPLAY", ":99")
    one = terminal(["bash", "-c", "env | cut -d= -f1 | sort | tr '\\n' ' '; exec cat"], environment={"EXTRA": "1"})
    shown = one.wait_for(" TMUX")
    assert "EXTRA HEARTFIRST_DATA HOME" in shown
    assert "SSH_TTY" not in shown
    assert "DISPLAY" not in shown


def test_killing_the_program_leaves_the_terminal_to_be_looked_at(terminal: StartTerminal) -> None:
    one = terminal(["bash", "-c", "trap '' TERM HUP; echo; echo alive; exec cat"])
    one.wait_for("alive")
    one.kill9()
    assert one.exit_status() == -signal.SIGKILL
    assert "alive" in one.screen()


def test_hanging_up_ends_the_program(terminal: StartTerminal, tmp_path: Path) -> None:
    one = terminal(["bash", "-c", f"trap 'echo heard > {tmp_path}/hup; exit' HUP; echo up; {FOR_EVER}"])
    one.wait_for("up")
    one.hang_up()
    assert (tmp_path / "hup").read_text() == "heard\n"


def test_an_exit_status_is_told(terminal: StartTerminal) -> None:
    assert terminal(["bash", "-c", "exit 3"]).exit_status() == 3


def test_waiting_in_vain_shows_the_screen(terminal: StartTerminal) -> None:
    one = terminal(["bash", "-c", "echo here I am; exec cat"])
    one.wait_for("here")
    with pytest.raises(AssertionError, match="here I am"):
        one.wait_for("somebody else", within=0.1)


def test_the_terminals_clipboard_takes_osc_52(terminal: StartTerminal) -> None:
    one = terminal(["bash", "-c", r"printf '\e]52;c;c29ycnk=\a'; echo sent; exec cat"])
    one.wait_for("sent")
    assert one.tmux_buffer() == "sorry"


def test_two_displays_keep_their_clipboards_apart(display: XDisplay) -> None:
    with XDisplay() as other:
        assert display.clipboard() == ""
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-i"],
            input="déjà vu\nsaid sorry",
            encoding="utf-8",
            env={"DISPLAY": display.environment["DISPLAY"], "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        assert display.clipboard_after() == "déjà vu\nsaid sorry"
        assert other.clipboard() == ""


def test_a_pty_takes_a_storm_of_keys_in_one_go(bare_pty: StartPty) -> None:
    one = bare_pty(["bash", "-c", "stty raw -echo; echo ready; head -c 200000 | cksum"])
    one.wait_for("ready")
    one.write(b"heartfirst" * 20_000)
    expected = subprocess.run(["cksum"], input=b"heartfirst" * 20_000, capture_output=True, check=True)
    one.wait_for(expected.stdout.decode().strip())
    assert one.exit_status() == 0


def test_a_pty_draws_resizes_and_hears_signals(bare_pty: StartPty) -> None:
    one = bare_pty(["bash", "-c", rf"trap 'stty size' WINCH; printf '\e[5;3H\e[31mred\e[0m 漢字\n'; {FOR_EVER}"])
    shown = one.wait_for("red 漢字")
    assert shown.splitlines()[4].startswith("  red")
    assert b"\x1b[31mred" in one.output()
    one.resize(70, 18)
    one.wait_for("18 70")
    one.signal(signal.SIGTERM)
    assert one.exit_status() == -signal.SIGTERM


def test_a_pty_passes_over_sequences_of_newer_terminals(bare_pty: StartPty) -> None:
    one = bare_pty(["printf", r"\033[?4m\033[>4;1m\033[?6n\033[?2026h\033[?2026$p\033[>1uplain\033[?2026l\n"])
    assert "plain" in one.wait_for("plain")


def test_a_pty_that_is_closed_hangs_up(bare_pty: StartPty) -> None:
    one = bare_pty(["bash", "-c", f"trap 'exit 7' HUP; echo up; {FOR_EVER}"])
    one.wait_for("up")
    one.hang_up()
    assert one.exit_status() == 7


def test_a_missing_program_is_a_skip_here_and_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs no-such-program, not installed"):
        needs("bash", "no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        needs("no-such-program")
    needs("bash")
