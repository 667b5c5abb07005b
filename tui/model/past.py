"""What a brief about a caller is made of."""

from datetime import datetime
from typing import NamedTuple

from tui.model.call import Call, Mood, Outcome


class Met(NamedTuple):
    """A finished call as one dot on the line of what became of a client, without its words."""

    call: int
    """Its id."""
    started: datetime
    outcome: Outcome | None
    hello: Mood | None
    goodbye: Mood | None
    reports_back: bool
    """Whether it was made to report back on a promise: then nobody was let down anew."""
    owes: bool = False
    """Whether a promise given in it is still open."""


def met_in(call: Call) -> Met:
    """A finished call without its words."""
    return Met(
        call=call.id,
        started=call.started,
        outcome=call.outcome,
        hello=call.mood_at_hello,
        goodbye=call.mood_at_goodbye,
        reports_back=call.answering is not None,
        owes=call.owed is not None,
    )


class Past(NamedTuple):
    """Earlier calls that matter to this one."""

    last: Call | None = None
    """The newest finished one with the same caller."""
    answered: Call | None = None
    """The one in which the promise was given that this call reports back on."""
