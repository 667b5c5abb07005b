"""Two, then eight processes on one folder: nothing lost, nothing doubled, and each sees what it has written."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.records.workers import working
from tests.torture.controls import STORES
from tests.torture.report import Control, Numbers, Report, Say
from tests.torture.stores import Store
from tests.torture.written import Said, losses, losses_of_index, notes, word

RANGE = 1_000_000
"""Each process numbers its calls in a range of its own, this wide."""

ENOUGH = 5
"""After so many failures a process gives up: more would tell nothing new."""

OURS = ("current", "unsafe")
CONTROLS = ("stock TinyDB", "stock TinyDB with its CachingMiddleware")


class Told(NamedTuple):
    """What a process is told to do."""

    first: int
    """The number of its first call."""
    operations: int
    seed: int


class Done(NamedTuple):
    """What a process has done."""

    said: list[Said]
    counted: int
    """How often it added one to the counter of all."""
    wrong: list[str]
    """A line for each operation that failed, or did not give back what was written before."""


def mix(folder: Path, store_name: str, pipe: Connection) -> None:
    """Open the store and wait for all; do the operations that are told, as chance has it; say what was done."""
    told: Told = pipe.recv()
    try:
        store = STORES[store_name](folder)
        # Whoever keeps what was read has it now, before anybody writes.
        store.count()
        pipe.send(None)
        pipe.recv()
        pipe.send(Mixing(store, told).all_done())
        store.close()
    except Exception as error:  # noqa: BLE001  # another process made the file unreadable
        pipe.send(Done([], 0, [f"{type(error).__name__}: {error}"]))


class Mixing:
    """One process's operations on its own calls and on the counter of all."""

    def __init__(self, store: Store, told: Told) -> None:
        """Nothing is done yet."""
        self._store = store
        self._told = told
        self._chance = random.Random(told.seed)  # noqa: S311  # the same operations each time
        self._own: dict[int, Said] = {}
        self._counted = 0

    def all_done(self) -> Done:
        """Do them all; one that fails is noted, and the next one done."""
        wrong: list[str] = []
        kinds = (self._begin, self._change, self._finish, self._count_up, self._read, self._search)
        for _ in range(self._told.operations):
            try:
                (operation,) = self._chance.choices(kinds, (20, 25, 20, 20, 10, 5))
                wrong += operation()
            except Exception as error:  # noqa: BLE001  # whatever it is, the operation failed
                wrong.append(f"{type(error).__name__}: {error}")
            if len(wrong) >= ENOUGH:
                break
        return Done(list(self._own.values()), self._counted, wrong)

    def _begin(self) -> list[str]:
        self._save(Said(self._told.first + len(self._own), 1, is_finished=False))
        return []

    def _change(self) -> list[str]:
        for one in self._any(finished=False):
            self._save(one._replace(revision=one.revision + 1))
        return []

    def _finish(self) -> list[str]:
        for one in self._any(finished=False):
            self._store.finish(one.call_id, notes(one.call_id, one.revision + 1))
            self._own[one.call_id] = Said(one.call_id, one.revision + 1, is_finished=True)
        return []

    def _count_up(self) -> list[str]:
        self._store.count_up()
        self._counted += 1
        return []

    def _read(self) -> list[str]:
        for one in self._any(finished=False):
            if self._store.live().get(one.call_id) != notes(one.call_id, one.revision):
                return [f"call {one.call_id} is not as it was saved"]
        return []

    def _search(self) -> list[str]:
        for one in self._any(finished=True):
            found = self._store.found(word(one.call_id))
            if found != [one.call_id]:
                return [f"the search for call {one.call_id} finds {found}"]
        return []

    def _save(self, one: Said) -> None:
        self._store.save(one.call_id, notes(one.call_id, one.revision))
        self._own[one.call_id] = one

    def _any(self, *, finished: bool) -> Iterator[Said]:
        """One of our calls, where there is one."""
        found = [one for one in self._own.values() if one.is_finished == finished]
        if found:
            yield self._chance.choice(found)


def together(store_name: str, processes: int, operations: int, seed: int) -> tuple[int, list[str]]:
    """So many processes do so many operations each; how many writes they said, and what is wrong afterwards."""
    with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
        folder = Path(place) / "records"
        with ExitStack() as workers:
            pipes = [workers.enter_context(working(mix, folder, store_name))[1] for _ in range(processes)]
            for number, pipe in enumerate(pipes, 1):
                pipe.send(Told(number * RANGE, operations, seed + number))
            opened = [_heard(pipe) for pipe in pipes]
            waiting = [pipe for pipe, failed in zip(pipes, opened, strict=True) if not failed]
            for pipe in waiting:
                pipe.send("go")
            all_done = list(filter(None, opened + [_heard(pipe) for pipe in waiting]))
        wrong = [line for done in all_done for line in done.wrong]
        said = [one for done in all_done for one in done.said]
        counted = sum(done.counted for done in all_done)
        return sum(one.revision for one in said) + counted, wrong + _wrong_in(store_name, folder, said, counted)


def _heard(pipe: Connection) -> Done | None:
    """What a process says next; None when that is that it is ready."""
    try:
        done: Done | None = pipe.recv()
    except EOFError:
        done = Done([], 0, ["a process ended before it was done"])
    return done


def _wrong_in(store_name: str, folder: Path, said: list[Said], counted: int) -> list[str]:
    try:
        store = STORES[store_name](folder)
        wrong = losses(store, said, in_flight=0) + losses_of_index(store, [one.call_id for one in said])
        if store.count() != counted:
            wrong.append(f"the counter stands at {store.count()}, and {counted} were counted")
        store.close()
    except Exception as error:  # noqa: BLE001  # whatever it is, the record does not open any more
        return [f"it cannot be opened: {type(error).__name__}: {error}"]
    return wrong


def run(numbers: Numbers, say: Say) -> Report:
    """The records on each SQLite, and stock TinyDB as the control."""
    groups = ((2, 150), (4, 100)) if numbers.bounded else ((2, 2_500), (8, 625))
    acknowledged, lost, operations = 0, [], 0
    for store_name in OURS:
        for processes, each in groups:
            say(f"{processes} processes with {each} operations each, on the {store_name} SQLite")
            said, wrong = together(store_name, processes, each, numbers.seed)
            acknowledged, operations = acknowledged + said, operations + processes * each
            lost += [f"{processes} processes, {store_name} SQLite: {line}" for line in wrong]
    say("two processes on stock TinyDB")
    controls = [_until_it_fails(name, numbers.seed) for name in CONTROLS]
    done = f"{' and '.join(str(processes) for processes, _ in groups)} processes on one folder"
    return Report("processes", done, operations, acknowledged, lost, tuple(controls))


def _until_it_fails(store_name: str, seed: int) -> Control:
    """Two processes, now and then after one another on a busy machine; so they are tried a few times."""
    tries = (together(store_name, 2, 100, seed + number)[1] for number in range(10))
    return Control(f"{store_name}, 2 processes", next(filter(None, tries), []))
