"""Calls and clients on their way to another machine: written as a file that stock TinyDB opens, or brought in."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from tinydb.table import Document

from tui.incoming_files import STDIN
from tui.model.call import Call
from tui.model.trouble import RecordsTrouble, Trouble
from tui.records.arrivals import (
    ELSEWHERE,
    NEWER,
    NO_CALL,
    NO_CLIENT,
    Arrival,
    Incoming,
    IncomingClient,
    look_into,
)
from tui.records.door import Door
from tui.records.engine import Engine
from tui.records.landing import MOST_CALLS, Landing
from tui.records.merging import CAME, CHANGED, HERE, MOVED, OWNED, STAYS, came_words, told
from tui.records.opening import is_lost, is_missing
from tui.records.parcel import arrivals_in
from tui.records.rows import to_json
from tui.records.table import FILE_NAME, RowDB
from tui.records.troubles import system_in_plain_words

MOST_BYTES = 1_000_000
"""With `MOST_CALLS`, what comes in with one transaction; a window that saves waits for no more than that."""

_LEFT_OUT = {
    NO_CLIENT: ("client that cannot be read", "clients that cannot be read"),
    NO_CALL: ("document that is no call", "documents that are no calls"),
    NEWER: ("call from a newer heartfirst", "calls from a newer heartfirst"),
    ELSEWHERE: ("document of another table", "documents of other tables"),
    OWNED: ("call that a window is on", "calls that windows are on"),
}

_CLIENTS_CAME = {
    False: ("client came with them", "clients came with them"),
    True: ("client would come with them", "clients would come with them"),
}


class Export:
    """Every call of the records in `folder`, also those that go on, as stock TinyDB keeps them."""

    def __init__(self, folder: Path, engine: Engine | None = None) -> None:
        """Touches no disk. `engine` is the best there is unless it is given."""
        self._folder = folder
        self._door = Door(folder, engine, to_read=True)
        self._left_out: list[str] = []

    def as_json(self) -> Iterator[bytes]:
        """The file, a document at a time, newest first, each as it is kept. Raises `RecordsTrouble`."""
        with system_in_plain_words(self._folder):
            path = self._folder / FILE_NAME
            nothing = is_missing(path) and not is_lost(path)
        if nothing:
            yield b'{"calls": {}, "live": {}, "clients": {}}\n'
            return
        db = self._door.open()
        # Read before the finished ones and written after them: a call that is finished meanwhile is in one of the
        # two for sure. All at once, because there are only ever a few.
        live = {document.doc_id: document for document in self._documents(db, "live")}
        finished: set[int] = set()
        yield b'{"calls": {'
        yield from _as_json(_noted(self._documents(db, "calls"), live, finished))
        yield b'}, "live": {'
        yield from _as_json(live[call_id] for call_id in live if not _has_moved(db, call_id, finished))
        yield b'}, "clients": {'
        yield from _as_json(self._clients(db))
        yield b"}}\n"

    def left_out(self) -> str:
        """What is to be said about documents that could not be read; empty when there is none."""
        more = f" So it is with {len(self._left_out) - 1} more." if len(self._left_out) > 1 else ""
        return f"{self._left_out[0]}{more}" if self._left_out else ""

    def close(self) -> None:
        """Give the records back. Never raises."""
        self._door.close()

    def _clients(self, db: RowDB) -> Iterator[Document]:
        """None in a record of an older layout where nothing may be changed."""
        if not db.connection.is_read_only or db.connection.run("pragma table_info(clients)"):
            yield from self._documents(db, "clients")

    def _documents(self, db: RowDB, table: str) -> Iterator[Document]:
        told: dict[int, str] = {}
        yield from db.table(table).newest_first(told)
        self._left_out += told.values()


class Import:
    """Brings calls into the records in `folder`, for good and without taking anything away.

    Each batch is one transaction that looks before it writes. So an import can be killed and run again, and two
    can run at once: what one brought in is here already for the other. What ends one early, a key or a full disk,
    takes out again what it brought in.
    """

    def __init__(self, folder: Path, engine: Engine | None = None, *, dry: bool = False) -> None:
        """Touches no disk. `engine` is the best there is unless it is given. With `dry`, nothing is written."""
        self._landing = Landing(folder, engine, dry=dry)
        self._became: Counter[str] = Counter()
        self._clients_became: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._first_out: dict[str, str] = {}
        """Why something stays out -> the number of the first."""
        self._file = ""
        self._is_dry = dry

    def bring_in(self, file: str, on_call: Callable[[int], None] = lambda _: None) -> None:
        """Bring in what a file, or stdin (`-`), holds.

        `on_call` is told how many are through. Raises `Trouble` where the file cannot be used: then nothing has
        changed. Raises `RecordsTrouble` where the records cannot; it tells what stays of what had come in.
        """
        self._file = "the input" if file == STDIN else file
        with self._all_or_nothing():
            through = 0
            for batch in _batches(arrivals_in(file)):
                found = [one for arrival in batch if (one := self._looked_into(arrival))]
                if calls := [one for one in found if isinstance(one, Incoming)]:
                    self._count(self._landing.take(calls), [call.number for call in calls])
                if clients := [one for one in found if isinstance(one, IncomingClient)]:
                    self._clients_became.update(self._landing.take_clients(clients))
                on_call(through := through + len(batch))

    def bring_in_rows(self, calls: Iterable[Call], on_call: Callable[[int], None] = lambda _: None) -> None:
        """Bring in calls of which a table holds a part. Where one is here already it stays as it is.

        As `bring_in`, but whatever ends it early, also in `calls`, takes back what it brought in.
        """
        with self._all_or_nothing():
            through = 0
            for batch in _some(calls):
                self._count(self._landing.take_rows(batch), [str(call.id) for call in batch])
                on_call(through := through + len(batch))

    def words(self) -> str:
        """What came in, as one sentence."""
        return f"{came_words(self._became, dry=self._is_dry)}{self._about_clients()}"

    def _about_clients(self) -> str:
        """What came in about clients, as one more sentence; empty when the file knows none."""
        became = self._clients_became
        came, kept = became[CAME] + became[MOVED] + became[CHANGED], became[HERE] + became[STAYS]
        parts = [
            told(came, *_CLIENTS_CAME[self._is_dry]),
            told(kept, "client stays as it is here", "clients stay as they are here"),
        ]
        said = ", ".join(filter(None, parts))
        return f" {said}." if said else ""

    def left_out(self) -> str:
        """One sentence about what did not come in; empty when all of it did."""
        if not self._left_out:
            return ""
        parts = [
            f"{told(some, *_LEFT_OUT[why])} ({'' if some == 1 else 'the first is '}number {self._first_out[why]})"
            for why, some in self._left_out.items()
        ]
        listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
        return f"Left out of {self._file}: {listed}."

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            stays = self._landing.take_back()
            if stays and isinstance(error, Trouble):
                raise RecordsTrouble(f"{error} {stays}") from error
            if stays and isinstance(error, KeyboardInterrupt):
                raise RecordsTrouble(f"Stopped. {stays}") from error
            raise
        finally:
            # A key that comes now ends nothing any more: all is done.
            with suppress(KeyboardInterrupt):
                self._landing.close()

    def _looked_into(self, arrival: Arrival) -> Incoming | IncomingClient | None:
        found = look_into(arrival)
        if isinstance(found, str):
            self._leave_out(found, arrival.number)
            return None
        return found

    def _leave_out(self, why: str, number: str) -> None:
        self._left_out[why] += 1
        self._first_out.setdefault(why, number)

    def _count(self, became: list[str], numbers: list[str]) -> None:
        for state, number in zip(became, numbers, strict=True):
            if state == OWNED:
                self._leave_out(OWNED, number)
            else:
                self._became[state] += 1


def _as_json(documents: Iterator[Document]) -> Iterator[bytes]:
    lead = "\n"
    for document in documents:
        yield f'{lead}"{document.doc_id}": '.encode() + to_json(document)
        lead = ",\n"


def _noted(calls: Iterator[Document], live: Container[int], finished: set[int]) -> Iterator[Document]:
    """Each of `calls`; those that are in `live` too are noted in `finished`."""
    for document in calls:
        if document.doc_id in live:
            finished.add(document.doc_id)
        yield document


def _has_moved(db: RowDB, call_id: int, finished: set[int]) -> bool:
    return call_id in finished and db.table("live").rows.text(call_id) is None


def _batches(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    size = 0
    for arrival in arrivals:
        batch.append(arrival)
        size += len(arrival.raw)
        if len(batch) == MOST_CALLS or size > MOST_BYTES:
            yield batch
            batch, size = [], 0
    yield batch


def _some(calls: Iterable[Call]) -> Iterator[list[Call]]:
    going = iter(calls)
    while batch := list(islice(going, MOST_CALLS)):
        yield batch
