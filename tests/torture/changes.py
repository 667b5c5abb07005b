"""What a process can ask of a drive, and what carrying out all or a part of it does to files and names."""

import posixpath
from typing import NamedTuple

FOLDER = 0
"""Stands where a file's number would, in the place of a folder."""


class Write(NamedTuple):
    """Bytes on their way into a file."""

    file: int
    at: int
    data: bytes


class Resize(NamedTuple):
    """A file on its way to another length."""

    file: int
    length: int


class Enter(NamedTuple):
    """A name on its way into its folder."""

    path: str
    file: int


class Leave(NamedTuple):
    """A name on its way out of its folder."""

    path: str


class Move(NamedTuple):
    """A name on its way to another one, in one piece."""

    path: str
    to: str


Change = Write | Resize | Enter | Leave | Move


class Kept(NamedTuple):
    """A change of those that wait that reached the drive, and how much of it."""

    number: int
    start: int = 0
    """The first byte of a write that did."""
    end: int | None = None
    """The byte after the last one that did; None for all."""
    as_zeros: bool = False
    """Only the new length of the file did."""


def carry_out(content: bytearray, change: Change, kept: Kept) -> None:
    """Do to the bytes of a file what reached the drive of a change."""
    if isinstance(change, Write):
        at = change.at + kept.start
        data = change.data[kept.start : kept.end]
        content.extend(bytes(max(0, at + len(data) - len(content))))
        if not kept.as_zeros:
            content[at : at + len(data)] = data
    elif isinstance(change, Resize):
        del content[change.length :]
        content.extend(bytes(change.length - len(content)))


def rename(names: dict[str, int], change: Change) -> None:
    """Do to the names what a change of names does; one that finds nothing to move or remove does nothing."""
    if isinstance(change, Enter):
        names[change.path] = change.file
    elif isinstance(change, Leave):
        names.pop(change.path, None)
    elif isinstance(change, Move):
        for path in [path for path in names if path == change.path or path.startswith(f"{change.path}/")]:
            names[change.to + path[len(change.path) :]] = names.pop(path)


def folders_of(change: Enter | Leave | Move) -> set[str]:
    """The folders whose sync brings the change to the drive."""
    paths = {change.path, change.to} if isinstance(change, Move) else {change.path}
    return {posixpath.dirname(path) or "." for path in paths}


def has_its_folders(path: str, names: dict[str, int]) -> bool:
    """Whether the path can be reached: every folder on the way is there."""
    folder = posixpath.dirname(path)
    return not folder or (names.get(folder) == FOLDER and has_its_folders(folder, names))
