"""What holds whatever the rep presses, in whatever order."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import START, a_call, a_step
from tui.model.call import Call, StepState
from tui.model.guide import Gate, Move, back, leave_out, missing_heart, said, spent, take_up, to_the_head
from tui.model.playbook import GateLevel, Phase, Playbook


class Press(NamedTuple):
    """One move of the rep, so many seconds after the one before."""

    move: str
    through: bool
    seconds: float


MOVES = ("said", "leave_out", "to_the_head", "back", "take_up")
GOING_ON = st.floats(0, 600)
ANY_CLOCK = st.floats(-600, 600)


def presses(seconds: st.SearchStrategy[float]) -> st.SearchStrategy[list[Press]]:
    press = st.builds(Press, st.sampled_from(MOVES), st.booleans(), seconds)
    return st.lists(press, max_size=30)


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    counts = {Phase.HEART: st.integers(1, 3), Phase.HEAD: st.integers(0, 3), Phase.CLOSE: st.integers(0, 2)}
    steps = [a_step(f"{phase}-{n}", phase) for phase, count in counts.items() for n in range(draw(count))]
    level = draw(st.sampled_from(GateLevel))
    return Playbook(id="chance", title="Chance", gate=level, steps=tuple(steps))


def pressed(call: Call, gate: Gate | None, press: Press, at: datetime) -> Move:
    match press.move:
        case "said":
            return said(call, at, through=press.through)
        case "leave_out":
            return leave_out(call, at, through=press.through)
        case "to_the_head":
            return to_the_head(call, at, through=press.through)
        case "back":
            return Move(back(call, at))
        case _:
            # As the rep does it: back at the gate leads to the first heart step that is missing.
            return Move(take_up(call, gate.missing[0].id, at)) if gate else Move(call, gate)


def played(playbook: Playbook, moves: list[Press]) -> list[tuple[datetime, Call]]:
    """The call at the start and after each move, with the time of it."""
    at, call, gate = START, a_call(playbook=playbook), None
    course = [(at, call)]
    for press in moves:
        at += timedelta(seconds=press.seconds)
        call, gate = pressed(call, gate, press, at)
        course.append((at, call))
    return course


def reached_beyond(before: Call, after: Call) -> bool:
    """Whether a step of the head or the close has just come into hand or become done."""
    beyond = {step.id for step in after.playbook.steps if step.phase is not Phase.HEART}
    done = [{step.id for step in call.steps if step.state is StepState.DONE} for call in (before, after)]
    entered = after.now in beyond and after.now != before.now
    return entered or bool((done[1] - done[0]) & beyond)


@settings(max_examples=400)
@given(playbooks(), presses(ANY_CLOCK))
def test_nothing_beyond_the_heart_is_reached_before_it_unless_an_override_says_so(
    playbook: Playbook, moves: list[Press]
) -> None:
    course = [call for _, call in played(playbook, moves)]
    for before, after in pairwise(course):
        missing = {step.id for step in missing_heart(after)}
        if missing and reached_beyond(before, after):
            assert playbook.gate is GateLevel.WARN
            assert any(missing <= set(override.missing) for override in after.overrides)


@given(playbooks(), presses(ANY_CLOCK))
def test_refuse_never_records_an_override(playbook: Playbook, moves: list[Press]) -> None:
    _, call = played(playbook, moves)[-1]
    assert playbook.gate is GateLevel.WARN or call.overrides == ()


@given(playbooks(), presses(ANY_CLOCK))
def test_an_override_is_recorded_once_kept_and_names_heart_steps_only(playbook: Playbook, moves: list[Press]) -> None:
    course = [call for _, call in played(playbook, moves)]
    heart = [step.id for step in playbook.steps if step.phase is Phase.HEART]
    for before, after in pairwise(course):
        assert after.overrides[: len(before.overrides)] == before.overrides
        assert len(after.overrides) - len(before.overrides) in (0, 1)
        for override in after.overrides:
            assert [step for step in heart if step in override.missing] == list(override.missing) != []


@given(playbooks(), presses(ANY_CLOCK))
def test_the_steps_stay_the_playbooks_own(playbook: Playbook, moves: list[Press]) -> None:
    ids = [step.id for step in playbook.steps]
    for _, call in played(playbook, moves):
        assert [record.id for record in call.steps] == ids
        assert call.now is None or call.now in ids
        assert call.playbook == playbook


@given(playbooks(), presses(ANY_CLOCK))
def test_only_a_step_that_is_done_has_a_moment(playbook: Playbook, moves: list[Press]) -> None:
    for _, call in played(playbook, moves):
        for record in call.steps:
            assert (record.done_at is not None) is (record.state is StepState.DONE)


@given(playbooks(), presses(ANY_CLOCK))
def test_no_time_of_a_step_is_ever_taken_away(playbook: Playbook, moves: list[Press]) -> None:
    course = [call for _, call in played(playbook, moves)]
    for before, after in pairwise(course):
        for old, new in zip(before.steps, after.steps, strict=True):
            assert 0 <= old.spent <= new.spent


@given(playbooks(), presses(GOING_ON))
def test_the_times_of_the_steps_add_up_to_the_time_with_a_step_in_hand(
    playbook: Playbook, moves: list[Press]
) -> None:
    course = played(playbook, moves)
    pairs = pairwise(course)
    elapsed = sum((now - then).total_seconds() for (then, before), (now, _) in pairs if before.now is not None)
    at, call = course[-1]
    total = sum(spent(call, record.id, at) for record in call.steps)
    # Each leaving of a step rounds its time to a tenth.
    assert abs(total - elapsed) <= 0.05 * len(moves) + 0.001
