"""The only place where real parts are wired together. Each is made when it is first wanted."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from tui.folders import records_folder, settings_folder
from tui.offline import load_asyncio_without_tls
from tui.system_clock import SystemClock

if TYPE_CHECKING:
    from tui.playbooks import PlaybookShelf
    from tui.ports import BestFriend, Clipboard
    from tui.records.call_records import SqliteCallRecords
    from tui.records.checkup import Finding
    from tui.records.exchange import Export, Import
    from tui.services.client_book import ClientBook
    from tui.services.follow_up import FollowUp
    from tui.services.intake import Intake
    from tui.services.likeness import CasesLike
    from tui.services.review import Review
    from tui.services.upkeep import Upkeep
    from tui.settings import Settings


ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
"""What the id of a playbook looks like, and a file that is not there could look like too."""
DEMO = "These calls are made up, and what you type here goes when you leave."


class Bootstrap:
    """The parts for one run of the command."""

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

    def review(self) -> "Review":
        """Past calls."""
        from tui.services.review import Review  # noqa: PLC0415

        return Review(records=self.records, clock=self.clock, standing=DEMO if self._is_demo else "")

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

    def importing(self) -> "Import":
        """Calls on their way in."""
        from tui.records.exchange import Import  # noqa: PLC0415

        return Import(self.folder)

    def look_over(self) -> "Iterator[Finding]":
        """What there is to say about the records, finding by finding."""
        from tui.records.checkup import look_over  # noqa: PLC0415

        return look_over(self.folder, self.clock.now())

    def clipboard(self, send: Callable[[str], None] | None = None) -> "Clipboard":
        """The ways to the clipboard; `send` writes to the terminal, by default the one we were started in."""
        from tui.clipboard import (  # noqa: PLC0415 # Most commands copy nothing.
            FileClipboard,
            NativeClipboard,
            TerminalClipboard,
            WaysOut,
            to_terminal,
        )

        return WaysOut(
            NativeClipboard(os.environ),
            TerminalClipboard(os.environ, send or to_terminal()),
            FileClipboard(self.folder / "copies", self.clock.now),
        )

    def log(self, error: BaseException) -> Path | None:
        """Write down where a bug is, without anybody's words; the file, or None when there is no place for one."""
        from tui.trouble_log import log_trouble  # noqa: PLC0415

        return log_trouble(error, self.folder, self.clock.now())

    def run_app(self, opening: str | None = None) -> int:
        """Open the screen and stay until the rep leaves; the exit code. Raises `Trouble` without a playbook."""
        if self._playbook:
            # Asked for by name: whether it can be used is said before anything else.
            self.shelf.default()
        # At Textual's 60 frames a second, a key pressed right after a tick of the clock waits for the next frame.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        load_asyncio_without_tls()
        from tui.app import HeartfirstApp  # noqa: PLC0415

        app = HeartfirstApp(_Parts(self), opening)
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
        from tempfile import TemporaryDirectory  # noqa: PLC0415

        from tui.demo import demo_calls, interrupted  # noqa: PLC0415
        from tui.records.filling import fill  # noqa: PLC0415

        playbook, now = self.shelf.default(), self.clock.now()
        # A backup that is under way when the app is left may still hold a file in it.
        folder = Path(self._open.enter_context(TemporaryDirectory(prefix="heartfirst-", ignore_cleanup_errors=True)))
        fill(folder, finished=demo_calls(playbook, now), live=interrupted(1, playbook, now, seed=2))
        return folder


class _Parts:
    """`app.Parts`: what no first frame needs is loaded when it is first asked for, by whichever thread that is."""

    def __init__(self, real: Bootstrap) -> None:
        self._real = real
        self.clock = real.clock
        self.clipboard = real.clipboard
        self.log = real.log

    @cached_property
    def intake(self) -> "Intake":
        from tui.services.intake import Intake  # noqa: PLC0415

        records, shelf = self._real.records, self._real.shelf
        return Intake(records=records, clock=self.clock, playbooks=shelf, learn=self.client_book.learn)

    @cached_property
    def client_book(self) -> "ClientBook":
        return self._real.client_book()

    def cases_like(self) -> "CasesLike":
        from tui.services.likeness import CasesLike  # noqa: PLC0415

        return CasesLike(records=self._real.records, book=self.client_book, clock=self.clock)

    @cached_property
    def review(self) -> "Review":
        return self._real.review()

    @cached_property
    def follow_up(self) -> "FollowUp":
        from tui.services.follow_up import FollowUp  # noqa: PLC0415

        return FollowUp(records=self._real.records, clock=self.clock)

    @cached_property
    def settings(self) -> "tuple[Settings, str]":
        from tui.settings import read_settings  # noqa: PLC0415

        return read_settings(self._real.settings_folder)

    @cached_property
    def friend(self) -> "BestFriend":
        from tui.settings import FriendFile  # noqa: PLC0415 # Only the moment before a call asks.

        return FriendFile(self._real.settings_folder)

    @cached_property
    def upkeep(self) -> "Upkeep":
        from tui.services.upkeep import Upkeep  # noqa: PLC0415

        return Upkeep(records=self._real.records)
