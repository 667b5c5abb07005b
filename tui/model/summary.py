"""The summary of a call, as it is pasted into another system. Plain text; nothing in it can steer a terminal."""

from collections.abc import Iterable
from datetime import date, datetime

from tui.model.call import Call, Outcome, Override, StepState, length
from tui.model.clocks import phase_time, time_to_own, time_to_sorry
from tui.model.guide import spent
from tui.model.marks import Mark, NoteLine, prefix_of, read_notes
from tui.model.plain import one_line
from tui.model.playbook import Phase
from tui.model.promises import Promise, PromiseKind, PromiseState
from tui.model.times import clock, moment
from tui.model.words import MOODS, REASONS, due_words, outcome_words, who

_JOBS = (PromiseKind.UNDO, PromiseKind.REDO)


def summary(call: Call, at: datetime) -> str:
    """What was said, what it did to them, what we promised and how it ended; ends with a line break.

    `at` is now; it counts only while the call goes on.
    """
    parts = [_head(call, at), *_notes(call), _promises(call), _steps(call, at)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(call: Call, at: datetime) -> str:
    end = call.ended or at
    when = f"{call.started:%a} {call.started.day} {call.started:%b %Y, %H:%M} to {end:%H:%M}"
    lines = [f"Call with {who(call)}", f"{when} ({clock(length(call, at))})"]
    if call.answering:
        is_told = call.outcome not in (None, Outcome.CUT_OFF)
        lines.append(f"{'We reported' if is_told else 'Called'} back on: {one_line(call.answering.text)}")
    if call.outcome:
        lines.append(f"How it ended: {outcome_words(call)}")
    moods = [
        f"{MOODS[mood]} at {moment}"
        for mood, moment in ((call.mood_at_hello, "hello"), (call.mood_at_goodbye, "goodbye"))
        if mood
    ]
    if moods:
        lines.append(f"Mood: {', '.join(moods)}")
    if call.tags:
        lines.append("Tags: " + " ".join(f"#{one_line(tag)}" for tag in call.tags))
    return "\n".join(lines)


def _notes(call: Call) -> list[str]:
    lines = read_notes(call.notes)
    titles = (
        (Mark.THEIRS, "What they said"),
        (Mark.IMPACT, "What it did to them"),
        (Mark.WAY, "Ways to put it right"),
        (None, "Notes"),
        (Mark.INTERNAL, "Internal, for no client"),
    )
    return [
        _section(title, [line.text for line in lines if line.mark is mark and not _is_a_job(line)])
        for mark, title in titles
    ]


def _is_a_job(line: NoteLine) -> bool:
    """Whether the line stands among the promises."""
    return line.mark is None and any(prefix_of(line.text, kind)[1] for kind in _JOBS)


def _promises(call: Call) -> str:
    # A summary is read on other days too: the dates in it are whole.
    rows = [
        f"{f'{promise.kind}: ' if promise.kind in _JOBS else ''}{promise.text} ({_state(promise)})"
        for promise in call.promises
    ]
    return _section("What we promised", rows)


def _steps(call: Call, at: datetime) -> str:
    done = [record for record in call.steps if record.state is StepState.DONE]
    undone = [record for record in call.steps if record.state is not StepState.DONE]
    rows = []
    if done:
        rows.append("Done: " + ", ".join(f"{_name(call, r.id)} {clock(spent(call, r.id, at))}" for r in done))
    if undone:
        rows.append("Not done: " + ", ".join(_name(call, record.id) for record in undone))
    rows += [_early(call, override) for override in call.overrides]
    rows += [f"Went over from {one_line(switch.title)} at {switch.at:%H:%M}" for switch in call.switches]
    if times := times_words(call, at):
        rows.append(times)
    return _section("Steps", rows)


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


def _name(call: Call, step_id: str) -> str:
    """A step's name, also where the call has gone over to a playbook without it."""
    left = {record.id: record.name for switch in call.switches for record in switch.steps}
    names = left | {step.id: step.name for step in call.playbook.steps}
    return one_line(names.get(step_id, step_id))


def _section(title: str, rows: Iterable[str]) -> str:
    listed = "\n".join(f"- {one_line(row)}" for row in rows)
    return f"{title}\n{listed}" if listed else ""
