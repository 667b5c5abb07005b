"""When a promise falls due, read from its words. All of it is said on Tuesday 24 November 2026, 9:18."""

from datetime import datetime

import pytest

from tui.model.due import find_due

NOW = datetime(2026, 11, 24, 9, 18, 42, 7)


def read(text: str, now: datetime = NOW) -> str:
    """The moment as "2026-11-27 17:00", with "day" behind it when only a day was named."""
    due = find_due(text, now)
    if due is None:
        return ""
    assert (due.at.second, due.at.microsecond) == (0, 0)
    return f"{due.at:%Y-%m-%d %H:%M}{' day' if due.day_only else ''}"


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
    ],
)
def test_a_time_alone_is_the_next_one_ahead(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    "text", ["24:00", "25:30", "12:60", "13pm", "0am", "between 3pm and 5pm", "15:00:30", "at 3"]
)
def test_what_is_no_plain_time_names_no_moment(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize("time", ["24:00", "13pm", "between 3pm and 5pm"])
def test_a_day_stays_when_its_time_is_not_plain(time: str) -> None:
    assert read(f"friday {time}") == "2026-11-27 17:00 day"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("in 20 minutes", "2026-11-24 09:38"),
        ("in 5 min", "2026-11-24 09:23"),
        ("in an hour", "2026-11-24 10:18"),
        ("in half an hour", "2026-11-24 09:48"),
        ("in 2h", "2026-11-24 11:18"),
        ("in 24 hours", "2026-11-25 09:18"),
        ("in three hours", "2026-11-24 12:18"),
        ("in a day", "2026-11-25 17:00 day"),
        ("in two days", "2026-11-26 17:00 day"),
        ("in 2 days at 10:00", "2026-11-26 10:00"),
        ("in a week", "2026-12-01 17:00 day"),
        ("in 2 weeks", "2026-12-08 17:00 day"),
        ("in 0 days", "2026-11-24 17:00 day"),
        ("within 2 days", ""),
        ("in 2-3 days", ""),
        ("in 1000 days", ""),
        ("in some days", ""),
    ],
)
def test_a_span_counts_from_now(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-12-03", "2026-12-03 17:00 day"),
        ("2026-12-03 14:00", "2026-12-03 14:00"),
        ("3 dec", "2026-12-03 17:00 day"),
        ("3rd of December", "2026-12-03 17:00 day"),
        ("3. December", "2026-12-03 17:00 day"),
        ("dec 3", "2026-12-03 17:00 day"),
        ("December 3rd, 2027", "2027-12-03 17:00 day"),
        ("3 Dec 2027 at 8am", "2027-12-03 08:00"),
        ("3 dec 15:00", "2026-12-03 15:00"),
        ("15:00 3 dec", "2026-12-03 15:00"),
        ("sept 5", "2027-09-05 17:00 day"),
        ("3.12.", "2026-12-03 17:00 day"),
        ("3.12.2027", "2027-12-03 17:00 day"),
        ("12/25", "2026-12-25 17:00 day"),
        ("25/12", "2026-12-25 17:00 day"),
        ("25/12/2027", "2027-12-25 17:00 day"),
        ("12/12", "2026-12-12 17:00 day"),
        ("24 nov", "2026-11-24 17:00 day"),
        ("31 dec", "2026-12-31 17:00 day"),
        ("29 feb 2028", "2028-02-29 17:00 day"),
    ],
)
def test_a_written_date(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    "text", ["3/4", "3/4/2027", "12/11", "31 feb", "31/2", "2026-02-31", "29 feb", "32 dec", "13/13"]
)
def test_a_date_that_is_two_days_or_none_is_left_to_the_rep(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("1 january", "2027-01-01 17:00 day"),
        ("3 may 10:00", "2027-05-03 10:00"),
        ("day after tomorrow", "2026-11-26 17:00 day"),
        ("tonight", "2026-11-24 23:59 day"),
        ("tonight 8pm", "2026-11-24 20:00"),
    ],
)
def test_a_day_ahead_is_read_although_no_year_is_written(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    "text",
    [
        "23 nov",
        "24 nov 8am",
        "23/11",
        "23 nov 2026",
        "2020-01-02",
        "today 8am",
        "3 dec 1500",
        "0001-01-01",
        "2099-12-31",
        "next friday",
        "next friday at 10:00",
        "friday next week",
        "monday week",
        "friday or monday at 10:00",
        "3/4 at 15:00",
        "31 feb 15:00",
        "item 3 may be late",
        "a refund of 12.10.",
    ],
)
def test_a_day_that_is_past_or_not_plain_is_left_to_the_rep(text: str) -> None:
    assert read(text) == ""


def test_only_the_beginning_of_an_endless_line_is_looked_at() -> None:
    assert read("she sat and the sun came out " * 3500 + "tomorrow") == ""


def test_a_leap_day_that_next_year_does_not_have_is_left_to_the_rep() -> None:
    assert read("29 feb", datetime(2028, 3, 1, 9)) == ""


@pytest.mark.parametrize(
    "text",
    ["", "   ", "a new one", "soon", "as soon as possible", "order 4711", "2 of 3", "10:1", "#24-11-2026", "v1.2.3"],
)
def test_words_without_a_date_have_none(text: str) -> None:
    assert read(text) == ""


def test_white_space_and_case_do_not_matter() -> None:
    assert read("  IN\t2  DAYS   AT  10:00 ") == "2026-11-26 10:00"


def test_tomorrow_at_the_end_of_the_year_is_the_next_year() -> None:
    assert read("tomorrow 10:00", datetime(2026, 12, 31, 23, 59)) == "2027-01-01 10:00"


def test_the_end_of_the_week_said_at_the_weekend_is_the_next_friday() -> None:
    assert read("end of week", datetime(2026, 11, 27, 9)) == "2026-11-27 17:00 day"
    assert read("end of week", datetime(2026, 11, 28, 9)) == "2026-12-04 17:00 day"


def test_a_time_with_no_day_late_in_the_evening_is_tomorrows() -> None:
    assert read("9am", datetime(2026, 12, 31, 23, 59)) == "2027-01-01 09:00"
