"""Commands beside a window in which a call is going on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command.runs import PATIENCE, READING, command, keep

SAVE_UNTIL_TOLD = """
import sys, threading
from pathlib import Path
from tests.command.runs import ID
from tests.fakes import a_call
from tui.records.call_records import SqliteCallRecords

told = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), told.set()), daemon=True).start()
records = SqliteCallRecords(Path(sys.argv[1]))
number = 0
while not told.is_set():
    number += 1
    records.save(a_call(ID + 1000 + number, "Ben", "words " * 200))
    records.finish(a_call(ID + 1000 + number, "Ben", "words " * 200))
    if number == 1:
        print("saved", flush=True)
records.close()
print(number)
"""


@contextmanager
def a_window_that_saves(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Calls are saved and finished all the time, by another process; none of it may fail."""
    with subprocess.Popen(
        [sys.executable, "-c", SAVE_UNTIL_TOLD, str(folder)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == "saved\n"
            yield
            saved, complaints = window.communicate(timeout=PATIENCE)
            assert (window.returncode, complaints) == (0, "")
            assert int(saved) > 1
        finally:
            window.kill()


def start(args: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*args), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="Commands are started in the usual way of a shell.")
def test_two_commands_at_once_read_while_another_process_saves(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    with a_window_that_saves(folder, environment):
        for args in READING:
            both = [start(args, environment), start(args, environment)]
            for one in both:
                out, err = one.communicate(timeout=PATIENCE)
                assert (one.returncode, err) == (0, "")
                assert "Ben" in out
