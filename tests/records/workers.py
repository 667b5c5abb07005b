"""Other processes: what they do, and how they are started and killed."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from tinydb.operations import increment
from tinydb.table import Document

from tests.fakes import START, FakeClock, a_call
from tests.records.erased import CLIENT
from tui.model.call import Call, with_promises
from tui.model.erasing import Way, Wish
from tui.model.promises import Promise
from tui.records import copies_anew, erasing, every_copy, half_done
from tui.records.call_records import SqliteCallRecords
from tui.records.connection import Connection as Connection_
from tui.records.engine import Engine, best_engine, stdlib_engine
from tui.records.erasing import SqliteErasing
from tui.records.every_copy import EveryCopy
from tui.records.table import open_tinydb
from tui.services.client_book import ClientBook

ENGINES: dict[str, Engine] = {
    "current": best_engine(),
    # Called old even where Python's own SQLite is current, so that the lock is tried everywhere.
    "unsafe": stdlib_engine()._replace(version=(3, 40, 1)),
}

_WAYS = multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if "forkserver" in _WAYS else "spawn")
if "forkserver" in _WAYS:
    _CONTEXT.set_forkserver_preload(["tests.records.workers"])

Work = Callable[[Path, str, Connection], None]


@contextmanager
def working(work: Work, folder: Path, engine_name: str) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process at `work` and the pipe to it; killed at the end of the block, if it is still there."""
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=work, args=(folder, engine_name, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def acknowledged(pipe: Connection) -> list[int]:
    """Everything that a process that has ended said before."""
    said = []
    try:
        while True:
            said.append(int(pipe.recv()))
    except (EOFError, OSError):
        return said


def save_for_ever(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Save call 1 again and again, its notes counting up, and say each number once it is kept."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    for number in count(1):
        records.save(a_call(1, notes=str(number)))
        pipe.send(number)


def finish_for_ever(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Save and finish one call after the other, from the id that is told.

    Say each id with a minus once it is saved, and without one once it is moved.
    """
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    for call_id in count(int(pipe.recv())):
        records.save(a_call(call_id))
        pipe.send(-call_id)
        records.finish(a_call(call_id))
        pipe.send(call_id)


def save_a_hundred(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Save a hundred calls from the id that is told, and count each one in call 0 as well; then say so."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    first = int(pipe.recv())
    with open_tinydb(folder, ENGINES[engine_name]) as db:
        for call_id in range(first, first + 100):
            records.save(a_call(call_id))
            db.table("live").update(increment("count"), doc_ids=[0])
    pipe.send(first)


def revise_a_hundred_times(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Add the sign that is told to the notes of the finished call 1, a hundred times; then say it."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    sign = str(pipe.recv())
    for _ in range(100):
        records.revise(1, lambda call: replace(call, notes=call.notes + sign))
    pipe.send(sign)


def learn_a_hundred_things(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Learn a hundred little things about the client of the tests, each with the sign that is told; then say it."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    book = ClientBook(records=records, clock=FakeClock())
    sign = str(pipe.recv())
    for number in range(100):
        book.learn(a_call(1, CLIENT, f"little: {sign}{number}"))
    pipe.send(sign)


def owe_for_ever(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Put off what the finished call 1 owes by an hour, again and again, and say each hour once it is kept."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    for hour in count(1):
        records.revise(1, _owing(Promise(text=f"hour{hour}", noted=START, due=START + timedelta(hours=hour))))
        pipe.send(hour)


def _owing(promise: Promise) -> Callable[[Call], Call]:
    return lambda call: with_promises(call, (promise,))


LONG_CALL = a_call(1, notes="She said: “No.”\n" * 5_000)
"""Takes more pages than a new file has, and fewer than SQLite keeps back."""


def claim_and_stay(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Claim and save the long call, say whether it is ours, and stay."""
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    claimed = records.claim(1)
    records.save(LONG_CALL)
    pipe.send(claimed)
    pipe.recv()


def set_up_a_count(folder: Path, engine_name: str) -> None:
    """What `save_a_hundred` counts in."""
    with open_tinydb(folder, ENGINES[engine_name]) as db:
        db.table("live").insert(Document({"count": 0}, doc_id=0))


def erase_until_killed(folder: Path, engine_name: str, pipe: Connection) -> None:
    """Erase a client and be killed at the step of the number that is told; say so where there is none."""
    left = int(pipe.recv())

    def killed_at(work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return work(*args)

        return step

    for place, name in ERASING_STEPS:
        setattr(place, name, killed_at(getattr(place, name)))
    SqliteErasing(folder, ENGINES[engine_name]).carry_out(
        Wish(caller=CLIENT), Way.ERASE, START, lambda _words, _part: None
    )
    pipe.send(left)


ERASING_STEPS: tuple[tuple[Any, str], ...] = (
    (erasing, "note"),
    (every_copy, "readable"),
    (every_copy, "let_go_of_damaged"),
    (erasing, "_change"),
    (erasing, "forget_words"),
    (erasing, "forget"),
    (EveryCopy, "write_anew"),
    (EveryCopy, "clear_texts"),
    (Connection_, "write_anew"),
    (Connection_, "empty_wal"),
    (copies_anew, "is_sound"),
    (copies_anew, "flush"),
    (half_done, "flush"),
)
"""What an erasing does, step by step."""
