"""A disk that takes no more: what is kept stays, and the next save works as soon as there is room."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes import a_call
from tests.records.told import assert_works, trouble_with_a_save
from tui.records.call_records import SqliteCallRecords

resource = pytest.importorskip("resource", reason="Windows has no limit to set")


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_in_the_middle_of_a_call(records: SqliteCallRecords, folder: Path) -> None:
    records.save(a_call(1, notes="before"))
    with no_file_longer_than((folder / "calls.db-wal").stat().st_size):
        for _ in range(3):
            assert trouble_with_a_save(records) == f"The disk does not take what is written to {folder}."
        assert [call.notes for call in records.interrupted()] == ["before"]
    records.save(a_call(1, notes="after"))
    assert [call.notes for call in records.interrupted()] == ["after"]


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_disk_that_takes_nothing_at_the_first_start(
    records: SqliteCallRecords, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage("/")._replace(free=0)
    with no_file_longer_than(room):
        assert "does not take" in trouble_with_a_save(records)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: free)
        assert trouble_with_a_save(records) == "The disk is full."
    assert_works(records)
