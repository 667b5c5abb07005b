"""What we owe."""

from typing import NamedTuple

from tui.model.call import Call
from tui.model.promises import Promise


class Owed(NamedTuple):
    """An open promise of a finished call."""

    call: Call
    promise: Promise
    place: int
    """Where it stands in `call.promises`."""
