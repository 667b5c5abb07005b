"""What somebody typed to find calls, cut into its pieces: words, phrases in quotes, filters with their value."""

from collections.abc import Iterator
from typing import NamedTuple

QUOTES = '"“”„«»'
"""Any of these opens a phrase, and any of them ends it: an office program may have turned them."""


class Piece(NamedTuple):
    """One word, phrase or filter, as it was typed."""

    start: int
    end: int
    """Where it stands in the text."""
    minus: bool
    """Whether what it names is to be left out."""
    name: str
    """The filter's name in small letters, without its colon; empty for words and phrases."""
    values: tuple[str, ...]
    """The words; behind a filter those between the commas."""
    quoted: bool
    """Whether any of it stands in quotes."""
    open_end: bool
    """Whether nothing ends it yet: whoever types may go on with it."""

    def typed(self, text: str) -> str:
        """The piece as it stands in `text`."""
        return text[self.start : self.end]


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of `text` in order. A quote that nothing ends counts to the end of the text."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece = _piece(text, at)
        yield piece
        at = piece.end


def _piece(text: str, start: int) -> Piece:
    minus = text[start] == "-" and start + 1 < len(text) and not text[start + 1].isspace()
    at = start + minus
    name = _name(text, at)
    at += len(name) + 1 if name else 0
    values: list[str] = []
    is_quoted = False
    while True:
        value, at, in_quotes, ended = _value(text, at, listed=bool(name))
        values.append(value)
        is_quoted = is_quoted or in_quotes
        if not (name and text[at : at + 1] == ","):
            break
        at += 1
    found = tuple(value for value in values if value)
    return Piece(start, at, minus, name.casefold(), found, is_quoted, at == len(text) and not ended)


def _name(text: str, at: int) -> str:
    """What stands before a colon, where that can be the name of a filter."""
    end = at
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return text[at:end] if end > at and text[end : end + 1] == ":" else ""


def _value(text: str, at: int, *, listed: bool) -> tuple[str, int, bool, bool]:
    """One value, where it ends, whether it stands in quotes, and whether it is certain that it ends there."""
    if text[at : at + 1] and text[at] in QUOTES:
        end = next((place for place in range(at + 1, len(text)) if text[place] in QUOTES), len(text))
        closed = end < len(text)
        return text[at + 1 : end], end + closed, True, closed
    end = at
    while end < len(text) and not text[end].isspace() and not (listed and text[end] == ","):
        end += 1
    return text[at:end], end, False, False
