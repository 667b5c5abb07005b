"""Looking back while somebody types, in the real app on a large record: what a key waits for, and how much memory."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks import beside
from scripts.benchmarks.beside import a_folder, p95, p99, printed, rounds_of, row
from scripts.benchmarks.figures import Line
from scripts.benchmarks.hands import SOON, begin_notes, notes, seen, type_on
from scripts.benchmarks.histories import copied, made_up
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.painted import Painted
from scripts.benchmarks.terminal import Terminal
from scripts.benchmarks.two_apps import ON_CALL, OURS, WARM
from scripts.benchmarks.used import memory_now
from tui.demo import SEED
from tui.records.call_records import SqliteCallRecords

MOST_MS = 50
"""No frame is later than this after its key."""
MORE_MB = 30
PACE = 0.06
"""Seconds between two keys in a search."""
PAST_CALLS, CLOSE, LEAVE, DOWN, ERASE_LINE = b"\x1bOR", b"\x1b", b"\x1b[20~", b"\x1b[B", b"\x15"
MOVES = 40
"""Calls that are looked at with the arrow, one after the other."""


class Seen(NamedTuple):
    """Milliseconds from each key to the frame that shows it; and megabytes."""

    name: list[float]
    """At the desk, while the name is typed and the brief comes."""
    search: list[float]
    notes: list[float]
    """On a call with that caller: the brief, cases like this, saving."""
    more_memory: float
    """After the searches and after many calls were looked at."""


def take_options(parser: argparse.ArgumentParser) -> None:
    """What can be said on the command line."""
    beside.take_options(parser)
    parser.add_argument("--calls", type=int, default=100_000, metavar="N", help="in the large record (100,000)")
    parser.add_argument("--history", type=Path, metavar="FOLDER", help="a record that nobody has open, to copy")


def run(asked: argparse.Namespace) -> int:
    """Measure and print. Raises `Trouble`."""
    return printed(asked, _lines(asked))


def looked_back(folder: Path, texts: Sequence[str], name: str, number: int, seed: int) -> Seen:
    """Search for these texts, look at what is found, and take a call with this caller."""
    with OURS.started(folder) as terminal:
        terminal.wait_for(OURS.last)
        terminal.listen(perf_counter() + WARM)
        before = memory_now(terminal.pid)
        terminal.send(PAST_CALLS)
        terminal.wait_for("Past calls")
        terminal.listen(perf_counter() + SOON)
        searched = [took for text in texts for took in _typed(terminal, text)]
        for _ in range(MOVES):
            terminal.send(DOWN)
            terminal.listen(perf_counter() + PACE)
        more = memory_now(terminal.pid) - before
        terminal.send(LEAVE)
        terminal.wait_for(OURS.last)
        terminal.listen(perf_counter() + WARM)
        named = _typed(terminal, name, is_offered=True)
        terminal.send(b"\r")
        terminal.wait_for(ON_CALL)
        terminal.listen(perf_counter() + WARM)
        begin_notes(terminal)
        terminal.listen(perf_counter() + SOON)
        for _ in terminal.frames():
            pass
        presses = type_on(terminal, notes(number, seed), seed)
        noted = [1000 * took for took in seen(terminal.coming(), terminal.painted, presses)]
    return Seen(named, searched, noted, more)


def _typed(terminal: Terminal, text: str, *, is_offered: bool = False) -> list[float]:
    """Type it key by key, each at its time or once the one before is seen.

    Where the rest is offered it stands there before it is typed; then the next frame counts as the key's.
    """
    if not is_offered:
        terminal.send(ERASE_LINE)
        terminal.listen(perf_counter() + SOON)
    took, due = [], perf_counter()
    for length in range(1, len(text) + 1):
        terminal.listen(due)
        for _ in terminal.frames():
            pass
        at = terminal.send(text[length - 1].encode())
        if text[length - 1] != " ":
            so_far = "" if is_offered else text[:length]
            took.append(1000 * (terminal.wait(partial(_shows, so_far), f"A frame with {text[:length]!r}") - at))
        due = max(perf_counter(), due + PACE)
    terminal.listen(perf_counter() + SOON)
    return took


def _shows(text: str, painted: Painted) -> bool:
    """Whether a line of the upper part, where the fields are, shows the text and its end."""
    return any(
        text in line and not line.split(text, 1)[1][:1].isalnum() if text else True for line in painted.rows[:8]
    )


def _lines(asked: argparse.Namespace) -> Iterator[Line]:
    calls = 300 if asked.quick else int(asked.calls)
    history = asked.history or made_up(calls, SEED)
    large: list[Seen] = []
    few: list[Seen] = []
    with a_folder() as folder, a_folder() as small:
        record = copied(history, folder / "records", None if asked.history else calls)
        copied(made_up(100, SEED), small / "records", 100)
        texts = [text for text in _whole(keystrokes(record.folder, 400)) if text.isascii()][
            : 3 if asked.quick else 12
        ]
        name = _name(record.folder)
        for seed in range(rounds_of(asked, 3)):
            large.append(looked_back(folder, texts, name, 40 if asked.quick else 200, seed))
            few.append(looked_back(small, texts, name, 40 if asked.quick else 200, seed))
    for what, of in (
        ("name", lambda one: one.name),
        ("search", lambda one: one.search),
        ("call", lambda one: one.notes),
    ):
        yield from _rows(f"key of a {what}, {record}", list(map(of, large)), list(map(of, few)))
    memory = [[one.more_memory] for one in large], [[one.more_memory] for one in few]
    yield row("memory that looking back takes", "MB", *memory, floor_is="100 calls", most=MORE_MB)


def _rows(what: str, large: list[list[float]], few: list[list[float]]) -> Iterator[Line]:
    """The usual key, the 95th and 99th of a hundred, and the latest of each round."""
    yield row(what, "ms", large, few, floor_is="100 calls")
    yield row(f"{what}, p95", "ms", large, few, by=p95, floor_is="100 calls")
    yield row(f"{what}, p99", "ms", large, few, by=p99, floor_is="100 calls", most=MOST_MS)
    worst = [[max(one)] for one in large], [[max(one)] for one in few]
    yield row(f"{what}, the latest", "ms", *worst, floor_is="100 calls", most=MOST_MS)


def _whole(typed: Sequence[str]) -> Iterator[str]:
    """The last state of each search line, without those that a screen may show in another way."""
    for text, after in zip(typed, [*typed[1:], ""], strict=True):
        if not after.startswith(text) and text.strip() == text and len(text) > 3:
            yield text


def _name(folder: Path) -> str:
    with closing(SqliteCallRecords(folder)) as records:
        named = [call.caller for call in records.newest(limit=500) if call.caller.isascii() and " " in call.caller]
    # The one who calls most often: the longest story.
    return max(set(named), key=named.count)
