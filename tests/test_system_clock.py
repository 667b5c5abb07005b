"""The clock, in a zone whose clocks are put forward and back."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tui.model.trouble import Trouble
from tui.ports import Clock
from tui.system_clock import SystemClock


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    if not hasattr(time, "tzset"):
        pytest.skip("This system cannot change its time zone for one process.")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield SystemClock()
    time.tzset()


def test_now_is_this_instant_with_the_local_offset(berlin: Clock) -> None:
    before = datetime.now(UTC)
    now = berlin.now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() in (timedelta(hours=1), timedelta(hours=2))


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (datetime(2026, 1, 15, 15, 0), datetime(2026, 1, 15, 14, 0, tzinfo=UTC)),
        (datetime(2026, 7, 15, 15, 0), datetime(2026, 7, 15, 13, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "before the jump", "after the jump", "first of two", "second of two"],
)
def test_a_wall_time_is_an_instant(berlin: Clock, wall: datetime, instant: datetime) -> None:
    assert berlin.at_local(wall) == instant


def test_a_wall_time_that_never_comes_counts_on_from_before_the_jump(berlin: Clock) -> None:
    found = berlin.at_local(datetime(2026, 3, 29, 2, 30))
    assert (found.hour, found.minute, found.utcoffset()) == (3, 30, timedelta(hours=2))


def test_the_offset_is_that_of_the_day_and_not_of_today(berlin: Clock) -> None:
    assert berlin.at_local(datetime(2026, 1, 1)).utcoffset() == timedelta(hours=1)
    assert berlin.at_local(datetime(2026, 7, 1)).utcoffset() == timedelta(hours=2)


def test_the_end_of_the_calendar_is_a_trouble(berlin: Clock) -> None:
    with pytest.raises(Trouble, match="too far away"):
        berlin.at_local(datetime.max)
