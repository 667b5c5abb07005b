"""The promises of a call, as its notes have them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.fakes import START, FakeClock
from tui.model.noted_promises import promises_in
from tui.model.promises import Promise, PromiseKind
from tui.model.trouble import Trouble

TOMORROW = START.replace(day=25, hour=17, minute=0)
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def read(notes: str, known: tuple[Promise, ...] = (), now: datetime = START) -> tuple[Promise, ...]:
    return promises_in(notes, known, now, FakeClock(now).at_local)


def read_in(zone: ZoneInfo, line: str, now: datetime) -> Promise:
    (promise,) = promises_in(line, (), now.replace(tzinfo=zone), lambda wall: wall.replace(tzinfo=zone))
    return promise


def test_only_marked_lines_are_promises_and_they_keep_their_order() -> None:
    found = read("! b\nring her tomorrow\n> ring me\n! a\n!\n! c")
    assert [promise.text for promise in found] == ["b", "a", "c"]


def test_what_is_undone_and_redone_is_promised_too_in_the_order_of_the_notes() -> None:
    found = read("redo: send the red one friday\n! b\nundo: fetch the blue one\nundo:\n! a\nUndo: and its bill")
    assert [(promise.kind, promise.text) for promise in found] == [
        (PromiseKind.REDO, "send the red one friday"),
        (PromiseKind.SAID, "b"),
        (PromiseKind.UNDO, "fetch the blue one"),
        (PromiseKind.SAID, "a"),
        (PromiseKind.UNDO, "and its bill"),
    ]
    assert found[0].due == START.replace(day=27, hour=17, minute=0)


def test_the_same_words_in_two_kinds_of_line_are_two_promises() -> None:
    known = read("undo: the bill\nredo: the bill")
    later = read("redo: the bill\nundo: the bill", known, START + timedelta(hours=1))
    assert later == known[::-1]


def test_a_promise_for_a_day_is_due_at_its_end_where_the_call_was_taken() -> None:
    assert read("! ring tomorrow") == (Promise(text="ring tomorrow", noted=START, due=TOMORROW, day_only=True),)


def test_a_promise_for_a_time_is_due_then() -> None:
    (promise,) = read("! ring at 15:00")
    assert (promise.due, promise.day_only) == (START.replace(hour=15, minute=0), False)


def test_a_promise_without_a_date_has_none() -> None:
    assert read("! a new one") == (Promise(text="a new one", noted=START, due=None, day_only=False),)


def test_a_date_that_is_not_plain_says_why() -> None:
    (promise,) = read("! ring next friday")
    assert (promise.due, promise.unclear) == (None, "next friday can be 27 Nov or 4 Dec: write the date")


def test_a_day_whose_time_is_not_plain_has_both() -> None:
    (promise,) = read("! ring tomorrow at 3")
    assert (promise.due, promise.day_only) == (TOMORROW, True)
    assert promise.unclear == "at 3 can be 3:00 or 15:00: write it like that"


def test_tomorrow_stays_the_day_after_it_was_said_when_the_day_has_changed() -> None:
    known = read("! ring tomorrow")
    later = read("! ring tomorrow\n! write tomorrow", known, START + timedelta(days=1))
    assert later[0] == known[0]
    assert later[1].due == TOMORROW + timedelta(days=1)


def test_a_line_taken_out_is_no_promise_any_more() -> None:
    assert read("", read("! ring tomorrow")) == ()


def test_promises_that_change_places_keep_their_dates() -> None:
    known = read("! ring tomorrow\n! write at 15:00")
    assert read("! write at 15:00\n! ring tomorrow", known, START + timedelta(days=3)) == known[::-1]


def test_a_date_keeps_the_day_of_the_wall_clock_late_in_the_evening() -> None:
    late = START.replace(hour=23, minute=50)
    assert read("! ring tomorrow", now=late)[0].due == TOMORROW


@pytest.mark.parametrize(
    ("zone", "now", "line", "words"),
    [
        (BERLIN, datetime(2026, 10, 24, 9), "! ring 25 oct 2:30",
         "2:30 comes twice on 25 Oct: write the hour before or after"),
        (BERLIN, datetime(2026, 3, 28, 9), "! ring tomorrow 2:30",
         "2:30 does not come on 29 Mar: write another hour"),
        (NEW_YORK, datetime(2026, 10, 31, 9), "! ring tomorrow 1:30",
         "1:30 comes twice on 1 Nov: write the hour before or after"),
        (NEW_YORK, datetime(2026, 3, 7, 9), "! ring tomorrow 2:30",
         "2:30 does not come on 8 Mar: write another hour"),
    ],
    ids=["twice in Berlin", "never in Berlin", "twice in New York", "never in New York"],
)  # fmt: skip
def test_an_hour_that_comes_twice_or_never_is_left_to_the_rep(
    zone: ZoneInfo, now: datetime, line: str, words: str
) -> None:
    promise = read_in(zone, line, now)
    assert (promise.due, promise.unclear) == (None, words)


@pytest.mark.parametrize(("hour", "utc"), [("1:59", "23:59"), ("3:00", "02:00"), ("15:00", "14:00")])
def test_the_hours_around_it_are_plain(hour: str, utc: str) -> None:
    promise = read_in(BERLIN, f"! ring tomorrow {hour}", datetime(2026, 10, 24, 9))
    assert promise.due
    assert f"{promise.due.astimezone(UTC):%H:%M}" == utc


def test_a_day_on_which_the_clocks_change_ends_when_it_does() -> None:
    promise = read_in(BERLIN, "! ring tomorrow", datetime(2026, 10, 24, 9))
    assert promise.due == datetime(2026, 10, 25, 16, tzinfo=UTC)


def test_a_day_that_ends_twice_is_a_day_all_the_same() -> None:
    promise = read_in(ZoneInfo("Asia/Beirut"), "! ring tonight", datetime(2026, 10, 24, 9))
    assert promise.due
    assert promise.due.timestamp() == datetime(2026, 10, 24, 20, 59, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("now", "after", "shown"),
    [
        (datetime(2026, 10, 25, 1, 30), "3 hours", "03:30"),
        (datetime(2026, 10, 25, 1, 30), "1 hour", "02:30"),
        (datetime(2026, 10, 25, 1, 30), "2 hours", "02:30"),
        (datetime(2026, 3, 29, 1, 30), "1 hour", "03:30"),
        (datetime(2026, 3, 29, 1, 30), "2 hours", "04:30"),
    ],
)
def test_a_span_goes_on_while_the_clocks_change(now: datetime, after: str, shown: str) -> None:
    promise = read_in(BERLIN, f"! ring in {after}", now)
    assert promise.due
    said = now.replace(tzinfo=BERLIN)
    assert promise.due.timestamp() - said.timestamp() == int(after[0]) * 3600
    assert f"{promise.due:%H:%M}" == shown


def test_a_span_has_the_offset_of_then_where_the_clock_knows_only_offsets() -> None:
    def at_local(wall: datetime) -> datetime:
        here = datetime.fromtimestamp(wall.replace(tzinfo=BERLIN).timestamp(), BERLIN)
        return here.replace(tzinfo=timezone(here.utcoffset() or timedelta()))

    (promise,) = promises_in("! ring in 2 hours", (), at_local(datetime(2026, 10, 25, 1, 30)), at_local)
    assert promise.due
    assert promise.due.isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_date_that_the_clock_cannot_tell_is_said_to_be_too_far_away() -> None:
    def at_local(wall: datetime) -> datetime:
        raise Trouble("That date is too far away to plan for.")

    (promise,) = promises_in("! ring tomorrow", (), START, at_local)
    assert (promise.due, promise.unclear) == (None, "that is too far away: check the date")
