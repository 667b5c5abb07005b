"""Where a rep looks things up and looks after them: what we owe, a client, a past call, their own numbers."""

from typing import TYPE_CHECKING

from tui.asides import Asides

if TYPE_CHECKING:
    from tui.model.call import Call


class Lookups(Asides):
    """Opens these places on top of where the rep is. Typing goes on behind each as it was left."""

    async def show_owed(self) -> None:
        """All that we owe, by its date."""
        raise NotImplementedError

    async def show_client(self, caller: str) -> None:
        """The card of a client, by the name that calls have of them; "" for nobody yet."""
        raise NotImplementedError

    async def amend(self, call: "Call") -> None:
        """Add to a finished call, or correct it."""
        raise NotImplementedError

    async def export(self, words: str, call: "Call | None") -> None:
        """Write what these words find, or this one call, to a file."""
        from tui.screens.export import ExportScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        await self.look_at(ExportScreen(self.ways, outgoing=self._parts.outgoing, words=words, call=call))

    async def erase(self, call: "Call") -> None:
        """Erase a finished call or its client, or make them anonymous."""
        raise NotImplementedError

    async def show_numbers(self) -> None:
        """The rep's own numbers."""
        raise NotImplementedError
