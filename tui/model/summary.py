"""The summary of a call, as it is pasted into another system. Plain text; nothing in it can steer a terminal."""

from collections.abc import Iterable
from datetime import date, datetime

from tui.model.call import Call, StepState, length, step_of
from tui.model.guide import spent
from tui.model.marks import Mark, read_notes
from tui.model.plain import one_line
from tui.model.promises import Promise
from tui.model.times import clock
from tui.model.words import MOODS, OUTCOMES, due_words, who


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
    if call.outcome:
        lines.append(f"How it ended: {OUTCOMES[call.outcome]}")
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
    titles = ((Mark.THEIRS, "What they said"), (Mark.IMPACT, "What it did to them"), (None, "Notes"))
    return [_section(title, [line.text for line in lines if line.mark is mark]) for mark, title in titles]


def _promises(call: Call) -> str:
    # A summary is read on other days too: the dates in it are whole.
    rows = [f"{promise.text} ({_due(promise)})" for promise in call.promises]
    return _section("What we promised", rows)


def _steps(call: Call, at: datetime) -> str:
    done = [record for record in call.steps if record.state is StepState.DONE]
    undone = [record for record in call.steps if record.state is not StepState.DONE]
    rows = []
    if done:
        rows.append("Done: " + ", ".join(f"{_name(call, r.id)} {clock(spent(call, r.id, at))}" for r in done))
    if undone:
        rows.append("Not done: " + ", ".join(_name(call, record.id) for record in undone))
    for override in call.overrides:
        early = ", ".join(_name(call, step) for step in override.missing)
        rows.append(f"Went on to {_name(call, override.step)} at {override.at:%H:%M}, before: {early}")
    return _section("Steps", rows)


def _due(promise: Promise) -> str:
    words = due_words(promise, date.min)
    return f"due {words}" if promise.due else words


def _name(call: Call, step_id: str) -> str:
    return one_line(step_of(call, step_id).name)


def _section(title: str, rows: Iterable[str]) -> str:
    listed = "\n".join(f"- {one_line(row)}" for row in rows)
    return f"{title}\n{listed}" if listed else ""
