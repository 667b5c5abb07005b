"""One filter of a search on its way from what was typed to what it means."""

from datetime import datetime
from typing import NamedTuple

from tui.model.due_here import AtLocal
from tui.model.query import Query
from tui.model.query_choices import Choices, folded, nearest


class Here(NamedTuple):
    """When and where somebody asks."""

    now: datetime
    at_local: AtLocal


class Said(NamedTuple):
    """What became of one filter."""

    query: Query
    trouble: str = ""
    """Why it is left aside."""
    hint: str = ""
    """What can stand there, while it is only half typed."""
    understood: str = ""
    """What it was taken for, where that is worth saying."""


class Asking(NamedTuple):
    """One filter as it was typed, with all that there is to read it by."""

    query: Query
    typed: str
    """The filter with its value, safe to show."""
    values: tuple[str, ...]
    here: Here
    open_end: bool
    """Whether whoever types may go on with the value."""

    @property
    def value(self) -> str:
        """The values as one text."""
        return ",".join(self.values)


def no_such(asking: Asking, values: str, choices: Choices, value: str) -> Said:
    """A value that nothing begins with."""
    name = asking.typed.partition(":")[0]
    known = {folded(each): each for key, names in choices.items() for each in (key, *names)}
    near = known.get(nearest(folded(value), known), "")
    if near:
        sep = '"' if " " in near else ""
        return Said(asking.query, f"{asking.typed}: did you mean {name}:{sep}{near}{sep}?")
    return Said(asking.query, f"{asking.typed}: there is {values}.")
