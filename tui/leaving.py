"""Leaving a call, the desk and heartfirst: nothing that was typed stays behind."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from tui.groundwork import LEAVING_LIMIT, Parts
from tui.lookups import Lookups
from tui.model.trouble import RecordsTrouble
from tui.screens.desk import DeskScreen
from tui.screens.place import Place

if TYPE_CHECKING:
    from tui.services.live_call import LiveCall

RETRY = 2.0
"""Seconds until a call that was left unsaved is tried again."""


class Leaving(Lookups):
    """Knows the call that goes on, and lets it go only when it is saved."""

    def __init__(self, parts: Parts) -> None:
        """No call goes on."""
        super().__init__(parts)
        self.live: LiveCall | None = None
        self._warned: tuple[LiveCall, datetime | None] | None = None

    async def leave(self, place: Place) -> None:
        """Leave a screen: past calls for where they were opened, a call for the desk, the desk for good."""
        if place is not self.screen:
            return
        if place.is_a_look_up:
            await self.pop_screen()
        elif self.desk.a_call_comes:
            self.once_it_has_come(lambda: self.screen.run_action("leave"))
        elif self.live is None:
            await self.stop()
        elif await self._put_down(self.live):
            await self.to_desk()

    async def action_quit(self) -> None:
        """Leave heartfirst from wherever the rep is; a call that goes on is kept for the next start."""
        if isinstance(self.screen, Place):
            await self.screen.settled()
        if self.desk.a_call_comes:
            self.once_it_has_come(self.action_quit)
        elif await self.put_down_places() and (self.live is None or await self._put_down(self.live)):
            await self.stop()

    def once_it_has_come(self, go_on: Callable[[], Awaitable[object]]) -> None:
        """Do what was asked for behind a name and its enter in its turn.

        That is once the call is there, and all in its notes that was typed ahead.
        """
        if not self.desk.is_attached:
            # heartfirst was left meanwhile.
            return
        if self.desk.a_call_comes:
            self.set_timer(0.01, lambda: self.once_it_has_come(go_on))
        else:
            # Behind what the desk has just handed on.
            self.call_later(go_on)

    def hand_on(self, action: str) -> None:
        """Have the call that comes do an action that was asked for on the desk, in its turn."""
        self.once_it_has_come(lambda: self.screen.run_action(action))

    def action_help_quit(self) -> None:
        """Ctrl+c does not end a call; say what does."""
        self.say("f9 leaves this screen, everything saved.")

    async def _put_down(self, live: "LiveCall") -> bool:
        """Save the call and let it go; False when that failed and the rep has not asked a second time since."""
        try:
            async with asyncio.timeout(LEAVING_LIMIT):
                await live.put_down()
        except (RecordsTrouble, TimeoutError) as error:
            if self._warned == (live, live.save_state.saved_at):
                self.run_worker(self._put_down_later(live), group="late")
                return True
            self._warned = (live, live.save_state.saved_at)
            why = str(error) or "The disk does not answer."
            self.say(f"Not saved: {why} f8 copies your notes; the same key again leaves without them.", wrong=True)
            return False
        return True

    async def _put_down_later(self, live: "LiveCall") -> None:
        """The rep has left a call that could not be saved: it is saved, and offered again, as soon as it can be."""
        while True:
            try:
                await live.put_down()
            except RecordsTrouble:
                await asyncio.sleep(RETRY)
            else:
                break
        self.news()

    def news(self) -> None:
        """What the desk shows is not what is so any more."""
        if isinstance(self.screen, DeskScreen):
            self.screen.load()

    async def to_desk(self) -> None:
        self.live = None
        while not isinstance(self.screen, DeskScreen):
            await self.pop_screen()
        self.screen.come_back()

    async def save(self) -> None:
        """Save the call, if there is one or one is about to be."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LEAVING_LIMIT):
                while self.desk.a_call_comes:  # noqa: ASYNC110  # A queue tells nobody that it is empty.
                    await asyncio.sleep(0.01)
        await self.save_amended()
        if self.live is not None:
            await self._put_down(self.live)

    def rescue(self) -> bool:
        """Save the call at once; whether there is one, and it is kept whole."""
        self.rescue_amended()
        return self.live is not None and self.live.rescue()
