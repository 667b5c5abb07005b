"""What the card shows with a step: the line to say, and what its fields have by now."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import HERE, START, a_call, a_playbook
from tui.model.call import Call, with_notes, with_promises
from tui.model.card import Budget, card_for, next_field
from tui.model.guide import step_in_hand
from tui.model.line_hint import line_hint
from tui.model.noted_promises import promises_in
from tui.model.playbook import NoteField, Step, StepClock

NOBODY_SAID = Budget()


def at_local(wall: datetime) -> datetime:
    return wall.replace(tzinfo=HERE)


def a_step_with(**changes: object) -> Step:
    return replace(a_playbook().steps[0], **changes)


def a_noted_call(notes: str, step: Step | None = None) -> Call:
    playbook = a_playbook()
    if step:
        playbook = replace(playbook, steps=(step, *playbook.steps[1:]))
    call = with_notes(a_call(playbook=playbook), notes, START)
    return with_promises(call, promises_in(notes, (), START, at_local))


def test_the_line_to_say_has_their_words_and_the_day_they_hear_from_us() -> None:
    step = a_step_with(say="{name}, you told me that {told}, and that meant {meant}. I ring {date}.")
    notes = "> you sent the last one again\n= boss: she has to tell him\n! ring back tomorrow 15:00"
    assert card_for(step, a_noted_call(notes, step), START, NOBODY_SAID).say == (
        "Dana, you told me that we sent the last one again, and that meant you have to tell him. "
        "I ring Wednesday at 15:00."
    )


@pytest.mark.parametrize(
    ("notes", "date"),
    [
        ("! ring back at 16:00", "today at 16:00"),
        ("! ring back friday", "Friday"),
        ("! ring back 3 dec 10:00", "Thursday 3 December at 10:00"),
        ("! send it thursday\n! ring back friday", "Friday"),
        ("! send it thursday", "Thursday"),
        ("! ring back some day", "…"),
    ],
)
def test_the_day_they_hear_from_us_is_said_as_people_say_it(notes: str, date: str) -> None:
    step = a_step_with(say="By {date}")
    assert card_for(step, a_noted_call(notes, step), START, NOBODY_SAID).say == f"By {date}"


def test_with_nothing_noted_the_gaps_stand_open() -> None:
    step = a_step_with(say="You told me that {told}. I ring {date}.")
    assert card_for(step, a_noted_call("", step), START, NOBODY_SAID).say == "You told me that …. I ring …."


@pytest.mark.parametrize(
    ("notes", "noted"),
    [
        ("", "+ ways to put it right"),
        ("+ resend it", "+ ways to put it right (1 of 2)"),
        ("+ resend it\n+ pay it back", "+ ways to put it right ✓"),
    ],
)
def test_two_ways_are_wanted(notes: str, noted: str) -> None:
    step = a_step_with(fields=(NoteField(mark="+", ask="ways to put it right"),))
    assert card_for(step, a_noted_call(notes, step), START, NOBODY_SAID).noted == (noted,)


def test_each_field_tells_whether_it_is_in_the_notes() -> None:
    step = a_step_with(
        fields=(NoteField(mark="undo", ask="what we take back"), NoteField(mark="=", ask="what it did"))
    )
    call = a_noted_call("undo: fetch it", step)
    assert card_for(step, call, START, NOBODY_SAID).noted == ("undo: what we take back ✓", "= what it did")
    assert next_field(step, call.notes) == "="
    assert next_field(step, "undo: x\n= y") == "undo"
    assert next_field(a_step_with(), "") == ">"


def test_the_cost_stands_against_what_the_rep_may_decide() -> None:
    step = a_step_with(fields=(NoteField(mark="cost", ask="what it costs us"),))
    budget = Budget(150, "€")
    assert card_for(step, a_noted_call("", step), START, NOBODY_SAID).noted == ("cost: what it costs us",)
    (before,) = card_for(step, a_noted_call("", step), START, budget).noted
    assert before == "cost: what it costs us (you may decide up to 150 €)"
    (within,) = card_for(step, a_noted_call("cost: 40", step), START, budget).noted
    assert "40 €" in within
    assert "150 €" in within
    (above,) = card_for(step, a_noted_call("cost: 240", step), START, budget).noted
    assert "above" in above


def test_after_five_minutes_of_venting_it_is_time_for_a_first_short_sorry() -> None:
    step = a_step_with(clock=StepClock(quiet=90, late=300, say="A first short sorry now."))
    call = a_noted_call("", step)
    in_hand = step_in_hand(call)
    assert in_hand is not None
    for seconds, late in ((0, ""), (299, ""), (300, "A first short sorry now.")):
        assert card_for(in_hand, call, START + timedelta(seconds=seconds), NOBODY_SAID).late == late


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("! ring back tomorrow 15:00", ("!", "Wed 25 Nov 15:00")),
        ("! some day", ("!", "no date yet")),
        ("! ring tomorrow at 3", ("!", "Wed 25 Nov; at 3 can be 3:00 or 15:00: write it like that")),
        ("undo: fetch it friday", ("undo:", "Fri 27 Nov")),
        ("+ resend it", ("+", "one way so far; offer at least two")),
        ("i the printer was off", ("i", "stays with us; no client reads it")),
        ("cost: 40", ("cost:", "40 € at our cost; you may decide up to 150 €")),
        ("plain words", None),
        ("> their words", None),
        ("", None),
    ],
)
def test_what_is_understood_of_a_line_is_said_while_it_is_typed(line: str, hint: tuple[str, str] | None) -> None:
    assert line_hint(line, a_noted_call(line), START.date(), Budget(150, "€")) == hint


def test_a_day_that_could_be_two_is_told_and_not_guessed() -> None:
    line = "! ring back 3/4"
    hint = line_hint(line, a_noted_call(line), START.date(), NOBODY_SAID)
    assert hint is not None
    assert "3 Apr or 4 Mar" in hint[1]


def test_what_it_did_to_them_is_asked_for_by_its_kinds_until_one_is_named() -> None:
    hint = line_hint("= ", a_noted_call("="), START.date(), NOBODY_SAID)
    assert hint is not None
    for kind in ("time", "money", "boss", "customers", "feeling"):
        assert kind in hint[1]
    assert line_hint("= boss: she has to tell him", a_noted_call(""), START.date(), NOBODY_SAID) is None
