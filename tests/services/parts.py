"""Small parts for the tests of the services."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Lock

from msgspec.structs import replace

from tests.fakes import FakeClock, MemoryCallRecords, a_call, a_playbook
from tests.forms import OURS
from tui.model.call import Call
from tui.model.playbook import Playbook
from tui.services.autosave import Autosave, SaveState
from tui.services.live_call import LiveCall

NEVER = 3600.0
"""A pause that no test lives to see the end of."""


async def until(fits: Callable[[], bool]) -> None:
    """Wait for something that happens on another thread or task; a failure, not a hang, when it never does."""
    async with asyncio.timeout(20):
        while not fits():  # noqa: ASYNC110  # what happens on a thread sets no event of the loop
            await asyncio.sleep(0.001)


async def settled() -> None:
    """Give every task and thread the chance to do what it should not do."""
    for _ in range(20):
        await asyncio.sleep(0.001)


@contextmanager
def hanging(records: MemoryCallRecords) -> Iterator[Event]:
    """Writes hang until the event is set; it is set at the end in any case, so that no thread stays behind."""
    records.gate = Event()
    records.writing.clear()
    try:
        yield records.gate
    finally:
        records.gate.set()
        records.gate = None


class OnePlaybook:
    """`Playbooks` with one."""

    @property
    def troubles(self) -> list[str]:
        """See `Playbooks`."""
        return []

    def default(self) -> Playbook:
        """See `Playbooks`."""
        return a_playbook()

    def all(self) -> tuple[Playbook, ...]:
        """See `Playbooks`."""
        return (a_playbook(),)

    def named(self, playbook_id: str) -> Playbook:
        """See `Playbooks`: whatever it is called, it is this one."""
        return replace(a_playbook(), id=playbook_id)

    def is_own(self, playbook_id: str) -> bool:
        """See `Playbooks`."""
        return playbook_id == "mine"


class Pad:
    """The notes of a screen: counts how often they are read."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.reads = 0

    def read(self) -> str:
        """The text as it is now."""
        self.reads += 1
        return self.text


class Desk:
    """An autosave with a call that changes, and a disk that tells everything about its writes."""

    def __init__(self, *, pause: float = 0, retry: float = 0) -> None:
        self.clock = FakeClock()
        self.call = a_call()
        self.begun: list[str] = []
        """The notes of every write that has begun."""
        self.disk: list[str] = []
        """The notes of every write that is on the disk."""
        self.most_at_once = 0
        self.troubles: list[Exception] = []
        """What the next writes raise, one each."""
        self.reports: list[SaveState] = []
        self.hold = Event()
        """Writes wait until it is set."""
        self.hold.set()
        self._writing = 0
        self._counting = Lock()
        self.autosave = Autosave(
            write=self.write,
            newest=lambda: self.call,
            now=self.now,
            report=self.reports.append,
            pause=pause,
            retry=retry,
        )

    def now(self) -> datetime:
        """The time of the fake clock."""
        return self.clock.now()

    def write(self, call: Call) -> None:
        """Put the call on the disk, unless a trouble waits."""
        with self._counting:
            self.begun.append(call.notes)
            first = len(self.begun) == 1
            self._writing += 1
            self.most_at_once = max(self.most_at_once, self._writing)
        try:
            # Only the first write hangs: what overtakes it must not wait for it by chance.
            if first:
                self.hold.wait()
            if self.troubles:
                raise self.troubles.pop(0)
            self.disk.append(call.notes)
        finally:
            with self._counting:
                self._writing -= 1

    def type(self, notes: str) -> None:
        """The notes change."""
        self.call = replace(self.call, notes=notes)
        self.autosave.touch()

    @contextmanager
    def first_write_hangs(self) -> Iterator[None]:
        """Until the end of the block, the first write hangs."""
        self.hold.clear()
        try:
            yield
        finally:
            self.hold.set()


def a_live_call(
    records: MemoryCallRecords, clock: FakeClock, call: Call | None = None, *, pause: float = NEVER
) -> LiveCall:
    """A call on the phone that is saved when the test says so."""
    return LiveCall(call or a_call(at=clock.now()), records=records, clock=clock, forms=OURS, pause=pause, retry=0)
