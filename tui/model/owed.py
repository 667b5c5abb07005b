"""What we owe."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.model.call import Call
from tui.model.promises import NO_DAY, Promise, is_open, owed_from


class Owed(NamedTuple):
    """An open promise of a finished call."""

    call: Call
    promise: Promise
    place: int
    """Where it stands in `call.promises`."""


def due_of(promise: Promise) -> int:
    """When it falls due, in seconds since 1970; behind all others without a date, and when nobody waits for it."""
    due = owed_from((promise,))
    return NO_DAY if due is None else due


def owed_in(call: Call) -> Iterator[Owed]:
    """Every open promise of a call, in order."""
    return (Owed(call, promise, place) for place, promise in enumerate(call.promises) if is_open(promise))


def due_first(owed: Owed) -> tuple[int, int, int]:
    """Sorts what is owed: what falls due first is in front; of equals the older call's."""
    return due_of(owed.promise), owed.call.id, owed.place
