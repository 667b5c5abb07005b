"""Moving through the steps, and the time that each one takes."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.call import Call, StepState, record_of
from tui.model.guide import back, go_to, leave_out, missing_heart, said, spent, step_in_hand, to_the_head

HEART = ("listen", "say-it-back", "sorry", "own-it")


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def said_so_far(count: int, seconds_each: float = 10) -> Call:
    """A call in which the first `count` steps were said, each after so many seconds."""
    call = a_call()
    for number in range(1, count + 1):
        call = said(call, after(number * seconds_each)).call
    return call


def states(call: Call) -> str:
    """One letter a step: o for open, d for done, s for skipped."""
    return "".join(record.state[0] for record in call.steps)


def test_a_step_said_is_done_with_its_moment_and_the_next_is_in_hand() -> None:
    move = said(a_call(), after(12))
    assert move.gate is None
    assert (states(move.call), move.call.now, move.call.now_since) == ("doooooo", "say-it-back", after(12))
    record = record_of(move.call, "listen")
    assert (record.done_at, record.spent) == (after(12), 12)
    assert move.call.touched == after(12)


def test_a_step_left_out_is_skipped_and_has_no_moment() -> None:
    call = leave_out(a_call(), after(12)).call
    assert (states(call), call.now) == ("soooooo", "say-it-back")
    assert (record_of(call, "listen").done_at, record_of(call, "listen").spent) == (None, 12)


def test_a_move_changes_nothing_in_the_call_it_came_from() -> None:
    call = a_call()
    said(call, after(12))
    assert call == a_call()


def test_after_the_last_step_all_is_behind() -> None:
    call = said_so_far(7)
    assert (states(call), call.now, step_in_hand(call)) == ("ddddddd", None, None)
    assert call.overrides == ()


def test_with_all_behind_nothing_is_left_to_say_or_to_leave_out() -> None:
    call = said_so_far(7)
    for move in (said, leave_out, to_the_head):
        assert move(call, after(500)) == (call, None)


def test_no_clock_runs_with_all_behind() -> None:
    call = said_so_far(7)
    assert [spent(call, record.id, after(999)) for record in call.steps] == [10] * 7


def test_back_with_all_behind_takes_the_last_step_up() -> None:
    call = back(said_so_far(7), after(100)).call
    assert (states(call), call.now) == ("ddddddo", "thank")
    assert spent(call, "thank", after(103)) == 13


def test_back_opens_the_step_before_and_its_time_goes_on() -> None:
    call = back(said_so_far(1), after(15)).call
    assert (states(call), call.now) == ("ooooooo", "listen")
    assert record_of(call, "listen").done_at is None
    assert spent(call, "say-it-back", after(99)) == 5
    assert spent(call, "listen", after(18)) == 13


def test_back_at_the_first_step_changes_nothing() -> None:
    assert back(a_call(), after(5)).call == a_call()


def test_back_from_the_head_leads_into_the_heart() -> None:
    call = back(said_so_far(4), after(50)).call
    assert (call.now, states(call)) == ("own-it", "dddoooo")
    assert [step.id for step in missing_heart(call)] == ["own-it"]


def test_a_left_out_step_is_open_again_when_taken_up() -> None:
    call = leave_out(a_call(), after(5)).call
    call = go_to(call, "listen", after(8)).call
    assert (states(call), call.now) == ("ooooooo", "listen")
    assert spent(call, "listen", after(9)) == 6
    assert spent(call, "say-it-back", after(9)) == 3


def test_taking_up_the_step_in_hand_keeps_its_time_running() -> None:
    call = go_to(a_call(), "listen", after(8)).call
    assert spent(call, "listen", after(9)) == 9


def test_after_an_earlier_step_the_next_open_one_follows_past_those_done() -> None:
    call = go_to(said_so_far(3), "listen", after(40)).call
    assert states(call) == "oddoooo"
    assert said(call, after(41)).call.now == "own-it"


def test_a_step_said_on_a_second_visit_has_the_later_moment() -> None:
    call = said(back(said_so_far(1), after(15)).call, after(30)).call
    assert (record_of(call, "listen").done_at, record_of(call, "listen").spent) == (after(30), 25)


def test_only_the_step_in_hand_counts_up() -> None:
    call = said_so_far(1)
    assert spent(call, "listen", after(70)) == 10
    assert spent(call, "say-it-back", after(70)) == 60
    assert spent(call, "sorry", after(70)) == 0


def test_the_step_clock_stops_at_goodbye() -> None:
    call = replace(said_so_far(1), ended=after(25))
    assert spent(call, "say-it-back", after(70)) == 15
    assert record_of(said(call, after(70)).call, "say-it-back").spent == 15


def test_a_clock_set_back_takes_no_time_away() -> None:
    call = said_so_far(1)
    assert spent(call, "say-it-back", after(-3600)) == 0
    call = said(call, after(-3600)).call
    assert [record.spent for record in call.steps[:2]] == [10, 0]
    assert spent(call, "sorry", after(-3590)) == 10


def test_times_are_kept_to_a_tenth_of_a_second() -> None:
    assert record_of(said(a_call(), after(1.23456)).call, "listen").spent == 1.2


def test_straight_to_the_head_with_the_heart_done_asks_nothing() -> None:
    call = go_to(go_to(said_so_far(6), "offer", after(65)).call, "thank", after(66)).call
    move = to_the_head(call, after(70))
    assert (move.call.now, move.gate, move.call.overrides) == ("offer", None, ())


def test_straight_to_the_head_from_its_first_open_step_changes_nothing() -> None:
    call = said_so_far(4)
    assert to_the_head(call, after(60)) == (call, None)


def test_straight_to_the_head_goes_past_what_is_done_there() -> None:
    call = go_to(said_so_far(5), "own-it", after(60)).call
    call = said(call, after(61)).call
    assert (call.now, states(call)) == ("date", "dddddoo")


def test_with_the_head_behind_there_is_no_way_to_it() -> None:
    call = said_so_far(6)
    assert to_the_head(call, after(70)) == (call, None)


def test_missing_is_what_was_left_out_or_never_reached_in_order() -> None:
    call = said(leave_out(a_call(), after(1)).call, after(2)).call
    assert [step.id for step in missing_heart(call)] == ["listen", "sorry", "own-it"]
    assert [step.id for step in missing_heart(a_call())] == list(HEART)
    assert missing_heart(said_so_far(4)) == ()


def test_the_step_in_hand_is_the_playbooks_own() -> None:
    step = step_in_hand(said_so_far(2))
    assert step is not None
    assert (step.id, step.name) == ("sorry", "Sorry")
    assert StepState(record_of(said_so_far(2), step.id).state) is StepState.OPEN
