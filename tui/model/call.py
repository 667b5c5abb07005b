"""A call: one conversation with one client, and everything that was noted about it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tui.model.marks import Caller, Mark, marked, read_caller, tags_in
from tui.model.playbook import Playbook, Step
from tui.model.promises import Promise, owed_from

SCHEMA = 3
"""The version of the record that this release writes.

1 knew neither switches nor the states of a promise; 2 neither amendments nor promises that were moved.
"""


class StepState(StrEnum):
    """How far a step is. *Done* is the rep's word that it was said and meant; nothing ticks itself (seed 002)."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class Outcome(StrEnum):
    """How a call ended; the field calls it the disposition."""

    FIXED = "fixed"
    NEXT_STEP = "next-step"
    NOT_SATISFIED = "not-satisfied"
    HANDED_OVER = "handed-over"
    CUT_OFF = "cut-off"


class Mood(StrEnum):
    """How the caller sounded. The words describe the moment, never the person (seed 003)."""

    FURIOUS = "furious"
    UPSET = "upset"
    TENSE = "tense"
    CALM = "calm"
    WARM = "warm"


class StepRecord(Struct, frozen=True, kw_only=True):
    """What happened with one step of the playbook."""

    id: str
    state: StepState = StepState.OPEN
    spent: float = 0.0
    """Seconds with this step in hand, up to the last time it was left."""
    done_at: datetime | None = None
    name: str = ""
    """What the step was called; filled in only where the call's playbook does not have it any more."""


class Reason(StrEnum):
    """Why the rep went through the gate early. Recorded; no client ever reads it."""

    INSIST = "insist"
    """They insist on the fix now."""
    SAFETY = "safety"
    """Somebody or something is in danger."""
    CUT_OFF = "cut-off"
    """The line is about to go, or is gone."""
    OTHER = "other"


class Override(Struct, frozen=True, kw_only=True):
    """The rep went through the gate before the heart was done."""

    step: str
    """The id of the step that was entered early; empty for the wrap-up."""
    at: datetime
    missing: tuple[str, ...]
    """The ids of the heart steps that were not done."""
    reason: Reason | None = None
    """None in calls of the first schema, which asked for none."""


class Switch(Struct, frozen=True, kw_only=True):
    """The rep went over to another playbook in the middle of the call."""

    at: datetime
    playbook: str
    """The id of the one that was left."""
    title: str
    steps: tuple[StepRecord, ...] = ()
    """What had happened with those of its steps that the next one does not have."""
    unsaid: bool | None = None
    """Whether its exact words had not been said; None where it has none."""


class Answering(Struct, frozen=True, kw_only=True):
    """The promise that this call was made to report back on."""

    call: int
    """The id of the call in which it was given."""
    text: str
    """The promise as its line had it."""


class Amendment(Struct, frozen=True, kw_only=True):
    """Something that was added or corrected after the call was finished."""

    at: datetime
    field: str
    """The name of the `Call` field, as it stands in the record."""
    was: str
    """What it held before, as text; empty where it held nothing."""


class Call(Struct, frozen=True, kw_only=True):
    """The record of one call.

    Every time is an instant with the local offset it was noted at. The playbook is a copy: editing the file
    later never changes a call that has begun.
    """

    schema: int = SCHEMA
    id: int
    """Grows with time, so that the newest call has the largest one."""
    opened_as: str = ""
    """What was typed at "Who is calling?"."""
    caller: str = ""
    company: str = ""
    started: datetime
    touched: datetime
    """When anything in the call last changed."""
    ended: datetime | None = None
    """When the client said goodbye; the wrap-up begins here."""
    playbook: Playbook
    steps: tuple[StepRecord, ...]
    """One for each step of the playbook, in its order."""
    now: str | None
    """The id of the step in hand; None when all are behind."""
    now_since: datetime
    overrides: tuple[Override, ...] = ()
    switches: tuple[Switch, ...] = ()
    answering: Answering | None = None
    notes: str = ""
    tags: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    owed: int | None = None
    """When the first promise that is still open falls due, in seconds since 1970; see `owed_from`."""
    outcome: Outcome | None = None
    mood_at_hello: Mood | None = None
    mood_at_goodbye: Mood | None = None
    amendments: tuple[Amendment, ...] = ()
    """What was changed after the call was finished, oldest first. Step times and overrides never are."""
    anonymised: datetime | None = None
    """When everybody's names and words were taken out, so that only what can be counted is left."""


def begin(call_id: int, opened_as: str, playbook: Playbook, at: datetime) -> Call:
    """The record of a call that has just been answered."""
    caller = read_caller(opened_as)
    return Call(
        id=call_id,
        opened_as=opened_as,
        caller=caller.name,
        company=caller.company,
        started=at,
        touched=at,
        playbook=playbook,
        steps=tuple(StepRecord(id=step.id) for step in playbook.steps),
        now=playbook.steps[0].id,
        now_since=at,
    )


def with_notes(call: Call, notes: str, at: datetime) -> Call:
    """The call with new notes and what follows from them at once: who is calling, and the tags."""
    named = caller_named_in(notes) or read_caller(call.opened_as)
    return replace(call, notes=notes, touched=at, tags=tags_in(notes), caller=named.name, company=named.company)


def with_promises(call: Call, promises: tuple[Promise, ...]) -> Call:
    """The call with these promises, and with what is owed by them."""
    return replace(call, promises=promises, owed=owed_from(promises))


def caller_named_in(notes: str) -> Caller | None:
    """The caller as the last `@` line of the notes names them."""
    names = [read_caller(text) for text in marked(notes, Mark.CALLER)]
    return next((name for name in reversed(names) if name.name), None)


def seconds_between(start: datetime, end: datetime) -> float:
    """Elapsed seconds, never negative: a clock that is set back must not show minus times."""
    return max(0.0, (end - start).total_seconds())


def length(call: Call, at: datetime) -> float:
    """Seconds from hello to goodbye, or to `at` while the client is still on the phone."""
    return seconds_between(call.started, call.ended or at)


def step_of(call: Call, step_id: str) -> Step:
    """The playbook's step with this id; KeyError where there is none."""
    for step in call.playbook.steps:
        if step.id == step_id:
            return step
    raise KeyError(step_id)


def record_of(call: Call, step_id: str) -> StepRecord:
    """What happened with the step with this id; KeyError where there is none."""
    for record in call.steps:
        if record.id == step_id:
            return record
    raise KeyError(step_id)


def all_steps_done(call: Call) -> bool:
    """Whether nothing of the playbook was left out."""
    return all(record.state is StepState.DONE for record in call.steps)
