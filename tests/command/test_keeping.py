"""`heartfirst owed`, `told`, `move`, `withdraw` and `amend`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.command.runs import ID, in_process, on_disk, sentence
from tests.fakes import START, FakeClock, a_call
from tui.model.call import Call, Outcome, with_promises
from tui.model.noted_promises import promises_in
from tui.model.promises import PromiseState
from tui.records.call_records import SqliteCallRecords

pytestmark = pytest.mark.usefixtures("that_morning")

NOTES = ("! ring friday 10:00", "! ring back today 16:00\n! send it some day", "! call Omar tue 15:00")
CALLERS = ("Dana Lee, Northwind Law", "Zoë Brandt", "Omar Haddad")


@pytest.fixture
def owing(folder: Path) -> Path:
    """Three calls of the day before, and what was promised on them."""
    records, at = SqliteCallRecords(folder), START - timedelta(days=1)
    for number, (caller, notes) in enumerate(zip(CALLERS, NOTES, strict=True)):
        call = a_call(ID + number, caller, notes, at=at, outcome=Outcome.NEXT_STEP)
        records.finish(with_promises(call, promises_in(notes, (), at, FakeClock(at).at_local)))
    records.close()
    return folder


def kept(folder: Path, number: int) -> Call:
    records = SqliteCallRecords(folder)
    call = records.find(ID + number)
    records.close()
    assert call
    return call


@pytest.mark.usefixtures("owing")
def test_what_is_owed_is_listed_by_its_day() -> None:
    assert in_process("owed") == (
        0,
        "   1  1 day late              ring back today 16:00  (Zoë Brandt)\n"
        "   2  today 15:00             call Omar tue 15:00  (Omar Haddad)\n"
        "   3  Fri 27 Nov 10:00        ring friday 10:00  (Dana Lee · Northwind Law)\n"
        "   4  no date yet             send it some day  (Zoë Brandt)\n",
        "",
    )


@pytest.mark.usefixtures("owing")
def test_a_client_or_words_narrow_it_and_the_numbers_stay() -> None:
    assert [line.split()[0] for line in in_process("owed", "zoe").out.splitlines()] == ["1", "4"]
    assert [line.split()[0] for line in in_process("owed", "dana", "RING").out.splitlines()] == ["3"]
    assert [line.split()[0] for line in in_process("owed", "--overdue").out.splitlines()] == ["1"]
    assert in_process("owed", "nobody").err == "No open promise has words that begin like this.\n"


def test_nothing_owed_is_said() -> None:
    assert in_process("owed") == (0, "", "Nothing is owed.\n")


@pytest.mark.usefixtures("owing")
def test_json_names_each_promise_for_good() -> None:
    found = [json.loads(line) for line in in_process("owed", "--json").out.splitlines()]
    assert [(one["promise"], one["number"], one["overdue"]) for one in found] == [
        (f"{ID + 1}:1", 1, True),
        (f"{ID + 2}:1", 2, False),
        (f"{ID}:1", 3, False),
        (f"{ID + 1}:2", 4, False),
    ]
    assert (found[0]["text"], found[0]["caller"], found[0]["state"]) == (
        "ring back today 16:00",
        "Zoë Brandt",
        "promised",
    )


def test_told_with_how_and_when(owing: Path) -> None:
    ran = in_process("told", "1", "--how", "by phone", "--when", "yesterday 16:30")
    assert ran == (0, "", "They know: ring back today 16:00 (Zoë Brandt).\n")
    promise = kept(owing, 1).promises[0]
    assert (promise.state, promise.how) == (PromiseState.TOLD, "by phone")
    assert f"{promise.told_at:%a %H:%M}" == "Mon 16:30"


def test_moved_by_its_name_for_good(owing: Path) -> None:
    ran = in_process("move", f"{ID}:1", "--to", "thu 15:00", "--why", "waiting for the hub")
    assert ran == (0, "", "Moved: ring friday 10:00 (Dana Lee · Northwind Law), now Thu 26 Nov 15:00.\n")
    [promise] = kept(owing, 0).promises
    assert (f"{promise.due:%a %H:%M}", promise.moves[0].reason) == ("Thu 15:00", "waiting for the hub")


def test_withdrawn_with_a_reason(owing: Path) -> None:
    assert in_process("withdraw", "2", "--why", "they found it").code == 0
    [promise] = kept(owing, 2).promises
    assert (promise.state, promise.reason) == (PromiseState.WITHDRAWN, "they found it")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("told", "9"), "No promise 9 is open."),
        (("told", "0"), "No promise 0 is open."),
        (("told", f"{ID}:2"), f"No promise {ID}:2 is open."),
        (("told", f"{ID + 9}:1"), f"No promise {ID + 9}:1 is open."),
        (("told", "dana"), "A promise is named by its number"),
        (("told", "1:x"), "A promise is named by its number"),
        (("told", "1", "--when", "at 3"), "can be 3:00 or 15:00"),
        (("told", "1", "--when", "the other day"), "this was not read as a moment: the other day"),
        (("told", "1", "--when", "2025-01-01"), "before it was promised"),
        (("move", "1", "--to", "some day", "--why", "the hub"), "no day was read"),
        (("move", "1", "--to", "thu", "--why", " "), "why it is moved"),
        (("withdraw", "1", "--why", ""), "why it is taken back"),
        (("amend", "1", "--add", " "), "what is to be added"),
        (("amend", "9", "--add", "x"), "There is no call 9."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    args: tuple[str, ...], why: str, owing: Path
) -> None:
    before = [kept(owing, number) for number in range(3)]
    ran = in_process(*args)
    assert (ran.code, ran.out) == (1, "")
    assert why in sentence(ran.err)
    assert [kept(owing, number) for number in range(3)] == before


def test_lines_are_added_to_a_call_and_their_dates_are_told(owing: Path) -> None:
    ran = in_process("amend", "3", "--add", "she rang again", "--add", "! news tomorrow 9:00")
    assert ran == (
        0,
        "",
        "Added to the call of Mon 23 Nov 09:18 with Dana Lee · Northwind Law.\n"
        "! news tomorrow 9:00: Wed 25 Nov 09:00\n",
    )
    call = kept(owing, 0)
    assert call.notes == f"{NOTES[0]}\nshe rang again\n! news tomorrow 9:00"
    assert [(one.field, one.was) for one in call.amendments] == [("notes", NOTES[0])]


def test_looking_makes_nothing(folder: Path) -> None:
    before = on_disk(folder.parent)
    assert in_process("owed").code == 0
    assert on_disk(folder.parent) == before
