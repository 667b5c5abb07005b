"""Every way to a clipboard with the real programs: what another process, or the terminal outside, gets in the end."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.real.bare_pty import Pty
from tests.real.conftest import StartPty
from tests.real.multiplexed import AttachedTmux, Compositor, taken
from tests.real.terminal import PATIENCE, XDisplay, needs, until
from tests.test_native_clipboard import EVERY_PLANE
from tui.clipboard import NativeClipboard, TerminalClipboard, Tmux, TmuxClipboard, ways_out
from tui.clipboard.tmux import IN_BUFFER, IN_BUFFER_AND_SENT
from tui.folders import private_folder
from tui.model.trouble import Trouble
from tui.system_clock import SystemClock

pytestmark = pytest.mark.real

LONG = EVERY_PLANE * 500
"""About 70 KB."""
HUNDRED_KB = "I am very sorry. é" * 5_300


class StartTmux(Protocol):
    """Starts a tmux that is attached to a pty, with these options."""

    def __call__(self, *options: str, term: str = ..., **environment: str) -> AttachedTmux: ...


@pytest.fixture
def start_tmux(app_environment: dict[str, str], tmp_path: Path) -> Iterator[StartTmux]:
    with ExitStack() as started:

        def start(*options: str, term: str = "xterm-256color", **environment: str) -> AttachedTmux:
            one = AttachedTmux(app_environment | environment, tmp_path, options, term)
            started.callback(one.close)
            return one

        yield start


def in_tmux(tmux: AttachedTmux, send: Callable[[str], None] | None = None) -> TmuxClipboard:
    return TmuxClipboard(tmux.environment, send, Tmux(tmux.environment, limit=PATIENCE))


def arrived(terminal: Pty, text: str) -> bool:
    """Whether the terminal has got exactly this text, once."""
    return until(lambda: taken(terminal) == [text], PATIENCE)


@pytest.mark.parametrize("mode", ["on", "external", "off"])
@pytest.mark.parametrize("text", [EVERY_PLANE, LONG], ids=["planes", "70 KB"])
def test_tmux_has_it_in_its_buffer_and_the_terminal_outside_gets_it(
    start_tmux: StartTmux, mode: str, text: str
) -> None:
    tmux = start_tmux(f"set-clipboard {mode}")
    assert in_tmux(tmux).copy(text).words == IN_BUFFER_AND_SENT
    assert tmux.buffer() == text
    assert arrived(tmux.pty, text)


def test_a_hundred_kilobytes_fit_into_its_buffer(start_tmux: StartTmux) -> None:
    tmux = start_tmux()
    assert in_tmux(tmux).copy(HUNDRED_KB).words == IN_BUFFER
    assert tmux.buffer() == HUNDRED_KB


def test_of_a_terminal_without_a_clipboard_nothing_is_claimed(start_tmux: StartTmux) -> None:
    tmux = start_tmux(term="vt100")
    assert in_tmux(tmux, tmux.write).copy("text").words == IN_BUFFER
    assert tmux.buffer() == "text"
    assert taken(tmux.pty) == []


def test_nobody_is_attached(start_tmux: StartTmux) -> None:
    tmux = start_tmux()
    tmux.detach()
    assert in_tmux(tmux).copy("text").words == IN_BUFFER
    assert tmux.buffer() == "text"


@pytest.mark.parametrize(
    ("options", "gets"),
    [
        (["set-clipboard on"], True),
        (["set-clipboard external"], False),
        (["set-clipboard off"], False),
        (["set-clipboard external", "allow-passthrough on"], True),
        (["set-clipboard off", "allow-passthrough on"], True),
    ],
    ids=str,
)
def test_what_a_bare_sequence_comes_to_in_tmux(start_tmux: StartTmux, options: list[str], gets: bool) -> None:
    """Why tmux is asked first: it drops the sequences of apps as it comes, without a word."""
    tmux = start_tmux(*options)
    TerminalClipboard(tmux.environment, tmux.write).copy("first")
    in_tmux(tmux).copy("second")
    assert until(lambda: taken(tmux.pty)[-1:] == ["second"], PATIENCE)
    assert ("first" in taken(tmux.pty)) is gets


def test_a_rep_who_attaches_from_home_gets_it_at_home(
    start_tmux: StartTmux, display: XDisplay, tmp_path: Path
) -> None:
    tmux = start_tmux(SSH_CONNECTION="home 1 desk 22")
    at_the_desk = tmux.environment | display.environment
    del at_the_desk["SSH_CONNECTION"]
    copied = ways_out(tmp_path / "copies", SystemClock().now, None, at_the_desk).copy("text")
    assert (copied.way, tmux.buffer(), display.clipboard()) == ("tmux", "text", "")


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What GNU screen needs around it; no screen of it is left behind."""
    needs("screen")
    folder = private_folder(tmp_path / "screens")
    environment = {"SCREENDIR": str(folder), "SCREENRC": os.devnull}
    yield environment
    for socket in folder.iterdir():
        subprocess.run(
            ["screen", "-S", socket.name, "-X", "quit"],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )


COPIES = """
import os, sys
from pathlib import Path
from tui.clipboard import TerminalClipboard, Tmux, TmuxClipboard, to_terminal
text = Path(sys.argv[1]).read_bytes().decode()
around = dict(os.environ)
ways = TerminalClipboard(around, to_terminal())
if around.get("TMUX") and around["TERM"].startswith("tmux"):
    ways = TmuxClipboard(around, to_terminal(), Tmux(around, limit=30))
print(ways.copy(text).words)
"""


@pytest.fixture
def copying(tmp_path: Path, app_command: list[str]) -> Callable[[str], list[str]]:
    """A command that copies a text the way it goes there, and then waits for a line."""

    def command(text: str) -> list[str]:
        (tmp_path / "text").write_bytes(text.encode())
        (tmp_path / "copies.py").write_text(COPIES)
        script = f"{app_command[0]} {tmp_path}/copies.py {tmp_path}/text; read wait"
        return ["sh", "-c", script]

    return command


@pytest.mark.parametrize("text", ["sorry ❤", LONG], ids=["short", "70 KB"])
def test_the_terminal_outside_gnu_screen_gets_it(
    bare_pty: StartPty, screens: dict[str, str], copying: Callable[[str], list[str]], text: str
) -> None:
    outside = bare_pty(["screen", *copying(text)], environment=screens)
    outside.wait_for("Sent to your terminal's clipboard.")
    assert arrived(outside, text)
    assert "Ssorry" not in outside.screen()


def test_from_tmux_through_the_screen_around_it(
    bare_pty: StartPty, screens: dict[str, str], copying: Callable[[str], list[str]], tmp_path: Path
) -> None:
    needs("tmux")
    name = f"heartfirst-{tmp_path.name}"
    words = ["tmux", "-u", "-L", name, "-f", os.devnull, "start-server"]
    words += [";", "set-option", "-g", "allow-passthrough", "on", ";", "set-option", "-g", "default-terminal"]
    words += ["tmux-256color", ";", "set-option", "-g", "status", "off", ";", "new-session", *copying(LONG)]
    outside = bare_pty(["screen", *words], environment=screens)
    try:
        outside.wait_for("sent to your terminal's clipboard")
        assert arrived(outside, LONG)
    finally:
        subprocess.run(["tmux", "-L", name, "kill-server"], stdin=subprocess.DEVNULL, check=False)


def test_from_screen_to_the_tmux_around_it(
    start_tmux: StartTmux, screens: dict[str, str], copying: Callable[[str], list[str]]
) -> None:
    tmux = start_tmux("set-clipboard on", "default-terminal xterm-256color", **screens)
    command = " ".join(copying("sorry ❤")[2:])
    tmux.pty.write(f"exec screen sh -c '{command}'\r".encode())
    tmux.pty.wait_for("Sent to your terminal's clipboard.")
    assert until(lambda: tmux.buffer() == "sorry ❤", PATIENCE)
    assert arrived(tmux.pty, "sorry ❤")


@pytest.fixture
def compositor(tmp_path: Path) -> Iterator[Compositor]:
    with Compositor(tmp_path / "wayland") as started:
        yield started


@pytest.mark.parametrize("text", [EVERY_PLANE, HUNDRED_KB], ids=["planes", "100 KB"])
def test_wayland_gives_another_process_what_was_copied(compositor: Compositor, text: str) -> None:
    copied = NativeClipboard(compositor.environment, limit=PATIENCE, platform="linux").copy(text)
    assert copied.way == "native"
    assert compositor.clipboard() == text.encode()


def test_a_wayland_that_is_gone_leads_to_the_next_way(tmp_path: Path) -> None:
    needs("wl-copy", "wl-paste")
    around = {"PATH": os.environ["PATH"], "WAYLAND_DISPLAY": "none", "XDG_RUNTIME_DIR": str(tmp_path)}
    with pytest.raises(Trouble, match=r"^The clipboard did not take the text\.$"):
        NativeClipboard(around, limit=PATIENCE, platform="linux").copy("text")
    copied = ways_out(tmp_path / "copies", SystemClock().now, None, around, "linux").copy("text")
    assert copied.way == "file"


@pytest.mark.parametrize("text", [EVERY_PLANE, HUNDRED_KB, "a\ud83db"], ids=["planes", "100 KB", "half a pair"])
def test_x_gives_another_process_what_was_copied(display: XDisplay, text: str) -> None:
    around = {"PATH": os.environ["PATH"]} | display.environment
    NativeClipboard(around, limit=PATIENCE, platform="linux").copy(text)
    wanted = text.encode("utf-8", "replace")
    assert until(lambda: display.bytes() == wanted, PATIENCE)


def test_without_a_display_or_with_that_of_a_dead_server_it_goes_to_a_file(display: XDisplay, tmp_path: Path) -> None:
    for around in ({}, {"DISPLAY": ":none"}):
        environ = {"PATH": os.environ["PATH"]} | around
        copied = ways_out(tmp_path / "copies", SystemClock().now, None, environ, "linux").copy(HUNDRED_KB)
        assert copied.way == "file"
    written = list((tmp_path / "copies").iterdir())
    assert [path.read_text() for path in written] == [HUNDRED_KB] * 2
