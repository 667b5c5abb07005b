"""What a brief about a caller is made of."""

from typing import NamedTuple

from tui.model.call import Call


class Past(NamedTuple):
    """Earlier calls that matter to this one."""

    last: Call | None = None
    """The newest finished one with the same caller."""
    answered: Call | None = None
    """The one in which the promise was given that this call reports back on."""
