"""Moving through the playbook, and the gate between heart and head.

The client does not want the fix yet: first they want to feel that we feel it (seed 002). So the way into the
head leads through the heart. It can be taken early, and then the record says so.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.call import Call, Override, StepRecord, StepState, record_of, seconds_between, step_of
from tui.model.playbook import GateLevel, Phase, Step


class Gate(NamedTuple):
    """The way into the head is shut for now."""

    level: GateLevel
    target: Step
    """The step behind the gate."""
    missing: tuple[Step, ...]
    """The heart steps that are not done, in order."""


class Move(NamedTuple):
    """Where a move led: the call as it is now, and the gate if it stopped there."""

    call: Call
    gate: Gate | None = None


def said(call: Call, at: datetime, *, through: bool = False) -> Move:
    """The rep says that the step in hand was said and meant; the next open one follows.

    `through` is the second press at the gate.
    """
    return _leave(call, StepState.DONE, at, through=through)


def leave_out(call: Call, at: datetime, *, through: bool = False) -> Move:
    """The rep leaves the step in hand out; the next open one follows. `through` as in `said`."""
    return _leave(call, StepState.SKIPPED, at, through=through)


def to_the_head(call: Call, at: datetime, *, through: bool = False) -> Move:
    """Go straight to the first open step of the head; without one, nothing changes. `through` as in `said`."""
    target = next(
        (s for s in call.playbook.steps if s.phase is Phase.HEAD and _state(call, s) is StepState.OPEN), None
    )
    return _enter(call, target, at, through=through) if target and target.id != call.now else Move(call)


def back(call: Call, at: datetime) -> Call:
    """Take the step before this one back into hand: it is open again and its time goes on."""
    ids = [step.id for step in call.playbook.steps]
    here = len(ids) if call.now is None else ids.index(call.now)
    return take_up(call, ids[here - 1], at) if here else call


def take_up(call: Call, step_id: str, at: datetime) -> Call:
    """Take a step of the heart, or one that was reached before, into hand; it is open again."""
    reopened = _with_record(call, replace(record_of(call, step_id), state=StepState.OPEN, done_at=None))
    return _in_hand(reopened, step_id, at)


def missing_heart(call: Call) -> tuple[Step, ...]:
    """The heart steps that are not done, in order."""
    return tuple(
        step for step in call.playbook.steps if step.phase is Phase.HEART and _state(call, step) is not StepState.DONE
    )


def spent(call: Call, step_id: str, at: datetime) -> float:
    """Seconds with this step in hand, up to `at`."""
    running = seconds_between(call.now_since, call.ended or at) if call.now == step_id else 0.0
    return record_of(call, step_id).spent + running


def _leave(call: Call, state: StepState, at: datetime, *, through: bool) -> Move:
    if call.now is None:
        return Move(call)
    record = record_of(call, call.now)
    # The second press at the gate must not take back what was said; that it was said is always true.
    if record.state is not state and (state is StepState.DONE or not through):
        done_at = at if state is StepState.DONE else None
        call = _with_record(call, replace(record, state=state, done_at=done_at))
    return _enter(call, _next_open(call), at, through=through)


def _next_open(call: Call) -> Step | None:
    """The first open step behind the one in hand."""
    steps = call.playbook.steps
    here = next(i for i, step in enumerate(steps) if step.id == call.now)
    return next((step for step in steps[here + 1 :] if _state(call, step) is StepState.OPEN), None)


def _enter(call: Call, target: Step | None, at: datetime, *, through: bool) -> Move:
    """Take `target` into hand, unless the gate stands before it. With no target, all is behind."""
    beyond = target is None or target.phase is not Phase.HEART
    missing = missing_heart(call) if beyond else ()
    names = tuple(step.id for step in missing)
    if target and missing and not any(set(names) <= set(known.missing) for known in call.overrides):
        level = call.playbook.gate
        if not through or level is GateLevel.REFUSE:
            return Move(replace(call, touched=at), Gate(level, target, missing))
        override = Override(step=target.id, at=at, missing=names)
        call = replace(call, overrides=(*call.overrides, override))
    return Move(_in_hand(call, target.id if target else None, at))


def _in_hand(call: Call, step_id: str | None, at: datetime) -> Call:
    """Stop the clock of the step in hand and start the one of `step_id`."""
    if call.now is not None:
        record = record_of(call, call.now)
        call = _with_record(call, replace(record, spent=round(spent(call, call.now, at), 1)))
    return replace(call, now=step_id, now_since=at, touched=at)


def _with_record(call: Call, record: StepRecord) -> Call:
    return replace(call, steps=tuple(record if old.id == record.id else old for old in call.steps))


def _state(call: Call, step: Step) -> StepState:
    return record_of(call, step.id).state


def step_in_hand(call: Call) -> Step | None:
    """The step to do now; None when all are behind."""
    return step_of(call, call.now) if call.now is not None else None
