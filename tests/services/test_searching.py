"""A search that keeps up with somebody who types."""

import asyncio
import time
from collections.abc import Coroutine
from datetime import datetime, timedelta
from threading import Event

import pytest

from tests.fakes import START, FakeClock, MemoryCallRecords, a_call
from tui.model.call import Call
from tui.model.hits import Sought
from tui.model.query import Query
from tui.model.trouble import RecordsTrouble
from tui.ports import GoOn
from tui.services.finder import Finder, line_of
from tui.services.searching import FIRST, ROWS, Found, Searching, Wish


class Rep:
    """Somebody who types, over calls with these notes."""

    def __init__(self, *notes: str, records: MemoryCallRecords | None = None) -> None:
        self.records = records or MemoryCallRecords()
        for number, text in enumerate(notes, start=1):
            self.records.finish(a_call(number, notes=text, at=START + timedelta(minutes=number)))
        self.shown: list[Found] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.finder = Finder(search=self.records, clock=FakeClock())
        self.waits: list[Wish] = []
        self.searching = Searching(
            self.finder, self._start, self.shown.append, lambda: self.waits.append(self.searching.wanted)
        )

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self.tasks.append(asyncio.create_task(work))

    async def rest(self) -> Found:
        """Wait until nothing is left to find; what was shown last."""
        while self.tasks:
            await self.tasks.pop()
        return self.shown[-1]


async def test_few_are_shown_at_once_and_the_rest_in_the_pause() -> None:
    rep = Rep(*["gift"] * 150)
    rep.searching.want(Wish("gift"))
    found = await rep.rest()
    assert [len(one.calls) for one in rep.shown] == [FIRST, 150]
    assert [one.is_all for one in rep.shown] == [False, True]
    assert [call.id for call in found.calls] == list(range(150, 0, -1))


async def test_of_many_so_many_come_by_themselves_and_more_when_they_are_wanted() -> None:
    rep = Rep(*["gift"] * (2 * ROWS + FIRST + 5))
    rep.searching.want(Wish("gift"))
    assert len((await rep.rest()).calls) == FIRST + ROWS
    rep.searching.want_more()
    assert len((await rep.rest()).calls) == FIRST + 2 * ROWS
    rep.searching.want_more()
    found = await rep.rest()
    assert found.is_all
    assert [call.id for call in found.calls] == list(range(2 * ROWS + FIRST + 5, 0, -1))
    asked = len(rep.records.asked)
    rep.searching.want_more()
    await rep.rest()
    assert len(rep.records.asked) == asked


async def test_what_was_asked_already_is_asked_again_only_anew() -> None:
    rep = Rep("gift")
    for _ in range(3):
        rep.searching.want(Wish("gift"))
        await rep.rest()
    assert rep.records.asked == ["search"]
    rep.searching.want(Wish("gift"), anew=True)
    await rep.rest()
    assert rep.records.asked == ["search", "search"]


async def test_of_many_letters_in_one_go_only_the_last_text_is_looked_for() -> None:
    rep = Rep("alpha", "beta")
    for end in range(1, 6):
        rep.searching.want(Wish("alpha"[:end]))
    await rep.searching.caught_up(5)
    found = await rep.rest()
    assert found.wish.text == "alpha"
    assert len(rep.records.asked) == 1
    assert [one.wish.text for one in rep.shown] == ["alpha"]


async def test_the_best_come_in_one_list() -> None:
    rep = Rep(*["a gift"] * 40, "gift gift gift")
    rep.searching.want(Wish("gift", best=True))
    found = await rep.rest()
    assert found.calls[0].notes == "gift gift gift"
    assert len(found.calls) == 41
    assert found.is_all


async def test_what_cannot_be_read_is_told_and_what_was_there_stays() -> None:
    rep = Rep("gift")
    rep.searching.want(Wish("gift"))
    await rep.rest()
    rep.records.reading_trouble = RecordsTrouble("The disk does not answer.")
    rep.searching.want(Wish("gift box"))
    found = await rep.rest()
    assert found.trouble == "The disk does not answer."
    assert len(found.calls) == 1


async def test_nothing_is_offered_for_a_word_that_is_there_or_that_finds_nothing_put_right() -> None:
    rep = Rep("a red gift", "blue")
    for text, meant in [
        ("red gitf", "red gift"),
        ("client:dnaa", "client:dana"),
        ('"red gitf"', '"red gift"'),
        ("blue gitf", ""),
        ("blue red", ""),
        ("zzzzzzz", ""),
        ("gitf -red", ""),
        ("# -", ""),
    ]:
        assert rep.finder.meant(text) == meant, text


async def test_a_page_pasted_in_is_not_looked_over_word_by_word() -> None:
    rep = Rep("a red gift")
    rep.finder.meant("gitf " * 500)
    assert len(rep.records.asked) < 20


def test_the_line_that_shows_why_a_call_was_found() -> None:
    finder = Rep().finder

    call = a_call(notes="first\na gift\n! ring back")
    assert line_of(call, Sought(finder.read("gift").query)) == "a gift"
    assert line_of(call, Sought(finder.read("dana").query)) == "first"
    assert line_of(call, Sought(finder.read("").query)) == "first"


class Slow(MemoryCallRecords):
    """Looks for "slow" until it is told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ended = Event(), Event()

    def search(
        self, query: Query, now: datetime, limit: int = 200, below: int | None = None, go_on: GoOn | None = None
    ) -> list[Call]:
        if query.words == ("slow",):
            self.begun.set()
            # Not for ever: without being told to stop, the test fails and does not hang.
            for _ in range(20_000):
                if go_on and not go_on():
                    self.ended.set()
                    break
                time.sleep(0.001)
        return super().search(query, now, limit, below, go_on)


async def test_what_takes_long_is_not_looked_for_any_more_once_something_else_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.services.searching.SLOW", 0.0)
    records = Slow()
    rep = Rep("gift", "slow gift", records=records)
    rep.searching.want(Wish("slow"))
    await asyncio.to_thread(records.begun.wait)
    assert rep.waits == [Wish("slow")]
    assert rep.shown == []
    rep.searching.want(Wish("gift"))
    found = await rep.rest()
    assert records.ended.is_set()
    assert [one.wish.text for one in rep.shown] == ["gift"]
    assert [call.id for call in found.calls] == [2, 1]


async def test_nothing_is_looked_for_once_the_screen_is_left() -> None:
    records = Slow()
    rep = Rep("gift", records=records)
    rep.searching.want(Wish("slow"))
    await asyncio.to_thread(records.begun.wait)
    rep.tasks[0].cancel()
    assert await asyncio.to_thread(records.ended.wait, 60)
