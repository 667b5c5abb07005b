"""The only place where real parts are wired together. Each is made when it is first wanted."""

import os
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tui.folders import records_folder, settings_folder
from tui.offline import load_asyncio_without_tls
from tui.system_clock import SystemClock

if TYPE_CHECKING:
    from tui.doctor import Patient
    from tui.forms import FormShelf
    from tui.model.call import Call
    from tui.playbooks import PlaybookShelf
    from tui.ports import BestFriend, Clipboard
    from tui.records.call_records import SqliteCallRecords
    from tui.records.exchange import Export, Import
    from tui.services.amending import Amending
    from tui.services.client_book import ClientBook
    from tui.services.erasing import Eraser
    from tui.services.finder import Finder
    from tui.services.follow_up import FollowUp
    from tui.services.intake import Intake
    from tui.services.likeness import CasesLike
    from tui.services.numbers import Numbers
    from tui.services.outgoing import Outgoing
    from tui.services.review import Review
    from tui.services.upkeep import Upkeep
    from tui.settings import Settings


ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
"""What the id of a playbook looks like, and a file that is not there could look like too."""
DEMO = "These calls are made up, and what you type here goes when you leave."


class Bootstrap:
    """The parts for one run of the command; what no first frame needs is loaded by whoever first asks for it."""

    def __init__(self, data: str | None, playbook: str | None, *, demo: bool = False) -> None:
        """`data` is the records folder that was asked for, `playbook` a file, or the id of one that is known.

        `demo` puts made-up calls into a folder of their own, which goes with `close`. Raises `Trouble`.
        """
        self._playbook = playbook
        self._open = ExitStack()
        self._is_demo = demo
        self._records: SqliteCallRecords | None = None
        self._making = Lock()
        self.clock = SystemClock()
        self.folder = self._demo_folder() if demo else records_folder(data, os.environ)

    @property
    def records(self) -> "SqliteCallRecords":
        """Where the calls are kept."""
        from tui.records.call_records import SqliteCallRecords  # noqa: PLC0415 # The first screen comes without.

        # Two of them would take the calls of one for those of another window.
        with self._making:
            if self._records is None:
                self._records = SqliteCallRecords(self.folder)
                self._open.callback(self._records.close)
            return self._records

    def noticed(self) -> list[str]:
        """What was found about the records, where anybody has asked for them."""
        return self._records.noticed() if self._records else []

    def close(self) -> None:
        """Give the records back. Never raises."""
        self._open.close()

    @cached_property
    def intake(self) -> "Intake":
        """Where calls begin."""
        from tui.services.intake import Intake  # noqa: PLC0415

        return Intake(
            records=self.records,
            clock=self.clock,
            playbooks=self.shelf,
            forms=self.forms,
            learn=self.client_book.learn,
        )

    def cases_like(self) -> "CasesLike":
        """What finds the cases like one call."""
        from tui.services.likeness import CasesLike  # noqa: PLC0415

        return CasesLike(records=self.records, book=self.client_book, clock=self.clock)

    @cached_property
    def friend(self) -> "BestFriend":
        """The rep's own three lines."""
        from tui.settings import FriendFile  # noqa: PLC0415 # Only the moment before a call asks.

        return FriendFile(self.settings_folder)

    @cached_property
    def upkeep(self) -> "Upkeep":
        """What looks after the records."""
        from tui.services.upkeep import Upkeep  # noqa: PLC0415

        return Upkeep(records=self.records)

    @cached_property
    def review(self) -> "Review":
        """Past calls."""
        from tui.services.review import Review  # noqa: PLC0415

        return Review(
            records=self.records,
            clock=self.clock,
            forms=self.forms,
            standing=DEMO if self._is_demo else "",
            kept_for=self.kept_for,
        )

    @cached_property
    def numbers(self) -> "Numbers":
        """The rep's own numbers."""
        from tui.services.numbers import Numbers  # noqa: PLC0415

        return Numbers(records=self.records, clock=self.clock)

    @cached_property
    def finder(self) -> "Finder":
        """How past calls are found."""
        from tui.services.finder import Finder  # noqa: PLC0415

        return Finder(search=self.records, clock=self.clock)

    @cached_property
    def follow_up(self) -> "FollowUp":
        """What we owe."""
        from tui.services.follow_up import FollowUp  # noqa: PLC0415

        return FollowUp(records=self.records, clock=self.clock, spellings=self.client_book.names_of)

    @cached_property
    def amending(self) -> "Amending":
        """What amends finished calls."""
        from tui.services.amending import Amending  # noqa: PLC0415

        return Amending(records=self.records, clock=self.clock)

    @cached_property
    def client_book(self) -> "ClientBook":
        """What is known and kept about clients."""
        from tui.services.client_book import ClientBook  # noqa: PLC0415

        return ClientBook(records=self.records, clock=self.clock)

    def exporting(self) -> "Export":
        """The records on their way out."""
        from tui.records.exchange import Export  # noqa: PLC0415 # Most commands move nothing.

        export = Export(self.folder)
        self._open.callback(export.close)
        return export

    @cached_property
    def outgoing(self) -> "Outgoing":
        """Calls on their way to a file."""
        from tui.export_files import FilesOfExports  # noqa: PLC0415 # Most commands move nothing.
        from tui.services.outgoing import Outgoing  # noqa: PLC0415

        def find(words: str, limit: int, below: int | None) -> "list[Call]":
            if not words.strip():
                return self.records.newest(limit=limit, below=below)
            return self.finder.newest(self.finder.read(words).query, limit, below).calls

        return Outgoing(find=find, kept=self.records, files=FilesOfExports(self.folder), clock=self.clock)

    def importing(self, *, dry: bool = False) -> "Import":
        """Calls on their way in; with `dry`, only what would become of them."""
        from tui.records.exchange import Import  # noqa: PLC0415

        return Import(self.folder, dry=dry)

    @cached_property
    def eraser(self) -> "Eraser":
        """What erases calls, and makes them anonymous."""
        from tui.records.erasing import SqliteErasing  # noqa: PLC0415
        from tui.services.erasing import Eraser  # noqa: PLC0415

        keep_for, after_that = self.kept_for()
        erasing = SqliteErasing(self.folder, exports=self._exports, forget_names=self._forget_names)
        return Eraser(erasing=erasing, clock=self.clock, keep_for=keep_for, after_that=after_that)

    def kept_for(self) -> tuple[str, str]:
        """How long calls are kept, "" for ever, and what becomes of them then."""
        settings, wrong = self.settings
        return "" if wrong else settings.keep_for, settings.after_that

    def _exports(self) -> list[str]:
        """The files that were written for elsewhere, as they were noted."""
        from tui.noted_exports import exported_files  # noqa: PLC0415 # Only whoever erases asks.

        return exported_files(self.folder)

    def _forget_names(self, names: "Sequence[str]") -> None:
        from tui.noted_exports import forget_names  # noqa: PLC0415 # Only whoever erases asks.

        forget_names(self.folder, names)

    def clipboard(self, send: Callable[[str], None] | None = None) -> "Clipboard":
        """The ways to the clipboard; `send` writes to the terminal, by default the one we were started in."""
        from tui.clipboard import to_terminal, ways_out  # noqa: PLC0415 # Most commands copy nothing.

        return ways_out(self.folder / "copies", self.clock.now, send or to_terminal())

    def patient(self) -> "Patient":
        """All that the doctor looks over."""
        from tui.bootstrap.patient import patient  # noqa: PLC0415 # Only the doctor asks.

        return patient(self)

    def log(self, error: BaseException) -> Path | None:
        """Write down where a bug is, without anybody's words; the file, or None when there is no place for one."""
        from tui.trouble_log import log_trouble  # noqa: PLC0415

        return log_trouble(error, self.folder, self.clock.now())

    def run_app(self, opening: str | None = None) -> int:
        """Open the screen and stay until the rep leaves; the exit code. Raises `Trouble` without a playbook."""
        from tui.bootstrap import no_wait  # noqa: PLC0415 # A command shows no keys.

        if self._playbook:
            # Asked for by name: whether it can be used is said before anything else.
            self.shelf.default()
        # At Textual's 60 frames a second, a key pressed right after a tick of the clock waits for the next frame.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        no_wait.begin()
        load_asyncio_without_tls()
        from tui.app import HeartfirstApp  # noqa: PLC0415

        app = HeartfirstApp(self, opening, all_is_loaded=no_wait.keep_what_is_loaded)
        no_wait.keep_what_is_loaded()
        app.run()
        self.records.close()
        if app.trouble:
            raise app.trouble
        return app.return_code or 0

    @cached_property
    def settings_folder(self) -> Path:
        """Where the rep's settings and own playbooks are."""
        return settings_folder(os.environ)

    @cached_property
    def settings(self) -> "tuple[Settings, str]":
        """The rep's settings, and what is wrong with them."""
        from tui.settings import read_settings  # noqa: PLC0415

        return read_settings(self.settings_folder)

    @cached_property
    def forms(self) -> "FormShelf":
        """The forms of the summary, ours and those of the rep."""
        from tui.forms import FORMS_FOLDER, FormShelf  # noqa: PLC0415 # Most commands make no summary.
        from tui.model.form import Choice, Rep  # noqa: PLC0415
        from tui.shipped import shipped  # noqa: PLC0415

        def choice() -> Choice:
            mine = self.settings[0]
            return Choice(mine.form, Rep(mine.name, mine.phone))

        return FormShelf(shipped("forms"), self.settings_folder / FORMS_FOLDER, choice=choice)

    @cached_property
    def shelf(self) -> "PlaybookShelf":
        """The playbooks, ours and those of the rep; the one that was asked for is the default."""
        from tui.playbooks import PlaybookShelf  # noqa: PLC0415
        from tui.settings import PLAYBOOKS_FOLDER  # noqa: PLC0415
        from tui.shipped import shipped  # noqa: PLC0415

        ours, own = shipped("playbooks"), self.settings_folder / PLAYBOOKS_FOLDER
        if not self._playbook:
            return PlaybookShelf(ours, own)
        if not Path(self._playbook).is_file() and ID.match(self._playbook):
            return PlaybookShelf(ours, own, asked=PlaybookShelf(ours, own).named(self._playbook))
        return PlaybookShelf.of_file(Path(self._playbook), ours, own)

    def _demo_folder(self) -> Path:
        from tui.bootstrap.made_up import made_up_records  # noqa: PLC0415 # Most runs make nothing up.

        return made_up_records(self.shelf.default(), self.clock.now(), self._open)
