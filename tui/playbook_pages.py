"""Playbooks as pages to read: one from beginning to end, and the list of all."""

from collections.abc import Iterator
from textwrap import wrap

from tui.model.plain import one_line
from tui.model.playbook import GateLevel, Phase, Playbook, Step, StepClock
from tui.playbooks import PlaybookShelf

WIDTH = 80
"""How many columns a page has."""
_LABEL = 10
_GATES = {
    GateLevel.WARN: "before the heart is done, one key with a reason goes on to the fix, and that is recorded",
    GateLevel.REFUSE: "the fix waits until every step of the heart is done",
}
_PHASES = {Phase.HEART: "HEART", Phase.HEAD: "HEAD", Phase.CLOSE: "HEART AGAIN"}


def as_text(playbook: Playbook) -> str:
    """The whole playbook for reading, `WIDTH` columns wide."""
    lines = [*_wrapped(f"{playbook.title} ({playbook.id})", "")]
    if playbook.about.strip():
        lines += _wrapped(playbook.about, "")
    lines += ["", *_row("gate", _GATES[playbook.gate])]
    if playbook.report_back:
        lines += _row("promise", "a call counts as fixed only with a day on which we report back")
    phase = None
    for number, step in enumerate(playbook.steps, start=1):
        if step.phase is not phase:
            phase = step.phase
            lines += ["", _PHASES[phase]]
        lines += ["", *_wrapped(f"{number}. {step.name} ({step.id})", ""), *_step(step)]
    return "\n".join(lines) + "\n"


def listing(shelf: PlaybookShelf) -> str:
    """Every playbook on the shelf, a line each: id, title, and whether it is the rep's own."""
    playbooks = shelf.all()
    width = max((len(playbook.id) for playbook in playbooks), default=0)
    lines = (
        f"{playbook.id:<{width}}  {one_line(playbook.title)}{'  (yours)' if shelf.is_own(playbook.id) else ''}"
        for playbook in playbooks
    )
    return "".join(f"{line}\n" for line in lines)


def _step(step: Step) -> Iterator[str]:
    yield from _row("say", step.say)
    if step.words.strip():
        yield from _row("words", step.words)
    for number, wording in enumerate(step.avoid):
        yield from _row("" if number else "not", wording)
    for number, field in enumerate(step.fields):
        sign = field.mark if len(field.mark) == 1 else f"{field.mark}:"
        yield from _row("" if number else "notes", f"{sign} {field.ask}")
    if step.clock:
        yield from _row("clock", _clock(step.clock))
    yield from _row("done", step.done)
    yield from _row("why", step.why)
    yield from _row("source", step.source)


def _clock(clock: StepClock) -> str:
    return f"a quiet mark after {_minutes(clock.quiet)}, and after {_minutes(clock.late)}: {clock.say}"


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _row(label: str, text: str) -> list[str]:
    return _wrapped(text, f"   {label:<{_LABEL}}")


def _wrapped(text: str, label: str) -> list[str]:
    return wrap(
        one_line(text), WIDTH, initial_indent=label, subsequent_indent=" " * len(label), break_on_hyphens=False
    ) or [label.rstrip()]
