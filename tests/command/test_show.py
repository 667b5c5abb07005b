"""`heartfirst show` and `heartfirst last`."""

from pathlib import Path

import pytest

from tests.command.runs import ID, in_process, keep, sentence
from tests.fakes import START
from tests.forms import summary

HOW = "A call is named by its number in the list (1 is the newest) or by its id."


def test_a_call_is_shown_by_its_number(folder: Path) -> None:
    newest, oldest = keep(folder, "Dana", "Ben")
    assert in_process("show", "1") == (0, summary(newest, START), "")
    assert in_process("show", "2") == (0, summary(oldest, START), "")


def test_a_call_is_shown_by_the_id_as_the_list_prints_it(folder: Path) -> None:
    *_, oldest = keep(folder, "Dana", "Ben")
    printed = in_process("list", "dana").out.split()[0]
    assert printed == str(ID)
    assert in_process("show", printed) == (0, summary(oldest, START), "")


def test_the_last_call_is_the_newest(folder: Path) -> None:
    newest, _ = keep(folder, "Dana", "Ben")
    assert in_process("last") == (0, summary(newest, START), "")


@pytest.mark.parametrize("name", ["0", "x", "", "1.0", "٣", "last", "9" * 200])
def test_what_names_no_call_is_told_in_one_sentence(name: str, folder: Path) -> None:
    keep(folder, "Dana")
    ran = in_process("show", name)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err) == HOW


# The largest number that SQLite takes, and the first one above it.
@pytest.mark.parametrize("name", ["2", "99", "100000", "9223372036854775807", "9223372036854775808", "9" * 19])
def test_a_call_that_is_not_there_is_told_in_one_sentence(name: str, folder: Path) -> None:
    keep(folder, "Dana")
    ran = in_process("show", name)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err) == f"There is no call {name}."


@pytest.mark.parametrize("args", [("last",), ("show", "1"), ("copy",), ("copy", "1")])
def test_without_records_there_is_no_last_call_and_nothing_is_made(args: tuple[str, ...], tmp_path: Path) -> None:
    ran = in_process("--data", str(tmp_path / "records"), *args)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err) == "There is no call 1."
    assert list(tmp_path.iterdir()) == []
