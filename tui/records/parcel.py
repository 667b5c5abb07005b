"""The file in which calls come: looked through whole, and then given a document at a time, whatever its size."""

import re
from collections.abc import Iterator
from os import SEEK_END
from typing import IO

from tui.incoming_files import NOTHING, STDIN, line_at, opened
from tui.json_files import MOST_VALUE, Damaged, Value, begins, lines, values, whole
from tui.model.trouble import Trouble
from tui.records.arrivals import Arrival, arrival, document_in

_TABLES = {None: "calls", "calls": "calls", "_default": "calls", "live": "live", "clients": "clients"}
"""Names of tables in a file -> ours. A list has no name; `_default` is TinyDB's when none is given."""
_ANYTHING = re.compile(rb".")
_A_CALL = re.compile(rb"\{\s*\"(?!calls\"|live\"|_default\")[a-z_]+\"\s*:\s*[^{\s]")
"""How a call begins that is not in a list or a table: with a name, and no table behind it."""


def arrivals_in(file: str) -> Iterator[Arrival]:
    """Every document of a file, or of stdin (`-`).

    Raises `Trouble` before the first one where the file is not a whole one of that kind; then there is nothing in it
    to be trusted.
    """
    name = "The input" if file == STDIN else file
    with opened(file, name) as source:
        if not begins(source, name, _ANYTHING):
            raise Trouble(f"{name} is empty: {NOTHING}.")
        if not sum(value.table in _TABLES for value in _looked_at(source, name)):
            raise Trouble(_not_ours(name))
        for table, place, key, raw in _looked_at(source, name):
            if place:
                yield arrival(_TABLES.get(table), place, str(place) if table is None else key, raw)


def _looked_at(source: IO[bytes], name: str) -> Iterator[Value]:
    """All that is in the file. Raises `Trouble` that says where it is damaged."""
    through = 0
    try:
        for value in _values(source, name):
            yield value
            through += value.place > 0
    except Damaged as damaged:
        if not through and not damaged.is_too_long:
            raise Trouble(_not_ours(name)) from None
        where = f"line {line_at(source, name, damaged.at)}"
        if damaged.is_too_long:
            raise Trouble(
                f"{name}, {where}: a call is longer than {MOST_VALUE >> 20} MB, or never ends; {NOTHING}."
            ) from None
        behind = f"behind {through:,} whole call{'' if through == 1 else 's'}"
        raise Trouble(f"{name} is damaged or only a part of an export, {where}, {behind}: {NOTHING}.") from None


def _values(source: IO[bytes], name: str) -> Iterator[Value]:
    if not begins(source, name, _A_CALL):
        yield from values(source, name)
    elif _is_a_call(next(lines(source, name))):
        yield from _a_call_a_line(source, name)
    elif _is_a_call(alone := whole(source, name)):
        yield alone
    else:
        raise Damaged(0)


def _a_call_a_line(source: IO[bytes], name: str) -> Iterator[Value]:
    """Lines that are no calls are told with those that stay out; but the last one says whether the file is whole."""
    end = source.seek(0, SEEK_END)
    for value in lines(source, name):
        if source.tell() == end and document_in(value.raw) is None:
            raise Damaged(end - 1)
        yield value


def _is_a_call(value: Value) -> bool:
    return "started" in (document_in(value.raw) or {})


def _not_ours(name: str) -> str:
    return f"{name} is not an export of heartfirst, or only a part of one: {NOTHING}."
