"""What happened on a call and after it, moment by moment. For the rep alone: no client reads it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from tui.model.call import Amendment, Call, Mood, Override, StepRecord, StepState, length, seconds_between
from tui.model.guide import spent
from tui.model.history_of_call import FIELDS, value_words
from tui.model.plain import one_line, plain
from tui.model.promises import Promise
from tui.model.times import clock, day, moment
from tui.model.words import MOODS, REASONS, due_words, outcome_words, who

NOT_DONE = {StepState.OPEN: "Not done", StepState.SKIPPED: "Left out"}


class Moment(NamedTuple):
    """One thing that happened."""

    at: datetime | None
    """None for what never did: a step that was not done."""
    words: str
    """One line, safe to show."""
    was: str = ""
    """What stood there before it was amended, line breaks and all; safe to show."""


def timeline(call: Call) -> list[Moment]:
    """Everything with a time, oldest first; then the steps that were not done."""
    found = [
        *_frame(call),
        *_steps(call),
        *(_early(call, override) for override in call.overrides),
        *_switches(call),
        *(moment for promise in call.promises for moment in _promise(promise, call)),
        *(_amended(amendment, is_told=call.anonymised is None) for amendment in call.amendments),
    ]
    if call.anonymised:
        found.append(Moment(call.anonymised, "Names and words were taken out"))
    # What shares an instant stays in the order above.
    timed = sorted((each for each in found if each.at), key=lambda each: (each.at, each.words.startswith("Goodbye")))
    return [*timed, *(each for each in found if each.at is None)]


def when(moment_: Moment, call: Call) -> tuple[str, str]:
    """When it was: on the call "09:20" and how long after hello, later "Tue 24 Nov 15:00"; empty for what was not."""
    if moment_.at is None:
        return "", ""
    at = moment_.at.astimezone(call.started.tzinfo)
    if call.ended is None or moment_.at <= call.ended:
        return f"{at:%H:%M}", clock(seconds_between(call.started, moment_.at))
    if at.date() == call.started.date():
        return f"{at:%H:%M}", ""
    return moment(at, call.started.date()), ""


def _frame(call: Call) -> Iterator[Moment]:
    yield Moment(call.started, f"Hello: {who(call)}{_mood(call.mood_at_hello)}")
    if call.answering:
        yield Moment(call.started, f"To report back on: {one_line(call.answering.text)}")
    if call.ended:
        ended = f", {outcome_words(call)}" if call.outcome else ""
        yield Moment(
            call.ended, f"Goodbye after {clock(length(call, call.ended))}{ended}{_mood(call.mood_at_goodbye)}"
        )


def _mood(mood: Mood | None) -> str:
    return f" ({MOODS[mood]})" if mood else ""


def _steps(call: Call) -> Iterator[Moment]:
    names = _names(call)
    left = [record for switch in call.switches for record in switch.steps]
    for record in (*left, *call.steps):
        yield _step(record, names, spent(call, record.id, call.ended or call.touched) if record not in left else 0.0)


def _step(record: StepRecord, names: dict[str, str], in_hand: float) -> Moment:
    name = names.get(record.id) or one_line(record.name or record.id)
    seconds = max(in_hand, record.spent)
    long = f", {clock(seconds)} in hand" if seconds >= 1 else ""
    if record.state is StepState.DONE:
        return Moment(record.done_at, f"Said: {name}{long}")
    return Moment(None, f"{NOT_DONE[record.state]}: {name}{long}")


def _names(call: Call) -> dict[str, str]:
    left = {record.id: one_line(record.name) for switch in call.switches for record in switch.steps if record.name}
    return left | {step.id: one_line(step.name) for step in call.playbook.steps}


def _early(call: Call, override: Override) -> Moment:
    names = _names(call)
    missing = ", ".join(names.get(step) or one_line(step) for step in override.missing)
    why = f" ({REASONS[override.reason]})" if override.reason else ""
    what = (
        f"Went on early to {names.get(override.step) or one_line(override.step)}" if override.step else "Ended early"
    )
    return Moment(override.at, f"{what}{why}, before: {missing}")


def _switches(call: Call) -> Iterator[Moment]:
    titles = [*(switch.title for switch in call.switches), call.playbook.title]
    for switch, title in zip(call.switches, titles[1:], strict=True):
        yield Moment(switch.at, f"Went over from {one_line(switch.title)} to {one_line(title)}")


def _promise(promise: Promise, call: Call) -> Iterator[Moment]:
    text, today = one_line(promise.text), call.started.date()
    first = promise.moves[0] if promise.moves else None
    due = due_words(promise, today) if first is None else _day(first.was, today, day_only=first.day_only)
    yield Moment(promise.noted, f"Promised: {text} ({'due ' if (first.was if first else promise.due) else ''}{due})")
    for place, move in enumerate(promise.moves):
        after = promise.moves[place + 1] if place + 1 < len(promise.moves) else None
        to = _day(after.was, today, day_only=after.day_only) if after else due_words(promise, today)
        yield Moment(move.at, f"Moved to {to}: {text} ({one_line(move.reason)})")
    for attempt in promise.attempts:
        yield Moment(attempt.at, f"Tried: {text} ({one_line(attempt.text)})")
    if promise.done_at:
        yield Moment(promise.done_at, f"Done: {text}")
    if promise.told_at:
        how = f" ({one_line(promise.how)})" if promise.how else ""
        yield Moment(promise.told_at, f"They know: {text}{how}")
    if promise.withdrawn_at:
        yield Moment(promise.withdrawn_at, f"Taken back: {text} ({one_line(promise.reason)})")


def _day(due: datetime | None, today: date, *, day_only: bool) -> str:
    if due is None:
        return "no date yet"
    return day(due.date(), today) if day_only else moment(due, today)


def _amended(amendment: Amendment, *, is_told: bool) -> Moment:
    """What was amended, and what it was before; that is not told of a call without words."""
    name = FIELDS.get(amendment.field, one_line(amendment.field).replace("_", " "))
    field = f"Amended: {name if name.startswith('how ') else f'the {name}'}"
    was = amendment.was.strip()
    if not is_told:
        return Moment(amendment.at, field)
    if not was:
        return Moment(amendment.at, f"{field}; before there was nothing")
    if "\n" in was or len(was) > 60:
        return Moment(amendment.at, f"{field}; before it was", plain(was))
    return Moment(amendment.at, f"{field}; before it was {value_words(amendment.field, was)}")
