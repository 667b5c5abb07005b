"""Two windows change the same notes: what each did is kept, line by line."""

from difflib import SequenceMatcher
from typing import NamedTuple


class Kept(NamedTuple):
    """The notes with what both did."""

    text: str
    is_whole: bool
    """False where both changed the same lines: those are as mine are, and something of theirs is not there."""


class _Change(NamedTuple):
    """Lines `first` to `stop` of what both began with become these."""

    first: int
    stop: int
    lines: list[str]


def both_kept(before: str, mine: str, theirs: str) -> Kept:
    """What both made of `before`: the lines that I changed as I have them, the other ones as they have them.

    Where both put lines into the same place, theirs stand first.
    """
    if theirs in (before, mine):
        return Kept(mine, True)
    if mine == before:
        return Kept(theirs, True)
    lines = before.split("\n")
    changes = sorted(
        [(change, False) for change in _changes(lines, theirs)]
        + [(change, True) for change in _changes(lines, mine)],
        key=lambda each: (each[0].first, each[0].stop, each[1]),
    )
    return _laid(lines, changes)


def _changes(lines: list[str], text: str) -> list[_Change]:
    after = text.split("\n")
    codes = SequenceMatcher(None, lines, after, autojunk=False).get_opcodes()
    return [_Change(i, j, after[k:m]) for tag, i, j, k, m in codes if tag != "equal"]


def _laid(lines: list[str], changes: list[tuple[_Change, bool]]) -> Kept:
    kept: list[str] = []
    is_whole = True
    at = 0
    for group in _meeting(changes):
        first, stop = group[0][0].first, max(change.stop for change, _ in group)
        kept += lines[at:first]
        at = stop
        mine = [change for change, is_mine in group if is_mine]
        theirs = [change for change, is_mine in group if not is_mine]
        if not mine or not theirs or mine == theirs:
            kept += _applied(lines, first, stop, mine or theirs)
        elif not any(line.strip() for line in lines[first:stop]):
            # Nothing stood there: each has only put something in.
            kept += [line for change in (*theirs, *mine) for line in change.lines]
        else:
            kept += _applied(lines, first, stop, mine)
            is_whole = False
    return Kept("\n".join([*kept, *lines[at:]]), is_whole)


def _applied(lines: list[str], first: int, stop: int, changes: list[_Change]) -> list[str]:
    """The lines from `first` to `stop` with these changes."""
    made: list[str] = []
    for change in changes:
        made += [*lines[first : change.first], *change.lines]
        first = change.stop
    return [*made, *lines[first:stop]]


def _meeting(changes: list[tuple[_Change, bool]]) -> list[list[tuple[_Change, bool]]]:
    """Changes that touch the same lines, or put lines into the same place, together."""
    groups: list[list[tuple[_Change, bool]]] = []
    for each in changes:
        if groups:
            last = groups[-1]
            stop = max(change.stop for change, _ in last)
            if each[0].first < stop or (each[0].first, each[0].stop) == (last[0][0].first, last[0][0].stop):
                last.append(each)
                continue
        groups.append([each])
    return groups
