"""The promises that stand in the notes of a call, and how they outlive the mending of their lines."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from tui.model.due_here import AtLocal, Dated, agreed, is_same, read_due_here
from tui.model.promise_lines import Left, promise_lines
from tui.model.promises import Promise, PromiseKind, PromiseState
from tui.model.same_line import is_edited

LINE_KINDS = (PromiseKind.SAID, PromiseKind.UNDO, PromiseKind.REDO)
"""The promises that stand in a line of the notes."""
_EDITS = 8
"""Lines that one pause can have mended; with more, another text was put in."""


def promises_in(notes: str, known: Iterable[Promise], now: datetime, at_local: AtLocal) -> tuple[Promise, ...]:
    """Every promise of a call: those in the notes in their order, then those that no line has.

    One that is `known` by its line is kept as it is, so that "tomorrow" still means the day after it was said.
    A line that was mended is the promise it was, with its words read anew as of when it was first noted; where
    they mean another moment by now, the rep is told so. Behind them stand the promises that were never a line,
    and those that somebody has done something about although their line is gone: they were said.
    `at_local` turns a wall-clock moment into an instant.
    """
    lines, left = promise_lines(notes), Left(known, _line)
    found = [left.take(line) for line in lines]
    mending = found.count(None) <= _EDITS
    read = (
        promise or (mending and _mended(left, *line, now, at_local)) or _made(*line, now, at_local)
        for promise, line in zip(found, lines, strict=True)
    )
    return (*read, *(each for each in left if each.kind not in LINE_KINDS or each.state is not PromiseState.PROMISED))


def _line(promise: Promise) -> tuple[str, str]:
    return promise.kind, promise.text


def _made(kind: str, text: str, now: datetime, at_local: AtLocal) -> Promise:
    return _dated(Promise(text=text, noted=now, kind=PromiseKind(kind)), read_due_here(text, now, at_local))


def _mended(left: Left[Promise], kind: str, text: str, now: datetime, at_local: AtLocal) -> Promise | None:
    """The promise that was changed into this line; None when there is none."""
    those = [each for each in left if each.kind == kind]
    settled = [each for each in those if each.state is not PromiseState.PROMISED]
    owed = [each for each in those if each.state is PromiseState.PROMISED]
    for old in (*settled[-_EDITS:], *owed[:_EDITS]):
        if not is_edited(old.text, text):
            continue
        then = read_due_here(text, old.noted, at_local)
        if old.moves and is_same(then.due, read_due_here(old.text, old.noted, at_local).due):
            # Its words name the day that they named before; the one that it was moved to counts.
            left.drop(old)
            return replace(old, text=text)
        if then.day_only != old.day_only or not is_same(then.due, old.due):
            if old.state is not PromiseState.PROMISED:
                # What was done was done; for another day, it is another promise.
                continue
            then = agreed(then, read_due_here(text, now, at_local), now)
        left.drop(old)
        return _dated(replace(old, text=text), then)
    return None


def _dated(promise: Promise, read: Dated) -> Promise:
    return replace(promise, due=read.due, day_only=read.day_only, unclear=read.unclear)
