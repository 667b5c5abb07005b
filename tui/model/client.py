"""What is kept about a client between the calls: the person first, account facts after (seed 001)."""

from collections.abc import Container
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tui.model.marks import read_caller

SCHEMA = 1
"""The version of this record that this release writes."""


class Client(Struct, frozen=True, kw_only=True):
    """One person, under every spelling that calls have of them. The calls themselves are not changed by it."""

    schema: int = SCHEMA
    id: int
    names: tuple[str, ...]
    """Each spelling as it is typed at "Who is calling?" ("Dana Lee, Northwind Law"); the first is how we write it."""
    answers_to: str = ""
    """Whom they answer to (seed 001)."""
    little: tuple[str, ...] = ()
    """The little things that make the difference, a line each (seed 001); never what is private (seed 004)."""
    style: str = ""
    """What suits them: brisk, chatty, formal (seed 004)."""
    way: str = ""
    """How they like to be reached (seed 001)."""
    time: str = ""
    """When they like to be called."""
    touched: datetime
    """When anything in it last changed."""


def spelling(text: str) -> str:
    """A spelling as it is kept: "Dana Lee, Northwind Law"; empty where it names nobody."""
    name, company = read_caller(text)
    return ", ".join(filter(None, (name, company))) if name else ""


def spelling_key(text: str) -> str:
    """What two spellings have in common that differ only by case or blanks."""
    return spelling(text).casefold()


def without_spellings(client: Client, keys: Container[str]) -> Client:
    """The client without the spellings that have one of these keys."""
    return replace(client, names=tuple(name for name in client.names if spelling_key(name) not in keys))


def with_sound_spellings(client: Client) -> Client:
    """The client with each spelling as it is kept, once, and those that name nobody left out."""
    each = {spelling_key(name): spelling(name) for name in reversed(client.names)}
    keys = dict.fromkeys(map(spelling_key, client.names))
    return replace(client, names=tuple(each[key] for key in keys if key))
