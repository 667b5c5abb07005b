"""How long calls are kept."""

from datetime import timedelta

import pytest

from tests.fakes import START
from tui.model.retention import Aged, aged_words, kept_since, months_of, old


@pytest.mark.parametrize(
    ("age", "months"),
    [
        ("24 months", 24),
        ("1 month", 1),
        ("3 years", 36),
        ("1 year", 12),
        ("", None),
        ("0 months", None),
        ("two", None),
    ],
)
def test_an_age_is_months_or_years(age: str, months: int | None) -> None:
    assert months_of(age) == months


@pytest.mark.parametrize(
    ("age", "since"),
    [("24 months", "2024-11-24"), ("1 year", "2025-11-24"), ("11 months", "2025-12-24"), ("10 months", "2026-01-24")],
)
def test_what_is_older_began_before_the_same_day(age: str, since: str) -> None:
    found = kept_since(age, START)
    assert found is not None
    assert f"{found:%Y-%m-%d}" == since
    assert found.timetz() == START.timetz()


def test_a_month_that_is_shorter_has_its_last_day() -> None:
    found = kept_since("9 months", START.replace(day=30))
    assert found is not None
    assert f"{found:%Y-%m-%d}" == "2026-02-28"


@pytest.mark.parametrize("age", ["", "9999 years", "2026 years", "for ever"])
def test_without_an_age_that_can_be_reached_nothing_is_old(age: str) -> None:
    assert kept_since(age, START) is None


def test_what_owes_stays_and_the_rest_is_counted_by_month() -> None:
    found = [
        Aged(3, START, False),
        Aged(1, START - timedelta(days=60), False),
        Aged(2, START - timedelta(days=59), True),
        Aged(4, START, False),
    ]
    assert old(found) == ((1, 3, 4), (("2026-09", 1), ("2026-11", 2)), 1)


@pytest.mark.parametrize(
    ("calls", "becomes", "words"),
    [
        (0, "anonymise", ""),
        (1, "erase", "1 call is older than 2 years: `heartfirst retention` shows it, and with --now erases it."),
        (
            1200,
            "anonymise",
            "1,200 calls are older than 2 years: `heartfirst retention` shows them, and with --now anonymises them.",
        ),
    ],
)
def test_what_is_too_old_is_told_in_one_sentence(calls: int, becomes: str, words: str) -> None:
    assert aged_words(calls, "2 years", becomes) == words
