"""What is worked on while strace looks on: the records, used as the app does, and three that lose writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from tests.fakes import a_call
from tests.torture.controls import STORES as CONTROLS
from tui.model.call import Outcome
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import Engine, best_engine


class Opened(Protocol):
    """A store that the work is done on: a part of `tests.torture.stores.Store`."""

    def look(self) -> None: ...
    def tend(self) -> None: ...
    def back_up(self) -> None: ...
    def save(self, call_id: int, notes: str) -> None: ...
    def finish(self, call_id: int, notes: str) -> None: ...
    def close(self) -> None: ...


class AppRecords:
    """The records, used as the app does: it claims a call, and works on nothing but the one set of connections."""

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        self._records = SqliteCallRecords(folder, engine)
        self._backups = Backups(folder, engine or best_engine())

    def look(self) -> None:
        """Read what the app's desk shows."""
        self._records.interrupted()
        self._records.newest()

    def tend(self) -> None:
        """Do what the app does a second after its start."""
        self._records.tend()

    def back_up(self) -> None:
        """Make a backup, whether one is due or not."""
        if self._backups.make() is None:
            raise RuntimeError("there is room and nobody else, and no backup was made")

    def save(self, call_id: int, notes: str) -> None:
        """Keep a call that goes on, and that is ours."""
        if not self._records.claim(call_id):
            raise RuntimeError("nobody else is there, and the call cannot be claimed")
        self._records.save(a_call(call_id, notes=notes))

    def finish(self, call_id: int, notes: str) -> None:
        """Move a call to the finished ones."""
        self._records.finish(a_call(call_id, notes=notes, outcome=Outcome.FIXED))

    def close(self) -> None:
        """Give the files back."""
        self._records.close()


class StockRecords:
    """Stock TinyDB doing the same work, as far as it can."""

    def __init__(self, folder: Path) -> None:
        self._store = CONTROLS["stock TinyDB"](folder)
        self.save, self.finish, self.close = self._store.save, self._store.finish, self._store.close

    def look(self) -> None:
        """Nothing is kept by that."""

    def tend(self) -> None:
        """There is nothing to do."""

    def back_up(self) -> None:
        """There are no backups."""


class _Careless:
    """A connection on which every wish for durability is turned into the `synchronous` given."""

    def __init__(self, raw: Any, synchronous: str) -> None:
        self._raw = raw
        self._synchronous = synchronous

    def execute(self, sql: str, *values: Any) -> Any:
        """As the connection does; what sets `synchronous` sets another one."""
        done = self._raw.execute(sql, *values)
        if "synchronous" in sql.lower():
            self._raw.execute(f"pragma synchronous = {self._synchronous}").fetchall()
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def careless(synchronous: str) -> Engine:
    """The best engine, with less care for power cuts than the records ask for."""
    engine = best_engine()
    return engine._replace(connect=lambda *values, **named: _Careless(engine.connect(*values, **named), synchronous))


OURS, NORMAL, OFF, STOCK = "ours", "synchronous=NORMAL", "synchronous=OFF", "stock TinyDB"

SUBJECTS: dict[str, Callable[[Path], Opened]] = {
    OURS: AppRecords,
    NORMAL: lambda folder: AppRecords(folder, careless("normal")),
    OFF: lambda folder: AppRecords(folder, careless("off")),
    STOCK: StockRecords,
}
"""The records, and three that are known to lose writes."""
