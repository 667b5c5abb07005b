"""The book about clients: what is known of whom, what is kept about them, and who is the same person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from tui.model.plain import one_line
from tui.model.same_person import (
    FieldValue,
    Spelling,
    caller_of,
    each_once,
    edited,
    learned,
    spelled,
)
from tui.model.trouble import Trouble
from tui.ports import ClientHistory, ClientsInHand, Clock
from tui.services import same_person
from tui.services.same_person import Joined, kept, kept_or_new

NEWEST = 5
"""Calls of a client that are read whole."""
MOST_MET = 5_000
"""Calls of a client that are counted."""
MOST_OWING = 50
"""Calls of a client whose open promises are looked at, the newest."""
LIKELY = 8
"""Callers among whom the one is looked for whose name is being typed."""


class Card(NamedTuple):
    """What the card of a client shows."""

    known: Known
    lines: tuple[Line, ...]
    """The brief."""
    client: Client
    """What is kept; an empty one where nothing is yet."""
    spellings: tuple[Spelling, ...]


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
        known, client = self._about(name), kept_or_new(self._records.client, name, self._clock.now())
        spellings = tuple(Spelling(one, len(self._records.met((one,), MOST_MET))) for one in known.names)
        return Card(known, brief(known, self._clock.now()), client, spellings)

    def change(self, spelling: str, *, more: Iterable[str] = (), **fields: FieldValue) -> Client:
        """Keep these fields about whoever has this spelling, and `more` little things behind those that are there.

        What is kept then; the other fields are as they are by then.
        """

        def changed(client: Client) -> Client:
            after = replace(client, **fields)
            new = tuple(text for text in dict.fromkeys(more) if text not in after.little)
            return replace(after, little=(*after.little, *new))

        return self._change(spelling, changed)

    def edit(self, spelling: str, was: Mapping[str, FieldValue], now: Mapping[str, FieldValue]) -> Client:
        """Keep what was made of these fields; what came from elsewhere meanwhile stays, what was erased is gone."""
        return self._change(spelling, lambda client: edited(client, was, now))

    def learn(self, call: Call) -> None:
        """A call is finished: what its notes say about the client is kept with them.

        Never raises: the call is kept by then, and its notes hold the same.
        """
        if caller_of(call):
            with suppress(Trouble):
                self._change(self.whole(caller_of(call)), lambda client: learned(client, call.notes))

    def would_join(self, spelling: str, other: str) -> tuple[Spelling, ...]:
        """Every spelling that would be one person, with its calls.

        Raises `Trouble` where `other` is nobody else, or nobody at all: a slip of the fingers is no other spelling.
        """
        one, second = same_person.two(self._records.client, spelling, other, self._clock.now())
        names = each_once((*one.names, *second.names))
        if not (self._records.client(other) or self._records.met(second.names, 1)):
            raise Trouble(f"Nobody known is called “{one_line(other)}”. Nothing was changed.")
        return tuple(Spelling(name, len(self._records.met((name,), MOST_MET))) for name in names)

    def join(self, spelling: str, other: str) -> Joined:
        """Make two spellings one person. Raises `Trouble` where they are one already."""
        at = self._clock.now()
        return self._records.change_clients(lambda there: same_person.join(there, spelling, other, at))

    def split(self, spelling: str) -> Joined:
        """Make a spelling a person of its own again. Raises `Trouble` where it stands alone."""
        at = self._clock.now()
        return self._records.change_clients(lambda there: same_person.split(there, spelling, at))

    def undo(self, joined: Joined) -> None:
        """Take a join or a split back. Raises `Trouble` where they were changed or erased since."""
        self._records.change_clients(lambda there: same_person.undo(there, joined))

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
        return kept(self._records.client, spelling)

    def _change(self, spelling: str, change: Callable[[Client], Client]) -> Client:
        """Keep what `change` makes of whoever has this spelling by then."""
        now = self._clock.now()

        def changed(there: ClientsInHand) -> Client:
            client = kept_or_new(there.with_spelling, spelling, now)
            after = change(client)
            if after != client:
                after = replace(after, touched=now)
                there.keep(after)
            return after

        return self._records.change_clients(changed)

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


def _is_whole(asked: str, name: str) -> bool:
    """Whether `asked` is all of a caller, or all of their name where it says no company."""
    one, other = read_caller(asked.casefold()), read_caller(name.casefold())
    return one.name == other.name and one.company in ("", other.company)
