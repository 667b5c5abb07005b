"""Finding past calls by what somebody typed."""

from typing import NamedTuple

from tui.model.call import Call
from tui.model.folding import words_in
from tui.model.hits import Sought, telling_line
from tui.model.query import Query
from tui.model.query_text import Asked, read_query
from tui.ports import CallSearch, Clock, GoOn

MOST_DOUBTED = 6
"""Words that are looked at when nothing was found; a page that was pasted in has no slip of the hand."""


class Page(NamedTuple):
    """Some of the calls that fit."""

    calls: list[Call]
    is_last: bool
    """Whether there are no more."""


class Finder:
    """Reads what was typed and finds the calls. Every method but `read` may block and may raise `RecordsTrouble`."""

    def __init__(self, *, search: CallSearch, clock: Clock) -> None:
        """Where calls are looked for, and the time."""
        self._search = search
        self._clock = clock

    def read(self, text: str) -> Asked:
        """What is asked for, and what there is to say about it. Never raises."""
        return read_query(text, self._clock.now(), self._clock.at_local)

    def newest(self, query: Query, limit: int, below: int | None = None, go_on: GoOn | None = None) -> Page:
        """Calls that fit, newest first; with `below`, those with a smaller id."""
        found = self._search.search(query, self._clock.now(), limit, below, go_on)
        return Page(found, len(found) < limit)

    def best(self, query: Query, limit: int, go_on: GoOn | None = None) -> Page:
        """Calls that fit, those in which its words weigh most at the front. There is no more than this page."""
        return Page(self._search.best(query, self._clock.now(), limit, go_on), is_last=True)

    def meant(self, text: str, go_on: GoOn | None = None) -> str:
        """What may have been meant where `text` finds nothing: the same with its mistyped words put right.

        Empty where no word is mistyped, or where the words put right find nothing either.
        """
        asked = self.read(text)
        better = text
        for word in reversed(asked.words[:MOST_DOUBTED]):
            likely = self._right(word.text, go_on)
            if likely:
                better = f"{better[: word.start]}{likely}{better[word.end :]}"
        return better if better != text and self.newest(self.read(better).query, 1, go_on=go_on).calls else ""

    def _right(self, word: str, go_on: GoOn | None) -> str:
        """The likeliest word for one that no call holds; empty for one that is there, or that nothing is like."""
        bare = " ".join(words_in(word))
        if not bare or " " in bare or self.newest(Query(words=(word,)), 1, go_on=go_on).calls:
            return ""
        near = self._search.words_like(bare, 1)
        return near[0] if near else ""


def line_of(call: Call, sought: Sought) -> str:
    """A line of a call that shows why it was found: of its notes, else of a promise; else the first that there is."""
    promises = (words for one in call.promises for words in (one.text, one.how, one.reason))
    found = telling_line(call.notes, sought)
    if not sought or sought.is_in(found):
        return found
    return next((words for words in promises if sought.is_in(words)), found)
