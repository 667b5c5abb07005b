"""The finished calls, as the app looks for them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from tui.model.call import Call
from tui.model.past import Met, met_in
from tui.records.care import Care
from tui.records.history import History
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.met import MetCalls
from tui.records.reading import Reader
from tui.records.rows import PAGE
from tui.records.table import RowTable

if TYPE_CHECKING:
    from tui.model.query import Query
    from tui.ports import GoOn
    from tui.records.remembered import Remembered


class PastCalls:
    """`CallSearch`, for a class that has the record open."""

    _care: Care
    _reader: Reader

    @cached_property
    def _remembered(self) -> "Remembered":
        from tui.records.remembered import Remembered  # noqa: PLC0415 # Few starts and few commands ask.

        return Remembered()

    def search(
        self, query: "Query", now: datetime, limit: int = 200, below: int | None = None, go_on: "GoOn | None" = None
    ) -> list[Call]:
        """At most `limit` finished calls that fit, newest first; with `below`, only those with a smaller id."""
        return self._care.take(lambda: self._search(query, now, limit, below, go_on)) if limit > 0 else []

    def best(self, query: "Query", now: datetime, limit: int = 200, go_on: "GoOn | None" = None) -> list[Call]:
        """At most `limit` finished calls that fit, those most about its words at the front; see `Ranking`."""
        return self._care.take(lambda: self._best(query, now, limit, go_on)) if limit > 0 else []

    def words_like(self, word: str, limit: int = 3) -> list[str]:
        """At most `limit` words, folded, that calls hold and that may have been meant; see `Vocabulary`."""
        return self._care.take(lambda: self._words_like(word, limit))

    def alike(self, notes: str, own: Sequence[str], but: int, limit: int = 3) -> list[Call]:
        """At most `limit` finished calls whose notes are most like `notes`, those of `own` first; see `Ranking`."""
        return self._care.take(lambda: self._alike(notes, own, but, limit))

    def those(self, call_ids: Sequence[int]) -> list[Call]:
        """These finished calls, at most a few hundred, in this order, without those that are gone or unreadable."""
        return self._care.take(lambda: self._those(call_ids)) if call_ids else []

    def met(self, callers: Sequence[str], limit: int = 500) -> list[Met]:
        """At most `limit` finished calls with one of these callers, newest first, without their words."""
        return self._care.take(lambda: self._met_them(callers, limit)) if limit > 0 else []

    def met_with(self, begins: str, limit: int = 8) -> list[str]:
        """At most `limit` callers of finished calls whose name begins like this, whatever the case, newest first."""
        return self._care.take(lambda: self._met_with(begins, limit)) if limit > 0 else []

    def aged(self, before: datetime) -> int:
        """How many finished calls began before this instant, are not anonymous and owe nothing."""
        return self._care.take(lambda: self._aged(before))

    def _aged(self, before: datetime) -> int:
        calls = self._table("calls")
        rows = MetCalls(calls.connection) if calls is not None else None
        return rows.aged(before) if rows and rows.first() != NOTHING else 0

    def _search(
        self, query: "Query", now: datetime, limit: int, below: int | None, go_on: "GoOn | None"
    ) -> list[Call]:
        from tui.records.search import Search  # noqa: PLC0415 # Few starts and few commands ask.

        calls = self._table("calls")
        if calls is None:
            return []
        search = Search(calls, self._reader, go_on)
        return list(islice(search.fitting(query, now, min(limit, PAGE), below), limit))

    def _best(self, query: "Query", now: datetime, limit: int, go_on: "GoOn | None") -> list[Call]:
        from tui.records.ranking import Ranking  # noqa: PLC0415 # Few starts and few commands ask.

        calls = self._table("calls")
        if calls is None:
            return []
        return Ranking(calls, self._reader, self._remembered).best(query, now, limit, go_on)

    def _words_like(self, word: str, limit: int) -> list[str]:
        from tui.records.vocabulary import Vocabulary  # noqa: PLC0415 # Few starts and few commands ask.

        calls = self._table("calls")
        return Vocabulary(calls.connection).near(word, limit) if calls is not None else []

    def _alike(self, notes: str, own: Sequence[str], but: int, limit: int) -> list[Call]:
        from tui.records.ranking import Ranking  # noqa: PLC0415 # Few starts and few commands ask.

        calls = self._table("calls")
        return (
            Ranking(calls, self._reader, self._remembered).alike(notes, own, but, limit) if calls is not None else []
        )

    def _those(self, call_ids: Sequence[int]) -> list[Call]:
        calls = self._table("calls")
        texts = dict(calls.rows.those(call_ids)) if calls is not None else {}
        return self._reader.page([(call_id, texts[call_id]) for call_id in call_ids if call_id in texts])

    def _met_them(self, callers: Sequence[str], limit: int) -> list[Met]:
        calls = self._table("calls")
        if calls is None:
            return []
        rows, since = MetCalls(calls.connection), MetCalls(calls.connection).first()
        found: dict[int, Met] = {}
        for caller in callers:
            if since != NOTHING:
                found |= {met.call: met for met in rows.with_caller(caller, limit) if met.call >= since}
            if since != EVERYTHING:
                found |= {met.call: met for met in islice(self._met_before(calls, caller, since), limit)}
        return [found[call_id] for call_id in sorted(found, reverse=True)[:limit]]

    def _met_before(self, calls: RowTable, caller: str, since: int) -> Iterator[Met]:
        """The calls that have no narrow row yet, read one by one."""
        for row in History(calls, self._reader).with_caller(caller):
            if row[0] < since:
                yield from (met_in(call) for call in self._reader.calls([row]))

    def _met_with(self, begins: str, limit: int) -> list[str]:
        calls = self._table("calls")
        if calls is None:
            return []
        rows, since = MetCalls(calls.connection), MetCalls(calls.connection).first()
        found = rows.names(begins, limit) if since != NOTHING else []
        if len(found) < limit and since != EVERYTHING:
            found += self._named_before(calls, begins, since)
        each: dict[str, str] = {}
        for name in found:
            each.setdefault(name.casefold(), name)
        return list(each.values())[:limit]

    def _named_before(self, calls: RowTable, begins: str, since: int) -> Iterator[str]:
        start = " ".join(begins.split()).casefold()
        for row in islice(calls.rows.newest_first(below=since), LOOKED_BACK):
            said = self._reader.words(row)
            if said and said.named() and said.named().casefold().startswith(start):
                yield said.named()

    def _table(self, name: str) -> RowTable | None:
        raise NotImplementedError


LOOKED_BACK = 2_000
"""How many calls without a narrow row are looked through for a name, the newest: this is done at each letter."""
