"""What stands in a folder after something went wrong, and whether it is what was acknowledged."""

import json
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.fakes import a_call
from tests.torture.controls import STORES as CONTROLS
from tests.torture.days import Day, State, backed_up, state_after
from tests.torture.subjects import STOCK
from tui.records.backups import Backups, is_sound
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import best_engine
from tui.records.layout import TABLES
from tui.records.table import FILE_NAME, open_tinydb

AFTERWARDS = 99
"""The call that is saved after the fault, to see that the record can still be used."""


class Wrong(Exception):
    """What must never be found in a record, or that it cannot be opened; told in a sentence."""


class Found(NamedTuple):
    """What is in a folder."""

    state: State
    newest_backup: State | None = None


def losses(folder: Path, kind: str, day: Day, done: int) -> list[str]:
    """A line for everything that is not as it has to be, after `done` steps of the day were acknowledged.

    What stands there is the outcome of these steps or of one more, whole; and it goes on from there.
    """
    try:
        found = stands(folder, kind, day)
    except Wrong as wrong:
        return [str(wrong)]
    return missing(found, kind, day, done)


def stands(folder: Path, kind: str, day: Day) -> Found:
    """What is in the folder, and that it can be worked with. Raises `Wrong`."""
    try:
        return Found(_in_stock(folder)) if kind == STOCK else _in_ours(folder, day)
    except Wrong:
        raise
    except Exception as error:
        raise Wrong(f"it cannot be opened: {type(error).__name__}: {error}") from error


def missing(found: Found, kind: str, day: Day, done: int) -> list[str]:
    """A line when this is neither the outcome of so many steps nor of one more."""
    allowed = [state_after(day.up_to(done)), state_after(day.up_to(done + 1))]
    lost = [] if found.state in allowed else [_difference(allowed[0], found.state)]
    acknowledged, next_one = (backed_up(day.up_to(steps)) for steps in (done, done + 1))
    if kind == STOCK or acknowledged is None or found.newest_backup in (acknowledged, next_one):
        return lost
    return [*lost, f"in the backup, {_difference(acknowledged, found.newest_backup or {})}"]


def _in_stock(folder: Path) -> State:
    store = CONTROLS["stock TinyDB"](folder)
    try:
        return _one_table_each({"live": store.live(), "calls": store.finished()})
    finally:
        store.close()


def _in_ours(folder: Path, day: Day) -> Found:
    _start(folder, day)
    with open_tinydb(folder) as db:
        said = db.connection.run("pragma integrity_check")
        if said != [("ok",)]:
            raise Wrong(f"its parts do not fit together: {said}")
        tables = {name: {row.doc_id: row["notes"] for row in db.table(name).all()} for name in TABLES}
    state = _one_table_each(tables)
    _goes_on(folder, state)
    return Found(state, _newest_backup(folder))


def _start(folder: Path, day: Day) -> None:
    """Begin as the app does, which also puts right what is damaged: no fault may make that necessary."""
    records = SqliteCallRecords(folder)
    try:
        records.interrupted()
        records.newest()
        if records.noticed() and not day.needs_mending:
            raise Wrong(f"it had to be put right: {records.noticed()}")
    finally:
        records.close()
    if day.needs_mending and not any(folder.glob(f"damaged-*/{FILE_NAME}")):
        raise Wrong("the damaged record was not kept")


def _goes_on(folder: Path, state: State) -> None:
    records = SqliteCallRecords(folder)
    try:
        for call, (table, notes) in state.items():
            found = call in {one.id for one in records.newest(notes.partition(" ")[0])}
            if found != (table == "calls"):
                raise Wrong(f"the search finds call {call} among the finished ones: {found}")
        records.save(a_call(AFTERWARDS, notes="after"))
        if AFTERWARDS not in {call.id for call in records.interrupted()}:
            raise Wrong("what is saved afterwards is not there")
    finally:
        records.close()


def _newest_backup(folder: Path) -> State | None:
    """What the newest backup holds; every one that is there has to be whole."""
    engine = best_engine()
    backups = Backups(folder, engine).newest_first()
    spoilt = [backup.name for backup in backups if not is_sound(engine, backup)]
    if spoilt:
        raise Wrong(f"backups are not whole: {spoilt}")
    return _in_backup(backups[0]) if backups else None


def _in_backup(path: Path) -> State:
    with closing(best_engine().connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
        rows = {name: raw.execute(f"select id, doc from {name}").fetchall() for name in TABLES}  # noqa: S608
    return _one_table_each({name: {call: json.loads(doc)["notes"] for call, doc in rows[name]} for name in TABLES})


def _one_table_each(tables: dict[str, dict[int, str]]) -> State:
    twice = tables["live"].keys() & tables["calls"].keys()
    if twice:
        raise Wrong(f"these calls are live and finished: {sorted(twice)}")
    return {call: (name, notes) for name, rows in tables.items() for call, notes in rows.items()}


def _difference(wanted: State, found: State) -> str:
    return f"acknowledged was {_in_short(wanted)}, found is {_in_short(found)}"


def _in_short(state: State) -> dict[int, str]:
    return {call: f"{table} {notes.partition('x')[0]}" for call, (table, notes) in sorted(state.items())}
