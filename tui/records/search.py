"""Finding finished calls: those that a query asks for, and those like the notes of this one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.call import Call
from tui.model.query import Query
from tui.model.query_fits import fits, said_fits
from tui.records.asked import Asked, Value, asked
from tui.records.index import Index
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.met import MetCalls
from tui.records.reading import Reader, Row
from tui.records.rows import PAGE
from tui.records.table import RowTable

if TYPE_CHECKING:
    from tui.ports import GoOn


class Search:
    """Looks through the table of finished calls, as far as somebody asks for more. Raises `RecordsTrouble`.

    The calls that are not in the index or have no narrow row yet, as after an older record was opened, are read one
    by one: the answers are the same, and slower.
    """

    def __init__(self, calls: RowTable, reader: Reader, go_on: "GoOn | None" = None) -> None:
        self._goes_on = go_on or (lambda: True)
        self._rows = calls.rows
        self._connection = calls.connection
        self._reader = reader
        self._index = Index(calls.connection)
        self._met = MetCalls(calls.connection)

    def fitting(self, query: Query, now: datetime, page_size: int = PAGE, below: int | None = None) -> Iterator[Call]:
        """The calls that fit, newest first; with `below`, only those with a smaller number."""
        is_known = bool(query.playbooks) and self._met.first() != NOTHING
        question = asked(query, now, self._met.playbooks() if is_known else ())
        for page, rest in self._candidates(question, query, page_size, below):
            if rest == Query():
                yield from self._reader.page(page)
                continue
            facts = _facts(rest)
            for row in page:
                if not self._goes_on():
                    return
                # The words first: most of a call is its playbook, which is not read for one that has not these words.
                call = self._reader.readable(row) if self._holds(row, rest) else None
                if call is not None and fits(call, facts, now):
                    yield call

    def _holds(self, row: Row, query: Query) -> bool:
        if not (query.words or query.phrases or query.without):
            return True
        said = self._reader.said(row)
        return said is not None and said_fits(said, query)

    def _candidates(
        self, question: Asked, query: Query, page_size: int, below: int | None
    ) -> Iterator[tuple[Sequence[Row], Query]]:
        """Every call that may be meant, a few at a time, and what they still have to fit."""
        index_since = self._index.first() if question.match or question.without else EVERYTHING
        uses_rows = question.conditions or (question.without and not question.match)
        met_since = self._met.first() if uses_rows else EVERYTHING
        end: float = float("inf") if below is None else below
        # Those that both know; those of which only the index knows the words; and those that nobody knows yet.
        both = max(index_since, met_since)
        for page in self._asked(question, both, end, page_size):
            yield page, question.rest
        end = min(end, both)
        if question.match and index_since < both:
            for row in self._index.texts(question.match, index_since, _whole(end), page_size):
                yield [row], query
            end = min(end, index_since)
        if both != EVERYTHING:
            for row in self._rows.newest_first(below=_whole(end), page_size=page_size):
                yield [row], query

    def _asked(self, question: Asked, since: int, end: float, page_size: int) -> Iterator[list[Row]]:
        if since == NOTHING:
            return
        sql, values = _statement(question)
        while found := self._connection.run(sql, *values, since, end, page_size):
            yield found
            if len(found) < page_size:
                return
            end = found[-1][0]


def _statement(question: Asked) -> tuple[str, list[Value]]:
    """The statement for a page, and its values; three more follow: since, below and how many."""
    table, key = ("calls_index", "rowid") if question.match else ("met", "id")
    if not (question.match or question.conditions or question.without):
        table = "calls"
    where: list[str] = []
    values: list[Value] = []
    tables = [table]
    if question.match:
        where, values = ["calls_index match ?"], [question.match]
        tables += ["met on met.id = calls_index.rowid"] if question.conditions else []
    elif question.without:
        where = [f"{table}.{key} not in (select rowid from calls_index where calls_index match ?)"]  # noqa: S608 # A name of ours.
        values = [question.without]
    for condition, more in question.conditions:
        where.append(condition)
        values += more
    where += [f"{table}.{key} >= ?", f"{table}.{key} < ?"]
    tables += [f"calls on calls.id = {table}.{key}"] if table != "calls" else []
    return _PAGE.format(" cross join ".join(tables), " and ".join(where), f"{table}.{key}"), values


# Filled in are names of ours and marks for values.
_PAGE = "select calls.id, cast(calls.doc as blob) from {} where {} order by {} desc limit ?"


def _facts(query: Query) -> Query:
    """All that is not about what was said."""
    return replace(query, words=(), phrases=(), without=())


def _whole(end: float) -> int | None:
    return None if end == float("inf") else int(end)
