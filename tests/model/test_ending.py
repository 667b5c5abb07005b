"""How a call can be closed, and what follows from it."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import HERE, START, a_call, a_playbook
from tests.moves import forced
from tui.model.call import Call, Outcome, Override, Reason, StepState, record_of, with_promises
from tui.model.ending import (
    KEPT_SHUT,
    NO_DAY_FOR_NEXT,
    NO_DAY_TO_REPORT,
    NO_OUTCOME,
    WHY,
    apology_missed,
    closed,
    ending_trouble,
    with_care,
    with_note,
)
from tui.model.guide import Gate, gate_to, go_through, go_to, said, switch, to_the_head
from tui.model.noted_promises import promises_in
from tui.model.playbook import GateLevel, Playbook
from tui.model.promises import PromiseKind, PromiseState, done
from tui.model.words import outcome_words

HEART = ("listen", "say-it-back", "sorry", "own-it")


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def at_local(wall: datetime) -> datetime:
    return wall.replace(tzinfo=HERE)


def apologising(level: GateLevel = GateLevel.WARN) -> Playbook:
    """A playbook with the four words in it."""
    playbook = a_playbook(level)
    steps = tuple(replace(one, words="I am very sorry") if one.id == "sorry" else one for one in playbook.steps)
    return replace(playbook, steps=steps)


def ended(outcome: Outcome | None, notes: str = "", *, steps: int = 7, playbook: Playbook | None = None) -> Call:
    """A call of which so many steps were said, with these notes."""
    call = a_call(playbook=playbook or apologising(), notes=notes)
    for second in range(steps):
        call = said(call, after(second)).call
    call = with_promises(call, promises_in(notes, (), START, at_local))
    return replace(call, outcome=outcome, ended=after(60))


def kinds(call: Call) -> list[PromiseKind]:
    return [promise.kind for promise in closed(call, after(60), at_local).promises]


RING = "! ring tomorrow 15:00"


@pytest.mark.parametrize(
    ("outcome", "notes", "trouble"),
    [
        (None, RING, NO_OUTCOME),
        (Outcome.FIXED, "", NO_DAY_TO_REPORT),
        (Outcome.FIXED, "! ring as soon as possible", NO_DAY_TO_REPORT),
        (Outcome.FIXED, RING, ""),
        (Outcome.NEXT_STEP, "", NO_DAY_FOR_NEXT),
        (Outcome.NEXT_STEP, RING, ""),
        (Outcome.HANDED_OVER, "", NO_DAY_FOR_NEXT),
        (Outcome.HANDED_OVER, RING, ""),
        (Outcome.NOT_SATISFIED, "", ""),
        (Outcome.CUT_OFF, "", ""),
    ],
)
def test_a_call_closes_with_a_fix_a_dated_next_step_or_an_honest_ending(
    outcome: Outcome | None, notes: str, trouble: str
) -> None:
    assert ending_trouble(ended(outcome, notes)) == trouble


def test_a_playbook_that_reports_nothing_back_can_be_fixed_without_a_day() -> None:
    short = replace(apologising(), report_back=False)
    assert ending_trouble(ended(Outcome.FIXED, playbook=short)) == ""
    assert kinds(ended(Outcome.FIXED, playbook=short)) == []


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.CUT_OFF])
def test_without_the_heart_the_wrap_up_asks_why(outcome: Outcome) -> None:
    call = ended(outcome, RING, steps=2)
    assert ending_trouble(call) == WHY


def test_cut_off_is_a_reason_by_itself() -> None:
    call = ended(Outcome.CUT_OFF, steps=2)
    assert ending_trouble(call) == ""
    (override,) = closed(call, after(60), at_local).overrides
    assert override == Override(step="", at=after(60), missing=("sorry", "own-it"), reason=Reason.CUT_OFF)


def test_whoever_went_through_the_gate_is_not_asked_again() -> None:
    call = forced(to_the_head(a_call(playbook=apologising()), after(1)), after(2))
    call = with_promises(call, promises_in(RING, (), START, at_local))
    assert ending_trouble(replace(call, outcome=Outcome.FIXED, ended=after(60))) == ""


@pytest.mark.parametrize("outcome", [Outcome.FIXED, Outcome.NEXT_STEP, Outcome.HANDED_OVER])
def test_refuse_lets_no_fix_be_claimed_before_the_heart(outcome: Outcome) -> None:
    shut = apologising(GateLevel.REFUSE)
    assert ending_trouble(ended(outcome, RING, steps=2, playbook=shut)) == KEPT_SHUT
    assert ending_trouble(ended(outcome, RING, playbook=shut)) == ""
    excused = go_through(ended(outcome, RING, steps=2, playbook=shut), shut_gate(shut), Reason.OTHER, after(61)).call
    assert ending_trouble(excused) == KEPT_SHUT


def shut_gate(playbook: Playbook) -> Gate:
    gate = gate_to(ended(None, steps=2, playbook=playbook), None)
    assert gate is not None
    return gate


def test_a_heart_that_is_kept_shut_has_its_reason_at_the_end_too() -> None:
    shut = apologising(GateLevel.REFUSE)
    call = ended(Outcome.NOT_SATISFIED, steps=2, playbook=shut)
    assert ending_trouble(call) == WHY
    excused = go_through(call, shut_gate(shut), Reason.SAFETY, after(61)).call
    assert ending_trouble(excused) == ""
    cut_off = closed(ended(Outcome.CUT_OFF, steps=2, playbook=shut), after(60), at_local)
    for one, reason in ((excused, Reason.SAFETY), (cut_off, Reason.CUT_OFF)):
        assert [(override.step, override.reason) for override in one.overrides] == [("", reason)]


def test_going_over_to_a_playbook_without_an_apology_does_not_make_it_said() -> None:
    quiet = replace(a_playbook(), id="quiet", report_back=False)
    call = switch(ended(Outcome.FIXED, steps=2), quiet, after(30))
    assert ending_trouble(call) == WHY
    assert PromiseKind.SAY_SORRY in kinds(call)
    was_said = switch(ended(Outcome.FIXED), quiet, after(30))
    assert (ending_trouble(was_said), kinds(was_said)) == ("", [])
    back_again = switch(switch(ended(Outcome.FIXED, RING, steps=2), quiet, after(30)), apologising(), after(31))
    assert apology_missed(back_again)


@pytest.mark.parametrize("kind", [PromiseKind.NOTE, PromiseKind.GIFT, PromiseKind.SENIOR, PromiseKind.ONE_ON_ONE])
def test_after_care_is_no_day_on_which_we_report_back(kind: PromiseKind) -> None:
    call = with_care(ended(Outcome.FIXED), kind, after(60), at_local)
    assert ending_trouble(call) == NO_DAY_TO_REPORT
    fixed = with_care(ended(Outcome.FIXED, "! the new one goes out tomorrow"), kind, after(60), at_local)
    assert PromiseKind.REPORT_BACK in kinds(fixed)


def test_a_day_that_is_over_by_goodbye_is_none_to_report_back_on() -> None:
    call = ended(Outcome.FIXED, "! ring back 9:30")
    assert ending_trouble(call) == ""
    assert ending_trouble(replace(call, ended=START + timedelta(hours=3))) == NO_DAY_TO_REPORT


@pytest.mark.parametrize(
    ("notes", "is_told"),
    [
        ("! ring Dana friday", True),
        ("! call Friday 10:00", True),
        ("! ring her friday", True),
        ("! text Tom about it friday", False),
        ("undo: call DHL friday", False),
        ("redo: update her account friday", False),
        ("! ring the courier friday", False),
    ],
)
def test_a_job_with_somebody_else_is_no_report_back(notes: str, is_told: bool) -> None:
    assert (PromiseKind.REPORT_BACK in kinds(ended(Outcome.FIXED, notes))) is not is_told


def test_a_playbook_without_an_apology_asks_no_reason_at_the_end() -> None:
    assert ending_trouble(ended(Outcome.FIXED, RING, steps=0, playbook=a_playbook())) == ""


def test_a_sorry_that_was_missed_makes_the_promise_to_call_back_and_say_it() -> None:
    missed = ended(Outcome.CUT_OFF, steps=2)
    assert kinds(missed) == [PromiseKind.SAY_SORRY]
    (promise,) = closed(missed, after(60), at_local).promises
    assert promise.due is not None
    assert promise.due > after(60)
    assert kinds(ended(Outcome.CUT_OFF, steps=3)) == []


def test_every_fix_makes_its_promise_to_report_back() -> None:
    assert kinds(ended(Outcome.FIXED, "! the new one goes out tomorrow")) == [
        PromiseKind.SAID,
        PromiseKind.REPORT_BACK,
    ]
    assert kinds(ended(Outcome.FIXED, RING)) == [PromiseKind.SAID]
    jobs = ended(Outcome.NOT_SATISFIED, "undo: fetch it back\nredo: send the right one")
    assert sorted(kinds(jobs)) == sorted([PromiseKind.UNDO, PromiseKind.REDO, PromiseKind.REPORT_BACK])
    assert kinds(ended(Outcome.NOT_SATISFIED)) == []


def test_closing_twice_is_closing_once_and_follows_what_has_changed() -> None:
    call = ended(Outcome.FIXED, "! the new one goes out tomorrow", steps=2)
    once = closed(call, after(60), at_local)
    assert closed(once, after(60), at_local) == once
    assert PromiseKind.SAY_SORRY in [one.kind for one in once.promises]
    said_after_all = go_to(once, "sorry", after(70)).call
    said_after_all = said(said_after_all, after(75)).call
    assert record_of(said_after_all, "sorry").state is StepState.DONE
    assert PromiseKind.SAY_SORRY not in kinds(said_after_all)


def test_what_was_done_about_a_promise_of_ours_is_not_undone_by_closing() -> None:
    once = closed(ended(Outcome.CUT_OFF, steps=2), after(60), at_local)
    told = with_promises(once, (done(once.promises[0], after(80)),))
    assert [one.state for one in closed(told, after(90), at_local).promises] == [PromiseState.DONE]


def test_what_is_owed_follows_from_closing() -> None:
    call = closed(ended(Outcome.CUT_OFF, steps=2), after(60), at_local)
    (promise,) = call.promises
    assert promise.due is not None
    assert call.owed == int(promise.due.timestamp())


@pytest.mark.parametrize("kind", [PromiseKind.NOTE, PromiseKind.GIFT, PromiseKind.SENIOR, PromiseKind.ONE_ON_ONE])
def test_after_care_is_chosen_and_taken_back(kind: PromiseKind) -> None:
    call = ended(Outcome.FIXED, RING)
    chosen = with_care(call, kind, after(60), at_local)
    assert [promise.kind for promise in chosen.promises] == [PromiseKind.SAID, kind]
    assert chosen.promises[1].due is not None
    assert with_care(chosen, kind, after(61), at_local).promises == call.promises


def test_a_talk_in_a_month_takes_its_reason_from_the_notes_as_they_are_at_the_end() -> None:
    call = with_care(ended(Outcome.FIXED, RING), PromiseKind.ONE_ON_ONE, after(60), at_local)
    call = replace(call, notes=f"{RING}\nuseful: show her how to track parcels")
    assert closed(call, after(70), at_local).promises[-1].text == "one-on-one: show her how to track parcels"


def test_a_note_that_is_posted_is_told_and_can_be_taken_back() -> None:
    call = with_note(ended(Outcome.FIXED, RING), after(60), at_local, posted=True)
    assert (call.promises[-1].kind, call.promises[-1].state) == (PromiseKind.NOTE, PromiseState.TOLD)
    call = with_note(call, after(61), at_local, posted=False)
    assert [promise.state for promise in call.promises] == [PromiseState.PROMISED, PromiseState.PROMISED]


def test_not_satisfied_says_whether_all_steps_were_done() -> None:
    assert outcome_words(ended(Outcome.NOT_SATISFIED)) == "not satisfied, all steps done"
    assert outcome_words(ended(Outcome.NOT_SATISFIED, steps=6)) == "not satisfied"
    assert outcome_words(ended(None)) == ""
