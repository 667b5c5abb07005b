"""The app on a stage: real screens and services, with fakes where the outside world would be."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.fake_erasing import MemoryErasing
from tests.fakes import Disk, FakeClock, FakeExportFiles, MemoryCallRecords
from tests.forms import SIGNED
from tui.app import HeartfirstApp
from tui.model.call import Call
from tui.model.trouble import Trouble
from tui.playbooks import PlaybookShelf
from tui.ports import Copied, Forms
from tui.screens.call import CallScreen
from tui.screens.calls import CallsScreen
from tui.screens.desk import DeskScreen
from tui.screens.wrap_up import WrapUpScreen
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
from tui.shipped import shipped

WIDE = (120, 40)
NARROW = (80, 24)


class FakeClipboard:
    """Keeps what was copied."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.trouble: Trouble | None = None

    def copy(self, text: str) -> Copied:
        """See `ports.Clipboard`."""
        if self.trouble:
            raise self.trouble
        self.texts.append(text)
        return Copied("native", "Copied to the clipboard.")


class FakeFriend:
    """The rep's own three lines."""

    def __init__(self) -> None:
        self.kept: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """See `ports.BestFriend`."""
        return self.kept

    def keep(self, lines: Sequence[str]) -> None:
        """See `ports.BestFriend`."""
        self.kept = tuple(lines)


@dataclass(frozen=True)
class Parts:
    """`app.Parts`, all of them made beforehand."""

    intake: Intake
    review: Review
    finder: Finder
    follow_up: FollowUp
    numbers: Numbers
    amending: Amending
    eraser: Eraser
    outgoing: Outgoing
    client_book: ClientBook
    cases_like: Callable[[], CasesLike]
    settings: tuple[Settings, str]
    forms: Forms
    friend: "FakeFriend"
    clock: FakeClock
    clipboard: Callable[[Callable[[str], None]], FakeClipboard]
    upkeep: Upkeep
    log: Callable[[BaseException], Path | None]


def _kept_for(settings: Settings | None) -> tuple[str, str]:
    return (settings.keep_for, settings.after_that) if settings else ("", "")


class Stage:
    """One start of the app; a second stage on the same disk is the next start."""

    def __init__(
        self,
        disk: Disk | None = None,
        clock: FakeClock | None = None,
        opening: str | None = None,
        *,
        playbooks: Path | None = None,
        settings: Settings | None = None,
        forms: Forms = SIGNED,
    ) -> None:
        self.records = MemoryCallRecords(disk)
        self.clock = clock or FakeClock()
        self.erasing = MemoryErasing(self.records.disk)
        self.clipboard = FakeClipboard()
        self.friend = FakeFriend()
        self.export_files = FakeExportFiles()
        self.logged: list[BaseException] = []
        self.book = ClientBook(records=self.records, clock=self.clock)
        self.app = HeartfirstApp(
            Parts(
                intake=Intake(
                    records=self.records,
                    clock=self.clock,
                    playbooks=PlaybookShelf(playbooks or shipped("playbooks")),
                    forms=forms,
                    learn=self.book.learn,
                ),
                review=Review(
                    records=self.records, clock=self.clock, forms=forms, kept_for=lambda: _kept_for(settings)
                ),
                finder=Finder(search=self.records, clock=self.clock),
                follow_up=FollowUp(records=self.records, clock=self.clock),
                numbers=Numbers(records=self.records, clock=self.clock),
                amending=Amending(records=self.records, clock=self.clock),
                eraser=Eraser(erasing=self.erasing, clock=self.clock),
                outgoing=Outgoing(
                    find=self.records.newest, kept=self.records, files=self.export_files, clock=self.clock
                ),
                client_book=self.book,
                cases_like=lambda: CasesLike(records=self.records, book=self.book, clock=self.clock),
                settings=(settings or Settings(), ""),
                forms=forms,
                friend=self.friend,
                clock=self.clock,
                clipboard=lambda _send: self.clipboard,
                upkeep=Upkeep(records=self.records, settled=0.0),
                log=self._log,
            ),
            opening,
        )

    @asynccontextmanager
    async def run(self, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        """The running app; leave the block to pull the plug."""
        async with self.app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await self.app.workers.wait_for_complete()
            await pilot.pause()
            yield pilot

    @property
    def desk(self) -> DeskScreen:
        """The desk, when it is in front."""
        assert isinstance(self.app.screen, DeskScreen)
        return self.app.screen

    @property
    def call(self) -> CallScreen:
        """The call, when it is in front."""
        assert isinstance(self.app.screen, CallScreen)
        return self.app.screen

    @property
    def wrap_up(self) -> WrapUpScreen:
        """The wrap-up, when it is in front."""
        assert isinstance(self.app.screen, WrapUpScreen)
        return self.app.screen

    @property
    def calls(self) -> CallsScreen:
        """The past calls, when they are in front."""
        assert isinstance(self.app.screen, CallsScreen)
        return self.app.screen

    @property
    def screen_text(self) -> str:
        """What the rep sees, as plain text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def toasts(self) -> list[str]:
        """What was said in passing."""
        return [notification.message for notification in self.app._notifications]

    def live(self) -> Call:
        """The one call that goes on, as it is on the disk."""
        (call,) = self.records.disk.live.values()
        return call

    def finished(self) -> Call:
        """The one finished call."""
        (call,) = self.records.disk.calls.values()
        return call

    def _log(self, error: BaseException) -> Path | None:
        self.logged.append(error)
        return None


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type `text` as a fast rep would: no key waits for what the one before it led to."""
    for char in text:
        name = {" ": "space", "\n": "enter"}.get(char, char)
        pilot.app.post_message(events.Key(name, "\r" if char == "\n" else char))
    await pilot.pause()
    await pilot.pause()


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    """Wait until something is true; after very many turns of the loop it never will be."""
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not come about")


async def on_desk(pilot: Pilot[None], stage: "Stage") -> None:
    """Wait until the desk is in front and its lists are new."""
    await until(pilot, lambda: isinstance(stage.app.screen, DeskScreen))
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


async def saved(pilot: Pilot[None], stage: Stage) -> None:
    """Wait until everything typed is on the disk and shown as saved."""
    await stage.call.live.flush()
    await pilot.pause()


def words_of(widget: Static) -> str:
    """The text of a static widget."""
    return str(widget.content)
