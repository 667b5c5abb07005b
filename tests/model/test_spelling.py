"""What somebody may have meant to type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.spelling import likeliest, slips_allowed, slips_between


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("gift", "gift", 0),
        ("gfit", "gift", 1),
        ("gif", "gift", 1),
        ("giftt", "gift", 1),
        ("hift", "gift", 1),
        ("pracel", "parcel", 1),
        ("pracle", "parcel", 2),
        ("birhtady", "birthday", 2),
        ("wrong", "gift", 3),
        ("", "ab", 2),
        ("abcdef", "a", 3),
    ],
)
def test_slips_are_counted(typed: str, meant: str, slips: int) -> None:
    assert slips_between(typed, meant) == slips_between(meant, typed) == slips


LETTERS = st.text("ab", max_size=6)


@given(LETTERS, LETTERS)
def test_slips_are_as_in_the_textbook(typed: str, meant: str) -> None:
    table = {(i, 0): i for i in range(len(typed) + 1)} | {(0, j): j for j in range(len(meant) + 1)}
    for i in range(1, len(typed) + 1):
        for j in range(1, len(meant) + 1):
            change = table[i - 1, j - 1] + (typed[i - 1] != meant[j - 1])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, change)
            if i > 1 and j > 1 and typed[i - 2 : i] == meant[j - 2 : j][::-1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    assert slips_between(typed, meant) == min(3, table[len(typed), len(meant)])


def test_a_short_word_may_hold_fewer_slips() -> None:
    assert [slips_allowed(word) for word in ("it", "late", "parcel")] == [0, 1, 2]


def test_the_likeliest_has_fewest_slips_then_the_same_first_letter_then_most_calls() -> None:
    known = {"parcel": 2, "marcel": 90, "parcels": 50, "cancel": 7, "people": 99, "it": 9}
    assert likeliest("parcl", known, 9) == ["parcel", "parcels", "marcel"]
    assert likeliest("parcel", known, 1) == ["parcels"]
    assert likeliest("at", known, 9) == likeliest("parcl", known, 0) == []
