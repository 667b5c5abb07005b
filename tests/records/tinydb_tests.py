"""A plugin for pytest that puts our record under TinyDB's own tests; `scripts/tinydb_suite` loads it.

Wherever they make a `TinyDB` without a storage or with TinyDB's `MemoryStorage`, they get ours, once on each
SQLite. Each test listed in `DIFFERENT` has to fail, for the reason beside it, and every other one has to pass.
"""

from collections.abc import Iterator
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tinydb.storages import MemoryStorage

from tests.records.workers import ENGINES
from tui.records.engine import Engine
from tui.records.rows import Rows
from tui.records.table import RowDB, RowStorage

_CACHE = "answers are not kept: another window may have written"
_TABLES = "a record has its tables from the start; none comes or goes"
_NAMES = "the classes have our names"
_STORAGE = "asks whether the storage is TinyDB's own"

DIFFERENT = {
    "test_tinydb.py::test_search": _CACHE,
    "test_tinydb.py::test_search_path": _CACHE,
    "test_tinydb.py::test_query_cache": _CACHE,
    "test_tables.py::test_query_cache": _CACHE,
    "test_tables.py::test_query_cache_size": _CACHE,
    "test_tables.py::test_lru_cache": _CACHE,
    "test_tables.py::test_tables_list": _TABLES,
    "test_tables.py::test_persist_table": _TABLES,
    "test_tinydb.py::test_drop_table": _TABLES,
    "test_tables.py::test_table_repr": _NAMES,
    "test_tinydb.py::test_repr": _NAMES,
    "test_tinydb.py::test_access_storage": _STORAGE,
    "test_tinydb.py::test_storage_access": _STORAGE,
}
"""Test of TinyDB -> why it does not pass on ours."""

THEIR_TABLES = (
    "table",
    "table1",
    "table2",
    "table3",
    "table4",
    "foo",
    "persisted",
    "nonpersisted",
    "some-other-table",
)
"""The names of tables in TinyDB's tests, beside the default one, which with us is `calls`."""


class WithTheirTables(RowStorage):
    """Our storage, where a record also has the tables that TinyDB's tests name."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for name in THEIR_TABLES:
            self.connection.run(f'create table if not exists "{name}" (id integer primary key, doc text not null)')

    def rows(self, table: str) -> Rows:
        """The rows of one of our tables or theirs; ValueError for any other."""
        ours = super().rows(table)
        return Rows(self.connection, f'"{table}"') if table in THEIR_TABLES else ours


class Ours:
    """Stands where the tests have the class `TinyDB`: opens one of ours."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.opened: list[RowDB] = []
        self._engine = engine
        self._in_memory = (folder / f"in-memory-{number}" for number in count())

    def __call__(self, *path: str, storage: Any = MemoryStorage, **_: Any) -> RowDB:
        """Options of TinyDB's JSON file are left aside: ours is none."""
        if storage is not MemoryStorage:
            pytest.skip("brings a storage of its own")
        folder = Path(*path) if path else next(self._in_memory)
        self.opened.append(RowDB(folder, self._engine, storage=WithTheirTables))
        return self.opened[-1]


@pytest.fixture(params=sorted(ENGINES), autouse=True)
def ours(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ours]:
    """Ours in the place of `TinyDB`, wherever a test makes one by itself."""
    made = Ours(ENGINES[request.param], tmp_path)
    monkeypatch.setattr("tui.records.table.EVERY_TABLE", ("live", "calls", "clients", *THEIR_TABLES))
    monkeypatch.setattr(request.module, "TinyDB", made, raising=False)
    yield made
    for db in made.opened:
        db.close()


@pytest.fixture
def db(ours: Ours) -> RowDB:
    """What TinyDB's own fixture of this name holds."""
    made = ours()
    made.insert_multiple({"int": 1, "char": char} for char in "abc")
    return made


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Expect what is listed."""
    names = {_name(item.nodeid) for item in items}
    if gone := sorted(DIFFERENT.keys() - names):
        raise pytest.UsageError(f"listed as different, but not among the tests of TinyDB: {', '.join(gone)}")
    for item in items:
        if reason := DIFFERENT.get(_name(item.nodeid)):
            item.add_marker(pytest.mark.xfail(reason=reason, raises=AssertionError, strict=True))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many pass, and why the others do not."""
    told = {outcome: _names(terminalreporter, outcome) for outcome in ("passed", "xfailed", "failed")}
    all_of_them = set().union(*told.values())
    passed = told["passed"] - told["xfailed"] - told["failed"]
    terminalreporter.section(
        f"TinyDB {version('tinydb')}: {len(passed)} of {len(all_of_them)} tests pass on our record, on each SQLite"
    )
    for name in sorted(told["xfailed"]):
        terminalreporter.line(f"{name}: {DIFFERENT[name]}")


def _names(reporter: pytest.TerminalReporter, outcome: str) -> set[str]:
    return {_name(report.nodeid) for report in reporter.getreports(outcome)}


def _name(node_id: str) -> str:
    """A test's name without its parameters: it has to do the same on each SQLite."""
    return node_id.partition("[")[0]
