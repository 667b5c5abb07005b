"""`heartfirst export`."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from msgspec import convert
from tinydb.table import Document

from tests.command.runs import ID, JSON, PATIENCE, command, in_process, keep, run, sentence
from tui.model.call import Call
from tui.records.table import open_tinydb

TINYDB = ("export", "--format", "tinydb")


@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_all_calls_are_one_json_array_equal_to_the_records(count: int, folder: Path) -> None:
    calls = keep(folder, *[f"Caller {number}" for number in range(count)])
    ran = in_process(*JSON)
    assert convert(json.loads(ran.out), list[Call]) == calls
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("]\n")


@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_as_tinydb_each_call_stands_under_its_number(count: int, folder: Path) -> None:
    calls = keep(folder, *[f"Caller {number}" for number in range(count)])
    ran = in_process(*TINYDB)
    found = json.loads(ran.out)
    assert {int(key): convert(one, Call) for key, one in found.pop("calls").items()} == {one.id: one for one in calls}
    assert (found, ran.code, ran.err) == ({"live": {}, "clients": {}}, 0, "")


@pytest.mark.parametrize(
    ("args", "nothing"), [(JSON, "[]\n"), (TINYDB, '{"calls": {}, "live": {}, "clients": {}}\n')]
)
def test_an_export_of_nothing_makes_nothing(args: tuple[str, ...], nothing: str, tmp_path: Path) -> None:
    assert in_process("--data", str(tmp_path / "records"), *args) == (0, nothing, "")
    assert list(tmp_path.iterdir()) == []


def test_as_tinydb_a_document_of_any_kind_goes_along_and_only_what_is_none_is_told(folder: Path) -> None:
    keep(folder, "Dana")
    with open_tinydb(folder) as db:
        db.insert(Document({"schema": 99, "of a later release": [None]}, doc_id=ID + 1))
        db.connection.run("insert into live (id, doc) values (?, 'Xanthippe')", ID + 2)
    ran = in_process(*TINYDB)
    assert list(json.loads(ran.out)["calls"]) == [str(ID + 1), str(ID)]
    assert ran.code == 1
    assert sentence(ran.err) == f"Call {ID + 2} in {folder / 'calls.db'} cannot be read: it was left as it is."


@pytest.mark.skipif(os.name != "posix", reason="Pipes are other things here.")
def test_as_tinydb_a_reader_that_goes_away_ends_it_in_silence(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, *["Dana"] * 250)
    ran = run(["sh", "-c", f"{shlex.join(command(*TINYDB))} | head -1"], environment)
    assert (ran.code, ran.out, ran.err) == (0, '{"calls": {\n', "")
    assert not list(folder.glob("*-wal"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no device that is always full.")
def test_as_tinydb_a_full_disk_behind_stdout_is_told(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*TINYDB), env=environment, stdout=full, stderr=subprocess.PIPE, check=False, timeout=PATIENCE
        )
    assert done.returncode == 1
    assert sentence(done.stderr.decode()) == "The output could not be written: no space left on device."


@pytest.mark.parametrize("args", [("--format", "yaml"), ("--format", ""), ("--format",), ()])
def test_a_format_that_there_is_not_is_asked_for_wrongly(args: tuple[str, ...], folder: Path) -> None:
    keep(folder, "Dana")
    ran = in_process("export", *args)
    assert (ran.code, ran.out) == (2, "")
    assert "--format" in ran.err.split("Error: ")[1]
