"""Calls around conversations that other people had: their words as notes, everything else made up."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from tui.model.call import Call, with_notes
from tui.model.marks import Mark, mark_of
from tui.model.plain import one_line
from tui.model.trouble import Trouble

Talk = tuple[str, ...]
"""A conversation as lines of notes: "> " before what the customer said."""

WANTED = ("conversationId", "utterance")


def talks(files: Iterable[Path]) -> Iterator[Talk]:
    """The conversations in files of tab-separated values.

    The first line names the columns: `conversationId`, `utterance` and, where somebody else spoke too, `authorRole`
    ("customer" or another). Turns of a conversation stand one behind the other. Raises `Trouble` for another file.
    """
    for path in files:
        try:
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                yield from _conversations(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), path)
        except (OSError, csv.Error) as error:
            raise Trouble(f"The file {path.name} cannot be read: {error}.") from error


def with_talk(call: Call, talk: Talk) -> Call:
    """The call with what was said in place of its notes; who called, what was promised and its tags stay."""
    lines = call.notes.splitlines()
    first = [line for line in lines if mark_of(line) is Mark.CALLER]
    last = [line for line in lines if mark_of(line) is Mark.PROMISE or line.startswith("#")]
    return replace(with_notes(call, "\n".join((*first, *talk, *last, "")), call.touched), promises=call.promises)


def _conversations(rows: "csv.DictReader[str]", path: Path) -> Iterator[Talk]:
    if not set(WANTED) <= set(rows.fieldnames or ()):
        raise Trouble(f"The file {path.name} is no table of conversations: it has no {' and no '.join(WANTED)}.")
    here, lines = "", list[str]()
    for row in rows:
        if row["conversationId"] != here:
            if lines:
                yield tuple(lines)
            here, lines = row["conversationId"], []
        if text := one_line(row["utterance"] or ""):
            is_theirs = (row.get("authorRole") or "customer").casefold() == "customer"
            lines.append(f"> {text}" if is_theirs else text)
    if lines:
        yield tuple(lines)
