"""A finished call can be added to and corrected; what it was stays in its history.

What happened on the call cannot be rewritten: its times, steps, gates, switches and playbook, and what it answered.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.call import Amendment, Call, Mood, Outcome, caller_named_in, with_promises
from tui.model.due_here import AtLocal
from tui.model.marks import read_caller, tags_in
from tui.model.noted_promises import LINE_KINDS, promises_in
from tui.model.promise_lines import promise_lines
from tui.model.promises import Promise, PromiseState, reopened, withdrawn
from tui.model.same_line import is_edited

TAKEN_OUT = "taken out of the notes"
"""Why a promise is withdrawn whose line was taken out after the call: it was given, so it is not just forgotten."""

AMENDED = ("notes", "caller", "company", "outcome", "mood_at_hello", "mood_at_goodbye")
"""The fields of which the history keeps what they were. Tags and promises follow from the notes."""

CHOSEN = AMENDED[3:]
"""Those that are chosen as a whole: of two windows the later one counts, and what it replaced is kept."""


class Ending(NamedTuple):
    """How the call ended, and how the caller sounded at its two ends."""

    outcome: Outcome | None
    hello: Mood | None
    goodbye: Mood | None


class Sitting(NamedTuple):
    """One look at a call in which it is changed; the history gets one entry a field for it, not one a key."""

    began: datetime
    """Tells it from every other sitting."""


def ending_of(call: Call) -> Ending:
    """How the call ended."""
    return Ending(call.outcome, call.mood_at_hello, call.mood_at_goodbye)


def amended(
    call: Call,
    at: datetime,
    at_local: AtLocal,
    *,
    sitting: Sitting,
    notes: str | None = None,
    ending: Ending | None = None,
    keeps_all: bool = True,
) -> Call:
    """The call with these notes, and this ending, where they are given; the same call where nothing is new.

    Without `keeps_all`, something that another window has put into the notes is not in these: then the history keeps
    what they were once more. ValueError for a call that was made anonymous.
    """
    if call.anonymised is not None:
        raise ValueError("A call that was made anonymous is not amended.")
    after = call
    if notes is not None and notes != call.notes:
        after = _with_notes(after, notes, at, at_local, sitting)
    if ending is not None:
        outcome, hello, goodbye = ending
        after = replace(after, outcome=outcome, mood_at_hello=hello, mood_at_goodbye=goodbye)
    if after == call:
        return call
    history = call.amendments
    for field in AMENDED:
        was, now = held(call, field), held(after, field)
        if was != now:
            history = _noted(history, sitting, field, was, now, keeps_all=keeps_all)
    return replace(after, amendments=history, touched=at)


def held(call: Call, field: str) -> str:
    """What a field that can be amended holds, as text; empty where it holds nothing."""
    return str(getattr(call, field, None) or "")


def with_line(notes: str, line: str) -> str:
    """The notes with a line more at their end."""
    return f"{notes}{'' if not notes or notes.endswith(chr(10)) else chr(10)}{line}"


def _with_notes(call: Call, notes: str, at: datetime, at_local: AtLocal, sitting: Sitting) -> Call:
    promises = _promises(call.promises, notes, at, at_local, sitting)
    after = replace(call, notes=notes, tags=tags_in(notes))
    if promises != call.promises:
        # Promises from before they had states count as not owed, as long as nobody touches them.
        after = with_promises(after, promises)
    named, before = caller_named_in(notes), caller_named_in(call.notes)
    if named == before:
        # Who called can be known from elsewhere than the notes, as in a call that was imported.
        return after
    caller = named or read_caller(call.opened_as)
    return replace(after, caller=caller.name, company=caller.company)


def _promises(
    known: tuple[Promise, ...], notes: str, at: datetime, at_local: AtLocal, sitting: Sitting
) -> tuple[Promise, ...]:
    """The promises as the new notes have them; one that was given and has no line any more is withdrawn, visibly.

    What this sitting has withdrawn like that, or an earlier one whose very line is back, is open again with its line.
    """
    back = {id(one): one for one in _given_again(known, notes, sitting)}
    offered = tuple(reopened(one) if id(one) in back else one for one in known)
    originals = dict(zip(map(id, offered), known, strict=True))
    found = promises_in(notes, offered, at, at_local)
    gone = (_taken_out(originals[id(one)], at, sitting) for one in _left_over(offered, found))
    return (*found, *(one for one in gone if one is not None))


def _given_again(known: tuple[Promise, ...], notes: str, sitting: Sitting) -> Iterator[Promise]:
    lines = set(promise_lines(notes))
    for one in known:
        at = one.withdrawn_at if one.reason == TAKEN_OUT else None
        if at and (at >= sitting.began or (one.kind.value, one.text) in lines):
            yield one


def _left_over(offered: tuple[Promise, ...], found: tuple[Promise, ...]) -> list[Promise]:
    """Those that were open and became none of those that were found: neither kept, nor mended."""
    known, kept = {id(one) for one in offered}, {id(one) for one in found}
    mended = [one for one in found if id(one) not in known]
    left = []
    for one in offered:
        if id(one) in kept or one.state is not PromiseState.PROMISED or one.kind not in LINE_KINDS:
            continue
        same = (at for at, each in enumerate(mended) if _is_mended(one, each))
        if (place := next(same, None)) is None:
            left.append(one)
        else:
            del mended[place]
    return left


def _is_mended(before: Promise, after: Promise) -> bool:
    is_same = (before.noted, before.kind) == (after.noted, after.kind)
    return is_same and is_edited(before.text, after.text)


def _taken_out(original: Promise, at: datetime, sitting: Sitting) -> Promise | None:
    """What becomes of a promise without a line: none where it was only typed and erased in this sitting."""
    if original.state is PromiseState.WITHDRAWN:
        return original
    return None if original.noted >= sitting.began else withdrawn(original, at, TAKEN_OUT)


def _noted(
    history: tuple[Amendment, ...], sitting: Sitting, field: str, was: str, now: str, *, keeps_all: bool
) -> tuple[Amendment, ...]:
    """The history with what a field was, once a sitting; without it again where it is what it was after all."""
    theirs = [one for one in history if one.field == field]
    own = [one for one in theirs if one.at == sitting.began]
    is_last = bool(own) and own[-1] is theirs[-1]
    if not own or not (is_last if field in CHOSEN else keeps_all):
        return (*history, Amendment(at=sitting.began, field=field, was=was))
    if is_last and own[-1].was == now:
        return tuple(one for one in history if one is not own[-1])
    return history
