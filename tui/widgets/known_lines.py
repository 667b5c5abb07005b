"""The lines of a brief, as they are shown wherever a client is known."""

from collections.abc import Sequence

from textual.content import Content

from tui.model.brief import Line
from tui.widgets.paragraphs import Paragraphs, paragraph


def known_line(line: Line) -> Content:
    """One line of the brief; what is late has a sign as well as a colour."""
    late = "bold $warning"
    return Content.assemble(
        ("! " if line.is_late else "", late),
        (f"{line.about}: ", "$secondary"),
        (line.text, late if line.is_late else "$foreground"),
    )


class KnownLines(Paragraphs):
    """Who that is, while the name is typed; nothing where nobody known is meant."""

    DEFAULT_CSS = """
    KnownLines {
        display: none; height: auto; padding: 0 2; margin: 0 1 1 1;
        background: $surface; border-left: outer $secondary;
        &.-some { display: block; }
        &.-tight { margin: 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name for it
        """Nobody yet."""
        super().__init__(id=id)
        self._shown: tuple[Line, ...] = ()
        self._room = 1

    def show(self, lines: Sequence[Line], free: int) -> None:
        """These lines, where so many rows are free, but one row in any case; none take the block away."""
        # The last row stays empty, where there is more than one.
        room = max(1, free - 1)
        if (tuple(lines), room) != (self._shown, self._room):
            self._shown, self._room = tuple(lines), room
            self.set_class(bool(lines), "-some")
            self.set_class(free < 2, "-tight")
            self.say_anew()

    def lines(self, width: int) -> list[Content]:
        """A row each where the screen is low, whole where it is tall."""
        contents = [known_line(line) for line in self._shown]
        if not self.screen.has_class("-tall"):
            return [line.truncate(width, ellipsis=True) for line in contents[: self._room]]
        return [row for line in contents for row in paragraph(Content(), line, width)][: self._room]
