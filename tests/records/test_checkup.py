"""What `heartfirst doctor` finds out about the records."""

import os
import shutil
from pathlib import Path

import pytest

from tests.fakes import START, a_call
from tests.records.told import HEARD, a_record
from tui.records import checkup
from tui.records.call_records import SqliteCallRecords
from tui.records.checkup import DAMAGED, Finding, look_over
from tui.records.engine import Engine
from tui.records.table import open_tinydb

ALL = ["sqlite", "place", "room", "record", "index", "wholeness", "backups"]


def found(folder: Path, engine: Engine) -> dict[str, Finding]:
    return {finding.about: finding for finding in look_over(folder, START, engine)}


def test_all_is_well(folder: Path, engine: Engine) -> None:
    a_record(folder, engine, calls=3)
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(9, HEARD, HEARD))
    records.tend()
    findings = found(folder, engine)
    assert list(findings) == ALL
    assert all(finding.is_well for finding in findings.values())
    assert ".".join(map(str, engine.version)) in findings["sqlite"].words
    assert "holds 3 calls finished and 1 not finished yet." in findings["record"].words
    assert findings["room"].words.endswith("MB).") or findings["room"].words.endswith("GB).")
    assert findings["backups"].words.startswith("One backup (")
    assert HEARD not in str(findings)
    records.close()


def test_where_nothing_is_yet_nothing_is_made(folder: Path, engine: Engine) -> None:
    findings = found(folder, engine)
    assert list(findings) == ["sqlite", "place", "record"]
    assert all(finding.is_well for finding in findings.values())
    assert not folder.exists()


def test_damage_is_told_and_not_mended(folder: Path, engine: Engine) -> None:
    file = a_record(folder, engine, calls=60)
    at = file.read_bytes().index(b'"id":30,') // 8192 * 8192
    with file.open("r+b") as spoilt:
        spoilt.seek(at)
        spoilt.write(b"\xff" * 8192)
    damaged = file.read_bytes()
    findings = found(folder, engine)
    assert [about for about, finding in findings.items() if not finding.is_well] != []
    assert DAMAGED in {finding.words for finding in findings.values()}
    assert "backups" in findings
    os.truncate(file, len(damaged) // 2)
    assert found(folder, engine)["record"] == Finding("record", False, DAMAGED)
    assert not list(folder.glob("damaged-*"))


def test_a_half_made_index_is_told(folder: Path, engine: Engine) -> None:
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("fixtures") / "layout-1.db", folder / "calls.db")
    assert found(folder, engine)["index"].words.startswith("Not every call is in the index yet")
    SqliteCallRecords(folder, engine).tend()
    assert found(folder, engine)["index"].words == "Every call is in the index."


def test_little_room_is_told(folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    a_record(folder, engine)
    monkeypatch.setattr(checkup, "PLENTY", 2**62)
    assert found(folder, engine)["room"].words.endswith("please make some.")
    assert not found(folder, engine)["room"].is_well


def test_what_is_not_ours_is_told(folder: Path, engine: Engine) -> None:
    folder.mkdir()
    (folder / "calls.db").write_bytes(b"a letter" * 100)
    findings = found(folder, engine)
    assert findings["record"] == Finding(
        "record", False, f"{folder / 'calls.db'} is not a heartfirst record: it was left as it is."
    )
    assert "wholeness" not in findings


def test_an_unsafe_place_is_told(engine: Engine, folder: Path) -> None:
    (folder / ".stfolder").mkdir(parents=True)
    assert not found(folder / "records", engine)["place"].is_well
    assert "record" in found(folder / "records", engine)


def test_a_record_that_is_open_elsewhere_is_looked_over_all_the_same(folder: Path, engine: Engine) -> None:
    a_record(folder, engine)
    with open_tinydb(folder, engine) as db:
        db.table("live").insert({"notes": HEARD})
        assert found(folder, engine)["record"].is_well
