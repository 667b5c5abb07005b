"""The only place where real parts are wired together. Each is made when it is first wanted."""

import os
from collections.abc import Callable
from pathlib import Path

from tui.folders import records_folder
from tui.ports import Clipboard
from tui.records.call_records import SqliteCallRecords
from tui.services.review import Review
from tui.system_clock import SystemClock


class Bootstrap:
    """The parts for one run of the command."""

    def __init__(self, data: str | None, playbook: str | None) -> None:
        """`data` is the records folder that was asked for, `playbook` a file to use in place of ours."""
        self.folder = records_folder(data, os.environ)
        self.clock = SystemClock()
        self.records = SqliteCallRecords(self.folder)
        self._playbook = Path(playbook) if playbook else None

    def review(self) -> Review:
        """Past calls."""
        return Review(records=self.records, clock=self.clock)

    def clipboard(self, send: Callable[[str], None] | None = None) -> Clipboard:
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
        from tui.playbooks import PlaybookShelf  # noqa: PLC0415
        from tui.services.intake import Intake  # noqa: PLC0415
        from tui.shipped import shipped  # noqa: PLC0415

        shelf = PlaybookShelf.of_file(self._playbook) if self._playbook else PlaybookShelf(shipped("playbooks"))
        shelf.default()
        # At Textual's 60 frames a second, a key pressed right after a tick of the clock waits for the next frame.
        os.environ.setdefault("TEXTUAL_FPS", "240")
        from tui.app import HeartfirstApp, Parts  # noqa: PLC0415

        app = HeartfirstApp(
            Parts(
                intake=Intake(records=self.records, clock=self.clock, playbooks=shelf),
                review=self.review(),
                clock=self.clock,
                clipboard=self.clipboard,
                log=self.log,
                opening=opening,
            )
        )
        app.run()
        self.records.close()
        return app.return_code or 0
