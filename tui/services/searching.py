"""A search that keeps up with somebody who types."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from threading import Event
from typing import NamedTuple

from tui.model.call import Call
from tui.model.query_text import Asked
from tui.model.trouble import RecordsTrouble
from tui.ports import GoOn
from tui.services.background import in_background
from tui.services.finder import Finder

FIRST = 30
"""Calls that are fetched at each key: more than a screen shows."""
ROWS = 200
"""Calls that are fetched once nobody types, and again each time that the cursor comes to the end of them."""
PAUSE = 0.2
"""Seconds without a key after which the rest is fetched."""

SLOW = 0.3
"""Seconds after which it is said that something is still being looked for."""


class Wish(NamedTuple):
    """What is asked for."""

    text: str = ""
    best: bool = False
    """Whether those come first in which its words weigh most."""


class Found(NamedTuple):
    """What was found."""

    wish: Wish = Wish()
    asked: Asked = Asked()
    calls: tuple[Call, ...] = ()
    is_all: bool = True
    """Whether there are no more than these."""
    meant: str = ""
    """What to ask in its place, where nothing was found."""
    trouble: str = ""
    """Why nothing could be read; empty when it could."""


class Searching:
    """Asks one question at a time, off the event loop; of those that come meanwhile only the newest counts."""

    def __init__(
        self,
        finder: Finder,
        start: Callable[[Coroutine[None, None, None]], object],
        show: Callable[[Found], None],
        wait: Callable[[], None],
    ) -> None:
        """`start` begins a task; `show` is told each time that more is known, `wait` that this takes a while."""
        self._finder = finder
        self._start = start
        self._show = show
        self._wait = wait
        self._wanted = Wish()
        self._number = 0
        """Grows with each wish."""
        self._answered = 0
        self._arrived = asyncio.Event()
        self._changed = asyncio.Event()
        self._runs = False
        self._more_wanted = False
        self.found = Found()

    @property
    def wanted(self) -> Wish:
        """The newest wish."""
        return self._wanted

    def want(self, wish: Wish, *, anew: bool = False) -> None:
        """Find this. What was asked for already is asked again only `anew`: something has changed."""
        if wish != self._wanted or anew or not self._number:
            self._wanted = wish
            self._number += 1
            self._more_wanted = False
            self._arrived.clear()
            self._changed.set()
            self._go()

    def want_more(self) -> None:
        """The calls behind the last one that was found."""
        if not self.found.is_all and self.is_up_to_date:
            self._more_wanted = True
            self._go()

    @property
    def is_up_to_date(self) -> bool:
        """Whether what is shown is what was asked for last."""
        return self._answered == self._number

    async def caught_up(self, patience: float) -> None:
        """Wait until that is so; in vain only where the disk hangs."""
        if not self.is_up_to_date:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._arrived.wait()

    def _go(self) -> None:
        if not self._runs:
            self._runs = True
            self._start(self._keep_up())

    async def _keep_up(self) -> None:
        try:
            while not self.is_up_to_date or self._more_wanted:
                if not self.is_up_to_date:
                    await self._answer()
                    await self._pause()
                if self.is_up_to_date:
                    await self._complete()
        finally:
            self._runs = False

    async def _pause(self) -> None:
        """A moment in which the next key may come."""
        if self._needs_more() and self.is_up_to_date:
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._changed.wait()

    def _needs_more(self) -> bool:
        found = self.found
        return not found.trouble and (not found.is_all or (not found.calls and bool(found.asked.words)))

    async def _answer(self) -> None:
        number, wish = self._number, self._wanted
        slow = asyncio.get_running_loop().call_later(SLOW, self._wait)
        try:
            found = await self._asked(lambda go_on: self._first(wish, go_on))
        finally:
            slow.cancel()
        if number == self._number:
            self._answered = number
            self._take(found)
            self._arrived.set()

    async def _complete(self) -> None:
        number, found, more = self._number, self.found, self._more_wanted
        self._more_wanted = False
        if self._needs_more() and (more or len(found.calls) < ROWS):
            further = await self._asked(lambda go_on: self._rest(found, go_on))
            if number == self._number:
                self._take(further)

    async def _asked(self, question: Callable[[GoOn], Found]) -> Found:
        """The answer; once something else is asked for, or the screen is left, it is not looked for any further."""
        number, is_over = self._number, Event()
        try:
            return await in_background(
                lambda: question(lambda: number == self._number and not is_over.is_set()), "search"
            )
        except RecordsTrouble as trouble:
            return self.found._replace(wish=self._wanted, trouble=str(trouble), is_all=True)
        finally:
            is_over.set()

    def _take(self, found: Found) -> None:
        self.found = found
        self._show(found)

    def _first(self, wish: Wish, go_on: GoOn) -> Found:
        """The first calls. Blocks."""
        asked = self._finder.read(wish.text)
        find = self._finder.best if wish.best else self._finder.newest
        page = find(asked.query, FIRST, go_on=go_on)
        return Found(wish, asked, tuple(page.calls), page.is_last and (not wish.best or len(page.calls) < FIRST))

    def _rest(self, found: Found, go_on: GoOn) -> Found:
        """Those behind them, or what may have been meant where there is none. Blocks."""
        if not found.calls:
            return found._replace(meant=self._finder.meant(found.wish.text, go_on))
        if found.wish.best:
            return found._replace(calls=tuple(self._finder.best(found.asked.query, ROWS, go_on).calls), is_all=True)
        page = self._finder.newest(found.asked.query, ROWS, found.calls[-1].id, go_on)
        return found._replace(calls=(*found.calls, *page.calls), is_all=page.is_last)
