"""Erasing calls, or making them anonymous, in every copy that there is of them in our folder.

It can be cut off at any step. The note `calls.db.erasing` stands from before the first change until nothing is left
to do, and the next erasing, or the app when it looks after the records, goes on from there. The copies come first: as
long as the record itself still has the calls, a failure has taken nothing from anybody.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import msgspec

from tui.model.erasing import Touched, Way, Wish
from tui.model.retention import Aged
from tui.model.trouble import RecordsTrouble, Trouble
from tui.records import restoring
from tui.records.backups import Backups
from tui.records.engine import Engine, best_engine
from tui.records.every_copy import EveryCopy
from tui.records.half_done import HalfDone, forget, half_done, is_half_done, note
from tui.records.locks import PAUSE_SECONDS, WAIT_SECONDS
from tui.records.meant import Found, Meant, Wanted, glance_at
from tui.records.opening import is_lost, is_missing
from tui.records.owner import Owners
from tui.records.rows import Rows
from tui.records.so_far import NOT_BEGUN, NOT_OVERWRITTEN, UNDER_WAY, Busy, SoFar, copies_only, in_records, saying
from tui.records.sweeping import forget_words, sweep
from tui.records.table import FILE_NAME, RowDB, open_tinydb
from tui.records.troubles import system_in_plain_words
from tui.records.what_is_meant import all_meant, counted, is_open_there, rows_in, rows_of, started_at, wanted_by

AT_A_TIME = 50
"""Calls in one transaction; a save waits for no more than that."""
BREATH = 0.005
"""Seconds between two of them."""

ON_THE_PHONE = "A window is on one of these calls, or reports back on one. Wrap it up first; nothing is erased yet."
BACKING_UP = "Another window makes a backup, or erases something. Try again in a minute; nothing is erased yet."
MENDING = "The records are damaged and half mended. Open heartfirst once, then erase; nothing is erased yet."

Tell = Callable[[str, float], None]
"""Is told what is being done, and how much of all of it is done, from 0 to 1."""


class SqliteErasing:
    """`ports.Erasing` on the records in a folder. Any thread may call; every failure is a `RecordsTrouble`."""

    def __init__(
        self,
        folder: Path,
        engine: Engine | None = None,
        exports: Callable[[], Sequence[str]] = lambda: (),
        forget_names: Callable[[Sequence[str]], object] = lambda _names: None,
    ) -> None:
        """Touches no disk.

        `exports` gives the files that were written for elsewhere, `forget_names` takes names out of that list; it may
        raise `Trouble`.
        """
        self._forget_names = forget_names
        self._folder = folder
        self._engine = engine or best_engine()
        self._exports = exports
        self._owners = Owners(folder)
        self._copies = EveryCopy(folder, self._engine)

    def touched(self, wish: Wish) -> Touched:
        """See `ports.Erasing`."""
        with self._opened() as db:
            if db is None:
                return Touched(exports=tuple(self._exports()))
            wanted = wanted_by(db, wish)
            found = wanted.found_in(rows_of(db))
            touched = self._counted(db, wanted, found)
            if touched.is_nothing and wanted.names:
                still = sum(map(bool, self._copies.found_in_backups(wanted)))
                touched = msgspec.structs.replace(touched, only_in_backups=still)
            return touched

    def carry_out(self, wish: Wish, way: Way, at: datetime, tell: Tell) -> bool:
        """See `ports.Erasing`."""
        self._refuse_while_mending()
        with saying(self._before_all), self._alone(), self._opened() as db:
            if db is None:
                return True
            self._finish_older(db, tell)
            wanted = wanted_by(db, wish)
            here = wanted.found_in(rows_of(db))
            if wanted.names:
                tell("looking through the backups", 0.0)
            meant = all_meant(db, here, self._copies.found(wanted) if wanted.names else (), way, at)
            self._claim(db, meant)
            try:
                self._out_of_exports(wanted)
                note(self._folder, HalfDone(meant))
                return self._go_on(db, HalfDone(meant), tell)
            finally:
                self._owners.release_all()

    def go_on(self) -> bool:
        """See `ports.Erasing`."""
        if not is_half_done(self._folder):
            return False
        self._refuse_while_mending()
        with self._alone(), self._opened() as db:
            state = half_done(self._folder)
            if db is None or state is None:
                forget(self._folder)
                return True
            if not state.is_out:
                self._claim(db, state.meant)
            try:
                return self._go_on(db, state, lambda _words, _part: None)
            finally:
                self._owners.release_all()

    def older_than(self, before: datetime) -> list[Aged]:
        """See `ports.Erasing`."""
        found = []
        with self._opened() as db:
            for row_id, text in db.table("calls").rows.texts() if db else ():
                seen = glance_at(text)
                started = started_at(seen)
                if started and started < before and seen.anonymised is None:
                    found.append(Aged(row_id, started, any(map(is_open_there, seen.promises))))
        return found

    def _out_of_exports(self, wanted: Wanted) -> None:
        """First of all: whoever goes on with what was cut off knows no names any more."""
        try:
            self._forget_names([part for name in wanted.names for part in name])
        except Trouble as trouble:
            raise RecordsTrouble(str(trouble)) from trouble

    def _before_all(self) -> str:
        return UNDER_WAY if is_half_done(self._folder) else NOT_BEGUN

    def _finish_older(self, db: RowDB, tell: Tell) -> None:
        state = half_done(self._folder)
        if state is not None and not state.is_out:
            self._claim(db, state.meant)
            try:
                self._go_on(db, state, tell)
            finally:
                self._owners.release_all()

    def _go_on(self, db: RowDB, state: HalfDone, tell: Tell) -> bool:
        """Do what is left; False when what is left behind is overwritten later, because a call goes on."""
        if not state.is_out:
            self._out_of_copies(state, tell)
        elif self._a_call_goes_on():
            return False
        # Also where that was done: a window that was on another call by then may have written some of it again.
        self._out_of_record(db, state.meant, tell)
        with saying(lambda: NOT_OVERWRITTEN):
            note(self._folder, HalfDone(state.meant, has_begun=True, is_out=True))
            if self._a_call_goes_on():
                return False
            tell("overwriting what is left behind", 0.8)
            forget_words(db.connection)
            if not sweep(db.connection, lambda: not self._a_call_goes_on()):
                return False
            forget(self._folder)
        tell("done", 1.0)
        return True

    def _out_of_copies(self, state: HalfDone, tell: Tell) -> None:
        """Write each copy anew, and remove those that nobody can read."""
        done = steps = 0
        try:
            with saying(lambda: UNDER_WAY if state.has_begun else copies_only(done, steps)):
                copies = [*self._copies.backups(), *self._copies.set_aside()]
                steps = len(copies)
                for done, path in enumerate(copies):
                    tell(f"backup {done + 1} of {steps}", 0.1 + 0.5 * done / steps)
                    self._copies.write_anew(path, state.meant)
                done = steps
                self._copies.clear_texts()
        except SoFar:
            if not state.has_begun:
                # Where not even that works, whoever comes next goes on.
                with suppress(RecordsTrouble):
                    forget(self._folder)
            raise

    def _out_of_record(self, db: RowDB, meant: Meant, tell: Tell) -> None:
        done = 0
        found: list[tuple[str, int]] = []
        with saying(lambda: in_records(done, len(found))):
            found = [
                (table, row_id) for table, row_id, text in rows_of(db) if meant.after(table, row_id, text) != text
            ]
            note(self._folder, HalfDone(meant, has_begun=True))
            while done < len(found):
                tell("the records", 0.6 + 0.2 * done / len(found))
                with db.transaction():
                    for table, row_id in found[done : done + AT_A_TIME]:
                        _change(rows_in(db, table), table, row_id, meant)
                done = min(done + AT_A_TIME, len(found))
                time.sleep(BREATH)

    def _claim(self, db: RowDB, meant: Meant) -> None:
        """Own every draft that changes; a window may be on it, and would write it back."""
        rows = db.table("live").rows
        for row_id, text in rows.texts():
            seen = glance_at(text)
            if (meant.means("live", row_id, seen) or meant.quotes(seen)) and not self._owners.claim(row_id):
                self._owners.release_all()
                raise Busy(ON_THE_PHONE)

    def _a_call_goes_on(self) -> bool:
        with system_in_plain_words(self._folder):
            found = [path.name[5:-5] for path in self._folder.glob("live-*.lock")]
        others = Owners(self._folder)
        return any(
            others.is_owned(int(name)) for name in found if name.isdigit() and not self._owners.owns(int(name))
        )

    def _counted(self, db: RowDB, wanted: Wanted, found: Found) -> Touched:
        with system_in_plain_words(self._folder):
            return msgspec.structs.replace(
                counted(db, wanted, found),
                backups=len(self._copies.backups()),
                set_aside=len(self._copies.set_aside()),
                copies=len(self._copies.texts()),
                exports=tuple(self._exports()),
            )

    def _refuse_while_mending(self) -> None:
        if restoring.is_half_done(self._folder):
            raise Busy(MENDING)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody makes a backup meanwhile, and nobody else erases."""
        backups = Backups(self._folder, self._engine)
        with system_in_plain_words(self._folder):
            if is_missing(self._folder / FILE_NAME) and not is_lost(self._folder / FILE_NAME):
                yield
                return
            backups.make_folder()
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            with system_in_plain_words(self._folder), backups.alone() as alone:
                if alone:
                    backups.clear_parts()
                    yield
                    return
            if time.monotonic() > deadline:
                raise Busy(BACKING_UP)
            time.sleep(PAUSE_SECONDS)

    @contextmanager
    def _opened(self) -> Iterator[RowDB | None]:
        """The record; None where there is none."""
        with system_in_plain_words(self._folder):
            nothing = is_missing(self._folder / FILE_NAME) and not is_lost(self._folder / FILE_NAME)
        if nothing:
            yield None
            return
        with closing(open_tinydb(self._folder, self._engine)) as db:
            yield db


def _change(rows: Rows, table: str, row_id: int, meant: Meant) -> None:
    before = rows.text(row_id)
    after = before and meant.after(table, row_id, before)
    if before is None or after == before:
        return
    if after is None:
        rows.drop(row_id)
    else:
        rows.put(row_id, after)
