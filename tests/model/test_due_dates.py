"""Dates and spans in a promise, and what is neither. All of it is said on Tuesday 24 November 2026, 9:18."""

from datetime import datetime

import pytest

from tests.model.moments import NOW, read
from tui.model.due import LONGEST


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
        ("in 90 minutes", "2026-11-24 10:48"),
        ("in 2hrs", "2026-11-24 11:18"),
        ("in about two hours", "2026-11-24 11:18"),
        ("in an hour and a half", "2026-11-24 10:48"),
        ("in an hour and a quarter", "2026-11-24 10:33"),
        ("in one and a half hours", "2026-11-24 10:48"),
        ("in 1.5 hours", "2026-11-24 10:48"),
        ("in 2½ hours", "2026-11-24 11:48"),
        ("in 2h30", "2026-11-24 11:48"),
        ("in 1 hour and 20 minutes", "2026-11-24 10:38"),
        ("in a quarter of an hour", "2026-11-24 09:33"),
        ("in three quarters of an hour", "2026-11-24 10:03"),
        ("2 hours from now", "2026-11-24 11:18"),
        ("a week from today", "2026-12-01 17:00 day"),
        ("in a fortnight", "2026-12-08 17:00 day"),
        ("in 3 working days", "2026-11-27 17:00 day"),
        ("in 5 business days", "2026-12-01 17:00 day"),
        ("in 2 days in the morning", "2026-11-26 12:00 day"),
        ("in 2 hours today", "2026-11-24 11:18"),
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
        ("3dec", "2026-12-03 17:00 day"),
        ("3 dec 8 pm", "2026-12-03 20:00"),
        ("3.12.26", "2026-12-03 17:00 day"),
        ("25/12/26", "2026-12-25 17:00 day"),
        ("24-12-2026", "2026-12-24 17:00 day"),
        ("by 3.12.", "2026-12-03 17:00 day"),
        ("on the 3rd", "2026-12-03 17:00 day"),
        ("by the 24th at 15:00", "2026-11-24 15:00"),
        ("by the 24th at 8:00", "2026-12-24 08:00"),
        ("on friday 27th", "2026-11-27 17:00 day"),
    ],
)
def test_a_written_date(text: str, due: str) -> None:
    assert read(text) == due


@pytest.mark.parametrize(
    "text", ["3/4", "3/4/2027", "12/11", "31 feb", "31/2", "2026-02-31", "29 feb", "32 dec", "13/13"]
)
def test_a_date_that_is_two_days_or_none_is_left_to_the_rep(text: str) -> None:
    assert read(text) == "?"


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
    assert read(text) in ("", "?")


def test_only_the_beginning_of_an_endless_line_is_looked_at() -> None:
    assert read("she sat and the sun came out " * 3500 + "tomorrow") == ""


def test_a_word_that_is_cut_off_by_the_limit_is_not_read() -> None:
    assert read(f"{'x' * (LONGEST - 5)} 31/1/2028") == ""
    assert read(f"{'x' * (LONGEST - 5)} 31/1 2028") == "2027-01-31 17:00 day"
    assert read(" " * LONGEST + "friday") == ""


def test_a_leap_day_that_next_year_does_not_have_is_left_to_the_rep() -> None:
    assert read("29 feb", datetime(2028, 3, 1, 9)) == "?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a new one",
        "soon",
        "as soon as possible",
        "order 4711",
        "2 of 3",
        "10:1",
        "#24-11-2026",
        "v1.2.3",
        "order 15",
        "15:00:30",
        "refund 3.50",
        "on the 3rd floor",
        "replace the 2nd.",
        "the 10:1 rule",
        "10.0.12.34",
        "item 3 may be late",
        "log in to 3 boxes",
        "support 24 hours",
        "half the price",
        "friday's parcel",
        "week by week",
    ],
)
def test_words_without_a_date_have_none(text: str) -> None:
    assert read(text) == ""


def test_less_than_a_minute_is_the_next_one() -> None:
    assert read("in half a minute", NOW.replace(second=0, microsecond=0)) == "2026-11-24 09:19"


def test_white_space_and_case_do_not_matter() -> None:
    assert read("  IN\t2  DAYS   AT  10:00 ") == "2026-11-26 10:00"
