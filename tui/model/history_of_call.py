"""What a finished call was before it was amended, as it can be read."""

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple

from tui.model.amending import held
from tui.model.call import Call
from tui.model.plain import one_line
from tui.model.words import MOODS, OUTCOMES

FIELDS = {
    "notes": "notes",
    "caller": "caller",
    "company": "company",
    "outcome": "how it ended",
    "mood_at_hello": "mood at hello",
    "mood_at_goodbye": "mood at goodbye",
}
"""The fields that can be amended, as people call them."""
LONGEST = 5000
"""Lines of notes that are compared; longer ones are told by their number."""


class Change(NamedTuple):
    """One thing that was added or corrected."""

    at: datetime
    field: str
    was: str
    now: str
    """What it became then, which may have been changed again since."""


class LineChange(NamedTuple):
    """A line of the notes that went, or that came."""

    came: bool
    text: str


def changes_of(call: Call) -> list[Change]:
    """What was amended, the newest first."""
    after: dict[str, str] = {}
    changes = []
    for one in reversed(call.amendments):
        now = after.get(one.field, held(call, one.field))
        changes.append(Change(one.at, one.field, one.was, now))
        after[one.field] = one.was
    return changes


def line_changes(was: str, now: str) -> list[LineChange]:
    """The lines that went and those that came, in their order; none that stayed."""
    before, after = was.splitlines(), now.splitlines()
    if max(len(before), len(after)) > LONGEST:
        went, came = f"{len(before)} lines", f"{len(after)} lines"
        return [LineChange(False, went), LineChange(True, came)]
    return list(_compared(before, after))


def value_words(field: str, value: str) -> str:
    """What a field held, in the words of the screen: "put right", "calm", "nothing"."""
    words: dict[str, str] = {one.value: text for one, text in OUTCOMES.items()} if field == "outcome" else {}
    if field.startswith("mood"):
        words = {one.value: text for one, text in MOODS.items()}
    return words.get(value, one_line(value)) or "nothing"


def _compared(before: list[str], after: list[str]) -> Iterator[LineChange]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (LineChange(False, line) for line in before[i:j] if line.strip())
            yield from (LineChange(True, line) for line in after[k:m] if line.strip())
