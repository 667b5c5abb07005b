"""The promises of a call, as its notes have them."""

from datetime import datetime, timedelta

from tests.fakes import START, FakeClock
from tui.model.promises import Promise, promises_in

TOMORROW = START.replace(day=25, hour=17, minute=0)


def read(notes: str, known: tuple[Promise, ...] = (), now: datetime = START) -> tuple[Promise, ...]:
    return promises_in(notes, known, now, FakeClock(now).at_local)


def test_only_marked_lines_are_promises_and_they_keep_their_order() -> None:
    found = read("! b\nring her tomorrow\n> ring me\n! a\n!\n! c")
    assert [promise.text for promise in found] == ["b", "a", "c"]


def test_a_promise_for_a_day_is_due_at_its_end_where_the_call_was_taken() -> None:
    assert read("! ring tomorrow") == (Promise(text="ring tomorrow", noted=START, due=TOMORROW, day_only=True),)


def test_a_promise_for_a_time_is_due_then() -> None:
    (promise,) = read("! ring at 15:00")
    assert (promise.due, promise.day_only) == (START.replace(hour=15, minute=0), False)


def test_a_promise_without_a_date_has_none() -> None:
    assert read("! a new one") == (Promise(text="a new one", noted=START, due=None, day_only=False),)


def test_tomorrow_stays_the_day_after_it_was_said_when_the_day_has_changed() -> None:
    known = read("! ring tomorrow")
    later = read("! ring tomorrow\n! write tomorrow", known, START + timedelta(days=1))
    assert later[0] == known[0]
    assert later[1].due == TOMORROW + timedelta(days=1)


def test_an_edited_line_is_a_new_promise_with_a_date_of_its_own() -> None:
    known = read("! ring tomorrow")
    now = START + timedelta(days=2)
    assert read("! ring her tomorrow", known, now) == (
        Promise(text="ring her tomorrow", noted=now, due=TOMORROW + timedelta(days=2), day_only=True),
    )


def test_a_line_taken_out_is_no_promise_any_more() -> None:
    assert read("", read("! ring tomorrow")) == ()


def test_promises_that_change_places_keep_their_dates() -> None:
    known = read("! ring tomorrow\n! write at 15:00")
    assert read("! write at 15:00\n! ring tomorrow", known, START + timedelta(days=3)) == known[::-1]


def test_a_date_keeps_the_day_of_the_wall_clock_late_in_the_evening() -> None:
    late = START.replace(hour=23, minute=50)
    assert read("! ring tomorrow", now=late)[0].due == TOMORROW
