"""Playbooks as files that a rep writes: checking one, and beginning one from another."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tui.folders import private_file, private_folder
from tui.model.plain import plain
from tui.model.playbook import PLACEHOLDERS, SCHEMA, NoteField, Playbook, Step, StepClock
from tui.model.trouble import Trouble
from tui.playbooks import FORMS, read_playbook
from tui.toml_values import converted

GOOD_SAY = 160
"""A line to say that is longer fills the card, and nobody says it in one breath."""
GOOD_STEPS = 6
_MOST_WIDTH = 110


def check(path: Path) -> Playbook:
    """The playbook in a file. Raises `Trouble` for the first faults in it, with place and what was expected."""
    return read_playbook(path)


def advice(playbook: Playbook) -> list[str]:
    """What could serve a rep better, a sentence each. None of it is a fault."""
    return [*_about_the_whole(playbook), *(line for step in playbook.steps for line in _about_a_step(step))]


def _about_the_whole(playbook: Playbook) -> Iterator[str]:
    steps = playbook.steps
    if not playbook.about.strip():
        yield "about: empty, so whoever chooses a playbook sees only its title."
    if len(steps) < GOOD_STEPS:
        yield f"steps: {len(steps)}; with {GOOD_STEPS} or more, each asks for one thing at a time."
    if not any(step.words.strip() for step in steps):
        yield 'words: no step has any; the step of the apology can show "I am very sorry" large.'
    if playbook.report_back and not any(field.mark == "!" for step in steps for field in step.fields):
        yield "fields: no step asks for a promise (the mark !), so nothing reminds of the day to report back."
    said = "\n".join(step.say for step in steps)
    wanted = PLACEHOLDERS if playbook.report_back else PLACEHOLDERS[:-1]
    if unused := [f"{{{name}}}" for name in wanted if f"{{{name}}}" not in said]:
        yield f"say: no step uses {', '.join(unused)}."


def _about_a_step(step: Step) -> Iterator[str]:
    if len(step.say) > GOOD_SAY:
        yield f"step {step.id}: say: {len(step.say)} characters; up to {GOOD_SAY} can be said in one breath."
    if step.words.strip() and step.words.casefold() not in step.say.casefold():
        yield f"step {step.id}: say: does not hold the words of the step ({plain(step.words)})."


def new(folder: Path, playbook_id: str, title: str, like: Playbook) -> Path:
    """Write a playbook of the rep's own, `<folder>/<playbook_id>.toml`, with each key explained; return its path.

    It has the steps of `like`. Folder and file are open to the owner only. Raises `Trouble` for an id or a title that
    is none, when there is such a file already, and when it cannot be written.
    """
    table = {**msgspec.to_builtins(like), "schema": SCHEMA, "id": playbook_id, "title": title}
    try:
        playbook = converted(table, Playbook, schema=SCHEMA, forms=FORMS)
    except Trouble as trouble:
        raise Trouble(f"No playbook is made; {trouble}.") from trouble
    private_folder(folder)
    return private_file(folder / f"{playbook.id}.toml", as_toml(playbook, explained=True), only_new=True)


def as_toml(playbook: Playbook, *, explained: bool = False) -> str:
    """The playbook as a file that reads as the same playbook; `explained` says before each key what it is for."""
    lines = _lines(_top_values(playbook), TOP_KEYS if explained else {})
    for number, step in enumerate(playbook.steps):
        first = explained and number == 0
        lines += ["", *(f"# {line}" for line in FIRST_STEP if first)]
        lines += ["[[steps]]", *_lines(_step_values(step), STEP_KEYS if first else {})]
    return "\n".join(lines) + "\n"


TOP_KEYS = {
    "schema": "The version of this format.",
    "id": "Its name for the records: small letters, digits and hyphens. Keep it when you change the rest.",
    "title": "Its name on the screen, at most 40 characters.",
    "about": "When to take it, for whoever chooses; at most 400 characters.",
    "gate": "How firmly the fix waits for the heart. warn: a reason, one key, goes on, and that is recorded;\n"
    "refuse: nothing of the head before every step of the heart is done.",
    "report_back": "Whether a call counts as fixed only with a day on which we report back.",
}
"""What each key at the top is for."""
FIRST_STEP = (
    "The steps, in the order in which they are shown, 1 to 16; the further ones have the same keys.",
    "Every sentence is at most 400 characters long.",
)
STEP_KEYS = {
    "id": "Its name for the records. Where a step means the same in two playbooks, give it the same id:\n"
    "then it stays done when the rep changes to the other one.",
    "phase": "heart, head or close, in this order; at least one in the heart.",
    "name": "Its name in the list of steps, at most 40 characters.",
    "short": "The same on a narrow screen, at most 12 characters.",
    "say": "The next line to say. {name} becomes the caller, {told} what they told us, {meant} what it did to\n"
    "them, {date} when they hear from us.",
    "why": "Why it stands here.",
    "source": "Where the rule comes from.",
    "not": "Wordings that harm at this step, 1 to 6.",
    "done": "How it looks when the step is done.",
    "words": "May be left out: the exact words that the step stands for, shown large; at most 40 characters.",
    "fields": "May be left out: what the step wants to see in the notes, at most 4. mark is how the line begins:\n"
    '> = ! + or i, or a word of 2 to 12 small letters ("undo" for "undo: ..."); ask says what to write there.',
    "clock": "May be left out: after quiet seconds a small mark stands beside the step, after late seconds say\n"
    "is shown. Nothing is stopped.",
}
"""What each key of a step is for."""
_WHEN_LEFT_OUT = {
    "about": 'about = "When something has gone wrong and ..."',
    "words": 'words = "I am very sorry"',
    "fields": 'fields = [{ mark = "=", ask = "What it did to them, in their words" }]',
    "clock": 'clock = { quiet = 90, late = 300, say = "A first short sorry now, the full one later." }',
}


def _lines(values: dict[str, str], comments: dict[str, str]) -> list[str]:
    """A line for each value; before those that have a comment, the comment, also where the value is left out."""
    lines = []
    for key in [*values, *(key for key in comments if key not in values)]:
        lines += [f"# {line}" for line in comments.get(key, "").splitlines()]
        lines.append(f"{key} = {values[key]}" if key in values else f"# {_WHEN_LEFT_OUT[key]}")
    return lines


def _top_values(playbook: Playbook) -> dict[str, str]:
    values = {"schema": str(SCHEMA), "id": _quoted(playbook.id), "title": _quoted(playbook.title)}
    if playbook.about:
        values["about"] = _quoted(playbook.about)
    return values | {"gate": _quoted(playbook.gate), "report_back": str(playbook.report_back).lower()}


def _step_values(step: Step) -> dict[str, str]:
    texts = ("id", "phase", "name", "short", "say", "why", "source")
    values = {key: _quoted(getattr(step, key)) for key in texts}
    values |= {"not": _listed([_quoted(wording) for wording in step.avoid]), "done": _quoted(step.done)}
    if step.words:
        values["words"] = _quoted(step.words)
    if step.fields:
        values["fields"] = _listed([_field(field) for field in step.fields])
    if step.clock:
        values["clock"] = _clock(step.clock)
    return values


def _field(field: NoteField) -> str:
    return f"{{ mark = {_quoted(field.mark)}, ask = {_quoted(field.ask)} }}"


def _clock(clock: StepClock) -> str:
    return f"{{ quiet = {clock.quiet}, late = {clock.late}, say = {_quoted(clock.say)} }}"


def _listed(values: list[str]) -> str:
    one_line = f"[{', '.join(values)}]"
    if len(one_line) <= _MOST_WIDTH:
        return one_line
    return "\n".join(["[", *(f"  {value}," for value in values), "]"])


_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    """A text between quotes; what could end it, or steer a terminal that shows the file, is an escape."""
    return f'"{_ESCAPED.sub(lambda match: _SHORT.get(match[0]) or _escape(match[0]), text)}"'


def _escape(char: str) -> str:
    # Half of a surrogate pair is no character, and TOML has no escape for it.
    return "\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04x}"
