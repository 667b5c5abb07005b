"""`heartfirst list`."""

import json
from pathlib import Path

import pytest
from msgspec import convert

from tests.command.runs import ID, READING, as_process, in_process, keep
from tui.model.call import Call
from tui.records.call_records import SqliteCallRecords

CALLERS = ("Dana Lee, Northwind Law", "Ben", "Cara Diaz, Baker Street Books")


@pytest.mark.usefixtures("that_morning")
def test_calls_are_listed_newest_first_with_numbers(folder: Path) -> None:
    keep(folder, *CALLERS)
    assert in_process("list") == (
        0,
        "   1  today 09:18          0:00  Cara Diaz · Baker Street Books  put right\n"
        "   2  today 09:18          0:00  Ben  put right\n"
        "   3  today 09:18          0:00  Dana Lee · Northwind Law  put right\n",
        "",
    )


@pytest.mark.usefixtures("that_morning")
def test_words_narrow_the_list_and_give_ids_in_place_of_numbers(folder: Path) -> None:
    keep(folder, *CALLERS)
    expected = f"{ID + 1}  today 09:18          0:00  Ben  put right\n"
    assert in_process("list", "BEN") == (0, expected, "")
    assert in_process("list", "note", "1") == (0, expected, "")
    assert in_process("list", "note 1") == (0, expected, "")


def test_the_limit_keeps_the_newest(folder: Path) -> None:
    keep(folder, *CALLERS)
    lines = in_process("list", "--limit", "2").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "Cara" in lines[0]
    assert "Ben" in lines[1]


def test_twenty_calls_are_listed_unless_more_are_asked_for(folder: Path) -> None:
    keep(folder, *["Dana"] * 21)
    assert in_process("list").out.count("\n") == 20
    assert in_process("list", "--limit", "100000").out.count("\n") == 21


def test_json_is_one_call_a_line_newest_first(folder: Path) -> None:
    calls = keep(folder, *CALLERS)
    ran = in_process("list", "--json")
    assert [convert(json.loads(line), Call) for line in ran.out.splitlines()] == calls
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\n")


def test_words_and_the_limit_narrow_the_json_as_well(folder: Path) -> None:
    keep(folder, *CALLERS)
    lines = in_process("list", "--json", "--limit", "1", "note").out.splitlines()
    assert [json.loads(line)["caller"] for line in lines] == ["Cara Diaz"]


def test_without_records_one_sentence_says_so_and_nothing_is_made(tmp_path: Path, folder: Path) -> None:
    assert in_process("list") == (0, "", "No finished call yet.\n")
    assert in_process("list", "--json") == (0, "", "")
    assert not folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_in_a_new_home_nothing_is_made_either(tmp_path: Path, environment: dict[str, str]) -> None:
    del environment["HEARTFIRST_DATA"]
    (tmp_path / "home").mkdir()
    assert as_process("list", environment=environment) == (0, "", "No finished call yet.\n")
    assert list((tmp_path / "home").iterdir()) == []


def test_words_that_no_call_holds_are_told(folder: Path) -> None:
    keep(folder, *CALLERS)
    assert in_process("list", "nowhere") == (0, "", "No call holds all of these words.\n")
    assert in_process("list", "nowhere", "--json") == (0, "", "")


def test_the_folder_asked_for_comes_before_the_environment(tmp_path: Path, folder: Path) -> None:
    keep(folder, "Dana")
    keep(tmp_path / "other", "Ben")
    assert "Ben" in in_process("--data", str(tmp_path / "other"), "list").out
    assert "Dana" in in_process("--data", " ", "list").out


def test_reading_leaves_the_record_as_it_is(folder: Path) -> None:
    keep(folder, *CALLERS)
    before = (folder / "calls.db").read_bytes()
    in_process("list")
    in_process("show", "1")
    assert (folder / "calls.db").read_bytes() == before
    assert {path.name for path in folder.iterdir()} <= {"calls.db", "calls.db.lock", "calls.db.open"}


@pytest.mark.parametrize("args", [*READING, ("show", "99")], ids=" ".join)
def test_a_command_gives_the_record_back_before_it_ends(
    args: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, *CALLERS)
    # Nobody else has the record open: closed properly, it leaves nothing beside it but the lock.
    closed: list[SqliteCallRecords] = []
    really_close = SqliteCallRecords.close

    def close(records: SqliteCallRecords) -> None:
        really_close(records)
        closed.append(records)

    monkeypatch.setattr(SqliteCallRecords, "close", close)
    in_process(*args)
    # The export to TinyDB reads the file by itself.
    assert len(closed) == (0 if "tinydb" in args else 1)
    assert {path.name for path in folder.iterdir()} == {"calls.db", "calls.db.lock", "calls.db.open"}
