"""`heartfirst client` and `heartfirst clients`."""

from json import loads
from pathlib import Path

import pytest

from tests.command.runs import ID, in_process, keep, sentence
from tests.fakes import START, a_call
from tui.model.call import Outcome
from tui.records.call_records import SqliteCallRecords

DANA = "Dana Lee, Northwind Law"
pytestmark = pytest.mark.usefixtures("that_morning")


def test_a_client_is_shown_by_the_beginning_of_the_name(folder: Path) -> None:
    keep(folder, DANA, "Ben", notes="boss: M. Bright\nlittle: new baby")
    for args in (("client", "Dana"), ("client", "show", DANA)):
        ran = in_process(*args)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == [
            DANA,
            "we owe: nothing open",
            "last time: today, A late gift, put right",
            "let down: once, today",
            "answers to: M. Bright",
            "small things: new baby",
            f"called: {DANA}, 1 call",
        ]


def test_a_client_comes_as_json(folder: Path) -> None:
    keep(folder, DANA)
    in_process("client", "set", DANA, "--style", "brisk")
    told = loads(in_process("client", DANA, "--json").out)
    assert told["kept"]["style"] == "brisk"
    assert told["spellings"] == [{"name": DANA, "calls": 1}]
    assert told["brief"][0] == {"about": "we owe", "text": "nothing open", "late": False}


@pytest.mark.parametrize("name", ["Zoe", "B", "[red]", "\x1b[31m"])
def test_nobody_known_is_told_in_one_sentence(name: str, folder: Path) -> None:
    keep(folder, "Ben", "Bea")
    ran = in_process("client", name)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err).startswith("Nobody known is called")
    assert "\x1b" not in ran.err


def test_things_are_kept_and_taken_away_and_what_is_not_named_stays(folder: Path) -> None:
    keep(folder, DANA)
    args = ("--little", "tea", "--little", "tea", "--little", "cats", "--way", "phone", "--answers-to", "M. Bright")
    assert in_process("client", "set", "Dana", *args) == (0, "", f"Kept about {DANA}.\n")
    assert in_process("client", "set", "Dana", "--way", "", "--time", "after ten").code == 0
    kept = loads(in_process("client", "Dana", "--json").out)["kept"]
    assert (kept["little"], kept["way"], kept["time"]) == (["tea", "cats"], "", "after ten")
    assert (kept["answers_to"], kept["names"]) == ("M. Bright", [DANA])


@pytest.mark.parametrize("args", [("set", DANA), ("set", " ", "--style", "x"), ("set", "\udcff", "--style", "x")])
def test_nothing_to_keep_is_told_and_keeps_nothing(args: tuple[str, ...], folder: Path) -> None:
    keep(folder, DANA)
    ran = in_process("client", *args)
    assert (ran.code, ran.out) == (2, "")
    assert in_process("clients").out == ""


def test_two_spellings_are_made_one_and_taken_apart(folder: Path) -> None:
    keep(folder, DANA, "D. Lee", DANA)
    ran = in_process("client", "merge", DANA, "D. Lee")
    assert (ran.code, ran.out) == (0, f"2 as {DANA}, 1 as D. Lee: one person now.\n")
    assert "let down: 3 times" in in_process("client", "D. Lee").out
    assert in_process("client", "split", "d. lee").out == f"d. lee is no spelling of {DANA} any more.\n"
    assert "let down: once" in in_process("client", "D. Lee").out


@pytest.mark.parametrize("other", ["Dnaa", DANA])
def test_a_slip_makes_nobody_one_with_nobody(other: str, folder: Path) -> None:
    keep(folder, DANA)
    ran = in_process("client", "merge", DANA, other)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err)
    assert in_process("clients").out == ""


def test_splitting_what_stands_alone_is_told(folder: Path) -> None:
    keep(folder, DANA)
    assert sentence(in_process("client", "split", DANA).err) == f"{DANA} is kept under no other spelling."


def test_clients_are_listed_and_the_quiet_ones_the_longest_first(folder: Path) -> None:
    records = SqliteCallRecords(folder)
    for number, (name, month) in enumerate((("Ann", 10), ("Bo", 3), ("Cy", 11))):
        at = START.replace(month=month, day=2)
        records.finish(a_call(ID + number, name, at=at, outcome=Outcome.FIXED))
    records.close()
    assert in_process("clients").err == "Nobody is kept yet.\n"
    for name in ("Cy", "Ann", "Bo"):
        in_process("client", "set", name, "--style", "brisk")
    assert [line.split()[-1] for line in in_process("clients").out.splitlines()] == ["Ann", "Bo", "Cy"]
    assert in_process("clients", "--quiet", "30").out.splitlines() == [
        f"{'Mon 2 Mar':<17}Bo",
        f"{'Fri 2 Oct':<17}Ann",
    ]
    assert in_process("clients", "--quiet", "3000").err == "Nobody is kept who was not spoken with for so long.\n"
