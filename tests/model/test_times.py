"""Times and fixed choices in words."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.call import Mood, Outcome
from tui.model.promises import Promise
from tui.model.times import clock, day, moment
from tui.model.words import MOODS, OUTCOMES, due_words, who

TODAY = START.date()


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0:00"),
        (0.9, "0:00"),
        (59.999, "0:59"),
        (60, "1:00"),
        (252, "4:12"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3852.4, "1:04:12"),
        (360_000, "100:00:00"),
        (-1, "0:00"),
        (-99999, "0:00"),
    ],
)
def test_a_duration_is_a_short_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (TODAY, "today"),
        (date(2026, 11, 25), "Wed 25 Nov"),
        (date(2026, 1, 2), "Fri 2 Jan"),
        (date(2027, 1, 1), "Fri 1 Jan 2027"),
        (date(2025, 11, 24), "Mon 24 Nov 2025"),
    ],
)
def test_a_day_has_its_year_only_when_it_is_not_this_one(value: date, shown: str) -> None:
    assert day(value, TODAY) == shown


def test_a_moment_is_a_day_and_a_time() -> None:
    assert moment(START, TODAY) == "today 09:18"
    assert moment(START, date(2027, 11, 24)) == "Tue 24 Nov 2026 09:18"


def test_every_choice_has_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(MOODS) == set(Mood)
    assert all((*OUTCOMES.values(), *MOODS.values()))


@pytest.mark.parametrize(
    ("opened_as", "shown"),
    [
        ("Dana Lee, Northwind Law", "Dana Lee · Northwind Law"),
        ("Dana Lee", "Dana Lee"),
        ("", "unknown caller"),
        (", Northwind Law", "unknown caller · Northwind Law"),
        ("\x1b[31mDana, \0", "␛[31mDana · ␀"),
    ],
)
def test_a_caller_is_one_safe_line(opened_as: str, shown: str) -> None:
    assert who(a_call(opened_as=opened_as)) == shown


def test_a_promise_says_when_it_is_due() -> None:
    promise = Promise(text="ring", noted=START)
    assert due_words(promise, TODAY) == "no date yet"
    promise = replace(promise, due=START.replace(hour=15, minute=5))
    assert due_words(promise, TODAY) == "today 15:05"
    assert due_words(replace(promise, day_only=True), date(2026, 11, 23)) == "Tue 24 Nov"
