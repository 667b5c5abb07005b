"""Text from people made safe to show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.plain import one_line, plain

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("nul \0 end", "nul ␀ end"),
        ("a\rb\x08\x7f", "a␍b␈␡"),
        ("\x9b31m \x85", "\ufffd31m \ufffd"),
        ("gift \u202egnorw\u202c", "gift \ufffdgnorw\ufffd"),
        ("\u202a\u202b\u202d\u2066\u2067\u2068\u2069", "\ufffd" * 7),
        ("half \ud83d pair", "half \ufffd pair"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dana Lee",
        "[red]x[/] [/]",
        "two\nlines\tand a tab",
        "👩‍👩‍👧 🤝🏽 🇩🇪",
        "שלום דנה",
        "مرحبا \u200f123",
        "李小龙 größe e\u0301",
        "no\u00a0break",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@given(ANY_TEXT)
def test_no_control_character_is_left_but_line_breaks_and_tabs(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert {char for char in shown if unicodedata.category(char) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert plain(shown) == shown
    shown.encode()


@given(ANY_TEXT)
def test_letters_digits_and_signs_are_never_changed(text: str) -> None:
    for before, after in zip(text, plain(text), strict=True):
        assert before == after or unicodedata.category(before)[0] == "C"


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "\t" not in line


def test_one_line_folds_white_space() -> None:
    assert one_line("  Dana \n\t Lee\r\n") == "Dana Lee"
