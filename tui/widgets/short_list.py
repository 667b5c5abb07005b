"""A few things under a heading, to be taken in at a glance."""

from collections.abc import Sequence

from textual.content import Content

from tui.model.plain import one_line
from tui.widgets.paragraphs import Paragraphs, paragraph

MOST_CHARACTERS = 200
"""What is longer is no glance any more; the rest of it stands where it comes from."""


class ShortList(Paragraphs):
    """A heading, and an entry a line; or a sentence that says that there is none."""

    def __init__(self, heading: str, entries: Sequence[str], *, empty: str, colour: str) -> None:
        """`empty` is said when there is no entry; `colour` is that of the heading."""
        super().__init__()
        self._heading = Content.styled(heading, f"bold {colour}")
        shown = (one_line(entry[: 4 * MOST_CHARACTERS]) for entry in entries)
        self._entries = tuple(_cut(entry) for entry in shown if entry)
        self._empty = empty

    def lines(self, width: int) -> list[Content]:
        """The heading, then the entries, each set in behind its dot."""
        if not self._entries:
            return [self._heading, *paragraph(Content(), Content.styled(self._empty, "$foreground 60%"), width)]
        dot = Content.styled("· ", "$foreground 60%")
        lines = [self._heading]
        for entry in self._entries:
            lines += paragraph(dot, Content.styled(entry, "$foreground"), width)
        return lines


def _cut(entry: str) -> str:
    return entry if len(entry) <= MOST_CHARACTERS else f"{entry[: MOST_CHARACTERS - 1]}…"
