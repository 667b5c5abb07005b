"""The real clipboard: an X server, the real xclip, and another process that reads what was copied."""

import os
import subprocess
import sys

import pytest

from tests.real.terminal import XDisplay
from tui.clipboard import NativeClipboard, TerminalClipboard, WaysOut
from tui.model.trouble import Trouble
from tui.ports import Copied

TEXT = "I am very sorry that a second parcel reached them.\n\tÄ 👩🏽‍🚀 אב \U0010041b\n"

pytestmark = pytest.mark.real


def native(display: XDisplay) -> NativeClipboard:
    return NativeClipboard(environment(display), limit=60.0, platform="linux")


def environment(display: XDisplay) -> dict[str, str]:
    """Only what xclip needs, so that an ssh session around the tests changes nothing."""
    return {"PATH": os.environ["PATH"]} | display.environment


@pytest.mark.parametrize("text", [TEXT, "é" * 150_000], ids=["every kind of sign", "300 KB"])
def test_another_process_reads_what_was_copied(display: XDisplay, text: str) -> None:
    assert native(display).copy(text) == Copied("native", "Copied to the clipboard.")
    assert display.clipboard_after() == text


def test_the_newest_text_stands_in_the_clipboard(display: XDisplay) -> None:
    clipboard = native(display)
    clipboard.copy("first")
    assert display.clipboard_after() == "first"
    clipboard.copy("second")
    assert display.clipboard_after("first") == "second"


def test_a_display_that_is_gone_leads_to_the_next_way(display: XDisplay, capfd: pytest.CaptureFixture[str]) -> None:
    sent: list[str] = []
    display.environment = {"DISPLAY": ":none"}
    with pytest.raises(Trouble, match=r"^The clipboard did not take the text\.$"):
        native(display).copy("text")
    assert WaysOut(native(display), TerminalClipboard({"TERM": "xterm"}, sent.append)).copy("text").way == "terminal"
    assert len(sent) == 1
    assert capfd.readouterr() == ("", "")


def test_xclip_does_not_hold_our_output(display: XDisplay) -> None:
    # xclip stays behind to hold the text. Were our standard output its own as well, this would wait for it.
    script = (
        "import os; from tui.clipboard import NativeClipboard; NativeClipboard(os.environ, limit=60.0).copy('text')"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(command, env=environment(display), capture_output=True, timeout=120, check=True)
    assert display.clipboard_after() == "text"
