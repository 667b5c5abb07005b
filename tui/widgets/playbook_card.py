"""A playbook at a glance: when to take it, and its steps by phase."""

from textual.content import Content

from tui.model.plain import one_line
from tui.model.playbook import Phase, Playbook
from tui.widgets.paragraphs import Paragraphs, paragraph
from tui.widgets.phases import PHASE_COLOURS, PHASE_WORDS

_LABEL = max(map(len, PHASE_WORDS.values())) + 2


class PlaybookCard(Paragraphs):
    """What the rep reads before choosing one."""

    def __init__(self) -> None:
        """An empty card; `show` fills it."""
        super().__init__()
        self._playbook: Playbook | None = None
        self._tail = ""

    def show(self, playbook: Playbook | None, tail: str = "") -> None:
        """This playbook, `tail` behind its title; None for none."""
        if (playbook, tail) != (self._playbook, self._tail):
            self._playbook, self._tail = playbook, tail
            self.say_anew()

    def lines(self, width: int) -> list[Content]:
        """Title, when to take it, steps."""
        if self._playbook is None:
            return []
        title = Content.styled(one_line(self._playbook.title), "bold $primary")
        lines = paragraph(Content(), title + Content.styled(f"  {self._tail}", "$foreground 70%"), width)
        if about := one_line(self._playbook.about):
            lines += paragraph(Content(), Content.styled(about, "$foreground"), width)
        lines.append(Content())
        for phase in Phase:
            names = [one_line(step.name) for step in self._playbook.steps if step.phase is phase]
            if names:
                label = Content.styled(PHASE_WORDS[phase].ljust(_LABEL), f"bold {PHASE_COLOURS[phase]}")
                lines += paragraph(label, Content.styled(" · ".join(names), "$foreground 80%"), width)
        return lines
