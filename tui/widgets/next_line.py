"""The one thing to say now: the largest thing on the screen."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.model.guide import Gate
from tui.model.plain import plain
from tui.model.playbook import GateLevel, Step
from tui.widgets.big_words import big
from tui.widgets.phases import PHASE_COLOURS

LEAST_BELOW = 3
"""Rows that are left to the notes below the card, however much it has to say."""
CUT = " …"
"""Stands where the card has more to say than there is room for."""


class Row(NamedTuple):
    """A paragraph of the card, with a label before it or none."""

    text: str = ""
    style: str = "$foreground 70%"
    label: str = ""
    colour: str = ""
    is_big: bool = False
    """Whether it is written large where there is room for it."""
    gives_way: int = 0
    """Where there is not room for all, the rows with the highest number go first; those with 0 stay."""

    def lines(self, width: int) -> list[Content]:
        """The paragraph, wrapped, its label on the first line and the others set in below the text."""
        if self.is_big and (rows := big(self.text, width)):
            return [Content.styled(row, self.style) for row in rows]
        lead = f"{self.label}  " if self.label else ""
        wrapped = Content.styled(plain(self.text), self.style).wrap(width - len(lead)) or [Content()]
        heads = [Content.styled(lead, self.colour), *[Content(" " * len(lead))] * (len(wrapped) - 1)]
        return [head + line for head, line in zip(heads, wrapped, strict=True)]


ALL_BEHIND = (
    Row("ALL STEPS ARE BEHIND YOU", style="bold $accent"),
    Row("Stay with them until they say goodbye. Then wrap up.", style="bold $foreground"),
)


class NextLine(Widget):
    """The card with the next line; the gate stands in the same place, and never in the way of the notes."""

    DEFAULT_CSS = """
    NextLine {
        height: auto; min-height: 5; padding: 1 2; background: $surface; border-left: outer $primary;
        &.-head { border-left: outer $secondary; }
        &.-close { border-left: outer $accent; }
        &.-gate { border-left: outer $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty card; `show_step` or `show_gate` fill it."""
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._wrapped: tuple[tuple[object, ...], list[Content]] = ((), [])

    def show_end(self, unsaid: Sequence[Step], back: str) -> None:
        """All steps are behind; `unsaid` of the heart can still be said, with the key `back`."""
        if not unsaid:
            self._put(ALL_BEHIND, "close")
            return
        rows = (
            Row("BEFORE YOU SAY GOODBYE", style="bold $primary"),
            Row(f"Not said yet: {', '.join(step.name for step in unsaid)}", style="bold $foreground"),
            Row(f"say it now: {unsaid[0].name}", label=back, colour="bold $primary"),
        )
        self._put(rows, "heart")

    def show_step(self, step: Step, say: str, noted: Sequence[str], late: str, *, roomy: bool) -> None:
        """The step in hand with the line to say.

        `noted` is what its fields ask for, each with how much of it there is; `late` what it is time for by now, or
        nothing. `roomy` adds why the step stands here.
        """
        colour = PHASE_COLOURS[step.phase]
        gap = [Row(gives_way=5)] if roomy else []
        rows = [
            Row(step.name.upper(), style=f"bold {colour}"),
            *gap,
            *([Row(step.words, style=f"bold {colour}", is_big=True)] if step.words else []),
            Row(f"“{say}”", style="bold $foreground"),
            *([Row(late, label="now ", style="bold $foreground", colour="bold $warning")] if late else []),
            *gap,
            Row(", ".join(f"“{words}”" for words in step.avoid), label="not ", colour=colour, gives_way=2),
            *([Row("   ".join(noted), label="note", colour=colour, gives_way=1)] if noted else []),
            Row(step.done, label="done", colour=colour, gives_way=3),
        ]
        if roomy:
            rows.append(Row(step.why, label="why ", colour=colour, gives_way=4))
        self._put(tuple(rows), step.phase)

    def show_gate(self, gate: Gate, keys: Mapping[str, str]) -> None:
        """The gate, with the keys that answer it: what each does by its name, the way back first."""
        names = ", ".join(step.name for step in gate.missing)
        back, *reasons = keys.items()
        rows = [
            Row("HEART FIRST", style="bold $warning"),
            Row(f"Not done yet: {names}", style="bold $foreground"),
            Row(f"{back[1]}: {gate.missing[0].name}", label=back[0], colour="bold $primary"),
        ]
        if gate.level is GateLevel.WARN and gate.target:
            rows.append(Row(f"To go on to “{gate.target.name}” all the same, say why; the record keeps it:"))
            pairs = [reasons[place : place + 2] for place in range(0, len(reasons), 2)]
            rows += [Row("   ".join(f"{key} {words}" for key, words in pair), "bold $foreground") for pair in pairs]
        else:
            rows.append(Row("This playbook keeps the fix shut until the heart is done."))
        self._put(tuple(rows), "gate")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows need at this width, as far as that leaves the notes below their own."""
        return len(self._lines(width, container.height - LEAST_BELOW))

    def render(self) -> Content:
        """The rows, each wrapped behind its label."""
        return Content("\n").join(self._lines(*self.content_size))

    def _lines(self, width: int, height: int) -> list[Content]:
        width, height = max(12, width), max(1, height)
        # Asked for at each layout, and with another height to be painted: where there is room, both get the same.
        if self._wrapped[0] != (self._rows, width):
            self._wrapped = (self._rows, width), _all_lines(self._rows, width)
        lines = self._wrapped[1]
        return lines if len(lines) <= height else _fitted(self._rows, width, height)

    def _put(self, rows: tuple[Row, ...], state: str) -> None:
        for name in ("head", "close", "gate"):
            self.set_class(name == state, f"-{name}")
        if rows != self._rows:
            self._rows = rows
            self.refresh(layout=True)


def _fitted(rows: tuple[Row, ...], width: int, height: int) -> list[Content]:
    """As many lines as there is room for: large words become plain, then what gives way goes, the rest is cut."""
    kept = [row._replace(is_big=False) for row in rows]
    for row in sorted(filter(_gives_way, kept), key=_gives_way, reverse=True):
        if len(_all_lines(kept, width)) > height:
            kept.remove(row)
    lines = _all_lines(kept, width)
    said = [row.text for row in kept if row.text]
    if len(lines) <= height and said == [row.text for row in rows if row.text]:
        return lines
    *whole, last = lines[:height]
    return [*whole, last.truncate(max(1, width - len(CUT))) + Content.styled(CUT, "$foreground 70%")]


def _all_lines(rows: Sequence[Row], width: int) -> list[Content]:
    return [line for row in rows for line in row.lines(width)]


def _gives_way(row: Row) -> int:
    return row.gives_way
