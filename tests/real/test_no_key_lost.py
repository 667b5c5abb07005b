"""No key is lost: not while the app starts, in a storm, nor while a save, a search or a resize takes its time."""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.real.bare_pty import Pty
from tests.real.conftest import CHECKOUT, StartPty, StartTerminal
from tests.real.terminal import PATIENCE, until
from tests.real.test_first_look import TAKEN_OVER
from tui.first_look import ENTER
from tui.records.call_records import SqliteCallRecords
from tui.records.table import open_tinydb
from tui.sketch import OF_256, Sketch

F3, F9 = b"\x1b[13~", b"\x1b[20~"
FIRST_FRAME = b"\x1b[?2004h"
"""Written when the app begins to read keys."""


def letters() -> Iterator[str]:
    """Letters of which no few can be left out, doubled or swapped without being seen."""
    number = 0
    while True:
        number += 1
        yield from f"{number}{'abcdefghijklmnopqrstuvwxyz'[number % 26]}"


def hurried(app: Pty, text: str) -> None:
    """Type the text at a pace that no hand has; the pause spreads the keys over what goes on meanwhile."""
    for letter in text:
        app.write(letter.encode())
        time.sleep(0.003)


def notes_of(environment: dict[str, str]) -> list[str]:
    """The notes of the calls that wait to be gone on with."""
    records = SqliteCallRecords(Path(environment["HEARTFIRST_DATA"]))
    try:
        return [call.notes for call in records.interrupted()]
    finally:
        records.close()


def leave(app: Pty) -> None:
    """Leave the desk, to which a call was left."""
    app.wait_for("You were on a call with")
    app.write(F9)
    assert app.exit_status() == 0


def on_call(app: Pty) -> Pty:
    """Begin a call."""
    app.write(b"Dana\r")
    app.wait_for("Dana, tell me what happened")
    return app


@pytest.mark.parametrize("start", range(3))
def test_keys_typed_while_the_app_starts_are_in_the_name(start: int, bare_pty: StartPty) -> None:
    app = bare_pty(columns=240)
    typed, more = "", letters()
    while FIRST_FRAME not in app.output() and len(typed) < 200:
        typed += (key := next(more))
        hurried(app, key)
    typed += (rest := "".join(next(more) for _ in range(20)))
    hurried(app, rest)
    app.wait_for(f"│  {typed} ")
    assert typed not in app.screen().partition("╭")[0]
    looked = app.output().partition(ENTER.encode())[2].partition(TAKEN_OVER)[0].decode()
    sketch = Sketch(240, 32, OF_256)
    sketch.desk()
    assert looked == f"\x1b[?25l\x1b[H\x1b[2J{sketch}"


@pytest.mark.parametrize("words", [[], ["call", "Dana"]], ids=["desk", "call"])
def test_a_name_and_notes_typed_before_the_first_frame_all_arrive(
    words: list[str], bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = bare_pty([sys.executable, "-m", "tui", *words])
    # Enter comes as another key where the terminal has taken it before there was a first look.
    app.write(b"two parcels\r" if words else b"Dana\rtwo parcels\r")
    assert until(lambda: ENTER.encode() in app.output(), PATIENCE)
    app.write(b"both broken\r")
    app.wait_for("both broken")
    app.write(F9)
    leave(app)
    assert notes_of(app_environment) == ["two parcels\nboth broken\n"]


def test_keys_typed_while_the_app_starts_in_tmux_are_in_the_name(terminal: StartTerminal) -> None:
    app = terminal()
    app.type("Dana ")
    app.type("Lee, Northwind Law")
    app.wait_for("│  Dana Lee, Northwind Law ")
    app.wait_for("Type who")
    app.press("Enter")
    app.wait_for("Dana, tell me what happened")


def test_a_storm_of_keys_is_in_the_record(bare_pty: StartPty, app_environment: dict[str, str]) -> None:
    app = on_call(bare_pty())
    storm = "".join(letter for letter, _ in zip(letters(), range(2_000), strict=False))
    app.write(storm.encode() + F9)
    leave(app)
    assert notes_of(app_environment) == [storm]


def test_a_call_taken_and_left_before_the_first_frame_is_in_the_record(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = bare_pty()
    storm = "".join(letter for letter, _ in zip(letters(), range(2_000), strict=False))
    assert until(lambda: ENTER.encode() in app.output(), PATIENCE)
    app.write(b"Dana\r" + storm.encode() + F9)
    leave(app)
    assert notes_of(app_environment) == [storm]


def test_keys_typed_while_a_save_hangs_are_seen_and_then_saved(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = on_call(bare_pty())
    app.write(b"before")
    folder = Path(app_environment["HEARTFIRST_DATA"])
    with open_tinydb(folder) as db:
        assert until(lambda: [call["notes"] for call in db.table("live").all()] == ["before"], PATIENCE)
    with open_tinydb(folder) as db, db.transaction():
        typed = "".join(letter for letter, _ in zip(letters(), range(300), strict=False))
        hurried(app, f"\r{typed}")
        app.wait_for(typed[-10:])
        assert [call["notes"] for call in db.table("live").all()] == ["before"]
    app.write(F9)
    leave(app)
    assert notes_of(app_environment) == [f"before\n{typed}"]


def test_keys_typed_while_a_search_runs_are_all_in_the_search(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    subprocess.run(
        [sys.executable, str(CHECKOUT / "scripts" / "make_history"), "5000"], env=app_environment, check=True
    )
    app = bare_pty()
    app.wait_for("LAST CALLS")
    app.write(F3)
    typed = "parcel broken again sorry refund invoice"
    hurried(app, typed)
    app.wait_for(f" {typed} ")
    app.write(b"\x7f" * len(typed))
    app.wait_for("Type a word")


def test_keys_typed_while_the_terminal_changes_its_size_are_all_there(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = on_call(bare_pty())
    sizes, typed = cycle([(80, 24), (40, 10), (20, 5), (200, 60), (120, 32)]), ""
    for letter, number in zip(letters(), range(400), strict=False):
        if number % 8 == 0:
            app.resize(*next(sizes))
        typed += letter
        hurried(app, letter)
    app.resize(120, 32)
    app.write(F9)
    leave(app)
    assert notes_of(app_environment) == [typed]
