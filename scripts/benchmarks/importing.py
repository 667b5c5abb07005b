"""Bringing in an export, beside the bare inserts of the same JSON in the same batches, with all that follows them."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from scripts.benchmarks.figures import Line, at_most, ratio, timed_row
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record
from scripts.benchmarks.turns import Work, seconds, take_turns
from tui.model.trouble import Trouble
from tui.records.engine import best_engine
from tui.records.exchange import MOST_BYTES, Import
from tui.records.landing import MOST_CALLS
from tui.records.opening import open_record
from tui.records.table import FILE_NAME, open_tinydb

GOAL = 2
"""Times as long as the bare inserts: half of their rate."""
INSERTED = "bare inserts"
_INSERT = "insert into calls (id, doc) values (?, cast(? as text))"

Kept = tuple[int, bytes]
"""The number of a call and its JSON."""


class Parcel(NamedTuple):
    """Calls that no record of ours has, and the file in which they come."""

    calls: Sequence[Kept]
    file: Path


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each size of the record into which they come."""
    rounds, turns, number = ground.pick((3, 2, 500), (1, 2, 10))
    others = ground._replace(seed=ground.seed + 1).another(4 * rounds * turns * number, "others")
    parcels = parcels_of(others, number, ground.scratch / "export.json")
    for record in (ground.small, ground.large):
        taken = take_turns(_works(record.folder, parcels), rounds, turns)
        goal = at_most(GOAL, ratio(taken["ours"], taken["floor"]).middle, "x")
        yield timed_row(f"import {number:,} calls, {record}", taken["ours"], INSERTED, taken["floor"], [goal])


def bring_in(folder: Path, file: Path, number: int) -> None:
    """Import a file of so many calls. Raises `Trouble` where not all of them came in."""
    bringing = Import(folder)
    bringing.bring_in(str(file))
    if bringing.words() != f"{number} calls came in.":
        raise Trouble(f"The import was not the work that was meant: {bringing.words()}")


def insert(folder: Path, calls: Sequence[Kept]) -> None:
    """Write the rows of the calls, as many in a transaction as an import does."""
    with closing(open_record(best_engine(), folder / FILE_NAME)) as raw:
        for batch in _batches(calls):
            raw.execute("begin immediate")
            raw.executemany(_INSERT, batch)
            raw.execute("commit")


def parcels_of(others: Record, number: int, file: Path) -> Iterator[Parcel]:
    """All calls of a record, so many at a time; the file holds those of the last parcel."""
    with open_tinydb(others.folder) as db:
        texts = db.table("calls").rows.texts()
        while calls := list(islice(texts, number)):
            each = b",\n".join(b'"%d": %b' % one for one in calls)
            file.write_bytes(b'{"calls": {\n' + each + b'}, "live": {}, "clients": {}}\n')
            yield Parcel(calls, file)


def _works(folder: Path, parcels: Iterator[Parcel]) -> dict[str, Work]:
    def floor() -> float:
        return seconds(partial(insert, folder, next(parcels).calls))

    def ours() -> float:
        parcel = next(parcels)
        return seconds(partial(bring_in, folder, parcel.file, len(parcel.calls)))

    return {"floor": floor, "ours": ours}


def _batches(calls: Sequence[Kept]) -> Iterator[Sequence[Kept]]:
    batch: list[Kept] = []
    size = 0
    for one in calls:
        batch.append(one)
        size += len(one[1])
        if len(batch) == MOST_CALLS or size > MOST_BYTES:
            yield batch
            batch, size = [], 0
    yield batch
