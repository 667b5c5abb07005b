"""Faults at system calls: as many as there is time for in each run of the tests, and that a fault does strike."""

from pathlib import Path

import pytest

from tests.real.terminal import needs
from tests.torture import faults
from tests.torture.bounded import stands
from tests.torture.faults import FAULTS, Point
from tests.torture.subjects import OURS

pytestmark = pytest.mark.real


def test_no_fault_at_any_system_call_loses_what_was_acknowledged() -> None:
    needs("strace")
    stands(faults.run)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_strikes_where_it_is_aimed(tmp_path: Path, fault: str) -> None:
    needs("strace")
    points = faults.points_of(tmp_path / "counted", OURS, "a day")
    saves = [point for point in points if point.file == "calls.db-wal" and point.call in ("fsync", "fdatasync")]
    struck = faults.a_day_with(tmp_path / "struck", OURS, "a day", saves[4], fault)
    assert struck.happened
    assert not struck.lost


def test_a_fault_that_never_comes_is_not_counted(tmp_path: Path) -> None:
    needs("strace")
    missed = faults.a_day_with(tmp_path / "missed", OURS, "a day", Point("fsync", 60_000, ""), "the disk fails")
    assert not missed.happened
    assert not missed.lost
