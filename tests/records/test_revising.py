"""A finished call that is changed afterwards: nothing else in it is, and no change of another window is lost."""

import traceback
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tests.records.exchanged import as_kept, kept
from tests.records.test_no_room import no_file_longer_than
from tests.records.told import HEARD, finish, ids, sentence_of
from tests.records.workers import ENGINES, revise_a_hundred_times, working
from tui.model.call import SCHEMA, Call, with_notes, with_promises
from tui.model.promises import Promise, PromiseState
from tui.model.trouble import RecordsTrouble
from tui.records import table
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import laid_over
from tui.records.engine import Engine
from tui.records.table import open_tinydb

OPEN = Promise(text="ring back", noted=START, due=START)
TOLD = replace(OPEN, state=PromiseState.TOLD, told_at=START, how="in a letter")
BESIDE: dict[str, Any] = {"ticket": {"number": [4711, None]}, "half": "\ud83d"}


def told(call: Call) -> Call:
    return with_promises(call, tuple(TOLD for _ in call.promises))


def added(words: str, call: Call) -> Call:
    return with_notes(call, f"{call.notes}{words}", START)


def test_what_a_script_wrote_beside_it_stays(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    records.finish(with_promises(a_call(1), (OPEN, replace(OPEN, text="a note"))))
    with open_tinydb(folder, engine) as db:
        [document] = db.all()
        document["promises"][0] |= BESIDE
        document["steps"][2]["mine"] = "words"
        db.update(document | BESIDE, doc_ids=[1])
    before = kept(folder, engine)["calls"][1]
    assert records.revise(1, told) == told(with_promises(a_call(1), (OPEN, OPEN)))
    after = kept(folder, engine)["calls"][1]
    assert {name: after[name] for name in BESIDE} == BESIDE
    assert after["steps"] == before["steps"]
    assert after["promises"][0] == as_kept(told(with_promises(a_call(1), (OPEN,))))["promises"][0] | BESIDE
    assert [promise["state"] for promise in after["promises"]] == ["told", "told"]


def test_a_promise_of_the_first_schema_gets_what_it_lacks(
    records: SqliteCallRecords, folder: Path, engine: Engine
) -> None:
    records.finish(a_call(1))
    with open_tinydb(folder, engine) as db:
        bare = {"text": "ring back", "noted": START.isoformat(), "due": None, "day_only": False}
        db.update({"schema": 1, "promises": [bare]}, doc_ids=[1])
        db.update(lambda document: [document.pop(name) for name in ("owed", "switches", "answering")], doc_ids=[1])
    revised = records.revise(1, told)
    assert (revised.schema, records.find(1)) == (SCHEMA, revised)
    assert kept(folder, engine)["calls"][1] == as_kept(revised)


def test_only_what_has_changed_is_written_anew() -> None:
    call = with_promises(a_call(1), (OPEN,))
    document = as_kept(call) | {"steps": "odd", "notes": "as it was"}
    changed = {"promises": as_kept(told(call))["promises"], "owed": None}
    assert laid_over(document, call, told(call)) == document | changed
    more = with_promises(call, (OPEN, TOLD))
    assert as_kept(laid_over(as_kept(call), call, more)) == as_kept(more)


def test_a_change_that_another_window_makes_meanwhile_is_kept_too(folder: Path, engine: Engine) -> None:
    one, other = SqliteCallRecords(folder, engine), SqliteCallRecords(folder, engine)
    finish(one, with_promises(a_call(1), (OPEN,)))
    seen: list[str] = []

    def slow(call: Call) -> Call:
        seen.append(call.notes)
        if len(seen) == 1:
            other.revise(1, lambda call: added("late", call))
        return told(call)

    revised = one.revise(1, slow)
    assert (seen, revised.notes, revised.promises) == (["", "late"], "late", (TOLD,))
    assert other.find(1) == revised
    for records in (one, other):
        records.close()


def test_a_call_that_is_erased_meanwhile_does_not_come_back(records: SqliteCallRecords, folder: Path) -> None:
    records.finish(a_call(1))

    def erase(call: Call) -> Call:
        with open_tinydb(folder) as db:
            db.remove(doc_ids=[1])
        return added("late", call)

    with pytest.raises(RecordsTrouble, match=r"^This call is not among the finished ones any more\.$"):
        records.revise(1, erase)
    assert records.find(1) is None


def test_two_processes_that_revise_one_call_lose_nothing(folder: Path, engine_name: str) -> None:
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    records.finish(a_call(1))
    with (
        working(revise_a_hundred_times, folder, engine_name) as (_, one),
        working(revise_a_hundred_times, folder, engine_name) as (_, other),
    ):
        one.send("a")
        other.send("b")
        assert (one.recv(), other.recv()) == ("a", "b")
    found = records.find(1)
    assert found
    assert sorted(found.notes) == ["a"] * 100 + ["b"] * 100
    records.close()


def test_a_change_that_changes_nothing_writes_nothing(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.finish(a_call(1))
    with open_tinydb(folder, engine) as db:
        before = db.connection.run("pragma data_version")
        assert records.revise(1, lambda call: call) == a_call(1)
        assert db.connection.run("pragma data_version") == before
    records.close()


@pytest.mark.parametrize("error", [UnicodeDecodeError("utf-8", b"", 0, 1, ""), OSError(28, "no room"), ValueError()])
def test_an_error_of_the_change_comes_through_as_it_is(records: SqliteCallRecords, error: Exception) -> None:
    records.finish(a_call(1))

    def fails(call: Call) -> Call:
        raise error

    with pytest.raises(type(error)) as caught:
        records.revise(1, fails)
    assert caught.value is error
    assert (records.find(1), records.noticed()) == (a_call(1), [])


def test_a_disk_that_takes_no_more_leaves_the_call_as_it_was(records: SqliteCallRecords, folder: Path) -> None:
    call = with_promises(a_call(1), (OPEN,))
    records.finish(call)
    with no_file_longer_than((folder / "calls.db-wal").stat().st_size):
        with pytest.raises(RecordsTrouble) as caught:
            records.revise(1, lambda call: told(added(HEARD * 10_000, call)))
        assert sentence_of(caught.value) == f"The disk does not take what is written to {folder}."
        assert (records.find(1), ids(records.owed()), records.newest(HEARD)) == (call, [1], [])
    assert records.revise(1, told) == records.find(1) == told(call)


def test_a_failure_between_the_document_and_what_it_owes_leaves_both(folder: Path, engine: Engine) -> None:
    call = with_promises(a_call(1), (OPEN,))
    records = SqliteCallRecords(folder, engine)
    records.finish(call)
    with open_tinydb(folder, engine) as db:
        db.connection.run(
            "create trigger fails before delete on owed begin select raise(abort, 'the disk is gone'); end"
        )
        with pytest.raises(RecordsTrouble):
            records.revise(1, told)
        assert (records.find(1), ids(records.owed()), records.newest("letter")) == (call, [1], [])
        db.connection.run("drop trigger fails")
    assert ids([records.revise(1, told)]) == ids(records.newest("letter")) == [1]
    assert records.owed() == []
    records.close()


def test_a_call_that_cannot_be_read_stays_as_it_is(records: SqliteCallRecords, folder: Path, engine: Engine) -> None:
    finish(records, a_call(1), a_call(2))
    with open_tinydb(folder, engine) as db:
        db.update({"notes": [HEARD]}, doc_ids=[1])
        db.update({"schema": SCHEMA + 1, "shape": HEARD}, doc_ids=[2])
    before = kept(folder, engine)
    for call_id, sentence in ((1, "cannot be read: it was left as it is."), (2, "was written by a newer heartfirst")):
        with pytest.raises(RecordsTrouble, match=sentence) as caught:
            records.revise(call_id, told)
        assert HEARD not in "".join(traceback.format_exception(caught.value))
    assert kept(folder, engine) == before


def test_without_a_record_nothing_is_made(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    with pytest.raises(RecordsTrouble, match="not among the finished ones"):
        records.revise(1, told)
    assert records.owed() == []
    assert not (folder / table.FILE_NAME).exists()


def test_it_is_one_transaction(folder: Path, engine: Engine) -> None:
    seen: list[str] = []

    def connect(*args: Any, **kwargs: Any) -> Any:
        raw = engine.connect(*args, **kwargs)
        raw.set_trace_callback(lambda sql: seen.append(sql.split()[0].lower()))
        return raw

    records = SqliteCallRecords(folder, engine._replace(connect=connect))
    records.finish(a_call(1))
    seen.clear()
    records.revise(1, lambda call: added("late", call))
    assert (seen.count("begin"), seen.count("commit")) == (1, 1)
    records.close()
