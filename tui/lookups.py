"""Where a rep looks things up and looks after them: what we owe, a client, a past call, their own numbers."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.asides import PATIENCE, Asides
from tui.groundwork import LEAVING_LIMIT, Parts
from tui.model.trouble import Trouble
from tui.screens.desk import DeskScreen
from tui.screens.place import Place
from tui.services.background import in_background

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.services.amending import AmendedCall

NOBODY = "Nobody is named yet: type who it is, then press this key again."


class Lookups(Asides):
    """Opens these places on top of where the rep is. Typing goes on behind each as it was left."""

    def __init__(self, parts: Parts) -> None:
        """Nothing is amended yet."""
        super().__init__(parts)
        self._amended: list[AmendedCall] = []

    async def call_back(self, owed: "Owed") -> None:
        """Begin the call in which we report back on a promise, from one of these places."""
        raise NotImplementedError

    async def show_owed(self, client: str = "") -> None:
        """All that we owe, by its date; to one client alone where one is named."""
        from tui.screens.owed import From, OwedScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        parts = self._parts
        onward = From(self.call_back, self.show_client)
        await self.look_at(
            OwedScreen(
                self.ways,
                onward,
                follow_up=parts.follow_up,
                summary=parts.review.summary,
                clock=parts.clock,
                client=client,
            )
        )

    async def show_client(self, caller: str) -> None:
        """The card of a client, by the name that calls have of them; "" for nobody yet."""
        from tui.screens.client import ClientScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        if not caller.strip():
            is_past = isinstance(self.screen, Place) and self.screen.is_a_look_up
            self.say("Nobody is named in this call." if is_past else NOBODY)
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
        from tui.screens.amend import AmendScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        try:
            # Awaited, so that the keys behind find the notes; but not for ever.
            async with asyncio.timeout(PATIENCE):
                sitting = await self._parts.amending.open(call.id)
        except (Trouble, TimeoutError) as trouble:
            self.say(str(trouble) or "The disk does not answer.", wrong=True)
            return
        self._amended.append(sitting)
        summary, clock = self._parts.review.summary, self._parts.clock
        await self.look_at(AmendScreen(self.ways, sitting, summary=summary, clock=clock, closed=self._all_saved))

    def _all_saved(self, sitting: "AmendedCall") -> None:
        if sitting in self._amended:
            self._amended.remove(sitting)
        self.news()

    async def put_down_places(self) -> bool:
        """Save what was typed in every place; False when that failed and the rep has not asked a second time."""
        for place in reversed(self.screen_stack):
            if isinstance(place, Place) and not await place.put_down():
                return False
        return True

    async def save_amended(self) -> None:
        """Save what was amended: the app is told to stop."""
        for sitting in self._amended:
            with suppress(Trouble, TimeoutError):
                async with asyncio.timeout(LEAVING_LIMIT):
                    await sitting.flush()

    def rescue_amended(self) -> None:
        """Save what was amended, at once. Never raises."""
        for sitting in self._amended:
            sitting.rescue()

    async def export(self, words: str, call: "Call | None") -> None:
        """Write what these words find, or this one call, to a file."""
        from tui.screens.export import ExportScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        await self.look_at(ExportScreen(self.ways, outgoing=self._parts.outgoing, words=words, call=call))

    async def erase(self, call: "Call") -> None:
        """Erase a finished call or its client, or make them anonymous."""
        from tui.screens.erase import EraseScreen  # noqa: PLC0415 # The desk stands before it is loaded.

        await self.look_at(EraseScreen(self.ways, call=call, eraser=self._parts.eraser, then=self._erased))

    def _erased(self) -> None:
        """What is listed may be gone, also where the rep has gone back before it was."""
        from tui.screens.calls import CallsScreen  # noqa: PLC0415 # As above.

        for screen in self.screen_stack:
            if isinstance(screen, CallsScreen):
                screen.look_again()
        self.news()

    async def show_numbers(self) -> None:
        """The rep's own numbers."""
        from tui.screens.numbers import NumbersScreen  # noqa: PLC0415 # What draws plots is loaded for nobody else.

        await self.look_at(NumbersScreen(self.ways, numbers=self._parts.numbers, write=self._write_table))

    def _write_table(self, text: str) -> Path:
        """A new file in the rep's home folder. Blocks; raises `Trouble`."""
        from tui.folders import new_file_at_home  # noqa: PLC0415

        return new_file_at_home(f"heartfirst-numbers-{self._parts.clock.now():%Y-%m-%d}", "csv", text)
