"""Which column of somebody's CSV is which part of a call, guessed from its heading."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tui.interchange.columns import COLUMNS
from tui.model.plain import one_line
from tui.model.trouble import Trouble

TIME = "time"
"""A part that we never write: the time of day, where the date has a column of its own."""
PARTS = (*(column.name for column in COLUMNS), TIME)
"""What a column can be."""
LEFT_OUT = ""
"""The part of a column that is to be left out."""
_HEADINGS = {
    "call": "call",
    "started": "started, start, start date, start time, started at, date, call date, date time, datetime, day, when, "
    "timestamp, created, created at, created on, opened, opened at, call start",
    "time": "time, call time, time of day",
    "ended": "ended, end, end time, end date, ended at, closed, closed at, finished, call end",
    "zone": "zone, time zone, timezone, utc offset, offset",
    "caller": "caller, client, customer, contact, name, who, from, full name, caller name, client name, "
    "customer name, contact name",
    "company": "company, account, organisation, organization, firm, business, company name, account name",
    "outcome": "outcome, disposition, result, resolution, status, how it ended",
    "mood_at_hello": "mood at hello, mood hello, mood, mood at start, sentiment",
    "mood_at_goodbye": "mood at goodbye, mood goodbye, mood at end",
    "playbook": "playbook",
    "tags": "tags, tag, labels, label, category, categories, topic, topics",
    "promises": "promises, promise, commitments, follow up, follow ups, next step, next steps, action items",
    "notes": "notes, note, description, comment, comments, details, summary, text, body, transcript, conversation, "
    "message, call notes, remarks",
}
_PART_OF = {heading: part for part, headings in _HEADINGS.items() for heading in headings.split(", ")}


class Mapping(NamedTuple):
    """Column by column, what is read from it; None for one that has no part, blank for one that is to be left out."""

    headings: tuple[str, ...]
    parts: tuple[str | None, ...]

    def lines(self, *, keep_rest: bool) -> list[str]:
        """The mapping as a table to be read."""
        names = [self.name(at) for at in range(len(self.headings))]
        width = min(40, max(map(len, names), default=0))
        rest = "goes to the end of the notes" if keep_rest else "is left out (--keep-rest puts it into the notes)"
        shown = {None: rest, LEFT_OUT: "is left out"}
        return [f"{name:<{width}}  {shown.get(part, part)}" for name, part in zip(names, self.parts, strict=True)]

    def name(self, at: int) -> str:
        """A column as it is spoken of."""
        return one_line(self.headings[at])[:40] or f"column {at + 1}"

    @property
    def rest(self) -> list[int]:
        """The columns about which nothing is known."""
        return [at for at, part in enumerate(self.parts) if part is None]

    def is_whole(self) -> bool:
        """Whether a call can be made of it: when it was, and with whom or about what."""
        return "started" in self.parts and bool({"caller", "notes"} & set(self.parts))


def mapping_of(headings: Sequence[str], asked: Sequence[str] = ()) -> Mapping:
    """The mapping for these headings; `asked` are wishes like "Client=caller", which go before every guess.

    "Client=" leaves a column out. Raises `Trouble` for a wish that cannot be met, and where two are to be one part.
    """
    wishes = dict(_wish(text, headings) for text in asked)
    wished = Counter(filter(None, wishes.values()))
    if twice := next((part for part, times in wished.items() if times > 1), ""):
        raise Trouble(f"Only one column can be {twice}; --keep-rest puts the others at the end of the notes.")
    parts = [wishes.get(at) for at in range(len(headings))]
    for at, heading in enumerate(headings):
        part = _PART_OF.get(_plain(heading))
        if at not in wishes and part not in parts:
            parts[at] = part
    return Mapping(tuple(headings), tuple(parts))


def _wish(text: str, headings: Sequence[str]) -> tuple[int, str]:
    heading, is_one, part = text.rpartition("=")
    part = part.strip().lower()
    if not is_one or (part and part not in PARTS):
        raise Trouble(f"--map takes COLUMN=PART, where PART is one of {', '.join(PARTS)}.")
    places = [at for at, one in enumerate(headings) if _plain(one) == _plain(heading)]
    if len(places) != 1:
        many = "more than one column" if places else "no column"
        raise Trouble(f"There is {many} with the heading {one_line(heading) or '(blank)'}.")
    return places[0], part


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading).strip().casefold()
