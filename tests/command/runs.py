"""Ways to run the command: inside this process, as a process, and on a terminal."""

import io
import os
import pty
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from tests.fakes import START, a_call
from tests.real.bare_pty import TAKE_TERMINAL
from tui.cli import main
from tui.first_look import ENTER, LEAVE
from tui.model.call import Call, Outcome
from tui.records.call_records import SqliteCallRecords

CHECKOUT = Path(__file__).parent.parent.parent
PATIENCE = 60.0
ID = 1_876_900_000_000_000_000
"""As large as the ids of real calls are."""
JSON = ("export", "--format", "json")
READING = (("list",), ("list", "--json"), ("show", "1"), ("last",), JSON, ("export", "--format", "tinydb"))
"""The commands that write what was said to stdout."""


class Ran(NamedTuple):
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


def in_process(*args: str) -> Ran:
    """Run the command in here, as its own process would."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with patch.object(sys, "argv", ["heartfirst", *args]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return Ran(code if isinstance(code, int) else 0, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "tui", *args]


def as_process(*args: str, environment: Mapping[str, str], encoding: str = "utf-8") -> Ran:
    """Run the command as a process without a terminal."""
    return run(command(*args), environment, encoding)


def run(words: Sequence[str], environment: Mapping[str, str], encoding: str = "utf-8") -> Ran:
    """Run a process in a session of its own, so that it cannot reach the terminal of whoever runs the tests."""
    done = subprocess.run(
        words,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        start_new_session=True,
        timeout=PATIENCE,
    )
    return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode())


def on_terminal(*args: str, environment: Mapping[str, str], out: int | None = None) -> Ran:
    """Run the command on a terminal, its stdout elsewhere if `out` is given; all that was shown is in `out`."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", TAKE_TERMINAL, *command(*args)],
        stdin=slave,
        stdout=slave if out is None else out,
        stderr=slave,
        env=environment,
        start_new_session=True,
    )
    os.close(slave)
    try:
        shown = _all_shown(master).decode()
        return Ran(process.wait(PATIENCE), shown, "")
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _all_shown(master: int) -> bytes:
    shown = b""
    # A command that opens a screen by mistake waits for keys: the test ends all the same.
    while select.select([master], [], [], PATIENCE)[0]:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux ends the stream like this when the command has let go of the terminal.
            return shown
        if not piece:
            return shown
        shown += piece
    raise AssertionError(f"still running: {shown!r}")


def what_stays(shown: str) -> str:
    """What can be read on a terminal once the first look has gone."""
    looked, away, rest = shown.rpartition(LEAVE)
    assert away
    assert looked.startswith(ENTER)
    assert "\x1b" not in rest
    return rest


def keep(folder: Path, *opened_as: str, notes: str = "") -> list[Call]:
    """Finished calls in real records, one with each of these callers; newest first."""
    records = SqliteCallRecords(folder)
    calls = [
        a_call(ID + number, caller, notes or f"note {number}", at=START, outcome=Outcome.FIXED)
        for number, caller in enumerate(opened_as)
    ]
    for call in calls:
        records.finish(call)
    records.close()
    return calls[::-1]


def sentence(words: str) -> str:
    """The one sentence that a command ends with, without its name before it."""
    assert "Traceback" not in words
    (line,) = words.splitlines()
    assert line.startswith("heartfirst: ")
    assert line.endswith(".")
    return line.removeprefix("heartfirst: ")


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, and folders as empty ones."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }
