"""A finished call is added to and corrected; what it was stays, and what happened on it cannot be rewritten."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from tests.fakes import START, FakeClock
from tests.records.test_contract import a_full_call
from tui.model.amending import TAKEN_OUT, Ending, Sitting, amended, ending_of, with_line
from tui.model.call import Amendment, Call, Mood, Outcome, with_promises
from tui.model.history_of_call import LineChange, changes_of, line_changes, value_words
from tui.model.noted_promises import promises_in
from tui.model.promises import PromiseState, done, moved, withdrawn

HOUR = timedelta(hours=1)
NOW = START + timedelta(days=1)
SITTING = Sitting(NOW)
AT_LOCAL = FakeClock().at_local

DIRECTLY = {"notes", "outcome", "mood_at_hello", "mood_at_goodbye"}
FOLLOWS = {"caller", "company", "tags", "promises", "owed", "amendments", "touched"}
NEVER = {
    "schema", "id", "opened_as", "started", "ended", "playbook", "steps", "now", "now_since", "overrides", "switches",
    "answering", "anonymised",
}  # fmt: skip


def a_past_call(notes: str = "> late again\n! ring friday 10:00") -> Call:
    call = replace(a_full_call(), notes=notes, promises=(), schema=3, ended=START + HOUR, tags=())
    return with_promises(call, promises_in(notes, (), START, AT_LOCAL))


def retyped(call: Call, notes: str, at: datetime = NOW, sitting: Sitting = SITTING) -> Call:
    return amended(call, at, AT_LOCAL, sitting=sitting, notes=notes)


def test_every_field_of_a_call_is_decided_on() -> None:
    assert {field.name for field in fields(Call)} == DIRECTLY | FOLLOWS | NEVER


@settings(deadline=None)
@given(
    notes=st.text(st.sampled_from("> = ! @ # ring fri Omar, tomorrow\n"), max_size=60),
    outcome=st.none() | st.sampled_from(Outcome),
    mood=st.none() | st.sampled_from(Mood),
)
def test_times_steps_and_overrides_cannot_be_rewritten(
    notes: str, outcome: Outcome | None, mood: Mood | None
) -> None:
    call = a_past_call()
    after = amended(call, NOW, AT_LOCAL, sitting=SITTING, notes=notes, ending=Ending(outcome, mood, mood))
    assert {name for name in NEVER if getattr(after, name) != getattr(call, name)} == set()
    assert (after.notes, after.outcome, after.mood_at_goodbye) == (notes, outcome, mood)


def test_what_is_new_is_in_the_call_and_what_it_was_in_its_history() -> None:
    call = a_past_call()
    after = amended(
        call,
        NOW,
        AT_LOCAL,
        sitting=SITTING,
        notes="> late again\n! ring friday 10:00\n@ Omar Haddad, Oak\n#gift",
        ending=Ending(Outcome.FIXED, Mood.UPSET, None),
    )
    assert (after.caller, after.company, after.tags, after.touched) == ("Omar Haddad", "Oak", ("gift",), NOW)
    assert after.promises == call.promises
    assert {(one.field, one.was) for one in after.amendments} == {
        ("notes", call.notes),
        ("caller", "Dana Lee"),
        ("company", "Northwind Law"),
        ("outcome", "next-step"),
        ("mood_at_hello", "furious"),
        ("mood_at_goodbye", "calm"),
    }
    assert {one.at for one in after.amendments} == {NOW}


def test_nothing_new_leaves_the_call_as_it_is() -> None:
    call = a_past_call()
    assert amended(call, NOW, AT_LOCAL, sitting=SITTING, notes=call.notes, ending=ending_of(call)) is call


def test_the_pauses_of_one_sitting_are_one_entry_and_another_sitting_is_another() -> None:
    call = a_past_call("first")
    for number, notes in enumerate(("first s", "first sec", "first second")):
        call = retyped(call, notes, NOW + number * HOUR)
    assert call.amendments == (Amendment(at=NOW, field="notes", was="first"),)
    later = Sitting(NOW + 5 * HOUR)
    call = retyped(call, "third", later.began, later)
    assert [one.was for one in call.amendments] == ["first", "first second"]


def test_what_is_typed_and_erased_again_leaves_no_history() -> None:
    call = a_past_call("first")
    again = retyped(retyped(call, "first x"), "first")
    assert again == replace(call, touched=NOW)


def test_the_caller_stays_who_it_is_unless_a_line_names_another() -> None:
    imported = replace(a_past_call("a"), opened_as="", caller="Zoë", company="Oak")
    assert (retyped(imported, "b").caller, retyped(imported, "b").company) == ("Zoë", "Oak")
    named = retyped(a_past_call("a"), "a\n@ Omar")
    assert named.caller == "Omar"
    assert retyped(named, "a", sitting=Sitting(NOW + HOUR)).caller == "Dana Lee"


def test_a_new_line_promises_from_the_day_on_which_it_is_added() -> None:
    call = retyped(a_past_call(), "> late again\n! ring friday 10:00\n! news tomorrow 9:00")
    assert [promise.text for promise in call.promises] == ["ring friday 10:00", "news tomorrow 9:00"]
    assert (call.promises[1].noted, call.promises[1].due) == (NOW, START.replace(day=26, hour=9, minute=0))
    assert call.promises[0].noted == START


def test_a_mended_line_is_the_promise_it_was() -> None:
    call = a_past_call("! rign friday 10:00\n! rign Omar friday 10:00")
    after = retyped(call, "! rign friday 10:00\n! ring Omar friday 10:00")
    assert [(one.text, one.noted, one.state) for one in after.promises] == [
        ("rign friday 10:00", START, PromiseState.PROMISED),
        ("ring Omar friday 10:00", START, PromiseState.PROMISED),
    ]


def test_an_open_promise_whose_line_is_taken_out_is_withdrawn_and_not_forgotten() -> None:
    call = a_past_call("! ring friday 10:00\n! ring Omar, he waits")
    after = retyped(call, "! ring Omar, he waits")
    assert after.promises == (call.promises[1], withdrawn(call.promises[0], NOW, TAKEN_OUT))
    assert after.owed == with_promises(call, (call.promises[1],)).owed


def test_its_line_put_back_makes_it_owed_again() -> None:
    call = a_past_call()
    gone = retyped(call, "> late again")
    assert gone.owed is None
    assert retyped(gone, call.notes, NOW + HOUR).promises == call.promises
    later = Sitting(NOW + 5 * HOUR)
    assert retyped(gone, call.notes, later.began, later).promises == call.promises


def test_what_was_withdrawn_for_another_reason_stays_withdrawn() -> None:
    call = a_past_call()
    call = with_promises(call, (withdrawn(call.promises[0], START, "they found it"),))
    assert retyped(call, f"{call.notes}\nmore").promises == call.promises
    assert retyped(call, "more").promises == call.promises


def test_a_promise_that_was_typed_and_erased_in_one_sitting_was_never_given() -> None:
    call = a_past_call("a")
    typed = retyped(call, "a\n! ring fri", NOW + HOUR)
    assert len(typed.promises) == 1
    assert retyped(typed, "a", NOW + 2 * HOUR).promises == ()


@pytest.mark.parametrize("notes", ["> late again", "> late again\n! ring friday 10:00\nmore"])
def test_what_was_done_about_a_promise_stays_whatever_becomes_of_its_line(notes: str) -> None:
    call = a_past_call()
    call = with_promises(call, (done(call.promises[0], START + HOUR),))
    assert retyped(call, notes).promises == call.promises


def test_a_moved_promise_stays_moved() -> None:
    call = a_past_call()
    once = moved(call.promises[0], START, NOW + 9 * HOUR, day_only=False, reason="the hub")
    call = with_promises(call, (once,))
    assert retyped(call, f"{call.notes}\nmore").promises == (once,)


def test_promises_from_before_they_had_states_are_not_owed_by_a_word_more() -> None:
    call = replace(a_past_call(), owed=None)
    assert retyped(call, f"{call.notes}\nmore").owed is None


def test_a_call_that_was_made_anonymous_is_left_alone() -> None:
    with pytest.raises(ValueError, match="anonymous"):
        retyped(replace(a_past_call(), anonymised=START), "a name")


def test_of_two_windows_what_each_replaced_is_kept() -> None:
    one, other = SITTING, Sitting(NOW + HOUR)
    call = a_past_call()
    for sitting, outcome in ((one, Outcome.FIXED), (other, Outcome.CUT_OFF), (one, Outcome.HANDED_OVER)):
        ending = Ending(outcome, call.mood_at_hello, call.mood_at_goodbye)
        call = amended(call, NOW, AT_LOCAL, sitting=sitting, ending=ending)
    assert [one.was for one in call.amendments] == ["next-step", "fixed", "cut-off"]


def test_words_of_another_window_that_are_not_in_the_notes_are_kept_in_the_history() -> None:
    call = retyped(a_past_call("a"), "mine")
    theirs = replace(call, notes="theirs")
    after = amended(theirs, NOW, AT_LOCAL, sitting=SITTING, notes="mine again", keeps_all=False)
    assert [one.was for one in after.amendments] == ["a", "theirs"]


@pytest.mark.parametrize(("notes", "after"), [("", "x"), ("a", "a\nx"), ("a\n", "a\nx")])
def test_a_line_more_stands_on_a_line_of_its_own(notes: str, after: str) -> None:
    assert with_line(notes, "x") == after


# Reading the history


def test_the_history_says_what_each_was_and_what_it_became() -> None:
    first = retyped(a_past_call("one"), "two")
    later = Sitting(NOW + HOUR)
    ending = Ending(Outcome.FIXED, Mood.FURIOUS, Mood.CALM)
    call = amended(first, later.began, AT_LOCAL, sitting=later, notes="three", ending=ending)
    assert [tuple(one) for one in changes_of(call)] == [
        (later.began, "outcome", "next-step", "fixed"),
        (later.began, "notes", "two", "three"),
        (NOW, "notes", "one", "two"),
    ]


def test_of_notes_only_the_lines_that_went_and_came_are_told() -> None:
    assert line_changes("a\nb\n\nc", "a\nB\nc\nd") == [
        LineChange(False, "b"),
        LineChange(True, "B"),
        LineChange(True, "d"),
    ]
    assert line_changes("x\n" * 6000, "y") == [LineChange(False, "6000 lines"), LineChange(True, "1 lines")]


def test_what_a_field_held_is_told_in_the_words_of_the_screen() -> None:
    assert [value_words("outcome", "fixed"), value_words("mood_at_hello", "calm"), value_words("caller", "")] == [
        "put right",
        "calm",
        "nothing",
    ]
