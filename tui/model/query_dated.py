"""Filters with a day in them."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from msgspec.structs import replace

from tui.model.due_words import NotPlain
from tui.model.query import Query
from tui.model.query_asking import Asking, Said
from tui.model.query_days import could_become_days, read_days
from tui.model.times import day
from tui.model.trouble import Trouble

EARLIEST, LATEST = 1970, 2199
"""Years in which there can be calls and promises."""
DAY_VALUES = "a day, as 2026-10-03, 3 oct, oct, 2025, yesterday, tue, last week or 90d"
BY_VALUES = "a day to come, as fri, 3 dec, tomorrow, next week or 7d"


def after(asking: Asking) -> Said:
    """`after:oct`: it began on the first day of that or later."""
    return _dated(asking, DAY_VALUES, _from)


def before(asking: Asking) -> Said:
    """`before:oct`: it began before the first day of that."""
    return _dated(asking, DAY_VALUES, _until)


def by(asking: Asking) -> Said:
    """`by:fri`: an open promise falls due by the end of that; the next one, because what is due lies ahead."""
    return _dated(asking, BY_VALUES, _due, ahead=True)


def _from(query: Query, first: datetime, _last: datetime) -> Query:
    return replace(query, after=max(first, query.after) if query.after else first)


def _until(query: Query, first: datetime, _last: datetime) -> Query:
    return replace(query, before=min(first, query.before) if query.before else first)


def _due(query: Query, _first: datetime, last: datetime) -> Query:
    return replace(query, by=min(last, query.by) if query.by else last)


def _dated(
    asking: Asking, values: str, take: Callable[[Query, datetime, datetime], Query], *, ahead: bool = False
) -> Said:
    name = asking.typed.partition(":")[0].lstrip("-")
    today = asking.here.now.date()
    try:
        found = read_days(asking.value, today, ahead=ahead)
        if found and not EARLIEST <= found.first.year <= LATEST:
            raise NotPlain("that day is too far away")
        if found:
            first, end = (asking.here.at_local(datetime.combine(each, time.min)) for each in (found.first, found.end))
    except (NotPlain, Trouble) as trouble:
        why = str(trouble).rstrip(".")
        return Said(asking.query, f"{asking.typed}: {why}.")
    if found is None:
        if asking.open_end and could_become_days(asking.value):
            return Said(asking.query, hint=f"{name}: {values}.")
        return Said(asking.query, f"{asking.typed}: write {values}.")
    meant = f"the end of {day(found.end - timedelta(days=1), today)}" if ahead else day(found.first, today)
    return Said(take(asking.query, first, end - timedelta(seconds=1)), understood=f"{name}: {meant}")
