"""A drive that keeps what was synced and nothing else for sure: what can be on it after the power went.

A write reaches the drive when its file is synced, a name (made, moved or removed) when its folder is synced. Until
then any part of what waits may be there, in any order: POSIX promises no more. This is harder on the records than
ext4, xfs or btrfs, which bring names to the drive in order, and together with a file that is synced. A write that
waits may be torn at every 512 bytes; one that makes its file longer may leave zeros. A sync is carried out when it
returns. The record's own folder is taken to be there. What is in shared memory (`-shm`) is of no use after a restart
and is left out.
"""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from tests.torture.changes import (
    FOLDER,
    Change,
    Enter,
    Kept,
    Leave,
    Move,
    Resize,
    Write,
    carry_out,
    folders_of,
    has_its_folders,
    rename,
)
from tests.torture.syscall_log import SystemCall


class Image(NamedTuple):
    """One thing that can be on the drive."""

    folders: list[str]
    files: dict[str, bytes]


class UnknownCall(Exception):
    """A call that changes the folder in a way that is not modelled here: every image after it would be wrong."""


class Drive:
    """What is on the drive and what waits, after the calls told so far. Paths are as seen from the folder."""

    def __init__(self, folder: str) -> None:
        self._folder = PurePosixPath(folder)
        self.waiting: dict[int, Change] = {}
        """Each with its number, in the order in which they were asked for."""
        self._changes = 0
        self._files = FOLDER
        self._synced: dict[int, bytearray] = {}
        self._syncs: dict[int, int] = {}
        """File -> the last of its changes that was synced: with those kept since, it tells the content."""
        self._synced_names: dict[str, int] = {}
        self._names: dict[str, int] = {}
        """As the process sees them: path -> file."""
        self._lengths: dict[int, int] = {}
        self._positions: dict[int, int] = {}
        """Open file -> where its next plain write goes."""

    def begin_with(self, image: Image) -> None:
        """Have this on the drive before the first call."""
        for path in image.folders:
            self._synced_names[path] = FOLDER
        for path, content in image.files.items():
            self._files += 1
            self._synced_names[path] = self._files
            self._synced[self._files] = bytearray(content)
            self._lengths[self._files] = len(content)
        self._names = dict(self._synced_names)

    def tell(self, call: SystemCall) -> bool:
        """Take note of a call; False when it changes nothing on the drive. Raises `UnknownCall`."""
        paths = [self._inside(path) for path in call.named()]
        is_ours = all(path is not None and not path.endswith("-shm") for path in paths)
        if call.result < 0 or not is_ours or call.is_on_removed_file():
            return False
        known = _CALLS.get(call.name)
        if known is None:
            raise UnknownCall(f"{call.name} in the record's folder is not modelled")
        return known(self, call, [path or "." for path in paths])

    def key(self, kept: Sequence[Kept]) -> object:
        """The same for images that are the same; much faster to have than an image."""
        names, data = self._sorted(kept)
        return frozenset((path, file, self._syncs.get(file), *data.get(file, ())) for path, file in names.items())

    def image(self, kept: Sequence[Kept]) -> Image:
        """What is on the drive when of all that waits only this was carried out; `kept` is in order."""
        names, data = self._sorted(kept)
        files = {path: file for path, file in names.items() if file != FOLDER}
        return Image(
            [path for path in names if path not in files],
            {path: self._content(file, data.get(file, [])) for path, file in files.items()},
        )

    def _sorted(self, kept: Sequence[Kept]) -> tuple[dict[str, int], dict[int, list[Kept]]]:
        """The names that are on the drive, and for each file what is kept of its changes."""
        names = dict(self._synced_names)
        data: dict[int, list[Kept]] = {}
        for one in kept:
            change = self.waiting[one.number]
            if isinstance(change, Write | Resize):
                data.setdefault(change.file, []).append(one)
            else:
                rename(names, change)
        return {path: file for path, file in names.items() if has_its_folders(path, names)}, data

    def _content(self, file: int, kept: Sequence[Kept]) -> bytes:
        content = bytearray(self._synced.get(file, b""))
        for one in kept:
            carry_out(content, self.waiting[one.number], one)
        return bytes(content)

    def _inside(self, path: str) -> str | None:
        try:
            return str(PurePosixPath(path).relative_to(self._folder))
        except ValueError:
            return None

    def _wait(self, change: Change) -> bool:
        self._changes += 1
        self.waiting[self._changes] = change
        if isinstance(change, Write):
            self._lengths[change.file] = max(self._lengths[change.file], change.at + len(change.data))
        elif isinstance(change, Resize):
            self._lengths[change.file] = change.length
        else:
            rename(self._names, change)
        return True

    def _open(self, call: SystemCall, paths: list[str]) -> bool:
        path, flags = paths[0], next(text for text in call.arguments if text.startswith("O_"))
        changes = False
        if path not in self._names and "O_CREAT" in flags:
            self._files += 1
            self._lengths[self._files] = 0
            changes = self._wait(Enter(path, self._files))
        file = self._names.get(path, FOLDER)
        if "O_TRUNC" in flags and self._lengths[file]:
            changes = self._wait(Resize(file, 0))
        self._positions[call.result] = self._lengths[file] if "O_APPEND" in flags else 0
        return changes

    def _write(self, call: SystemCall, paths: list[str]) -> bool:
        handle = call.handle()
        at = self._positions[handle] if call.name == "write" else int(call.arguments[-1])
        if call.name == "write":
            self._positions[handle] += call.result
        return self._wait(Write(self._names[paths[0]], at, call.data(1)[: call.result]))

    def _seek(self, call: SystemCall, _paths: list[str]) -> bool:
        at = self._positions.get(call.handle(), 0)
        self._positions[call.handle()] = call.result + (at if call.name == "read" else 0)
        return False

    def _resize(self, call: SystemCall, paths: list[str]) -> bool:
        file = self._names[paths[0]]
        length = int(call.arguments[1])
        if call.name == "fallocate":
            if call.arguments[1] != "0":
                raise UnknownCall(f"fallocate with {call.arguments[1]} is not modelled")
            length = max(self._lengths[file], int(call.arguments[2]) + int(call.arguments[3]))
        return self._wait(Resize(file, length))

    def _sync(self, _call: SystemCall, paths: list[str]) -> bool:
        file = self._names.get(paths[0], FOLDER)
        for number, change in list(self.waiting.items()):
            if isinstance(change, Write | Resize):
                if change.file == file:
                    carry_out(self._synced.setdefault(file, bytearray()), change, Kept(number))
                    self._syncs[file] = number
                    del self.waiting[number]
            elif file == FOLDER and paths[0] in folders_of(change):
                rename(self._synced_names, change)
                del self.waiting[number]
        return True

    def _make_folder(self, _call: SystemCall, paths: list[str]) -> bool:
        return paths[0] != "." and self._wait(Enter(paths[0], FOLDER))

    def _link(self, _call: SystemCall, paths: list[str]) -> bool:
        return self._wait(Enter(paths[1], self._names[paths[0]]))

    def _remove(self, _call: SystemCall, paths: list[str]) -> bool:
        return self._wait(Leave(paths[0]))

    def _move(self, _call: SystemCall, paths: list[str]) -> bool:
        return self._wait(Move(paths[0], paths[1]))

    def _nothing(self, _call: SystemCall, _paths: list[str]) -> bool:
        return False


_Telling = Callable[[Drive, SystemCall, list[str]], bool]
_CALLS: dict[str, _Telling] = {
    **dict.fromkeys(("open", "openat"), Drive._open),
    **dict.fromkeys(("write", "pwrite64"), Drive._write),
    **dict.fromkeys(("lseek", "read"), Drive._seek),
    **dict.fromkeys(("ftruncate", "fallocate"), Drive._resize),
    **dict.fromkeys(("fsync", "fdatasync"), Drive._sync),
    **dict.fromkeys(("mkdir", "mkdirat"), Drive._make_folder),
    **dict.fromkeys(("link", "linkat"), Drive._link),
    **dict.fromkeys(("unlink", "unlinkat", "rmdir"), Drive._remove),
    **dict.fromkeys(("rename", "renameat", "renameat2"), Drive._move),
    **dict.fromkeys(("chmod", "fchmod", "fchmodat"), Drive._nothing),
}
