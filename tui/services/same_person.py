"""Two spellings made one person, and taken apart again, while nobody else changes what is kept about clients."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from tui.model.client import Client
from tui.model.marks import read_caller
from tui.model.same_person import each_once, is_same, merged, spelled, without
from tui.model.trouble import Trouble
from tui.ports import ClientsInHand

Find = Callable[[str], Client | None]
"""Who is kept under exactly this spelling."""


class Joined(NamedTuple):
    """Two spellings were made one person, or one was taken off; what there was before, to take it back."""

    now: Client
    before: tuple[Client, ...]


def kept(find: Find, spelling: str) -> Client | None:
    """The client with this spelling, else the one of this name whatever the company."""
    name, company = read_caller(spelling)
    return find(spelled(spelling)) or (find(name) if company and name else None)


def kept_or_new(find: Find, spelling: str, at: datetime) -> Client:
    """The same; where nothing is kept yet, one of whom only the spelling is known. Raises `Trouble` for nobody."""
    from tui.services.intake import new_call_id  # noqa: PLC0415 # To look somebody up, no call is begun.

    if not spelled(spelling):
        raise Trouble("Nobody is named, so nothing can be kept.")
    return kept(find, spelling) or Client(id=new_call_id(at), names=(spelled(spelling),), touched=at)


def two(find: Find, spelling: str, other: str, at: datetime) -> tuple[Client, Client]:
    """Who would become one person. Raises `Trouble` where they are one already, or one of them is nobody."""
    if not spelled(other):
        raise Trouble("Type the other spelling first.")
    one, second = (kept_or_new(find, name, at) for name in (spelling, other))
    if is_same(spelling, other) or one.id == second.id:
        raise Trouble(f"{spelled(other)} is {one.names[0]} already.")
    return one, second


def join(there: ClientsInHand, spelling: str, other: str, at: datetime) -> Joined:
    """Make two spellings one person. Raises `Trouble` where they are one already."""
    one, second = two(there.with_spelling, spelling, other, at)
    before = tuple(client for name in (spelling, other) if (client := kept(there.with_spelling, name)))
    now = merged(one, second, at)
    there.keep(now)
    return Joined(now, before)


def split(there: ClientsInHand, spelling: str, at: datetime) -> Joined:
    """Make a spelling a person of its own again. Raises `Trouble` where it stands alone."""
    client = kept(there.with_spelling, spelling)
    if client is None:
        raise Trouble(f"{spelled(spelling)} is kept under no other spelling.")
    now = without(client, spelling, at)
    there.keep(now)
    return Joined(now, (client,))


def undo(there: ClientsInHand, joined: Joined) -> None:
    """Take a join or a split back: who was there before is there again, as they were.

    Raises `Trouble` where they were changed or erased since: that would be lost, or come back.
    """
    names = each_once(name for client in (joined.now, *joined.before) for name in client.names)
    found = {client.id: client for name in names if (client := there.with_spelling(name))}
    if [replace(client, names=()) for client in found.values()] != [replace(joined.now, names=())]:
        raise Trouble("Something about them was changed since, so nothing was taken back.")
    if all(client.id != joined.now.id for client in joined.before):
        there.forget(joined.now.id)
    # First the one that goes on under the same number, so that the other finds its spelling free.
    for client in sorted(joined.before, key=lambda one: one.id != joined.now.id):
        there.keep(client)
