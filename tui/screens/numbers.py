"""The rep's own numbers: how soon the heart had its say, and what was kept. For the rep alone."""

from collections.abc import Callable
from csv import writer
from io import StringIO
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Grid
from textual.getters import query_one
from textual.widgets import Static

from tui.keys import NUMBERS, bindings, hints
from tui.model.numbers import Figures, table, titles, week_of, weekly
from tui.model.numbers_words import NOTHING, View, in_words
from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.services.numbers import Numbers
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.plotted import Plotted
from tui.widgets.trouble_line import TroubleLine

HINTS = (
    ("left right", "picture"),
    *hints(NUMBERS, "weeks", "of-playbook", "as-csv", "numbers-close", "copy", "keys", "commands"),
)
RANGES = (12, 26, 52, 104)
"""Weeks that are shown at once."""
AT_ONCE = (View.SOONER, View.HEART, View.PROMISES, View.MOODS)
"""The pictures that a large screen shows side by side."""


class NumbersScreen(Place):
    """One picture after the other, or four at once where there is room. No person is ranked, and none is scored."""

    KEYS = NUMBERS
    # So that the keys behind them find the next screen.
    BINDINGS = bindings(NUMBERS, first=True)
    CSS_PATH = "numbers.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    trouble = query_one(TroubleLine)
    empty = query_one("#empty", Static)

    def __init__(self, ways: Ways, *, numbers: Numbers, write: Callable[[str], Path]) -> None:
        """Where the numbers are counted, and what writes a table to a new file or raises `Trouble`."""
        super().__init__(ways)
        self._numbers = numbers
        self._write = write
        self._figures: list[Figures] = []
        self._counted: int | None = None
        self._weeks = RANGES[0]
        self._view = View.SOONER
        self._playbook = ""

    def compose(self) -> ComposeResult:
        """The pictures, and what to say without any call."""
        yield CallBar()
        yield Static("", id="empty", markup=False)
        with Grid():
            for view in AT_ONCE:
                yield Plotted(view)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """Count."""
        self._count()

    def on_resize(self) -> None:
        """Four pictures where there is room for them."""
        self._show()

    def moved(self, key: str) -> bool:
        """The arrows lead from picture to picture."""
        turns = key in ("left", "right", "up", "down", "space", "tab")
        if turns:
            self._turn(-1 if key in ("left", "up") else 1)
        return turns

    def text_to_copy(self) -> str | None:
        """The figures in words."""
        return "".join(f"{line}\n" for line in in_words(week_of(self._numbers.now().date(), self._shown())))

    def action_next_range(self) -> None:
        """Look further back, or begin with the last weeks again."""
        self._weeks = RANGES[(RANGES.index(self._weeks) + 1) % len(RANGES)]
        self._count()

    def action_next_playbook(self) -> None:
        """The numbers of one playbook alone, and behind the last one those of all again."""
        ids = ["", *titles(self._figures)]
        here = ids.index(self._playbook) if self._playbook in ids else 0
        self._playbook = ids[(here + 1) % len(ids)]
        self._show()

    async def action_write_csv(self) -> None:
        """Write every week, of all calls and of each playbook, to a file."""
        text = StringIO(newline="")
        writer(text).writerows(table(self._figures, self._numbers.now().date(), self._weeks))
        try:
            path = await in_background(lambda: self._write(text.getvalue()), "csv")
        except Trouble as trouble:
            self.notify(str(trouble), severity="error", markup=False)
        else:
            self.notify(f"Saved to {one_line(str(path))}", markup=False)

    def _turn(self, by: int) -> None:
        views = list(View)
        self._view = views[(views.index(self._view) + by) % len(views)]
        self._show()

    def _count(self) -> None:
        self._counted = 0
        self.run_worker(self._counting(), exclusive=True, group="numbers")
        self._show()

    async def _counting(self) -> None:
        weeks = self._weeks

        def told(count: int) -> None:
            self.app.call_from_thread(self._tell, count)

        try:
            figures = await in_background(
                lambda: self._numbers.figures(weeks, told, lambda: self.stands and weeks == self._weeks),
                "numbers",
            )
        except Trouble as trouble:
            self._counted = None
            self.trouble.show(str(trouble))
        else:
            self._figures, self._counted = figures, None
            self._show()

    def _tell(self, count: int) -> None:
        if self.stands and self._counted is not None:
            self._counted = count
            self._show_bar()

    def _shown(self) -> list[Figures]:
        return [one for one in self._figures if self._playbook in ("", one.playbook)]

    def _show_bar(self) -> None:
        of = titles(self._figures).get(self._playbook, "every playbook")
        counting = f"counting … {self._counted:,}" if self._counted is not None else f"{self._weeks} weeks"
        self.bar.show("Your own numbers", f"{one_line(of)}, for you alone", counting)

    def _show(self) -> None:
        if not self.stands:
            return
        self._show_bar()
        figures, today = self._shown(), self._numbers.now().date()
        self.set_class(not figures, "-nothing")
        self.empty.update("" if self._counted is not None else NOTHING)
        weeks, whole = weekly(figures, today, self._weeks), week_of(today, figures)
        many = self.size.width >= 110 and self.size.height >= 30
        self.set_class(many, "-many")
        first = AT_ONCE.index(self._view) if self._view in AT_ONCE else 0
        for place, panel in enumerate(self.query(Plotted)):
            if many:
                panel.show(AT_ONCE[place], weeks, whole, mind=self.size.height >= 34)
                panel.set_class(place == first, "-chosen")
            elif place == 0:
                panel.show(self._view, weeks, whole)
