"""`heartfirst import`, and the way there with `heartfirst export --format tinydb`."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import json
from tinydb import TinyDB

from tests.command.runs import ID, PATIENCE, as_process, command, in_process, keep, on_disk, run, sentence
from tests.command.test_imports import BARE, TELL, loaded, packages
from tests.fakes import START, a_call
from tests.records.told import HEARD
from tui.model.call import SCHEMA, Call
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_document
from tui.records.layout import EVERY_TABLE
from tui.records.table import open_tinydb

TINYDB = ("export", "--format", "tinydb")
posix = pytest.mark.skipif(os.name != "posix", reason="Signals and permissions are other things here.")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The records of another machine."""
    return tmp_path / "other"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.json"


def written(file: Path, folder: Path, *args: str) -> Path:
    """What a command writes about the records in a folder, in a file."""
    ran = in_process("--data", str(folder), *args)
    assert (ran.code, ran.err) == (0, "")
    file.write_text(ran.out, encoding="utf-8")
    return file


def going_on(folder: Path, call: Call) -> None:
    records = SqliteCallRecords(folder)
    records.save(call)
    records.close()


def documents(folder: Path) -> dict[str, dict[int, dict[str, object]]]:
    with open_tinydb(folder) as db:
        return {name: {one.doc_id: dict(one) for one in db.table(name)} for name in EVERY_TABLE}


def test_records_move_to_another_machine(folder: Path, other: Path, file: Path) -> None:
    keep(other, "Dana", "Ben", notes="half \ud83d pair \u202e")
    going_on(other, a_call(ID + 7, "Cid"))
    written(file, other, *TINYDB)
    assert in_process("import", str(file)) == (0, "", "3 calls came in.\n")
    assert documents(folder) == documents(other)
    assert "Ben" in in_process("list").out
    assert in_process("import", str(file)) == (0, "", "No call came in, 3 were here already.\n")
    assert documents(folder) == documents(other)


def test_what_export_writes_as_json_comes_in_too(folder: Path, other: Path, file: Path) -> None:
    keep(other, "Dana", "Ben")
    written(file, other, "export", "--format", "json")
    assert in_process("import", str(file)) == (0, "", "2 calls came in.\n")
    assert documents(folder) == documents(other)


@pytest.mark.parametrize("form", ["json", "tinydb"])
def test_an_export_of_nothing_brings_nothing_in(form: str, folder: Path, other: Path, file: Path) -> None:
    written(file, other, "export", "--format", form)
    assert in_process("import", str(file)) == (0, "", "No call came in.\n")
    assert not folder.exists()


def test_one_machine_pipes_into_another(folder: Path, other: Path, environment: dict[str, str]) -> None:
    keep(other, *["Dana"] * 118)
    keep(folder, "Dana", "Dana")
    theirs, ours = (" ".join(command("--data", str(place))) for place in (other, folder))
    ran = run(["sh", "-c", f"{theirs} export --format tinydb | {ours} import -"], environment)
    assert ran == (0, "", "116 calls came in, 2 were here already.\n")


def test_what_is_left_out_is_told_and_the_rest_comes_in(folder: Path, file: Path) -> None:
    newer = to_document(a_call(ID + 1)) | {"schema": SCHEMA + 1}
    calls = {str(ID): to_document(a_call(ID)), str(ID + 1): newer, HEARD: {"notes": HEARD}}
    file.write_bytes(json.encode({"calls": calls}))
    ran = in_process("import", str(file))
    assert (ran.code, ran.out) == (1, "")
    said, told = ran.err.splitlines()
    assert said == "1 call came in."
    expected = f"Left out of {file}: 1 call from a newer heartfirst (number {ID + 1}) and 1 document that is no call"
    assert sentence(told) == f"{expected} (number 3)."
    assert list(documents(folder)["calls"]) == [ID]


def test_a_call_that_a_window_is_on_is_left_alone(folder: Path, file: Path) -> None:
    window = SqliteCallRecords(folder)
    window.claim(ID)
    window.save(a_call(ID, notes="here"))
    file.write_bytes(json.encode([to_document(a_call(ID, notes="finished elsewhere"))]))
    ran = in_process("import", str(file))
    assert (ran.code, ran.err.splitlines()[0]) == (1, "No call came in.")
    assert sentence(ran.err.splitlines()[1]) == f"Left out of {file}: 1 call that a window is on (number 1)."
    found = window.live(ID)
    assert found is not None
    assert found.notes == "here"
    window.close()


def in_the_place_of(file: Path, kind: str) -> None:
    if kind == "folder":
        file.mkdir()
    elif kind != "missing":
        file.write_bytes(
            {"empty": b"", "blank": b" \n", "half": b'{"calls": {"1": {"notes": "Xan'}.get(kind, b"Dear")
        )


BAD = {
    "missing": "There is no file {}.",
    "folder": "{} is a folder, not a file: nothing came in.",
    "empty": "{} is empty: nothing came in.",
    "blank": "{} is empty: nothing came in.",
    "half": "{} is not an export of heartfirst, or only a part of one: nothing came in.",
    "letter": "{} is not an export of heartfirst, or only a part of one: nothing came in.",
}


@pytest.mark.parametrize(("kind", "told"), BAD.items(), ids=BAD)
def test_a_file_that_cannot_be_used_changes_nothing(
    kind: str, told: str, folder: Path, file: Path, tmp_path: Path
) -> None:
    keep(folder, "Dana")
    in_the_place_of(file, kind)
    before = on_disk(tmp_path)
    ran = in_process("import", str(file))
    assert (ran.code, ran.out) == (1, "")
    assert sentence(ran.err) == told.format(file)
    assert on_disk(tmp_path) == before


def test_a_file_that_must_not_be_read_is_told(folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, mode: str) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    # The administrator, as whom tests may run, is refused nothing.
    monkeypatch.setattr(Path, "open", refused)
    ran = in_process("import", str(file))
    assert (ran.code, sentence(ran.err)) == (1, f"{file} cannot be read (permission denied): nothing came in.")
    assert not folder.exists()


@pytest.mark.parametrize("name", ["x" * 5000, "nul \0 name"], ids=["long", "NUL"])
def test_a_name_that_no_file_can_have_is_told(name: str, folder: Path) -> None:
    ran = in_process("import", name)
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be read" in sentence(ran.err)
    assert not folder.exists()


def test_the_name_of_a_file_cannot_steer_the_terminal(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\u202e\nb"
    file.write_text("[{}]")
    ran = in_process("import", str(file))
    said, told = ran.err.splitlines()
    assert (ran.code, said) == (1, "No call came in.")
    assert "a␛[31m\ufffd␊b: 1 document that is no call (number 1)." in sentence(told)


def test_an_empty_input_is_told(folder: Path, environment: dict[str, str]) -> None:
    ran = as_process("import", "-", environment=environment)
    assert (ran.code, sentence(ran.err)) == (1, "The input is empty: nothing came in.")
    closed = run(["sh", "-c", " ".join([*command("import", "-"), "<&-"])], environment)
    assert (closed.code, sentence(closed.err)) == (1, "The input is empty: nothing came in.")


@pytest.mark.parametrize("args", [(), ("a", "b"), ("--format", "json", "a")])
def test_it_can_be_asked_for_wrongly(args: tuple[str, ...], folder: Path) -> None:
    ran = in_process("import", *args)
    assert (ran.code, ran.out) == (2, "")
    assert not folder.exists()


@pytest.mark.long
@posix
def test_an_import_that_is_killed_is_finished_by_the_next(
    folder: Path, other: Path, file: Path, environment: dict[str, str]
) -> None:
    calls = {str(ID + n): to_document(a_call(ID + n, at=START)) for n in range(3000)}
    file.write_bytes(json.encode({"calls": calls}))
    with subprocess.Popen(command("import", str(file)), env=environment, stderr=subprocess.DEVNULL) as importing:
        try:
            with open_tinydb(folder) as db:
                while not db.table("calls").rows.last_id():
                    assert importing.poll() is None
        finally:
            importing.kill()
        importing.wait(PATIENCE)
    assert 0 < len(documents(folder)["calls"]) < 3000
    ran = in_process("import", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(" were here already.\n")
    in_process("--data", str(other), "import", str(file))
    assert len(documents(folder)["calls"]) == 3000
    assert documents(folder) == documents(other)


@pytest.mark.parametrize("way", ["export", "import"])
def test_it_loads_nothing_of_a_screen(
    way: str, folder: Path, other: Path, file: Path, environment: dict[str, str]
) -> None:
    keep(other, "Dana")
    keep(folder, "Ben")
    args = TINYDB if way == "export" else ("import", str(written(file, other, *TINYDB)))
    modules = loaded(environment, TELL, *args) - loaded(environment, BARE)
    assert packages(modules) <= {"click", "msgspec", "sqlcipher3", "tinydb", "tui", "typing_extensions"}
    assert not [name for name in modules if name.startswith(("tui.app", "tui.screens", "tui.clipboard"))]
    assert modules.isdisjoint({"asyncio", "subprocess", "tui.playbooks"})


def test_stock_tinydb_reads_what_a_process_wrote(folder: Path, file: Path, environment: dict[str, str]) -> None:
    keep(folder, "Zoë 漢 ❤ \ud83d", "\x1b[31m\u2028\u202e")
    going_on(folder, a_call(ID + 7))
    ran = run([sys.executable, "-m", "tui", *TINYDB], environment | {"PYTHONIOENCODING": "ascii"})
    assert (ran.code, ran.err) == (0, "")
    file.write_text(ran.out, encoding="utf-8")
    with TinyDB(file, access_mode="r", encoding="utf-8") as stock:
        found = {name: {one.doc_id: dict(one) for one in stock.table(name)} for name in stock.tables()}
    assert found == documents(folder)
