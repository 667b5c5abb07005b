"""Where a call or a client from elsewhere belongs among those that are here.

No call here is ever lost by it. Of one client's card in two states, the one that was changed last counts whole: what
was taken out of it would come back otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import NamedTuple, Self
from zlib import crc32

import msgspec
from msgspec.structs import replace

from tui.model.same_person import merged
from tui.model.trouble import RecordsTrouble
from tui.records.arrivals import Incoming, IncomingClient
from tui.records.changes import Change, change
from tui.records.clients import Clients
from tui.records.documents import is_too_new
from tui.records.owner import Owners
from tui.records.rows import Document, to_json
from tui.records.table import RowDB

CAME, MOVED, CHANGED, HERE, STAYS, OWNED = "came", "moved", "changed", "here", "stays", "owned"
"""What became of a call: new here; new, under another number; a later state of one that is here; here already;
here in a state that is kept; left alone, because a window is on it."""


def came_words(became: Mapping[str, int], *, dry: bool = False) -> str:
    """What became of calls, as one sentence; with `dry`, what would."""
    came = became.get(CAME, 0) + became.get(MOVED, 0)
    one, more, none = ("call came in", "calls came in", "No call came in")
    if dry:
        one, more, none = ("call would come in", "calls would come in", "No call would come in")
    parts = [
        told(came, one, more) or none,
        told(became.get(MOVED, 0), "of them under another number"),
        told(
            became.get(CHANGED, 0),
            *(("would be brought up to date",) if dry else ("was brought up to date", "were brought up to date")),
        ),
        told(
            became.get(HERE, 0),
            *(("is here already", "are here already") if dry else ("was here already", "were here already")),
        ),
        told(became.get(STAYS, 0), "stays as it is here", "stay as they are here"),
    ]
    return f"{', '.join(filter(None, parts))}."


def told(number: int, one: str, more: str | None = None) -> str:
    """A number and what it counts; empty for none."""
    return f"{number:,} {more if more and number > 1 else one}" if number else ""


class _Stamp(msgspec.Struct, frozen=True):
    """What tells one call from another, and one state of it from a later one."""

    started: datetime
    touched: datetime


class _Old(NamedTuple):
    """What stands here under a number."""

    table: str
    document: Document
    stamp: _Stamp | None
    """None where it is no call that we can read."""
    text: bytes = b""
    """As it is kept."""

    @classmethod
    def read(cls, db: RowDB, table: str, call_id: int, text: bytes) -> Self:
        """From the JSON that is kept."""
        try:
            document = db.table(table).rows.document(call_id, text)
            stamp = msgspec.convert(document, _Stamp)
        except (RecordsTrouble, msgspec.ValidationError, UnicodeError):
            return cls(table, {}, None, text)
        return cls(table, document, stamp if stamp.started.tzinfo and stamp.touched.tzinfo else None, text)

    def is_a_state_of(self, new: Incoming) -> bool:
        """Whether it is the same call, given that both have this number."""
        return self.stamp is not None and self.stamp.started == new.call.started

    def is_before(self, new: Incoming) -> bool:
        """Whether the other is a later state of it: finished, or changed later. A newer release's stays anyway."""
        if self.stamp is None or is_too_new(self.document):
            return False
        return (self.table == "calls", self.stamp.touched) < (new.table == "calls", new.call.touched)


class Merge:
    """Writes calls into an open record, each in its place."""

    def __init__(self, db: RowDB, owners: Owners) -> None:
        """`owners` holds, after a transaction, the live calls that were written in it."""
        self._db = db
        self._owners = owners
        self._free: set[int] = set()
        """Numbers that nothing stands under, as far as that is known."""
        self.changes: list[Change] = []
        """What was written, so that it can be taken back."""

    def expect(self, calls: Sequence[Incoming]) -> None:
        """Find out at once which of these numbers are free, for `take` of each in the same transaction."""
        ids = {call.call.id for call in calls}
        taken = {call_id for table in ("calls", "live") for call_id in self._db.table(table).rows.which(ids)}
        self._free = ids - taken

    def look(self, new: Incoming) -> str:
        """What would become of a call. Raises `RecordsTrouble`."""
        there = self._there(new.call.id)
        same = next((old for old in there if old.is_a_state_of(new)), None)
        if same is None:
            return MOVED if there else CAME
        if (same.table, same.document) == (new.table, new.document | {"id": new.call.id}):
            return HERE
        if not same.is_before(new):
            return STAYS
        return OWNED if same.table == "live" and self._owners.is_owned(new.call.id) else CHANGED

    def take(self, new: Incoming) -> str:
        """Find the place of a call and write it there, if it is not here; what became of it.

        To be called in a transaction. Raises `RecordsTrouble`.
        """
        for call_id in _numbers(new):
            there = self._there(call_id)
            same = next((old for old in there if old.is_a_state_of(new)), None)
            if same:
                return self._merge(call_id, new, same)
            if not there:
                break
        # A call that a window is on may not have reached the disk yet.
        if new.table == "live" and not self._owners.claim(call_id):
            return OWNED
        self._put(call_id, new)
        return CAME if call_id == new.call.id else MOVED

    def take_client(self, new: IncomingClient) -> str:
        """Keep what came about a client, unless what is here was changed later; what became of it.

        Who has one of its spellings here is the same person: what was kept about them under another number stays
        with it. To be called in a transaction. Raises `RecordsTrouble`.
        """
        clients = Clients(self._db.table("clients"))
        here = clients.sharing_with(new.client)
        became = self.look_client(new)
        if became in (HERE, STAYS):
            return became
        is_there = new.client.id in [one.id for one in here]
        number = new.client.id if is_there else here[0].id if here else clients.free_number(new.client.id)
        rows = self._db.table("clients").rows
        before = {one: rows.text(one) for one in (number, *(other.id for other in here))}
        whole = new.client
        for other in here:
            if other.id != new.client.id:
                whole = merged(whole, other, new.client.touched)
        clients.keep(replace(whole, id=number), new.document)
        for one, text in before.items():
            self.changes.append(change("clients", one, rows.text(one) or b"", ("clients", text) if text else None))
        return became

    def look_client(self, new: IncomingClient) -> str:
        """What would become of a client. Raises `RecordsTrouble`."""
        clients = Clients(self._db.table("clients"))
        here = clients.sharing_with(new.client)
        if new.client in here:
            return HERE
        if any(one.touched >= new.client.touched for one in here):
            return STAYS
        return CHANGED if here else CAME if clients.free_number(new.client.id) == new.client.id else MOVED

    def _there(self, call_id: int) -> list[_Old]:
        if call_id in self._free:
            return []
        texts = ((table, self._db.table(table).rows.text(call_id)) for table in ("calls", "live"))
        return [_Old.read(self._db, table, call_id, text) for table, text in texts if text is not None]

    def _merge(self, call_id: int, new: Incoming, old: _Old) -> str:
        if (old.table, old.document) == (new.table, new.document | {"id": call_id}):
            return HERE
        if not old.is_before(new):
            return STAYS
        if old.table == "live" and not self._owners.claim(call_id):
            return OWNED
        if old.table != new.table:
            self._db.table(old.table).rows.drop(call_id)
        self._put(call_id, new, old)
        return CHANGED

    def _put(self, call_id: int, new: Incoming, old: _Old | None = None) -> None:
        self._free.discard(call_id)
        text = to_json(new.document | {"id": call_id})
        self._db.table(new.table).rows.put(call_id, text)
        before = (old.table, old.text) if old else None
        self.changes.append(change(new.table, call_id, text, before))


def _numbers(new: Incoming) -> Iterator[int]:
    """Where a call may stand: under its own number, else under others of the same millisecond.

    Its own number and when it began decide which, so that the next import finds it there again.
    """
    yield new.call.id
    millisecond = new.call.id >> 20 << 20
    for attempt in count():
        lot = crc32(f"{new.call.id} {new.call.started.timestamp()} {attempt}".encode())
        yield max(1, millisecond | (lot & 0xFFFFF))
