"""Where the words of a search stand in a text, so that they can be marked there."""

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from tui.model.folding import fold, has_no_spaces, words_in
from tui.model.query import Query

MOST_TERMS = 64
"""Words and phrases that are marked; of a page pasted into the search the others are only looked for."""
MOST_LINES = 400
"""Lines of a note that are looked at for the one to show."""
_BEFORE, _BETWEEN, _BEHIND = r"(?<![^\W_])", r"[\W_]+", r"(?![^\W_])"


class Hit(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


class Sought:
    """What is looked for. Falsy where nothing is that could be marked."""

    def __init__(self, query: Query) -> None:
        """The words, the phrases and the client's name of a query; what it leaves out stands in no text."""
        terms = [*map(_phrase, query.phrases), *map(_word, (*query.words, *query.client))]
        # The longest first: of two that begin at one place it is the one that is marked.
        known = sorted(set(filter(None, terms)), key=len, reverse=True)[:MOST_TERMS]
        self._pattern = re.compile("|".join(known)) if known else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def hits(self, text: str) -> list[Hit]:
        """Where they stand in `text`, in order, none over another. A hit never cuts a letter from its accents."""
        if self._pattern is None:
            return []
        if text.isascii():
            return [Hit(*found.span()) for found in self._pattern.finditer(text.lower()) if found[0]]
        folded, places = _with_places(text)
        hits: list[Hit] = []
        for found in self._pattern.finditer(folded):
            if found[0]:
                start, end = places[found.start()], _behind(text, places[found.end() - 1] + 1)
                hits.append(Hit(max(start, hits[-1].end if hits else 0), end))
        return [hit for hit in hits if hit.start < hit.end]

    def kinds(self, text: str) -> int:
        """How many different words and phrases of it stand in `text`."""
        return len({found[0] for found in self._pattern.finditer(fold(text))} - {""}) if self._pattern else 0

    def is_in(self, text: str) -> bool:
        """Whether anything of it stands in `text`."""
        return self._pattern is not None and self._pattern.search(fold(text)) is not None


def telling_line(text: str, sought: Sought) -> str:
    """The line in which most of it is found, the first of these; the first that says anything where nothing is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return ""
    return max(lines[:MOST_LINES], key=sought.kinds)


def _word(word: str) -> str:
    parts = words_in(word)
    if not parts or has_no_spaces(word):
        return _anywhere(word)
    return _BEFORE + _BETWEEN.join(map(re.escape, parts))


def _phrase(phrase: str) -> str:
    parts = words_in(phrase)
    if not parts or has_no_spaces(phrase):
        return _anywhere(phrase)
    return _BEFORE + _BETWEEN.join(map(re.escape, parts)) + _BEHIND


def _anywhere(text: str) -> str:
    return r"\s+".join(map(re.escape, fold(text).split()))


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its signs the place in `text` that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in _folded_sign(sign):
            folded.append(one)
            places.append(place)
    return "".join(folded), places


@lru_cache(4096)
def _folded_sign(sign: str) -> str:
    return "".join(one for one in normalize("NFD", sign.casefold()) if category(one) != "Mn")


def _behind(text: str, end: int) -> int:
    """The end of a hit with what belongs to its last letter: accents, joined signs of an emoji."""
    while end < len(text) and (category(text[end]) in ("Mn", "Me", "Mc") or text[end] in "\u200d\ufe0f"):
        end += 2 if text[end] == "\u200d" and end + 1 < len(text) else 1
    return end


NOTHING = Sought(Query())
"""Marks nothing."""
