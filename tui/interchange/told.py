"""A call as it is told to somebody who reads it: a title, facts, and what was said under headings."""

from typing import NamedTuple

from tui.model.call import Call
from tui.model.summary import summary
from tui.model.words import who


class Told(NamedTuple):
    """One call, in plain text."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def told_of(call: Call) -> Told:
    """The call as its summary has it, every line of the summary at its place."""
    head, *parts = summary(call, call.ended or call.touched).rstrip("\n").split("\n\n")
    _, when, *facts = head.split("\n")
    sections = tuple(_section(part) for part in parts)
    return Told(who(call), (("When", when), *map(_fact, facts)), sections)


def _fact(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name, value


def _section(part: str) -> tuple[str, tuple[str, ...]]:
    heading, *lines = part.split("\n")
    return heading, tuple(line.removeprefix("- ") for line in lines)
