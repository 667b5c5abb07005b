"""The record of a call: how it begins, whose it is, how long it is."""

from datetime import timedelta

import pytest
from msgspec import json
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook
from tests.moves import forced
from tui.model.call import (
    Call,
    Mood,
    Outcome,
    StepState,
    begin,
    length,
    record_of,
    seconds_between,
    step_of,
    with_notes,
)
from tui.model.guide import said, to_the_head
from tui.model.promises import Promise

LATER = START + timedelta(minutes=5)


def noted(notes: str, opened_as: str = "Dana Lee, Northwind Law") -> Call:
    return with_notes(begin(1, opened_as, a_playbook(), START), notes, LATER)


def test_a_call_begins_with_its_first_step_in_hand_and_all_steps_open() -> None:
    call = begin(7, " Dana  Lee , Northwind Law ", a_playbook(), START)
    assert (call.id, call.caller, call.company) == (7, "Dana Lee", "Northwind Law")
    assert (call.started, call.touched, call.now_since, call.ended) == (START, START, START, None)
    assert call.now == "listen"
    assert [record.id for record in call.steps] == [step.id for step in a_playbook().steps]
    assert {(record.state, record.spent, record.done_at) for record in call.steps} == {(StepState.OPEN, 0.0, None)}


def test_an_unknown_caller_has_no_name() -> None:
    call = begin(1, "", a_playbook(), START)
    assert (call.opened_as, call.caller, call.company) == ("", "", "")


def test_notes_bring_their_tags_and_the_time() -> None:
    call = noted("the #gift came late\n#Order 12")
    assert (call.tags, call.touched) == (("gift", "order"), LATER)
    assert call.notes == "the #gift came late\n#Order 12"


def test_a_tag_taken_out_of_the_notes_is_gone() -> None:
    assert with_notes(noted("#gift"), "", LATER).tags == ()


@pytest.mark.parametrize(
    ("notes", "caller", "company"),
    [
        ("@ Dana Bright", "Dana Bright", ""),
        ("@Ana\n@ Dana Bright, Northwind", "Dana Bright", "Northwind"),
        ("@ Dana Bright\n@", "Dana Bright", ""),
        ("@ Dana Bright\n@ , Northwind", "Dana Bright", ""),
        ("no line with a name", "Dana Lee", "Northwind Law"),
        ("mail to x @ y", "Dana Lee", "Northwind Law"),
        ("@", "Dana Lee", "Northwind Law"),
        ("", "Dana Lee", "Northwind Law"),
    ],
)
def test_the_last_line_with_a_name_names_the_caller(notes: str, caller: str, company: str) -> None:
    call = noted(notes)
    assert (call.caller, call.company) == (caller, company)


def test_a_name_taken_out_of_the_notes_falls_back_to_what_was_typed_at_hello() -> None:
    call = with_notes(noted("@ Somebody Else"), "", LATER)
    assert (call.caller, call.company, call.opened_as) == ("Dana Lee", "Northwind Law", "Dana Lee, Northwind Law")


def test_the_caller_of_an_unknown_call_can_be_named_later() -> None:
    assert noted("@ Dana Lee", opened_as="").caller == "Dana Lee"
    assert noted("", opened_as="").caller == ""


def test_a_call_is_as_long_as_it_goes_on() -> None:
    assert length(a_call(), LATER) == 300


def test_the_length_stops_at_goodbye() -> None:
    ended = replace(a_call(), ended=START + timedelta(seconds=90))
    assert length(ended, LATER) == 90


def test_no_time_is_negative_when_the_clock_is_set_back() -> None:
    assert length(a_call(), START - timedelta(hours=1)) == 0
    assert length(replace(a_call(), ended=START - timedelta(seconds=1)), LATER) == 0
    assert seconds_between(LATER, START) == 0


def test_a_step_and_its_record_are_found_by_their_id() -> None:
    assert step_of(a_call(), "sorry").name == "Sorry"
    assert record_of(a_call(), "sorry").id == "sorry"


@pytest.mark.parametrize("look_up", [step_of, record_of])
def test_a_step_that_no_playbook_has_is_a_key_error(look_up: object) -> None:
    assert callable(look_up)
    with pytest.raises(KeyError):
        look_up(a_call(), "nowhere")


def test_a_full_call_comes_back_from_json_as_it_was() -> None:
    call = a_call(
        2**62, notes="> It was for her 🎂\n! a new one by Friday\n#gift\n\0\x1b[31m", outcome=Outcome.CUT_OFF
    )
    call = forced(to_the_head(said(call, LATER).call, LATER), LATER)
    promise = Promise(text="a new one", noted=START, due=LATER, day_only=True)
    call = replace(call, promises=(promise,), mood_at_hello=Mood.FURIOUS, mood_at_goodbye=Mood.WARM)
    back = json.decode(json.encode(call), type=Call)
    assert back == call
    assert back.started.utcoffset() == timedelta(hours=1)
    assert back.overrides[0].missing == ("say-it-back", "sorry", "own-it")
