"""Cases like this: while notes grow, the past calls most alike, each with how it was put right and how it ended."""

from tui.model.call import Call
from tui.model.cases import Case, case_of
from tui.model.likeness import telling_words
from tui.model.same_person import caller_of
from tui.ports import ClientHistory, Clock
from tui.services.client_book import ClientBook

FEWEST = 3
"""Different telling words below which anything is alike."""
MOST = 3
"""Cases that are shown."""


class CasesLike:
    """Finds what is like one call. It remembers what it was asked, so nothing is looked up twice in a row."""

    def __init__(self, *, records: ClientHistory, book: ClientBook, clock: Clock) -> None:
        """Where past calls are, whose spellings belong together, and the time."""
        self._records = records
        self._book = book
        self._clock = clock
        self._asked: tuple[frozenset[str], str] | None = None

    def look(self, call: Call, notes: str) -> tuple[Case, ...] | None:
        """The cases most like `notes`, which are those of `call` by now; None where that is no new question.

        One query to the index at most. May block, and may raise `RecordsTrouble`.
        """
        caller = caller_of(call)
        asked = frozenset(telling_words(notes)), caller
        if asked == self._asked:
            return None
        # Kept only once it was answered: after a trouble, the next pause asks again.
        found = self._found(call, notes, caller) if len(asked[0]) >= FEWEST else ()
        self._asked = asked
        return found

    def _found(self, call: Call, notes: str, caller: str) -> tuple[Case, ...]:
        own = self._book.names_of(caller) if caller else ()
        today = self._clock.now().date()
        return tuple(case_of(one, today) for one in self._records.alike(notes, own, call.id, MOST))
