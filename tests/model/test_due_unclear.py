"""What the rep is told about a date that is not plain. All of it is said on Tuesday 24 November 2026, 9:18."""

from datetime import datetime

import pytest

from tui.model.due import Due, Unclear, read_due

NOW = datetime(2026, 11, 24, 9, 18, 42)


def said(text: str, now: datetime = NOW) -> str:
    due = read_due(text, now)
    assert isinstance(due, Unclear), text
    return due.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deliver 3/4", "3/4 can be 3 Apr or 4 Mar: write the month"),
        ("3/4/2027 at 15:00", "3/4/2027 can be 3 Apr or 4 Mar: write the month"),
        ("next friday", "next friday can be 27 Nov or 4 Dec: write the date"),
        ("ring next friday at 10:00", "next friday can be 27 Nov or 4 Dec: write the date"),
        ("next tuesday", "next tuesday can be 1 Dec or 8 Dec: write the date"),
        ("friday next week", "friday next week can be 4 Dec or 11 Dec: write the date"),
        ("monday week", "monday week can be 30 Nov or 7 Dec: write the date"),
        ("friday or monday", "friday or monday: write one of them"),
        ("ring sat or sun", "sat or sun: write one of them"),
        ("sun or wednesday", "sun or wednesday: write one of them"),
        ("today or tomorrow", "today or tomorrow: write one of them"),
        ("ring in an hour, parcel tomorrow", "in an hour or tomorrow: write one of them"),
        ("ring in an hour, parcel friday", "in an hour or friday: write one of them"),
        ("ring in an hour, again in 2 days", "in an hour or in 2 days: write one of them"),
        ("in an hour at 15:00", "in an hour or 15:00: write one of them"),
        ("monday in 2 weeks", "in 2 weeks or monday: write one of them"),
        ("3 dec or 5 dec", "3 dec or 5 dec: write one of them"),
        ("between 9:00 and 11:00", "9:00 or 11:00: write one of them"),
        ("between 9 and 11", "between 9 and 11: write the time as 15:00"),
        ("3-5pm", "3-5pm: write one of them"),
        ("3 to 5 pm", "3 to 5 pm: write one of them"),
    ],
)
def test_what_can_be_two_moments_names_both(text: str, words: str) -> None:
    assert said(text) == words


def test_next_friday_on_a_friday_is_not_today() -> None:
    assert said("next friday", datetime(2026, 11, 27, 9)) == "next friday can be 4 Dec or 11 Dec: write the date"


def test_the_end_of_next_week_said_at_a_weekend_can_be_two_fridays() -> None:
    sunday = datetime(2026, 11, 29, 9)
    assert said("end of next week", sunday) == "end of next week can be 4 Dec or 11 Dec: write the date"


def test_a_month_that_ends_at_a_weekend_can_end_on_two_days() -> None:
    january = datetime(2027, 1, 4, 9)
    assert said("end of month", january) == "end of month can be 29 Jan or 31 Jan: write the date"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31 feb", "there is no 31 February"),
        ("2026-02-30", "there is no 30 February"),
        ("29 feb", "there is no 29 February 2027"),
        ("by the 31st", "there is no 31 November"),
        ("0000-00-00", "there is no 0000-00-00"),
        ("13/13", "there is no 13/13"),
        ("24:00", "24:00 is no time of the day"),
        ("13pm", "13pm is no time of the day"),
    ],
)
def test_what_no_calendar_and_no_clock_has_is_said_to_be_none(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 nov 2026", "12 Nov 2026 is over"),
        ("12 nov", "12 Nov 2026 is over"),
        ("today 8am", "today 8:00 is over"),
        ("24 nov 8am", "24 Nov 2026 8:00 is over"),
        ("last friday", "last friday is over"),
        ("monday this week", "monday this week is over"),
        ("as I said yesterday", "yesterday is over"),
        ("in 0 minutes", "in 0 minutes is now: write the time"),
        ("31 dec 2099", "31 Dec 2099 is far away: check the year"),
        ("in 1000 days", "in 1000 days: that is too far away"),
    ],
)
def test_what_is_past_or_far_away_is_said_to_be_so(text: str, words: str) -> None:
    assert said(text) == words


def test_the_last_minute_of_today_is_too_late_for_today() -> None:
    late = datetime(2026, 11, 24, 23, 59, 30)
    assert said("tonight", late) == "tonight 23:59 is over"
    assert said("in 0 days", late) == "24 Nov 23:59 is over"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("at 3", "at 3 can be 3:00 or 15:00: write it like that"),
        ("ring at three sharp", "at three can be 3:00 or 15:00: write it like that"),
        ("at 12", "at 12 can be 0:00 or 12:00: write it like that"),
        ("3 o'clock", "3 o'clock can be 3:00 or 15:00: write it like that"),
        ("half past three", "half past three can be 3:30 or 15:30: write it like that"),
        ("quarter to 4", "quarter to 4 can be 3:45 or 15:45: write it like that"),
        ("quarter to 12 pm", "quarter to 12 pm: write the time as 15:00"),
        ("half three", "half three: write the time as 15:00"),
        ("ten to three", "ten to three: write the time as 15:00"),
        ("by 15", "by 15: write the time as 15:00"),
        ("15h", "15h can be a time or a span: write 15:00 or in 15h"),
        ("by 3.12", "3.12 can be 3:12 or 3 Dec: write it like that"),
        ("at midnight", "at midnight can be two nights: write 23:59 or 0:01"),
    ],
)
def test_an_hour_that_comes_twice_a_day_asks_for_one(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in the morning", "in the morning: write the day"),
        ("next week", "next week: write the day"),
        ("at 15:00 next week", "next week: write the day"),
        ("in week 49", "week 49: write the day"),
        ("at the weekend", "the weekend: write the day"),
        ("in december", "in december: write the day"),
        ("in a month", "in a month: write the date"),
        ("in half a day", "in half a day: write the day and the hour"),
        ("in a few days", "in a few days: write how many"),
        ("in 2-3 days", "in 2-3 days: write one of them"),
        ("within 24h", "within 24h: write the day, or in how long"),
        ("an hour before 15:00", "an hour before 15:00: write the day and the hour"),
        ("two days after friday", "two days after friday: write the day and the hour"),
        ("help 24/7", "24/7 can be a day or always: write the month"),
    ],
)
def test_what_names_no_single_day_asks_for_one(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow at 3", "at 3 can be 3:00 or 15:00: write it like that"),
        ("tue 3", "tue 3: write the time as 15:00"),
        ("friday 25:30", "25:30 is no time of the day"),
        ("friday midnight", "friday midnight can be two nights: write 23:59 or 0:01"),
        ("friday, 30 nov", "30 Nov is a Monday"),
        ("on fri 28th", "28 Nov is a Saturday"),
        ("30 nov (friday)", "30 Nov is a Monday"),
        ("in an hour at 3", "at 3 can be 3:00 or 15:00: write it like that"),
    ],
)
def test_a_day_that_is_plain_stays_and_the_rest_is_said(text: str, words: str) -> None:
    due = read_due(text, NOW)
    assert isinstance(due, Due)
    assert due.unclear == words


def test_what_is_past_matters_only_where_no_other_moment_is_named() -> None:
    for text in ("resend yesterday's mail tomorrow", "the call of yesterday, ring at 15:00", "24/7 help from friday"):
        assert isinstance(read_due(text, NOW), Due)


def test_what_is_repeated_of_a_line_is_cut_and_cannot_steer_a_terminal() -> None:
    words = said(f"within {'9' * 200} days\x1b[31m")
    assert words == f"within {'9' * 16}…: write the day, or in how long"
    assert said("next\x1bfriday and monday\x1b").isprintable()
