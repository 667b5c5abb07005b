"""A call without anybody's names and words, so that only what can be counted is left of it."""

from datetime import datetime

from msgspec.structs import replace

from tui.model.call import SCHEMA, Amendment, Call
from tui.model.promises import Moved, Promise

NO_WORDS = "(anonymous)"
"""Stands where a text is never empty: as a promise, and as what a call reports back on."""
GONE = "(erased)"
"""Stands for the promise that a call reports back on, once the call in which it was given is erased."""


def anonymous(call: Call, at: datetime) -> Call:
    """The call, made anonymous `at` this instant.

    Times, steps, overrides, moods, the outcome, and what became of each promise stay, so that no number changes. The
    playbook stays too: it is how calls are led, and says nothing of this one. Nothing is owed by it any more: nobody
    would know to whom.
    """
    return replace(
        call,
        schema=SCHEMA,
        opened_as="",
        caller="",
        company="",
        answering=call.answering and replace(call.answering, text=NO_WORDS),
        notes="",
        tags=(),
        promises=tuple(map(_promise, call.promises)),
        owed=None,
        amendments=tuple(map(_amendment, call.amendments)),
        anonymised=at,
    )


def _promise(promise: Promise) -> Promise:
    return replace(
        promise,
        text=NO_WORDS,
        unclear="",
        how="",
        reason="",
        moves=tuple(map(_move, promise.moves)),
        attempts=tuple(replace(attempt, text="") for attempt in promise.attempts),
    )


def _move(move: Moved) -> Moved:
    return replace(move, reason="")


def _amendment(amendment: Amendment) -> Amendment:
    return replace(amendment, was="")
