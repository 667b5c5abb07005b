"""The past in memory: `CallSearch` and `ClientRecords` the plain and slow way, in which it is easy to be right."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Protocol

from tui.model.call import Call
from tui.model.client import Client, spelling_key, with_sound_spellings, without_spellings
from tui.model.folding import words_in
from tui.model.likeness import bm25, likeness, telling_words, weight
from tui.model.marks import read_caller
from tui.model.past import Met, met_in
from tui.model.query import Query
from tui.model.query_fits import fits, own_words
from tui.model.spelling import likeliest
from tui.ports import ClientsInHand, GoOn, Result


class KeptInMemory(Protocol):
    """What both need of the disk."""

    calls: dict[int, Call]
    clients: dict[int, Client]
    changing: threading.RLock


class MemorySearch:
    """`CallSearch` over a dictionary of finished calls."""

    disk: KeptInMemory
    asked: list[str]

    def search(
        self, query: Query, now: datetime, limit: int = 200, below: int | None = None, go_on: GoOn | None = None
    ) -> list[Call]:
        """See `CallSearch`."""
        looked_at = takewhile(lambda _: go_on is None or go_on(), self._all("search"))
        found = [call for call in looked_at if fits(call, query, now)]
        return [call for call in found if below is None or call.id < below][: max(0, limit)]

    def best(self, query: Query, now: datetime, limit: int = 200, go_on: GoOn | None = None) -> list[Call]:
        """See `CallSearch`."""
        calls = list(takewhile(lambda _: go_on is None or go_on(), self._all("best")))
        said = {call.id: own_words(call) for call in calls}
        words = (*query.words, *query.phrases)
        weights = {word: weight(sum(one.has_word(word) for one in said.values()), len(calls)) for word in words}

        def worth(call: Call) -> float:
            counts = {word: said[call.id].count(word) for word in words}
            return bm25(counts, weights, said[call.id].length())

        fitting = [call for call in calls if fits(call, query, now)]
        return sorted(fitting, key=worth, reverse=True)[: max(0, limit)]

    def words_like(self, word: str, limit: int = 3) -> list[str]:
        """See `CallSearch`."""
        known: Counter[str] = Counter()
        for call in self._all("words_like"):
            known.update({one for text in _texts(call) for one in words_in(text)})
        parts = words_in(word)
        return likeliest(parts[0], known, limit) if len(parts) == 1 else []

    def alike(self, notes: str, own: Sequence[str], but: int, limit: int = 3) -> list[Call]:
        """See `CallSearch`."""
        calls = self._all("alike")
        held = [{word for text in _texts(call)[2:] for word in words_in(text)} for call in calls]
        holding = {word: sum(word in one for one in held) for word in telling_words(notes)}
        weights = {word: weight(number, len(calls)) for word, number in holding.items() if number}
        alike = {call.id: likeness(call.notes, weights) for call in calls if call.id != but}
        found = [call for call in calls if alike.get(call.id)]
        return sorted(found, key=lambda call: (not _is_with(call, own), -alike[call.id]))[: max(0, limit)]

    def those(self, call_ids: Sequence[int]) -> list[Call]:
        """See `CallSearch`."""
        self._reading()
        return [self.disk.calls[call_id] for call_id in call_ids if call_id in self.disk.calls]

    def met(self, callers: Sequence[str], limit: int = 500) -> list[Met]:
        """See `CallSearch`."""
        found = [call for call in self._all("met") if _is_with(call, callers)][: max(0, limit)]
        return list(map(met_in, found))

    def met_with(self, begins: str, limit: int = 8) -> list[str]:
        """See `CallSearch`."""
        each: dict[str, str] = {}
        for call in self._all("met_with"):
            each.setdefault(_named(call).casefold(), _named(call))
        start = " ".join(begins.split()).casefold()
        return [name for key, name in each.items() if key and key.startswith(start)][: max(0, limit)]

    def _all(self, question: str) -> list[Call]:
        self.asked.append(question)
        self._reading()
        return sorted(self.disk.calls.values(), key=lambda call: call.id, reverse=True)

    def _reading(self) -> None:
        raise NotImplementedError


class MemoryClients:
    """`ClientRecords` over a dictionary of clients."""

    disk: KeptInMemory

    def client(self, caller: str) -> Client | None:
        """See `ClientRecords`."""
        self._reading()
        return MemoryClientsInHand(self.disk.clients).with_spelling(caller)

    def clients(self, limit: int = 500) -> list[Client]:
        """See `ClientRecords`."""
        self._reading()
        return MemoryClientsInHand(self.disk.clients).last_changed()[: max(0, limit)]

    def change_clients(self, change: Callable[[ClientsInHand], Result]) -> Result:
        """See `ClientRecords`."""
        self._writing()
        with self.disk.changing:
            there = MemoryClientsInHand(self.disk.clients)
            result = change(there)
            self.disk.clients = there.clients
        return result

    def _reading(self) -> None:
        raise NotImplementedError

    def _writing(self) -> None:
        raise NotImplementedError


class MemoryClientsInHand:
    """`ClientsInHand` over a copy, which takes the place of what was there once everything went well."""

    def __init__(self, clients: Mapping[int, Client]) -> None:
        self.clients = dict(clients)

    def last_changed(self) -> list[Client]:
        """All of them, the one that was changed last at the front."""
        return sorted(self.clients.values(), key=lambda one: (one.touched, one.id), reverse=True)

    def with_spelling(self, caller: str) -> Client | None:
        """See `ClientsInHand`."""
        key = spelling_key(caller)
        return next((one for one in self.last_changed() if key in map(spelling_key, one.names)), None)

    def keep(self, client: Client) -> None:
        """See `ClientsInHand`."""
        kept = with_sound_spellings(client)
        keys = set(map(spelling_key, kept.names))
        others = [without_spellings(one, keys) for one in self.clients.values() if one.id != kept.id]
        self.clients = {one.id: one for one in (*others, kept) if one.names}

    def forget(self, client_id: int) -> None:
        """See `ClientsInHand`."""
        self.clients.pop(client_id, None)


def _texts(call: Call) -> list[str]:
    promises = [words for promise in call.promises for words in (promise.text, promise.how, promise.reason)]
    return [call.caller, call.company, call.notes, *promises, *call.tags, call.outcome or ""]


def _named(call: Call) -> str:
    return ", ".join(filter(None, (call.caller, call.company))) if call.caller else ""


def _is_with(call: Call, callers: Sequence[str]) -> bool:
    for caller in callers:
        name, company = read_caller(caller.casefold())
        if name and name == call.caller.casefold() and company in ("", call.company.casefold()):
            return True
    return False
