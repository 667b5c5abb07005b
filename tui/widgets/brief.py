"""What the rep may want to glance at: who this is, and what the notes have caught so far."""

from datetime import date

from textual.content import Content
from textual.widget import Widget

from tui.model.call import Call
from tui.model.effects import KIND_WORDS, effects_in
from tui.model.marks import Mark, marked
from tui.model.past import Past
from tui.model.plain import one_line
from tui.model.promises import is_open
from tui.model.times import moment
from tui.model.words import due_words, outcome_words, understood, who

MOST_OLD_WORDS = 3
"""How many of their words and effects from an old call are shown."""


class Brief(Widget):
    """The column on the right of a wide screen."""

    DEFAULT_CSS = "Brief { width: 30; height: 1fr; padding: 1 2 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty column; `show` fills it."""
        super().__init__(id=id)
        self._content = Content()

    def show(self, call: Call, past: Past, today: date) -> None:
        """This call, and the earlier ones that matter to it."""
        lines = [Content.styled(who(call), "bold $foreground"), *_answered(call, past.answered)]
        lines += _last(past.last, today) if past.last != past.answered else []
        content = Content("\n").join([*lines, *_promises(call, today), *_effects(call)])
        if not content.is_same(self._content):
            self._content = content
            self.refresh()

    def render(self) -> Content:
        """What was shown last."""
        return self._content


def _answered(call: Call, answered: Call | None) -> list[Content]:
    """The promise that this call reports back on, and their words from the call in which it was given."""
    if call.answering is None:
        return []
    lines = [
        Content(),
        Content.styled("WE REPORT BACK ON", "bold $secondary"),
        Content.styled(f"! {one_line(call.answering.text)}", "$foreground"),
    ]
    for mark in (Mark.THEIRS, Mark.IMPACT):
        texts = marked(answered.notes, mark)[:MOST_OLD_WORDS] if answered else []
        lines += [Content.styled(f"{mark.value} {one_line(text)}", "$foreground 80%") for text in texts]
    return lines


def _last(last: Call | None, today: date) -> list[Content]:
    if last is None:
        return []
    lines = [f"last call {moment(last.started, today)}", outcome_words(last) or "how it ended was not noted"]
    owed = [promise for promise in last.promises if is_open(promise)]
    lines += [f"we promised: {one_line(one.text)} ({due_words(one, today)})" for one in owed]
    return [Content.styled(line, "$foreground 80%") for line in lines]


def _promises(call: Call, today: date) -> list[Content]:
    lines = [Content(), Content.styled("WE PROMISED", "bold $secondary")] if call.promises else []
    for promise in call.promises:
        lines.append(Content.styled(f"! {one_line(promise.text)}", "$foreground"))
        style = "$foreground 70%" if promise.due and not promise.unclear else "$warning"
        lines.append(Content.styled(f"  {understood(promise, today)}", style))
    return lines


def _effects(call: Call) -> list[Content]:
    effects = effects_in(call.notes)
    lines = [Content(), Content.styled("WHAT IT DID TO THEM", "bold $accent")] if effects else []
    for effect in effects:
        text, kind = one_line(effect.text), KIND_WORDS[effect.kind] if effect.kind else ""
        # "their boss: boss will see it" says it twice.
        label = f"{kind}: " if kind and kind.split()[-1] not in text.casefold() else ""
        lines.append(Content.assemble(("= ", "$foreground"), (label, "$accent"), (text, "$foreground")))
    return lines
