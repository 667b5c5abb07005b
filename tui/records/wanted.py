"""What somebody typed to find calls by, as a question to the index and as one that any text can answer."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import category, normalize

from tui.model.folding import fold

MOST_TERMS = 32
"""Terms that are asked of the index; of a page pasted into the search the other words are looked for afterwards."""

_NO_SPACES = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff]|[^\u0000-\u2e7f]")
"""Scripts that put no spaces between words, and whatever the index does not take for a letter everywhere."""

_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[\W_]+")


class Wanted(NamedTuple):
    """The words that a call must hold, all of them."""

    match: str
    """For the index (an expression of FTS5); empty when it cannot help."""
    words: tuple[str, ...]
    """Every word, folded."""
    rest: tuple[str, ...]
    """Those of `words` about which the index cannot tell everything."""


def wanted(text: str) -> Wanted:
    """What was typed: each word may be the beginning of one in the call, accents and case do not matter."""
    terms: list[str] = []
    rest = []
    words = text.split()
    for word in words:
        parts = parts_of(word)
        # What stands around a word ("#gift", "late,") says nothing; inside one, the order of its parts counts.
        # Of short ones ("it's") there are too many to look at each call that has them.
        told = parts and (len(parts) == 1 or max(map(len, parts)) < 3) and len(terms) + len(parts) <= MOST_TERMS
        if not told:
            rest.append(word)
        if parts and len(terms) + len(parts) <= MOST_TERMS:
            *whole, last = (f'"{part}"' for part in parts)
            terms += [*whole, f"{last} *"]
    return Wanted(" AND ".join(terms), _folded(_bare(word) for word in words), _folded(_bare(word) for word in rest))


def wanted_caller(name: str, company: str) -> str:
    """For the index: these words, whole, among the names of a call; empty when it cannot help."""
    terms = [f'"{part}"' for word in f"{name} {company}".split() for part in parts_of(word)]
    return f"who : ({' AND '.join(terms[:MOST_TERMS])})" if terms else ""


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def _bare(word: str) -> str:
    return _AROUND.sub("", word) or word


def parts_of(word: str) -> list[str]:
    """The pieces into which the index cuts a word; none where it may cut another way than we would."""
    if word.isascii():
        return [word] if word.isalnum() else [part for part in _BETWEEN.split(word) if part]
    composed = normalize("NFC", word).replace("ß", "ss")
    if _NO_SPACES.search(composed) or any(_is_mark(sign) for sign in composed):
        return []
    return [part for part in _BETWEEN.split(composed) if part]


def _is_mark(sign: str) -> bool:
    return category(sign).startswith("M")
