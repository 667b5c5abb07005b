"""Instructions, bytes and frames, counted under valgrind: the same total each time, whatever else the machine does.

Each count is that of one app which is ended at a certain moment; the difference between two of them is what was
done in between. The clock of the app stands still and goes on by small steps, each when the app has come to rest.
"""

import re
import shutil
import signal
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from scripts.benchmarks import standing_clock
from scripts.benchmarks.apart import apart
from scripts.benchmarks.first_frame import FirstFrame
from scripts.benchmarks.hands import FIRST_LINE, keys, notes
from scripts.benchmarks.rest import Rest
from scripts.benchmarks.standing_clock import StandingClock
from scripts.benchmarks.terminal import FRAME_ENDS, Terminal
from scripts.benchmarks.two_apps import BOTH, App, lay_note
from tui.model.trouble import Trouble

LATER = 2.1
"""Seconds after the start, and after the first line: for all that is done later than the first frame."""
FIRST_CARE = 18.0
"""Seconds until the records have been looked after for the first time since the call: only then more is done."""
JOBS = 2
STARTS = 3
"""How often a start is counted: the fewest instructions stand, as its threads do not meet the same each time."""
_VALGRIND = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_COUNT = re.compile(r"I\s+refs:\s+([\d,]+)")


class Job(NamedTuple):
    """What an app does until its instructions are counted."""

    app: str
    is_start: bool = False
    """It is ended with its first whole frame, and nothing else is done."""
    lines: int = 0
    """Of the note that is gone on with."""
    keys: int = 0
    seconds: float = 0
    """Spent idle on a call."""
    folder: str = ""
    """In which it is started, where that is not a new one."""


class Counted(NamedTuple):
    """What a job takes."""

    instructions: int
    bytes: int
    """Sent to the terminal."""
    frames: int


def why_none() -> str:
    """Why nothing can be counted here, as a sentence; empty where it can."""
    if shutil.which("valgrind") is None:
        return "This needs valgrind."
    return standing_clock.why_none()


def count_all(jobs: Sequence[Job]) -> dict[Job, Counted]:
    """What each takes, two at a time; the same job is done once, but a start `STARTS` times."""
    once = dict.fromkeys(jobs)
    tries = [job for job in once for _ in range(STARTS if job.is_start else 1)]
    counts: dict[Job, Counted] = {}
    with ThreadPoolExecutor(JOBS) as pool:
        for job, found in zip(tries, pool.map(_counted_apart, tries), strict=True):
            counts[job] = min(found, counts.get(job, found))
    return counts


def count(*values: object) -> Counted:
    """What one job takes, given by its parts. Raises `Trouble`."""
    job = Job(*values)  # type: ignore[arg-type] # They come as JSON.
    app = _app(job)
    with tempfile.TemporaryDirectory(prefix="heartfirst-bench-") as name:
        folder = Path(job.folder or name)
        if job.lines:
            lay_note(folder, job.lines)
        clock = StandingClock(Path(name))
        told = Path(name, "told")
        valgrind = (shutil.which("valgrind") or "valgrind", *_VALGRIND, f"--log-file={told}")
        environment = clock.environment(app.last if job.is_start else "")
        with app.started(folder, environment, under=valgrind) as terminal:
            _do(Rest(clock, terminal), terminal, job, folder)
            terminal.end(signal.SIGUSR1)
            output = terminal.output()
        found = _COUNT.search(told.read_text(encoding="utf-8", errors="replace"))
    if not found:
        raise Trouble(f"valgrind counted nothing of {app.name}.")
    return Counted(int(found[1].replace(",", "")), len(output), output.count(FRAME_ENDS))


def _counted_apart(job: Job) -> Counted:
    return apart(Counted, "scripts.benchmarks.counted:count", *job)


def _app(job: Job) -> App:
    return next(app for app in BOTH if app.name == job.app)


def _do(rest: Rest, terminal: Terminal, job: Job, folder: Path) -> None:
    """All of it, up to the moment at which the app is to be ended."""
    app = _app(job)
    if job.is_start:
        rest.until(lambda: terminal.has_ended)
        if FirstFrame(app).came(terminal.chunks) is None:
            raise Trouble(f"The first frame of {app.name} was not whole.")
        return
    frame = FirstFrame(app)
    rest.until(lambda: frame.came(terminal.chunks) is not None)
    for step in app.way_in(folder):
        rest.type(step.keys)
        rest.until_shown(step.then)
    rest.let_pass(LATER)
    rest.type(keys(FIRST_LINE))
    rest.let_pass(LATER)
    rest.let_pass(FIRST_CARE, step=0.5)
    rest.type(keys(notes(job.keys, seed=1)))
    rest.let_pass(job.seconds)
