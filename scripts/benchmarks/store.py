"""The record: what a save, a start, a search and a finished call cost, with few calls and with very many."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

import msgspec

from scripts.benchmarks import backing_up, finishing, importing, memory, opening, reviewing, saving, searching, stock
from scripts.benchmarks.figures import Line
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import copied, made_up
from scripts.benchmarks.shown import are_met, as_json, as_table
from tui.demo import SEED
from tui.records.engine import best_engine
from tui.records.places import linux_mount

Part = Callable[[Ground], Iterator[Line]]

PARTS: dict[str, Part] = {
    "save": saving.lines,
    "open": opening.lines,
    "search": searching.lines,
    "review": reviewing.lines,
    "finish": finishing.lines,
    "memory": memory.lines,
    "backup": backing_up.lines,
    "import": importing.lines,
    "stock": stock.lines,
}
"""In the order in which they are measured: what writes much comes last."""

LEAST, MOST = 100, 1_000_000
"""Calls in the large record."""

FEW = 1_000
"""Calls in the small record, or a tenth of the large one."""


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    parser.add_argument("--calls", type=_calls, default=100_000, metavar="N", help="in the large record (100,000)")
    parser.add_argument("--history", type=Path, metavar="FOLDER", help="a record that nobody has open, to copy")
    parser.add_argument("--seed", type=int, default=SEED, help="what the made-up history grows from")
    parser.add_argument("--only", nargs="+", choices=PARTS, metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="few turns: shows that it runs, and no more")
    parser.add_argument("--full", action="store_true", help="stock TinyDB with as many calls too; takes minutes")
    parser.add_argument("--json", action="store_true", help="an array of rows instead of a table")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-bench-") as folder:
        load = os.getloadavg()[0]
        ground = _ground(asked, Path(folder))
        _tell(_circumstances(ground))
        lines = [line for name in asked.only or PARTS for line in _told(name, ground)]
    if asked.json:
        print(msgspec.json.format(msgspec.json.encode([as_json(line) for line in lines])).decode())
    else:
        print("\n".join(as_table(lines)))
    _tell(f"Load {load:.1f} before and {os.getloadavg()[0]:.1f} after, of {os.cpu_count()} cores.")
    return 1 if asked.strict and not are_met(lines) else 0


def _calls(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not LEAST <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"a number from {LEAST} to {MOST:,} is needed")
    return int(text)


def _ground(asked: argparse.Namespace, scratch: Path) -> Ground:
    few = FEW if asked.calls > FEW else asked.calls // 10
    if asked.history:
        large = copied(asked.history, scratch / "large")
    else:
        large = copied(made_up(asked.calls, asked.seed), scratch / "large", asked.calls)
    small = copied(made_up(few, asked.seed), scratch / "small", few)
    return Ground(scratch, small, large, asked.seed, asked.quick, asked.full)


def _told(name: str, ground: Ground) -> Iterator[Line]:
    _tell(f"Measuring: {name} …")
    return PARTS[name](ground)


def _circumstances(ground: Ground) -> str:
    engine = best_engine()
    sqlite = ".".join(map(str, engine.version))
    kind = _file_system(ground.scratch)
    said = f"{ground.large} in {ground.large.size / 1e6:,.0f} MB on {kind or 'a disk'}; "
    said += f"Python {platform.python_version()}, SQLite {sqlite}."
    if kind in ("tmpfs", "ramfs"):
        said += " This is memory and no disk, where saving costs nothing: name a folder on a disk with TMPDIR."
    return said


def _file_system(folder: Path) -> str:
    """Its name ("ext4"), or nothing where that is not known."""
    table = Path("/proc/self/mountinfo")
    mount = linux_mount(PurePath(folder.resolve()), table.read_bytes()) if table.exists() else None
    return mount.kind if mount else ""


def _tell(words: str) -> None:
    """Say it on stderr, where it is not taken for a result."""
    print(words, file=sys.stderr, flush=True)
