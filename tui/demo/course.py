"""A made-up call played through the rules of the model, as the app would have recorded it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from tui.demo.afterwards import looked_after
from tui.demo.chance import Chance
from tui.demo.endings import Ending
from tui.model import guide
from tui.model.call import Call, Outcome, Reason, begin, with_notes, with_promises
from tui.model.ending import closed, ending_gate
from tui.model.guide import Move
from tui.model.noted_promises import promises_in
from tui.model.playbook import Playbook


class Plan(NamedTuple):
    """What a call is made of."""

    call_id: int
    start: datetime
    length: timedelta
    wrap_up: timedelta
    opened_as: str
    notes: str
    ending: Ending
    moves: tuple[str, ...]
    """Names out of `_MOVES`, one after the other."""
    pauses: tuple[float, ...]
    """How long before each move, and then before goodbye, as weights."""


_REASONS = (Reason.INSIST, Reason.INSIST, Reason.CUT_OFF, Reason.OTHER, Reason.SAFETY)

_MOVES: dict[str, Callable[[Call, datetime], Move]] = {
    "said": guide.said,
    "left out": guide.leave_out,
    "head": guide.to_the_head,
    "back": guide.back,
}


def some_moves(steps: int, chance: Chance, *, cut_off: bool) -> tuple[str, ...]:
    """How a rep goes through a playbook of so many steps: mostly in order, and not always."""
    moves = ["said"] * steps
    kind = chance.share()
    if kind < 0.12:
        moves[chance.whole(0, steps - 1)] = "left out"
    elif kind < 0.2:
        moves[chance.whole(0, steps // 2) : steps // 2 + 1] = ["head"]
    elif kind < 0.25:
        place = chance.whole(1, steps)
        moves[place:place] = ["back", "said"]
    elif kind < 0.35:
        del moves[chance.whole(steps // 2, steps) :]
    return tuple(moves[: chance.whole(0, steps - 1)] if cut_off else moves)


def some_pauses(moves: int, chance: Chance) -> tuple[float, ...]:
    """Listening takes longest."""
    return (3 + 3 * chance.share(), *(0.3 + chance.share() for _ in range(moves)))


def finished(plan: Plan, playbook: Playbook, until: datetime) -> Call:
    """The call after its wrap-up, as it is at `until`."""
    call = _played(begin(plan.call_id, plan.opened_as, playbook, plan.start), plan, len(plan.moves), plan.notes)
    ended = plan.start + plan.length
    outcome, hello, goodbye = plan.ending
    call = replace(call, ended=ended, outcome=outcome, mood_at_hello=hello, mood_at_goodbye=goodbye)
    gate = ending_gate(call)
    if gate and outcome is not Outcome.CUT_OFF:
        call = guide.go_through(call, gate, _reason(plan), ended).call
    return looked_after(replace(closed(call, ended, _at_local(plan)), touched=ended + plan.wrap_up), until)


def broken_off(plan: Plan, playbook: Playbook) -> Call:
    """The call as it was half-way, when something came between."""
    rows = plan.notes.splitlines(keepends=True)
    opened = begin(plan.call_id, plan.opened_as, playbook, plan.start)
    return _played(opened, plan, len(plan.moves) // 2, "".join(rows[: (len(rows) + 1) // 2]))


def _played(call: Call, plan: Plan, moves: int, notes: str) -> Call:
    """The call after so many moves, with these notes, typed until just after the last of them."""
    scale = plan.length / sum(plan.pauses)
    times = [plan.start + scale * passed for passed in accumulate(plan.pauses)]
    for move, at, following in zip(plan.moves[:moves], times, times[1:], strict=False):
        moved = _MOVES[move](call, at)
        if moved.gate:
            moved = guide.go_through(moved.call, moved.gate, _reason(plan), at + (following - at) / 10)
        call = moved.call
    typed = call.touched + (times[moves] - call.touched) / 2
    return with_promises(with_notes(call, notes, typed), promises_in(notes, (), typed, _at_local(plan)))


def _reason(plan: Plan) -> Reason:
    # The end of a number is drawn by chance.
    return _REASONS[plan.call_id % len(_REASONS)]


def _at_local(plan: Plan) -> Callable[[datetime], datetime]:
    zone = plan.start.tzinfo
    return lambda wall: wall.replace(tzinfo=zone)
