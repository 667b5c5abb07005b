"""Looking the records over: what is fine, what is not, and what to do about it. Nothing is mended."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tui.model.times import moment
from tui.model.trouble import RecordsTrouble
from tui.records.backups import Backups, made_at
from tui.records.door import Door
from tui.records.engine import SAFE_SINCE, Engine, best_engine
from tui.records.index import Index
from tui.records.layout import EVERYTHING, NOTHING
from tui.records.met import MetCalls
from tui.records.opening import is_lost, is_missing
from tui.records.places import refuse_unsafe_place
from tui.records.room import PLENTY, Ballast
from tui.records.table import FILE_NAME, RowDB
from tui.records.troubles import Damaged, system_in_plain_words

DAMAGED = "The record is damaged: open heartfirst, with no other window, and it is brought back."


class Finding(NamedTuple):
    """One thing that was looked at."""

    about: str
    """One word for it."""
    is_well: bool
    """False where something has to be done."""
    words: str
    """What was found, and what to do about it, in whole sentences. Never holds what was typed."""


def look_over(folder: Path, now: datetime, engine: Engine | None = None) -> Iterator[Finding]:
    """Every finding about the records in `folder`, as soon as it is known; a large record takes some seconds.

    `now` has the local offset. Never raises.
    """
    engine = engine or best_engine()
    yield _sqlite(engine)
    yield _told("place", lambda: _place(folder))
    if _is_nowhere(folder):
        yield Finding("record", True, "There is no record yet; the first call that is saved makes it.")
        return
    yield _told("room", lambda: _room(folder))
    # Never through what mends a damaged record: looking must not change what is looked at.
    door = Door(folder, engine, to_read=True)
    with closing(door):
        for about, look in (("record", _record), ("index", _index), ("wholeness", _wholeness)):
            finding = _told(about, lambda look=look: look(door.open()))  # type: ignore[misc]
            yield finding
            if not finding.is_well:
                break
    yield _told("backups", lambda: _backups(Backups(folder, engine), now))


def aged(folder: Path, before: datetime, engine: Engine | None = None) -> int:
    """How many calls in `folder` began before this instant, are not anonymous and owe nothing.

    0 where that cannot be read; `look_over` tells why. Never raises, and mends nothing.
    """
    with suppress(RecordsTrouble, OSError), closing(Door(folder, engine or best_engine(), to_read=True)) as door:
        if is_missing(folder / FILE_NAME):
            return 0
        rows = MetCalls(door.open().connection)
        return rows.aged(before) if rows.first() != NOTHING else 0
    return 0


def _told(about: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(about, True, look())
    except Damaged:
        return Finding(about, False, DAMAGED)
    except RecordsTrouble as trouble:
        return Finding(about, False, str(trouble))


def _sqlite(engine: Engine) -> Finding:
    number = ".".join(map(str, engine.version))
    if engine.is_safe:
        return Finding("sqlite", True, f"SQLite {number}, which is safe with several windows.")
    since = ".".join(map(str, SAFE_SINCE))
    return Finding("sqlite", True, f"SQLite {number}, older than {since}: windows take turns, so that it is safe.")


def _place(folder: Path) -> str:
    refuse_unsafe_place(folder)
    return f"The records belong in {folder}, on a disk of this machine."


def _is_nowhere(folder: Path) -> bool:
    try:
        return is_missing(folder / FILE_NAME) and not is_lost(folder / FILE_NAME)
    except OSError:
        return False


def _room(folder: Path) -> str:
    with system_in_plain_words(folder):
        free = shutil.disk_usage(folder).free
    if free < PLENTY:
        raise RecordsTrouble(f"There is little room left on the disk ({_bytes(free)}): please make some.")
    aside = "" if Ballast(folder).is_laid() else "; none is set aside yet, which the open app does within a minute"
    return f"There is room on the disk ({_bytes(free)}){aside}."


def _record(db: RowDB) -> str:
    finished, live = (len(db.table(name)) for name in ("calls", "live"))
    size = _bytes(db.connection.path.stat().st_size)
    only = " It can only be read." if db.connection.is_read_only else ""
    return f"The record ({size}) holds {_calls(finished)} finished and {live:,} not finished yet.{only}"


def _index(db: RowDB) -> str:
    if Index(db.connection).first() == MetCalls(db.connection).first() == EVERYTHING:
        return "Every call is in the index."
    return "Not every call is in the index yet: all are found, and faster once the app was open for a while."


def _wholeness(db: RowDB) -> str:
    if db.connection.run("pragma integrity_check") != [("ok",)]:
        raise RecordsTrouble(DAMAGED)
    return "The record is whole; every page of it was looked at."


def _backups(backups: Backups, now: datetime) -> str:
    found = backups.newest_first()
    if not found:
        return "There is no backup yet; the open app makes one when there is something new to keep."
    newest = made_at(found[0]) or datetime.fromtimestamp(0, UTC)
    size = _bytes(sum(path.stat().st_size for path in found))
    when = moment(newest.astimezone(now.tzinfo), now.date())
    return f"{'One backup' if len(found) == 1 else f'{len(found)} backups'} ({size}), the newest of {when}."


def _calls(number: int) -> str:
    return "one call" if number == 1 else f"{number:,} calls"


def _bytes(number: int) -> str:
    return f"{number / 1_000_000_000:.1f} GB" if number >= 1_000_000_000 else f"{number / 1_000_000:.1f} MB"
