"""A promise from the call in which it is given to the day on which they know: in real terminals, on real records."""

import re
from pathlib import Path

from tests.real.conftest import StartTerminal
from tests.real.terminal import Terminal
from tui.records.table import open_tinydb


def _give_the_promise(terminal: Terminal) -> None:
    terminal.wait_for("Who is calling?")
    terminal.press("F4")
    terminal.wait_for("Heart, then head")
    terminal.type("bill")
    terminal.wait_for("Bill or money wrong")
    terminal.press("Enter")
    terminal.wait_for("next call: Bill or money wrong")
    terminal.type("Ruth Abel, Abel and Sons")
    terminal.press("Enter")
    terminal.wait_for("▶ ")
    for line in ("> the invoice is wrong again", "= I look careless to our tax adviser"):
        terminal.type(line)
        terminal.press("Enter")
    terminal.type("! ring back 3/4")
    terminal.wait_for("3/4 can be 3 Apr or 4 Mar: write the month")
    terminal.press(*["BSpace"] * 3)
    terminal.type("tomorrow 15:00")
    terminal.wait_for(re.compile(r"! \w{3} \d+ \w{3} 15:00"))
    terminal.press("Enter")
    terminal.press("C-g")
    terminal.wait_for("HEART FIRST")
    terminal.wait_for("f5 safety")


def _close_it_early(terminal: Terminal) -> None:
    terminal.press("C-r")
    terminal.wait_for("How did it end?")
    terminal.type("2")
    terminal.wait_for("Why so early?")
    terminal.type("145")
    terminal.wait_for("✓ warm")
    terminal.wait_for("call back and say it properly")
    terminal.press("Enter")
    terminal.wait_for("The call is saved.")
    terminal.wait_for("WE OWE")


def _report_back(terminal: Terminal) -> None:
    terminal.wait_for("ring back tomorrow 15:00")
    terminal.press("Down")
    terminal.wait_for(re.compile(r"▶ \w{3} \d+ \w{3} 15:00"))
    terminal.press("C-t")
    terminal.wait_for("WE REPORT BACK ON")
    terminal.wait_for("> the invoice is wrong")
    terminal.type("she has the right one now")
    terminal.press("C-n", "C-r")
    terminal.wait_for("How did it end?")
    terminal.type("1")
    terminal.press("Enter")
    terminal.wait_for("The call is saved.")


def test_a_promise_is_given_kept_and_told(terminal: StartTerminal, app_environment: dict[str, str]) -> None:
    first = terminal(columns=120, rows=40)
    _give_the_promise(first)
    _close_it_early(first)
    first.press("F9")
    assert first.exit_status() == 0
    second = terminal(columns=120, rows=40)
    _report_back(second)
    second.press("F9")
    assert second.exit_status() == 0
    with open_tinydb(Path(app_environment["HEARTFIRST_DATA"])) as db:
        old, new = sorted(db.table("calls").all(), key=lambda call: call.doc_id)
    assert [override["reason"] for override in old["overrides"]] == ["insist"]
    states = {promise["kind"]: promise["state"] for promise in old["promises"]}
    assert sorted(states) == ["said", "say-sorry"]
    assert new["answering"]["call"] == old["id"]
    answered = next(promise for promise in old["promises"] if promise["text"] == new["answering"]["text"])
    assert (answered["state"], answered["how"]) == ("told", "on the phone")
    assert new["notes"] == "she has the right one now"
