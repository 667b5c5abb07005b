"""The steps of the playbook: as a column where there is room, as one line where there is not."""

from datetime import datetime

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui.model.call import Call, StepState, record_of
from tui.model.guide import missing_heart, spent
from tui.model.playbook import Phase, Step
from tui.model.times import clock
from tui.theme import PHASE_COLOURS, PHASE_WORDS

_SIGNS = {StepState.OPEN: " ", StepState.DONE: "✓", StepState.SKIPPED: "–"}


class _Steps(Widget):
    """A view of a call's steps that repaints only when what it shows has changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty list; `show` fills it."""
        super().__init__(id=id)
        self._call: Call | None = None
        self._at: datetime | None = None

    def show(self, call: Call, at: datetime) -> None:
        """The steps as they are at this moment; while only the clock moves, only the row it stands in is painted."""
        old, self._call, self._at = self._call, call, at
        ticked = old is not None and (old.steps, old.now, old.overrides) == (call.steps, call.now, call.overrides)
        if not ticked:
            self.refresh()
        elif call.now is not None and self.display:
            self.refresh(Region(0, self._row_in_hand(call), self.content_size.width, 1))

    def _row_in_hand(self, call: Call) -> int:
        """The line in which the clock of the step in hand stands."""
        return 0

    def _sign(self, call: Call, step: Step) -> str:
        return "▶" if call.now == step.id else _SIGNS[record_of(call, step.id).state]

    def _style(self, call: Call, step: Step) -> str:
        if call.now == step.id:
            return f"bold {PHASE_COLOURS[step.phase]}"
        state = record_of(call, step.id).state
        return "$foreground 60%" if state is StepState.SKIPPED else "$foreground 80%"


class Checklist(_Steps):
    """The steps under the headings of their phases, with the time each took."""

    DEFAULT_CSS = "Checklist { width: 28; height: 1fr; padding: 1 1 0 2; }"

    def render(self) -> Content:
        """One row a step."""
        call, at = self._call, self._at
        if call is None or at is None:
            return Content()
        rows: list[Content] = []
        phase: Phase | None = None
        for step in call.playbook.steps:
            if step.phase is not phase:
                phase = step.phase
                rows += [Content()] if rows else []
                rows.append(self._heading(call, phase))
            rows.append(self._row(call, step, at))
        return Content("\n").join(rows)

    def _row_in_hand(self, call: Call) -> int:
        steps = call.playbook.steps
        here = next(number for number, step in enumerate(steps) if step.id == call.now)
        # A heading for each phase up to here, and a blank line before all but the first.
        return here + 2 * len({step.phase for step in steps[: here + 1]}) - 1

    def _heading(self, call: Call, phase: Phase) -> Content:
        shut = phase is Phase.HEAD and missing_heart(call) and not call.overrides
        after = Content.styled("  after the heart", "$foreground 50%") if shut else Content()
        return Content.styled(PHASE_WORDS[phase], f"bold {PHASE_COLOURS[phase]}") + after

    def _row(self, call: Call, step: Step, at: datetime) -> Content:
        seconds = spent(call, step.id, at)
        skipped = record_of(call, step.id).state is StepState.SKIPPED and call.now != step.id
        time = "left out" if skipped else clock(seconds) if seconds >= 1 or call.now == step.id else ""
        width = self.size.width
        room = max(1, width - len(time) - 3)
        name = Content(f"{self._sign(call, step)} {step.name}").truncate(room, ellipsis=True)
        row = name + " " * max(1, width - name.cell_length - len(time)) + Content.styled(time, "dim")
        return row.stylize(self._style(call, step))


class ChecklistStrip(_Steps):
    """The same steps in one line; the step in hand is always in view."""

    DEFAULT_CSS = "ChecklistStrip { height: 1; padding: 0 1; }"

    def render(self) -> Content:
        """Steps done are their sign only; the one in hand and those to come have their short names."""
        call, at = self._call, self._at
        if call is None or at is None:
            return Content()
        parts: list[Content] = []
        phase: Phase | None = None
        for step in call.playbook.steps:
            if phase and step.phase is not phase:
                parts.append(Content.styled("│", "$foreground 40%"))
            elif phase and call.now != step.id and self._named(call, step):
                parts.append(Content.styled("·", "$foreground 40%"))
            phase = step.phase
            parts.append(self._part(call, step, at))
        return Content(" ").join(parts).truncate(max(1, self.size.width), ellipsis=True)

    def _named(self, call: Call, step: Step) -> bool:
        return call.now == step.id or record_of(call, step.id).state is StepState.OPEN

    def _part(self, call: Call, step: Step, at: datetime) -> Content:
        style = self._style(call, step)
        if call.now == step.id:
            time = Content.styled(f" {clock(spent(call, step.id, at))}", PHASE_COLOURS[step.phase])
            return Content.styled(f"▶ {step.short}", style) + time
        if self._named(call, step):
            return Content.styled(step.short, style)
        return Content.styled(self._sign(call, step), style)
