"""Whatever is done with the record, in two windows, TinyDB in memory answers the same, and fails the same way.

Where ours differs on purpose, `Kept` and `_asking_anew` make TinyDB differ too, and nothing else does:
1. what was written is JSON: a tuple comes back as a list, and an operation that fails changes nothing;
2. documents come in the order of their numbers, not in that of their age;
3. the next number is asked for each time, so that two windows never give the same one.
`test_differences.py` has those that no sequence of operations can show.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from tests.records.by_chance import CHANGES, CONDITIONS, DOCUMENTS, LISTS, NUMBERED, NUMBERS, SELECTIONS
from tui.records.engine import Engine
from tui.records.table import RowDB, open_tinydb

EXAMPLES = int(os.environ.get("HEARTFIRST_TORTURE_EXAMPLES", "60"))
TABLES = ("live", "calls")
WINDOWS = (0, 1)


WAYS_TO_EMPTY: dict[str, Callable[[TinyDB, str], None]] = {
    "truncate": lambda db, name: db.table(name).truncate(),
    "drop_table": TinyDB.drop_table,
    "drop_tables": lambda db, _: db.drop_tables(),
}


class Kept(MemoryStorage):
    """TinyDB's storage in memory, which keeps a text, as a file would, and reads it in the order of the numbers."""

    memory: str | None

    def read(self) -> dict[str, dict[str, Any]] | None:
        tables = json.loads(self.memory or "null")
        return tables and {name: dict(sorted(rows.items(), key=_number)) for name, rows in tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self.memory = json.dumps(data)


def _number(row: tuple[str, object]) -> int:
    return int(row[0])


@contextmanager
def _asking_anew(stock: Table) -> Iterator[None]:
    """For one operation, the next number follows the largest that is there now."""
    before = stock._next_id
    anew = max(before or 1, *(document.doc_id + 1 for document in stock), 1)
    stock._next_id = anew  # type: ignore[assignment]  # TinyDB declares it as always None.
    yield
    if stock._next_id == anew:
        stock._next_id = before


PLACES = st.tuples(st.sampled_from(WINDOWS), st.sampled_from(TABLES))
Place = tuple[int, str]


class Against(RuleBasedStateMachine):
    """Our record in two windows, and TinyDB in memory, twice on one storage."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._folder = TemporaryDirectory()
        self._memory = Kept()  # type: ignore[no-untyped-call]  # TinyDB gives it no type.
        self._ours = [self._open_ours() for _ in WINDOWS]
        self._stock = [self._open_stock() for _ in WINDOWS]

    def teardown(self) -> None:
        try:
            assert _owed(self._ours[0]) == _owed_as_documents_say(self._ours[0])
            assert _indexed(self._ours[0]) == _indexed_anew(self._ours[0])
        finally:
            for db in self._ours:
                db.close()
            self._folder.cleanup()

    def _open_ours(self) -> RowDB:
        return open_tinydb(Path(self._folder.name) / "records", self._engine)

    def _open_stock(self) -> TinyDB:
        db = TinyDB(storage=lambda: self._memory)
        db.default_table_name = RowDB.default_table_name
        return db

    def _tables(self, at: Place) -> tuple[Table, Table]:
        window, name = at
        return self._ours[window].table(name), self._stock[window].table(name, cache_size=0)

    def _both(self, at: Place, method: str, *args: Any, **named: Any) -> None:
        """Do one thing on both, each with arguments of its own."""
        ours, stock = self._tables(at)
        with _asking_anew(stock):
            answer = _answer(lambda: getattr(stock, method)(*deepcopy(args), **deepcopy(named)))
        assert _answer(lambda: getattr(ours, method)(*deepcopy(args), **deepcopy(named))) == answer

    @rule(at=PLACES, document=st.one_of(DOCUMENTS, NUMBERED, st.integers()))
    def insert(self, at: Place, document: Any) -> None:
        self._both(at, "insert", document)

    @initialize(documents=st.lists(DOCUMENTS, min_size=2, max_size=5))
    def begin_with_some(self, documents: list[Any]) -> None:
        for name in TABLES:
            self._both((0, name), "insert_multiple", documents)

    @rule(at=PLACES, documents=LISTS, ending=st.sampled_from(((), (), ("no document",))))
    def insert_multiple(self, at: Place, documents: list[Any], ending: tuple[str, ...]) -> None:
        self._both(at, "insert_multiple", [*documents, *ending])

    @rule(at=PLACES, change=CHANGES, which=SELECTIONS)
    def update(self, at: Place, change: Any, which: dict[str, Any]) -> None:
        self._both(at, "update", change, **which)

    @rule(at=PLACES, changes=st.lists(st.tuples(CHANGES, CONDITIONS), max_size=3))
    def update_multiple(self, at: Place, changes: list[Any]) -> None:
        self._both(at, "update_multiple", changes)

    @rule(at=PLACES, document=st.one_of(DOCUMENTS, NUMBERED), condition=st.one_of(st.none(), CONDITIONS))
    def upsert(self, at: Place, document: Any, condition: Any) -> None:
        self._both(at, "upsert", document, condition)

    @rule(at=PLACES, which=SELECTIONS)
    def remove(self, at: Place, which: dict[str, Any]) -> None:
        self._both(at, "remove", **which)

    @rule(at=PLACES, which=st.one_of(SELECTIONS, st.fixed_dictionaries({"doc_id": NUMBERS})))
    def get(self, at: Place, which: dict[str, Any]) -> None:
        self._both(at, "get", **which)

    @rule(at=PLACES, method=st.sampled_from(("search", "count", "contains")), condition=CONDITIONS)
    def ask(self, at: Place, method: str, condition: Any) -> None:
        self._both(at, method, condition)

    @rule(at=PLACES, number=NUMBERS)
    def contains_number(self, at: Place, number: int) -> None:
        self._both(at, "contains", doc_id=number)

    @rule(at=PLACES, number=st.integers(0, 9))
    def change_while_going_through(self, at: Place, number: int) -> None:
        for table in self._tables(at):
            for document in table:
                table.update({"seen": number}, doc_ids=[document.doc_id])

    @rule(at=PLACES, document=DOCUMENTS)
    def take_everything_back(self, at: Place, document: dict[str, Any]) -> None:
        ours, stock = self._tables(at)
        before = self._memory.memory
        with suppress(ZeroDivisionError), self._ours[at[0]].transaction():
            _start_over(ours, document)
            raise ZeroDivisionError
        _start_over(stock, document)
        self._memory.memory = before

    @rule(at=PLACES, way=st.sampled_from(sorted(WAYS_TO_EMPTY)), documents=st.lists(DOCUMENTS, max_size=4))
    def begin_anew(self, at: Place, way: str, documents: list[Any]) -> None:
        window, name = at
        for db in (self._ours[window], self._stock[window]):
            WAYS_TO_EMPTY[way](db, name)
        self.begin_with_some(documents)

    @rule(window=st.sampled_from(WINDOWS))
    def reopen(self, window: int) -> None:
        self._ours[window].close()
        self._ours[window] = self._open_ours()
        self._stock[window] = self._open_stock()

    @invariant()
    def each_window_shows_the_same(self) -> None:
        for at in product(WINDOWS, TABLES):
            both = self._tables(at)
            ours, stock = (_told([list(table), len(table), table.search(where("count") == 1)]) for table in both)
            assert ours == stock
        for pair in zip(self._ours, self._stock, strict=True):
            ours, stock = (_told([db.all(), list(db), len(db)]) for db in pair)
            assert ours == stock


def _indexed(db: RowDB) -> list[tuple[Any, ...]]:
    """Each word in the index, with the number of its call; as bytes, because half a character pair is no text."""
    db.connection.run("create virtual table if not exists temp.terms using fts5vocab(main, calls_index, instance)")
    return db.connection.run("select hex(term), doc, col from temp.terms order by 1, 2, 3")


def _indexed_anew(db: RowDB) -> list[tuple[Any, ...]]:
    """What the index holds when it is made from the documents that are there in the end."""
    with db.transaction():
        db.connection.run("insert into calls_index (calls_index) values ('delete-all')")
        db.connection.run("insert into calls_index (rowid, who, words) select id, who, words from calls_words")
    return _indexed(db)


def _owed(db: RowDB) -> dict[int, float]:
    return dict(db.connection.run("select id, due from owed"))


def _owed_as_documents_say(db: RowDB) -> dict[int, float]:
    owed = {document.doc_id: document.get("owed") for document in db}
    # SQLite keeps what is too large for 64 bits as a fraction.
    return {
        doc_id: due if -(2**63) <= due < 2**63 else float(due) for doc_id, due in owed.items() if type(due) is int
    }


def _start_over(table: Table, document: dict[str, Any]) -> None:
    table.truncate()
    table.insert(document)


def _answer(operation: Callable[[], object]) -> object:
    """What an operation says, or the kind of its exception."""
    try:
        return _told(operation())
    except Exception as error:  # noqa: BLE001  # Whatever TinyDB raises, ours has to raise.
        return type(error)


def _told(answer: object) -> object:
    """An answer in which nothing is equal that is not the same: neither 1 and True, nor 0.0 and -0.0."""
    if isinstance(answer, Document):
        return answer.doc_id, json.dumps(answer)
    return [_told(each) for each in answer] if isinstance(answer, list) else answer


@pytest.mark.long
def test_any_sequence_of_operations_answers_as_in_tinydb(engine: Engine) -> None:
    class OnThisEngine(Against):
        def __init__(self) -> None:
            super().__init__(engine)

    bounds = settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(OnThisEngine, settings=bounds)
