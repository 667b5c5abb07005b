"""Calls as a rep makes them: one whose notes grow letter by letter, and finished ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from scripts.benchmarks.histories import UNTIL
from tui.demo import history
from tui.model.call import Call, begin, with_notes
from tui.model.playbook import Playbook
from tui.playbooks import PlaybookShelf
from tui.records.documents import to_document
from tui.records.rows import to_json
from tui.shipped import shipped

LEAST, MOST = 1_000, 3_000
"""How many characters the notes have at first and in the end: 2 KB in the middle."""
AT_ONCE = 4
"""Characters typed between two saves."""
AFTERWARDS = datetime.fromisoformat(UNTIL) + timedelta(days=366)
"""Every call from here is newer than the history it comes into."""


def playbook() -> Playbook:
    """The one that a call begins with."""
    return PlaybookShelf(shipped("playbooks")).default()


def typing() -> Iterator[Call]:
    """One call after each few characters of its notes; when they are all typed, it begins again. Never ends."""
    text = "".join(call.notes for call in history(40, playbook(), AFTERWARDS, seed=2))[:MOST]
    begun = begin((int(AFTERWARDS.timestamp()) * 1000) << 20, "Dana Lee, Northwind Law", playbook(), AFTERWARDS)
    for turn in count():
        typed = LEAST + turn * AT_ONCE % (len(text) - LEAST)
        yield with_notes(begun, text[:typed], AFTERWARDS + timedelta(seconds=turn))


def wrapped_up(number: int) -> list[Call]:
    """So many finished calls, newer than any in a history, each as it was when the rep closed it."""
    return list(history(number, playbook(), AFTERWARDS, seed=3))


def bytes_of(call: Call) -> bytes:
    """A call as the record keeps it."""
    return to_json(to_document(call))
