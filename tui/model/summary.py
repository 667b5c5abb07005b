"""The summary of a call for us: the values that its forms are made of. Nothing in them can steer a terminal."""

from datetime import date, datetime
from json import dumps
from typing import Any

from msgspec import json, to_builtins
from msgspec.structs import replace

from tui.model.call import Call, Outcome, Override, StepState, length
from tui.model.clocks import phase_time, time_to_own, time_to_sorry
from tui.model.form import Rep
from tui.model.guide import missing_heart, spent
from tui.model.handwritten import address_of
from tui.model.marks import Mark, NoteLine, field_lines, prefix_of, read_notes
from tui.model.our_form import DoneStep, OurForm, OwedLine
from tui.model.plain import one_line
from tui.model.playbook import Phase, Step
from tui.model.promises import Promise, PromiseKind, PromiseState, is_open
from tui.model.times import clock, moment
from tui.model.words import MOODS, REASONS, due_words, outcome_words, who

_JOBS = (PromiseKind.UNDO, PromiseKind.REDO)


def our_form(call: Call, at: datetime, rep: Rep) -> OurForm:
    """What was said, what it did to them, what we promised and how it ended.

    `at` is now; it counts only while the call goes on.
    """
    return OurForm(
        **_head(call, at),
        **_ending(call),
        **_notes(call),
        **_steps(call, at),
        promises=tuple(_owed(promise) for promise in call.promises),
        amended=_amended(call),
        json=call_as_json(call),
        rep=rep.name,
        phone=rep.phone,
    )


def _head(call: Call, at: datetime) -> dict[str, Any]:
    end = call.ended or at
    return {
        "who": who(call),
        "name": one_line(call.caller),
        "company": one_line(call.company),
        "date": _day(call.started),
        "began": f"{call.started:%H:%M}",
        "ended": f"{end:%H:%M}",
        "length": clock(length(call, at)),
    }


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"


def _ending(call: Call) -> dict[str, Any]:
    return {
        "back_on": one_line(call.answering.text) if call.answering else "",
        "reported": call.answering is not None and call.outcome not in (None, Outcome.CUT_OFF),
        "ending": outcome_words(call),
        "mood_at_hello": MOODS[call.mood_at_hello] if call.mood_at_hello else "",
        "mood_at_goodbye": MOODS[call.mood_at_goodbye] if call.mood_at_goodbye else "",
        "tags": tuple(f"#{one_line(tag)}" for tag in call.tags),
    }


def _notes(call: Call) -> dict[str, Any]:
    lines = read_notes(call.notes)
    kinds = {
        "said": Mark.THEIRS,
        "impact": Mark.IMPACT,
        "ways": Mark.WAY,
        "notes": None,
        "internal": Mark.INTERNAL,
    }
    texts = {
        name: tuple(one_line(line.text) for line in lines if line.mark is mark and not _is_a_job(line))
        for name, mark in kinds.items()
    }
    cost = tuple(map(one_line, field_lines(call.notes, "cost")))
    return {**texts, "cost": cost, "address": address_of(call.notes)}


def _is_a_job(line: NoteLine) -> bool:
    """Whether the line stands among the promises."""
    return line.mark is None and any(prefix_of(line.text, kind)[1] for kind in _JOBS)


def _owed(promise: Promise) -> OwedLine:
    # A summary is read on other days too: the dates in it are whole.
    return OwedLine(
        kind=promise.kind,
        text=one_line(f"{f'{promise.kind}: ' if promise.kind in _JOBS else ''}{promise.text}"),
        state=one_line(_state(promise)),
        moved=_moved(promise),
        due=due_words(promise, date.min),
        open=is_open(promise),
    )


def _state(promise: Promise) -> str:
    match promise.state:
        case PromiseState.WITHDRAWN:
            return f"withdrawn: {one_line(promise.reason)}"
        case PromiseState.TOLD if promise.told_at:
            how = f", {one_line(promise.how)}" if promise.how else ""
            return f"they know since {moment(promise.told_at, date.min)}{how}"
        case PromiseState.DONE:
            return "done; they do not know yet"
    words = due_words(promise, date.min)
    return f"due {words}" if promise.due else words


def _moved(promise: Promise) -> str:
    """From where it was moved the last time, and why: whoever goes on has to know what the client heard first."""
    if not promise.moves:
        return ""
    last = promise.moves[-1]
    often = f"moved {len(promise.moves)} times, last" if len(promise.moves) > 1 else "moved"
    before = replace(promise, due=last.was, day_only=last.day_only, unclear="")
    since = f" from {due_words(before, date.min)}" if last.was else ""
    return f"{often}{since}{f': {one_line(last.reason)}' if last.reason else ''}"


def _amended(call: Call) -> str:
    """Each field that was amended with the day of the last time, in the order in which they were."""
    if not call.amendments:
        return ""
    from tui.model.history_of_call import FIELDS  # noqa: PLC0415 # Next to no call was amended.

    days = {FIELDS.get(one.field, one.field): _day(one.at) for one in call.amendments}
    return ", ".join(one_line(f"{name} on {day}") for name, day in days.items())


def _steps(call: Call, at: datetime) -> dict[str, Any]:
    done = [record for record in call.steps if record.state is StepState.DONE]
    undone = [record for record in call.steps if record.state is not StepState.DONE]
    step = _next_step(call)
    return {
        "playbook": one_line(call.playbook.title),
        "done": tuple(DoneStep(_name(call, record.id), clock(spent(call, record.id, at))) for record in done),
        "not_done": tuple(_name(call, record.id) for record in undone),
        "heart_missing": tuple(one_line(missing.name) for missing in missing_heart(call)),
        "early": tuple(one_line(_early(call, override)) for override in call.overrides),
        "switches": tuple(f"Went over from {one_line(each.title)} at {each.at:%H:%M}" for each in call.switches),
        "times": times_words(call, at),
        "next_step": one_line(step.name) if step else "",
        "avoid": tuple(map(one_line, step.avoid)) if step else (),
    }


def times_words(call: Call, at: datetime) -> str:
    """The times that matter: to the sorry, to owning it, with the heart and with the head; empty without any."""
    parts = [("sorry after", time_to_sorry(call)), ("owned after", time_to_own(call))]
    parts += [(f"{phase} for", phase_time(call, phase, at) or None) for phase in (Phase.HEART, Phase.HEAD)]
    said = ", ".join(f"{words} {clock(seconds)}" for words, seconds in parts if seconds is not None)
    return said[:1].upper() + said[1:]


def _early(call: Call, override: Override) -> str:
    missing = ", ".join(_name(call, step) for step in override.missing)
    why = f" ({REASONS[override.reason]})" if override.reason else ""
    what = f"Went on to {_name(call, override.step)}" if override.step else "Ended"
    return f"{what} at {override.at:%H:%M}{why}, before: {missing}"


def _name(call: Call, step_id: str) -> str:
    """A step's name, also where the call has gone over to a playbook without it."""
    left = {record.id: record.name for switch in call.switches for record in switch.steps}
    names = left | {step.id: step.name for step in call.playbook.steps}
    return one_line(names.get(step_id, step_id))


def _next_step(call: Call) -> Step | None:
    """What whoever goes on begins with: the heart that is missing, else the step in hand, else the first open one."""
    open_ids = {record.id for record in call.steps if record.state is StepState.OPEN}
    waiting = [step for step in call.playbook.steps if step.id in open_ids]
    here = [step for step in waiting if step.id == call.now]
    return next(iter((*missing_heart(call), *here, *waiting)), None)


def call_as_json(call: Call) -> str:
    """The whole call as JSON in lines, with escapes for what could steer a terminal; it reads as the same call."""
    try:
        text = json.format(json.encode(call), indent=2).decode()
    except UnicodeEncodeError:  # Half a character pair is no UTF-8, and becomes an escape.
        text = dumps(to_builtins(call), indent=2)
    return "".join(map(_escaped, text)) if not text.isascii() or "\x7f" in text else text


def _escaped(char: str) -> str:
    if char.isprintable() or char == "\n":
        return char
    # A character beyond the first 65,536 is two in JSON.
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
