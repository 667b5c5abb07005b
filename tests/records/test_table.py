"""TinyDB over SQLite answers as TinyDB does."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.operations import set as set_to
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from tests.fakes import a_call
from tests.records.workers import ENGINES
from tui.model.call import Outcome
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine
from tui.records.rows import PAGE
from tui.records.table import RowDB, RowTable, open_tinydb

OWN_WAYS = {"newest_first"}
HOOKS = {"_read_table", "_update_table"}
IN_ONE_TRANSACTION = {"insert", "upsert"}


@pytest.fixture
def db(folder: Path, engine: Engine) -> Iterator[RowDB]:
    with open_tinydb(folder, engine) as opened:
        yield opened


def test_only_the_two_hooks_of_tinydb_are_replaced() -> None:
    replaced = {name for name, value in vars(RowTable).items() if callable(value) and hasattr(Table, name)}
    added = {name for name, value in vars(RowTable).items() if callable(value) and not hasattr(Table, name)}
    assert replaced - {"__init__"} == HOOKS | IN_ONE_TRANSACTION
    assert added == OWN_WAYS


def test_a_script_asks_the_records_in_the_words_of_tinydb(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.finish(a_call(1, "Dana Lee", "a gift for her", outcome=Outcome.FIXED))
    records.finish(a_call(2, "Ms Bright", "nothing"))
    records.save(a_call(3, "Dana Lee"))
    with open_tinydb(folder, engine) as db:
        assert [doc.doc_id for doc in db.table("calls").search(Query().notes.search("gift"))] == [1]
        assert [doc.doc_id for doc in db.search(where("caller") == "Ms Bright")] == [2]
        assert db.table("calls").count(Query().started.test(lambda text: text.startswith("2026-11-24T09:18"))) == 2
        assert [doc["outcome"] for doc in db.table("calls")] == ["fixed", None]
        assert [doc.doc_id for doc in db.table("live")] == [3]
    records.close()


def test_there_are_three_tables(db: RowDB) -> None:
    assert db.tables() == {"live", "calls", "clients"}
    with pytest.raises(ValueError, match="live, calls, clients"):
        db.table("others").insert({})


def test_to_drop_a_table_empties_it_alone(db: RowDB) -> None:
    db.table("live").insert({"a": 1})
    db.table("calls").insert({"a": 2})
    db.drop_table("live")
    assert (db.table("live").all(), db.table("calls").all()) == ([], [{"a": 2}])
    db.drop_tables()
    assert db.table("calls").all() == []


def test_a_table_opened_as_an_empty_one_keeps_its_documents(db: RowDB) -> None:
    RowTable(db.storage, "calls").insert({"a": 1})
    assert len(RowTable(db.storage, "calls", persist_empty=True)) == 1


def test_no_answer_is_kept_that_another_window_could_change(folder: Path, engine: Engine) -> None:
    with open_tinydb(folder, engine) as one, open_tinydb(folder, engine) as other:
        table = one.table("calls", cache_size=10)
        assert table.search(where("a") == 1) == []
        other.insert({"a": 1})
        assert table.search(where("a") == 1) == [{"a": 1}]
        assert [one.insert({}), other.insert({}), one.insert({})] == [2, 3, 4]


def test_a_transaction_over_both_tables_is_all_or_nothing(db: RowDB) -> None:
    db.table("live").insert({"a": 1})
    with pytest.raises(ZeroDivisionError), db.transaction():
        db.table("live").truncate()
        db.table("calls").insert({"a": 1})
        raise ZeroDivisionError
    assert (db.table("live").all(), db.table("calls").all()) == ([{"a": 1}], [])


def test_an_update_that_fails_half_way_changes_nothing(db: RowDB) -> None:
    db.insert_multiple([{"a": 1}, {"a": 1}, {}])
    with pytest.raises(KeyError):
        db.update(lambda document: document.update(a=document["a"] + 1))
    assert db.all() == [{"a": 1}, {"a": 1}, {}]


def test_the_number_of_a_removed_document_is_not_given_again(db: RowDB) -> None:
    assert (db.insert({}), db.remove(doc_ids=[1]), db.insert({})) == (1, [1], 2)


def test_numbers_that_no_row_can_have_find_nothing(db: RowDB) -> None:
    db.insert({})
    assert [db.get(doc_id=number) for number in (0, 2**63, -(2**70))] == [None] * 3
    assert db.remove(doc_ids=[2**70]) == []


class Statements:
    """Counts what a connection is told."""

    def __init__(self, engine: Engine) -> None:
        self.seen: Counter[str] = Counter()
        self.engine = engine._replace(connect=self._connect)
        self._connect_really = engine.connect

    def _connect(self, *args: Any, **kwargs: Any) -> Any:
        raw = self._connect_really(*args, **kwargs)
        raw.set_trace_callback(lambda sql: self.seen.update([sql.split()[0].lower()]))
        return raw


def test_a_save_is_one_transaction_and_writes_one_row(folder: Path, engine: Engine) -> None:
    statements = Statements(engine)
    records = SqliteCallRecords(folder, statements.engine)
    for call_id in range(1, 50):
        records.save(a_call(call_id))
    statements.seen.clear()
    records.save(a_call(7, notes="new"))
    assert (statements.seen["commit"], statements.seen["insert"]) == (1, 1)
    statements.seen.clear()
    records.finish(a_call(7, notes="new"))
    # One row, what the index makes of its words, whether something is owed, and its narrow row.
    assert (statements.seen["commit"], statements.seen["insert"], statements.seen["delete"]) == (1, 7, 1)
    records.close()


def test_the_newest_calls_are_read_without_the_old_ones(folder: Path, engine: Engine) -> None:
    statements = Statements(engine)
    with open_tinydb(folder, statements.engine) as db:
        db.insert_multiple({"a": number} for number in range(PAGE * 5))
        statements.seen.clear()
        first = next(db.table("calls").newest_first())
        assert (first, first.doc_id) == ({"a": PAGE * 5 - 1}, PAGE * 5)
        assert statements.seen["select"] == 1
        statements.seen.clear()
        assert db.insert({}) == PAGE * 5 + 1
        assert statements.seen["select"] < 5


# One operation of TinyDB, its documents and numbers small enough to meet again.

_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=4),
    st.lists(st.integers(0, 3), max_size=2),
)
_documents = st.dictionaries(st.sampled_from("abc"), st.one_of(st.integers(0, 2), _values), max_size=3)
_numbers = st.integers(1, 4)
_conditions = st.builds(lambda name, value: where(name) == value, st.sampled_from("abc"), st.integers(0, 2))
_with_number = st.builds(Document, _documents, _numbers)

Operation = Callable[[Table], Any]


def _call(
    name: str, *arguments: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]
) -> st.SearchStrategy[Operation]:
    def build(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Operation:
        return lambda table: getattr(table, name)(*args, **kwargs)

    return st.builds(build, st.tuples(*arguments), st.fixed_dictionaries(named))


OPERATIONS = st.one_of(
    _call("insert", _documents),
    _call("insert", _with_number),
    _call("insert_multiple", st.lists(_documents, max_size=3)),
    _call("upsert", _documents, _conditions),
    _call("upsert", _with_number),
    _call("update", _documents, _conditions),
    _call("update", st.builds(set_to, st.sampled_from("abc"), _values)),
    _call("update", _documents, doc_ids=st.lists(_numbers, max_size=3, unique=True)),
    _call("update_multiple", st.lists(st.tuples(_documents, _conditions), max_size=3)),
    _call("remove", _conditions),
    _call("remove", doc_ids=st.lists(_numbers, max_size=3, unique=True)),
    _call("truncate"),
    _call("search", _conditions),
    _call("count", _conditions),
    _call("contains", _conditions),
    _call("contains", doc_id=_numbers),
    _call("get", doc_id=_numbers),
    _call("get", doc_ids=st.lists(_numbers, max_size=3)),
    _call("__len__"),
)


def _answer(operation: Operation, table: Table) -> object:
    """What an operation says; a list in a fixed order, as ours goes by number and TinyDB's by age."""
    try:
        answer = operation(table)
    except ValueError as error:
        return str(error)
    if isinstance(answer, list):
        return sorted((getattr(item, "doc_id", item), repr(item)) for item in answer)
    return answer


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RowDB]:
    """One record for many examples."""
    with open_tinydb(tmp_path_factory.mktemp("records"), ENGINES["current"]) as opened:
        yield opened


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(operations=st.lists(OPERATIONS, min_size=5, max_size=25))
def test_any_operations_answer_as_in_tinydb_itself(lasting: RowDB, operations: list[Operation]) -> None:
    ours = RowTable(lasting.storage, "calls")
    ours.truncate()
    stock = TinyDB(storage=MemoryStorage).table("calls")
    for operation in operations:
        assert _answer(operation, ours) == _answer(operation, stock)
        assert {doc.doc_id: doc for doc in ours} == {doc.doc_id: doc for doc in stock}


def test_threads_that_insert_at_once_never_get_the_same_number(folder: Path, engine: Engine) -> None:
    numbers: list[int] = []
    open_tinydb(folder, engine).close()

    def insert() -> None:
        with open_tinydb(folder, engine) as db:
            for number in range(40):
                numbers.append(db.insert({"number": number}))
                numbers.extend(db.upsert({"nobody": number}, where("somebody") == number))

    threads = [threading.Thread(target=insert) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 321))


def test_what_a_script_or_a_newer_release_added_to_a_call_stays_in_it(folder: Path, engine: Engine) -> None:
    records = SqliteCallRecords(folder, engine)
    records.save(a_call(7, notes="one"))
    with open_tinydb(folder, engine) as db:
        db.table("live").update({"ticket": "T-1"}, doc_ids=[7])
    for notes in ("two", "three"):
        records.save(a_call(7, notes=notes))
    with open_tinydb(folder, engine) as db:
        kept = db.table("live").get(doc_id=7)
    assert isinstance(kept, Document)
    assert (kept["ticket"], kept["notes"]) == ("T-1", "three")
    records.close()
