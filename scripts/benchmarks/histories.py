"""Records full of made-up calls: made once for each size, kept in the system's temporary folder, used as copies."""

import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tui.model.trouble import Trouble
from tui.records.layout import SCHEMA
from tui.records.opening import is_missing, wal_of
from tui.records.table import FILE_NAME, open_tinydb

ROOT = Path(__file__).resolve().parents[2]
UNTIL = "2026-11-24T15:00:00+00:00"
"""When every history ends, so that it is the same one next year."""
UNFINISHED = 2
"""Calls that were interrupted, in every history."""


class Record(NamedTuple):
    """A record that may be written to."""

    folder: Path
    calls: int
    """The finished ones."""

    @property
    def size(self) -> int:
        """Of its file, in bytes."""
        return (self.folder / FILE_NAME).stat().st_size

    def __str__(self) -> str:
        return f"{self.calls:,} calls"


def made_up(count: int, seed: int) -> Path:
    """The folder of a history of so many calls, which is made first where it is missing. Nobody may write to it."""
    kept = _kept() / f"{count}-seed{seed}-layout{SCHEMA}-{_growth()}"
    if kept.is_dir():
        return kept
    print(f"Making up {count:,} calls, once; they are kept in {kept}.", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=kept.parent) as part:
        _make(count, seed, Path(part) / "history")
        try:
            (Path(part) / "history").rename(kept)
        except OSError:
            if not kept.is_dir():  # Another one was faster, and made the same calls.
                raise
    return kept


def copied(history: Path, folder: Path, count: int | None = None) -> Record:
    """A copy of a history, on the disk before anything is measured. Raises `Trouble` where there is none."""
    file = history / FILE_NAME
    if is_missing(file):
        raise Trouble(f"There is no record in {history}.")
    folder.mkdir(mode=0o700)
    for path in filter(Path.exists, (file, wal_of(file))):
        copy_to_disk(path, folder / path.name)
    return Record(folder, _count(folder) if count is None else count)


def copy_to_disk(path: Path, copy: Path) -> None:
    """Copy a file, and return when all of it is on the disk."""
    shutil.copyfile(path, copy)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())


def _count(folder: Path) -> int:
    with open_tinydb(folder) as db:
        return len(db.table("calls"))


def _kept() -> Path:
    """The folder of all histories, ours alone: others could put something else into a folder of theirs."""
    owner = os.getuid() if sys.platform != "win32" else 0
    kept = Path(tempfile.gettempdir()) / f"heartfirst-bench-{owner}"
    kept.mkdir(mode=0o700, exist_ok=True)
    if kept.stat().st_uid != owner:
        raise Trouble(f"{kept} belongs to somebody else; name another folder with TMPDIR.")
    return kept


def _growth() -> str:
    """Another text whenever what the calls grow from is another."""
    grown_from = sorted([*(ROOT / "data").rglob("*.toml"), *(ROOT / "tui" / "demo").glob("*.py")])
    return sha256(b"".join(path.read_bytes() for path in grown_from)).hexdigest()[:8]


def _make(count: int, seed: int, folder: Path) -> None:
    words = [sys.executable, "scripts/make_history", str(count), str(folder), "--live", str(UNFINISHED)]
    done = subprocess.run([*words, "--seed", str(seed), "--until", UNTIL], cwd=ROOT, check=False)
    if done.returncode:
        raise Trouble("The made-up history could not be written; the reason stands above.")
