"""Dates as other programs write them."""

from datetime import datetime, timedelta, timezone

import pytest

from tui.interchange.dates import Order, read_moment, read_offset

DAY = datetime(2026, 11, 24)  # As it is written.


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "24.11.2026",
        "24.11.26",
        "24/11/2026",
        "11/24/2026",
        "24 Nov 2026",
        "24-Nov-2026",
        "November 24, 2026",
        "Tue 24 November 2026",
        "Tuesday, Nov 24th 2026",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    read = read_moment(text)
    assert (read.wall, read.other, read.has_time) == (DAY, None, False)


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("2026-11-24 09:18", 9, 18, 0),
        ("2026-11-24T09:18:07.123", 9, 18, 7),
        ("24/11/2026, 2:05 PM", 14, 5, 0),
        ("24/11/2026 12:05 a.m.", 0, 5, 0),
        ("Nov 24, 2026 23:59:59", 23, 59, 59),
    ],
)
def test_a_time_is_read_with_it(text: str, hour: int, minute: int, second: int) -> None:
    assert read_moment(text).wall == DAY.replace(hour=hour, minute=minute, second=second)


@pytest.mark.parametrize(("text", "hours"), [("Z", 0), ("+01:00", 1), ("-0530", -5.5), (" UTC", 0)])
def test_a_zone_is_read_with_it(text: str, hours: float) -> None:
    assert read_moment(f"2026-11-24 09:18{text}").wall.utcoffset() == timedelta(hours=hours)
    assert read_offset(text) == timezone(timedelta(hours=hours))


def test_what_can_be_two_days_says_so_and_what_cannot_proves_the_order() -> None:
    both = read_moment("3/4/2026")
    assert (both.wall.month, both.other and both.other.month, both.shows) == (4, 3, None)
    assert read_moment("3/4/2026", Order.MDY).wall.month == 3
    assert read_moment("3/4/2026", Order.DMY).wall.month == 4
    assert read_moment("26/3/4", Order.YMD).wall == datetime(2026, 3, 4)
    assert read_moment("4/4/2026").other is None
    assert read_moment("24/11/2026").shows is Order.DMY
    assert read_moment("11/24/2026").shows is Order.MDY


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31.2.2026", "2026-13-01", "31/31/2026", "1/2", "99999-1-1", "1026-11-24", "2026-11-24 25:00",
     "2026-11-24 13:00 pm", "24 Foo 2026", "1" * 5000, "٣/٤/٢٠٢٦ x", "2026-11-24 09:18+99:00"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # Which one nobody asks.
        read_moment(text)
