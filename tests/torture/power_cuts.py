"""Real power cuts: an ext4 file system in a file is shut down under the record, as xfstests does it.

The process that works is killed first: while a sync is going on, the shutdown would make it return as if all were
well, and a real power cut returns nothing to anybody. It needs root and a kernel that lets one mount. All mounts are
made in a namespace of their own, so that none is left behind, however this ends.
"""

import json
import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.records.workers import working
from tests.torture.days import DAYS
from tests.torture.report import Control, Numbers, Report, Say, skipped
from tests.torture.scenario import Said, acks_of, said_by, work
from tests.torture.subjects import NORMAL, OFF, OURS, STOCK
from tests.torture.verdict import losses

NAME = "power cuts"
CONTROLS = (NORMAL, OFF, STOCK)
SIZE = 400_000_000
"""Bytes of the file system."""

SHUTDOWN, WITHOUT_FLUSHING_THE_LOG = 0x8004587D, struct.pack("I", 2)
"""EXT4_IOC_SHUTDOWN and its EXT4_GOING_FLAGS_NOLOGFLUSH."""

A_MOMENT = 0.004
"""Seconds: somewhere in so long a time after an acknowledgement the power goes."""

_CHECKOUT = Path(__file__).parents[2]
_PROGRAMS = ("unshare", "mount", "umount", "mkfs.ext4")


class Refused(Exception):
    """The system lets nobody cut the power of a file system here; the message is a sentence."""


class Cuts(NamedTuple):
    """What came of the power cuts under one store."""

    kind: str
    cuts: int
    acknowledged: int
    lost: list[str]


def run(numbers: Numbers, say: Say) -> Report:
    """Cut the power under the records, and less often under each control."""
    why_not = reason_not_to_cut()
    if why_not:
        return skipped(NAME, why_not)
    # Stock TinyDB loses something at one cut in three: a bounded run goes on until it does.
    wanted = {OURS: numbers.pick(200, 10)} | dict.fromkeys(CONTROLS, numbers.pick(30, 20))
    try:
        ours, *controls = [
            _in_a_namespace(kind, cuts, numbers, say, until_lost=numbers.bounded and kind != OURS)
            for kind, cuts in wanted.items()
        ]
    except Refused as refused:
        return skipped(NAME, str(refused))
    return Report(
        NAME,
        f"{ours.cuts} power cuts of an ext4 file system while {', '.join(DAYS)} went on.",
        ours.cuts,
        ours.acknowledged,
        ours.lost,
        tuple(Control(f"{one.kind}, {one.cuts} cuts", one.lost) for one in controls),
    )


def reason_not_to_cut() -> str:
    """Why no power can be cut here, as a sentence; empty when it is worth a try."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if sys.platform != "linux" or missing:
        return f"This needs Linux with {' and '.join(missing or _PROGRAMS)}."
    return "" if os.geteuid() == 0 else "This needs root, to mount a file system in a file."


def _in_a_namespace(kind: str, cuts: int, numbers: Numbers, say: Say, *, until_lost: bool) -> Cuts:
    say(f"{kind}: {cuts} power cuts{' at most' if until_lost else ''}")
    _run("unshare", "--mount", "true")
    with TemporaryDirectory() as scratch:
        asked = json.dumps([scratch, kind, cuts, numbers.seed, until_lost])
        command = ["unshare", "--mount", sys.executable, "-m", __name__, asked]
        done = subprocess.run(command, cwd=_CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"the power cuts of {kind} broke off: {done.stderr or done.stdout}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Cuts(kind, **answer)


def main(scratch: str, kind: str, cuts: int, seed: int, until_lost: bool) -> None:
    """Inside the namespace: cut, and say as JSON what came of it."""
    chance = random.Random(f"{kind} {seed}")  # noqa: S311  # drawn again by whoever repeats the trial
    days = list(DAYS) if kind == OURS else ["a day", "long notes"]
    made, acknowledged, lost = 0, 0, list[str]()
    try:
        while made < cuts and not (until_lost and lost):
            day = days[made % len(days)]
            said, lines = _cut(Path(scratch), kind, day, chance)
            made += 1
            acknowledged += said.done
            lost += [f"cut {made}, {day}, {said.done} steps acknowledged: {line}" for line in lines]
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": str(refused)}))
    else:
        sys.stdout.write(json.dumps({"cuts": made, "acknowledged": acknowledged, "lost": lost}))


def _cut(scratch: Path, kind: str, day: str, chance: random.Random) -> tuple[Said, list[str]]:
    """One power cut in the middle of a day, on a new file system; what was said before, and what is lost."""
    drive = scratch / "drive"
    _make_file_system(drive)
    folder = scratch / "records"
    folder.mkdir(exist_ok=True)
    with _mounted(drive, folder):
        said = _killed_in_the_middle(folder, kind, day, chance)
        _shut_down(folder)
    with _mounted(drive, folder):
        return said, said.unexpected + losses(folder, kind, DAYS[day], said.done)


def _killed_in_the_middle(folder: Path, kind: str, day: str, chance: random.Random) -> Said:
    """What a worker said up to a random moment, at which it was killed."""
    acks = acks_of(folder)
    acks.unlink(missing_ok=True)
    os.mkfifo(acks)
    listener = os.open(acks, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(listener, True)
    with os.fdopen(listener, encoding="utf-8") as heard, working(work, folder, f"{kind}, {day}") as (process, pipe):
        pipe.recv()
        pipe.send("go")
        wanted = chance.randrange(1, len(DAYS[day].steps))
        lines = [heard.readline().rstrip("\n") for _ in range(wanted)]
        time.sleep(chance.random() * A_MOMENT)
        _kill(process)
        return said_by(lines + heard.read().splitlines())


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join()


def _make_file_system(drive: Path) -> None:
    drive.unlink(missing_ok=True)
    with drive.open("wb") as file:
        file.truncate(SIZE)
    _run("mkfs.ext4", "-q", "-F", str(drive))


@contextmanager
def _mounted(drive: Path, folder: Path) -> Iterator[None]:
    # With autoclear, as mount sets it, the loop device goes with the mount.
    _run("mount", "-t", "ext4", "-o", "loop", str(drive), str(folder))
    try:
        yield
    finally:
        _run("umount", str(folder))


def _shut_down(folder: Path) -> None:
    """Let the file system lose everything that is not on the drive."""
    import fcntl  # noqa: PLC0415  # there is none on Windows, where this module is imported as well

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUTDOWN, WITHOUT_FLUSHING_THE_LOG)
    except OSError as error:
        raise Refused(f"The kernel does not shut down an ext4 file system here: {error.strerror}.") from error
    finally:
        os.close(handle)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = " ".join(done.stderr.split())
        raise Refused(f"The system lets nobody mount a file system here ({command[0]}: {said}).")


if __name__ == "__main__":
    main(*json.loads(sys.argv[1]))
