"""Two windows change what is kept about clients in the same instant: what either did is there afterwards."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, cast

import pytest
from msgspec.structs import replace

from tests.fakes import FakeClock, a_call
from tests.kept import keep_client
from tests.records.conftest import Opener
from tests.records.exchanged import brought_in, exported
from tests.records.workers import ENGINES, learn_a_hundred_things, working
from tui.model.client import Client
from tui.model.trouble import Trouble
from tui.ports import ClientHistory, ClientsInHand
from tui.records.call_records import SqliteCallRecords
from tui.services.client_book import ClientBook

pytestmark = pytest.mark.costly

DANA, SHORT, DORA = "Dana Lee, Northwind Law", "D. Lee", "Dora Kim"
CLOCK = FakeClock()
MOST_POINTS = 20
"""More than any change has."""


class Interrupted:
    """The records of one window; another one does something when this one comes to its so-manyeth point.

    A point is whatever was just read, or is about to be written. Where the other window can write at once, it does so
    before this one goes on.
    """

    def __init__(self, records: ClientHistory, point: int, other: Callable[[], object]) -> None:
        self._records, self._left = records, point
        self._other = Thread(target=other)

    def was_reached(self) -> bool:
        """Whether there was such a point; the other window has done its part then."""
        if self._left <= 0:
            self._other.join()
        return self._left <= 0

    def point(self, *, in_hand: bool) -> None:
        """A point is reached. With the clients in hand, the other window has to wait for this one."""
        self._left -= 1
        if self._left == 0:
            self._other.start()
            if not in_hand:
                self._other.join()

    def client(self, caller: str) -> Client | None:
        """A point is behind it."""
        found = self._records.client(caller)
        self.point(in_hand=False)
        return found

    def change_clients(self, change: Callable[[ClientsInHand], Any]) -> Any:
        """A point is before it, and behind it."""
        self.point(in_hand=False)
        done = self._records.change_clients(lambda there: change(InterruptedInHand(there, self)))
        self.point(in_hand=False)
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


class InterruptedInHand(NamedTuple):
    """The clients in hand, with a point behind what is read and before what is written."""

    there: ClientsInHand
    window: Interrupted

    def with_spelling(self, caller: str) -> Client | None:
        """A point is behind it."""
        found = self.there.with_spelling(caller)
        self.window.point(in_hand=True)
        return found

    def keep(self, client: Client) -> None:
        """A point is before it."""
        self.window.point(in_hand=True)
        self.there.keep(client)

    def forget(self, client_id: int) -> None:
        """A point is before it."""
        self.window.point(in_hand=True)
        self.there.forget(client_id)


def a_book(records: object) -> ClientBook:
    return ClientBook(records=cast(ClientHistory, records), clock=CLOCK)


def learn(thing: str, caller: str) -> Callable[[ClientBook], object]:
    return lambda book: book.learn(a_call(9, caller, f"little: {thing}"))


def add_cats(book: ClientBook) -> object:
    return book.edit(DANA, {"little": ("tea",), "style": ""}, {"little": ("tea", "cats"), "style": "brisk"})


def join_and_take_back(book: ClientBook) -> object:
    joined = book.join(DANA, SHORT)
    with suppress(Trouble):
        book.undo(joined)
    return joined


Does = Callable[[ClientBook], object]
CHANGES: dict[str, Does] = {
    "change": lambda book: book.change(DANA, more=("cats",), style="brisk"),
    "edit": add_cats,
    "learn": learn("cats", DANA),
    "join": lambda book: (book.join(DANA, SHORT), book.change(DANA, more=("cats",))),
    "join and take back": lambda book: (join_and_take_back(book), book.change(DANA, more=("cats",))),
    "split": lambda book: (book.split("Dana Leigh"), book.change(DANA, more=("cats",))),
}
ELSEWHERE: dict[str, Does] = {
    "learn": learn("golf", DANA),
    "learn under the other spelling": learn("golf", SHORT),
    "learn under the third": learn("golf", "Dana Leigh"),
    "join": lambda book: (book.join(DANA, DORA), book.change(DORA, more=("golf",))),
    "change": lambda book: book.change(DANA, more=("golf",), way="by phone"),
}


@pytest.mark.parametrize("mine", CHANGES)
@pytest.mark.parametrize("theirs", ELSEWHERE)
def test_nothing_that_another_window_keeps_in_between_is_lost(window: Opener, mine: str, theirs: str) -> None:
    records = cast(ClientHistory, window())
    other = a_book(window())
    for point in range(1, MOST_POINTS):
        for client in records.clients():
            records.change_clients(lambda there, gone=client.id: there.forget(gone))  # type: ignore[misc]
        keep_client(records, Client(id=1, names=(DANA, "Dana Leigh"), little=("tea",), touched=CLOCK.advance(60)))
        interrupted = Interrupted(records, point, lambda: ELSEWHERE[theirs](other))
        CHANGES[mine](a_book(interrupted))
        if not interrupted.was_reached():
            break
        kept = records.clients()
        assert {text for client in kept for text in client.little} == {"tea", "cats", "golf"}
        names = [name for client in kept for name in client.names]
        assert len(names) == len(set(names))
        assert DANA in names
        assert DORA in names or theirs != "join"
        assert "Dana Leigh" in names or mine == "split"
    else:
        pytest.fail("There are more points than that.")
    assert point > 2


def test_processes_that_learn_at_once_lose_nothing(folder: Path, engine_name: str) -> None:
    records = SqliteCallRecords(folder, ENGINES[engine_name])
    records.finish(a_call(1))
    with (
        working(learn_a_hundred_things, folder, engine_name) as (_, one),
        working(learn_a_hundred_things, folder, engine_name) as (_, other),
    ):
        one.send("a")
        other.send("b")
        assert (one.recv(), other.recv()) == ("a", "b")
    (client,) = records.clients()
    assert sorted(client.little) == sorted(f"{sign}{number}" for sign in "ab" for number in range(100))
    records.close()


def test_an_import_while_a_card_is_edited_takes_nothing_that_was_typed(folder: Path, engine_name: str) -> None:
    engine, there, file = ENGINES[engine_name], folder.with_name("there"), folder.with_name("calls.json")
    abroad, records = SqliteCallRecords(there, engine), SqliteCallRecords(folder, engine)
    came: set[bool] = set()
    for point in range(1, MOST_POINTS):
        before = Client(id=1, names=(DANA,), little=("tea",), touched=CLOCK.advance(60))
        keep_client(records, before)
        keep_client(abroad, replace(before, little=("tea", "golf"), touched=CLOCK.advance(60)))
        exported(there, file, engine)
        CLOCK.advance(60)
        said: list[str] = []
        interrupted = Interrupted(records, point, lambda into=said: into.extend(brought_in(folder, file, engine)))  # type: ignore[misc]
        add_cats(a_book(interrupted))
        if not interrupted.was_reached():
            break
        (client,) = records.clients()
        assert ({"tea", "cats"} <= set(client.little), client.style) == (True, "brisk")
        assert ("golf" in client.little) != ("stays as it is here" in said[0])
        came.add("golf" in client.little)
    assert came == {True, False}
    abroad.close()
    records.close()
