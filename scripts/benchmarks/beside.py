"""Ours beside the bare app: rounds in turns, a row for each figure, and options of each benchmark of the screen."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TypeVar

import msgspec

from scripts.benchmarks.figures import Goal, Line, Ratio, Row, Spread, Taken, spread
from scripts.benchmarks.shown import are_met, as_json, as_table
from scripts.benchmarks.two_apps import BARE, OURS, App, warm_up
from tui.model.trouble import Trouble

T = TypeVar("T")
Figure = Callable[[Spread], float]


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line, of each benchmark of the screen."""
    parser.add_argument("--rounds", type=int, metavar="N", help="of both apps in turns")
    parser.add_argument("--quick", action="store_true", help="one short round: shows that it runs, and no more")
    parser.add_argument("--json", action="store_true", help="an array of rows instead of a table")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a goal is missed")


def rounds_of(asked: argparse.Namespace, usual: int) -> int:
    """How many rounds are wanted."""
    wanted: int | None = asked.rounds
    return wanted or (1 if asked.quick else usual)


def in_turns(rounds: int, work: Callable[[App, Path, int], T]) -> tuple[list[T], list[T]]:
    """What the work gives for ours and for the bare app in each round, each time in a folder of its own."""
    done: dict[App, list[T]] = {OURS: [], BARE: []}
    with a_folder() as folder:
        warm_up(folder)
    for number in range(rounds):
        for app in (OURS, BARE) if number % 2 else (BARE, OURS):
            with a_folder() as folder:
                done[app].append(work(app, folder, number))
    return done[OURS], done[BARE]


@contextmanager
def a_folder() -> Iterator[Path]:
    """One that goes again."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def row(
    what: str,
    unit: str,
    ours: Sequence[Sequence[float]],
    floor: Sequence[Sequence[float]],
    *,
    by: Figure = lambda took: took.p50,
    floor_is: str = BARE.name,
    most: float | None = None,
    ratio: float | None = None,
) -> Row:
    """Figures of both, a list a round. The ratio is that of one figure of each round, the p50 if nothing is said.

    `most` is the goal of that figure over all rounds, `ratio` that of the ratio.
    """
    works, floors = Taken([list(one) for one in ours]), Taken([list(one) for one in floor])
    quotients = [by(spread(one)) / (by(spread(least)) or 1) for one, least in zip(ours, floor, strict=True)]
    compared = Ratio(median(quotients), min(quotients), max(quotients))
    goals = [Goal(f"≤ {ratio:g} x", compared.middle <= ratio)] if ratio is not None else []
    if most is not None:
        goals.append(Goal(f"≤ {most:g} {unit}".rstrip(), by(works.spread) <= most))
    return Row(what, unit, works.spread, floor_is, floors.spread, compared, tuple(goals))


def p95(took: Spread) -> float:
    """The figure that 95 % are at most."""
    return took.p95


def p99(took: Spread) -> float:
    """The figure that 99 % are at most."""
    return took.p99


def printed(asked: argparse.Namespace, lines: Iterable[Line]) -> int:
    """Print them; the exit code."""
    if sys.platform != "linux":
        raise Trouble("The benchmarks of the screen look at processes as Linux shows them.")
    load = os.getloadavg()[0]
    found = list(lines)
    if asked.json:
        print(msgspec.json.format(msgspec.json.encode([as_json(line) for line in found])).decode())
    else:
        print("\n".join(as_table(found)))
    print(f"Load {load:.1f} before and {os.getloadavg()[0]:.1f} after.", file=sys.stderr)
    return 1 if asked.strict and not are_met(found) else 0
