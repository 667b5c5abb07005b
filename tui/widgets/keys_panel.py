"""All keys, beside the notes and never in their way: typing goes on while it is open."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from tui.keys import Key, shown

MARKS = (
    (">", "the client's own words"),
    ("=", "what it did to them"),
    ("!", "a promise: ! ring back tue 15:00"),
    ("+", "a way to put it right"),
    ("undo:", "what we take back; redo: do anew"),
    ("cost:", "what it costs us: cost: 40"),
    ("i", "internal: no client ever reads it"),
    ("@", "who is calling: @ Dana Lee, Acme"),
    ("#word", "a tag, anywhere in a line"),
)


class KeysPanel(Widget):
    """A panel over the right side of the screen."""

    DEFAULT_CSS = """
    KeysPanel {
        layer: panel; dock: right; width: 48; max-width: 100%; height: 100%; padding: 1 2;
        background: $panel; border-left: outer $primary; overflow-y: auto;
    }
    """

    def __init__(self, keys: Sequence[Key], *, marks: bool) -> None:
        """The keys of this screen, then those that work everywhere; `marks` where there are notes."""
        super().__init__()
        self._keys = tuple(keys)
        self._marks = MARKS if marks else ()

    def render(self) -> Content:
        """Keys, then the marks of the notes."""
        rows = [
            Content.assemble(("KEYS", "bold $primary"), ("   f1 puts this away, typing goes on", "$foreground 60%"))
        ]
        rows += [self._row(shown(key.key), key.words) for key in self._keys]
        if self._marks:
            rows += [Content(), Content.styled("AT THE BEGINNING OF A LINE", "bold $primary")]
        rows += [self._row(mark, words) for mark, words in self._marks]
        return Content("\n").join(rows)

    def _row(self, key: str, words: str) -> Content:
        return Content.assemble((f"{key:<8}", "bold $foreground"), (words, "$foreground 80%"))
