"""What a process does until it is killed: everything that writes to the records."""

import json
import multiprocessing
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.fakes import a_call
from tests.records.workers import ENGINES, Work
from tests.torture.controls import STORES
from tests.torture.stores import Store, open_ours
from tests.torture.written import Said, losses, notes
from tui.records.backups import Backups, is_sound
from tui.records.documents import to_document
from tui.records.exchange import Import
from tui.records.rows import to_json
from tui.records.table import FILE_NAME

if "forkserver" in multiprocessing.get_all_start_methods():
    # What a process first has to import, it is not yet killed over.
    multiprocessing.set_forkserver_preload(
        ["tests.torture.works", "tests.torture.full_disk", "tests.torture.processes"]
    )

FIXTURES = Path(__file__).parent.parent / "records" / "fixtures"

RANGE = 1_000_000
"""Each process numbers its calls in a range of its own, this wide."""

BATCH = 20
"""How many calls come in with one file."""

OLD_CALLS = 150
"""How many calls stand in a record that is brought up to date."""


class Backed(NamedTuple):
    """A backup was made: it holds everything that was said before."""

    name: str


Message = Said | Backed


class Killed(NamedTuple):
    """One kind of work that is done under fire."""

    name: str
    store: str
    """A name of `STORES`."""
    work: Work
    prepare: Callable[[Path, str], Sequence[Said]] = lambda folder, store: ()
    """Brings a new folder into the state in which it is found; what stands in it is as good as acknowledged."""
    look: Callable[[Path, str, Sequence[Message]], list[str]] = lambda folder, store, said: []
    """A line for everything that is wrong beside the record itself."""
    at_once: int = 1
    """How many writes may be there that could not be said any more."""
    life: int = 25
    """How many kills one folder lives through before the next one is begun."""


def keep_calls(folder: Path, store_name: str, pipe: Connection) -> None:
    """Save, change, finish and correct calls for ever, from the id that is told; say each one once it is kept."""
    store = STORES[store_name](folder)
    for call_id in count(int(pipe.recv())):
        _keep(store, call_id, pipe)


def import_calls(folder: Path, store_name: str, pipe: Connection) -> None:
    """Import one file after the other, and first the one again over which the process before was killed."""
    files = folder.with_name("files")
    files.mkdir(exist_ok=True)
    first = int(pipe.recv())
    for number in sorted(int(path.stem) for path in files.glob("*.json"))[-1:]:
        _import(folder, store_name, files, number, pipe)
    for number in count(first, BATCH):
        _import(folder, store_name, files, number, pipe)


def back_up_calls(folder: Path, store_name: str, pipe: Connection) -> None:
    """Keep a few calls, make a backup, and so on."""
    store = STORES[store_name](folder)
    for call_id in count(int(pipe.recv())):
        _keep(store, call_id, pipe)
        # Hours later each time, as it is in life; more in one second would be dated ahead.
        made = Backups(folder, ENGINES[store_name], partial(an_hour, call_id)).make()
        if made:
            pipe.send(Backed(made.name))


def bring_up_to_date(folder: Path, store_name: str, pipe: Connection) -> None:
    """Open a record of the oldest layout, bring every call into the index, and go on as ever."""
    store = STORES[store_name](folder)
    first = int(pipe.recv())
    _keep(store, first, pipe)
    store.tend()
    for call_id in count(first + 1):
        _keep(store, call_id, pipe)


def a_hundred_finished(folder: Path, store_name: str) -> list[Said]:
    """A folder with a hundred calls, as the file of a rep who has worked for a while."""
    store = STORES[store_name](folder)
    said = [Said(call_id, 1, is_finished=True) for call_id in range(1, 101)]
    for one in said:
        store.finish(one.call_id, notes(one.call_id, one.revision))
    store.close()
    return said


def a_record_of_the_oldest_layout(folder: Path, store_name: str) -> list[Said]:
    """A record as the first release wrote it."""
    said = [Said(call_id, 1, is_finished=call_id > 3) for call_id in range(1, OLD_CALLS + 1)]
    folder.mkdir()
    shutil.copy(FIXTURES / "layout-1.db", folder / FILE_NAME)
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw, raw:
        raw.execute("delete from calls")
        raw.execute("delete from live")
        for one in said:
            text = to_json(to_document(a_call(one.call_id, notes=notes(one.call_id, 1)))).decode()
            table = "calls" if one.is_finished else "live"
            raw.execute(f"insert into {table} values (?, ?)", (one.call_id, text))  # noqa: S608  # one of two names
    return said


def lost_from_backups(folder: Path, store_name: str, messages: Sequence[Message]) -> list[str]:
    """What is wrong with the backups: each has to be whole, and the last one to hold what was said before it."""
    backups = Backups(folder, ENGINES[store_name], lambda: an_hour(10**12)).newest_first()
    lost = [f"the backup {path.name} is not whole" for path in backups if not is_sound(ENGINES[store_name], path)]
    made = [number for number, message in enumerate(messages) if isinstance(message, Backed)]
    if not made or lost:
        return lost
    last = messages[made[-1]]
    before = [message for message in messages[: made[-1]] if isinstance(message, Said)]
    # Two that were killed in turn, each with a backup in its place and nobody told of it yet, leave newer ones that
    # stand for the last that was told of.
    as_new = [path for path in backups if isinstance(last, Backed) and path.name >= last.name]
    return lost_from_copy(as_new[-1], store_name, before) if as_new else ["the last backup is gone"]


def lost_from_copy(backup: Path, store_name: str, before: Sequence[Said]) -> list[str]:
    """What is missing in a backup when it is put in the place of a record."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
        shutil.copy(backup, Path(place) / FILE_NAME)
        store = open_ours(store_name, Path(place))
        try:
            return [f"in the backup, {line}" for line in losses(store, before, in_flight=1_000)]
        finally:
            store.close()


def _keep(store: Store, call_id: int, pipe: Connection) -> None:
    """From hello to goodbye, and a correction afterwards."""
    last_live = 1 + call_id % 4
    for revision in range(1, last_live + 1):
        store.save(call_id, notes(call_id, revision))
        pipe.send(Said(call_id, revision, is_finished=False))
    for revision in range(last_live + 1, last_live + 3):
        store.finish(call_id, notes(call_id, revision))
        pipe.send(Said(call_id, revision, is_finished=True))


def _import(folder: Path, store_name: str, files: Path, number: int, pipe: Connection) -> None:
    file = files / f"{number}.json"
    said = list(_in_file(number))
    if not file.exists():
        tables: dict[str, dict[str, object]] = {"calls": {}, "live": {}}
        for one in said:
            document = to_document(a_call(one.call_id, notes=notes(one.call_id, one.revision)))
            tables["calls" if one.is_finished else "live"][str(one.call_id)] = document
        part = file.with_suffix(".part")
        part.write_text(json.dumps(tables), encoding="utf-8")
        part.rename(file)
    Import(folder, ENGINES[store_name]).bring_in(str(file))
    for one in said:
        pipe.send(one)


def _in_file(first: int) -> Iterator[Said]:
    chance = random.Random(first)  # noqa: S311  # the same calls each time
    for call_id in range(first, first + BATCH):
        yield Said(call_id, 1, is_finished=chance.random() < 0.8)


def an_hour(number: int) -> datetime:
    """An instant that grows with the number, five hours for each call."""
    process, call = divmod(number, RANGE)
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=5 * min(process * 1_000 + call, 10**6))


OURS = (
    *(Killed("saving and finishing", name, keep_calls) for name in ("current", "unsafe")),
    Killed("importing", "current", import_calls, at_once=BATCH),
    Killed("backing up", "current", back_up_calls, look=lost_from_backups),
    Killed("migrating", "current", bring_up_to_date, a_record_of_the_oldest_layout, life=5),
)
"""Everything that writes to the records."""

CONTROLS = tuple(
    Killed("saving and finishing", name, keep_calls, a_hundred_finished)
    for name in ("stock TinyDB", "stock TinyDB with its CachingMiddleware")
)
"""The same on what is known to lose writes."""
