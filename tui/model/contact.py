"""Whether a promise means that the client hears from us."""

import re

_LONGEST = 400
"""Characters that are looked at."""
_HEARD = re.compile(
    r"\b(?:(?:ring|call|phone|e-?mail|mail|messag|text|writ|tell|inform|report|updat|answer|visit|meet|speak|talk)"
    r"(?:s|e|es|ing)?|reply|replies|news|letter|let .{1,40}? know|get back to|come back to|hears? from)\b"
)
_OTHERS = re.compile(
    r"\b(?:ring|call|phone|e-?mail|mail|message|text|write|tell|inform|meet|visit|speak|talk)s?(?: to| with)?"
    r"(?: the| our| their| my| a)? (?:courier|carrier|supplier|vendor|driver|warehouse|depot|manufacturer|maker"
    r"|factory|bank|team|developer|engineer|boss|manager|colleague|post office|insurance|workshop)s?\b"
)
_OTHER_SENSES = re.compile(r"\b(?:call(?:s|ing)? off|writ(?:e|es|ing) (?:off|down)|letter ?box|answering machine)\b")


def is_heard(text: str) -> bool:
    """Whether keeping the promise `text` makes the client hear from us.

    Where it does not say so the answer is no: to report back once too often harms nobody.
    """
    words = " ".join(text[:_LONGEST].casefold().split())
    return bool(_HEARD.search(_OTHERS.sub("", _OTHER_SENSES.sub("", words))))
