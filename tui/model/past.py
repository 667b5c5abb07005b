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


class Past(NamedTuple):
    """Earlier calls that matter to this one."""

    last: Call | None = None
    """The newest finished one with the same caller."""
    answered: Call | None = None
    """The one in which the promise was given that this call reports back on."""
