"""Whatever a file holds: nothing is lost, doubled, or spoils what is here."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import START, a_call
from tests.forms import summary
from tests.records.exchanged import (
    ID,
    ODD_WORDS,
    WHOLE,
    Tables,
    as_kept,
    brought_in,
    exported,
    kept,
    later,
)
from tui.records.call_records import SqliteCallRecords
from tui.records.table import open_tinydb

_words = st.text(max_size=5) | st.just(ODD_WORDS)
_junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_words, inner, max_size=2),
    max_leaves=6,
)
_sound = st.builds(
    lambda call_id, at, touched, notes: later(
        a_call(call_id, "Dana", at=START + timedelta(seconds=at)), notes, touched
    ),
    st.integers(1, 3) | st.sampled_from([ID, 2**63 - 1]),
    st.integers(0, 2),
    st.integers(0, 2),
    _words,
)
_names = st.sampled_from([*WHOLE, "more"])
_documents = st.builds(
    lambda call, more, gone: {name: value for name, value in (as_kept(call) | more).items() if name not in gone},
    _sound,
    st.just({}) | st.dictionaries(_names | _words, _junk, max_size=2),
    st.just(set()) | st.sets(_names, max_size=1),
)
_keys = st.integers(1, 4).map(str) | st.sampled_from([str(ID), "-1", "x"])
_tables = st.lists(st.tuples(_keys, _documents | _junk), max_size=6)


def written(path: Path, calls: list[Any], live: list[Any]) -> Path:
    """A file in which the same key may stand more than once."""
    tables = (", ".join(f"{json.dumps(key)}: {json.dumps(one)}" for key, one in table) for table in (calls, live))
    path.write_text('{{"calls": {{{}}}, "live": {{{}}}}}'.format(*tables))
    return path


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two records for many examples, kept open so that none is made anew."""
    place = tmp_path_factory.mktemp("places")
    with open_tinydb(place / "one"), open_tinydb(place / "other"):
        yield place


def numbers_in(words: str) -> dict[str, int]:
    parts = words.removesuffix(".").split(", ")
    return {part.split(" ", 1)[1]: int(part.split()[0]) for part in parts if part[0] != "N"}


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(first=st.tuples(_tables, _tables), second=st.tuples(_tables, _tables))
def test_whatever_a_file_holds_nothing_is_lost_or_doubled(places: Path, first: Any, second: Any) -> None:
    one, other, file = places / "one", places / "other", places / "calls.json"
    for folder in (one, other):
        with open_tinydb(folder) as db:
            db.drop_tables()
    brought_in(one, written(file, *first))
    before = kept(one)
    words, _ = brought_in(one, written(file, *second))
    after = kept(one)
    for table, documents in before.items():
        for call_id, document in documents.items():
            now = after["calls"].get(call_id) or after[table][call_id]
            assert now["id"] == call_id
            assert now == document or "up to date" in words
    grown = sum(len(after[table]) - len(before[table]) for table in after)
    assert grown == sum(count for what, count in numbers_in(words).items() if "came in" in what)
    again, _ = brought_in(one, file)
    assert again.startswith("No call came in")
    assert "up to date" not in again
    assert kept(one) == after
    assert_readable(one, after)
    exported(one, file)
    brought_in(other, file)
    assert kept(other) == after


def assert_readable(folder: Path, tables: Tables) -> None:
    """Every call that came in can be shown."""
    records = SqliteCallRecords(folder)
    calls = [*records.newest(limit=100), *records.interrupted()]
    records.close()
    assert records.left_out() == []
    assert len(calls) == sum(map(len, tables.values()))
    assert all(summary(call, START) for call in calls)
