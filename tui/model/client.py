"""What is kept about a client between the calls: the person first, account facts after (seed 001)."""

from datetime import datetime

from msgspec import Struct

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
