"""The line to say next, with the caller's name and the caller's own words in it."""

import re

from tui.model.playbook import PLACEHOLDERS
from tui.model.told import Told, told_in

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "dame", "herr", "frau", "mme"))
_NAME_AND_COMMA = re.compile(r"\{name\}, |, \{name\}|\{name\} |\{name\}")
_BLANK = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_SORRY_THAT = re.compile(r"very sorry that $", re.IGNORECASE)
UNKNOWN = "…"
"""What stands where nothing is noted yet."""


def address(caller: str) -> str:
    """How the rep would speak to the caller: "Dana" for Dana Lee, "Ms Bright" for Ms Bright, "" for nobody."""
    words = caller.split()
    if not words:
        return ""
    return " ".join(words) if words[0].rstrip(".").casefold() in _TITLES else words[0]


def line_for(say: str, caller: str, notes: str, date: str = "") -> str:
    """A playbook's line with everything in it that is known, on one line.

    What the client told us and what it meant come out of the notes, see `Told`; `date` is when they hear from us
    next. Behind "very sorry that" stands what can be said sorry for. What nobody knows yet is "…". Braces that a
    client typed are text like any other.
    """
    name = address(caller)
    line = say if name else _without_name(say)
    told = told_in(notes) if "{told}" in line or "{meant}" in line else Told("", "", "")

    def filled(blank: re.Match[str]) -> str:
        meant = _meant(told, line, blank.start())
        values = {"name": name, "told": told.told, "meant": meant, "date": date}
        return values[blank[1]] or UNKNOWN

    return " ".join(_BLANK.sub(filled, line).split())


def _meant(told: Told, line: str, start: int) -> str:
    """What stands for {meant} at this place of the line."""
    if _SORRY_THAT.search(line[:start]):
        return told.sorry
    falls_back = "very sorry" in line.lower() and "{told}" not in line
    return told.meant or (told.sorry if falls_back else "")


def _without_name(say: str) -> str:
    bare = _NAME_AND_COMMA.sub("", say).strip()
    return bare[:1].upper() + bare[1:]
