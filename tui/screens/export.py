"""Calls on their way to a file: which, in what form, and where to."""

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Input, Static

from tui.interchange.forms import FORMS
from tui.keys import EXPORT, bindings, hints
from tui.model.call import Call
from tui.model.plain import one_line
from tui.model.trouble import Trouble
from tui.model.words import who
from tui.screens.place import Place, Ways
from tui.services.background import in_background
from tui.services.outgoing import Outgoing, Stopped, Written, said_of
from tui.widgets.call_bar import CallBar
from tui.widgets.form_list import FormList
from tui.widgets.hint_line import HintLine
from tui.widgets.how_far import HowFar
from tui.widgets.trouble_line import TroubleLine

HINTS = (("type", "the file"), ("up down", "the form"), *hints(EXPORT, "write", "export-close", "replace", "keys"))
BUSY_HINTS = hints(EXPORT, "export-close", "keys")
STOPPED = "Stopped: nothing was written."
NONE = "No call is listed, so there is nothing to write."
GLANCE = 0.1
"""Seconds between two looks at how far it is."""


class ExportScreen(Place):
    """The path has the focus; the arrows choose the form, because digits are for names."""

    KEYS = EXPORT
    # So that the keys behind them find the next screen.
    BINDINGS = bindings(EXPORT, first=True)
    CSS_PATH = "export.tcss"
    is_a_look_up = True

    bar = query_one(CallBar)
    which = query_one("#which", Static)
    path = query_one("#path", Input)
    forms = query_one(FormList)
    how_far = query_one(HowFar)
    said = query_one("#said", Static)
    trouble = query_one(TroubleLine)
    hint_line = query_one(HintLine)

    def __init__(self, ways: Ways, *, outgoing: Outgoing, words: str, call: Call | None) -> None:
        """This one `call`, or where there is none every call that `words` find."""
        super().__init__(ways)
        self._outgoing = outgoing
        self._words, self._call = words, call
        self._count = 0 if call is None else 1
        self._is_counted = call is not None
        self._through = 0
        self._suggested = ""
        self._is_writing = False
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        """What it is about, the forms, the path, and how far it is."""
        yield CallBar()
        yield Static("", id="which", markup=False)
        yield FormList([(form.id, form.words) for form in FORMS])
        yield Static("FILE", id="file", markup=False)
        yield Input(id="path", select_on_focus=False)
        yield HowFar()
        yield Static("", id="said", markup=False)
        yield TroubleLine()
        yield HintLine(HINTS)

    def on_mount(self) -> None:
        """Counting begins at once, and nobody has to wait for it."""
        self.take_focus()
        self.path.cursor_blink = False
        self.bar.show("Export", "", "")
        self._suggest()
        self._show_which()
        self.set_interval(GLANCE, self._glance)
        if not self._is_counted:
            self._count_them()

    def home(self) -> Input:
        """The path."""
        return self.path

    def moved(self, key: str) -> bool:
        """The arrows belong to the forms."""
        is_arrow = key in ("up", "down")
        if is_arrow and not self._is_writing:
            self._choose(1 if key == "down" else -1)
        return is_arrow

    async def action_next_form(self) -> None:
        """The next form."""
        await self.settled()
        if not self._is_writing:
            self._choose(1)

    async def action_write(self) -> None:
        """Write the file, if none is there."""
        await self.settled()
        self._begin(replace=False)

    async def action_replace(self) -> None:
        """Write the file, also in the place of one that is there."""
        await self.settled()
        self._begin(replace=True)

    async def action_leave(self) -> None:
        """Stop what goes on; where nothing does, back to where the rep came from."""
        await self.settled()
        if self._is_writing:
            self._is_stopped = True
        else:
            await super().action_leave()

    def _choose(self, by: int) -> None:
        self.forms.choose(self.forms.chosen + by)
        self._suggest()

    def _suggest(self) -> None:
        """A name for the file, as long as nobody wrote another one; else its ending alone goes with the form."""
        form, before = FORMS[self.forms.chosen], self.path.value
        if before == self._suggested:
            self._suggested = self._outgoing.suggested(form.id, self._words, self._call)
            self.path.value = self._suggested
        else:
            ending = next((one.ending for one in FORMS if before.endswith(one.ending)), "")
            if ending:
                self.path.value = before.removesuffix(ending) + form.ending
        self.path.cursor_position = len(self.path.value)

    def _show_which(self) -> None:
        words = one_line(self._words)
        if self._call is not None:
            self.which.update(f"This call: {who(self._call)}")
        elif not self._is_counted:
            self.which.update(f"Counting the calls: {self._count:,}")
        else:
            number = f"{self._count:,} call{'' if self._count == 1 else 's'}"
            verb = "that is found by" if self._count == 1 else "that are found by"
            self.which.update(f"{number} {verb}: {words}" if words else f"All calls: {self._count:,}")

    def _glance(self) -> None:
        if not self._is_counted:
            self._show_which()
        if self._is_writing:
            self.how_far.show(self._through, self._count if self._is_counted else 0)

    @work(group="count")
    async def _count_them(self) -> None:
        try:
            await in_background(self._counted, "count")
        except Trouble as trouble:
            self.trouble.show(str(trouble))
        except Stopped:
            return
        else:
            self._is_counted = True
            self._show_which()

    def _counted(self) -> None:
        for _ in self._outgoing.calls_that(self._words):
            self._count += 1
            if not self.stands:
                raise Stopped

    def _begin(self, *, replace: bool) -> None:
        if self._is_writing:
            return
        if self._is_counted and not self._count:
            self.trouble.show(NONE)
            return
        self._is_writing, self._is_stopped, self._through = True, False, 0
        self.trouble.show("")
        self.said.update("")
        self.add_class("-writing")
        self.hint_line.show(BUSY_HINTS)
        self._write(self.path.value, FORMS[self.forms.chosen].id, replace=replace)

    @work(group="export")
    async def _write(self, path: str, form: str, *, replace: bool) -> None:
        try:
            written = await in_background(lambda: self._written(path, form, replace=replace), "export")
        except Stopped:
            self.said.update(STOPPED)
        except Trouble as trouble:
            again = " ctrl+n puts the new one in its place." if "is there already" in str(trouble) else ""
            self.trouble.show(f"{trouble}{again}")
        else:
            self.said.update(said_of(written))
            self.trouble.show(written.trouble)
        finally:
            self._is_writing = False
            self.remove_class("-writing")
            self.hint_line.show(HINTS)

    def _written(self, path: str, form: str, *, replace: bool) -> Written:
        calls = self._outgoing.calls_that(self._words) if self._call is None else iter([self._call])
        return self._outgoing.write(path, form, calls, replace=replace, on_call=self._on_call)

    def _on_call(self, through: int) -> None:
        self._through = through
        if self._is_stopped or not self.stands:
            raise Stopped
