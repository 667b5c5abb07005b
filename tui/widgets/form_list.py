"""A few forms to choose one from."""

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.rows import Rows


class FormList(Rows):
    """A row for each: its name and what it is good for; ▶ stands before the one that is chosen."""

    DEFAULT_CSS = "FormList { height: auto; }"

    def __init__(self, forms: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002  # Textual's own
        """Name and words of each; the first one is chosen."""
        super().__init__(id=id)
        self._forms = forms
        self._width = max((len(name) for name, _ in forms), default=0) + 2
        self.chosen = 0

    def choose(self, at: int) -> None:
        """Choose another one; past either end it begins again at the other."""
        self.chosen = at % len(self._forms)
        self.refresh()

    def rows(self) -> int:
        """One for each form."""
        return len(self._forms)

    def get_content_height(self, *_: object) -> int:
        """All of them are seen at once."""
        return len(self._forms)

    def row(self, y: int) -> Content:
        """One form."""
        name, words = self._forms[y]
        here = y == self.chosen
        style = "bold $primary" if here else "$foreground 80%"
        line = Content.styled(f"{'▶' if here else ' '} {name:<{self._width}}", style)
        return (line + Content.styled(words, "$foreground 80%")).truncate(max(1, self.size.width), ellipsis=True)
