"""The finished calls in the order of how much they are about something."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from tui.model.call import Call
from tui.model.likeness import bm25, likeness, telling_words, weight
from tui.model.marks import read_caller
from tui.model.query import Query
from tui.model.query_fits import own_words
from tui.records.index import Index
from tui.records.reading import Reader
from tui.records.remembered import Extent, Hits, Remembered
from tui.records.search import Search
from tui.records.table import RowTable
from tui.records.vocabulary import Vocabulary
from tui.records.wanted import parts_of, wanted_caller

if TYPE_CHECKING:
    from tui.ports import GoOn

MOST_WEIGHED = 300
"""Calls of which is worked out how much they are about what was asked for, the newest."""

MOST_COUNTED = 2_000
"""A word that so many calls have tells next to nothing, however many more there are."""

MOST_TERMS = 32
"""Words of the notes that the index is asked for."""

MOST_EACH = 120
"""Calls that are looked up for one of them, the newest."""

MOST_READ = 6
"""Calls of which the notes are read, and as many of this client: twice as many as are shown."""

_NUMBERS = msgspec.json.Decoder(list[int])


class Ranking:
    """BM25 over finished calls. Raises `RecordsTrouble`.

    FTS5 can do that too, and reads every call with a common word for it. Here the work is bounded.
    """

    def __init__(self, calls: RowTable, reader: Reader, remembered: Remembered) -> None:
        """What is `remembered` is kept between two questions."""
        self._remembered = remembered
        self._calls = calls
        self._connection = calls.connection
        self._reader = reader

    def best(self, query: Query, now: datetime, limit: int, go_on: "GoOn | None" = None) -> list[Call]:
        """The calls that fit, those at the front in which the words of the query weigh most; of equals the newest.

        Exact while no more than `MOST_WEIGHED` calls fit; of more, only so many, the newest, are put in order, and
        the others follow as they come. How rare a word is, is counted up to `MOST_COUNTED`.
        """
        found = Search(self._calls, self._reader, go_on).fitting(query, now)
        weighed = list(islice(found, MOST_WEIGHED))
        words = (*query.words, *query.phrases)[:MOST_TERMS]
        if len(weighed) > 1 and words:
            weights = self._weights(words)
            weighed.sort(key=lambda call: _worth(call, weights), reverse=True)
        return weighed[:limit] + list(islice(found, max(0, limit - len(weighed))))

    def alike(self, notes: str, own: Sequence[str], but: int, limit: int) -> list[Call]:
        """The calls whose notes are most like `notes`, those with one of the callers `own` first.

        The index is asked once: for each of `MOST_TERMS` words of the notes, which of the newest `MOST_EACH` calls
        have it. Of the calls that have most in common, `MOST_READ` are read and weighed. All of it is exact while no
        word is in more calls than that; how many have a more common one follows from how closely these came.
        """
        terms = _terms(notes)
        if not terms or limit < 1:
            return []
        extent = self._remembered.extent(self._connection)
        hits = self._hits(terms, own, extent)
        weights = {each.term: weight(_held_by(each, extent), extent.calls) for each in hits if each.newest}
        chosen = {*_likeliest(hits, weights, but, own=True), *_likeliest(hits, weights, but, own=False)}
        names = [named for caller in own if (named := read_caller(caller)).name]
        found = []
        for call_id, text in self._calls.rows.those(chosen):
            said = self._reader.words((call_id, text))
            if said and (alike := likeness(said.notes, weights)):
                is_own = any(said.is_with(*named) for named in names)
                found.append((not is_own, -alike, -call_id, text))
        best = ((-number, text) for _, _, number, text in sorted(found))
        return list(islice(self._reader.calls(best), limit))

    def _weights(self, words: Iterable[str]) -> dict[str, float]:
        known = Vocabulary(self._connection)
        total = self._remembered.extent(self._connection).calls
        return {word: weight(known.calls_with(word, MOST_COUNTED), total) for word in words}

    def _hits(self, terms: Sequence[str], own: Sequence[str], extent: Extent) -> list[Hits]:
        """The hits of each of these words. While notes grow, each pause asks for nearly the same ones.

        They count until a call comes in; a call that is corrected meanwhile is looked up by what it said before.
        """
        counts_for = self._connection, extent, Index(self._connection).first(), tuple(own)
        before, hits = self._remembered.hits
        known = dict(hits) if before == counts_for else {}
        known |= {each.term: each for each in self._looked_up([term for term in terms if term not in known], own)}
        self._remembered.hits = counts_for, {term: known[term] for term in terms}
        return [known[term] for term in terms]

    def _looked_up(self, terms: Sequence[str], own: Sequence[str]) -> list[Hits]:
        if not terms:
            return []
        who = " OR ".join(f"({match})" for caller in own if (match := wanted_caller(*read_caller(caller))))
        theirs = f"""(select json_group_array(rowid) from (select rowid from calls_index
            where calls_index match 'words : "' || value || '" AND (' || ? || ')'
            order by rowid desc limit {MOST_EACH}))"""  # noqa: S608 # Marks for values, and a number of ours.
        sql = f"""select value, (select json_group_array(rowid) from (select rowid from calls_index
                where calls_index match 'words : "' || value || '"' order by rowid desc limit {MOST_EACH})),
            {theirs if who else "'[]'"} from json_each(?)"""  # noqa: S608
        rows = self._connection.run(sql, *([who] if who else []), json.dumps(terms))
        read = _NUMBERS.decode
        return [Hits(term, read(newest), read(own_ones) if who else []) for term, newest, own_ones in rows]


def _held_by(hits: Hits, extent: Extent) -> float:
    """How many calls have a word: where more do than were looked up, as if they all came as closely."""
    if len(hits.newest) < MOST_EACH:
        return len(hits.newest)
    closely = max(1, hits.newest[0] - hits.newest[-1])
    span = max(1, extent.last - extent.first)
    return max(float(MOST_EACH), min(float(extent.calls), MOST_EACH * span / closely))


def _terms(notes: str) -> list[str]:
    """The words to ask for: of too many those that stand there most often, and of these the longest."""
    words = telling_words(notes)
    each = {word: number for word, number in Counter(words).items() if parts_of(word) == [word]}
    if len(each) <= MOST_TERMS:
        return list(each)
    return sorted(each, key=lambda word: (-each[word], -len(word), word))[:MOST_TERMS]


def _likeliest(hits: Sequence[Hits], weights: dict[str, float], but: int, *, own: bool) -> Iterator[int]:
    told: dict[int, float] = {}
    so_far = told.get
    for each in hits:
        told_by = weights.get(each.term, 0.0)
        for call_id in each.own if own else each.newest:
            told[call_id] = so_far(call_id, 0.0) + told_by
    told.pop(but, None)
    return (call_id for _, call_id in nlargest(MOST_READ, zip(told.values(), told, strict=True)))


def _worth(call: Call, weights: dict[str, float]) -> float:
    said = own_words(call)
    return bm25({word: said.count(word) for word in weights}, weights, said.length())
