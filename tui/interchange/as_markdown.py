"""Calls as Markdown to be read: what people wrote stays text, and can become neither markup nor a link."""

import re
from collections.abc import Iterable, Iterator

from tui.interchange.kept import Kept
from tui.interchange.told import Told, told_of
from tui.model.plain import one_line

_MARKUP = re.compile(r"[!#$&*<>@\[\\\]^_`{|}~]|:(?=[^\s\d])|(?<=[wW]{3})\.|^[-+=]")
"""What begins markup or a link where it stands; a sign at the beginning may begin a list or a line."""
_NUMBERED = re.compile(r"^(\d+)([.)])")


def markdown_pieces(calls: Iterable[Kept]) -> Iterator[bytes]:
    """A heading and a list of what was said for each call."""
    lead = "# Calls\n"
    for call, _ in calls:
        yield (lead + _one(told_of(call))).encode("utf-8", "replace")
        lead = ""
    if lead:
        yield f"{lead}\nNo call.\n".encode()


def text_of(words: str) -> str:
    """A text on one line in which Markdown finds nothing to do.

    GitHub makes a link of an address also where its signs are escaped, but not across a comment.
    """
    escaped = _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", one_line(words)))
    return re.sub(r"(?<=[^ ])\\@", r"<!-- -->\\@", escaped)


def _one(told: Told) -> str:
    parts = [f"\n## {text_of(told.title)}\n"]
    parts += [f"\n- **{text_of(name)}**: {text_of(value)}" for name, value in told.facts]
    for heading, lines in told.sections:
        parts += [f"\n\n### {text_of(heading)}\n"]
        parts += [f"\n- {text_of(line)}" for line in lines]
    return "".join(parts) + "\n"
