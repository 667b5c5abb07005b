"""Where a rep looks things up and looks after them: what we owe, a client, a past call, their own numbers."""

import asyncio
from typing import TYPE_CHECKING

from tui.asides import PATIENCE, Asides
from tui.model.trouble import Trouble
from tui.screens.desk import DeskScreen
from tui.services.background import in_background

if TYPE_CHECKING:
    from tui.model.call import Call


class Lookups(Asides):
    """Opens these places on top of where the rep is. Typing goes on behind each as it was left."""

    async def show_owed(self) -> None:
        """All that we owe, by its date."""
        raise NotImplementedError

    async def show_client(self, caller: str) -> None:
        """The card of a client, by the name that calls have of them; "" for nobody yet."""
        from tui.screens.client import ClientScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        if not caller.strip():
            self.say("Nobody is named yet: type who it is, then press this key again.")
            return
        book = self._parts.client_book
        try:
            # Awaited, so that the keys behind find the screen; but not for ever.
            async with asyncio.timeout(PATIENCE):
                # At the desk a name may be half typed; on a call, a short name is no other one's beginning.
                whole = not isinstance(self.screen, DeskScreen)
                name = caller if whole else await in_background(lambda: book.named(caller) or caller, "client")
                card, others = await in_background(lambda: (book.card(name), self._names()), "client")
        except (Trouble, TimeoutError) as trouble:
            self.say(str(trouble) or "The disk does not answer.", wrong=True)
        else:
            await self.look_at(ClientScreen(self.ways, card, book=book, clock=self._parts.clock, others=others))

    def _names(self) -> list[str]:
        """Every name that is offered for the same person. Blocks."""
        return list(dict.fromkeys((*self._parts.client_book.suggestions(), *self._parts.review.callers())))

    async def amend(self, call: "Call") -> None:
        """Add to a finished call, or correct it."""
        raise NotImplementedError

    async def export(self, words: str, call: "Call | None") -> None:
        """Write what these words find, or this one call, to a file."""
        raise NotImplementedError

    async def erase(self, call: "Call") -> None:
        """Erase a finished call or its client, or make them anonymous."""
        raise NotImplementedError

    async def show_numbers(self) -> None:
        """The rep's own numbers."""
        raise NotImplementedError
