"""Who may be meant by the name that is typed at the desk. Looked up at a pause; no key and no first frame waits."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.model.trouble import RecordsTrouble
from tui.services.at_pause import AtPause
from tui.services.background import in_background
from tui.widgets.caller_field import CallerField

if TYPE_CHECKING:
    from tui.model.brief import Line
    from tui.services.client_book import ClientBook


class WhoIsTyped:
    """Shows below the field what is known about them, and takes it away with their name."""

    def __init__(
        self, desk: Screen[None], field: CallerField, book: "Callable[[], ClientBook]", spare: Callable[[], int]
    ) -> None:
        """`book` may load much, so a thread asks for it; `spare` gives the rows below that can be done without."""
        self._desk, self._field = desk, field
        self._book, self._spare = book, spare
        self._pause = AtPause(self._look_up)

    def typed(self) -> None:
        """The name changed. Costs next to nothing."""
        self._pause.touch()

    def _name(self) -> str:
        """Nobody's where a call has begun meanwhile: the field is the caller's no more."""
        return self._field.value.strip() if self._desk.is_active else ""

    async def _look_up(self) -> None:
        name = self._name()
        lines: tuple[Line, ...] = ()
        if name:
            with suppress(RecordsTrouble):
                lines = await in_background(lambda: self._book().brief(name), "brief")
        await self._show(lines if self._name() == name else ())

    async def _show(self, lines: "tuple[Line, ...]") -> None:
        from tui.widgets.known_lines import KnownLines  # noqa: PLC0415 # The first key needs none of it.

        if lines and not self._desk.query(KnownLines):
            await self._desk.mount(KnownLines(), after=self._field)
        for one in self._desk.query(KnownLines):
            margin = one.styles.margin.height if one.display else 0
            one.show(lines, self._spare() + one.outer_size.height + margin)
