"""Counting the rep's own numbers over the finished calls."""

from datetime import timedelta

import pytest

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call
from tui.model.call import Call, Outcome
from tui.model.trouble import RecordsTrouble
from tui.services.numbers import PAGE, Numbers


def counted(*days_ago: int) -> tuple[Numbers, MemoryCallRecords]:
    """Numbers over calls of so many days ago, the newest with the largest id."""
    disk = Disk()
    for number, days in enumerate(sorted(days_ago, reverse=True), start=1):
        call: Call = a_call(number, at=START - timedelta(days=days), outcome=Outcome.FIXED)
        disk.calls[number] = call
    records = MemoryCallRecords(disk)
    return Numbers(records=records, clock=FakeClock()), records


def test_only_the_calls_of_these_weeks_are_counted_newest_first() -> None:
    # START is a Tuesday: a week before this one begins eight days ago.
    numbers, _ = counted(0, 1, 2, 8, 9)
    assert [(START.date() - one.day).days for one in numbers.figures(1)] == [0, 1]
    assert [(START.date() - one.day).days for one in numbers.figures(2)] == [0, 1, 2, 8]


def test_older_calls_are_not_read() -> None:
    numbers, records = counted(*[0] * 3, *[400] * (PAGE * 3))
    asked: list[int | None] = []
    newest = records.newest

    def noted(words: str = "", limit: int = 200, below: int | None = None) -> list[Call]:
        asked.append(below)
        return newest(words, limit, below)

    records.newest = noted  # type: ignore[method-assign]
    assert len(numbers.figures(12)) == 3
    assert len(asked) == 2


def test_counting_tells_how_far_it_is_and_ends_when_nobody_waits() -> None:
    numbers, _ = counted(*[0] * (PAGE * 3))
    told: list[int] = []
    assert len(numbers.figures(1, told.append)) == PAGE * 3
    assert told == [PAGE, PAGE * 2, PAGE * 3]
    assert len(numbers.figures(1, told.append, lambda: False)) == PAGE


def test_a_disk_that_fails_is_told() -> None:
    numbers, records = counted(0)
    records.reading_trouble = RecordsTrouble("The disk is gone.")
    with pytest.raises(RecordsTrouble, match="gone"):
        numbers.figures(1)
