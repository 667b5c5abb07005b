"""Every copy of the calls that stands beside a record in its folder: looking through them, and having them forget."""

from collections.abc import Iterator
from pathlib import Path

from tui.records.backups import Backups
from tui.records.copies_anew import Copy, let_go_of_damaged, readable, set_aside
from tui.records.engine import Engine
from tui.records.meant import Found, Meant, Wanted
from tui.records.troubles import system_in_plain_words

COPIES = "copies"
"""The folder of the texts that found no clipboard."""


class EveryCopy:
    """Backups, damaged records that were set aside, and texts. Every failure is a `RecordsTrouble`."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        """Touches no disk."""
        self._folder = folder
        self._engine = engine

    def backups(self) -> list[Path]:
        """The newest first."""
        return Backups(self._folder, self._engine).newest_first()

    def set_aside(self) -> list[Path]:
        """The folders with damaged records."""
        with system_in_plain_words(self._folder):
            return set_aside(self._folder)

    def texts(self) -> list[Path]:
        """The texts that found no clipboard, and halves of such; what somebody else has put there stays."""
        folder = self._folder / COPIES
        return [path for part in ("summary-*.txt", ".summary-*.part") for path in folder.glob(part)]

    def found(self, wanted: Wanted) -> Iterator[Found]:
        """What is wanted of each copy: they may hold calls that the record has no more."""
        yield from self.found_in_backups(wanted)
        for aside in self.set_aside():
            yield wanted.found_in(readable(aside, self._engine).rows())

    def found_in_backups(self, wanted: Wanted) -> Iterator[Found]:
        """The same of the backups alone, which writes nothing."""
        for path in self.backups():
            copy = Copy(path, self._engine)
            if copy.is_whole():
                yield wanted.found_in(copy.rows())

    def write_anew(self, path: Path, meant: Meant) -> None:
        """One of the backups, or of the damaged records, without what is meant; one that nobody can read goes."""
        is_aside = path.is_dir()
        copy = readable(path, self._engine) if is_aside else Copy(path, self._engine)
        if copy.is_whole():
            copy.write_anew(meant)
        else:
            # `restore` takes none that is not whole, and nobody can say what is in it.
            with system_in_plain_words(copy.path.parent):
                copy.path.unlink(missing_ok=True)
        if is_aside:
            let_go_of_damaged(path)

    def clear_texts(self) -> None:
        """Remove them: they are for pasting at once, and nobody can say whose they are."""
        with system_in_plain_words(self._folder / COPIES):
            for path in self.texts():
                path.unlink(missing_ok=True)
