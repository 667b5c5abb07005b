"""Another day for a promise, and why."""

import pytest

from tests.fakes import START, FakeClock
from tui.model.new_day import read_new_day, split_day
from tui.model.trouble import Trouble


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("thu 15:00: waiting for the hub", "thu 15:00", "waiting for the hub"),
        ("fri: 3 boxes: all wrong", "fri", "3 boxes: all wrong"),
        ("fri 9:30:the hub", "fri 9:30", "the hub"),
        (": no day", "", "no day"),
        ("fri:", "fri", ""),
    ],
)
def test_the_colon_in_a_time_is_not_the_one_between(text: str, day: str, reason: str) -> None:
    assert split_day(text) == (day, reason)


def test_a_day_and_a_reason_are_read() -> None:
    new = read_new_day("thu 15:00", " the\thub ", START, FakeClock().at_local)
    assert (new.due, new.day_only, new.reason) == (START.replace(day=26, hour=15, minute=0), False, "the hub")
    assert read_new_day("fri", "x", START, FakeClock().at_local).day_only


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("thu 15:00 waiting", "a colon, and why"),
        ("", "a colon, and why"),
        ("soonish: why", "no day was read from “soonish”. A day is written like thu 15:00 or 3 dec."),
        (": the hub", "no day is named"),
        ("some day: the hub", "no day was read from “some day”"),
        ("yesterday: the hub", "yesterday is over"),
        ("3/4: the hub", "write the month"),
        ("tomorrow at 3: the hub", "at 3 can be"),
        ("thu: ", "the record keeps the reason"),
    ],
)
def test_without_a_plain_day_and_a_reason_nothing_is_moved(text: str, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        read_new_day(*split_day(text), START, FakeClock().at_local)
