"""The process that does a day's steps while others watch it, on the records or on something known to lose writes."""

import ctypes
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.torture.days import DAYS, EVERY_STEP, Step
from tests.torture.subjects import STOCK, SUBJECTS, Opened
from tui.model.trouble import RecordsTrouble
from tui.records.pages import PAGE_SIZE
from tui.records.salvage import ROOTS
from tui.records.table import FILE_NAME

ROOM = 1_000_000_000
"""Bytes: more than all that is kept for a moment during a trial."""

TRIES = 60
"""How often a step is tried again before the trouble counts as one that does not pass."""


class Said(NamedTuple):
    """What a worker said before it ended."""

    done: int
    """How many steps it had done."""
    troubles: int
    """How often it heard a `RecordsTrouble` and tried again."""
    unexpected: list[str]
    """Every exception that was none, as a traceback, and a step whose trouble did not pass."""


def said_in(file: Path) -> Said:
    """What a worker said in the file beside its folder."""
    return said_by(file.read_text(encoding="utf-8").splitlines() if file.exists() else [])


def said_by(lines: Sequence[str]) -> Said:
    """What these lines of a worker say."""
    unexpected = [line.removeprefix("unexpected ") for line in lines if line.startswith("unexpected ")]
    return Said(lines.count("done"), lines.count("trouble"), unexpected)


def acks_of(folder: Path) -> Path:
    """Where the worker on this folder says what it has done: beside it, out of reach of the faults."""
    return folder.with_name(f"{folder.name}.said")


def work(folder: Path, kind_and_day: str, pipe: Connection) -> None:
    """A worker for `tests.records.workers.working`: say "ready", wait to be watched, do the day's steps, end.

    `kind_and_day` is "ours, a day": a name from `SUBJECTS` and one from `DAYS`.
    """
    kind, day = kind_and_day.split(", ")
    # Once without being watched, so that nothing is imported or set up any more when calls are counted.
    nobody = os.open(os.devnull, os.O_WRONLY)
    _Worker(folder.with_name(f"{folder.name}.warm"), kind, nobody).play(EVERY_STEP)
    handle = os.open(acks_of(folder), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    worker = _Worker(folder, kind, handle)
    _Worker(folder, kind, nobody).play(DAYS[day].before)
    let_anyone_watch()
    pipe.send("ready")
    pipe.recv()
    worker.play(DAYS[day].steps)
    # What Python does at its end is not to be watched.
    os._exit(0)


class _Worker:
    """Does steps in one folder and says each one to `handle`, with a call that no fault is aimed at."""

    def __init__(self, folder: Path, kind: str, handle: int) -> None:
        self._folder = folder
        self._open = SUBJECTS[kind]
        # Stock TinyDB has no words of its own for a disk that fails.
        self._troubles = (RecordsTrouble, OSError) if kind == STOCK else (RecordsTrouble,)
        self._handle = handle
        self._store: Opened | None = None
        self._trouble = ""

    def play(self, steps: Sequence[Step]) -> None:
        """Do every step; after a trouble try again, as the app does."""
        for step in steps:
            if not any(self._is_done(step) for _ in range(TRIES)):
                self._say(f"unexpected at {step.what} {step.number} this did not pass: {self._trouble}")
                return
            self._say("done")

    def _is_done(self, step: Step) -> bool:
        try:
            self._do(step)
        except self._troubles as trouble:
            self._trouble = str(trouble)
            self._say("trouble")
            return False
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what the trial looks for
            ways = [frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)]
            self._say(f"unexpected {type(error).__name__}: {error} (in {' > '.join(ways[1:])})")
            return False
        return True

    def _do(self, step: Step) -> None:
        if step.what == "open":
            self._store = self._open(self._folder)
        assert self._store is not None
        match step.what:
            case "look":
                self._store.look()
            case "damage":
                damage(self._folder / FILE_NAME)
            case "tend":
                self._store.tend()
            case "back up":
                self._store.back_up()
            case "save":
                self._store.save(step.call, step.notes)
            case "finish":
                self._store.finish(step.call, step.notes)
            case "close":
                self._store.close()

    def _say(self, line: str) -> None:
        os.writev(self._handle, [line.encode(errors="replace"), b"\n"])


def damage(record: Path) -> None:
    """Put zeros in the place of the first page of the finished calls, as a bad sector would."""
    with record.open("r+b") as file:
        file.seek((ROOTS["calls"] - 1) * PAGE_SIZE)
        file.write(bytes(PAGE_SIZE))
        file.flush()
        os.fsync(file.fileno())


def let_anyone_watch() -> None:
    """Let a process that is not our parent trace us, where the kernel asks for that (Yama)."""
    if sys.platform == "linux":
        pr_set_ptracer, anyone = 0x59616D61, ctypes.c_ulong(-1)
        ctypes.CDLL(None).prctl(pr_set_ptracer, anyone, 0, 0, 0)


def in_memory() -> str | None:
    """A folder that no disk slows down, where there is one with room: for what no power cut is tried on."""
    memory = Path("/dev/shm")  # noqa: S108  # what is made in it has a name of its own
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if has_room else None
