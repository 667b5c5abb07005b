"""Weekdays in a promise: the soonest one still ahead, and never one that could mean two days."""

from datetime import datetime, timedelta

import pytest

from tui.model.due import Due, Unclear, read_due
from tui.model.due_words import END_OF_DAY

TUESDAY = datetime(2026, 11, 24, 9, 18)
NAMES = (
    ("mon", "monday"),
    ("tue", "tues", "tuesday"),
    ("wed", "wednesday"),
    ("thu", "thur", "thurs", "thursday"),
    ("fri", "friday"),
    ("sat", "saturday"),
    ("sun", "sunday"),
)
EVERY_NAME = [(name, number) for number, names in enumerate(NAMES) for name in names]


def day(number: int) -> datetime:
    """The end of the working day, so many days from Tuesday."""
    return datetime.combine(TUESDAY.date() + timedelta(days=number), END_OF_DAY)


@pytest.mark.parametrize("today", range(7))
@pytest.mark.parametrize(("name", "weekday"), EVERY_NAME)
def test_a_weekday_is_the_soonest_one_counting_today(name: str, weekday: int, today: int) -> None:
    now = datetime(2026, 11, 23 + today, 9, 18)
    due = read_due(f"a new one by {name.title()}", now)
    assert isinstance(due, Due)
    assert due.day_only
    assert due.at.weekday() == weekday
    assert 0 <= (due.at.date() - now.date()).days < 7


@pytest.mark.parametrize(("name", "weekday"), EVERY_NAME)
def test_a_weekday_with_a_time_is_the_soonest_that_is_still_ahead(name: str, weekday: int) -> None:
    ahead = read_due(f"{name} 9:19", TUESDAY)
    behind = read_due(f"{name} 9:18", TUESDAY)
    days = (weekday - 1) % 7
    assert ahead == Due(datetime(2026, 11, 24, 9, 19) + timedelta(days=days), False)
    assert behind == Due(TUESDAY + timedelta(days=days or 7), False)


@pytest.mark.parametrize(
    "text",
    [
        "next friday",
        "Next  Friday",
        "last friday",
        "friday or monday",
        "mon, tue and wed",
        "friday next week",
        "monday week",
        "friday in a week",
        "tomorrow or friday",
        "send it fri, again 30 nov",
    ],
)
def test_what_could_be_another_day_is_left_to_the_rep(text: str) -> None:
    assert isinstance(read_due(text, TUESDAY), Unclear)


@pytest.mark.parametrize(
    "text",
    [
        "fridays",
        "frigate",
        "she sat down with us",
        "the sun was out",
        "as she sat there by the door",
        "she sat at 3 tables",
        "out in the sun",
        "friday's parcel",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_due(text, TUESDAY) is None


def test_friday_of_this_week_is_a_day_until_it_is_over() -> None:
    assert read_due("friday this week", TUESDAY) == Due(day(3), True)
    assert read_due("this week friday", TUESDAY) == Due(day(3), True)
    assert isinstance(read_due("monday this week", TUESDAY), Unclear)


@pytest.mark.parametrize("text", ["friday, yes friday", "Fri/friday", "on friday (fri)", "friday!", "(friday)"])
def test_one_weekday_named_twice_is_one_day(text: str) -> None:
    assert read_due(text, TUESDAY) == Due(day(3), True)


@pytest.mark.parametrize(
    "text",
    [
        "sat",
        "by sat at the latest",
        "on sat we ring",
        "sat 17:00",
        "until sat we wait",
        "this sat please",
        "ring sat 17h",
        "ring sat at 17:00",
    ],
)
def test_sat_is_a_day_where_it_stands_like_one(text: str) -> None:
    due = read_due(text, TUESDAY)
    assert isinstance(due, Due)
    assert due.at == day(4)


def test_a_written_date_outweighs_a_weekday_beside_it() -> None:
    assert read_due("Monday 30 Nov", TUESDAY) == Due(day(6), True)
    assert read_due("Friday 30 Nov", TUESDAY) == Due(day(6), True, "30 Nov is a Monday")
