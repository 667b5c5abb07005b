"""Where our TinyDB does something else on purpose that `test_against_memory.py` leaves aside."""

from collections.abc import Iterator
from datetime import UTC, datetime
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from tui.records.engine import Engine
from tui.records.table import RowDB, open_tinydb

LARGEST = 2**63 - 1
"""The largest number of a row in SQLite."""


@pytest.fixture
def db(folder: Path, engine: Engine) -> Iterator[RowDB]:
    with open_tinydb(folder, engine) as opened:
        yield opened


def test_a_list_with_given_and_free_numbers_never_writes_over_a_document(db: RowDB) -> None:
    both_kinds = [{"a": 1}, Document({"a": 2}, 2), {"a": 3}]
    stock = TinyDB(storage=MemoryStorage)
    assert (db.insert_multiple(both_kinds), stock.insert_multiple(both_kinds)) == ([1, 2, 3], [1, 2, 2])
    assert (db.all(), stock.all()) == ([{"a": 1}, {"a": 2}, {"a": 3}], [{"a": 1}, {"a": 3}])


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (datetime(2026, 11, 24, 9, 18, tzinfo=UTC), "2026-11-24T09:18:00Z"),
        ({"gift"}, ["gift"]),
        (b"gift", "Z2lmdA=="),
    ],
)
def test_what_is_no_json_but_has_a_usual_form_is_kept_in_it(
    db: RowDB, tmp_path: Path, value: object, kept: object
) -> None:
    db.insert({"a": value})
    assert db.all() == [{"a": kept}]
    with TinyDB(tmp_path / "stock.json", storage=JSONStorage) as stock, pytest.raises(TypeError):
        stock.insert({"a": value})


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_figure_that_is_no_number_is_kept_as_none(db: RowDB, value: float) -> None:
    db.insert({"a": value})
    assert db.all() == [{"a": None}]


@pytest.mark.parametrize("document", [Document({}, LARGEST + 1), Document({}, -LARGEST - 2), {}])
def test_a_number_that_no_row_can_have_is_refused(db: RowDB, document: dict[str, Any]) -> None:
    db.insert(Document({"a": 1}, LARGEST))
    with pytest.raises(OverflowError):
        db.insert(document)
    assert [(found.doc_id, found) for found in db] == [(LARGEST, {"a": 1})]
