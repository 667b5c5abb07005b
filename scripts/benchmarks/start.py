"""The start: how soon there is something to look at, and all of it; and whether keys typed meanwhile are kept."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks import beside
from scripts.benchmarks.beside import a_folder, in_turns, printed, rounds_of, row
from scripts.benchmarks.costs import start_rows
from scripts.benchmarks.figures import Line
from scripts.benchmarks.first_frame import FirstFrame, first_text_in
from scripts.benchmarks.histories import copied, made_up
from scripts.benchmarks.imports import imports_table
from scripts.benchmarks.terminal import PATIENCE
from scripts.benchmarks.two_apps import CALLER, OURS, App
from scripts.benchmarks.used import cpu, most_memory
from tui.demo import SEED
from tui.model.trouble import Trouble
from tui.records.call_records import SqliteCallRecords

GOAL = 1.10
EARLY = 0.030
"""Seconds after the start at which the first key is typed."""
HURRY = 0.012
"""Seconds between two of them."""
NOTES = "the order came a week late"


class Start(NamedTuple):
    """The figures of one start, in milliseconds and megabytes."""

    text: float
    whole: float
    cpu: float
    memory: float


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    beside.take_options(parser)
    parser.add_argument("--calls", type=int, default=100_000, metavar="N", help="in the large record (100,000)")
    parser.add_argument("--icount", action="store_true", help="count instructions instead, with valgrind")
    parser.add_argument("--imports", action="store_true", help="list what is imported up to the first frame instead")


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    if asked.imports:
        print("\n".join(imports_table()))
        return 0
    return printed(asked, start_rows(_calls(asked)) if asked.icount else _lines(asked))


def started(app: App, folder: Path) -> Start:
    """Start it once, up to its first whole frame."""
    with app.started(folder) as terminal:
        frame, end = FirstFrame(app), perf_counter() + PATIENCE
        while (whole := frame.came(terminal.chunks)) is None:
            terminal.must_run()
            if perf_counter() > end:
                raise Trouble(f"{app.name} had no first frame within {PATIENCE:g} s.\n{terminal.painted}")
            terminal.hear(1)
        used, memory = cpu(terminal.pid), most_memory(terminal.pid)
        text = first_text_in(terminal.chunks) or whole
        return Start(1000 * (text - terminal.began), 1000 * (whole - terminal.began), 1000 * used, memory)


def lost_early(app: App, folder: Path) -> int:
    """How many of the keys that are typed during the start are lost."""
    typed = CALLER + NOTES.encode() if app is OURS else NOTES.encode()
    with app.started(folder) as terminal:
        for number, key in enumerate(typed):
            terminal.listen(terminal.began + EARLY + number * HURRY)
            terminal.send(bytes([key]))
        terminal.wait_for(NOTES[-4:])
        terminal.listen(perf_counter() + 1)
        for _ in terminal.frames():
            pass
        if app is not OURS:
            return missing(NOTES, str(terminal.painted))
        terminal.send(b"\x11")
        terminal.wait_end()
    with closing(SqliteCallRecords(folder / "records")) as records:
        (call,) = records.interrupted()
    return missing(CALLER.decode().strip(), call.opened_as) + missing(NOTES, call.notes)


def missing(typed: str, kept: str) -> int:
    """How many characters at the beginning are gone: the rest of what was typed is there in one piece."""
    return next(number for number in count() if typed[number:] in kept)


def _lines(asked: argparse.Namespace) -> Iterator[Line]:
    rounds = rounds_of(asked, 9)
    ours, bare = in_turns(rounds, lambda app, folder, _: started(app, folder))
    for what, unit, part, most, ratio in (
        ("something to look at", "ms", 0, 40, None),
        ("first whole frame", "ms", 1, None, GOAL),
        ("processor time up to there", "ms", 2, None, GOAL),
        ("memory up to there", "MB", 3, None, GOAL),
    ):
        yield row(what, unit, [[one[part]] for one in ours], [[one[part]] for one in bare], most=most, ratio=ratio)
    lost = in_turns(min(rounds, 3), lambda app, folder, _: [float(lost_early(app, folder))])
    yield row(f"keys lost from {1000 * EARLY:g} ms on", "keys", *lost, by=lambda took: took.p99, most=0)
    yield _with_many_calls(rounds, _calls(asked))


def _calls(asked: argparse.Namespace) -> int:
    return 300 if asked.quick else int(asked.calls)


def _with_many_calls(rounds: int, calls: int) -> Line:
    """Ours with a large record beside ours with none."""
    history = made_up(calls, SEED)
    large, empty = [], []
    with a_folder() as folder:
        copied(history, folder / "records", calls)
        for number in range(rounds + 1):
            with a_folder() as fresh:
                took = started(OURS, folder), started(OURS, fresh)
            if number:
                large.append([took[0].whole])
                empty.append([took[1].whole])
    return row(f"first whole frame, {calls:,} calls", "ms", large, empty, floor_is="an empty record", ratio=1.03)
