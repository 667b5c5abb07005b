"""Which SQLite there is, and whether it is safe.

Every SQLite before 3.51.3 has the WAL-reset bug: two connections that commit and checkpoint at the same instant
can damage the file, and two windows are exactly that. With such a release, a file lock keeps them apart.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple

SAFE_SINCE = (3, 51, 3)
"""The first SQLite without the WAL-reset bug."""


class Engine(NamedTuple):
    """A SQLite library. One process must never open the same file with two of them."""

    version: tuple[int, int, int]
    error: type[Exception]
    """The base class of what it raises; its errors carry `sqlite_errorcode`."""
    connect: Callable[..., Any]
    """The `connect` of the DB-API."""

    @property
    def is_safe(self) -> bool:
        """Whether two processes may commit and checkpoint side by side without a lock of ours."""
        return self.version >= SAFE_SINCE


def best_engine() -> Engine:
    """The SQLite that comes with sqlcipher3, which is current; where there is none, that of Python."""
    return _engine(import_module("sqlcipher3.dbapi2")) if find_spec("sqlcipher3") else stdlib_engine()


def stdlib_engine() -> Engine:
    """The SQLite of Python itself, as old as the system is."""
    return _engine(import_module("sqlite3"))


def _engine(module: ModuleType) -> Engine:
    return Engine(module.sqlite_version_info, module.Error, module.connect)
