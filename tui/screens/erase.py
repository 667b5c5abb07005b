"""Erasing a call or a client, or making them anonymous: asked once, with the numbers."""

from collections.abc import Callable, Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from tui.keys import ERASE, bindings, hints
from tui.model.call import Call
from tui.model.erasing import Touched, Way, Wish
from tui.model.trouble import Trouble
from tui.model.words import UNKNOWN_CALLER, who
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.services.erasing import Eraser, all_of_client, this_call, words
from tui.widgets.call_bar import CallBar
from tui.widgets.hint_line import HintLine
from tui.widgets.trouble_line import TroubleLine

HINTS = hints(ERASE, "whose", "way", "erase-close", "keys", "commands")
COUNTING = "Counting …"
NOBODY = "Nobody was named in this call, so there is no client to erase."
WAYS = {
    Way.ERASE: ("erase", "Nothing is left of them, here and in the backups."),
    Way.ANONYMISE: ("make anonymous", "Names and words go; times, steps and moods stay, so that your numbers stay."),
}
CONFIRM = {Way.ERASE: "erase", Way.ANONYMISE: "anonymise"}
"""The word that is typed out, so that no hurried hand does it by chance."""


class EraseScreen(Place):
    """Nothing happens before the word is typed out. What was done is said when it is done."""

    KEYS = ERASE
    BINDINGS = bindings(ERASE)
    CSS_PATH = "erase.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    word = query_one("#word", Input)
    choices = query_one("#choices", Static)
    meaning = query_one("#meaning", Static)
    numbers = query_one("#numbers", Static)
    state = query_one("#state", Static)
    trouble = query_one(TroubleLine)

    def __init__(self, ways: Ways, *, call: Call, eraser: Eraser, then: Callable[[], None]) -> None:
        """The call that was looked at. `then` is called when calls have gone."""
        super().__init__(ways)
        self._call = call
        self._eraser = eraser
        self._then = then
        self._way = Way.ERASE
        self._is_all = False
        self._touched: dict[bool, Touched] = {}
        self._is_busy = self._is_done = False

    def compose(self) -> ComposeResult:
        """Whose, in which way, what that touches, and the word to type."""
        yield CallBar()
        with VerticalScroll(can_focus=False):
            yield Static("", id="choices", markup=False)
            yield Static("", id="meaning", markup=False)
            yield Static(COUNTING, id="numbers", markup=False)
            yield Static("", id="state", markup=False)
        yield TroubleLine()
        yield Input(id="word", select_on_focus=False)
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """Say what is chosen, and count."""
        self.word.cursor_blink = False
        self.bar.show(who(self._call), "erase", "")
        self.take_focus()
        self._show()
        self._count()

    def home(self) -> Input | None:
        """The word; nothing once it is done."""
        return None if self._is_busy or self._is_done else self.word

    async def action_whose(self) -> None:
        """This call alone, or all of the client."""
        await self.settled()
        if not self._call.caller:
            self.notify(NOBODY, markup=False)
        elif self._may_choose():
            self._is_all = not self._is_all
            self._chosen_anew()
            self._count()

    async def action_way(self) -> None:
        """Erase, or make anonymous."""
        await self.settled()
        if self._may_choose():
            self._way = Way.ANONYMISE if self._way is Way.ERASE else Way.ERASE
            self._chosen_anew()

    @on(Input.Submitted)
    def _typed_out(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._may_choose():
            return
        if self._is_all not in self._touched:
            self.notify("Not counted yet. Wait a moment, then press enter once more.", markup=False)
        elif event.value.strip().casefold() != CONFIRM[self._way]:
            self.notify(f"Type the word {CONFIRM[self._way]}, then press enter.", markup=False)
        else:
            self._is_busy = True
            self.trouble.show("")
            self.word.disabled = True
            # Of the app and not of the screen: it goes on when the rep leaves.
            self.app.run_worker(self._carry_out(self._wish(), self._way), group="erase")

    def _may_choose(self) -> bool:
        return not (self._is_busy or self._is_done)

    def _chosen_anew(self) -> None:
        # A word that was typed for another choice counts for none.
        self.word.value = ""
        self.trouble.show("")
        self._show()

    def _wish(self) -> Wish:
        return all_of_client(self._call) if self._is_all else this_call(self._call)

    def _count(self) -> None:
        if self._is_all not in self._touched:
            self.run_worker(self._counted(self._is_all, self._wish()), group="count")

    async def _counted(self, is_all: bool, wish: Wish) -> None:
        try:
            self._touched[is_all] = await in_background(lambda: self._eraser.touched(wish), "count")
        except Trouble as trouble:
            self.trouble.show(str(trouble))
        self._show()

    async def _carry_out(self, wish: Wish, way: Way) -> None:
        # The screen may be left meanwhile, and knows no app then.
        app = self.app

        def tell(words: str, part: float) -> None:
            app.call_later(self._say, f"{round(100 * part):>3} %  {words}")

        try:
            told = await in_background(lambda: self._eraser.carry_out(wish, way, tell), "erase")
        except Trouble as trouble:
            self._is_busy = False
            if self.stands:
                self.word.disabled = False
                self.trouble.show(str(trouble))
                self._say("")
                self.take_focus()
            else:
                app.notify(str(trouble), severity="error", markup=False)
        else:
            self._is_busy, self._is_done = False, True
            app.notify(told, markup=False)
            if self.stands:
                self._say(told)
                self.word.display = False
        self._then()

    def _say(self, words: str) -> None:
        if self.stands and not (self._is_done and "%" in words[:6]):
            self.state.update(Content.styled(words, "bold $foreground"))

    def _show(self) -> None:
        if not self.stands:
            return
        name = who(self._call) if self._call.caller else UNKNOWN_CALLER
        whose = _choice("f2", (("this call", not self._is_all), (f"all of {name}", self._is_all)))
        way = _choice("f4", ((WAYS[one][0], one is self._way) for one in Way))
        self.choices.update(Content("\n").join([whose, way]))
        self.meaning.update(Content.styled(WAYS[self._way][1], "$foreground 70%"))
        touched = self._touched.get(self._is_all)
        lines = words(name if self._is_all else f"This call with {name}", touched) if touched else [COUNTING]
        self.numbers.update(Content("\n").join([Content.styled(lines[0], "bold"), *map(Content, lines[1:])]))
        self.word.placeholder = f"Type the word {CONFIRM[self._way]}, then enter"


def _choice(key: str, options: Iterable[tuple[str, bool]]) -> Content:
    """A row of options, the chosen one set off by its sign and not by colour alone."""
    row = Content.styled(f"{key}  ", "bold $primary")
    for text, is_chosen in options:
        row += (
            Content.styled(f"▶ {text}   ", "bold $foreground")
            if is_chosen
            else Content.styled(f"  {text}   ", "$foreground 60%")
        )
    return row
