"""The real case (seed 001): a law firm orders a gift, and last time's order goes out again in its place.

Played through in a real terminal, with real keys, a real X clipboard and real records on the disk.
"""

import re
from pathlib import Path

from tinydb import Query, where

from tests.real.conftest import StartTerminal
from tests.real.terminal import Terminal, XDisplay
from tui.records.table import open_tinydb

NOTES = (
    "> you sent last month's order again, not the one I placed",
    "> the Bauers get a second gift and we look as if nobody here talks",
    "= the firm looks disorganised in front of the new parents",
    "= she has to tell Mr Bright, her boss",
    "! get the wrong parcel back, ring tomorrow 15:00",
    "! right gift by courier, we pay",
    "order 4711 was copied, tracking says it left the hub #gift",
)


def _take_the_call(terminal: Terminal) -> None:
    terminal.wait_for("Who is calling?")
    terminal.type("Dana Lee, Northwind Law")
    terminal.press("Enter")
    terminal.wait_for("Dana, tell me what happened")
    for line in NOTES[:4]:
        terminal.type(line)
        terminal.press("Enter")
    terminal.wait_for("she has to tell Mr Bright, her boss")
    terminal.press("C-n")
    terminal.wait_for(re.compile(r"▶ Say it back"))


def _meet_the_gate(terminal: Terminal) -> None:
    terminal.press("C-g")
    terminal.wait_for("HEART FIRST")
    terminal.wait_for("Not done yet: Say it back, Say sorry, Own it")
    terminal.type(NOTES[4])
    terminal.press("Enter")
    terminal.wait_for("! get the wrong parcel back, ring tomorrow 15:00")
    terminal.press("C-o")
    terminal.wait_gone("HEART FIRST")
    terminal.press("C-n")
    terminal.wait_for("“Dana, I am very sorry that this meant the firm looks")
    terminal.press("C-n", "C-n")
    terminal.wait_for("OFFER TWO WAYS")


def _put_it_right_and_say_goodbye(terminal: Terminal) -> None:
    for line in NOTES[5:]:
        terminal.type(line)
        terminal.press("Enter")
    terminal.press("C-n", "C-n", "C-n")
    terminal.wait_for("ALL STEPS ARE BEHIND YOU")
    terminal.wait_for(re.compile(r"saved \d\d:\d\d:\d\d"))
    terminal.press("C-r")
    terminal.wait_for("How did it end?")
    terminal.press("2", "1", "5")
    terminal.wait_for("✓ warm")
    terminal.press("Enter")
    terminal.wait_for("The call is saved. Copied to the clipboard.")


def test_the_wrong_gift_from_hello_to_the_record(
    terminal: StartTerminal, display: XDisplay, app_environment: dict[str, str]
) -> None:
    first = terminal(environment=display.environment, columns=120, rows=40)
    _take_the_call(first)
    _meet_the_gate(first)
    _put_it_right_and_say_goodbye(first)
    summary = display.clipboard_after()
    assert summary.startswith("Call with Dana Lee · Northwind Law\n")
    assert "How it ended: next step agreed\nMood: furious at hello, warm at goodbye\nTags: #gift\n" in summary
    assert "What it did to them\n- the firm looks disorganised in front of the new parents\n" in summary
    assert re.search(r"- get the wrong parcel back, ring tomorrow 15:00 \(due \w{3} \d+ \w{3} \d{4} 15:00\)", summary)
    assert "- right gift by courier, we pay (no date yet)" in summary
    first.press("F9")
    assert first.exit_status() == 0

    second = terminal(environment=display.environment, columns=80, rows=24)
    second.wait_for("Dana Lee · Northwind Law")
    second.press("F3")
    second.wait_for("1 of 1")
    second.wait_for("Call with Dana Lee · Northwind Law")
    second.type("disorganised")
    # The line that holds it, in the list and where the call is read, which begins there by then.
    second.wait_for("= the firm looks disorganised")
    second.wait_for("- the firm looks disorganised")
    second.type("zebra")
    second.wait_for("No call holds all of these words.")
    second.press("Escape")
    second.wait_for("Who is calling?")
    second.press("F9")
    assert second.exit_status() == 0
    _is_in_the_record(Path(app_environment["HEARTFIRST_DATA"]))


def _is_in_the_record(folder: Path) -> None:
    with open_tinydb(folder) as db:
        call = Query()
        (found,) = db.table("calls").search(call.notes.search("nobody here talks") & (call.outcome == "next-step"))
        assert found["notes"] == "".join(f"{line}\n" for line in NOTES)
        assert found["overrides"] == []
        assert {step["state"] for step in found["steps"]} == {"done"}
        assert db.table("calls").count(where("tags").any(["gift"])) == 1
        assert len(db.table("live")) == 0
