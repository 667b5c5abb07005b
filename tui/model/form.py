"""A form of the summary: what it is called, who reads it, and how much fits."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from tui.model.call import Call, Outcome
from tui.model.plain import one_line, plain

SCHEMA = 1
CRM_NOTE = "crm-note"
"""The form that is taken when nobody has chosen one."""
HANDOVER = "handover"
CLIENT_EMAIL = "client-email"
FORM_ID = r"[a-z0-9][a-z0-9-]{0,39}"
"""What the id of a form looks like; it is the name of its file."""


ENDING = ".jinja"
HTML_ENDING = ".html.jinja"
"""How the files of forms end; what stands in the second kind is HTML."""
FALLS_BACK_TO = {"us": CRM_NOTE, "client": CLIENT_EMAIL}
"""The form that stands in for one that cannot be used: what clients read never becomes what only we read."""


class Reader(StrEnum):
    """Who may read what a form makes."""

    US = "us"
    CLIENT = "client"
    """It is made of what `client_words` lets through, and of nothing else."""


class Heading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a form says about itself at the top of its file."""

    schema: int = SCHEMA
    title: Annotated[str, Meta(min_length=1, max_length=40, pattern=r"\S")]
    reader: Reader
    about: Annotated[str, Meta(max_length=200)] = ""
    """When to take it."""
    order: Annotated[int, Meta(ge=0, le=999)] = 500
    """Its place among the forms, the smallest first."""
    one_line: bool = False
    """Whether everything comes to stand on one line."""
    most: Annotated[int, Meta(ge=20, le=100_000)] | None = None
    """Characters that fit, as most systems count them; None where nothing is cut."""


class Rep(NamedTuple):
    """Who signs what a client reads; both may be empty."""

    name: str = ""
    phone: str = ""


class Choice(NamedTuple):
    """What a rep has set about forms."""

    usual: str = CRM_NOTE
    rep: Rep = Rep()


class Form(NamedTuple):
    """A form that can be chosen."""

    id: str
    title: str
    reader: Reader
    about: str = ""


class Rendered(NamedTuple):
    """A summary as it is pasted."""

    text: str
    form: Form
    """The form that it was made with."""
    trouble: str = ""
    """Why it is not the one that was asked for, a sentence; empty when it is."""


def right_form(call: Call, usual: str) -> str:
    """The id of the form that fits how the call ended: `usual`, but for whoever takes the call over."""
    return HANDOVER if call.outcome is Outcome.HANDED_OVER else usual


def finished(text: str, heading: Heading) -> str:
    """What a template made, as it is pasted: nothing in it can steer a terminal, and it has the length it may have.

    Where the length or the line is counted no line break stands at the end, else one.
    """
    safe = one_line(text) if heading.one_line else plain(text).strip("\n")
    if heading.most is not None:
        return fitted(safe.rstrip(), heading.most)
    return safe if heading.one_line else f"{safe}\n"


def counted(text: str) -> int:
    """The characters of a text as most systems count them: an emoji is two (UTF-16)."""
    return len(text) + sum(char > "\uffff" for char in text)


def fitted(text: str, most: int) -> str:
    """The beginning of a text in at most so many characters, as `counted`; cut behind a word, with "…" at its end."""
    if counted(text) <= most:
        return text
    room, end = most - 1, 0
    for char in text:
        room -= counted(char)
        if room < 0:
            break
        end += 1
    head = text[:end]
    words = re.match(r"(.*\S)(?=\s)", text[: end + 1], re.DOTALL)
    # One very long word is cut inside, but never between a letter and its accent, or inside a joined emoji.
    head = words[1] if words and len(words[1]) * 2 >= len(head) else _whole(text, end)
    return head.rstrip(" ,;:.–-\n") + "…"


def _whole(text: str, end: int) -> str:
    while end and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end]


def _joins(char: str) -> bool:
    return bool(unicodedata.combining(char)) or char in "\u200d\ufe0e\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"
