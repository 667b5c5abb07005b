"""Erasing calls, or making them anonymous: told with its numbers first, and what was done afterwards."""

from collections.abc import Callable

from tui.model.call import Call
from tui.model.erasing import Touched, Way, Wish, kept_elsewhere, touched_words
from tui.model.plain import one_line
from tui.model.retention import Old, kept_since, old
from tui.ports import Clock, Erasing

LATER = "A call goes on: the bytes that they left behind are overwritten by the open app when it has ended."
GONE = "No byte of them is left in our folder."
GONE_BUT_CARD = "No byte of them is left in our folder, but for what the card of a client keeps."
"""Calls alone leave the card as it is, and it may have learned a line from their notes."""


class Eraser:
    """What is meant, what it touches, and doing it. Every method may block, and may raise `RecordsTrouble`."""

    def __init__(self, *, erasing: Erasing, clock: Clock, keep_for: str = "", after_that: str = "anonymise") -> None:
        """Where the calls are, and the time; how long calls are kept ("" for ever), and what becomes of them then."""
        self._erasing = erasing
        self._clock = clock
        self.keep_for = keep_for
        self.way_of_old = Way(after_that)

    def touched(self, wish: Wish) -> Touched:
        """The numbers."""
        return self._erasing.touched(wish)

    def carry_out(self, wish: Wish, way: Way, tell: Callable[[str, float], None]) -> str:
        """Do it; what was done, in whole sentences. `tell` is told of progress, from any thread."""
        is_over = self._erasing.carry_out(wish, way, self._clock.now(), tell)
        done = "They are erased" if way is Way.ERASE else "They are anonymous now"
        gone = GONE if wish.caller else GONE_BUT_CARD
        return f"{done}. {gone if is_over and way is Way.ERASE else '' if is_over else LATER}".strip()

    def old(self) -> Old:
        """The finished calls that are older than calls are kept."""
        since = kept_since(self.keep_for, self._clock.now())
        return old(self._erasing.older_than(since) if since else ())


def this_call(call: Call) -> Wish:
    """This one finished call."""
    return Wish(calls=(call.id,))


def all_of_client(call: Call) -> Wish:
    """All of the client who called, and this call in any case."""
    return Wish(calls=(call.id,), caller=", ".join(filter(None, (call.caller, call.company))))


def words(who: str, touched: Touched) -> list[str]:
    """What would be touched, a sentence each; the first one says whose and how many."""
    return [f"{one_line(who)}: {touched_words(touched)}.", *map(one_line, kept_elsewhere(touched))]
