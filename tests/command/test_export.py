"""`heartfirst export`."""

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from msgspec import convert
from tinydb.table import Document

from tests.command.runs import ID, JSON, PATIENCE, command, in_process, keep, on_terminal, run, sentence
from tui.model.call import Call
from tui.noted_exports import FILE_NAME, noted_exports
from tui.records.call_records import SqliteCallRecords
from tui.records.table import open_tinydb

pytestmark = pytest.mark.costly

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


def test_a_search_is_exported_alone(folder: Path) -> None:
    keep(folder, "Dana", "Ben", "Cid")
    assert [one["caller"] for one in json.loads(in_process(*JSON, "ben").out)] == ["Ben"]
    assert [one["caller"] for one in json.loads(in_process(*JSON, "--call", "1").out)] == ["Cid"]
    assert in_process("export", "--format", "csv", "nobody").out.count("\n") == 1


def test_json_comes_back_byte_for_byte_with_whatever_it_holds(folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana", "Ben", "Cid", notes="half \ud83d pair, nul \0, 漢 \u2028\u202e 1e5")
    more = {"of a later release": [1.0, -0.0, 2**63, 1e300, None, {"x": "\udc00"}]}
    with open_tinydb(folder) as db:
        db.table("calls").update(more, doc_ids=[ID])
        db.connection.run("update calls set doc = json_set(doc, '$.tags', json('[ \"b\" ]')) where id = ?", ID + 1)
    first, other = tmp_path / "first.json", str(tmp_path / "other")
    assert in_process(*JSON, "--to", str(first)).err == f"3 calls are in {first}.\n"
    assert in_process("--data", other, "import", str(first)).err == "3 calls came in.\n"
    again = in_process("--data", other, *JSON).out
    assert again.encode() == first.read_bytes()
    assert list(json.loads(again)[2])[-1] == "of a later release"


def test_a_file_is_noted_beside_the_records(folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana", "Ben")
    for form in ("csv", "tinydb"):
        assert in_process("export", "--format", form, "--to", str(tmp_path / form)).code == 0
    noted = [(one.path, one.form, one.calls) for one in noted_exports(folder)]
    assert noted == [(str(tmp_path / "csv"), "csv", 2), (str(tmp_path / "tinydb"), "tinydb", 0)]


def test_a_file_that_is_there_is_replaced_only_by_force(folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana")
    path = tmp_path / "calls.md"
    path.write_text("mine")
    args = ("export", "--format", "markdown", "--to", str(path))
    ran = in_process(*args)
    assert (ran.code, sentence(ran.err)) == (1, f"{path} is there already, and is left as it is.")
    assert path.read_text() == "mine"
    assert in_process(*args, "--force").err == f"1 call is in {path}.\n"
    assert path.read_text().startswith("# Calls")


@pytest.mark.parametrize("words", [[], ["--force"]])
def test_a_search_that_finds_nothing_leaves_the_file_as_it_is(words: list[str], folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana")
    path = tmp_path / "calls.csv"
    if words:
        path.write_text("mine")
    ran = in_process("export", "--format", "csv", "nobody", "--to", str(path), *words)
    assert (ran.code, sentence(ran.err)) == (1, "There is no such call: nothing was written.")
    assert [one.read_text() for one in tmp_path.glob("*.csv")] == ["mine"] * bool(words)
    assert not noted_exports(folder)


@pytest.mark.parametrize("name", ["calls.db", "sub/new.json", "new.csv"])
def test_nothing_is_written_among_the_records(name: str, folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    for to in (folder / name, tmp_path / "link" / name):
        ran = in_process("export", "--format", "json", "--to", str(to), "--force")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.endswith("Name a file in another folder.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_list_of_exports_that_cannot_be_written_is_told_and_the_file_is_there(folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana")
    (folder / FILE_NAME).mkdir()
    ran = in_process("export", "--format", "html", "--to", str(tmp_path / "calls.html"))
    assert ran.code == 1
    assert "This export is not in the list of exports" in ran.err
    assert (tmp_path / "calls.html").stat().st_size


def test_ctrl_c_leaves_nothing_half_written(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, "Dana", "Ben")
    as_kept = SqliteCallRecords.as_kept

    def pressed(records: SqliteCallRecords, call_id: int) -> bytes | None:
        if call_id == ID:
            raise KeyboardInterrupt
        return as_kept(records, call_id)

    monkeypatch.setattr(SqliteCallRecords, "as_kept", pressed)
    (tmp_path / "out").mkdir()
    ran = in_process(*JSON, "--to", str(tmp_path / "out" / "calls.json"))
    assert (ran.code, sentence(ran.err)) == (1, "Stopped: nothing was written.")
    assert list((tmp_path / "out").iterdir()) == []
    assert noted_exports(folder) == []


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "csv", "--call", "1", "gift"),
        ("--format", "tinydb", "gift"),
        ("--format", "tinydb", "--call", "1"),
        ("--format", "json", "--bom"),
    ],
)
def test_what_does_not_go_together_is_asked_for_wrongly(args: tuple[str, ...], folder: Path) -> None:
    ran = in_process("export", *args)
    assert (ran.code, ran.out) == (2, "")
    assert not folder.exists()


def test_a_terminal_is_not_steered_and_a_pipe_gets_every_byte(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana", notes="a \x1b[31m b")
    assert "\x1b[31m" in in_process("export", "--format", "csv").out
    assert '"a ␛[31m b"\r\n' in on_terminal("export", "--format", "csv", environment=environment).out


def test_how_far_it_is_is_told_on_a_terminal_and_goes_away(
    folder: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    keep(folder, *["Dana"] * 501)
    file = tmp_path / "calls.csv"
    shown = on_terminal("export", "--format", "csv", "--to", str(file), environment=environment).out
    assert "\r500 calls …\r\x1b[K501 calls are in " in shown
