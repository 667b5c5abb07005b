"""How soon the heart had its say, and how long a step has lasted."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook, a_step
from tests.moves import forced
from tui.model.call import Call, length
from tui.model.clocks import listening, phase_time, time_to, time_to_own, time_to_sorry
from tui.model.guide import back, go_to, leave_out, said, switch, to_the_head
from tui.model.playbook import Phase, Playbook, StepClock


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def a_kind_playbook() -> Playbook:
    """Listen with a clock, then the exact words, own it; then a fix and a goodbye."""
    steps = (
        replace(a_step("listen", Phase.HEART), clock=StepClock(quiet=90, late=300, say="Say a first short sorry.")),
        replace(a_step("sorry", Phase.HEART), words="I am very sorry"),
        a_step("own", Phase.HEART),
        a_step("offer", Phase.HEAD),
        a_step("thank", Phase.CLOSE),
    )
    return replace(a_playbook(), id="kind", steps=steps)


def said_so_far(count: int) -> Call:
    """A call in which the first `count` steps were said, ten seconds each."""
    call = a_call(playbook=a_kind_playbook())
    for number in range(1, count + 1):
        call = said(call, after(10 * number)).call
    return call


def test_the_time_to_a_step_runs_from_the_start_of_the_call() -> None:
    call = said_so_far(3)
    assert [time_to(call, step_id) for step_id in ("listen", "sorry", "own")] == [10, 20, 30]
    assert (time_to_sorry(call), time_to_own(call)) == (20, 30)


def test_a_step_that_is_not_done_has_no_time() -> None:
    call = said_so_far(1)
    assert (time_to_sorry(call), time_to_own(call)) == (None, None)
    assert time_to_sorry(leave_out(call, after(20)).call) is None


def test_a_step_taken_back_has_no_time_until_it_is_said_again() -> None:
    call = back(said_so_far(2), after(25)).call
    assert time_to_sorry(call) is None
    assert time_to_sorry(said(call, after(60)).call) == 60


def test_a_step_that_the_playbook_does_not_have_has_no_time() -> None:
    call = a_call()
    assert (time_to(call, "nowhere"), time_to_sorry(call), time_to_own(call)) == (None, None, None)


def test_the_sorry_is_the_step_with_words_whatever_its_id() -> None:
    playbook = a_kind_playbook()
    steps = tuple(replace(step, words="Es tut mir sehr leid" if step.id == "own" else "") for step in playbook.steps)
    call = said(replace(said_so_far(2), playbook=replace(playbook, steps=steps)), after(30)).call
    assert time_to_sorry(call) == 30


def test_of_two_sorries_the_one_said_first_counts() -> None:
    playbook = a_kind_playbook()
    steps = tuple(replace(step, words=step.words or "I am so sorry") for step in playbook.steps)
    call = replace(said_so_far(3), playbook=replace(playbook, steps=steps))
    call = said(go_to(call, "listen", after(40)).call, after(60)).call
    assert (time_to(call, "listen"), time_to_sorry(call)) == (60, 20)


def test_what_was_said_before_a_change_of_playbook_stays_said() -> None:
    call = switch(said_so_far(3), a_playbook(), after(35))
    assert "own" not in {step.id for step in call.playbook.steps}
    assert time_to_own(call) == 30


def test_a_step_taken_back_after_a_change_there_and_back_has_no_time() -> None:
    away = switch(said_so_far(3), a_playbook(), after(35))
    call = switch(away, a_kind_playbook(), after(40))
    assert time_to_own(call) == 30
    while call.now != "own":
        call = back(call, after(45)).call
    assert time_to_own(call) is None


def test_the_time_of_a_phase_is_that_of_its_steps_up_to_now() -> None:
    call = said_so_far(4)
    times = [phase_time(call, phase, after(47)) for phase in Phase]
    assert times == [30, 10, 7]


def test_no_phase_grows_after_goodbye() -> None:
    call = replace(said_so_far(4), ended=after(45))
    assert [phase_time(call, phase, after(999)) for phase in Phase] == [30, 10, 5]


def test_steps_left_behind_with_a_playbook_count_for_no_phase() -> None:
    call = switch(said_so_far(3), a_playbook(), after(30))
    assert call.switches[0].steps
    assert [phase_time(call, phase, after(30)) for phase in Phase] == [20, 0, 0]


def test_steps_that_came_back_with_their_playbook_count_once() -> None:
    call = switch(switch(said_so_far(3), a_playbook(), after(30)), a_kind_playbook(), after(30))
    assert [phase_time(call, phase, after(30)) for phase in Phase] == [30, 0, 0]


@pytest.mark.parametrize(
    ("seconds", "reached"),
    [(0, (False, False)), (89.9, (False, False)), (90, (True, False)), (299, (True, False)), (300, (True, True))],
)
def test_a_moment_is_reached_with_its_second(seconds: float, reached: tuple[bool, bool]) -> None:
    assert listening(a_call(playbook=a_kind_playbook()), after(seconds)) == reached


def test_the_clock_of_a_step_goes_on_when_it_is_taken_up_again() -> None:
    call = said(a_call(playbook=a_kind_playbook()), after(80)).call
    call = back(call, after(200)).call
    assert not listening(call, after(209)).quiet
    assert listening(call, after(210)).quiet


def test_a_step_without_a_clock_reaches_nothing() -> None:
    assert listening(said_so_far(1), after(9999)) == (False, False)


def test_with_all_behind_nothing_is_reached() -> None:
    assert listening(said_so_far(5), after(9999)) == (False, False)


def test_a_head_that_was_entered_early_counts_as_head() -> None:
    call = forced(to_the_head(a_call(playbook=a_kind_playbook()), after(5)), after(8))
    assert [phase_time(call, phase, after(20)) for phase in Phase] == [8, 12, 0]


def test_a_clock_that_is_set_back_takes_no_time_away() -> None:
    call = said(a_call(playbook=a_kind_playbook()), after(-3600)).call
    assert (time_to(call, "listen"), phase_time(call, Phase.HEART, after(-7200))) == (0, 0)
    assert listening(a_call(playbook=a_kind_playbook()), after(-3600)) == (False, False)


@given(st.lists(st.floats(0, 600), min_size=5, max_size=5), st.floats(0, 600))
def test_the_phases_share_the_whole_call_between_them(pauses: list[float], rest: float) -> None:
    call, seconds = a_call(playbook=a_kind_playbook()), 0.0
    for pause in pauses[:4]:
        seconds += pause
        call = said(call, after(seconds)).call
    now = after(seconds + rest)
    shared = sum(phase_time(call, phase, now) for phase in Phase)
    assert shared == pytest.approx(length(call, now), abs=0.3)


@given(st.lists(st.floats(-600, 600), max_size=5), st.floats(-600, 600))
def test_no_time_is_ever_negative(pauses: list[float], rest: float) -> None:
    call, seconds = a_call(playbook=a_kind_playbook()), 0.0
    for pause in pauses:
        seconds += pause
        call = said(call, after(seconds)).call
    times = [time_to(call, step.id) for step in call.playbook.steps]
    times += [phase_time(call, phase, after(seconds + rest)) for phase in Phase]
    assert all(time is None or time >= 0 for time in times)
