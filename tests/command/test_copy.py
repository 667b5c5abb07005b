"""`heartfirst copy`."""

import base64
import os
import re
import stat
from pathlib import Path

import pytest

from tests.command.runs import Ran, as_process, keep, on_terminal
from tests.fakes import START
from tests.forms import summary
from tests.test_native_clipboard import KEEPS, Helper, needs_scripts

SAVED = re.compile(r"No clipboard here\. Saved to (.+)\n")


def file_of(ran: Ran) -> Path:
    """The file that the summary was saved to; everything about the run must be as it is for a file."""
    assert (ran.code, ran.out) == (0, "")
    match = SAVED.fullmatch(ran.err)
    assert match, ran.err
    return Path(match[1])


def test_without_a_clipboard_the_summary_is_in_a_file_for_the_owner_only(
    folder: Path, environment: dict[str, str]
) -> None:
    newest, oldest = keep(folder, "Dana", "Ben")
    path = file_of(as_process("copy", environment=environment))
    assert path.read_text() == summary(newest, START)
    assert path.parent == folder / "copies"
    assert file_of(as_process("copy", "2", environment=environment)).read_text() == summary(oldest, START)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@needs_scripts
def test_the_clipboard_gets_exactly_what_show_prints(
    folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana", "Ben ❤")
    helper = Helper(tmp_path)
    ran = as_process("copy", environment=environment | helper.becomes(KEEPS))
    assert ran == (0, "", "Copied to the clipboard.\n")
    assert helper.kept.read_text() == as_process("show", "1", environment=environment).out


@needs_scripts
@pytest.mark.parametrize("name", ["SSH_TTY", "SSH_CONNECTION"])
def test_over_ssh_the_clipboard_of_the_far_machine_is_left_alone(
    name: str, folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    helper = Helper(tmp_path)
    ran = as_process("copy", environment=environment | helper.becomes(KEEPS) | {name: "there"})
    assert file_of(ran).is_file()
    assert not helper.kept.exists()


@pytest.mark.skipif(os.name != "posix", reason="Terminals elsewhere are no files.")
def test_over_ssh_the_terminal_on_the_desk_is_asked(folder: Path, environment: dict[str, str]) -> None:
    (call,) = keep(folder, "Dana")
    ran = on_terminal("copy", environment=environment | {"SSH_TTY": "there"})
    match = re.fullmatch(r"\x1b]52;c;([A-Za-z0-9+/=]+)\x07Sent to your terminal's clipboard\.\r\n", ran.out)
    assert match, ran.out
    assert base64.b64decode(match[1]).decode() == summary(call, START)
    assert not (folder / "copies").exists()


@pytest.mark.skipif(os.name != "posix", reason="Terminals elsewhere are no files.")
def test_the_terminal_is_reached_wherever_stdout_goes(
    folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    with (tmp_path / "stdout").open("wb") as out:
        ran = on_terminal("copy", environment=environment, out=out.fileno())
    assert ran.out.startswith("\x1b]52;c;")
    assert (tmp_path / "stdout").read_bytes() == b""


@pytest.mark.parametrize("name", ["0", "x", "7"])
def test_what_names_no_call_copies_nothing(name: str, folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    ran = as_process("copy", name, environment=environment)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert not (folder / "copies").exists()


def test_a_place_where_no_file_can_be_written_is_told(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    (folder / "copies").write_text("a file where the folder should be")
    ran = as_process("copy", environment=environment)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"heartfirst: Nothing was copied. The folder {folder / 'copies'} cannot be made: ")
    assert ran.err.count("\n") == 1
