"""`heartfirst numbers`."""

import csv
import io
from pathlib import Path

import pytest

from tests.command.runs import in_process, keep
from tui.model.numbers import COLUMNS


@pytest.mark.usefixtures("that_morning")
def test_every_figure_stands_on_a_line(folder: Path) -> None:
    keep(folder, "Dana", "Ben")
    ran = in_process("numbers")
    assert (ran.code, ran.err) == (0, "")
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [
        "Time to sorry and to own",
        "Heart before head",
        "Promises told in time",
        "Moods, hello to goodbye",
        "Minutes of care",
    ]
    assert "no call with something to apologise for" in ran.out


@pytest.mark.usefixtures("that_morning")
def test_csv_has_a_row_a_week_for_all_calls_and_for_each_playbook(folder: Path) -> None:
    keep(folder, "Dana")
    ran = in_process("numbers", "--csv", "--weeks", "3")
    head, *rows = csv.reader(io.StringIO(ran.out))
    assert head == ["playbook", *(name for name, _ in COLUMNS)]
    assert [row[0] for row in rows] == ["all"] * 3 + [rows[-1][0]] * 3
    assert rows[2][1] == rows[5][1] == "2026-11-23"
    assert (ran.code, ran.err) == (0, "")


def test_without_a_call_there_is_still_an_answer(folder: Path) -> None:
    ran = in_process("numbers")
    assert (ran.code, ran.err) == (0, "")
    assert "0 min with clients" in ran.out
    assert not folder.exists()


def test_weeks_have_to_be_some(folder: Path) -> None:
    assert in_process("numbers", "--weeks", "0").code == 2
    assert not folder.exists()
