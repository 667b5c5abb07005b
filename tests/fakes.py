"""Stand-ins for the outside world, and small sound values to try things on."""

import re
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from unicodedata import normalize

from msgspec import json
from msgspec.structs import replace

from tests.fake_search import MemoryClients, MemorySearch
from tui.model.call import SCHEMA, Call, Outcome, begin, with_notes
from tui.model.client import Client
from tui.model.marks import read_caller
from tui.model.playbook import GateLevel, Phase, Playbook, Step
from tui.model.promises import is_open
from tui.model.trouble import RecordsTrouble, Trouble

HERE = timezone(timedelta(hours=1))
START = datetime(2026, 11, 24, 9, 18, tzinfo=HERE)
"""A Tuesday morning, one hour east of Greenwich."""


class FakeClock:
    """A clock that moves only when it is told to."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant that was last set."""
        return self._now

    def advance(self, seconds: float) -> datetime:
        """Let this many seconds go by (negative sets the clock back); the new instant."""
        self._now += timedelta(seconds=seconds)
        return self._now

    def at_local(self, wall: datetime) -> datetime:
        """`wall` in the zone of the start."""
        return wall.replace(tzinfo=self._now.tzinfo or UTC)


class Disk:
    """What outlives an instance of `MemoryCallRecords`: hand it to a second one to play the next start."""

    def __init__(self) -> None:
        self.live: dict[int, Call] = {}
        self.calls: dict[int, Call] = {}
        self.clients: dict[int, Client] = {}
        self.owners: dict[int, object] = {}
        """Live call -> the `MemoryCallRecords` that owns it."""
        self.changing = threading.RLock()
        """Held while a finished call is revised."""


class MemoryCallRecords(MemorySearch, MemoryClients):
    """`CallRecords`, `CallSearch` and `ClientRecords` in memory.

    An instance plays one process; two on one `Disk` play two windows.
    """

    disk: Disk

    def __init__(self, disk: Disk | None = None) -> None:
        self.disk = Disk() if disk is None else disk
        self.trouble: RecordsTrouble | None = None
        """While set, whatever writes (`save`, `finish`, `revise`, `change_clients`) raises it."""
        self.reading_trouble: RecordsTrouble | None = None
        """While set, every other method that may raise raises it."""
        self.gate: threading.Event | None = None
        """While set to an unset event, `save`, `finish` and `revise` hang until that event is set."""
        self.writing = threading.Event()
        """Set as soon as a `save`, `finish` or `revise` has begun: a test waits for it instead of sleeping."""
        self.unreadable: list[str] = []
        """What `left_out` says."""
        self.notices: list[str] = []
        """What `noticed` says."""
        self.asked: list[str] = []
        """The name of each question of `CallSearch` that was asked, in order."""
        self.tended = 0
        """How often `tend` was called."""
        self.saved: list[Call] = []
        """Every call that `save` kept, oldest first."""
        self.finished: list[Call] = []
        """Every call that `finish` moved, oldest first."""

    def claim(self, call_id: int) -> bool:
        """See `CallRecords`."""
        self._reading()
        return self.disk.owners.setdefault(call_id, self) is self

    def release(self, call_id: int) -> None:
        """See `CallRecords`."""
        if self.disk.owners.get(call_id) is self:
            del self.disk.owners[call_id]

    def save(self, call: Call) -> None:
        """See `CallRecords`."""
        self._writing()
        self.disk.live[call.id] = call
        self.saved.append(call)

    def finish(self, call: Call) -> None:
        """See `CallRecords`."""
        self._writing()
        call_id = call.id
        while call_id in self.disk.calls and self.disk.calls[call_id].started != call.started:
            call_id += 1
        self.disk.calls[call_id] = replace(call, id=call_id)
        self.disk.live.pop(call.id, None)
        self.finished.append(call)
        self.release(call.id)

    def revise(self, call_id: int, change: Callable[[Call], Call]) -> Call:
        """See `CallRecords`."""
        self._writing()
        with self.disk.changing:
            call = self.disk.calls.get(call_id)
            if call is None:
                raise RecordsTrouble("This call is not among the finished ones any more.")
            changed = change(call)
            if changed != call:
                self.disk.calls[call_id] = replace(changed, id=call_id, schema=SCHEMA)
            return self.disk.calls[call_id]

    def aged(self, before: datetime) -> int:
        """See `CallRecords`."""
        self._reading()
        return sum(
            call.started < before and call.anonymised is None and not any(map(is_open, call.promises))
            for call in self.disk.calls.values()
        )

    def owed(self, limit: int = 200) -> list[Call]:
        """See `CallRecords`."""
        self._reading()
        owing = [call for call in self.disk.calls.values() if call.owed is not None]
        return sorted(owing, key=lambda call: (call.owed, call.id))[: max(0, limit)]

    def interrupted(self) -> list[Call]:
        """See `CallRecords`."""
        self._reading()
        return [call for call in _newest_first(self.disk.live) if call.id not in self.disk.owners]

    def live(self, call_id: int) -> Call | None:
        """See `CallRecords`."""
        self._reading()
        return self.disk.live.get(call_id)

    def newest(self, words: str = "", limit: int = 200, below: int | None = None) -> list[Call]:
        """See `CallRecords`."""
        bare = [re.sub(r"^\W+|\W+$", "", word) or word for word in _plain(words).split()]
        begins = [re.compile(rf"(?<!\w){re.escape(word)}") for word in bare]
        return self._found(
            lambda call: (below is None or call.id < below) and all(word.search(_own_words(call)) for word in begins),
            limit,
        )

    def find(self, call_id: int) -> Call | None:
        """See `CallRecords`."""
        self._reading()
        return self.disk.calls.get(call_id)

    def as_kept(self, call_id: int) -> bytes | None:
        """See `KeptCalls`."""
        self._reading()
        call = self.disk.calls.get(call_id)
        return json.encode(call) if call else None

    def last_with(self, caller: str) -> Call | None:
        """See `CallRecords`."""
        name, company = read_caller(caller.casefold())
        found = self._found(
            lambda call: name == call.caller.casefold() and company in ("", call.company.casefold()), 1
        )
        return found[0] if found and name else None

    def callers(self, limit: int = 500) -> list[str]:
        """See `CallRecords`."""
        each: dict[str, str] = {}
        for call in self.newest(limit=limit):
            text = f"{call.caller}, {call.company}" if call.company else call.caller
            each.setdefault(text.casefold(), text)
        each.pop("", None)
        return list(each.values())

    def left_out(self) -> list[str]:
        """See `CallRecords`."""
        return list(self.unreadable)

    def noticed(self) -> list[str]:
        """See `CallRecords`."""
        return list(self.notices)

    def tend(self) -> None:
        """See `CallRecords`."""
        self._reading()
        self.tended += 1

    def close(self) -> None:
        """See `CallRecords`. Also plays a killed process: the kernel gives up what it owned."""
        for call_id in [call_id for call_id, owner in self.disk.owners.items() if owner is self]:
            del self.disk.owners[call_id]

    def _found(self, fits: Callable[[Call], bool], limit: int) -> list[Call]:
        self._reading()
        return [call for call in _newest_first(self.disk.calls) if fits(call)][: max(0, limit)]

    def _reading(self) -> None:
        if self.reading_trouble:
            raise self.reading_trouble

    def _writing(self) -> None:
        self.writing.set()
        if self.gate:
            self.gate.wait()
        if self.trouble:
            raise self.trouble


class FakeExportFiles:
    """`ExportFiles` in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.noted: list[tuple[str, str, int]] = []
        self.trouble: Trouble | None = None
        """While set, `write` raises it when all pieces are there."""
        self.gate: threading.Event | None = None
        """While set to an unset event, `write` hangs behind its first piece."""
        self.has_begun = threading.Event()

    def path_of(self, given: str) -> Path:
        """See `ExportFiles`."""
        return Path(given)

    def write(self, path: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
        """See `ExportFiles`."""
        if str(path) in self.files and not replace:
            raise Trouble(f"{path} is there already, and is left as it is.")
        kept = []
        for piece in pieces:
            kept.append(piece)
            self.has_begun.set()
            if self.gate:
                self.gate.wait()
        if self.trouble:
            raise self.trouble
        self.files[str(path)] = b"".join(kept)

    def note(self, path: Path, form: str, calls: int, at: datetime) -> None:
        """See `ExportFiles`."""
        self.noted.append((str(path), form, calls))


def _newest_first(calls: dict[int, Call]) -> list[Call]:
    return sorted(calls.values(), key=lambda call: call.id, reverse=True)


def _own_words(call: Call) -> str:
    promises = [words for promise in call.promises for words in (promise.text, promise.how, promise.reason)]
    words = [call.caller, call.company, call.notes, *promises, *call.tags, call.outcome or ""]
    return _plain("\n".join(words))


def _plain(text: str) -> str:
    return re.sub("[\u0300-\u036f]", "", normalize("NFD", text.casefold()))


def a_step(step_id: str, phase: Phase) -> Step:
    """A step whose words follow from its id."""
    name = step_id.replace("-", " ").capitalize()
    return Step(
        id=step_id,
        phase=phase,
        name=name,
        short=name,
        say=f"{{name}}, this is how we {name.lower()}.",
        why=f"Because they need us to {name.lower()}.",
        source="seed 002",
        avoid=(f"Not how we {name.lower()}.",),
        done=f"They heard us {name.lower()}.",
    )


def a_playbook(gate: GateLevel = GateLevel.WARN) -> Playbook:
    """A small sound playbook: four steps of the heart, two of the head, one to close."""
    phases = {
        Phase.HEART: ("listen", "say-it-back", "sorry", "own-it"),
        Phase.HEAD: ("offer", "date"),
        Phase.CLOSE: ("thank",),
    }
    steps = tuple(a_step(step_id, phase) for phase, ids in phases.items() for step_id in ids)
    return Playbook(id="late-gift", title="A late gift", gate=gate, steps=steps)


def a_call(
    call_id: int = 1,
    opened_as: str = "Dana Lee, Northwind Law",
    notes: str = "",
    *,
    at: datetime = START,
    outcome: Outcome | None = None,
    playbook: Playbook | None = None,
) -> Call:
    """A call that began at `at`, with these notes; ended there too when it has an outcome."""
    call = with_notes(begin(call_id, opened_as, playbook or a_playbook(), at), notes, at)
    return replace(call, outcome=outcome, ended=at if outcome else None)
