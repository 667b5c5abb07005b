"""The card of a client: the person first, account facts never (seed 001). Edited where it stands, kept by itself."""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.keys import CLIENT, bindings, hints
from tui.model.brief import ANSWERS_TO, SMALL_THINGS
from tui.model.plain import one_line
from tui.model.same_person import Spelling
from tui.model.trouble import Trouble
from tui.model.words import UNKNOWN_CALLER
from tui.ports import Clock
from tui.screens.place import Place, Ways, paged
from tui.services.at_pause import AtPause
from tui.services.background import in_background
from tui.services.client_book import Card, ClientBook
from tui.services.kept_in_place import KeptInPlace
from tui.services.same_person import Joined
from tui.widgets.call_bar import CallBar
from tui.widgets.card_fields import CardField, Edited, LittlePad
from tui.widgets.client_story import ClientStory
from tui.widgets.hint_line import HintLine
from tui.widgets.trouble_line import TroubleLine

HINTS = hints(CLIENT, "next-field", "client-close", "same-person", "split-off", "undo-person", "keys", "commands")
ASKING_HINTS = (("enter", "do it"), ("esc", "leave it as it is"))
PATIENCE = 1.0
"""Seconds that leaving waits for what was typed to be kept."""
UNDO = "ctrl+o takes it back."
PRIVATE = "Private matters do not belong here."
FIELDS = (
    ("answers_to", "answers to", "M. Bright, office manager"),
    ("style", "suits them", "brisk, chatty, formal"),
    ("way", "reach them", "by phone, never by mail"),
    ("time", "call them", "after ten, not on Fridays"),
)
"""Name in the record, heading, example."""

Fields = dict[str, str | tuple[str, ...]]


class Asking(Enum):
    """What the field at the bottom asks for."""

    NOTHING = ""
    JOIN = "Another spelling of the same person:"
    SPLIT = "The spelling that is somebody else:"


class ClientScreen(Place):
    """Little things that make the difference (seed 001), and what stays private stays out (seed 004)."""

    KEYS = CLIENT
    # Before the fields get them, so that the keys behind find the next screen.
    BINDINGS = bindings(CLIENT, first=True)
    CSS_PATH = "client.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    sheet = query_one("#sheet", VerticalScroll)
    story = query_one(ClientStory)
    asked = query_one("#asked", CardField)
    preview = query_one("#preview", Static)
    trouble = query_one(TroubleLine)
    hint_line = query_one(HintLine)

    def __init__(self, ways: Ways, card: Card, *, book: ClientBook, clock: Clock, others: Sequence[str] = ()) -> None:
        """The card as it is, where it is kept, and the callers who could be the same person."""
        super().__init__(ways)
        self._card, self._book, self._clock = card, book, clock
        self._others = tuple(others)
        # Held here: what was typed is kept even when the screen is gone.
        self.little = LittlePad()
        self.fields = {name: CardField(id=name, placeholder=example) for name, _, example in FIELDS}
        self._asking = Asking.NOTHING
        self._previewed = ""
        self._last: Joined | None = None
        self._leaves_without = False
        self._at_pause = AtPause(self._show_preview)

    def compose(self) -> ComposeResult:
        """What is kept on the left, what became of them on the right."""
        yield CallBar()
        with VerticalScroll(id="sheet", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="kept"):
                yield Static(PRIVATE, id="private", markup=False)
                yield Static("LITTLE THINGS", id="little", markup=False)
                yield self.little
                for name, heading, _ in FIELDS:
                    with Horizontal(classes="row"):
                        yield Static(heading, classes="label", markup=False)
                        yield self.fields[name]
            yield ClientStory()
        with Vertical(id="asking"):
            yield Static("", id="preview", markup=False)
            yield CardField(id="asked", placeholder="as it is typed at Who is calling?")
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """The card as it is."""
        self.asked.suggester = SuggestFromList(self._others, case_sensitive=False)
        self.asked.can_focus = False
        self._keeping = KeptInPlace(self._typed, self._keep, self._tell)
        self._fill(self._card)

    async def on_unmount(self) -> None:
        """However this screen ends, what was typed is kept."""
        self._at_pause.stop()
        await self._keeping.in_time(PATIENCE)

    def home(self) -> Widget:
        """The little things."""
        return self.little

    def moved(self, key: str) -> bool:
        """Paging moves the card."""
        return paged(self.sheet, key)

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        self._leaves_without = False
        if self._asking is Asking.NOTHING:
            self._keeping.touch()
        else:
            self._at_pause.touch()

    @on(Input.Submitted, "#asked")
    def _go(self, event: Input.Submitted) -> None:
        event.stop()
        self.run_worker(self._answered(), group="same person")

    async def action_same_person(self) -> None:
        """Ask for the other spelling; asked already, make them one."""
        await self.settled()
        if self._asking is Asking.JOIN:
            await self._answered()
        else:
            self._ask(Asking.JOIN, "")

    async def action_split_off(self) -> None:
        """Ask which spelling is somebody else; asked already, take it off."""
        await self.settled()
        names = self._card.known.names
        if self._asking is Asking.SPLIT:
            await self._answered()
        elif len(names) < 2:
            self.notify("There is one spelling only; ctrl+n adds another one.", markup=False)
        else:
            self._ask(Asking.SPLIT, names[-1])

    async def action_undo_person(self) -> None:
        """Take the last join or split back."""
        await self.settled()
        if self._last is None:
            self.notify("There is nothing to take back here.", markup=False)
        else:
            await self._do(partial(self._book.undo, self._last), "Taken back.")

    async def action_close(self) -> None:
        """Away with the question, or out of here."""
        await self.settled()
        if self._asking is Asking.NOTHING:
            await self.action_leave()
        else:
            self._ask(Asking.NOTHING, "")

    async def action_leave(self) -> None:
        """Back to where the rep came from, once all is kept; the second time also without that."""
        await self.settled()
        if await self._keeping.in_time(PATIENCE) or self._leaves_without:
            await super().action_leave()
        else:
            self._leaves_without = True

    def _fill(self, card: Card) -> None:
        """Show a card, and take it for what is kept."""
        self._card = card
        with self.prevent(Edited, Input.Changed):
            for name, field in self.fields.items():
                field.value = one_line(getattr(card.client, name))
            self.little.load_text("\n".join(map(one_line, card.client.little)))
            self.little.move_cursor(self.little.document.end)
        self._keeping.start_with(self._typed())
        self._show_story(card)

    def _show_story(self, card: Card) -> None:
        self._show_bar("")
        # The rest of the brief stands in the fields.
        lines = [line for line in card.lines if line.about not in (ANSWERS_TO, SMALL_THINGS)]
        self.story.show(lines, card.spellings, card.known.newest, self._clock.now().date())

    def _show_bar(self, right: str, *, trouble: bool = False) -> None:
        name = one_line(self._card.known.names[0]).replace(", ", " · ")
        self.bar.show(name or UNKNOWN_CALLER, "the client", right, trouble=trouble)

    def _typed(self) -> Fields:
        return {"little": self.little.things} | {name: field.value.strip() for name, field in self.fields.items()}

    def _keep(self, was: Fields, now: Fields) -> None:
        """Keep what was changed here, and nothing that another window may have changed. Blocks."""
        self._book.edit(self._card.known.names[0], was, now)

    def _tell(self, trouble: str) -> None:
        words = f"Not kept: {trouble}" if trouble else ""
        if self.stands:
            self.trouble.show(words)
            kept_at = f"kept {self._clock.now():%H:%M:%S}" if not words else "not kept"
            self._show_bar(kept_at, trouble=bool(words))
        elif words:
            self.app.notify(words, severity="error", markup=False)

    def _ask(self, what: Asking, value: str) -> None:
        self._asking = what
        self._previewed = ""
        self.set_class(what is not Asking.NOTHING, "-asks")
        self.preview.update(what.value)
        self.asked.can_focus = what is not Asking.NOTHING
        with self.prevent(Input.Changed):
            self.asked.value = value
            self.asked.cursor_position = len(value)
        self.set_focus(self.little if what is Asking.NOTHING else self.asked)
        self.hint_line.show(HINTS if what is Asking.NOTHING else ASKING_HINTS)
        if value:
            self._at_pause.touch()

    async def _show_preview(self) -> None:
        """What will be one, or what will stand alone."""
        typed, asking = self.asked.value.strip(), self._asking
        if not typed or asking is Asking.NOTHING:
            self.preview.update(asking.value)
            return
        try:
            words = await in_background(lambda: self._would(asking, typed), "same person")
        except Trouble as trouble:
            words, typed = str(trouble), ""
        if self._asking is asking and self.stands:
            self._previewed = typed
            self.preview.update(words)

    def _would(self, asking: Asking, typed: str) -> str:
        """In words what the answer will do. Raises `Trouble` where it can do nothing. Blocks."""
        name = self._card.known.names[0]
        if asking is Asking.JOIN:
            spellings = self._book.would_join(name, typed)
            return f"{_counted(spellings)}: one person. Enter makes it so; no call is changed."
        one = next(one for one in self._card.spellings if one.name.casefold() == typed.casefold())
        return f"{_counted([one])}: somebody else. Enter takes it off; no call is changed."

    async def _answered(self) -> None:
        """Do what was asked, once it was shown what that is."""
        typed, asking, name = self.asked.value.strip(), self._asking, self._card.known.names[0]
        if not typed or typed != self._previewed:
            await self._show_preview()
        elif asking is Asking.JOIN:
            await self._do(lambda: self._book.join(name, typed), f"{one_line(typed)} is the same person now. {UNDO}")
        elif asking is Asking.SPLIT:
            await self._do(lambda: self._book.split(typed), f"{one_line(typed)} is somebody else now. {UNDO}")

    async def _do(self, change: Callable[[], Joined | None], told: str) -> None:
        """Change who is whom, once all that was typed about them is kept; then show them as they are, and say so."""
        if not await self._keeping.in_time(PATIENCE):
            return

        def work() -> tuple[Joined | None, Card]:
            joined = change()
            return joined, self._book.card(joined.now.names[0] if joined else self._card.known.names[0])

        try:
            self._last, card = await in_background(work, "same person")
        except Trouble as trouble:
            self.notify(str(trouble), severity="error", markup=False)
            return
        self._ask(Asking.NOTHING, "")
        self._fill(card)
        # On a narrow screen the spellings stand below what is seen.
        self.notify(told, markup=False)


def _counted(spellings: Sequence[Spelling]) -> str:
    """ "12 calls as Dana Lee, 3 as D. Lee"."""
    first, *others = spellings
    words = f"{first.calls} call{'s' if first.calls != 1 else ''} as {one_line(first.name)}"
    return ", ".join([words, *(f"{one.calls} as {one_line(one.name)}" for one in others)])
