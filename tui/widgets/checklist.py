"""The steps of the playbook: as a column where there is room, as one line where there is not."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from tui.model.call import Call, StepState, record_of, step_of
from tui.model.clocks import listening, phase_time
from tui.model.guide import missing_heart, spent
from tui.model.playbook import Phase, Step
from tui.model.times import clock
from tui.widgets.phases import PHASE_COLOURS, PHASE_WORDS
from tui.widgets.rows import Rows

QUIET_SIGN = "○"
"""Beside the clock of a step that has had its time; it asks for nothing."""
_SIGNS = {StepState.OPEN: " ", StepState.DONE: "✓", StepState.SKIPPED: "–"}


class _Steps(Rows):
    """A view of a call's steps that repaints only what has changed."""

    _CLOCK_IS_LAST: ClassVar[bool] = False
    """Whether the clock of the step in hand ends its line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """An empty list; `show` fills it."""
        super().__init__(id=id)
        self._call: Call | None = None
        self._at = datetime.min

    def show(self, call: Call, at: datetime) -> None:
        """The steps as they are at this moment; while only the clock moves, only the row it stands in is painted."""
        old, before, self._call, self._at = self._call, self._at, call, at
        if old is None or (old.steps, old.now, old.overrides) != (call.steps, call.now, call.overrides):
            self._arrange(call)
            self.refresh()
        elif call.now is not None and self.display:
            self._tick(call, self._clock(old, before), self._clock(call, at))

    def _tick(self, call: Call, was: str, words: str) -> None:
        if words != was:
            width = self.content_size.width
            # Where nothing before it has to give way, the clock alone is sent to the terminal.
            part = len(words) if self._CLOCK_IS_LAST and len(words) == len(was) else width
            self.refresh(Region(width - part, self._row_in_hand(call), part, 1))

    def _clock(self, call: Call, at: datetime) -> str:
        """How long the step in hand takes by now; a quiet sign where that is as long as most people need."""
        if not call.now:
            return ""
        time = clock(spent(call, call.now, at))
        return f"{QUIET_SIGN} {time}" if listening(call, at).quiet else time

    def _arrange(self, call: Call) -> None:
        """The steps are others than before."""

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
    _CLOCK_IS_LAST = True

    @dataclass
    class Chosen(Message):
        """The rep clicked on a step."""

        step_id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """No step yet."""
        super().__init__(id=id)
        self._lines: list[Step | Phase | None] = []

    def rows(self) -> int:
        """One for each step and each heading, and one between two phases."""
        return len(self._lines)

    def row(self, y: int) -> Content:
        """A step, a heading, or nothing."""
        line = self._lines[y]
        if self._call is None or line is None:
            return Content()
        return self._heading(self._call, line) if isinstance(line, Phase) else self._row(self._call, line, self._at)

    def on_click(self, event: events.Click) -> None:
        """A click takes a step into hand, as far as the gate lets it."""
        place = event.get_content_offset(self)
        line = self._lines[place.y] if place and 0 <= place.y < len(self._lines) else None
        if isinstance(line, Step):
            self.post_message(self.Chosen(line.id))

    def _arrange(self, call: Call) -> None:
        self._lines = []
        phase: Phase | None = None
        for step in call.playbook.steps:
            if step.phase is not phase:
                phase = step.phase
                self._lines += [None, phase] if self._lines else [phase]
            self._lines.append(step)

    def _row_in_hand(self, call: Call) -> int:
        return next(y for y, line in enumerate(self._lines) if isinstance(line, Step) and line.id == call.now)

    def _heading(self, call: Call, phase: Phase) -> Content:
        shut = phase is Phase.HEAD and missing_heart(call) and not call.overrides
        after = Content.styled("  after the heart", "$foreground 50%") if shut else Content()
        heading = Content.styled(PHASE_WORDS[phase], f"bold {PHASE_COLOURS[phase]}") + after
        # What the heart took, and the head: told once the call is elsewhere, so that it stands still.
        is_here = call.now is not None and step_of(call, call.now).phase is phase
        seconds = 0.0 if is_here else phase_time(call, phase, call.now_since)
        time = clock(seconds) if seconds >= 1 else ""
        gap = " " * max(0, self.size.width - heading.cell_length - len(time))
        return heading + gap + Content.styled(time, PHASE_COLOURS[phase]) if time else heading

    def _row(self, call: Call, step: Step, at: datetime) -> Content:
        seconds = spent(call, step.id, at)
        skipped = record_of(call, step.id).state is StepState.SKIPPED and call.now != step.id
        time = clock(seconds) if seconds >= 1 else ""
        time = self._clock(call, at) if call.now == step.id else "left out" if skipped else time
        width = self.size.width
        room = max(1, width - len(time) - 3)
        name = Content(f"{self._sign(call, step)} {step.name}").truncate(room, ellipsis=True)
        row = name + " " * max(1, width - name.cell_length - len(time)) + Content.styled(time, "dim")
        return row.stylize(self._style(call, step))


class ChecklistStrip(_Steps):
    """The same steps in one line; the step in hand is always in view."""

    DEFAULT_CSS = "ChecklistStrip { height: 1; padding: 0 1; }"

    def rows(self) -> int:
        """One, as soon as there is a call."""
        return 0 if self._call is None else 1

    def row(self, y: int) -> Content:
        """Steps done are their sign only; the one in hand and those to come have their short names."""
        call, at = self._call, self._at
        if call is None:
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
            time = Content.styled(f" {self._clock(call, at)}", PHASE_COLOURS[step.phase])
            return Content.styled(f"▶ {step.short}", style) + time
        if self._named(call, step):
            return Content.styled(step.short, style)
        return Content.styled(self._sign(call, step), style)
