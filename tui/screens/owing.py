"""A place where what is owed can be dealt with: done, told, taken back, or called back about."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from tui.model.trouble import Trouble
from tui.screens.place import Place
from tui.services.background import in_background

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.services.follow_up import FollowUp

CHOOSE_FIRST = "Choose a promise first: the down arrow leads there."
SETTLED = "Another window has dealt with this promise meanwhile; nothing was changed here."
WHY = "Type why it is taken back, then press ctrl+l once more."


class Choosing(Protocol):
    """A list of what is owed."""

    @property
    def chosen(self) -> "Owed | None":
        """The promise that the keys mean; none until the rep has chosen one."""

    @property
    def count(self) -> int:
        """How many there are to choose from."""


class OwingPlace(Place):
    """The keys act on a promise that was chosen, never on one by chance, and the last change can be taken back."""

    owed_list: Choosing
    _last_change: "tuple[Owed, Call] | None" = None
    """A promise as it was, and its call as it was right after the change."""

    def follow_up(self) -> "FollowUp":
        """What deals with promises."""
        raise NotImplementedError

    def now(self) -> datetime:
        """The time."""
        raise NotImplementedError

    def reason(self) -> str:
        """What the rep has typed as a reason."""
        raise NotImplementedError

    def reason_taken(self) -> None:
        """The reason is in the record now."""

    async def report_back(self, owed: "Owed") -> None:
        """Call back about a promise."""
        raise NotImplementedError

    def tell_trouble(self, words: str) -> None:
        """A change was not kept."""
        self.notify(words, severity="error", markup=False)

    def load(self) -> None:
        """Read the list anew."""
        raise NotImplementedError

    async def passes_on(self, action: str) -> bool:
        """Whether a key behind a name and its enter is meant for the call that comes, and is handed on to it."""
        await self.settled()
        return False

    async def action_report_back(self) -> None:
        """Call back about the chosen promise."""
        if await self.passes_on("mark('!')"):
            return
        if owed := self._chosen():
            await self.report_back(owed)

    async def action_promise_on(self) -> None:
        """The chosen promise is done; if it was, they know it."""
        if await self.passes_on("said"):
            return
        if owed := self._chosen():
            self._change(owed, lambda: self.follow_up().move_on(owed))

    async def action_withdraw(self) -> None:
        """Take the chosen promise back, for the reason that was typed."""
        if await self.passes_on("leave_out"):
            return
        owed, reason = self._chosen(), self.reason()
        if owed and reason:
            self._change(owed, lambda: self.follow_up().withdraw(owed, reason), self.reason_taken)
        elif owed:
            self.ask_reason(owed)

    def ask_reason(self, owed: "Owed") -> None:
        """No reason was typed yet."""
        self.notify(WHY, markup=False)

    async def action_undo_promise(self) -> None:
        """Make the promise that was changed last what it was before."""
        await self.settled()
        if change := self._last_change:
            self.run_worker(self._undone(*change), group="follow up")
        else:
            self.notify("There is no change of a promise to take back.", markup=False)

    def _chosen(self) -> "Owed | None":
        if not self.owed_list.count:
            self.notify("Nothing is listed here.", markup=False)
        elif self.owed_list.chosen is None:
            self.notify(CHOOSE_FIRST, markup=False)
        return self.owed_list.chosen

    def _change(self, owed: "Owed", change: "Callable[[], Call]", then: Callable[[], object] = lambda: None) -> None:
        self.run_worker(self._changed(owed, change, then), group="follow up")

    async def _changed(self, owed: "Owed", change: "Callable[[], Call]", then: Callable[[], object]) -> None:
        before = self.now()
        try:
            call = await in_background(change, "follow up")
        except Trouble as trouble:
            self.tell_trouble(str(trouble))
        else:
            # Nothing is kept, and there is nothing to take back, where another window had settled it meanwhile.
            is_kept = call.touched >= before
            self._last_change = (owed, call) if is_kept else None
            if is_kept:
                then()
            else:
                self.tell_trouble(SETTLED)
        self.load()

    async def _undone(self, owed: "Owed", after: "Call") -> None:
        try:
            await in_background(lambda: self.follow_up().restore(owed, after), "follow up")
        except Trouble as trouble:
            self.tell_trouble(str(trouble))
        else:
            self._last_change = None
        self.load()
