"""Processes that write to the records are killed at random moments: what they acknowledged has to be there."""

import random
import signal
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tests.records.workers import working
from tests.torture.controls import STORES
from tests.torture.report import Control, Numbers, Report, Say
from tests.torture.stores import Store
from tests.torture.works import CONTROLS, OURS, RANGE, Killed, Message
from tests.torture.written import Said, losses, losses_of_index

LONGEST = 0.06
"""Seconds until a kill, at most, counted from the start of the process or from its first write."""

FROM_THE_START = 0.2
"""How many kills come in the opening: the others in the middle of writing."""

SEARCHED = 10
"""For about so many of the calls, the search is tried after a kill."""


class Outcome(NamedTuple):
    """What came of the kills of one kind of work."""

    kills: int
    acknowledged: int
    lost: list[str]


def kill(killed: Killed, kills: int, seed: int) -> Outcome:
    """So many kills; ends with the first one that loses something."""
    chance = random.Random(f"{killed.name} {killed.store} {seed}")  # noqa: S311  # the same kills each time
    done, acknowledged = 0, 0
    while done < kills:
        with tempfile.TemporaryDirectory(prefix="heartfirst-") as place:
            for said, lost in _life(killed, Path(place) / "records", min(killed.life, kills - done), chance):
                done, acknowledged = done + 1, acknowledged + said
                if lost:
                    where = f"{killed.name} on {killed.store}, kill {done}"
                    return Outcome(done, acknowledged, [f"{where}: {line}" for line in lost])
    return Outcome(done, acknowledged, [])


def _life(killed: Killed, folder: Path, kills: int, chance: random.Random) -> Iterator[tuple[int, list[str]]]:
    """Kill one process after the other on a new folder; after each how many writes it said, and what is lost."""
    heard: list[Message] = list(killed.prepare(folder, killed.store))
    for number in range(1, kills + 1):
        new, was_killed = _killed_once(killed, folder, number * RANGE, chance)
        heard += new
        lost = [] if was_killed else ["the process ended before it was killed"]
        # Now and then the next process finds what is left, and is killed over it.
        if number == kills or chance.random() < 0.8:
            lost += _looked_at(killed, folder, heard, number)
        yield len(new), lost


def _killed_once(killed: Killed, folder: Path, first: int, chance: random.Random) -> tuple[list[Message], bool]:
    """What a process said until it was killed; False when it ended by itself."""
    with working(killed.work, folder, killed.store) as (process, pipe):
        pipe.send(first)
        if chance.random() > FROM_THE_START:
            pipe.poll(None)
        process.join(chance.uniform(0, LONGEST))
        process.kill()
        process.join()
        return list(_heard(pipe)), process.exitcode == -signal.SIGKILL


def _heard(pipe: Connection) -> Iterator[Message]:
    try:
        while True:
            yield pipe.recv()
    except (EOFError, OSError):
        return


def _looked_at(killed: Killed, folder: Path, heard: Sequence[Message], kills: int) -> list[str]:
    store: Store | None = None
    try:
        store = STORES[killed.store](folder)
        said = [message for message in heard if isinstance(message, Said)]
        lost = losses(store, said, in_flight=kills * killed.at_once)
        searched = {one.call_id for one in [*said[:: 1 + len(said) // SEARCHED], *said[-5:]]}
        return lost + losses_of_index(store, searched) + killed.look(folder, killed.store, heard)
    except Exception as error:  # noqa: BLE001  # whatever it is, the record does not open any more
        return [f"it cannot be opened: {type(error).__name__}: {error}"]
    finally:
        if store:
            store.close()


def run(numbers: Numbers, say: Say) -> Report:
    """The records, in everything that writes to them, and stock TinyDB as the control."""
    each = numbers.pick(full=1_000, bounded=40) // len(OURS)
    outcomes = []
    for killed in OURS:
        say(f"{each} kills while {killed.name}, on the {killed.store} SQLite")
        outcomes.append(kill(killed, each, numbers.seed))
    say("the same on stock TinyDB, until it loses something")
    controls = [(killed, kill(killed, 500, numbers.seed)) for killed in CONTROLS]
    return Report(
        "store_kills",
        f"kill -9 at random moments while {', '.join(dict.fromkeys(killed.name for killed in OURS))}",
        sum(outcome.kills for outcome in outcomes),
        sum(outcome.acknowledged for outcome in outcomes),
        [line for outcome in outcomes for line in outcome.lost],
        tuple(Control(f"{killed.store}, {outcome.kills} kills", outcome.lost) for killed, outcome in controls),
    )
