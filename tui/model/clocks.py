"""The quiet clocks: how soon the heart had its say, and how long a step has lasted.

They are there to look back on, and to remind. None of them stops anything, and none is a target.
"""

from datetime import datetime
from typing import NamedTuple

from tui.model.call import Call, StepRecord, seconds_between
from tui.model.guide import spent, step_in_hand
from tui.model.playbook import Phase

_OWN = "own"
"""The id of the step in which the rep takes it on; the same in every playbook."""


class Listening(NamedTuple):
    """Which moments of its clock the step in hand has reached."""

    quiet: bool = False
    late: bool = False


def time_to(call: Call, step_id: str) -> float | None:
    """Seconds from the start of the call until this step was last said; None while it is not done.

    What was said before a change of playbook stays said, whether or not the playbook still has the step.
    """
    left = (record for switch in reversed(call.switches) for record in switch.steps)
    record = next((record for record in (*call.steps, *left) if record.id == step_id), None)
    return _said_after(call, record) if record else None


def time_to_sorry(call: Call) -> float | None:
    """Seconds from the start of the call until the exact words were first said; None while they were not.

    The words are those of the steps that have some: "I am very sorry", with no substitute (seed 002). In the lab a
    sorry that comes once people feel heard does better (Frantz & Bennigson 2005), so sooner is not simply better.
    """
    times = [time_to(call, step.id) for step in call.playbook.steps if step.words]
    return min((time for time in times if time is not None), default=None)


def time_to_own(call: Call) -> float | None:
    """Seconds from the start of the call until the rep had taken it on, "at warp speed" (seed 001).

    None while that is not done.
    """
    return time_to(call, _OWN)


def phase_time(call: Call, phase: Phase, at: datetime) -> float:
    """Seconds spent in the steps of a phase, up to `at`: who masters the heart needs less of the head (seed 002).

    Steps that were left behind with another playbook are not counted: nobody knows their phase any more.
    """
    return sum((spent(call, step.id, at) for step in call.playbook.steps if step.phase is phase), 0.0)


def listening(call: Call, at: datetime) -> Listening:
    """How far the clock of the step in hand has come at `at`; neither moment where it has no clock.

    Both moments are the playbook's own. The shipped ones lean on other lives than a support call. Quiet, 90 seconds:
    people whom no doctor interrupts talk for 92 seconds on average (Langewitz 2002). Late, five minutes: a later
    sorry does better because people feel heard by then (Frantz & Bennigson 2005), but couples who talk for more than
    ten minutes are better off with an early one; the five are our guess.
    """
    step = step_in_hand(call)
    if step is None or step.clock is None:
        return Listening()
    seconds = spent(call, step.id, at)
    return Listening(seconds >= step.clock.quiet, seconds >= step.clock.late)


def _said_after(call: Call, record: StepRecord) -> float | None:
    return seconds_between(call.started, record.done_at) if record.done_at else None
