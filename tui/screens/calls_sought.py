"""The past calls that are looked for: the line with what it understood, the list below it, and the cursor in that."""

from collections.abc import Callable, Coroutine

from textual.content import Content

from tui.model.call import Call
from tui.model.hits import Sought
from tui.model.plain import one_line
from tui.screens.place import PATIENCE
from tui.services.finder import Finder, line_of
from tui.services.review import Review
from tui.services.searching import Found, Searching, Wish
from tui.widgets.asked_line import AskedLine
from tui.widgets.found_list import FoundList, FoundRow
from tui.widgets.search_field import SearchField

NOTHING_YET = "No finished call yet. Each call you wrap up is kept here."
NO_HIT = "No call holds all of these words. Fewer letters find more."
NO_FIT = "No call fits all of this. Fewer words or filters find more."


class CallsSought:
    """Keeps the list in step with the line. The cursor stays at its call wherever that is still listed."""

    def __init__(
        self,
        review: Review,
        finder: Finder,
        *,
        start: Callable[[Coroutine[None, None, None]], object],
        tell: Callable[[bool], None],
        wait: Callable[[], None],
    ) -> None:
        """`start` begins a task; `tell` is told each time that more is known, and whether the chosen call is gone.

        `wait` is told when something takes a while to find.
        """
        self.words = SearchField("Type a word from the notes, a name, a tag …", id="words")
        self.said = AskedLine()
        self.listing = FoundList()
        self.searching = Searching(finder, start, self._show, wait)
        self.sought = Sought(self.found.asked.query)
        self._review = review
        self._tell = tell
        self._best = False
        self._shown_for: Wish | None = None
        self._stay_at: int | None = None
        """The id of the call that the cursor shall be on as soon as it is there."""

    @property
    def found(self) -> Found:
        """What is listed."""
        return self.searching.found

    @property
    def chosen(self) -> Call | None:
        """The call under the cursor."""
        at, calls = self.listing.place, self.found.calls
        return calls[at] if at < len(calls) else None

    def find(self) -> None:
        """Find what stands in the line, where that is not under way."""
        if self._wish != self.searching.wanted:
            self._stay_at = None
            self.words.offer = ""
            self.searching.want(self._wish)

    async def in_step(self) -> None:
        """Wait until what stands in the line is found, or the disk has hung for too long."""
        # What tells of the last character may still be on its way.
        self.find()
        await self.searching.caught_up(PATIENCE)

    def look_again(self) -> None:
        """List anew; the cursor stays at its call."""
        self._stay_at = self.chosen.id if self.chosen else None
        self.searching.want(self._wish, anew=True)

    def turn_over(self, *, stays: bool) -> None:
        """Those first in which the words weigh most, or the newest again; the cursor `stays` or goes to the first."""
        self._best = not self._best
        self._stay_at = self.chosen.id if self.chosen and stays else None
        self.searching.want(self._wish)

    def moved(self) -> None:
        """The rep has moved the cursor; at the last call, those behind it are fetched."""
        self._stay_at = None
        if self.listing.place >= len(self.found.calls) - 1:
            self.searching.want_more()

    @property
    def _wish(self) -> Wish:
        return Wish(self.words.value, self._best)

    def _show(self, found: Found) -> None:
        before = self.listing.place if self._stay_at is not None or found.wish == self._shown_for else 0
        self._shown_for = found.wish
        self.sought = Sought(found.asked.query)
        self.said.show(found.asked.troubles, found.asked.hints, found.asked.understood)
        self.words.offer = "" if found.calls else found.meant
        place = next((at for at, call in enumerate(found.calls) if call.id == self._stay_at), None)
        if found.calls:
            self.listing.show(len(found.calls), self._row, self.sought, before if place is None else place)
        else:
            self.listing.say(_none_found(found))
        is_gone = place is None and self._stay_at is not None and found.is_all
        self._tell(is_gone or not found.calls)

    def _row(self, place: int) -> FoundRow:
        call = self.found.calls[place]
        return FoundRow(self._review.row(call), one_line(line_of(call, self.sought)))


def _none_found(found: Found) -> Content:
    """Why nothing is listed, and what may have been meant."""
    if found.asked.is_everything:
        none = NOTHING_YET
    else:
        none = NO_HIT if found.asked.words and not found.asked.has_filters else NO_FIT
    if not found.meant:
        return Content.styled(none, "$foreground 80%")
    lead = Content.styled(none.partition(". ")[0], "$foreground 80%")
    offer = Content.assemble(
        ("Did you mean ", "$foreground 80%"), (one_line(found.meant), "bold $foreground"), "?   ",
        ("tab", "bold $primary"), (" takes it", "$foreground 80%"),
    )  # fmt: skip
    return Content("\n").join([lead + ".", Content(), offer])
