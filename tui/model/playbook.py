"""A playbook: the ordered steps for one kind of call."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

SCHEMA = 1

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*\Z", max_length=40)]
"""Small letters, digits and hyphens; stable, because records refer to it."""
ShortText = Annotated[str, Meta(min_length=1, max_length=12, pattern=r"\S")]
Title = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"\S")]
Sentence = Annotated[str, Meta(min_length=1, max_length=400, pattern=r"\S")]


class Phase(StrEnum):
    """Where a step stands in the order heart, then head, then heart again (seed 002; Packard, Li & Berger)."""

    HEART = "heart"
    HEAD = "head"
    CLOSE = "close"


class GateLevel(StrEnum):
    """How firmly the line between heart and head is held."""

    WARN = "warn"
    """The rep can go on with a reason, one key, which is recorded."""
    REFUSE = "refuse"
    """The head stays shut until every heart step is done."""


class NoteField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that a step wants to see in the notes."""

    mark: Annotated[str, Meta(pattern=r"^(?:[>=!+]|i|[a-z][a-z-]{1,11})\Z")]
    """How its line begins: the sign of a mark, or a word, which then has a colon behind it ("undo: ...")."""
    ask: Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\S")]
    """What to write there."""


class StepClock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two moments in a step that last a while; neither stops anything."""

    quiet: Annotated[int, Meta(ge=1, le=3600)]
    """Seconds after which a quiet mark stands beside the step."""
    late: Annotated[int, Meta(ge=1, le=3600)]
    """Seconds after which `say` is shown."""
    say: Sentence


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing to do on a call."""

    id: Id
    phase: Phase
    name: Title
    short: ShortText
    """The name on a narrow screen."""
    say: Sentence
    """The next line to say, with what `PLACEHOLDERS` names in it."""
    why: Sentence
    source: Sentence
    """Where the rule comes from: a seed or a study."""
    avoid: Annotated[tuple[Sentence, ...], Meta(min_length=1, max_length=6)] = field(name="not")
    """Wordings that harm at this step."""
    done: Sentence
    """How it looks when the step is done."""
    words: Annotated[str, Meta(max_length=40)] = ""
    """The exact words that the step stands for, shown large; empty where the rep finds their own."""
    fields: Annotated[tuple[NoteField, ...], Meta(max_length=4)] = ()
    clock: StepClock | None = None


class Playbook(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The steps for one kind of call, in the order in which they are shown."""

    schema: int = SCHEMA
    id: Id
    title: Title
    about: Annotated[str, Meta(max_length=400)] = ""
    """When to take it, for whoever chooses."""
    gate: GateLevel
    report_back: bool = True
    """Whether a call can be called fixed only with a day on which we report back."""
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=16)]


PLACEHOLDERS = ("name", "told", "meant", "date")
"""What can stand between braces in a line to say: the caller, what they told us, what it did to them (both in their
own words, turned around), and when they hear from us."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def faults(playbook: Playbook) -> list[str]:
    """What is wrong with a playbook beyond the type of its values, one sentence part each; empty when sound."""
    found = []
    order = list(Phase)
    seen: set[str] = set()
    furthest = 0
    for number, step in enumerate(playbook.steps, start=1):
        at = f"step {number} ({step.id})"
        if step.id in seen:
            found.append(f"{at}: id: an earlier step already has this id")
        seen.add(step.id)
        if order.index(step.phase) < furthest:
            found.append(f"{at}: phase: {step.phase} comes after {order[furthest]}; the order is heart, head, close")
        furthest = max(furthest, order.index(step.phase))
        found += [f"{at}: {fault}" for fault in _faults_within(step)]
    if not any(step.phase is Phase.HEART for step in playbook.steps):
        found.append("steps: at least one step must be in the phase heart")
    return found


def _faults_within(step: Step) -> Iterator[str]:
    for name in _PLACEHOLDER.findall(step.say):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            yield f"say: {{{name}}} is not known; only {known} can stand here"
    marks = [field.mark for field in step.fields]
    for mark in dict.fromkeys(marks):
        if marks.count(mark) > 1:
            yield f"fields: the mark {mark} is asked for twice"
    if step.clock and step.clock.late <= step.clock.quiet:
        yield f"clock: late: expected more than quiet ({step.clock.quiet}), got {step.clock.late}"
