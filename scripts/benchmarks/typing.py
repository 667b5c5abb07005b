"""Typing on a call, key by key at the pace of a person and faster: how soon it is seen, and what it costs."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks import beside
from scripts.benchmarks.beside import in_turns, p95, p99, printed, rounds_of, row
from scripts.benchmarks.costs import key_rows
from scripts.benchmarks.figures import Line
from scripts.benchmarks.hands import FIRST_LINE, SOON, begin_notes, is_letter, keys, notes, pasted, seen, type_on
from scripts.benchmarks.terminal import FRAME_ENDS, Terminal
from scripts.benchmarks.two_apps import LONG, OURS, App, lay_note
from scripts.benchmarks.used import cpu, most_memory
from tui.records.call_records import SqliteCallRecords

AT_ONCE = 2_000
"""Keys of a storm, and characters of a paste."""
STORMS = 3
"""As many as an hour of typing."""
SETTLED = 2.0
"""Seconds on a call until all that comes after a start is done."""


class Typed(NamedTuple):
    """The figures of one run of an app."""

    latencies: list[float]
    """Milliseconds from each key to the frame that shows it."""
    cpu: float
    """Milliseconds a key."""
    bytes: float
    frames: float
    storms: list[float]
    """Milliseconds until the last key of each storm is seen."""
    paste: float
    started_with: float
    memory: float
    """Megabytes after the start, and after all the storms."""
    lost: int


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    beside.take_options(parser)
    parser.add_argument("--icount", action="store_true", help="count instructions instead, with valgrind")


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    return printed(asked, key_rows(quick=asked.quick) if asked.icount else _lines(asked))


def typed_in(app: App, folder: Path, number: int, seed: int, storms: int = 0) -> Typed:
    """Type so many keys, then the storms and a paste, and look at what is kept."""
    with app.started(folder) as terminal:
        app.enter(terminal, folder)
        terminal.listen(perf_counter() + SETTLED)
        started_with = most_memory(terminal.pid)
        begin_notes(terminal)
        terminal.listen(perf_counter() + SOON)
        latencies, lost, costs = _at_pace(terminal, notes(number, seed), seed)
        texts = [_storm_text(AT_ONCE, turn) for turn in range(storms)]
        took = [_until_seen(terminal, keys(text), text) for text in texts]
        last = _storm_text(AT_ONCE, storms)
        paste = _until_seen(terminal, pasted(last), last) if storms else 0.0
        memory = most_memory(terminal.pid)
        typed = FIRST_LINE + notes(number, seed) + "".join(texts) + (last if storms else "")
        if app is OURS:
            lost += missing_in_record(terminal, folder, typed)
    return Typed(latencies, *costs, took, paste, started_with, memory, lost)


def _lines(asked: argparse.Namespace) -> Iterator[Line]:
    number, storms = (20, 1) if asked.quick else (150, STORMS)
    ours, bare = in_turns(rounds_of(asked, 5), lambda app, folder, turn: typed_in(app, folder, number, turn, storms))
    latencies = [one.latencies for one in ours], [one.latencies for one in bare]
    yield row("key to screen", "ms", *latencies, ratio=0.6)
    yield row("key to screen, p95", "ms", *latencies, by=p95, ratio=0.7)
    yield row("key to screen, p99", "ms", *latencies, by=p99, most=12)
    yield row("processor time a key", "ms", [[one.cpu] for one in ours], [[one.cpu] for one in bare])
    yield row("bytes a key", "bytes", [[one.bytes] for one in ours], [[one.bytes] for one in bare], most=500)
    yield row("frames a key", "frames", [[one.frames] for one in ours], [[one.frames] for one in bare], most=1.2)
    storms_of = [one.storms for one in ours], [one.storms for one in bare]
    yield row(f"storm of {AT_ONCE:,} keys", "ms", *storms_of, ratio=1.1)
    pastes = [[one.paste] for one in ours], [[one.paste] for one in bare]
    yield row(f"paste of {AT_ONCE:,} characters", "ms", *pastes, ratio=1.1)
    lost = [[float(one.lost)] for one in ours], [[float(one.lost)] for one in bare]
    yield row("keys lost", "keys", *lost, by=lambda took: took.p99, most=0)
    started = [[one.started_with] for one in bare]
    yield row("memory on a call", "MB", [[one.started_with] for one in ours], started, ratio=1.1)
    what = f"memory after {number + (storms + 1) * AT_ONCE:,} keys"
    memory = [[one.memory] for one in ours]
    yield row(what, "MB", memory, started, floor_is="the bare app, just started", ratio=1.3)
    yield from _long_note(number, rounds_of(asked, 3))


def _long_note(number: int, rounds: int) -> Iterator[Line]:
    def laid(app: App, folder: Path, turn: int) -> tuple[Typed, Typed]:
        short, long = folder / "short", folder / "long"
        for place, lines in ((short, 1), (long, LONG)):
            place.mkdir()
            lay_note(place, lines)
        return typed_in(app, short, number, turn), typed_in(app, long, number, turn)

    ours, bare = in_turns(rounds, laid)
    for whose, of, goal in (("", ours, 1.2), (", bare app", bare, None)):
        figures = [long.latencies for _, long in of], [short.latencies for short, _ in of]
        what = f"key in a note of {LONG:,} lines{whose}"
        yield row(what, "ms", *figures, floor_is="a short note", ratio=goal)


def _at_pace(terminal: Terminal, text: str, seed: int) -> tuple[list[float], int, tuple[float, float, float]]:
    """Milliseconds of each letter, how many were never seen, and what a key costs: processor time, bytes, frames."""
    for _ in terminal.frames():
        pass
    used, written = cpu(terminal.pid), len(terminal.chunks)
    presses = type_on(terminal, text, seed)
    used = cpu(terminal.pid) - used
    output = terminal.output(since=written)
    latencies = seen(terminal.coming(), terminal.painted, presses)
    terminal.listen(perf_counter() + SOON)
    lost = sum(map(is_letter, presses)) - len(latencies)
    keys_typed = len(text)
    costs = 1000 * used / keys_typed, len(output) / keys_typed, output.count(FRAME_ENDS) / keys_typed
    return [1000 * took for took in latencies], lost, costs


def _storm_text(number: int, turn: int) -> str:
    """Notes whose last word is nowhere else."""
    end = f"\nend-of-{turn}\n"
    return notes(number - len(end), seed=100 + turn).rstrip().ljust(number - len(end), ".") + end


def _until_seen(terminal: Terminal, sent: bytes, text: str) -> float:
    """Milliseconds until the last word is on the screen; then a rest, as long as all that still comes of it."""
    began = terminal.send(sent)
    took = 1000 * (terminal.wait_for(text.rsplit(maxsplit=1)[-1]) - began)
    terminal.listen(perf_counter() + SOON)
    return took


def missing_in_record(terminal: Terminal, folder: Path, typed: str) -> int:
    """Leave the app; how many characters of the notes are not in the record."""
    terminal.send(b"\x11")
    terminal.wait_end()
    with closing(SqliteCallRecords(folder / "records")) as records:
        kept = records.interrupted()[0].notes
    return 0 if kept.endswith(typed) else max(1, len(typed) - len(kept))
