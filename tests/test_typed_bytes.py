"""What the terminal sends, in whatever pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.typed_bytes import Pastes

BEGIN, END = "\x1b[200~", "\x1b[201~"


def read(*pieces: str) -> str:
    pastes = Pastes()
    return "".join(map(pastes.read, pieces))


def test_what_steers_a_terminal_is_shown_in_a_paste_and_a_key_outside() -> None:
    typed = f"\x1b[A{BEGIN}a\x1b[31mb\x1b{END}\x1b[B\x1b"
    assert read(typed) == f"\x1b[A{BEGIN}a\u241b[31mb\u241b{END}\x1b[B\x1b"


@given(st.text(alphabet="a\x1b[20~1", max_size=12), st.data())
def test_it_is_the_same_in_any_pieces(inside: str, data: st.DataObject) -> None:
    typed = f"\x1b[2{BEGIN}{inside}{END}\x1b{BEGIN}x{END}"
    at = sorted(data.draw(st.lists(st.integers(0, len(typed)), max_size=6)))
    pieces = [typed[one:other] for one, other in zip([0, *at], [*at, len(typed)], strict=True)]
    assert read(*pieces) == read(typed)


@pytest.mark.parametrize("typed", ["\x1b", "\x1b[", "\x1b[200", "a\x1b[20", "\x1b[201~"])
def test_no_key_is_held_back(typed: str) -> None:
    pastes = Pastes()
    assert [pastes.read(one) for one in typed] == list(typed)
