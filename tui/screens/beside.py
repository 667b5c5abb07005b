"""What stands beside a call: who that is, and cases like it. It is looked up in threads, and no key waits for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.model.brief import Line
from tui.model.call import Call
from tui.model.cases import Case
from tui.model.past import Past
from tui.model.same_person import caller_of
from tui.model.trouble import RecordsTrouble
from tui.services.at_pause import AtPause
from tui.services.background import in_background
from tui.services.client_book import ClientBook
from tui.services.likeness import CasesLike
from tui.services.review import Review

PAUSE = 0.4
"""Seconds without a key, once which the notes are compared with past calls."""


class AboutThem(NamedTuple):
    """Where it is looked up for one call, and where it can be looked at whole."""

    review: Review
    book: ClientBook
    like: CasesLike
    show_card: Callable[[str], Awaitable[None]]
    """The card of a client. A call and no message, so that the keys behind it find the next screen."""


@dataclass
class Beside:
    """Looks it up, and says when there is something new to show."""

    about: AboutThem
    notes: Callable[[], tuple[Call, str]]
    """The call, and its notes as they are typed by now."""
    show: Callable[[], None]
    past: Past = field(default=Past(), init=False)
    lines: tuple[Line, ...] = field(default=(), init=False)
    """The brief about the client."""
    cases: tuple[Case, ...] = field(default=(), init=False)
    _looked_up: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Nothing is looked up yet."""
        self._pause = AtPause(self._find_cases, PAUSE)

    def typed(self) -> None:
        """The notes changed. Costs next to nothing."""
        self._pause.touch()

    def stop(self) -> None:
        """The call is left."""
        self._pause.stop()

    def is_news(self, call: Call) -> bool:
        """Whether the caller is another one than was looked up last."""
        caller = caller_of(call)
        is_news, self._looked_up = caller != self._looked_up, caller
        return is_news

    def look_again(self) -> None:
        """What is kept about the client may have changed."""
        self._looked_up = None

    async def find(self, call: Call) -> None:
        """Look up the earlier calls that matter, and the client."""
        try:
            self.past, self.lines = await in_background(lambda: self._about(call), "brief")
        except RecordsTrouble:
            self.past, self.lines = Past(), ()
        self.show()
        # Their own cases come first, so another caller has others.
        self.typed()

    def _about(self, call: Call) -> tuple[Past, tuple[Line, ...]]:
        return self.about.review.past_of(call), self.about.book.brief_of(caller_of(call))

    async def _find_cases(self) -> None:
        call, notes = self.notes()
        try:
            found = await in_background(lambda: self.about.like.look(call, notes), "cases like this")
        except RecordsTrouble:
            # The red line tells of what is wrong with the disk; what was found before still holds.
            return
        if found is not None and found != self.cases:
            self.cases = found
            self.show()
