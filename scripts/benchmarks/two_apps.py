"""The two apps that are measured side by side: ours, and a bare one of the same Textual; each started in private."""

import compileall
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from scripts.benchmarks.histories import ROOT
from scripts.benchmarks.terminal import Terminal
from scripts.benchmarks.typed import playbook
from tui.model.call import begin, with_notes
from tui.records.call_records import SqliteCallRecords

LONG = 3_000
"""Lines of a long note."""
CALLER = b"Dana Lee, Northwind Law\r"
WARM = 1.5
"""Seconds on a call after which everything that it needs has been loaded."""
ON_CALL = "on call "
NOTE = "note.txt"
"""The file in a folder that holds the note which is gone on with."""
OPENED = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""When a call that is gone on with began: before the standing clock stands."""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
_ID = 1_876_900_000_000_000_000
_LINES = ("asked for the invoice of march again", "the portal says overdue, the bank says paid", "ring back friday")


class Step(NamedTuple):
    """On the way to where notes are typed."""

    keys: bytes
    then: str
    """What stands on the screen when the next step can be done."""


class App(NamedTuple):
    """One of the two."""

    name: str
    module: str
    first: tuple[str, ...]
    """Words that stand on its first whole frame."""
    last: str
    """The last of them that is written, in one colour."""

    def started(
        self, folder: Path, environment: Mapping[str, str] | None = None, under: Sequence[str] = ()
    ) -> Terminal:
        """It runs from here on, under another program if one is given; its records and its home are in the folder."""
        home = folder / "home"
        home.mkdir(exist_ok=True)
        note = folder / NOTE
        named = [str(note)] if self is BARE and note.exists() else []
        words = [*under, sys.executable, "-m", self.module, *named]
        return Terminal(words, {**private(folder), **(environment or {})}, home)

    def way_in(self, folder: Path) -> Sequence[Step]:
        """From the first frame to where notes are typed."""
        if self is BARE:
            return ()
        if (folder / NOTE).exists():
            return (Step(b"", "ctrl+o go on"), Step(b"\x0f", ON_CALL))
        return (Step(CALLER, ON_CALL),)

    def enter(self, terminal: Terminal, folder: Path) -> None:
        """Wait for the first frame, then go where notes are typed."""
        terminal.wait_for(self.last)
        for step in self.way_in(folder):
            terminal.send(step.keys)
            terminal.wait_for(step.then)


OURS = App("heartfirst", "tui", ("Who is calling?", "enter start the call"), "start the call")
BARE = App("the bare app", "scripts.benchmarks.bare_app", ("⭘", "^p palette"), "palette")
BOTH = (OURS, BARE)


def private(folder: Path) -> dict[str, str]:
    """An environment with nothing of whoever runs the benchmark in it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "COLORTERM": "truecolor",
        "HEARTFIRST_DATA": str(folder / "records"),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
        "SHELL": "/bin/sh",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }


def lay_note(folder: Path, lines: int) -> None:
    """For both apps: a note of so many lines that is gone on with; for ours it is that of an interrupted call."""
    text = "".join(f"{line}\n" for line in islice(cycle(_LINES), lines))
    (folder / NOTE).write_text(text, encoding="utf-8")
    call = begin(_ID, "Dana Lee, Northwind Law", playbook(), OPENED)
    with closing(SqliteCallRecords(folder / "records")) as records:
        records.save(with_notes(call, text, OPENED))


def warm_up(folder: Path) -> None:
    """Start both once, so that all they load is compiled and in memory; some of it comes after the first frame."""
    compileall.compile_dir(ROOT / "tui", quiet=1)
    for app in BOTH:
        own = folder / f"warm-{app.module}"
        own.mkdir()
        with app.started(own) as terminal:
            app.enter(terminal, own)
            terminal.listen(perf_counter() + WARM)
