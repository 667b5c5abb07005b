"""What went wrong with the disk or the file, as one sentence that a rep understands.

No sentence holds anything that was typed: only paths, and numbers of calls.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.model.trouble import RecordsTrouble

NEARLY_NOTHING = 1_000_000
"""With fewer free bytes than this, a failed write is taken for a full disk: SQLite needs room beside the file."""

BACKUPS = "backups"
"""The folder of the backups. Only a record of ours has one beside it, even when nothing of it can be read."""

# The primary result codes of SQLite (sqlite.org/rescode.html), in the low byte of its error codes.
_READONLY, _BUSY, _LOCKED, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 8, 5, 6, 10, 11, 13, 14, 26


class DiskFull(RecordsTrouble):
    """There is no room left. What was saved before is kept."""


class ReadOnly(RecordsTrouble):
    """The folder takes nothing; what is in it may still be read."""


class Unreadable(RecordsTrouble):
    """One document is not what we write; every other one is as it was."""


class Damaged(RecordsTrouble):
    """Parts of the record do not fit together any more. What can be read of it can be brought back."""


def from_sqlite(error: Exception, path: Path) -> RecordsTrouble:
    """The trouble behind an error of SQLite with the record at `path`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_BUSY, _LOCKED):
        return held_by_another()
    if code == _FULL or (code in (_IOERR, _CANTOPEN) and _is_full(path.parent)):
        return DiskFull("The disk is full.")
    if code == _CORRUPT or (code == _NOTADB and (path.parent / BACKUPS).is_dir()):
        return damaged(path)
    if code == _READONLY:
        return ReadOnly(f"The folder {path.parent} is read-only.")
    if code == _CANTOPEN and not os.access(path.parent, os.W_OK):
        return from_system(PermissionError(errno.EACCES, ""), path.parent)
    sentences = {
        _IOERR: f"The disk does not take what is written to {path.parent}.",
        _CANTOPEN: f"{path} cannot be opened.",
        _NOTADB: not_ours(path).args[0],
    }
    return RecordsTrouble(sentences.get(code, f"{path} cannot be used: SQLite reports error {code}."))


def from_system(error: OSError, folder: Path) -> RecordsTrouble:
    """The trouble behind an error of the system with the folder of the records."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or (error.errno == errno.EFBIG and _is_full(folder)):
        return DiskFull("The disk is full.")
    if error.errno == errno.EROFS:
        return ReadOnly(f"The folder {folder} is read-only.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return ReadOnly(f"There is no permission to write to the folder {folder}.")
    sentences = {
        errno.ENOTDIR: f"{folder} is not a folder.",
        errno.EEXIST: f"{folder} is not a folder.",
        errno.ENOENT: f"The folder {folder} is gone.",
    }
    return RecordsTrouble(sentences.get(error.errno or 0, f"The folder {folder} cannot be used."))


@contextmanager
def system_in_plain_words(folder: Path) -> Iterator[None]:
    """Every OSError of the block becomes the trouble behind it."""
    try:
        yield
    except OSError as error:
        raise from_system(error, folder) from error


def held_by_another() -> RecordsTrouble:
    """Another program kept the records for longer than we wait."""
    return RecordsTrouble("Another program holds the records.")


def damaged(path: Path) -> Damaged:
    """The record at `path` is not whole."""
    return Damaged(f"{path} is damaged: it was left as it is.")


def not_ours(path: Path) -> RecordsTrouble:
    """There is a file at `path`, but we did not write it."""
    return RecordsTrouble(f"{path} is not a heartfirst record: it was left as it is.")


def too_new(path: Path) -> RecordsTrouble:
    """A newer release wrote it; guessing at its meaning could lose something."""
    return RecordsTrouble(f"{path} was written by a newer heartfirst: it was left as it is.")


def unreadable(path: Path, doc_id: int) -> Unreadable:
    """One document is not what we write."""
    return Unreadable(f"Call {doc_id} in {path} cannot be read: it was left as it is.")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < NEARLY_NOTHING
    except OSError:
        return False
