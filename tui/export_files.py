"""Where exports go: ordinary files, each noted beside the records."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tui.model.plain import plain
from tui.model.trouble import Trouble


class FilesOfExports:
    """`ports.ExportFiles` for the records in one folder."""

    def __init__(self, folder: Path) -> None:
        """Touches no disk."""
        self._folder = folder

    def path_of(self, given: str) -> Path:
        """See `ports.ExportFiles`."""
        from tui.whole_file import file_named  # noqa: PLC0415 # What goes to a pipe needs no file.

        return file_named(given)

    def write(self, path: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
        """See `ports.ExportFiles`."""
        from tui.whole_file import write_whole  # noqa: PLC0415

        self._refuse_our_own(path)
        write_whole(path, pieces, replace=replace)

    def _refuse_our_own(self, path: Path) -> None:
        """Raise `Trouble` for a file among the records: one of them must never be replaced."""
        try:
            is_ours = path.resolve().is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError):
            return  # Whoever writes there says why it cannot be done.
        if is_ours:
            raise Trouble(f"The records are kept in {plain(str(self._folder))}. Name a file in another folder.")

    def note(self, path: Path, form: str, calls: int, at: datetime) -> None:
        """See `ports.ExportFiles`."""
        from tui.noted_exports import NotedExport, note_export  # noqa: PLC0415

        note_export(self._folder, NotedExport(at=at, path=str(path), form=form, calls=calls))
