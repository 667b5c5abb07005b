"""What the rep may want to glance at: who this is, what the notes have caught so far, and cases like this one."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.model.brief import Line
from tui.model.call import Call
from tui.model.cases import Case
from tui.model.effects import KIND_WORDS, effects_in
from tui.model.marks import Mark, marked
from tui.model.past import Past
from tui.model.plain import one_line
from tui.model.words import understood, who
from tui.widgets.known_lines import known_line
from tui.widgets.paragraphs import paragraph

MOST_OLD_WORDS = 3
"""How many of their words and effects from an old call are shown."""


class Brief(Widget):
    """The column on the right of a wide screen. Where not all has room, the lower entries are a row each."""

    DEFAULT_CSS = "Brief { width: 30; height: 1fr; padding: 1 2 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty column; `show` fills it."""
        super().__init__(id=id)
        self._entries: list[Content] = []
        self._wrapped: tuple[tuple[int, int], list[Content]] = ((0, 0), [])

    def show(
        self, call: Call, past: Past, today: date, lines: Sequence[Line] = (), cases: Sequence[Case] = ()
    ) -> None:
        """This call, the earlier one that it answers, the brief about the client, and cases like this."""
        entries = [Content.styled(who(call), "bold $foreground"), *_answered(call, past.answered)]
        # Under the name it stands by itself; behind what we report back on, apart from that.
        entries += [Content()] if lines and len(entries) > 1 else []
        entries += [*map(known_line, lines), *_promises(call, today), *_effects(call), *_cases(cases, who(call))]
        if len(entries) != len(self._entries) or not all(map(Content.is_same, entries, self._entries)):
            self._entries, self._wrapped = entries, ((0, 0), [])
            self.refresh(layout=self.styles.auto_dimensions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there is room for."""
        return len(self._rows(width, container.height - self.gutter.height))

    def render(self) -> Content:
        """What was shown last."""
        return Content("\n").join(self._rows(*self.content_size))

    def _rows(self, width: int, height: int) -> list[Content]:
        # Asked for at each layout, and once more to be painted.
        if self._wrapped[0] != (width, height):
            self._wrapped = (width, height), self._fitted(max(12, width), height)
        return self._wrapped[1]

    def _fitted(self, width: int, height: int) -> list[Content]:
        """A row an entry, and whole entries from the top for as long as there is room."""
        entries = self._entries if len(self._entries) <= height else [entry for entry in self._entries if entry]
        room, rows = height - len(entries), list[Content]()
        for entry in entries:
            whole = paragraph(Content(), entry, width)
            fits = len(whole) - 1 <= room
            rows += whole if fits else [entry.truncate(width, ellipsis=True)]
            room -= len(whole) - 1 if fits else 0
        return rows[: max(1, height)]


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


def _cases(cases: Sequence[Case], client: str) -> Iterator[Content]:
    if cases:
        yield Content()
        yield Content.styled("CASES LIKE THIS", "bold $secondary")
    for case in cases:
        # Their own need no name.
        lead = case.when if case.who.casefold() == client.casefold() else f"{case.when} · {case.who}"
        yield Content.assemble((lead, "bold $foreground"), (f": {case.what}", "$foreground"))
        if case.put_right:
            yield Content.styled(f"+ {case.put_right}", "$foreground 80%")
        if case.ended:
            yield Content.styled(f"  {case.ended}", "$foreground 80%")
