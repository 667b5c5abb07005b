"""How a call can be closed: with a fix, with a dated next step, or with an honest ending.

They do want it solved in the end (seed 002), and a fix is not one before they have been told. A few are never
satisfied: then the same steps were done, and the record says that without blame (seed 002, comment 4).
"""

from datetime import datetime

from msgspec.structs import replace

from tui.model.call import Call, Outcome, Reason, with_promises
from tui.model.due_here import AtLocal
from tui.model.follow_on import after_care, report_back, say_sorry
from tui.model.guide import Gate, gate_to, go_through, missing_heart, words_unsaid
from tui.model.marks import field_lines
from tui.model.playbook import GateLevel
from tui.model.promises import Promise, PromiseKind, PromiseState, is_open, told

CARE = (PromiseKind.NOTE, PromiseKind.GIFT, PromiseKind.SENIOR, PromiseKind.ONE_ON_ONE)
"""What can be done for them after the call (seeds 001 and 004)."""

BY_POST = "by post"
NO_OUTCOME = "How did it end? One digit says it; f9 leaves the wrap-up for later."
NO_DAY_TO_REPORT = "Put right needs a day to report back. Type ! ring back tomorrow 15:00, then tab and enter."
NO_DAY_FOR_NEXT = "A next step needs its day. Type ! ring back tomorrow 15:00, then tab and enter."
KEPT_SHUT = "This playbook keeps the fix shut until the heart is done. ctrl+o goes back to the call."
WHY = "The heart is not done. Why was there no time for it? One digit says it."

_TAKES_US_ON = (Outcome.FIXED, Outcome.NEXT_STEP, Outcome.HANDED_OVER)


def apology_missed(call: Call) -> bool | None:
    """Whether the words that the playbook stands for were not said, and meant; None where there were none to say.

    Going over to a playbook without such words does not make them said.
    """
    before = [switch.unsaid for switch in reversed(call.switches)]
    return next((unsaid for unsaid in (words_unsaid(call), *before) if unsaid is not None), None)


def ending_gate(call: Call) -> Gate | None:
    """The gate before the end of the call. Where there is nothing to apologise for, there is none."""
    return None if apology_missed(call) is None else gate_to(call, None)


def ending_trouble(call: Call) -> str:
    """Why the call cannot be closed as it stands, as a sentence for the rep; empty when it can be."""
    if call.outcome is None:
        return NO_OUTCOME
    if call.playbook.gate is GateLevel.REFUSE and missing_heart(call) and call.outcome in _TAKES_US_ON:
        return KEPT_SHUT
    if ending_gate(call) and call.outcome is not Outcome.CUT_OFF:
        return WHY
    if call.outcome is Outcome.FIXED and call.playbook.report_back and not _has_a_day(call):
        return NO_DAY_TO_REPORT
    if call.outcome in (Outcome.NEXT_STEP, Outcome.HANDED_OVER) and not _has_a_day(call):
        return NO_DAY_FOR_NEXT
    return ""


def closed(call: Call, at: datetime, at_local: AtLocal) -> Call:
    """The call as it is kept, with what follows from how it ended; the same again for a call that was closed before.

    A line that was cut off is the reason why the heart was not done. A fix has its promise to report back
    (seed 002), and a sorry that was missed has one to call back and say it properly (seed 002, comment 3).
    """
    gate = ending_gate(call)
    if gate and call.outcome is Outcome.CUT_OFF:
        call = go_through(call, gate, Reason.CUT_OFF, at).call
    own = tuple(_current(promise, call.notes, at, at_local) for promise in call.promises if not _follows(promise))
    more = []
    if _has_a_fix(call, own) and (report := report_back(own, at, at_local, call.caller)):
        more.append(report)
    if apology_missed(call) and not any(promise.kind is PromiseKind.SAY_SORRY for promise in own):
        more.append(say_sorry(at, at_local))
    return with_promises(call, (*own, *more))


def with_care(call: Call, kind: PromiseKind, at: datetime, at_local: AtLocal) -> Call:
    """The call with this after-care, or without it if it was chosen already; what is done stays."""
    if any(promise.kind is kind and not is_open(promise) for promise in call.promises):
        return call
    if any(promise.kind is kind for promise in call.promises):
        return with_promises(call, tuple(promise for promise in call.promises if promise.kind is not kind))
    return with_promises(call, (*call.promises, after_care(kind, at, at_local, about=useful(call.notes))))


def with_note(call: Call, at: datetime, at_local: AtLocal, *, posted: bool) -> Call:
    """The call with its note by hand in the post, or still to be written."""
    others = tuple(promise for promise in call.promises if promise.kind is not PromiseKind.NOTE)
    note = after_care(PromiseKind.NOTE, at, at_local)
    return with_promises(call, (*others, told(note, at, BY_POST) if posted else note))


def useful(notes: str) -> str:
    """Why a talk in a month helps them (seed 004): the last `useful:` line of the notes."""
    return next(reversed(field_lines(notes, "useful")), "")


def _has_a_day(call: Call) -> bool:
    """Whether something that was promised on the call is still to come, on a day that was named."""
    goodbye = call.ended or call.touched
    said = (promise for promise in call.promises if promise.kind not in CARE and not _follows(promise))
    return any(is_open(promise) and promise.due is not None and promise.due > goodbye for promise in said)


def _has_a_fix(call: Call, promises: tuple[Promise, ...]) -> bool:
    jobs = (PromiseKind.UNDO, PromiseKind.REDO)
    fixed = call.outcome is Outcome.FIXED and call.playbook.report_back
    return fixed or any(promise.kind in jobs and is_open(promise) for promise in promises)


def _follows(promise: Promise) -> bool:
    """Whether it was made by closing the call; it is made anew each time, as long as nothing was done about it."""
    made = (PromiseKind.REPORT_BACK, PromiseKind.SAY_SORRY)
    return promise.kind in made and promise.state is PromiseState.PROMISED


def _current(promise: Promise, notes: str, at: datetime, at_local: AtLocal) -> Promise:
    """A talk in a month has the reason that stands in the notes by now."""
    if promise.kind is not PromiseKind.ONE_ON_ONE:
        return promise
    fresh = after_care(promise.kind, at, at_local, about=useful(notes))
    return replace(promise, text=fresh.text)
