"""`Erasing` in memory."""

from collections.abc import Callable
from datetime import datetime

from tests.fakes import Disk
from tui.model.anonymous import anonymous
from tui.model.call import Call
from tui.model.erasing import Touched, Way, Wish
from tui.model.promises import is_open
from tui.model.retention import Aged
from tui.model.trouble import RecordsTrouble


class MemoryErasing:
    """Erases from the disk of `MemoryCallRecords`."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.trouble: RecordsTrouble | None = None
        """While set, `touched` and `carry_out` raise it, and nothing changes."""
        self.is_over = True
        """What `carry_out` gives."""
        self.exports: tuple[str, ...] = ()

    def touched(self, wish: Wish) -> Touched:
        """See `Erasing`."""
        found = self._found(wish)
        days = sorted(call.started for call in found)
        return Touched(
            calls=len(found),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            open_promises=sum(is_open(one) for call in found for one in call.promises),
            exports=self.exports,
        )

    def carry_out(self, wish: Wish, way: Way, at: datetime, tell: Callable[[str, float], None]) -> bool:
        """See `Erasing`."""
        for call in self._found(wish):
            tell("the records", 0.5)
            if way is Way.ERASE:
                del self.disk.calls[call.id]
            else:
                self.disk.calls[call.id] = anonymous(call, at)
        return self.is_over

    def go_on(self) -> bool:
        """See `Erasing`."""
        return False

    def older_than(self, before: datetime) -> list[Aged]:
        """See `Erasing`."""
        return [
            Aged(call.id, call.started, any(map(is_open, call.promises)))
            for call in self.disk.calls.values()
            if call.started < before and not call.anonymised
        ]

    def _found(self, wish: Wish) -> list[Call]:
        if self.trouble:
            raise self.trouble
        wanted = wish.caller.casefold()
        return [
            call
            for call in self.disk.calls.values()
            if call.id in wish.calls
            or (wanted and wanted == ", ".join(filter(None, (call.caller, call.company))).casefold())
        ]
