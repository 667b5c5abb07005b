"""Files that calls come in from: of every kind, sound and spoilt."""

import json
import os
import traceback
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.table import Document

from tests.fakes import START, a_call
from tests.records.exchanged import (
    ID,
    ODD_WORDS,
    WHOLE,
    a_file,
    as_kept,
    brought_in,
    keep,
    kept,
)
from tests.records.told import HEARD
from tui.model.call import SCHEMA, Answering, Call, Override, StepRecord, StepState, Switch
from tui.model.promises import Promise, PromiseState
from tui.model.trouble import Trouble
from tui.records.arrivals import DEEPEST
from tui.records.landing import Landing

pytestmark = pytest.mark.costly


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.json"


@pytest.mark.parametrize("shape", [list, lambda some: {"_default": {str(n): one for n, one in enumerate(some, 1)}}])
def test_finished_calls_also_come_as_an_array_and_as_plain_inserts(folder: Path, file: Path, shape: Any) -> None:
    calls = [a_call(ID), a_call(ID + 1)]
    file.write_text(json.dumps(shape([as_kept(call) for call in calls])))
    assert brought_in(folder, file) == ("2 calls came in.", "")
    assert kept(folder) == {"calls": {call.id: as_kept(call) for call in calls}, "live": {}, "clients": {}}


def test_a_file_that_stock_tinydb_wrote(folder: Path, file: Path) -> None:
    with TinyDB(file) as stock:
        stock.table("calls").insert(Document(as_kept(a_call(5)) | {"mine": [1]}, doc_id=5))
        stock.table("live").insert(Document(as_kept(a_call(6, notes=ODD_WORDS)), doc_id=6))
    assert brought_in(folder, file) == ("2 calls came in.", "")
    assert kept(folder) == {
        "calls": {5: as_kept(a_call(5)) | {"mine": [1]}},
        "live": {6: as_kept(a_call(6, notes=ODD_WORDS))},
        "clients": {},
    }


def test_what_looks_like_half_a_pair_stays_as_it_is(folder: Path, file: Path) -> None:
    notes = r"half pair half pair! \ud83d \ud83d \u0041 " + "\ud83d half pair!d83d \ude00\ud83d\\"
    call = a_call(1, notes=notes)
    assert brought_in(folder, a_file(file, [call, a_call(2)])) == ("2 calls came in.", "")
    assert kept(folder)["calls"][1] == as_kept(call)


def test_a_byte_order_mark_is_no_hindrance(folder: Path, file: Path) -> None:
    a_file(file, [a_call(1)])
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert brought_in(folder, file) == ("1 call came in.", "")


def test_a_call_of_many_megabytes_comes_in(folder: Path, file: Path) -> None:
    call = a_call(2, notes="She said: “No.” 🙁\n" * 150_000)
    brought_in(folder, a_file(file, [a_call(1), call, a_call(3)]))
    assert kept(folder)["calls"][2] == as_kept(call)


DEEP: Any = 0
for _ in range(DEEPEST + 1):
    DEEP = [DEEP]


NO_CALLS: dict[str, Any] = {
    "no object": [],
    "null": None,
    "empty": {},
    "another kind": {"name": HEARD, "id": 5},
    "a missing key": {name: value for name, value in WHOLE.items() if name != "steps"},
    "notes in a list": WHOLE | {"notes": [HEARD]},
    "id zero": WHOLE | {"id": 0},
    "id negative": WHOLE | {"id": -5},
    "id huge": WHOLE | {"id": 2**63},
    "id in words": WHOLE | {"id": HEARD},
    "id a half": WHOLE | {"id": 5.5},
    "no offset": WHOLE | {"ended": "2026-11-24T09:18:00"},
    "no such day": WHOLE | {"started": "2026-02-30T09:18:00Z"},
    "a step of nowhere": WHOLE | {"now": "nowhere"},
    "no steps": WHOLE | {"steps": []},
    "too deep": WHOLE | {"more": DEEP},
    "a deep schema": WHOLE | {"schema": "1"},
}


@pytest.mark.parametrize("document", NO_CALLS.values(), ids=NO_CALLS)
def test_a_document_that_is_no_call_is_left_out_and_told(document: Any, folder: Path, file: Path) -> None:
    file.write_text(json.dumps({"calls": {"3": as_kept(a_call(3)), "5": document}}))
    words, left_out = brought_in(folder, file)
    assert (words, left_out) == (
        "1 call came in.",
        f"Left out of {file}: 1 document that is no call (number 5).",
    )
    assert kept(folder) == {"calls": {3: as_kept(a_call(3))}, "live": {}, "clients": {}}


@pytest.mark.parametrize("key", ["-5", "0", HEARD, "", "5.0", str(2**63), "9" * 5000, "٥", " 5", "\0"], ids=ascii)
def test_a_key_that_is_no_number_of_a_call_is_told_by_its_place(key: str, folder: Path, file: Path) -> None:
    file.write_text(json.dumps({"calls": {"3": as_kept(a_call(3)), key: WHOLE}}))
    assert brought_in(folder, file) == (
        "1 call came in.",
        f"Left out of {file}: 1 document that is no call (number 2).",
    )


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" * 5000])
def test_a_number_that_cannot_be_kept_is_no_part_of_a_call(number: str, folder: Path, file: Path) -> None:
    a_file(file, [WHOLE | {"more": "HERE"}])
    file.write_text(file.read_text().replace('"HERE"', number))
    assert "1 document that is no call" in brought_in(folder, file)[1]
    assert not folder.exists()


def a_call_that_went_over() -> Call:
    """One that was begun with another playbook, was left early twice, and is made to report back."""
    left = StepRecord(id="status", name="Tell the state", state=StepState.DONE, done_at=START)
    overrides = [Override(step=step, at=START, missing=("status", "sorry")) for step in ("offer", "status", "")]
    promise = Promise(text="ring back", noted=START, done_at=START, told_at=START, state=PromiseState.TOLD)
    return replace(
        a_call(5),
        switches=(Switch(at=START, playbook="outage", title="Nothing works", steps=(left,)),),
        overrides=tuple(overrides),
        answering=Answering(call=4, text="ring back"),
        promises=(promise,),
    )


def test_a_call_that_went_over_to_another_playbook_comes_in(folder: Path, file: Path) -> None:
    call = a_call_that_went_over()
    assert brought_in(folder, a_file(file, [call])) == ("1 call came in.", "")
    assert kept(folder)["calls"][5] == as_kept(call)


NAIVE = START.replace(tzinfo=None).isoformat()


@pytest.mark.parametrize(
    ("names", "value"),
    [
        (("switches", 0, "steps", 0, "id"), "nowhere"),
        (("switches", 0, "at"), NAIVE),
        (("switches", 0, "steps", 0, "done_at"), NAIVE),
        (("overrides", 0, "step"), "nowhere"),
        (("overrides", 2, "missing"), [""]),
        (("promises", 0, "done_at"), NAIVE),
        (("promises", 0, "told_at"), NAIVE),
        (("promises", 0, "withdrawn_at"), NAIVE),
        (("now",), ""),
    ],
    ids=str,
)
def test_a_call_whose_parts_do_not_fit_together_stays_out(
    names: tuple[str | int, ...], value: object, folder: Path, file: Path
) -> None:
    document: Any = as_kept(a_call_that_went_over())
    part = document
    for name in names[:-1]:
        part = part[name]
    part[names[-1]] = value
    assert "1 document that is no call (number 5)" in brought_in(folder, a_file(file, [document]))[1]


def test_calls_of_a_newer_release_and_of_other_tables_are_told_in_the_same_sentence(folder: Path, file: Path) -> None:
    newer = [as_kept(a_call(number)) | {"schema": SCHEMA + 1, "notes": ["new"]} for number in (8, 9)]
    a_file(file, [*newer, {"id": 4}, a_call(2)], others={"1": WHOLE, "2": {}})
    assert brought_in(folder, file) == (
        "1 call came in.",
        f"Left out of {file}: 2 calls from a newer heartfirst (the first is number 8), "
        "1 document that is no call (number 4) and 2 documents of other tables (the first is number 1).",
    )


USELESS = {
    "a letter": b"Dear Dana, ...",
    "half a file": b'{"calls": {"1": {"id": 1, "notes": "Xanthip',
    "half an array": b'[{"id": 1',
    "another object": b'{"name": "Xanthippe"}',
    "no tables": b"{}",
    "tables of others": b'{"people": {"1": {"name": "Xanthippe"}}}',
    "a list in the place of a table": b'{"calls": [], "live": {}}',
    "a number": b"5",
    "null": b"null",
    "a record": b"SQLite format 3\0" + b"\xff" * 90,
    "not a number": b'[{"spent": NaN}]',
    "a word more": b'{"calls": {}} Xanthippe',
    "two bytes a letter": '{"calls": {}}'.encode("utf-16"),
    "NUL": b'{"calls": {}}\0',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "a deep document": b'{"calls": {"1": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}}",
    "a deep beginning": b'{"calls": {"1": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("content", USELESS.values(), ids=USELESS)
def test_a_file_of_another_kind_changes_nothing(content: bytes, folder: Path, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(Trouble) as caught:
        brought_in(folder, file)
    expected = f"{file} is not an export of heartfirst, or only a part of one: nothing came in."
    assert str(caught.value) == expected
    assert HEARD not in "".join(traceback.format_exception(caught.value))
    assert not folder.exists()


@pytest.mark.parametrize("end", [0.999, 0.5, 0.1])
def test_no_part_of_half_a_file_comes_in(folder: Path, file: Path, end: float) -> None:
    a_file(file, map(a_call, range(1, 500)))
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * end)])
    with pytest.raises(Trouble) as caught:
        brought_in(folder, file)
    whole = content[: int(len(content) * end)].count(b'"schema": 3, "id"') - 1
    assert str(caught.value) == (
        f"{file} is damaged or only a part of an export, line 1, behind {whole} whole calls: nothing came in."
    )
    assert not folder.exists()


@pytest.mark.parametrize("shape", ["table", "list", "lines"])
def test_a_file_that_is_damaged_in_the_middle_is_told_with_its_line(shape: str, folder: Path, file: Path) -> None:
    texts = [json.dumps(as_kept(a_call(number, notes=ODD_WORDS))) for number in range(1, 300)]
    texts[200] = f"Xanthippe {texts[200]}"
    if shape == "table":
        texts = [f'"{number}": {text}' for number, text in enumerate(texts, 1)]
    start, between, end = {"table": ('{"calls": {', ",", "}}"), "list": ("[", ",", "]"), "lines": ("", "", "")}[shape]
    file.write_text(f"{start}\n" + f"{between}\n".join(texts) + f"\n{end}")
    with pytest.raises(Trouble) as caught:
        brought_in(folder, file)
    assert str(caught.value) == (
        f"{file} is damaged or only a part of an export, line 202, behind 200 whole calls: nothing came in."
    )
    assert HEARD not in "".join(traceback.format_exception(caught.value))
    assert not folder.exists()


@pytest.mark.parametrize("content", [b'[{"notes": "Xan', b'{"calls": {"1": [0,', b'{"id": "Xan', b'{"calls": {"Xan'])
def test_a_value_that_never_ends_is_not_read_for_ever(
    content: bytes, folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tui.json_files", "tui.records.parcel"):
        monkeypatch.setattr(f"{module}.MOST_VALUE", 3 << 20)
    file.write_bytes(content + b"0," * (4 << 20))
    with pytest.raises(Trouble) as caught:
        brought_in(folder, file)
    assert str(caught.value) == f"{file}, line 1: a call is longer than 3 MB, or never ends; nothing came in."
    assert not folder.exists()


def test_a_file_that_changes_while_it_is_read_leaves_nothing(
    folder: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(file, map(a_call, range(1, 500)))
    keep(folder, a_call(ID))
    take = Landing.take

    def cut_off(landing: Landing, calls: Any) -> list[str]:
        os.truncate(file, file.stat().st_size // 2)
        return take(landing, calls)

    monkeypatch.setattr(Landing, "take", cut_off)
    with pytest.raises(Trouble, match="damaged or only a part of an export"):
        brought_in(folder, file)
    assert list(kept(folder)["calls"]) == [ID]
