"""A backup of the record, and what it means for those who save meanwhile."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from threading import Thread

from scripts.benchmarks.figures import Line, Ratio, Row, Taken, Untold, in_ms, spread, timed_row
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import copy_to_disk
from scripts.benchmarks.saving import saving
from scripts.benchmarks.turns import Work, seconds
from tui.records.backups import Backups
from tui.records.call_records import SqliteCallRecords
from tui.records.engine import best_engine

PACE = 0.02
"""Seconds between two saves: more often than anybody types."""


def lines(ground: Ground) -> Iterator[Line]:
    """A row for the backup and one for the saves meanwhile."""
    record = ground.large
    what = f"backup of {record.size / 1e6:,.0f} MB"
    copies, made, quiet, busy = (Taken([]) for _ in range(4))
    backups = Backups(record.folder, best_engine())
    with closing(SqliteCallRecords(record.folder)) as records:
        save = saving(records)
        for _ in range(ground.pick(3, 1)):
            calm = saves_during(save, partial(time.sleep, ground.pick(5.0, 0.05)))[0]
            saves, took, newest = saves_during(save, backups.make)
            if newest is None:
                yield Untold(what, "The disk is too full for a backup.")
                return
            busy.rounds.append(saves)
            made.rounds.append([took])
            quiet.rounds.append(calm)
            copies.rounds.append([seconds(partial(copy_to_disk, newest, ground.scratch / "copy"))])
    yield timed_row(what, made, "copy of the file", copies)
    yield latency_row(f"save during a backup, {record}", busy, quiet)


def saves_during(save: Work, work: Callable[[], Path | None]) -> tuple[list[float], float, Path | None]:
    """What saves take while a thread does the work, how long that takes, and what it gives back."""
    results: list[Path | None] = []
    worker = Thread(target=lambda: results.append(work()))
    began = time.perf_counter()
    worker.start()
    saves = [save()]
    while worker.is_alive():
        time.sleep(PACE)
        saves.append(save())
    worker.join()
    return saves, time.perf_counter() - began, results[0] if results else None


def latency_row(what: str, busy: Taken, quiet: Taken) -> Row:
    """Saves beside saves at a quiet time; the ratio is that of the slow ones, p95 to p95."""
    ratios = [spread(one).p95 / spread(least).p95 for one, least in zip(busy.rounds, quiet.rounds, strict=True)]
    took, floor = in_ms(busy).spread, in_ms(quiet).spread
    ratio = Ratio(median(ratios), min(ratios), max(ratios))
    return Row(what, "ms", took, "save without one", floor, ratio, note="p95 to p95")
