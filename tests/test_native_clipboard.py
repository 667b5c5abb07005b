"""The machine's own clipboard, with a program of ours in the place of xclip."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tui.clipboard import NativeClipboard, native_kind
from tui.clipboard.programs import TooSlow, run
from tui.model.trouble import Trouble
from tui.ports import Copied

pytestmark = pytest.mark.costly

EVERY_PLANE = "".join(chr((plane << 16) + 0x41B) for plane in range(17)) + "äß\u0301 👩🏽‍🚀 אב\r\n\ttext\n"
KEEPS = 'case "$*" in *-o*) cat "$KEPT";; *) cat > "$KEPT";; esac'

needs_scripts = pytest.mark.skipif(os.name != "posix", reason="The fake helper programs are shell scripts.")


class Helper:
    """A folder for `PATH` with an `xclip` of ours in it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.kept = folder / "kept"
        self.bin.mkdir()

    def becomes(self, script: str) -> dict[str, str]:
        """Make `xclip` run this script; return an environment in which it is found."""
        program = self.bin / "xclip"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        path = os.pathsep.join((str(self.bin), "/usr/bin", "/bin"))
        return {"DISPLAY": ":0", "PATH": path, "KEPT": str(self.kept)}


@pytest.fixture
def helper(tmp_path: Path) -> Helper:
    return Helper(tmp_path)


def native(environ: dict[str, str], limit: float = 60.0) -> NativeClipboard:
    return NativeClipboard(environ, limit=limit, platform="linux")


@needs_scripts
@pytest.mark.parametrize(
    "text",
    ["I am very sorry", EVERY_PLANE, "x" * 100_000, "é" * 100_000],
    ids=["short", "planes", "100 KB", "200 KB"],
)
def test_the_native_clipboard_gets_the_text_as_it_is(helper: Helper, text: str) -> None:
    copied = native(helper.becomes(KEEPS)).copy(text)
    assert copied == Copied("native", "Copied to the clipboard.")
    assert helper.kept.read_bytes() == text.encode()


@needs_scripts
def test_half_a_surrogate_pair_does_not_keep_the_rest_back(helper: Helper) -> None:
    native(helper.becomes(KEEPS)).copy("a\ud83db")
    assert helper.kept.read_text() == "a?b"


@needs_scripts
@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "kill -9 $$",
        'case "$*" in *-o*) echo something else;; *) cat > "$KEPT";; esac',
    ],
    ids=["fails", "is killed", "holds something else"],
)
def test_a_helper_that_fails_is_never_called_copied(helper: Helper, script: str) -> None:
    with pytest.raises(Trouble, match=r"^The clipboard did not take the text\.$"):
        native(helper.becomes(script)).copy("text")


# The real xclip leaves as soon as it has the text, and takes the clipboard over a moment later.
LATE = """case "$*" in
*-o*) if [ -e "$KEPT.asked" ]; then cat "$KEPT"; else touch "$KEPT.asked"; echo old text; fi;;
*) cat > "$KEPT";; esac"""


@needs_scripts
def test_a_helper_that_is_a_moment_late_is_asked_again(helper: Helper) -> None:
    assert native(helper.becomes(LATE)).copy("text").way == "native"


@needs_scripts
def test_a_helper_writes_neither_on_the_screen_nor_holds_our_output(
    helper: Helper, capfd: pytest.CaptureFixture[str]
) -> None:
    noisy = 'case "$*" in *-o*) cat "$KEPT";; *) echo noise; echo noise >&2; cat > "$KEPT";; esac'
    assert native(helper.becomes(noisy)).copy("text").way == "native"
    assert capfd.readouterr() == ("", "")


class Lifeline:
    """A pipe that a helper holds open for as long as it lives: read, it waits for the helper and nothing else."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.environ = {"LIFELINE": str(path)}
        # Opened to read and to write, so that opening does not wait for the helper.
        self._both = os.open(path, os.O_RDWR)
        self._reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(self._reader, True)

    def wait_for_a_word(self) -> bytes:
        word = os.read(self._reader, 100)
        assert word
        return word

    def wait_until_nobody_holds_it(self) -> None:
        os.close(self._both)
        while os.read(self._reader, 100):
            pass
        os.close(self._reader)


@pytest.fixture
def lifeline(tmp_path: Path) -> Lifeline:
    return Lifeline(tmp_path / "lifeline")


HANGS = 'exec 3> "$LIFELINE"; echo here >&3; exec sleep 3600'


@needs_scripts
@pytest.mark.parametrize(
    ("ending", "raised"),
    [(subprocess.TimeoutExpired("xclip", 1.0), Trouble), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["time is up", "a break"],
)
def test_a_helper_that_hangs_is_ended(
    helper: Helper,
    lifeline: Lifeline,
    monkeypatch: pytest.MonkeyPatch,
    ending: BaseException,
    raised: type[BaseException],
) -> None:
    def hang(child: "subprocess.Popen[bytes]", text: bytes, **_: object) -> None:
        assert child.stdin
        child.stdin.write(text)
        child.stdin.close()
        lifeline.wait_for_a_word()
        raise ending

    monkeypatch.setattr(subprocess.Popen, "communicate", hang)
    with pytest.raises(raised):
        native(helper.becomes(HANGS) | lifeline.environ).copy("text")
    lifeline.wait_until_nobody_holds_it()


@needs_scripts
def test_a_hanging_helper_keeps_neither_the_caller_nor_the_process(helper: Helper, lifeline: Lifeline) -> None:
    script = (
        "import os; from tui.clipboard import NativeClipboard, TerminalClipboard, WaysOut\n"
        "ways = NativeClipboard(os.environ, limit=1.5, platform='linux'), "
        "TerminalClipboard({'TERM': 'xterm'}, lambda sequence: None)\n"
        "print(WaysOut(*ways).copy('text').way)"
    )
    environ = helper.becomes(HANGS) | lifeline.environ
    run = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, timeout=120, check=True)
    assert run.stdout.strip() == b"terminal"
    lifeline.wait_until_nobody_holds_it()


LEAVES = """case "$*" in
*-o*) cat "$KEPT";;
*) cat > "$KEPT"; (exec 3> "$LIFELINE"; exec sh -c 'echo $$ >&3; exec sleep 3600') & ;;
esac"""


@needs_scripts
def test_a_helper_that_stays_behind_keeps_nobody(helper: Helper, lifeline: Lifeline) -> None:
    copying = (
        "import os; from tui.clipboard import NativeClipboard as N; N(os.environ, platform='linux').copy('text')"
    )
    environ = helper.becomes(LEAVES) | lifeline.environ
    # Reads the child's output to its end: a helper that had it would hold us here.
    subprocess.run([sys.executable, "-c", copying], env=environ, capture_output=True, timeout=120, check=True)
    assert helper.kept.read_text() == "text"
    os.kill(int(lifeline.wait_for_a_word()), signal.SIGKILL)
    lifeline.wait_until_nobody_holds_it()


HOLDS = """case "$*" in
*-o*) (exec 3> "$LIFELINE"; echo here >&3; exec sleep 3600) & cat "$KEPT";;
*) cat > "$KEPT";;
esac"""


@needs_scripts
def test_a_helpers_helper_that_holds_its_pipes_is_ended(helper: Helper, lifeline: Lifeline) -> None:
    with pytest.raises(Trouble, match=r"^The clipboard did not answer in time\.$"):
        native(helper.becomes(HOLDS) | lifeline.environ, limit=1.5).copy("text")
    lifeline.wait_until_nobody_holds_it()


@needs_scripts
def test_what_outlives_a_program_and_holds_its_output_is_ended(lifeline: Lifeline) -> None:
    script = '(exec 3> "$LIFELINE"; echo here >&3; exec sleep 3600) & exit 0'
    with pytest.raises(TooSlow, match=r"^The clipboard did not answer in time\.$"):
        run(["sh", "-c", script], os.environ | lifeline.environ, limit=0.5, hears=True)
    lifeline.wait_until_nobody_holds_it()


def test_a_child_that_cannot_be_started_is_a_trouble(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(helper.kept))
    with pytest.raises(Trouble, match=r"^The clipboard could not be reached\.$"):
        native(helper.becomes(KEEPS)).copy("text")


@pytest.mark.parametrize(
    ("environ", "platform", "programs", "kind"),
    [
        ({"DISPLAY": ":0"}, "linux", ["xclip"], "x11"),
        ({"DISPLAY": ":0"}, "linux", ["xsel"], "x11"),
        ({"DISPLAY": ":0"}, "linux", ["klipper", "qdbus"], None),
        ({"DISPLAY": ":0"}, "linux", [], None),
        ({}, "linux", ["xclip", "xsel", "wl-copy", "wl-paste"], None),
        ({"DISPLAY": ""}, "linux", ["xclip"], None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["wl-copy", "wl-paste"], "wayland"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["wl-copy"], None),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", ["xclip"], "x11"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ["clip.exe"], "wsl"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", [], None),
        ({}, "darwin", ["pbcopy"], "macos"),
        ({}, "darwin", [], None),
        ({}, "win32", [], "windows"),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "a b c d"}, "linux", ["xclip"], None),
        ({"DISPLAY": ":10", "SSH_TTY": "x"}, "linux", ["xclip"], None),
        ({"SSH_CONNECTION": "a b c d"}, "darwin", ["pbcopy"], None),
    ],
)
def test_which_clipboard_a_machine_has(
    environ: dict[str, str], platform: str, programs: list[str], kind: str | None, tmp_path: Path
) -> None:
    for program in programs:
        (tmp_path / program).touch(mode=0o755)
    assert native_kind(environ | {"PATH": str(tmp_path)}, platform) == kind


def test_without_a_clipboard_no_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subprocess, "Popen")
    with pytest.raises(Trouble, match=r"^This session has no clipboard of its own\.$"):
        native({}).copy("text")


@needs_scripts
def test_a_file_named_like_a_package_is_not_run(
    helper: Helper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyperclip.py").write_text("raise SystemExit(0)")
    monkeypatch.chdir(tmp_path)
    native(helper.becomes(KEEPS)).copy("text")
    assert helper.kept.read_text() == "text"
