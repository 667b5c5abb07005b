"""What happens to a rep at work: killed, closed, hurried, without a disk, in a corner of the screen."""

import re
import signal
from pathlib import Path

import pytest

from tests.real.conftest import StartPty, StartTerminal
from tests.real.terminal import Terminal, until
from tui.records.call_records import SqliteCallRecords
from tui.records.table import open_tinydb


def _on_call(terminal: Terminal, notes: str) -> None:
    terminal.wait_for("Who is calling?")
    terminal.type("Dana Lee")
    terminal.press("Enter")
    terminal.wait_for("Dana, tell me what happened")
    terminal.type(notes)
    terminal.press("C-n")
    terminal.wait_for("SAY IT BACK")


def _saved_notes(environment: dict[str, str]) -> list[str]:
    records = SqliteCallRecords(Path(environment["HEARTFIRST_DATA"]))
    try:
        return [call.notes for call in records.interrupted()]
    finally:
        records.close()


def test_killed_in_the_middle_of_a_call_the_next_start_goes_on_with_it(
    terminal: StartTerminal, app_environment: dict[str, str]
) -> None:
    first = terminal()
    _on_call(first, "two parcels, again")
    first.wait_for(re.compile(r"saved \d\d:\d\d:\d\d"))
    until_saved(app_environment, "two parcels, again")
    # The step is saved with the next save, which may be another one than that of the words.
    assert until(lambda: _steps_in_hand(app_environment) == ["say-it-back"], within=30)
    first.kill9()
    second = terminal(columns=80, rows=24)
    second.wait_for("You were on a call with Dana Lee at")
    second.press("C-o")
    second.wait_for("two parcels, again")
    screen = second.wait_for("▶ back")
    assert re.search(r"on call \d+:\d\d", screen)
    second.type(" and more")
    second.wait_for("two parcels, again and more")


def until_saved(environment: dict[str, str], notes: str) -> None:
    """Wait until the words are on the disk, as another process sees it."""
    assert until(lambda: any(notes in saved for saved in _all_live(environment)), within=30)


def _all_live(environment: dict[str, str]) -> list[str]:
    with open_tinydb(Path(environment["HEARTFIRST_DATA"])) as db:
        return [document["notes"] for document in db.table("live").all()]


def _steps_in_hand(environment: dict[str, str]) -> list[str]:
    with open_tinydb(Path(environment["HEARTFIRST_DATA"])) as db:
        return [document["now"] for document in db.table("live").all()]


def test_a_closed_terminal_saves_the_last_words(terminal: StartTerminal, app_environment: dict[str, str]) -> None:
    first = terminal()
    _on_call(first, "two parcels")
    first.type(" last words")
    first.wait_for("two parcels last words")
    first.hang_up()
    assert until(lambda: _saved_notes(app_environment) == ["two parcels last words"], within=30)


def test_a_shutdown_saves_the_last_words_and_gives_the_terminal_back(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = bare_pty()
    app.wait_for("Who is calling?")
    app.write(b"Dana\rlast words")
    app.wait_for("last words")
    app.signal(signal.SIGTERM)
    assert app.exit_status() == 128 + signal.SIGTERM
    assert _saved_notes(app_environment) == ["last words"]


def test_everything_typed_in_one_go_arrives_in_order(bare_pty: StartPty, app_environment: dict[str, str]) -> None:
    app = bare_pty(columns=100, rows=30)
    app.wait_for("Who is calling?")
    words = " ".join(f"w{number}" for number in range(400))
    app.write(f"Dana Lee, Northwind Law\r> first\r{words}\r".encode())
    app.wait_for("w399")
    app.write(b"\x12" + b"514")
    app.wait_for("✓ calm")
    app.write(b"\r")
    app.wait_for("Who is calling?")
    app.wait_for("The call is saved.")
    records = SqliteCallRecords(Path(app_environment["HEARTFIRST_DATA"]))
    (call,) = records.newest()
    records.close()
    assert call.caller == "Dana Lee"
    assert call.notes == f"> first\n{words}\n"


def test_two_windows_take_two_calls_and_neither_is_offered_the_others(terminal: StartTerminal) -> None:
    first, second = terminal(), terminal()
    _on_call(first, "first words")
    first.wait_for(re.compile(r"saved \d\d:\d\d:\d\d"))
    second.wait_for("Who is calling?")
    second.type("Ben")
    second.press("Enter")
    second.wait_for("Ben, tell me what happened")
    second.press("F9")
    screen = second.wait_for("You were on a call with Ben")
    assert "Dana" not in screen


def test_without_a_place_for_records_a_call_can_be_taken_and_its_words_are_not_lost(
    terminal: StartTerminal, app_environment: dict[str, str]
) -> None:
    blocked = Path(app_environment["HEARTFIRST_DATA"])
    blocked.write_text("a file where the folder should be")
    app = terminal()
    app.wait_for("You can take calls")
    app.type("Dana Lee")
    app.press("Enter")
    app.wait_for("Dana, tell me what happened")
    app.type("two parcels")
    app.wait_for("Not saved since")
    app.wait_for(re.compile(r"is not a\s+folder\."))
    assert blocked.read_text() == "a file where the folder should be"
    blocked.unlink()
    app.wait_gone("Not saved since")
    app.wait_for(re.compile(r"saved \d\d:\d\d:\d\d"))
    assert _all_live(app_environment) == ["two parcels"]


def test_a_terminal_of_20_by_5_takes_notes(terminal: StartTerminal) -> None:
    app = terminal(columns=20, rows=5)
    app.wait_for("Who is calling?")
    app.press("Enter")
    app.wait_for("Notes only.")
    app.type("tiny")
    app.wait_for("tiny")
    app.resize(120, 40)
    app.wait_for("Say it back")
    app.wait_for("tiny")


def test_bytes_that_are_no_text_do_not_end_the_call(bare_pty: StartPty) -> None:
    app = bare_pty()
    app.wait_for("Who is calling?")
    app.write(b"Dana\r")
    app.wait_for("Dana, tell me what happened")
    app.write(b"good \xff\xfe\x80 text\r")
    app.wait_for("text")
    app.write(b"! ring tomorrow\x0e")
    app.wait_for("SAY IT BACK")
    app.wait_for("good \ufffd")


def test_a_paste_with_colours_in_it_stays_in_its_order_and_presses_no_key(
    bare_pty: StartPty, app_environment: dict[str, str]
) -> None:
    app = bare_pty()
    app.wait_for("Who is calling?")
    app.write(b"Dana\r")
    app.wait_for("Dana, tell me what happened")
    # \x11 would leave heartfirst.
    app.paste("first \x1b[31mred and \x11 so on\nlast")
    app.write(b" typed")
    app.wait_for("last typed")
    until_saved(app_environment, "first \u241b[31mred and \x11 so on\nlast typed")


@pytest.mark.parametrize("colours", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"TERM": "vt100"}])
def test_few_colours_are_enough(bare_pty: StartPty, colours: dict[str, str]) -> None:
    app = bare_pty(environment=colours)
    app.wait_for("Who is calling?")
    app.write(b"Dana\r")
    app.wait_for("Dana, tell me what happened")
