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


_NAMED = re.compile(
    r"\b(?:[Rr]ing|[Cc]all|[Pp]hone|[Ee]-?mail|[Mm]ail|[Mm]essage|[Tt]ext|[Ww]rite|[Tt]ell|[Ii]nform|[Uu]pdate|[Ss]peak"
    r"|[Tt]alk|[Mm]eet|[Vv]isit|[Aa]nswer)s?(?: to| with)? ([A-Z]\w+)"
)
_NO_NAMES = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*"
    r"|sep\w*|oct\w*|nov\w*|dec\w*|mrs?|ms|mx|dr|prof|her|him|them|back",
    re.IGNORECASE,
)


def is_heard(text: str, caller: str = "") -> bool:
    """Whether keeping the promise `text` makes the client hear from us; somebody else than the `caller` is no client.

    Where it does not say so the answer is no: to report back once too often harms nobody.
    """
    theirs = caller.casefold().split()

    def kept(found: re.Match[str]) -> str:
        name = found[1].casefold()
        return found[0] if not theirs or name in theirs or _NO_NAMES.fullmatch(name) else ""

    words = " ".join(_NAMED.sub(kept, text[:_LONGEST]).casefold().split())
    return bool(_HEARD.search(_OTHERS.sub("", _OTHER_SENSES.sub("", words))))
