"""Days and times in a promise. All of it is said on Tuesday 24 November 2026, 9:18."""

from datetime import datetime

import pytest

from tests.model.moments import NOW, read
from tui.model.due import Due, read_due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("call today", "2026-11-24 17:00 day"),
        ("end of day", "2026-11-24 17:00 day"),
        ("by the end of the day", "2026-11-24 17:00 day"),
        ("EOD", "2026-11-24 17:00 day"),
        ("tomorrow", "2026-11-25 17:00 day"),
        ("Tomorrow at 10:30", "2026-11-25 10:30"),
        ("tomorrow 8am", "2026-11-25 08:00"),
        ("end of week", "2026-11-27 17:00 day"),
        ("by end of the week", "2026-11-27 17:00 day"),
        ("eow", "2026-11-27 17:00 day"),
        ("end of next week", "2026-12-04 17:00 day"),
        ("end of the month", "2026-11-30 17:00 day"),
        ("close of business", "2026-11-24 17:00 day"),
        ("by end of day friday", "2026-11-27 17:00 day"),
        ("eod tomorrow", "2026-11-25 17:00 day"),
        ("today's mail goes out tomorrow", "2026-11-25 17:00 day"),
        ("tomorrow, wednesday", "2026-11-25 17:00 day"),
    ],
)
def test_a_named_day(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("at 15:00", "2026-11-24 15:00"),
        ("3pm", "2026-11-24 15:00"),
        ("3 PM", "2026-11-24 15:00"),
        ("3:45 pm", "2026-11-24 15:45"),
        ("at noon", "2026-11-24 12:00"),
        ("midday", "2026-11-24 12:00"),
        ("12pm", "2026-11-24 12:00"),
        ("12am", "2026-11-25 00:00"),
        ("at 9:18", "2026-11-25 09:18"),
        ("at 9:19", "2026-11-24 09:19"),
        ("8am", "2026-11-25 08:00"),
        ("00:00", "2026-11-25 00:00"),
        ("23:59", "2026-11-24 23:59"),
        ("3.30pm", "2026-11-24 15:30"),
        ("3 p.m. please", "2026-11-24 15:00"),
        ("15:00, yes 3pm", "2026-11-24 15:00"),
        ("by noon", "2026-11-24 12:00"),
        ("at 15", "2026-11-24 15:00"),
        ("at 15.30.", "2026-11-24 15:30"),
        ("by 15h", "2026-11-24 15:00"),
        ("tomorrow 15h30", "2026-11-25 15:30"),
        ("wed 15.30", "2026-11-25 15:30"),
        ("15 o'clock", "2026-11-24 15:00"),
        ("half past 15", "2026-11-24 15:30"),
        ("half past three pm", "2026-11-24 15:30"),
        ("quarter to 1 pm", "2026-11-24 12:45"),
        ("tomorrow at quarter past 9 am", "2026-11-25 09:15"),
    ],
)
def test_a_time_alone_is_the_next_one_ahead(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize("text", ["24:00", "25:30", "12:60", "13pm", "0am", "between 3pm and 5pm", "at 3"])
def test_what_is_no_plain_time_names_no_moment(text: str) -> None:
    assert read(text) == "?"


@pytest.mark.parametrize("time", ["24:00", "13pm", "between 3pm and 5pm"])
def test_a_day_stays_when_its_time_is_not_plain_and_says_so(time: str) -> None:
    assert read(f"friday {time}") == "2026-11-27 17:00 day"
    due = read_due(f"friday {time}", NOW)
    assert isinstance(due, Due)
    assert due.unclear


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("tomorrow morning", "2026-11-25 12:00 day"),
        ("first thing friday", "2026-11-27 12:00 day"),
        ("friday in the morning", "2026-11-27 12:00 day"),
        ("this morning", "2026-11-24 12:00 day"),
        ("this afternoon", "2026-11-24 17:00 day"),
        ("friday afternoon", "2026-11-27 17:00 day"),
        ("friday evening", "2026-11-27 23:59 day"),
        ("tomorrow night", "2026-11-25 23:59 day"),
        ("tomorrow morning 9:00", "2026-11-25 09:00"),
        ("tonight at 8", "2026-11-24 23:59 day"),
    ],
)
def test_a_part_of_a_day_lasts_until_its_end(text: str, due: str) -> None:
    assert read(text) == due


def test_this_mornings_weekday_is_today_until_noon() -> None:
    assert read("tue morning") == "2026-11-24 12:00 day"
    assert read("tue morning", NOW.replace(hour=12)) == "2026-12-01 12:00 day"


@pytest.mark.parametrize("text", ["today", "eod", "this afternoon", "tue", "24 nov", "in 0 days"])
def test_late_in_the_day_today_lasts_until_midnight(text: str) -> None:
    assert read(text, NOW.replace(hour=16, minute=59)) == "2026-11-24 17:00 day"
    late = read(text, NOW.replace(hour=17, minute=0, second=0, microsecond=0))
    assert late == ("?" if "afternoon" in text else "2026-11-24 23:59 day")


def test_tomorrow_at_the_end_of_the_year_is_the_next_year() -> None:
    assert read("tomorrow 10:00", datetime(2026, 12, 31, 23, 59)) == "2027-01-01 10:00"


def test_the_end_of_the_week_said_at_the_weekend_is_the_next_friday() -> None:
    assert read("end of week", datetime(2026, 11, 27, 9)) == "2026-11-27 17:00 day"
    assert read("end of week", datetime(2026, 11, 28, 9)) == "2026-12-04 17:00 day"


def test_a_time_with_no_day_late_in_the_evening_is_tomorrows() -> None:
    assert read("9am", datetime(2026, 12, 31, 23, 59)) == "2027-01-01 09:00"
