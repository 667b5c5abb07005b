"""A call on its way out."""

from typing import NamedTuple

from tui.model.call import Call


class Kept(NamedTuple):
    """One finished call."""

    call: Call
    document: bytes
    """Its JSON as it is kept, with whatever it holds that this release does not know. Empty where nobody needs it."""
