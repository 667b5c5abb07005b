"""From one screen to another, to the palette, to another size: how soon the first new frame is there."""

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks import beside
from scripts.benchmarks.bare_app import OTHER
from scripts.benchmarks.beside import in_turns, printed, rounds_of, row
from scripts.benchmarks.figures import Line
from scripts.benchmarks.terminal import COLUMNS, ROWS, Terminal
from scripts.benchmarks.two_apps import CALLER, ON_CALL, OURS, App

GOAL, GOAL_MS = 1.5, 50
REST = 0.3
"""Seconds between two moves."""
SETTLED = 2.0
NARROWER = COLUMNS - 20


class Move(NamedTuple):
    """One way to go, by keys."""

    there: bytes
    shows: str
    """What tells the new screen from the old one."""
    back: bytes
    has_quick_back: bool = True
    """Not where the way back is escape: of that nobody knows at once whether more follows."""


PALETTE = Move(b"\x10", "Search for commands", b"\x1b", has_quick_back=False)
OUR_MOVES = {
    "past calls": Move(b"\x1bOR", "Past calls", b"\x1b[20~"),
    "keys": Move(b"\x1bOP", "f1 puts this away", b"\x1bOP"),
    "wrap-up": Move(b"\x12", "back to the call", b"\x0f"),
    "palette": PALETTE,
}
BARE_MOVES = {"screen": Move(b"\x1bOQ", OTHER, b"\x1bOQ"), "palette": PALETTE}

Moved = dict[str, list[float]]
"""Milliseconds to the first new frame, by the name of the move."""


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    beside.take_options(parser)


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    return printed(asked, _lines(asked))


def moved_in(app: App, folder: Path, _turn: int, times: int) -> Moved:
    """Go each way so often, and back."""
    moved: Moved = {}
    with app.started(folder) as terminal:
        terminal.wait_for(app.last)
        terminal.listen(perf_counter() + SETTLED)
        if app is OURS:
            terminal.send(CALLER.removesuffix(b"\r"))
            terminal.listen(perf_counter() + REST)
            moved["start of a call"] = [_until(terminal, terminal.send(b"\r"), ON_CALL)]
            terminal.listen(perf_counter() + SETTLED)
        moved["resize"] = [_resized(terminal) for _ in range(times)]
        for name, move in (OUR_MOVES if app is OURS else BARE_MOVES).items():
            both = [_there_and_back(terminal, move) for _ in range(times)]
            moved[name] = [there for there, _ in both]
            if move.has_quick_back:
                moved[f"{name}, and back"] = [back for _, back in both]
    return moved


def _there_and_back(terminal: Terminal, move: Move) -> tuple[float, float]:
    there = _until(terminal, terminal.send(move.there), move.shows)
    return there, _until(terminal, terminal.send(move.back), move.shows, gone=True)


def _resized(terminal: Terminal) -> float:
    """To the first frame that uses what was added at the right."""
    terminal.resize(NARROWER, ROWS)
    _rest(terminal)
    began = terminal.resize(COLUMNS, ROWS)
    at = terminal.wait(lambda painted: any(row[NARROWER:].strip() for row in painted.rows), "The wider frame")
    _rest(terminal)
    return 1000 * (at - began)


def _until(terminal: Terminal, began: float, text: str, *, gone: bool = False) -> float:
    """Milliseconds to the first frame with the text, or without it; then a rest."""
    what = f"The frame {'without' if gone else 'with'} {text!r}"
    at = terminal.wait(lambda painted: (text in str(painted)) != gone, what)
    _rest(terminal)
    return 1000 * (at - began)


def _rest(terminal: Terminal) -> None:
    terminal.listen(perf_counter() + REST)
    for _ in terminal.frames():
        pass


def _lines(asked: argparse.Namespace) -> Iterator[Line]:
    work = partial(moved_in, times=2 if asked.quick else 10)
    ours, bare = in_turns(rounds_of(asked, 3), work)
    for name in ours[0]:
        floor = floor_of(name, bare[0])
        both = [one[name] for one in ours], [one[floor] for one in bare]
        yield row(name, "ms", *both, floor_is=f"the bare app: {floor}", most=GOAL_MS, ratio=GOAL)


def floor_of(name: str, moved: Moved) -> str:
    """Which of the moves of the bare app one of ours is compared with."""
    kind = name.removesuffix(", and back")
    if name in moved:
        return name
    return f"screen{name.removeprefix(kind)}"
