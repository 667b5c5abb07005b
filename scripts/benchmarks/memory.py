"""How much memory the record takes: opened, after searches, after saves, each in a Python of its own."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from scripts.benchmarks.apart import apart
from scripts.benchmarks.figures import Line, Row, Taken, at_most, ratio
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.typed import typing
from tui.records.call_records import SqliteCallRecords

GOAL_MB = 10
STAGES = ("opened", "after searches", "after saves")


def lines(ground: Ground) -> Iterator[Line]:
    """A row for each stage."""
    number, repeats = ground.pick((200, 5), (20, 1))
    typed = keystrokes(ground.large.folder, number, seed=8)
    folders = (ground.large.folder, ground.scratch / "empty")
    empty, large = [], []
    # The first run of each lays the ballast and makes a backup, which later ones find there.
    for repeat in range(repeats + 1):
        used = [apart(list[float], "scripts.benchmarks.memory:memory_used", str(folder), typed) for folder in folders]
        if repeat:
            large.append(used[0])
            empty.append(used[1])
    for stage, name in enumerate(STAGES):
        yield _row(f"memory, {name}, {ground.large}", *(Taken([[one[stage]] for one in of]) for of in (large, empty)))


def memory_used(folder: str, typed: Sequence[str]) -> list[float]:
    """Megabytes at each stage: opened, after a search for each text, after as many saves."""
    with closing(SqliteCallRecords(Path(folder))) as records:
        # An empty record has a file too.
        calls = typing()
        records.save(next(calls))
        records.interrupted()
        records.newest(limit=20)
        used = [megabytes()]
        for text in typed:
            records.newest(text, 20)
        used.append(megabytes())
        records.tend()
        for call in islice(calls, len(typed)):
            records.save(call)
        return [*used, megabytes()]


def megabytes() -> float:
    """The memory of this process that is in use now; where only the most it ever had can be known, that."""
    rollup = Path("/proc/self/smaps_rollup")
    if rollup.exists():
        sizes = dict(line.split(":", 1) for line in rollup.read_text(encoding="ascii").splitlines()[1:])
        return int(sizes["Rss"].split()[0]) * 1024 / 1e6
    import resource  # noqa: PLC0415 # There is none on Windows.

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most if sys.platform == "darwin" else most * 1024) / 1e6


def _row(what: str, large: Taken, empty: Taken) -> Row:
    more = large.spread.p50 - empty.spread.p50
    goal = at_most(GOAL_MB, more, "MB more")
    return Row(
        what, "MB", large.spread, "empty record", empty.spread, ratio(large, empty), (goal,), f"{more:+.1f} MB"
    )
