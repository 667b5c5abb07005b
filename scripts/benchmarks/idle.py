"""A call on which nobody types: what its clock costs, beside the bare app with its cursor that blinks."""

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks import beside
from scripts.benchmarks.beside import in_turns, printed, rounds_of, row
from scripts.benchmarks.costs import idle_rows
from scripts.benchmarks.figures import Line
from scripts.benchmarks.terminal import FRAME_ENDS
from scripts.benchmarks.two_apps import App
from scripts.benchmarks.used import cpu, wake_ups

SETTLED = 4.0
"""Seconds on a call until all that comes after a start is done."""


class Idle(NamedTuple):
    """What a second costs."""

    cpu: float
    """Milliseconds."""
    bytes: float
    frames: float
    wake_ups: float


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    beside.take_options(parser)
    parser.add_argument("--icount", action="store_true", help="count instructions instead, with valgrind")


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    return printed(asked, idle_rows(quick=asked.quick) if asked.icount else _lines(asked))


def idle_in(app: App, folder: Path, _turn: int, seconds: float) -> Idle:
    """Wait so long on a call."""
    with app.started(folder) as terminal:
        app.enter(terminal, folder)
        terminal.listen(perf_counter() + SETTLED)
        began, pieces = perf_counter(), len(terminal.chunks)
        used, woken = cpu(terminal.pid), wake_ups(terminal.pid)
        terminal.listen(began + seconds)
        used, woken = cpu(terminal.pid) - used, wake_ups(terminal.pid) - woken
        lasted = perf_counter() - began
        output = terminal.output(since=pieces)
    costs = 1000 * used, len(output), output.count(FRAME_ENDS), woken
    return Idle(*(cost / lasted for cost in costs))


def _lines(asked: argparse.Namespace) -> Iterator[Line]:
    work = partial(idle_in, seconds=2.0 if asked.quick else 10.0)
    ours, bare = in_turns(rounds_of(asked, 3), work)
    for what, unit, part, most in (
        ("processor time an idle second", "ms", 0, None),
        ("bytes an idle second", "bytes", 1, 200),
        ("frames an idle second", "frames", 2, None),
        ("wake-ups an idle second", "wake-ups", 3, None),
    ):
        yield row(what, unit, [[one[part]] for one in ours], [[one[part]] for one in bare], most=most)
