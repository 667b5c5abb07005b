"""Looking through an open record for what is to be erased, and counting it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tui.model.erasing import Touched, Way, Wish
from tui.model.promises import PromiseState
from tui.records.meant import CALLS, CLIENTS, Found, Glance, Meant, SeenPromise, Wanted, glance_at, meant_by, spelled
from tui.records.rows import Rows
from tui.records.table import RowDB


def counted(db: RowDB, wanted: Wanted, found: Found) -> Touched:
    """What was found in the record, and what else there is of it."""
    calls = found.rows["calls"]
    ids = {*calls, *found.rows["live"]}
    days = sorted(filter(None, map(started_at, calls.values())))
    others = [(row_id, seen) for row_id, seen in _glances(db) if row_id not in ids]
    return Touched(
        calls=len(calls),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        open_promises=sum(map(_open_promises, calls.values())),
        waiting=len(found.rows["live"]),
        quoting=sum(seen.answering is not None and seen.answering.call in ids for _, seen in others),
        namesakes=sum(seen.name.name in {one.name for one in wanted.names} for _, seen in others),
        cards=len(found.rows[CLIENTS]),
    )


def wanted_by(db: RowDB, wish: Wish) -> Wanted:
    """What is looked for: a client under every spelling that their card has.

    Without a card of their own, that of their bare name showed for them, and keeps what their calls said.
    """
    asked = spelled(wish.caller)
    if not asked.name:
        return Wanted(frozenset(wish.calls))
    names, cards = {asked}, {asked._replace(company="")}
    for _, text in rows_in(db, CLIENTS).texts():
        spellings = {spelled(name) for name in glance_at(text).names}
        if names & spellings:
            names |= spellings
            cards = set()
    return Wanted(frozenset(wish.calls), frozenset(names), frozenset(cards))


def all_meant(db: RowDB, here: Found, elsewhere: Iterable[Found], way: Way, at: datetime) -> Meant:
    """What was found in the record and in its copies.

    A copy can have what has another name in the record by now: a call that was corrected, a card that was split.
    That stays in the record, and of the copies only what was found goes.
    """
    found, states = [here], set[str]()
    for there in elsewhere:
        calls = {row_id for table in CALLS for row_id in rows_in(db, table).which(there.ids(*CALLS))}
        cards = rows_in(db, CLIENTS).which(there.ids(CLIENTS))
        rest, marks = there.without(calls - here.ids(*CALLS), cards - here.ids(CLIENTS))
        found.append(rest)
        states |= marks
    return meant_by(way, at, found, states)


def rows_of(db: RowDB) -> Iterator[tuple[str, int, bytes]]:
    """Table, number and JSON of each row."""
    for table in (*CALLS, CLIENTS):
        for row_id, text in rows_in(db, table).texts():
            yield table, row_id, text


def _glances(db: RowDB) -> Iterator[tuple[int, Glance]]:
    return ((row_id, glance_at(text)) for table, row_id, text in rows_of(db) if table != CLIENTS)


def rows_in(db: RowDB, table: str) -> Rows:
    """One of the tables, that of the clients too."""
    return Rows(db.connection, table)


def _open_promises(seen: Glance) -> int:
    return sum(map(is_open_there, seen.promises))


def is_open_there(promise: SeenPromise) -> bool:
    """Whether the client still waits for it."""
    return promise.state in (PromiseState.PROMISED, PromiseState.DONE)


def started_at(seen: Glance) -> datetime | None:
    """When a call began; None where that cannot be read."""
    try:
        started = datetime.fromisoformat(seen.started)
    except ValueError:
        return None
    return started if started.tzinfo else None
