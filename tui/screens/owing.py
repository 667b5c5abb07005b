"""A place where what is owed can be dealt with: done, told, taken back, or called back about."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.model.trouble import Trouble
from tui.screens.place import Place
from tui.services.background import in_background
from tui.widgets.owed_list import OwedList

if TYPE_CHECKING:
    from tui.model.owed import Owed
    from tui.services.follow_up import FollowUp

CHOOSE_FIRST = "Choose a promise first: the down arrow leads there."
WHY = "Type why it is taken back, then press ctrl+l once more."


class OwingPlace(Place):
    """The keys act on a promise that was chosen, never on one by chance, and the last change can be taken back."""

    owed_list: OwedList
    _last_change: "Owed | None" = None

    def follow_up(self) -> "FollowUp":
        """What deals with promises."""
        raise NotImplementedError

    def take_reason(self) -> str:
        """What the rep has typed as a reason; it is gone from there then."""
        raise NotImplementedError

    async def report_back(self, owed: "Owed") -> None:
        """Call back about a promise."""
        raise NotImplementedError

    def load(self) -> None:
        """Read the list anew."""
        raise NotImplementedError

    async def action_report_back(self) -> None:
        """Call back about the chosen promise."""
        await self.settled()
        if owed := self._chosen():
            await self.report_back(owed)

    async def action_promise_on(self) -> None:
        """The chosen promise is done; if it was, they know it."""
        await self.settled()
        if owed := self._chosen():
            self._change(owed, lambda: self.follow_up().move_on(owed))

    async def action_withdraw(self) -> None:
        """Take the chosen promise back, for the reason that was typed."""
        await self.settled()
        owed = self._chosen()
        reason = self.take_reason() if owed else ""
        if owed and reason:
            self._change(owed, lambda: self.follow_up().withdraw(owed, reason))
        elif owed:
            self.notify(WHY, markup=False)

    async def action_undo_promise(self) -> None:
        """Make the promise that was changed last what it was before."""
        await self.settled()
        if owed := self._last_change:
            self._last_change = None
            self.run_worker(self._changed(lambda: self.follow_up().restore(owed)), group="follow up")
        else:
            self.notify("There is no change of a promise to take back.", markup=False)

    def _chosen(self) -> "Owed | None":
        if not self.owed_list.count:
            self.notify("Nothing is owed.", markup=False)
        elif self.owed_list.chosen is None:
            self.notify(CHOOSE_FIRST, markup=False)
        return self.owed_list.chosen

    def _change(self, owed: "Owed", change: Callable[[], object]) -> None:
        self._last_change = owed
        self.run_worker(self._changed(change), group="follow up")

    async def _changed(self, change: Callable[[], object]) -> None:
        try:
            await in_background(change, "follow up")
        except Trouble as trouble:
            self.notify(str(trouble), severity="error", markup=False)
        self.load()
