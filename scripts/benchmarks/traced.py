"""The statements behind a question to the record, and the same statements without the record around them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine, best_engine
from tui.records.opening import open_record
from tui.records.table import FILE_NAME

Ask = Callable[[SqliteCallRecords], object]
"""One question to the record."""

Statement = tuple[str, tuple[float | str | bytes, ...]]
"""What SQLite is asked for, and the values of its marks."""


class _Noting:
    """A connection that notes what it is asked for."""

    def __init__(self, raw: Any, noted: list[Statement]) -> None:
        self._raw = raw
        self._noted = noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, values: Sequence[float | str | bytes] = ()) -> Any:
        self._noted.append((sql, tuple(values)))
        return self._raw.execute(sql, values)


def statements_behind(folder: Path, asked: Sequence[Ask]) -> list[list[Statement]]:
    """What SQLite is asked for each question by itself, with nothing remembered, once the record stands open."""
    behind = []
    for ask in asked:
        with noted(folder) as (records, statements):
            ask(records)
            behind.append(list(statements))
    return behind


@contextmanager
def noted(folder: Path) -> Iterator[tuple[SqliteCallRecords, list[Statement]]]:
    """The record standing open, and all that SQLite is asked from then on."""
    statements: list[Statement] = []
    best = best_engine()

    def connect(*args: Any, **kwargs: Any) -> Any:
        return _Noting(best.connect(*args, **kwargs), statements)

    with closing(SqliteCallRecords(folder, Engine(best.version, best.error, connect))) as records:
        records.newest(limit=1)
        statements.clear()
        yield records, statements


@contextmanager
def bare(folder: Path) -> Iterator[Callable[[Sequence[Statement]], int]]:
    """Asks SQLite these statements and fetches all that they give; how many rows. Until the end of the block."""
    with closing(open_record(best_engine(), folder / FILE_NAME)) as raw:

        def ask(statements: Sequence[Statement]) -> int:
            return sum(len(raw.execute(sql, values).fetchall()) for sql, values in statements)

        yield ask
