"""A call as it is told to somebody who reads it: a title, facts, and what was said under headings."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.model.call import Call
from tui.model.form import Rep
from tui.model.our_form import OurForm
from tui.model.summary import our_form


class Told(NamedTuple):
    """One call, in plain text."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def told_of(call: Call) -> Told:
    """The call with all that a form for us can say of it."""
    form = our_form(call, call.ended or call.touched, Rep())
    sections = (
        ("What they said", form.said),
        ("What it did to them", form.impact),
        ("Ways to put it right", form.ways),
        ("Notes", form.notes),
        ("Internal, for no client", form.internal),
        ("What we promised", tuple(f"{promise.text} ({promise.state})" for promise in form.promises)),
        ("Steps", tuple(_steps(form))),
    )
    return Told(form.who, tuple(_facts(form)), tuple((title, lines) for title, lines in sections if lines))


def _facts(form: OurForm) -> Iterator[tuple[str, str]]:
    yield "When", f"{form.date}, {form.began} to {form.ended} ({form.length})"
    if form.back_on:
        yield "We reported back on" if form.reported else "Called back on", form.back_on
    if form.ending:
        yield "How it ended", form.ending
    moods = (("hello", form.mood_at_hello), ("goodbye", form.mood_at_goodbye))
    if any(mood for _, mood in moods):
        yield "Mood", ", ".join(f"{mood} at {moment}" for moment, mood in moods if mood)
    if form.tags:
        yield "Tags", " ".join(form.tags)


def _steps(form: OurForm) -> Iterator[str]:
    if form.done:
        yield f"Done: {', '.join(f'{step.name} {step.time}' for step in form.done)}"
    if form.not_done:
        yield f"Not done: {', '.join(form.not_done)}"
    yield from (*form.early, *form.switches)
    if form.times:
        yield form.times
