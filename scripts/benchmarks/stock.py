"""Stock TinyDB on the same work, to say how far it is from the record."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage
from tinydb.table import Document

from scripts.benchmarks.apart import apart
from scripts.benchmarks.figures import Line, Row, Taken, in_ms, ratio
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record
from scripts.benchmarks.keystrokes import some_words
from scripts.benchmarks.memory import megabytes
from scripts.benchmarks.turns import seconds
from scripts.benchmarks.typed import typing
from tui.model.call import Call
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_call, to_document
from tui.records.layout import TABLES
from tui.records.table import open_tinydb

SIZES = (1_000, 10_000)
NEWEST = 20
OURS = "heartfirst"
STORES = {"stock TinyDB": "each one writes the whole file anew", "CachingMiddleware": "nothing is on the disk yet"}
JOBS = {"open": "open + newest 20", "search": "search for a word", "save": "save a call"}

Figures = dict[str, list[float]]
"""Seconds for each time a job was done, by its name; megabytes under `memory`."""


class StockRecords:
    """What is asked of the record, of TinyDB with one of its own storages."""

    def __init__(self, file: Path, store: str) -> None:
        storage: Any = JSONStorage
        if store == "CachingMiddleware":
            storage = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call] # TinyDB says no types there.
        self._db = TinyDB(file, storage=storage)

    def newest(self, words: str = "", limit: int = NEWEST) -> list[Call]:
        """The newest finished calls with a word; TinyDB has to find all of them first."""
        calls = self._db.table("calls")
        found = calls.search(where("notes").search(words, re.IGNORECASE)) if words else calls.all()
        return [to_call(document) for document in found[-limit:]]

    def save(self, call: Call) -> None:
        """Keep a call that goes on."""
        self._db.table("live").upsert(Document(to_document(call), doc_id=call.id))

    def tend(self) -> None:
        """Nothing: it looks after nothing."""


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each store, job and size."""
    sizes = {*(size for size in SIZES if size <= ground.large.calls), ground.small.calls}
    for size in sorted(sizes | ({ground.large.calls} if ground.is_full else set())):
        record = ground.another(size, f"beside-stock-{size}")
        words = some_words(record.folder, ground.pick(5, 2))
        ours = _done(ground, record, OURS, words)
        for store in STORES:
            yield from _rows(store, size, _done(ground, record, store, words), ours)


def export(folder: str, file: str) -> int:
    """Write a record as stock TinyDB keeps one; how many bytes."""
    with open_tinydb(Path(folder)) as db:
        texts = {name: db.table(name).rows.texts() for name in TABLES}
        whole = {name: {str(key): msgspec.Raw(text) for key, text in rows} for name, rows in texts.items()}
        return Path(file).write_bytes(msgspec.json.encode(whole))


def do_jobs(store: str, place: str, words: Sequence[str], saves: int) -> Figures:
    """Do each job, in a process that has done nothing before."""
    opened: list[SqliteCallRecords | StockRecords] = []

    def open_and_list() -> None:
        opened.append(SqliteCallRecords(Path(place)) if store == OURS else StockRecords(Path(place), store))
        opened[0].newest(limit=NEWEST)

    took = {"open": [seconds(open_and_list)]}
    records = opened[0]
    took["search"] = [seconds(partial(records.newest, word, NEWEST)) for word in words]
    records.tend()
    took["save"] = [seconds(partial(records.save, call)) for call in islice(typing(), saves)]
    return took | {"memory": [megabytes()]}


def _done(ground: Ground, record: Record, store: str, words: Sequence[str]) -> list[Figures]:
    """The figures of several processes, each on a file that none has used before."""
    is_large = record.calls > max(SIZES)
    work = "scripts.benchmarks.stock:"
    done = []
    for _ in range(1 if is_large else ground.pick(3, 1)):
        place = record.folder
        if store != OURS:
            place = ground.scratch / "stock.json"
            apart(int, f"{work}export", str(record.folder), str(place))
        done.append(apart(Figures, f"{work}do_jobs", store, str(place), words, 3 if is_large else len(words)))
    return done


def _rows(store: str, size: int, theirs: Sequence[Figures], ours: Sequence[Figures]) -> Iterator[Row]:
    for job, what in JOBS.items():
        took, least = (Taken([one[job] for one in of]) for of in (theirs, ours))
        note = STORES[store] if job == "save" else ""
        spreads = in_ms(took).spread, OURS, in_ms(least).spread
        yield Row(f"{store}, {size:,} calls: {what}", "ms", *spreads, ratio(took, least), note=note)
    took, least = (Taken([one["memory"] for one in of]) for of in (theirs, ours))
    yield Row(f"{store}, {size:,} calls: memory", "MB", took.spread, OURS, least.spread, ratio(took, least))
