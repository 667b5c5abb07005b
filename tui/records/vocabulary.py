"""The words that calls do hold: how many calls have one, and which are near to one that was mistyped."""

import json
import string
from collections.abc import Iterable, Iterator

from tui.model.folding import words_in
from tui.model.spelling import likeliest, slips_allowed
from tui.records.connection import Connection
from tui.records.wanted import parts_of

LONGEST = 40
"""Letters of a word that is looked up; a longer one is no slip of the hand."""

_END = "\U0010ffff"


class Vocabulary:
    """The words of the index. Raises `RecordsTrouble`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def near(self, word: str, limit: int) -> list[str]:
        """At most `limit` words, folded, that `word` may have been meant to be, the likeliest first.

        They come from the calls that are in the index. At most one of the first two letters may be wrong, and then
        it is one of the 26 or a digit, or left out, or there too much, or the two are swapped: so only a small part
        of all words is looked at.
        """
        parts = words_in(word)
        if len(parts) != 1 or not slips_allowed(parts[0]) > 0 or len(parts[0]) > LONGEST or limit < 1:
            return []
        if not self._is_there():
            return []
        # One slip is tried out, word by word: to go through all words that begin alike takes fifty times as long.
        known = self._those(_one_slip_from(parts[0]))
        if len(known) >= limit:
            return likeliest(parts[0], known, limit)
        for start in _beginnings(parts[0]):
            known.update(self._beginning(start, len(parts[0])))
        return likeliest(parts[0], known, limit)

    def calls_with(self, word: str, most: int) -> int:
        """How many calls have a word that begins like `word`, or all parts of it; at most `most`."""
        parts = [part for each in word.split() for part in parts_of(each)]
        if not parts:
            return 0
        *whole, last = (f'"{part}"' for part in parts[:8])
        sql = "select count(*) from (select 1 from calls_index where calls_index match ? limit ?)"
        return int(self._connection.run(sql, " AND ".join([*whole, f"{last} *"]), most)[0][0])

    def _beginning(self, start: str, length: int) -> list[tuple[str, int]]:
        slips = slips_allowed("x" * length)
        sql = """select cast(term as blob), doc from calls_terms where term >= ? and term < ?
            and length(term) between ? and ?"""
        found = self._connection.run(sql, start, start + _END, length - slips, length + slips)
        return [(term.decode("utf-8", "replace"), calls) for term, calls in found]

    def _those(self, words: Iterable[str]) -> dict[str, int]:
        sql = """select cast(term as blob), doc from json_each(?) as wanted
            cross join calls_terms on calls_terms.term = wanted.value"""
        found = self._connection.run(sql, json.dumps(list(words)))
        return {term.decode("utf-8", "replace"): calls for term, calls in found}

    def _is_there(self) -> bool:
        """False in a record of an older layout where nothing may be changed."""
        if not self._connection.is_read_only:
            return True
        return bool(self._connection.run("select 1 from sqlite_master where name = 'calls_terms'"))


def _one_slip_from(word: str) -> set[str]:
    """Every word that is one slip away, of the letters from a to z, the digits and those of the word."""
    signs = {*string.ascii_lowercase, *string.digits, *word}
    pairs = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in pairs}
    found |= {left + right[1] + right[0] + right[2:] for left, right in pairs if len(right) > 1}
    found |= {left + sign + right[cut:] for left, right in pairs for sign in signs for cut in (0, 1)}
    return found - {word}


def _beginnings(word: str) -> Iterator[str]:
    """How the words may begin that `word` was meant to be; none of them begins like another."""
    first, second = word[0], word[1]
    signs = dict.fromkeys(string.ascii_lowercase + string.digits)
    yield first
    starts = [*(sign + after for sign in signs for after in (second, first)), second + first, word[1:3]]
    yield from dict.fromkeys(start for start in starts if not start.startswith(first))
