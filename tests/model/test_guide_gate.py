"""The gate between heart and head: all the ways to it, through it, and back from it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook, a_step
from tests.moves import forced, through
from tui.model.call import Call, Override, Reason, StepState, record_of, step_of
from tui.model.guide import Move, back, gate_to, go_to, leave_out, said, spent, to_the_head
from tui.model.playbook import GateLevel, Phase

HEART = ("listen", "say-it-back", "sorry", "own-it")
Way = tuple[Call, Callable[..., Move]]


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def at_the_last_heart_step(level: GateLevel = GateLevel.WARN, *, skipped: bool) -> Call:
    call = a_call(playbook=a_playbook(level))
    call = (leave_out if skipped else said)(call, after(10)).call
    for seconds in (20, 30):
        call = said(call, after(seconds)).call
    assert call.now == "own-it"
    return call


def ways(level: GateLevel) -> dict[str, tuple[Way, tuple[str, ...]]]:
    """Every way to the gate, with the heart steps that are missing there."""
    return {
        "said past a step left out": ((at_the_last_heart_step(level, skipped=True), said), ("listen",)),
        "the last step left out": ((at_the_last_heart_step(level, skipped=False), leave_out), ("own-it",)),
        "straight to the head": ((a_call(playbook=a_playbook(level)), to_the_head), HEART),
    }


@pytest.mark.parametrize("level", list(GateLevel))
@pytest.mark.parametrize("way", list(ways(GateLevel.WARN)))
def test_the_gate_stops_the_move_and_names_what_is_missing(way: str, level: GateLevel) -> None:
    (call, move), missing = ways(level)[way]
    stopped = move(call, after(40))
    assert stopped.gate is not None
    assert stopped.gate.target is not None
    assert (stopped.gate.level, stopped.gate.target.id) == (level, "offer")
    assert tuple(step.id for step in stopped.gate.missing) == missing
    assert (stopped.call.now, stopped.call.overrides, stopped.call.touched) == (call.now, (), after(40))


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("way", list(ways(GateLevel.WARN)))
def test_a_reason_goes_through_and_is_recorded(way: str, reason: Reason) -> None:
    (call, move), missing = ways(GateLevel.WARN)[way]
    gone = through(move(call, after(40)), after(43), reason)
    assert (gone.gate, gone.call.now) == (None, "offer")
    assert gone.call.overrides == (Override(step="offer", at=after(43), missing=missing, reason=reason),)


@pytest.mark.parametrize("way", list(ways(GateLevel.WARN)))
def test_pressing_again_does_not_go_through(way: str) -> None:
    (call, move), _ = ways(GateLevel.WARN)[way]
    for seconds in range(40, 45):
        stopped = move(call, after(seconds))
        assert stopped.gate is not None
        assert (stopped.call.now, stopped.call.overrides) == (call.now, ())
        call = stopped.call


@pytest.mark.parametrize("way", list(ways(GateLevel.REFUSE)))
def test_refuse_never_opens_before_the_heart_is_done(way: str) -> None:
    (call, move), _ = ways(GateLevel.REFUSE)[way]
    for seconds in range(40, 45):
        stopped = through(move(call, after(seconds)), after(seconds))
        assert stopped.gate is not None
        assert (stopped.call.now, stopped.call.overrides) == (call.now, ())
        call = stopped.call


def test_refuse_opens_when_the_heart_is_done() -> None:
    move = said(at_the_last_heart_step(GateLevel.REFUSE, skipped=False), after(40))
    assert (move.gate, move.call.now, move.call.overrides) == (None, "offer", ())


def test_time_before_the_gate_counts_for_the_step_in_hand() -> None:
    stopped = said(at_the_last_heart_step(skipped=True), after(40))
    assert spent(stopped.call, "own-it", after(45)) == 15
    call = forced(stopped, after(50))
    assert record_of(call, "own-it").spent == 20


def test_a_step_said_at_the_gate_keeps_its_first_moment() -> None:
    call = said(at_the_last_heart_step(skipped=True), after(40)).call
    call = leave_out(said(call, after(45)).call, after(46)).call
    call = forced(said(call, after(47)), after(50))
    assert (record_of(call, "own-it").state, record_of(call, "own-it").done_at) == (StepState.DONE, after(40))


def test_after_an_override_the_steps_behind_it_are_not_gated_again() -> None:
    call = forced(to_the_head(a_call(), after(5)), after(5))
    for target in ("date", "thank", None):
        move = said(call, after(10))
        assert (move.gate, move.call.now) == (None, target)
        call = move.call
    assert len(call.overrides) == 1


def test_back_from_the_head_and_forward_again_is_no_second_override() -> None:
    call = forced(to_the_head(a_call(), after(5)), after(5))
    call = back(call, after(6)).call
    assert call.now == "own-it"
    move = said(call, after(7))
    assert (move.gate, move.call.now, len(move.call.overrides)) == (None, "offer", 1)


def test_more_heart_missing_than_was_overridden_is_gated_again() -> None:
    call = forced(leave_out(at_the_last_heart_step(skipped=False), after(40)), after(40))
    assert call.overrides[0].missing == ("own-it",)
    call = back(back(call, after(41)).call, after(42)).call
    assert call.now == "sorry"
    stopped = to_the_head(call, after(43))
    assert stopped.gate is not None
    call = forced(stopped, after(44))
    assert [override.missing for override in call.overrides] == [("own-it",), ("sorry", "own-it")]


def test_back_at_the_gate_takes_up_what_is_missing_and_then_the_way_is_free() -> None:
    call = said(at_the_last_heart_step(skipped=True), after(40)).call
    call = go_to(call, "listen", after(45)).call
    move = said(call, after(50))
    assert (move.gate, move.call.now, move.call.overrides) == (None, "offer", ())
    assert record_of(move.call, "own-it").spent == 15


def test_leaving_the_missing_step_out_a_second_time_meets_the_gate_again() -> None:
    call = said(at_the_last_heart_step(skipped=True), after(40)).call
    stopped = leave_out(go_to(call, "listen", after(45)).call, after(50))
    assert stopped.gate is not None
    assert [step.id for step in stopped.gate.missing] == ["listen"]


def test_the_gate_stands_before_the_close_where_a_playbook_has_no_head() -> None:
    steps = (a_step("listen", Phase.HEART), a_step("thank", Phase.CLOSE))
    call = a_call(playbook=replace(a_playbook(), steps=steps))
    stopped = leave_out(call, after(5))
    assert stopped.gate is not None
    assert stopped.gate.target is not None
    assert stopped.gate.target.id == "thank"
    assert to_the_head(call, after(5)) == (call, None)


def test_a_playbook_of_heart_alone_has_no_gate() -> None:
    call = a_call(playbook=replace(a_playbook(GateLevel.REFUSE), steps=(a_step("listen", Phase.HEART),)))
    move = leave_out(call, after(5))
    assert (move.gate, move.call.now) == (None, None)


def test_any_step_of_the_heart_can_be_gone_to_and_none_behind_the_gate() -> None:
    call = go_to(a_call(), "sorry", after(5)).call
    assert call.now == "sorry"
    for step_id in ("offer", "date", "thank"):
        stopped = go_to(call, step_id, after(6))
        assert stopped.gate is not None
        assert (stopped.gate.target, stopped.call.now) == (step_of(call, step_id), "sorry")


def test_going_to_a_step_that_was_done_opens_it_again() -> None:
    call = go_to(said(a_call(), after(5)).call, "listen", after(6)).call
    record = record_of(call, "listen")
    assert (call.now, record.state, record.done_at) == ("listen", StepState.OPEN, None)


def test_the_end_of_the_call_lies_behind_the_gate_too() -> None:
    gate = gate_to(a_call(), None)
    assert gate is not None
    assert (gate.target, [step.id for step in gate.missing]) == (None, list(HEART))
    gone = through(Move(a_call(), gate), after(9), Reason.CUT_OFF)
    assert gone.call.overrides == (Override(step="", at=after(9), missing=HEART, reason=Reason.CUT_OFF),)
    assert gate_to(gone.call, None) is None


def test_back_behind_a_heart_that_was_opened_again_meets_the_gate() -> None:
    call = a_call()
    for seconds in range(7):
        call = said(call, after(seconds)).call
    call = go_to(call, "own-it", after(10)).call
    call = leave_out(call, after(11)).call
    assert call.now is None
    stopped = back(call, after(12))
    assert stopped.gate is not None
    assert stopped.call.now is None
