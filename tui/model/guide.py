"""Moving through the playbook, and the gate between heart and head.

The client does not want the fix yet: first they want to feel that we feel it (seed 002). So the way into the
head leads through the heart. It can be taken early, for a reason, and then the record says so. Whatever moves a
call (keys, the mouse, the palette, another playbook, the wrap-up) moves it by what stands here.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.call import Call, Override, Reason, StepRecord, StepState, Switch, record_of, seconds_between, step_of
from tui.model.playbook import GateLevel, Phase, Playbook, Step


class Gate(NamedTuple):
    """The way into the head is shut for now."""

    level: GateLevel
    target: Step | None
    """The step behind the gate; None where it is the end of the call."""
    missing: tuple[Step, ...]
    """The heart steps that are not done, in order."""


class Move(NamedTuple):
    """Where a move led: the call as it is now, and the gate if it stopped there."""

    call: Call
    gate: Gate | None = None


def said(call: Call, at: datetime) -> Move:
    """The rep says that the step in hand was said and meant; the next open one follows."""
    return _leave(call, StepState.DONE, at)


def leave_out(call: Call, at: datetime) -> Move:
    """The rep leaves the step in hand out, unless it was said already; the next open one follows."""
    return _leave(call, StepState.SKIPPED, at)


def to_the_head(call: Call, at: datetime) -> Move:
    """Go straight to the first open step of the head; without one, nothing changes."""
    target = next(
        (s for s in call.playbook.steps if s.phase is Phase.HEAD and _state(call, s) is StepState.OPEN), None
    )
    return _enter(call, target, at) if target and target.id != call.now else Move(call)


def go_to(call: Call, step_id: str, at: datetime) -> Move:
    """Take any step into hand; it is open again. KeyError where the playbook has no such step."""
    target = step_of(call, step_id)
    if call.now == step_id:
        return Move(_reopened(call, step_id))
    call, gate = _enter(call, target, at)
    return Move(call, gate) if gate else Move(_reopened(call, step_id))


def back(call: Call, at: datetime) -> Move:
    """Take the step before this one back into hand: it is open again and its time goes on."""
    ids = [step.id for step in call.playbook.steps]
    here = len(ids) if call.now is None else ids.index(call.now)
    return go_to(call, ids[here - 1], at) if here else Move(call)


def go_through(call: Call, gate: Gate, reason: Reason, at: datetime) -> Move:
    """Go through the gate early, and have the record say why; a head that is kept shut stays shut."""
    if gate.level is GateLevel.REFUSE and gate.target:
        return Move(call, gate)
    missing = tuple(step.id for step in gate.missing)
    override = Override(step=gate.target.id if gate.target else "", at=at, missing=missing, reason=reason)
    call = replace(call, overrides=(*call.overrides, override), touched=at)
    return _enter(call, gate.target, at) if gate.target else Move(call)


def switch(call: Call, playbook: Playbook, at: datetime) -> Call:
    """Go on with another playbook.

    Steps that it shares by their id keep their state and their time; what happened with the others is kept with the
    switch, and comes back with them. Notes and clocks run on. The step in hand stays if it can, else it is the first
    open one, and one of the heart as long as the gate is shut.
    """
    if playbook == call.playbook:
        return call
    kept = {record.id: replace(record, name="") for left in call.switches for record in left.steps}
    call = _stopped(call, at)
    names = {step.id: step.name for step in call.playbook.steps}
    kept |= {record.id: record for record in call.steps}
    ids = {step.id for step in playbook.steps}
    left = tuple(replace(record, name=names[record.id]) for record in call.steps if record.id not in ids)
    before = Switch(
        at=at, playbook=call.playbook.id, title=call.playbook.title, steps=left, unsaid=words_unsaid(call)
    )
    moved = replace(
        call,
        playbook=playbook,
        steps=tuple(kept.get(step.id) or StepRecord(id=step.id) for step in playbook.steps),
        switches=(*call.switches, before),
        now_since=at,
        touched=at,
    )
    return replace(moved, now=_now_after_switch(moved, call.now))


def _now_after_switch(call: Call, now: str | None) -> str | None:
    open_ones = [step for step in call.playbook.steps if _state(call, step) is StepState.OPEN]
    beyond = next((step for step in call.playbook.steps if step.phase is not Phase.HEART), None)
    if beyond and gate_to(call, beyond):
        open_ones = [step for step in missing_heart(call) if step in open_ones] or list(missing_heart(call))
    ids = [step.id for step in open_ones]
    return now if now in ids else next(iter(ids), None)


def gate_to(call: Call, target: Step | None) -> Gate | None:
    """What stands before a step, or before the end of the call; None where the way is free.

    It is free once the heart is done; but for a head that is kept shut, also for what was missing when the rep went
    through before.
    """
    missing = missing_heart(call)
    if not missing or (target and target.phase is Phase.HEART):
        return None
    level, names = call.playbook.gate, {step.id for step in missing}
    if (level is GateLevel.WARN or target is None) and any(names <= set(known.missing) for known in call.overrides):
        return None
    return Gate(level, target, missing)


def missing_heart(call: Call) -> tuple[Step, ...]:
    """The heart steps that are not done, in order."""
    return tuple(
        step for step in call.playbook.steps if step.phase is Phase.HEART and _state(call, step) is not StepState.DONE
    )


def words_unsaid(call: Call) -> bool | None:
    """Whether exact words of the playbook were not said, and meant; None where it has none."""
    unsaid = [_state(call, step) is not StepState.DONE for step in call.playbook.steps if step.words]
    return any(unsaid) if unsaid else None


def spent(call: Call, step_id: str, at: datetime) -> float:
    """Seconds with this step in hand, up to `at`."""
    running = seconds_between(call.now_since, call.ended or at) if call.now == step_id else 0.0
    return record_of(call, step_id).spent + running


def _leave(call: Call, state: StepState, at: datetime) -> Move:
    if call.now is None:
        return Move(call)
    record = record_of(call, call.now)
    # What was said stays said: a step that is done and still in hand stands before the gate.
    if record.state is StepState.OPEN or (record.state is StepState.SKIPPED and state is StepState.DONE):
        done_at = at if state is StepState.DONE else None
        call = _with_record(call, replace(record, state=state, done_at=done_at))
    target = _next_open(call)
    return _enter(call, target, at) if target else Move(_in_hand(call, None, at))


def _next_open(call: Call) -> Step | None:
    """The first open step behind the one in hand."""
    steps = call.playbook.steps
    here = next(i for i, step in enumerate(steps) if step.id == call.now)
    return next((step for step in steps[here + 1 :] if _state(call, step) is StepState.OPEN), None)


def _enter(call: Call, target: Step, at: datetime) -> Move:
    """Take `target` into hand, unless the gate stands before it."""
    gate = gate_to(call, target)
    return Move(replace(call, touched=at), gate) if gate else Move(_in_hand(call, target.id, at))


def _in_hand(call: Call, step_id: str | None, at: datetime) -> Call:
    """Stop the clock of the step in hand and start the one of `step_id`."""
    return replace(_stopped(call, at), now=step_id, now_since=at, touched=at)


def _stopped(call: Call, at: datetime) -> Call:
    """The time of the step in hand, written down."""
    if call.now is None:
        return call
    record = record_of(call, call.now)
    return _with_record(call, replace(record, spent=round(spent(call, call.now, at), 1)))


def _reopened(call: Call, step_id: str) -> Call:
    return _with_record(call, replace(record_of(call, step_id), state=StepState.OPEN, done_at=None))


def _with_record(call: Call, record: StepRecord) -> Call:
    return replace(call, steps=tuple(record if old.id == record.id else old for old in call.steps))


def _state(call: Call, step: Step) -> StepState:
    return record_of(call, step.id).state


def step_in_hand(call: Call) -> Step | None:
    """The step to do now; None when all are behind."""
    return step_of(call, call.now) if call.now is not None else None
