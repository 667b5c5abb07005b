"""Every disk that a crash can leave behind, as far as chance and patience go, rebuilt from a log of system calls.

A day of work is done once under strace, with all that it writes. After each call the disk is put together again in
many ways (see `drive.py`), with what was not synced dropped, kept, out of order or torn, and the record on each disk
is opened and compared with what had been acknowledged by then. It follows ALICE (Pillai and others, OSDI 2014).
"""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.records.workers import working
from tests.torture.changes import Change, Kept, Write
from tests.torture.days import DAYS
from tests.torture.drive import Drive, Image
from tests.torture.report import Control, Numbers, Report, Say, skipped
from tests.torture.scenario import acks_of, in_memory, said_in, work
from tests.torture.subjects import NORMAL, OFF, OURS, STOCK
from tests.torture.syscall_log import CHANGES, WRITES, SystemCall, calls_in, only, reason_not_to_trace, traced
from tests.torture.verdict import Found, Wrong, missing, stands

NAME = "crash states"
SECTOR = 512
"""What a drive writes whole or not at all, in bytes."""

MOST, MOST_BOUNDED = 4_000, 100
"""How many crashes of one day are looked at, at most."""

MANY, A_FEW = 30, 0.1
"""While so many changes wait, as when a file is copied, only after this part of the calls crashes are drawn."""

Choice = tuple[Kept, ...]


class Crash(NamedTuple):
    """One disk after a crash at one moment."""

    key: object
    """The same for disks that are the same."""
    drive: Drive
    choice: Choice
    done: int
    """How many steps had been acknowledged by then."""
    where: str
    """The call after which the power went, and what of that which waited was kept, for whoever reads the report."""


def choices(waiting: dict[int, Change], width: int, chance: random.Random) -> Iterator[Choice]:
    """Ways in which what waits can have reached the disk; `width` is how many of a kind are drawn at most.

    None and all; one alone, all but one, all up to one; one torn, alone or with all the others; and at random.
    """
    everything = tuple(Kept(number) for number in waiting)
    yield ()
    yield everything
    newest_too = {*everything[-1:], *chance.sample(everything, min(width, len(everything)))}
    for one in sorted(newest_too):
        others = [other for other in everything if other != one]
        yield (one,)
        yield tuple(others)
        yield everything[: everything.index(one) + 1]
        for part in _torn(one, waiting[one.number], width, chance):
            yield (part,)
            yield tuple(sorted([*others, part]))
    for _ in range(width if len(everything) > 1 else 0):
        some = [one for one in everything if chance.random() < 0.5]
        yield tuple(
            next(_torn(one, waiting[one.number], 1, chance), one) if chance.random() < 0.3 else one for one in some
        )


def _torn(one: Kept, change: Change, width: int, chance: random.Random) -> Iterator[Kept]:
    """A write cut in two at the start of a sector, and one of which only the length of the file is left."""
    if not isinstance(change, Write):
        return
    sectors = range(SECTOR - change.at % SECTOR, len(change.data), SECTOR)
    for at in chance.sample(sectors, min(width, len(sectors))):
        yield one._replace(end=at)
        yield one._replace(start=at)
    yield one._replace(as_zeros=True)


def crashes(folder: Path, log: Path, numbers: Numbers) -> Iterator[Crash]:
    """Every crash that is drawn, in the order of the calls in the log; the same each time for the same numbers."""
    chance = _chance(numbers)
    width = numbers.pick(6, 2)
    drive = Drive(str(folder))
    drive.begin_with(_image_of(folder.with_name("before")))
    done = 0
    for count, call in enumerate(calls_in(log)):
        is_new = drive.tell(call)
        if _is_acknowledgement(call, folder):
            done += 1
            is_new = True
        if is_new and (len(drive.waiting) < MANY or chance.random() < A_FEW):
            for choice in choices(drive.waiting, width, chance):
                where = f"call {count} ({call.name} {call.named()[0]}), kept {_in_short(drive, choice)}"
                yield Crash(drive.key(choice), drive, choice, done, where)


def _is_acknowledgement(call: SystemCall, folder: Path) -> bool:
    return call.name == "writev" and call.path(0) == str(acks_of(folder)) and call.data(1) == b"done\n"


def _in_short(drive: Drive, choice: Choice) -> str:
    kept = [f"{type(drive.waiting[one.number]).__name__} {one.number}{_part(one)}" for one in choice]
    return f"{len(kept)} of {len(drive.waiting)} changes: {', '.join(kept[:6])}"


def _part(one: Kept) -> str:
    whole = one == Kept(one.number)
    return "" if whole else " as zeros" if one.as_zeros else f" bytes {one.start} to {one.end or 'the end'}"


class Checked(NamedTuple):
    """What came of the disks of one day."""

    disks: int
    """Different ones, each opened once."""
    comparisons: int
    """Of a disk with what had been acknowledged; a disk can be left behind by several crashes."""
    lost: list[str]


def run(numbers: Numbers, say: Say) -> Report:
    """Every day with ours; the controls do the first."""
    why_not = reason_not_to_trace()
    if why_not:
        return skipped(NAME, why_not)
    ours = [check(OURS, day, numbers, say) for day in DAYS]
    controls = {kind: check(kind, "a day", numbers, say) for kind in (NORMAL, OFF, STOCK)}
    disks = sum(one.disks for one in ours)
    return Report(
        NAME,
        f"{disks:,} disks that a crash can leave behind, from the system calls of {len(DAYS)} days of work.",
        disks,
        sum(one.comparisons for one in ours),
        [line for one in ours for line in one.lost],
        tuple(Control(f"{kind}, {one.disks:,} disks", one.lost) for kind, one in controls.items()),
    )


def check(kind: str, day: str, numbers: Numbers, say: Say) -> Checked:
    """Do the day once, and open the disks that it can leave behind, or as many of them as are wanted, by chance."""
    found: dict[object, Found | Wrong] = {}
    compared: set[tuple[object, int]] = set()
    lost: list[str] = []
    with TemporaryDirectory() as scratch, TemporaryDirectory(dir=in_memory()) as fast:
        folder = Path(scratch, "records")
        log = _log_of_a_day(folder, kind, day)
        for crash in _some_of(lambda: crashes(folder, log, numbers), numbers):
            if crash.key not in found:
                found[crash.key] = _opened(crash, Path(fast, "records"), kind, day)
            if (crash.key, crash.done) not in compared:
                compared.add((crash.key, crash.done))
                lost += [
                    f"{day}, {crash.where}: {line}" for line in _wrong_with(found[crash.key], kind, day, crash.done)
                ]
    say(f"{kind}, {day}: {len(found):,} disks, {len(compared):,} comparisons, {len(lost):,} lost")
    return Checked(len(found), len(compared), lost)


def _some_of(drawn: Callable[[], Iterator[Crash]], numbers: Numbers) -> Iterator[Crash]:
    """As many as are wanted, from the whole day; each disk changes with the next call, so they are drawn twice."""
    total = sum(1 for _ in drawn())
    wanted = min(total, numbers.pick(MOST, MOST_BOUNDED))
    chosen = set(_chance(numbers).sample(range(total), wanted))
    return (crash for index, crash in enumerate(drawn()) if index in chosen)


def _chance(numbers: Numbers) -> random.Random:
    return random.Random(numbers.seed)  # noqa: S311  # drawn again by whoever repeats the trial


def _log_of_a_day(folder: Path, kind: str, day: str) -> Path:
    log = folder.with_name("log")
    wanted = only((*CHANGES, *WRITES, "lseek", "read", "sendfile", "copy_file_range"))
    with working(work, folder, f"{kind}, {day}") as (process, pipe):
        pipe.recv()
        if folder.exists():
            shutil.copytree(folder, folder.with_name("before"))
        with traced(process.pid or 0, log, wanted, "--string-limit=100000000"):
            pipe.send("go")
            process.join()
    said = said_in(acks_of(folder))
    if said.done != len(DAYS[day].steps) or said.unexpected:
        raise AssertionError(f"a day without a fault did not come to its end: {said}")
    return log


def _opened(crash: Crash, folder: Path, kind: str, day: str) -> Found | Wrong:
    """What our store finds on the disk, once it is put into the folder; the folder is then removed."""
    put(crash.drive.image(crash.choice), folder)
    try:
        return stands(folder, kind, DAYS[day])
    except Wrong as wrong:
        return wrong
    finally:
        shutil.rmtree(folder)


def _image_of(folder: Path) -> Image:
    """What is in a folder; nothing when it is not there."""
    paths = sorted(folder.rglob("*"))
    return Image(
        [path.relative_to(folder).as_posix() for path in paths if path.is_dir()],
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()},
    )


def put(image: Image, folder: Path) -> None:
    """Make a folder that holds just this."""
    folder.mkdir(mode=0o700)
    for path in sorted(image.folders):
        (folder / path).mkdir(mode=0o700)
    for path, content in image.files.items():
        (folder / path).write_bytes(content)


def _wrong_with(found: Found | Wrong, kind: str, day: str, done: int) -> list[str]:
    return [str(found)] if isinstance(found, Wrong) else missing(found, kind, DAYS[day], done)
