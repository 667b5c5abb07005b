"""What holds whatever the rep presses, in whatever order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook, a_step
from tui.model.call import Call, Reason, StepState, with_notes
from tui.model.guide import (
    Gate,
    Move,
    back,
    go_through,
    go_to,
    leave_out,
    missing_heart,
    said,
    spent,
    switch,
    to_the_head,
)
from tui.model.playbook import GateLevel, Phase, Playbook

pytestmark = pytest.mark.costly


class Press(NamedTuple):
    """One move of the rep, so many seconds after the one before."""

    move: str
    which: int
    """Which step is gone to, which reason is given, which playbook is taken."""
    seconds: float


MOVES = ("said", "said", "leave_out", "to_the_head", "back", "go_to", "go_through")
GOING_ON = st.floats(0, 600)
ANY_CLOCK = st.floats(-600, 600)


def presses(seconds: st.SearchStrategy[float], moves: tuple[str, ...] = MOVES) -> st.SearchStrategy[list[Press]]:
    press = st.builds(Press, st.sampled_from(moves), st.integers(0, 15), seconds)
    return st.lists(press, max_size=30)


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    counts = {Phase.HEART: st.integers(1, 3), Phase.HEAD: st.integers(0, 3), Phase.CLOSE: st.integers(0, 2)}
    steps = [a_step(f"{phase}-{n}", phase) for phase, count in counts.items() for n in range(draw(count))]
    level = draw(st.sampled_from(GateLevel))
    return Playbook(id="chance", title="Chance", gate=level, steps=tuple(steps))


def pressed(call: Call, gate: Gate | None, press: Press, at: datetime, shelf: list[Playbook]) -> Move:
    steps, which = call.playbook.steps, press.which
    moves: dict[str, Callable[[], Move]] = {
        "said": lambda: said(call, at),
        "leave_out": lambda: leave_out(call, at),
        "to_the_head": lambda: to_the_head(call, at),
        "back": lambda: back(call, at),
        "go_to": lambda: go_to(call, steps[which % len(steps)].id, at),
        "switch": lambda: Move(switch(call, shelf[which % len(shelf)], at)),
        "go_through": lambda: go_through(call, gate, list(Reason)[which % 4], at) if gate else Move(call),
    }
    return moves[press.move]()


def played(
    playbook: Playbook, moves: list[Press], shelf: list[Playbook] | None = None
) -> list[tuple[datetime, Call]]:
    """The call at the start and after each move, with the time of it."""
    at, call, gate = START, a_call(playbook=playbook), None
    course = [(at, call)]
    for press in moves:
        at += timedelta(seconds=press.seconds)
        call, gate = pressed(call, gate, press, at, shelf or [playbook])
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


SEQUENCES = 10_000
KEYS = ("said", "said", "leave_out", "to_the_head", "back", "go_to", "go_through", "switch", "type")


@pytest.mark.long
def test_ten_thousand_sequences_of_keys_do_no_head_step_early_without_a_reason_and_refuse_no_typing() -> None:
    chance = Random(20261122)  # noqa: S311 # No secret hangs on it.
    shelf = [shelved(level, heart, head) for level in GateLevel for heart in (1, 4) for head in (0, 2)]
    for _ in range(SEQUENCES):
        call, gate, typed = a_call(playbook=chance.choice(shelf)), None, ""
        for second in range(chance.randrange(1, 16)):
            at, key = START + timedelta(seconds=second), chance.choice(KEYS)
            before = call
            if key == "type":
                typed += chance.choice(("> it broke\n", "= my boss\n", "plain\n"))
                call = with_notes(call, typed, at)
                assert call.notes == typed
                continue
            call, gate = pressed(call, gate, Press(key, chance.randrange(16), 0), at, shelf)
            if done_early(before, call):
                missing = {step.id for step in missing_heart(call)}
                assert call.playbook.gate is GateLevel.WARN
                assert any(missing <= set(known.missing) and known.reason for known in call.overrides)
            assert call.notes == typed


def shelved(level: GateLevel, heart: int, head: int) -> Playbook:
    """A playbook that shares its first steps with the others of its shelf."""
    phases = {Phase.HEART: heart, Phase.HEAD: head, Phase.CLOSE: 1}
    steps = [a_step(f"{phase}-{number}", phase) for phase, count in phases.items() for number in range(count)]
    return Playbook(id=f"{level}-{heart}-{head}", title="Chance", gate=level, steps=tuple(steps))


def done_early(before: Call, after: Call) -> bool:
    """Whether a step behind the gate came into hand or became done by this key while the heart was not done.

    What was done in another playbook stays done when the rep goes over to this one.
    """
    if before.playbook is after.playbook:
        return bool(missing_heart(after)) and reached_beyond(before, after)
    beyond = {step.id for step in after.playbook.steps if step.phase is not Phase.HEART}
    return bool(missing_heart(after)) and after.now in beyond


@given(st.lists(playbooks(), min_size=1, max_size=3), presses(GOING_ON, (*MOVES, "switch")))
def test_switching_there_and_back_keeps_times_notes_and_what_is_done(
    shelf: list[Playbook], moves: list[Press]
) -> None:
    (at, call) = played(shelf[0], moves, shelf)[-1]
    other = replace(a_playbook(), id="other")
    there = switch(call, other, at)
    back_again = switch(there, call.playbook, at)
    assert (there.notes, there.started, there.overrides) == (call.notes, call.started, call.overrides)
    assert [record.state for record in back_again.steps] == [record.state for record in call.steps]
    for old, new in zip(call.steps, back_again.steps, strict=True):
        assert abs(spent(call, old.id, at) - new.spent) <= 0.051
    assert len(back_again.switches) == len(call.switches) + 2
