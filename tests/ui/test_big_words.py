"""Words shown large: letters that can be told apart, in no more cells than there are."""

from itertools import combinations
from string import ascii_letters
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.big_words import ROWS, big, big_width

FOUR_WORDS = "I am very sorry"
ALL = ascii_letters + "äöüßàáâéèêíóôúñçÄÖÜÀÉÈÇ'’,."
BLANK = [""] * ROWS

AT_52 = [
    "▀█▀                                                 ",
    " █   ▀▀▄ █▀█▀▄  █ █ ▄▀▄ █▄▀ █ █  ▄▀▀ ▄▀▄ █▄▀ █▄▀ █ █",
    " █   ▄▀█ █ █ █  ▀▄▀ █▀▀ █   ▀▄█   ▀▄ █ █ █   █   ▀▄█",
    "▀▀▀   ▀▀ ▀ ▀ ▀   ▀   ▀▀ ▀   ▄▄▀  ▀▀   ▀  ▀   ▀   ▄▄▀",
]


def shape(letter: str) -> list[str]:
    """One letter as it is shown."""
    rows = big(letter, 99)
    assert rows is not None
    return rows


def inked(rows: list[str]) -> list[str]:
    """The rows without the room to their right."""
    return [row.rstrip() for row in rows]


def test_the_four_words_are_large_in_52_columns() -> None:
    assert big(FOUR_WORDS, 52) == AT_52
    assert big_width(FOUR_WORDS) == 52


def test_words_stand_further_apart_where_there_is_room() -> None:
    roomy = big(FOUR_WORDS, 200)
    assert roomy is not None
    assert cell_len(roomy[0]) == 55
    assert big(FOUR_WORDS, 55) == roomy
    assert big(FOUR_WORDS, 54) == AT_52


def test_words_that_do_not_fit_have_no_large_form() -> None:
    assert big(FOUR_WORDS, 51) is None
    assert big(FOUR_WORDS, 0) is None


@pytest.mark.parametrize("letter", ALL)
def test_every_letter_has_a_shape_of_the_right_height(letter: str) -> None:
    rows = shape(letter)
    assert len(rows) == ROWS <= 4
    assert inked(rows) != BLANK
    assert {cell_len(row) for row in rows} == {big_width(letter)}


def test_no_two_letters_are_alike() -> None:
    other = {"'": "’"}
    alike = [a + b for a, b in combinations(ALL, 2) if inked(shape(a)) == inked(shape(b)) and other.get(a) != b]
    assert alike == []


def test_small_letters_without_a_stem_keep_off_the_top() -> None:
    for letter in "acegmnopqrsuvwxyz":
        top, bottom = shape(letter)[0], shape(letter)[-1]
        assert not top.strip()
        assert any(pixel in "▄█" for pixel in bottom) == (letter in "gpqy")


def test_letters_of_a_word_never_touch() -> None:
    for pair in ("mm", "ry", "HH", "Lo", "’m"):
        first = big_width(pair[0])
        assert first is not None
        assert {row[first] for row in shape(pair)} == {" "}


@pytest.mark.parametrize("words", ["sorry 2", "¡Lo siento", "非常抱歉", "I am 😔", "sorry\x1b[1m", "a\u0338b", "ø"])
def test_a_letter_without_a_shape_leaves_the_words_as_they_are(words: str) -> None:
    assert big(words, 999) is None
    assert big_width(words) is None


@pytest.mark.parametrize("words", ["", " ", "\t\n"])
def test_no_words_have_no_large_form(words: str) -> None:
    assert big(words, 999) is None
    assert big_width(words) is None


def test_an_accent_is_the_same_in_one_piece_and_in_two() -> None:
    assert normalize("NFD", "désolé") != "désolé"
    assert big(normalize("NFD", "désolé"), 99) == big("désolé", 99) is not None


def test_an_accent_is_never_dropped() -> None:
    assert all(shape(letter) != shape(normalize("NFD", letter)[0]) for letter in "äöüàáâéèêíóôúñçÄÖÜÀÉÈÇ")


def test_white_space_is_folded() -> None:
    assert big("  I  am\nvery\tsorry ", 60) == big(FOUR_WORDS, 60)


@given(st.lists(st.text(ALL, min_size=1, max_size=8), min_size=1, max_size=6), st.integers(0, 200))
def test_large_words_are_as_wide_in_each_row_and_never_too_wide(words: list[str], width: int) -> None:
    rows, least = big(" ".join(words), width), big_width(" ".join(words))
    assert least is not None
    assert (rows is None) == (least > width)
    if rows is not None:
        widths = {cell_len(row) for row in rows}
        assert len(rows) == ROWS
        assert len(widths) == 1
        assert least <= widths.pop() <= min(width, least + len(words) - 1)


@given(st.text(max_size=40), st.integers(-5, 200))
def test_any_text_and_any_width_are_safe(words: str, width: int) -> None:
    rows = big(words, width)
    assert rows is None or set("".join(rows)) <= set("▀▄█ ")
