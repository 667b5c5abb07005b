"""The note that the rep writes by hand after the call: what to write, where it goes, and whether it is on its way."""

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tui.keys import NOTE, bindings, hints
from tui.model.plain import one_line
from tui.model.words import UNKNOWN_CALLER
from tui.screens.place import Place, Ways, paged
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.sheet import Sheet

HINTS = (*hints(NOTE, "posted", "copy", "note-close"), ("up down", "read on"), *hints(NOTE, "keys", "commands"))
POSTED, NOT_POSTED = "✓ posted", "not posted yet"
MOST_ADDRESS = 300
FACT = (
    "By hand it is done in under five minutes. Writers fear that a note seems awkward; "
    "those who open it are gladder than the writer thinks (Kumar & Epley 2018)."
)


class NoteScreen(Place):
    """The text can be read from a chair's distance while it is written. It is changed where it is written: on paper.

    A note by hand is what a client keeps (seed 001); it takes minutes, and writers underrate it (Kumar & Epley 2018).
    """

    KEYS = NOTE
    # So that the keys behind them find the next screen.
    BINDINGS = bindings(NOTE, first=True)
    HORIZONTAL_BREAKPOINTS = [(0, "-below"), (78, "-beside")]
    CSS_PATH = "note.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    reader = query_one(VerticalScroll)
    aside = query_one("#aside", Static)

    def __init__(
        self,
        ways: Ways,
        *,
        text: str,
        address: str,
        caller: str,
        posted: bool,
        on_posted: Callable[[bool], object],
    ) -> None:
        """What to write, to whom; `address` is empty where none is known. `on_posted` is told of each tick."""
        super().__init__(ways)
        self._text, self._address, self._caller = text, address, caller
        self._is_posted = posted
        self._on_posted = on_posted

    def compose(self) -> ComposeResult:
        """The sheet, and what belongs to it beside it or, on a narrow screen, below it."""
        yield CallBar()
        with VerticalScroll(can_focus=False):
            yield Sheet(self._text)
            yield Static("", id="aside", markup=False)
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """Where it goes, and how it stands."""
        self._show()

    def text_to_copy(self) -> str:
        """The note itself."""
        return self._text

    def moved(self, key: str) -> bool:
        """Every key that moves, moves the sheet."""
        steps, ends = {"up": -1, "down": 1}, {"home": 0, "end": self.reader.max_scroll_y}
        if key in steps:
            self.reader.scroll_relative(y=steps[key], animate=False)
        elif key in ends:
            self.reader.scroll_to(y=ends[key], animate=False)
        else:
            return paged(self.reader, "pagedown" if key == "space" else key)
        return True

    async def action_posted(self) -> None:
        """It is in the post, or is not after all."""
        self._is_posted = not self._is_posted
        self._on_posted(self._is_posted)
        self._show()

    def show_posted(self, posted: bool) -> None:
        """How it stands in the record."""
        if posted is not self._is_posted:
            self._is_posted = posted
            self._show()

    def _show(self) -> None:
        state = POSTED if self._is_posted else NOT_POSTED
        self.bar.show(one_line(self._caller) or UNKNOWN_CALLER, "a note by hand", state)
        self.aside.update(Content("\n").join(self._aside()))

    def _aside(self) -> Iterator[Content]:
        yield Content.styled("ADDRESS", "bold $secondary")
        if self._address.strip():
            shown = one_line(self._address[:MOST_ADDRESS]).replace(", ", "\n")
            yield Content.styled(shown, "bold $foreground")
        else:
            yield Content.styled("None yet. This line in the notes of the call gives one:", "$foreground 80%")
            yield Content.styled("address: 12 High Street, Leeds", "bold $foreground")
        yield Content()
        yield Content.styled(f"{len(self._text.split())} WORDS", "bold $secondary")
        yield Content.styled(FACT, "$foreground 80%")
        yield Content()
        if self._is_posted:
            yield Content.styled(POSTED, "bold $success")
        else:
            yield Content.assemble(("ctrl+n", "bold $primary"), (" once it is posted", "$foreground 80%"))
