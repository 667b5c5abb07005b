"""What the tests of the records share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes import Disk, MemoryCallRecords
from tests.records.workers import ENGINES
from tui.ports import CallRecords
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine

Opener = Callable[[], CallRecords]
"""Opens one more window on the same disk."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the records will be; it does not exist yet."""
    return tmp_path / "records"


@pytest.fixture(params=["current", pytest.param("unsafe", marks=pytest.mark.long)])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Each SQLite, by name. The one behind a lock has its contract in scripts/check too: `window`."""
    return str(request.param)


@pytest.fixture
def engine(engine_name: str) -> Engine:
    """Each SQLite."""
    return ENGINES[engine_name]


@pytest.fixture
def records(folder: Path, engine: Engine) -> Iterator[SqliteCallRecords]:
    """The real records, on each SQLite."""
    opened = SqliteCallRecords(folder, engine)
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "current", "unsafe"])
def window(request: pytest.FixtureRequest, folder: Path) -> Iterator[Opener]:
    """Opens windows on one disk: in memory, and real ones on each SQLite."""
    disk = Disk()
    opened: list[CallRecords] = []

    def open_one() -> CallRecords:
        engine = ENGINES.get(request.param)
        opened.append(SqliteCallRecords(folder, engine) if engine else MemoryCallRecords(disk))
        return opened[-1]

    yield open_one
    for records in opened:
        records.close()
