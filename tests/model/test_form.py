"""How a summary gets the length it may have, and which form fits a call."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.call import Call, Outcome
from tui.model.form import CRM_NOTE, HANDOVER, Heading, Reader, counted, finished, fitted, right_form
from tui.model.summary import call_as_json

SHORT = Heading(title="Short", reader=Reader.US, one_line=True, most=20)


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("one two", 20, "one two"),
        ("a" * 20, 20, "a" * 20),
        ("a" * 21, 20, "a" * 19 + "…"),
        ("Dana Lee has waited for days", 20, "Dana Lee has waited…"),
        ("Dana Lee has waited, for days", 20, "Dana Lee has…"),
        ("Dana Lee has waite for days", 20, "Dana Lee has waite…"),
        ("a " + "b" * 40, 20, "a " + "b" * 17 + "…"),
        ("😀" * 10, 20, "😀" * 10),
        ("😀" * 11, 20, "😀" * 9 + "…"),
        ("e\u0301" * 15, 20, "e\u0301" * 9 + "…"),
        ("👩\u200d👩\u200d👧" * 4, 20, "👩\u200d👩\u200d👧" * 2 + "…"),
    ],
)
def test_it_is_cut_behind_a_word_and_never_inside_a_character(text: str, most: int, cut: str) -> None:
    assert fitted(text, most) == cut


@pytest.mark.long
@given(st.text(max_size=60), st.integers(20, 40))
def test_it_always_fits_and_is_the_beginning(text: str, most: int) -> None:
    short = fitted(text, most)
    assert len(short.encode("utf-16-le", "surrogatepass")) // 2 == counted(short) <= most
    assert short == text or text.startswith(short.removesuffix("…"))


def test_where_the_length_counts_everything_is_on_one_line_and_no_break_is_at_its_end() -> None:
    assert finished("  Dana \n\n Lee\t\x1b[2J\n", SHORT) == "Dana Lee ␛[2J"
    assert finished("a\nb\n\n\n", replace(SHORT, one_line=False)) == "a\nb"
    assert finished("a \n b\n", replace(SHORT, most=None)) == "a b"


def test_any_other_form_ends_with_one_line_break_and_cannot_steer_a_terminal() -> None:
    heading = Heading(title="Long", reader=Reader.US)
    assert finished("\n\nDana\n\n  \x9b2J \u202eLee\r\n\n\n", heading) == "Dana\n\n  \ufffd2J \ufffdLee␍\n"


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_whoever_takes_the_call_over_gets_a_handover(outcome: Outcome | None) -> None:
    call = replace(a_call(), outcome=outcome)
    assert right_form(call, CRM_NOTE) == (HANDOVER if outcome is Outcome.HANDED_OVER else CRM_NOTE)
    assert right_form(call, "mine") == (HANDOVER if outcome is Outcome.HANDED_OVER else "mine")


@given(st.text(st.characters(codec=None), max_size=80))
def test_as_json_the_call_reads_as_the_same_call_and_steers_nothing(text: str) -> None:
    call = a_call(notes=f"> {text}\x1b\x9b\u202e\u2028\U000e0001😀 é", at=START)
    shown = call_as_json(call)
    assert convert(json.loads(shown), Call) == call
    assert not {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n"}
    assert "é" in shown or "\\ud" in shown
