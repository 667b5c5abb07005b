"""Calls that come in among those that are here: every one is kept, and of two states the later one."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, a_call
from tests.records.exchanged import (
    ID,
    Tables,
    a_file,
    as_kept,
    brought_in,
    keep,
    kept,
    later,
)
from tui.model.call import Call
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.table import open_tinydb


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.json"


CALL = a_call(7, notes="first")
STATES = {
    "a later state": ("calls", later(CALL), "calls", CALL, "No call came in, 1 was brought up to date."),
    "an older state": ("calls", CALL, "calls", later(CALL), "No call came in, 1 stays as it is here."),
    "another state of the same moment": (
        "calls",
        later(CALL, "other", 0),
        "calls",
        CALL,
        "No call came in, 1 stays as it is here.",
    ),
    "a later live state": ("live", later(CALL), "live", CALL, "No call came in, 1 was brought up to date."),
    "an older live state": ("live", CALL, "live", later(CALL), "No call came in, 1 stays as it is here."),
    "the finished one": ("calls", CALL, "live", later(CALL), "No call came in, 1 was brought up to date."),
    "the one that went on": ("live", later(CALL), "calls", CALL, "No call came in, 1 stays as it is here."),
}


@pytest.mark.parametrize(("table", "new", "here", "old", "words"), STATES.values(), ids=STATES)
def test_of_two_states_of_a_call_the_later_one_stays(
    table: str, new: Call, here: str, old: Call, words: str, folder: Path, file: Path
) -> None:
    keep(folder, *[old] * (here == "calls"), live=(old,) * (here == "live"))
    a_file(file, **{table: [new]})
    assert brought_in(folder, file) == (words, "")
    winner, where = (new, table) if "up to date" in words else (old, here)
    expected: Tables = {"calls": {}, "live": {}, "clients": {}} | {where: {7: as_kept(winner)}}
    assert kept(folder) == expected
    assert "No call came in, 1 " in brought_in(folder, file)[0]
    assert kept(folder) == expected


def test_the_same_moment_told_with_another_offset_is_the_same_call(folder: Path, file: Path) -> None:
    keep(folder, CALL)
    moved = as_kept(CALL) | {"started": "2026-11-24T08:18:00Z"}
    assert brought_in(folder, a_file(file, [moved])) == ("No call came in, 1 stays as it is here.", "")


@pytest.mark.parametrize("call_id", [1, 7, ID, 2**63 - 1])
def test_another_call_with_the_same_number_is_kept_beside_it(folder: Path, file: Path, call_id: int) -> None:
    ours = a_call(call_id, "Ann")
    theirs = a_call(call_id, "Ben", at=START + timedelta(seconds=1))
    third = a_call(call_id, "Cid", at=START + timedelta(seconds=2))
    keep(folder, ours)
    a_file(file, [theirs], [third])
    assert brought_in(folder, file) == ("2 calls came in, 2 of them under another number.", "")
    found = kept(folder)
    assert found["calls"].pop(call_id) == as_kept(ours)
    ((new_id, new),) = found["calls"].items()
    assert new == as_kept(theirs) | {"id": new_id}
    assert new_id >> 20 == call_id >> 20
    (other,) = found["live"].values()
    assert other["caller"] == "Cid"
    assert brought_in(folder, file) == ("No call came in, 2 were here already.", "")
    assert brought_in(folder, a_file(file, [later(theirs)])) == ("No call came in, 1 was brought up to date.", "")
    assert kept(folder)["calls"][new_id] == as_kept(later(theirs)) | {"id": new_id}


def test_what_stands_twice_under_one_number_comes_in_twice(folder: Path, file: Path) -> None:
    one, other = a_call(7, "Ann"), a_call(7, "Ben", at=START + timedelta(seconds=1))
    rows = ", ".join(f'"7": {json.dumps(as_kept(call))}' for call in (one, other, one))
    file.write_text(f'{{"calls": {{{rows}}}, "calls": {{{rows}}}}}')
    words = "2 calls came in, 1 of them under another number, 4 were here already."
    assert brought_in(folder, file) == (words, "")
    assert {document["caller"] for document in kept(folder)["calls"].values()} == {"Ann", "Ben"}


def test_what_stands_here_and_cannot_be_read_is_left_as_it_is(folder: Path, engine: Engine, file: Path) -> None:
    keep(folder, *map(a_call, (1, 2, 3, 4)), engine=engine)
    with open_tinydb(folder, engine) as db:
        db.connection.run("update calls set doc = 'garbage' where id = 1")
        db.table("calls").update({"touched": "2026-11-24T09:18:00"}, doc_ids=[4])
        db.table("calls").update({"schema": 99, "notes": ["new"]}, doc_ids=[2])
        db.table("calls").update({"started": "2026-11-24T09:18:00"}, doc_ids=[3])
        before = db.connection.run("select id, doc from calls order by id")
    told = brought_in(folder, a_file(file, [later(a_call(number)) for number in (1, 2, 3, 4)]), engine)
    assert told == ("3 calls came in, 3 of them under another number, 1 stays as it is here.", "")
    with open_tinydb(folder, engine) as db:
        assert db.connection.run("select id, doc from calls where id < 5 order by id") == before
        assert len(db.table("calls")) == 7


def test_a_call_that_a_window_is_on_is_left_alone(folder: Path, engine: Engine, file: Path) -> None:
    window = SqliteCallRecords(folder, engine)
    going_on = [a_call(number, notes="here") for number in (1, 2, 3)]
    for call in going_on:
        assert window.claim(call.id)
        window.save(call)
    assert window.claim(4)
    same, finished, later_live, unsaved = going_on[0], later(going_on[1]), later(going_on[2]), a_call(4)
    a_file(file, [finished, a_call(5)], [same, later_live, unsaved])
    assert brought_in(folder, file, engine) == (
        "1 call came in, 1 was here already.",
        f"Left out of {file}: 3 calls that windows are on (the first is number 2).",
    )
    assert kept(folder, engine)["live"] == {call.id: as_kept(call) for call in going_on}
    window.close()
    assert brought_in(folder, file, engine) == ("1 call came in, 2 were brought up to date, 2 were here already.", "")
    assert set(kept(folder, engine)["calls"]) == {2, 5}
