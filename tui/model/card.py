"""What the card shows with the step in hand: the line to say in their words, and what is in the notes by now."""

from datetime import date, datetime
from typing import NamedTuple

from tui.model.call import Call
from tui.model.clocks import listening
from tui.model.cost import cost_in, cost_words
from tui.model.follow_on import is_contact
from tui.model.marks import Mark, field_lines, marked, sign_of
from tui.model.playbook import NoteField, Step
from tui.model.promises import Promise, is_open
from tui.model.speech import line_for

WAYS_WANTED = 2
"""How many ways to put it right are offered at least (seed 003; Marinova, Singh & Singh 2018)."""


class Budget(NamedTuple):
    """What the rep may decide alone."""

    limit: float | None = None
    """In `currency`; None when nobody has said."""
    currency: str = "€"


class Card(NamedTuple):
    """One step, made ready to be shown."""

    say: str
    noted: tuple[str, ...]
    """What its fields ask for, each with how much of it stands in the notes."""
    late: str
    """What it is time for by now; empty while it is not."""


def card_for(step: Step, call: Call, at: datetime, budget: Budget) -> Card:
    """The card of a step as the call stands at this moment."""
    noted = tuple(_noted(field, call, budget) for field in step.fields)
    late = step.clock.say if step.clock and call.now == step.id and listening(call, at).late else ""
    return Card(line_for(step.say, call.caller, call.notes, when_they_hear(call, at.date())), noted, late)


def when_they_hear(call: Call, today: date) -> str:
    """When they hear from us next, as one says it: "Tuesday at 15:00"; empty while no day is agreed."""
    dated = [promise for promise in call.promises if is_open(promise) and promise.due]
    promise = min((p for p in dated if is_contact(p)), key=_due, default=None) or min(dated, key=_due, default=None)
    if promise is None or promise.due is None:
        return ""
    days = (promise.due.date() - today).days
    day = "today" if days == 0 else f"{promise.due:%A}"
    day = day if days < 7 else f"{day} {promise.due.day} {promise.due:%B}"
    return day if promise.day_only else f"{day} at {promise.due:%H:%M}"


def next_field(step: Step, notes: str) -> str:
    """The mark of the first field that has nothing in the notes yet, else of the first one; theirs without any."""
    marks = [field.mark for field in step.fields]
    return next((mark for mark in marks if not lines_of(mark, notes)), marks[0] if marks else Mark.THEIRS.value)


def lines_of(mark: str, notes: str) -> list[str]:
    """The texts of the lines with this mark, be it a sign or a word."""
    known = {one.value: one for one in Mark}
    return marked(notes, known[mark]) if mark in known else field_lines(notes, mark)


def _noted(field: NoteField, call: Call, budget: Budget) -> str:
    count = len(lines_of(field.mark, call.notes))
    if field.mark == "cost" and count and (cost := cost_in(call.notes)):
        return cost_words(cost, budget.limit, budget.currency)
    if field.mark == "cost" and not count and budget.limit is not None:
        return f"cost: {field.ask} (you may decide up to {budget.limit:g} {budget.currency})"
    if field.mark == Mark.WAY and count < WAYS_WANTED:
        so_far = f" ({count} of {WAYS_WANTED})" if count else ""
    else:
        so_far = " ✓" if count else ""
    return f"{sign_of(field.mark)} {field.ask}{so_far}"


def _due(promise: Promise) -> datetime:
    assert promise.due is not None  # noqa: S101 # Only dated ones are compared.
    return promise.due
