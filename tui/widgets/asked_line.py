"""What a search understood, and what it did not, under the field while somebody types."""

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.paragraphs import Paragraphs, paragraph

MOST_TROUBLES = 3
"""Sentences shown at once."""


class AskedLine(Paragraphs):
    """A sentence for each filter that is left aside, else what can stand there, else the days that were read."""

    DEFAULT_CSS = "AskedLine { height: auto; min-height: 1; max-height: 4; padding: 0 2; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nothing to say."""
        super().__init__(id=id)
        self._said: tuple[Sequence[str], str] = ((), "")

    def show(self, troubles: Sequence[str], hints: Sequence[str], understood: Sequence[str]) -> None:
        """Say it; nothing is painted anew where it is the same as before."""
        said = (tuple(troubles[:MOST_TROUBLES]), " ".join(hints[-1:]) or " · ".join(understood))
        if said != self._said:
            self._said = said
            self.say_anew()

    @property
    def text(self) -> str:
        """All that is said, a line each."""
        return "\n".join(filter(None, (*self._said[0], self._said[1])))

    def lines(self, width: int) -> list[Content]:
        """The sentences, wrapped."""
        lines: list[Content] = []
        for trouble in self._said[0]:
            lines += paragraph(Content.styled("! ", "bold $warning"), Content.styled(trouble, "$warning"), width)
        if self._said[1]:
            lines += paragraph(Content(), Content.styled(self._said[1], "$foreground 70%"), width)
        return lines or [Content()]
