"""The caller's name, put into the line to say next."""

import re

_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "dame", "herr", "frau", "mme"))
_NAME_AND_COMMA = re.compile(r"\{name\}, |, \{name\}|\{name\} |\{name\}")


def address(caller: str) -> str:
    """How the rep would speak to the caller: "Dana" for Dana Lee, "Ms Bright" for Ms Bright, "" for nobody."""
    words = caller.split()
    if not words:
        return ""
    return " ".join(words) if words[0].rstrip(".").casefold() in _TITLES else words[0]


def line_to_say(say: str, caller: str) -> str:
    """A playbook's line with the caller's name in it; with no name, the sentence closes over the gap."""
    name = address(caller)
    if name:
        return say.replace("{name}", name)
    bare = _NAME_AND_COMMA.sub("", say).strip()
    return bare[:1].upper() + bare[1:]
