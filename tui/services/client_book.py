"""The book about clients: what is known of whom, what is kept about them, and who is the same person."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.brief import Known, Line, brief
from tui.model.call import Call
from tui.model.client import Client
from tui.model.marks import read_caller
from tui.model.owed import due_first, owed_in
from tui.model.past import Met
from tui.model.same_person import (
    Spelling,
    both_kept,
    caller_of,
    each_once,
    is_same,
    learned,
    merged,
    spelled,
    without,
)
from tui.model.trouble import RecordsTrouble, Trouble
from tui.ports import ClientHistory, Clock

NEWEST = 5
"""Calls of a client that are read whole."""
MOST_MET = 5_000
"""Calls of a client that are counted."""
MOST_OWING = 50
"""Calls of a client whose open promises are looked at, the newest."""
LIKELY = 8
"""Callers among whom the one is looked for whose name is being typed."""


FieldValue = str | tuple[str, ...]


class Card(NamedTuple):
    """What the card of a client shows."""

    known: Known
    lines: tuple[Line, ...]
    """The brief."""
    client: Client
    """What is kept; an empty one where nothing is yet."""
    spellings: tuple[Spelling, ...]


class Joined(NamedTuple):
    """Two spellings were made one person; what there was before, so that it can be taken back."""

    now: Client
    before: tuple[Client, ...]


class ClientBook:
    """Looks clients up and looks after what is kept about them.

    Every method may block, and may raise `RecordsTrouble`; then nothing has changed.
    """

    def __init__(self, *, records: ClientHistory, clock: Clock) -> None:
        """Where calls and clients are, and the time."""
        self._records = records
        self._clock = clock

    def brief(self, typed: str) -> tuple[Line, ...]:
        """The brief about whoever `typed` means; empty where that is nobody known, or can be several."""
        known = self.known(typed)
        return brief(known, self._clock.now()) if known else ()

    def brief_of(self, caller: str) -> tuple[Line, ...]:
        """The brief about a caller by their whole name; empty where they are new, or nobody is named yet."""
        asked = spelled(caller)
        if not asked:
            return ()
        client = self._kept(asked)
        # With a company it is whole already: in capitals or not, it means the same calls.
        name = asked if client or read_caller(asked).company else self._likely_whole(asked)
        # Nobody is looked up twice: this is asked at each pause in typing.
        known = self._about_them(name, client) if name == asked else self._about(name)
        return brief(known, self._clock.now())

    def whole(self, caller: str) -> str:
        """A caller by their whole name, with the company where the name has only one; "" for nobody."""
        asked = spelled(caller)
        return asked if not asked or self._kept(asked) else self._likely_whole(asked)

    def _likely_whole(self, asked: str) -> str:
        found = [name for name in self._likely(asked) if _is_whole(asked, name)]
        return found[0] if len(found) == 1 else asked

    def named(self, typed: str) -> str:
        """Whom `typed` means: a whole name, or the beginning of the only one that begins so; "" for nobody known."""
        asked = spelled(typed)
        if not asked or self._kept(asked):
            return asked
        likely = self._likely(asked)
        whole = [name for name in likely if _is_whole(asked, name)]
        if not whole and len(likely) == LIKELY and self._records.met((asked,), 1):
            return asked
        found = whole or likely
        if len(found) > 1:
            return asked if whole else self._only_one(found)
        return found[0] if found else ""

    def known(self, typed: str) -> Known | None:
        """What is known about whoever `typed` means; None for nobody known."""
        name = self.named(typed)
        return self._about(name) if name else None

    def card(self, caller: str) -> Card:
        """The card of a caller by their whole name, known or not."""
        name = self.whole(caller)
        known, client = self._about(name), self._kept(name) or self._new(name)
        spellings = tuple(Spelling(one, len(self._records.met((one,), MOST_MET))) for one in known.names)
        return Card(known, brief(known, self._clock.now()), client, spellings)

    def change(self, spelling: str, **fields: str | tuple[str, ...]) -> Client:
        """Keep these fields about whoever has this spelling, the others as they are by then; what is kept then."""
        client = self._kept(spelling) or self._new(spelling)
        changed = replace(client, **fields)
        if changed == client:
            return client
        changed = replace(changed, touched=self._clock.now())
        self._records.keep_client(changed)
        return changed

    def edit(self, spelling: str, was: Mapping[str, FieldValue], now: Mapping[str, FieldValue]) -> Client:
        """Keep what was made of these fields; little things that came from elsewhere meanwhile stay.

        What was erased meanwhile does not come back.
        """
        changed = {name: now[name] for name in now if now[name] != was[name]}
        client = self._kept(spelling)
        if "little" in changed:
            there = client.little if client else ()
            changed["little"] = both_kept(was["little"], now["little"], there)
        return self.change(spelling, **changed)

    def learn(self, call: Call) -> None:
        """A call is finished: what its notes say about the client is kept with them.

        Never raises: the call is kept by then, and its notes hold the same.
        """
        if not caller_of(call):
            return
        with suppress(RecordsTrouble):
            name = self.whole(caller_of(call))
            client = self._kept(name) or self._new(name)
            changed = learned(client, call.notes, self._clock.now())
            if changed is not client:
                self._records.keep_client(changed)

    def would_join(self, spelling: str, other: str) -> tuple[Spelling, ...]:
        """Every spelling that would be one person, with its calls. Raises `Trouble` where that is nobody else."""
        one, second = self._both(spelling, other)
        names = each_once((*one.names, *second.names))
        return tuple(Spelling(name, len(self._records.met((name,), MOST_MET))) for name in names)

    def join(self, spelling: str, other: str) -> Joined:
        """Make two spellings one person. Raises `Trouble` where they are one already."""
        one, second = self._both(spelling, other)
        before = tuple(client for name in (spelling, other) if (client := self._kept(name)))
        now = merged(one, second, self._clock.now())
        self._records.keep_client(now)
        return Joined(now, before)

    def split(self, spelling: str) -> Joined:
        """Make a spelling a person of its own again. Raises `Trouble` where it stands alone."""
        client = self._kept(spelling)
        if client is None:
            raise Trouble(f"{spelled(spelling)} is kept under no other spelling.")
        now = without(client, spelling, self._clock.now())
        self._records.keep_client(now)
        return Joined(now, (client,))

    def undo(self, joined: Joined) -> None:
        """Take a join or a split back: who was there before is there again, as they were.

        Raises `Trouble` where they were changed or erased since: that would be lost, or come back.
        """
        names = each_once(name for client in (joined.now, *joined.before) for name in client.names)
        there = {client.id: client for name in names if (client := self._records.client(name))}
        if [replace(client, names=()) for client in there.values()] != [replace(joined.now, names=())]:
            raise Trouble("Something about them was changed since, so nothing was taken back.")
        if all(client.id != joined.now.id for client in joined.before):
            self._records.forget_client(joined.now.id)
        # First the one that goes on under the same number, so that the other finds its spelling free.
        for client in sorted(joined.before, key=lambda one: one.id != joined.now.id):
            self._records.keep_client(client)

    def clients(self) -> list[Client]:
        """Those about whom something is kept."""
        return self._records.clients()

    def quiet(self, days: int) -> list[tuple[Client, Met | None]]:
        """Those that are kept and were not spoken with for so many days, the longest first; None for never."""
        limit = self._clock.now() - timedelta(days=days)
        last = [(client, next(iter(self._records.met(client.names, 1)), None)) for client in self.clients()]
        quiet = [one for one in last if one[1] is None or one[1].started <= limit]
        return sorted(quiet, key=lambda one: one[1].started.timestamp() if one[1] else 0)

    def names_of(self, caller: str) -> tuple[str, ...]:
        """Every spelling of this caller."""
        client = self._kept(caller)
        return each_once((caller, *(client.names if client else ())))

    def suggestions(self) -> list[str]:
        """Spellings of those that are kept, as they can be typed."""
        return [name for client in self.clients() for name in client.names]

    def _kept(self, spelling: str) -> Client | None:
        """The client with this spelling, else the one of this name whatever the company."""
        name, company = read_caller(spelling)
        return self._records.client(spelled(spelling)) or (self._records.client(name) if company and name else None)

    def _new(self, spelling: str) -> Client:
        from tui.services.intake import new_call_id  # noqa: PLC0415 # To look somebody up, no call is begun.

        now = self._clock.now()
        return Client(id=new_call_id(now), names=(spelled(spelling),), touched=now)

    def _likely(self, asked: str) -> tuple[str, ...]:
        """Callers whose name begins so."""
        return each_once(self._records.met_with(asked, LIKELY))

    def _only_one(self, names: Sequence[str]) -> str:
        """The first of the names where all of them are the same person; else nobody."""
        clients = [self._kept(name) for name in names]
        first = clients[0]
        return names[0] if first and all(client and client.id == first.id for client in clients) else ""

    def _about(self, name: str) -> Known:
        return self._about_them(name, self._kept(name))

    def _about_them(self, name: str, client: Client | None) -> Known:
        names = each_once((*client.names, name)) if client else (name,)
        met = tuple(self._records.met(names, MOST_MET))
        newest = [one.call for one in met[:NEWEST]]
        owing = [one.call for one in met if one.owes][:MOST_OWING]
        calls = {call.id: call for call in self._records.those(list(dict.fromkeys(newest + owing)))}
        owed = sorted(
            (one for call_id in owing if call_id in calls for one in owed_in(calls[call_id])), key=due_first
        )
        whole = tuple(calls[call_id] for call_id in newest if call_id in calls)
        return Known(client.names[0] if client else name, names, client, tuple(owed), met, whole)

    def _both(self, spelling: str, other: str) -> tuple[Client, Client]:
        one, second = (self._kept(name) or self._new(name) for name in (spelling, other))
        if not spelled(other):
            raise Trouble("Type the other spelling first.")
        if is_same(spelling, other) or any(is_same(name, other) for name in one.names):
            raise Trouble(f"{spelled(other)} is {one.names[0]} already.")
        return one, second


def _is_whole(asked: str, name: str) -> bool:
    """Whether `asked` is all of a caller, or all of their name where it says no company."""
    one, other = read_caller(asked.casefold()), read_caller(name.casefold())
    return one.name == other.name and one.company in ("", other.company)
