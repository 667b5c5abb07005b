"""`--data` at something that is no record of ours: one sentence, exit 1, and it stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb.table import Document

from tests.command.runs import ID, READING, Ran, as_process, in_process, keep, on_disk, sentence
from tests.fakes import a_call
from tui.model.call import SCHEMA as CALL_SCHEMA
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.layout import SCHEMA
from tui.records.table import open_tinydb
from tui.services.review import Review

HEARD = "Xanthippe"
Spoil = Callable[[Path], str]
"""Puts something wrong in the place of a folder; gives the sentence about it."""


def a_file(folder: Path) -> str:
    folder.write_text("a letter")
    return f"{folder} is not a folder."


def garbage(folder: Path) -> str:
    folder.mkdir()
    (folder / "calls.db").write_bytes(b"garbage" * 1000)
    return f"{folder / 'calls.db'} is not a heartfirst record: it was left as it is."


def a_folder_for_a_file(folder: Path) -> str:
    (folder / "calls.db").mkdir(parents=True)
    return f"{folder / 'calls.db'} is not a heartfirst record: it was left as it is."


def a_newer_schema(folder: Path) -> str:
    keep(folder, HEARD)
    with open_tinydb(folder) as db:
        db.connection.run(f"pragma user_version = {SCHEMA + 1}")
    return f"{folder / 'calls.db'} was written by a newer heartfirst: it was left as it is."


def a_newer_call(folder: Path) -> str:
    keep(folder, HEARD)
    with open_tinydb(folder) as db:
        db.insert(Document(to_document(a_call(ID + 1, HEARD)) | {"schema": CALL_SCHEMA + 1}, doc_id=ID + 1))
    return f"{folder / 'calls.db'} was written by a newer heartfirst: it was left as it is."


def a_spoilt_call(folder: Path) -> str:
    keep(folder, HEARD)
    with open_tinydb(folder) as db:
        db.insert(Document({"caller": HEARD, "notes": 5}, doc_id=ID + 1))
    return f"Call {ID + 1} in {folder / 'calls.db'} cannot be read: it was left as it is."


WAYS: list[Spoil] = [a_file, garbage, a_folder_for_a_file, a_newer_schema]


@pytest.mark.parametrize("args", [*READING, ("copy",)], ids=" ".join)
@pytest.mark.parametrize("spoil", WAYS)
def test_it_is_told_in_one_sentence_and_left_as_it_is(spoil: Spoil, args: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "records"
    expected = spoil(folder)
    before = on_disk(tmp_path)
    ran = in_process("--data", str(folder), *args)
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err) == expected
    after = on_disk(tmp_path)
    for empty in ("records/calls.db.lock", "records/calls.db.open"):
        after.pop(empty, None)
        before.pop(empty, None)
    assert after == before


@pytest.mark.parametrize("spoil", [a_newer_call, a_spoilt_call])
@pytest.mark.parametrize("args", [("list",), ("list", "--json"), ("export", "--format", "json")], ids=" ".join)
def test_one_call_that_cannot_be_read_hides_no_other_and_is_told(
    spoil: Spoil, args: tuple[str, ...], tmp_path: Path
) -> None:
    expected = spoil(tmp_path / "records")
    ran = in_process("--data", str(tmp_path / "records"), *args)
    assert ran.code == 1
    assert ran.out.count(HEARD) >= 1
    assert sentence(ran.err) == expected


def test_a_folder_of_nobody_is_told() -> None:
    ran = in_process("--data", "~nobody-has-this-name/records", "list")
    assert (ran.code, ran.out) == (1, "")
    assert "there is no such home folder" in sentence(ran.err)


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    ran = in_process("--data", str(tmp_path / ("x" * 5000)), "list")
    assert (ran.code, ran.out) == (1, "")
    sentence(ran.err)


def test_the_name_of_a_folder_cannot_steer_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31m\u202e\nb  c"
    garbage(folder)
    told = sentence(in_process("--data", str(folder), "list").err)
    assert told.startswith(f"{tmp_path}/a␛[31m\ufffd␊b  c/calls.db is not")


def failing(self: Review, name: str) -> None:
    raise KeyError(HEARD)


def test_a_bug_is_one_sentence_that_names_a_log_without_anybodys_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, "Dana")
    monkeypatch.setattr(Review, "named", failing)
    ran = in_process("show", "1")
    assert (ran.code, ran.out) == (1, "")
    log = folder / "heartfirst.log"
    assert sentence(ran.err) == f"An error that was not foreseen ended the command. What happened is in {log}."
    assert "KeyError" in log.read_text()
    assert HEARD not in log.read_text()


def test_a_bug_without_a_place_for_its_log_is_still_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(tmp_path / "records")
    monkeypatch.setattr(Review, "named", failing)
    ran = in_process("--data", str(tmp_path / "records"), "last")
    assert sentence(ran.err) == "An error that was not foreseen ended the command."


@pytest.mark.parametrize("spoil", [garbage, a_newer_schema])
def test_a_process_ends_with_the_sentence_and_no_traceback(
    spoil: Spoil, folder: Path, environment: dict[str, str]
) -> None:
    expected = spoil(folder)
    assert as_process("list", environment=environment) == Ran(1, "", f"heartfirst: {expected}\n")


def test_what_was_done_about_a_damaged_record_is_told_beside_the_calls(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    keep(folder, HEARD)
    records = SqliteCallRecords(folder)
    records.tend()
    records.close()
    with (folder / "calls.db").open("r+b") as spoilt:
        spoilt.write(bytes(8192))
    ran = in_process("--data", str(folder), "list")
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert ran.err.startswith("heartfirst: The records were damaged and have been mended: ")
    assert ran.err.count("\n") == 1
    assert in_process("--data", str(folder), "list") == (0, ran.out, "")
