"""What the beginning of a line in the notes means.

Their words are kept apart from ours, so that what is read back to them is theirs (seeds 002 and 003).
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Mark(StrEnum):
    """The first character of a marked line; a line without one is ours."""

    THEIRS = ">"
    """The client's own words."""
    IMPACT = "="
    """What it did to them."""
    PROMISE = "!"
    """Something we said we would do."""
    CALLER = "@"
    """Who is calling."""
    WAY = "+"
    """A way to put it right that was offered; a telephone number is none."""
    INTERNAL = "i"
    """Cause and internals, which no client ever reads; `i` stands alone before the text."""


class Caller(NamedTuple):
    """Who is calling; both parts may be empty."""

    name: str
    company: str


class NoteLine(NamedTuple):
    """One line of the notes, its mark taken off."""

    mark: Mark | None
    text: str


_MARKS = {mark.value: mark for mark in Mark}
_TAG = re.compile(r"(?<![\w#])#(?=[\w-]*[^\W\d_])([\w-]+)")
"""A tag has a letter in it: `#4711` is an order number."""


def mark_of(line: str) -> Mark | None:
    """The mark of one line."""
    body = line.lstrip()
    mark = _MARKS.get(body[:1])
    if mark is Mark.INTERNAL and not body[1:2].isspace():
        return None
    # "+49 170 ..." is a number to ring.
    return None if mark is Mark.WAY and body[1:2].isdigit() else mark


def sign_of(mark: str) -> str:
    """What a line begins with that has this mark: the sign itself, or a word with its colon ("undo:")."""
    return mark if mark in _MARKS else f"{mark}:"


def prefix_of(line: str, word: str = "") -> tuple[str, int]:
    """The sign that a line begins with, or `word` with its colon; and how much of the line it takes, with blanks."""
    body = line.lstrip()
    field, mark = sign_of(word) if word else "", mark_of(line)
    sign = field if word and body.lower().startswith(field) and (mark or word not in _MARKS) else mark or ""
    return sign, len(body) - len(body[len(sign) :].lstrip()) if sign else 0


def read_line(line: str) -> NoteLine:
    """One line with its mark and its text, white space around both taken off."""
    text = line.strip()
    mark = mark_of(line)
    return NoteLine(mark, text[1:].strip() if mark else text)


def field_lines(notes: str, word: str) -> list[str]:
    """The texts of the lines that begin with `word` and a colon, as in "undo: fetch it back", in order."""
    sign = f"{word}:"
    lines = (line for small, line in _lines_with_a_colon(notes) if small.startswith(sign))
    return [text for line in lines if (text := line[len(sign) :].strip())]


def read_notes(notes: str) -> list[NoteLine]:
    """Every line of the notes that says something, in order."""
    return [line for line in map(read_line, notes.splitlines()) if line.text]


def marked(notes: str, mark: Mark) -> list[str]:
    """The texts of the lines that carry `mark`, in order."""
    read = map(read_line, _lines_with(mark.value, notes))
    return [line.text for line in read if line.mark is mark and line.text]


def tags_in(notes: str) -> tuple[str, ...]:
    """Every `#word` in the notes, without the sign, in small letters, each once, in order of appearance."""
    tags = (tag.lower() for line in _lines_with("#", notes) for tag in _TAG.findall(line))
    return tuple(dict.fromkeys(tags))


_LONG = 4_000
"""Characters of notes from which on it is quicker to go from sign to sign than to cut all lines."""


@lru_cache(maxsize=8)
def _lines_with_a_colon(notes: str) -> tuple[tuple[str, str], ...]:
    """These in small letters and as they are. A brief looks through the notes of few calls for several words."""
    return tuple((line.lower(), line) for line in map(str.strip, _lines_with(":", notes)))


def _lines_with(sign: str, notes: str) -> Iterator[str]:
    """The lines with this sign in them. Notes are read at each pause, and few of many lines have one."""
    if len(notes) < _LONG:
        yield from (line for line in notes.splitlines() if sign in line)
        return
    at = notes.find(sign)
    while at >= 0:
        start, end = notes.rfind("\n", 0, at) + 1, notes.find("\n", at)
        end = len(notes) if end < 0 else end
        # Other characters than \n end a line too.
        yield from (line for line in notes[start:end].splitlines() if sign in line)
        at = notes.find(sign, end)


@lru_cache(maxsize=256)
def read_caller(text: str) -> Caller:
    """A name and a company out of what was typed: "Dana Lee, Northwind Law" or "Dana Lee · Northwind Law"."""
    name, _, company = " ".join(text.split()).replace("·", ",", 1).partition(",")
    return Caller(name.strip(), company.strip())
