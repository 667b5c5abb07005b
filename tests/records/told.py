"""What tests of the records ask again and again."""

import traceback
from pathlib import Path

import pytest

from tests.fakes import a_call
from tui.model.call import Call
from tui.model.trouble import RecordsTrouble
from tui.ports import CallRecords
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine

HEARD = "Xanthippe"
"""What a client said; it must not be in any sentence."""


def trouble_with_a_save(records: SqliteCallRecords) -> str:
    """The sentence that a save of a long call ends with."""
    with pytest.raises(RecordsTrouble) as caught:
        records.save(a_call(1, HEARD, HEARD * 10_000))
    return sentence_of(caught.value)


def sentence_of(trouble: RecordsTrouble) -> str:
    told = "".join(traceback.format_exception(trouble))
    assert HEARD not in told
    sentence = str(trouble)
    assert sentence.endswith(".")
    return sentence


def assert_works(records: SqliteCallRecords) -> None:
    records.save(a_call(90))
    assert 90 in [call.id for call in records.interrupted()]
    records.finish(a_call(90))
    assert records.find(90) == a_call(90)


def a_record(folder: Path, engine: Engine, calls: int = 1) -> Path:
    """The file of a record with some finished calls, closed."""
    records = SqliteCallRecords(folder, engine)
    for call_id in range(1, calls + 1):
        records.finish(a_call(call_id))
    records.close()
    return folder / "calls.db"


def ids(calls: list[Call]) -> list[int]:
    return [call.id for call in calls]


def finish(records: CallRecords, *calls: Call) -> None:
    for call in calls:
        records.finish(call)
