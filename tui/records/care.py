"""What keeps the record well: room on a full disk, mending, backups, and an index of every call."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from tui.model.trouble import RecordsTrouble
from tui.records.door import Door
from tui.records.engine import Engine, best_engine
from tui.records.index import Index
from tui.records.locks import Fence, Presence
from tui.records.met import MetCalls
from tui.records.opening import is_missing
from tui.records.room import Ballast, reserve
from tui.records.table import FILE_NAME
from tui.records.troubles import Damaged, DiskFull, ReadOnly, damaged, system_in_plain_words

T = TypeVar("T")

BREATH = 0.005
"""Seconds between two turns of the index: a save that waits comes first."""

AN_HOUR = 3600.0
"""Seconds in which a record is mended once at most."""

OTHERS = "The records are damaged. Close the other windows of heartfirst, and they are brought back."
FULL = "The disk is full. heartfirst still saves, in room that it had set aside; please make room soon."


class Care:
    """Does what goes wrong with the record's file once more, after putting right what can be put right."""

    def __init__(self, folder: Path, engine: Engine | None) -> None:
        """Touches no disk."""
        self._folder = folder
        self._engine = engine or best_engine()
        # Two connections, so that a long search does not keep a save waiting.
        self.writing = Door(folder, self._engine)
        self.reading = Door(folder, self._engine, to_read=True)
        self._ballast = Ballast(folder)
        self._mending = Lock()
        self._is_open = False
        self._mended = 0
        self._not_again_before = 0.0
        self._noticed: dict[str, str] = {}

    def take(self, work: Callable[[], T]) -> T:
        """The result of `work`, which uses the doors. Raises `RecordsTrouble` when it fails all the same."""
        seen = self._mended
        try:
            return work()
        except Damaged:
            self._mend(seen)
        except ReadOnly:
            # SQLite opens a file only to be read when it may not write for an instant, and would stay at that.
            self.writing.close()
            raise
        except DiskFull:
            if not self._ballast.drop():
                raise
            self._noticed["room"] = FULL
        except RecordsTrouble:
            # The file was closed under it, because another thread met damage and mended it.
            if self._mended == seen:
                raise
        return work()

    def tend(self) -> None:
        """See `CallRecords.tend`."""
        with system_in_plain_words(self._folder):
            if is_missing(self._folder / FILE_NAME):
                return
        seen = self._mended
        # On a full disk the ballast is not for this, but for those who save.
        with suppress(DiskFull):
            try:
                self._make_room()
                self._take_in_all()
                if self._erased_to_the_end():
                    self._back_up()
            except Damaged:
                self._mend(seen)

    def noticed(self) -> list[str]:
        """See `CallRecords.noticed`."""
        return list(self._noticed.values())

    def close(self) -> None:
        """Give the file back. Never raises."""
        self._is_open = False
        self.writing.close()
        self.reading.close()

    def _make_room(self) -> None:
        reserve(self.writing.open().connection)
        self._ballast.lay()
        if self._ballast.is_laid():
            self._noticed.pop("room", None)

    def _take_in_all(self) -> None:
        self._is_open = True
        for each in (Index, MetCalls):
            while self._is_open and each(self.writing.open().connection).take_in_more():
                time.sleep(BREATH)

    def _erased_to_the_end(self) -> bool:
        """Go on with an erasing that was cut off, or that waits for a call to end; whether nothing is left to do.

        A backup that is made before would keep what is to be erased.
        """
        from tui.records.half_done import is_half_done  # noqa: PLC0415 # Next to no run ever needs these.

        told = self._goes_on_erasing() if is_half_done(self._folder) else ""
        self._noticed.pop("erasing", None)
        if told:
            self._noticed["erasing"] = told
        return not is_half_done(self._folder)

    def _goes_on_erasing(self) -> str:
        """What keeps it from going on, if anything does: meanwhile there are no backups either."""
        from tui.records.erasing import SqliteErasing  # noqa: PLC0415
        from tui.records.so_far import Busy  # noqa: PLC0415

        try:
            SqliteErasing(self._folder, self._engine).go_on()
        except Busy:
            return ""  # Another window is at it, or on one of these calls: the next look goes on.
        except Damaged:
            raise
        except RecordsTrouble as trouble:
            return str(trouble)
        return ""

    def _back_up(self) -> None:
        from tui.records.backups import Backups  # noqa: PLC0415 # Only the app that stays open makes them.

        backups = Backups(self._folder, self._engine)
        if backups.is_due():
            backups.make()

    def _mend(self, seen: int) -> None:
        with self._mending:
            if self._mended != seen:
                return  # Another thread met the same damage, and it is mended.
            self.close()
            self._noticed["mended"] = self._restored()
            self._mended += 1

    def _restored(self) -> str:
        from tui.records.backups import Backups  # noqa: PLC0415 # Next to no run ever needs these.
        from tui.records.restoring import restore  # noqa: PLC0415

        path = self._folder / FILE_NAME
        if time.monotonic() < self._not_again_before:
            raise damaged(path)
        fence, presence = Fence(path.with_name(f"{FILE_NAME}.lock")), Presence(path.with_name(f"{FILE_NAME}.open"))
        with system_in_plain_words(self._folder), fence.hold(), presence.alone(RecordsTrouble(OTHERS)):
            told = restore(self._folder, self._engine, Backups(self._folder, self._engine).newest_first())
            # What is damaged again right after it was mended is not helped by mending.
            self._not_again_before = time.monotonic() + AN_HOUR
            return told
