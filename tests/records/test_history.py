"""What every `CallRecords` finds among the finished calls."""

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tests.records.conftest import Opener
from tests.records.told import finish, ids
from tui.model.call import Outcome
from tui.model.promises import Promise


@pytest.mark.costly
def test_more_calls_than_fit_one_page_all_come_back(window: Opener) -> None:
    records = window()
    finish(records, *map(a_call, range(1, 302)))
    assert ids(records.newest(limit=1000)) == list(range(301, 0, -1))
    assert ids(records.newest(limit=200)) == list(range(301, 101, -1))
    assert records.newest(limit=0) == records.newest(limit=-1) == []


@pytest.mark.parametrize("words", ["", "late"])
def test_a_list_goes_on_below_the_last_call(window: Opener, words: str) -> None:
    records = window()
    finish(records, *(a_call(call_id, notes="late parcel") for call_id in range(1, 8)))
    assert ids(records.newest(words, limit=3, below=6)) == [5, 4, 3]
    assert ids(records.newest(words, below=3)) == [2, 1]
    assert records.newest(words, below=1) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gift", [3, 1]),
        ("GIFT late", [1]),
        ("late gift", [1]),
        ("  ", [3, 2, 1]),
        ("northwind", [2, 1]),
        ("ask", [3]),
        ("urgent", [2]),
        ("handed-over", [2]),
        ("HAUPTSTRASSE", [3]),
        ("jorg", [3]),
        ("JÖRG", [3]),
        ("upts", []),
        ("#gift,", [3, 1]),
        ("n-w", []),
        ("ha!upt", []),
        ("!!!", []),
        ("wro", [3]),
        ("100%", [3]),
        ("_", []),
        ("gift northwind nobody", []),
        ("seed 002", []),
        ("offer", []),
    ],
)
def test_every_word_is_looked_for_in_what_was_said(window: Opener, words: str, found: list[int]) -> None:
    records = window()
    promise = Promise(text="ASK the shop", noted=START)
    finish(
        records,
        a_call(1, "Dana Lee, Northwind Law", "The Gift came late"),
        a_call(2, "Ms Bright, Northwind Law", "#Urgent", outcome=Outcome.HANDED_OVER),
        replace(a_call(3, "Jörg, Hauptstraße", "a gift, 100% wrong"), promises=(promise,)),
    )
    assert ids(records.newest(words)) == found


def test_the_last_call_with_somebody(window: Opener) -> None:
    records = window()
    finish(
        records,
        a_call(1, "Dana Lee, Northwind Law"),
        a_call(2, "dana lee, Southwind"),
        a_call(3, "Dana Leeds"),
        a_call(4, ""),
    )
    names = ["DANA LEE", "Dana Lee, northwind law", "Dana", "", ", Southwind", "Dana Lee, Nowhere"]
    found = [records.last_with(name) for name in names]
    assert [call and call.id for call in found] == [2, 1, None, None, None, None]


def test_each_caller_is_named_once_the_newest_first(window: Opener) -> None:
    records = window()
    finish(
        records,
        a_call(1, "Ms Bright"),
        a_call(2, "dana lee, northwind law"),
        a_call(3, ""),
        a_call(4, "Dana Lee, Northwind Law"),
    )
    assert records.callers() == ["Dana Lee, Northwind Law", "Ms Bright"]
    assert records.callers(limit=2) == ["Dana Lee, Northwind Law"]
