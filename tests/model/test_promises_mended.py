"""A promise whose line is edited: a typo mended leaves it what it was, another date makes another promise."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock
from tui.model.noted_promises import promises_in
from tui.model.promises import Promise, PromiseState, done, moved, told, withdrawn

LATER = START + timedelta(minutes=20)
NEXT_DAY = START + timedelta(days=1)


def read(notes: str, known: tuple[Promise, ...] = (), now: datetime = START) -> tuple[Promise, ...]:
    return promises_in(notes, known, now, FakeClock(now).at_local)


def test_a_mended_line_was_still_said_when_it_was_first_noted() -> None:
    known = read("! rign her tomorow")
    (mended,) = read("! ring her tomorrow", known, LATER)
    assert mended.noted == START
    assert mended.due == START.replace(day=25, hour=17, minute=0)


def test_a_typo_mended_the_next_day_leaves_tomorrow_where_it_was() -> None:
    known = read("! rign tomorrow 8:00")
    (mended,) = read("! ring tomorrow 8:00", known, NEXT_DAY)
    assert mended == replace(known[0], text="ring tomorrow 8:00")


def test_another_word_for_the_day_typed_after_midnight_can_be_two_days() -> None:
    known = read("! ring Dana today")
    (mended,) = read("! ring Dana tomorrow", known, NEXT_DAY)
    assert (mended.due, mended.unclear) == (None, "that can be 25 Nov or 26 Nov: write the date")
    (mended,) = read("! ring Dana 26 nov", (mended,), NEXT_DAY)
    assert (mended.due, mended.unclear) == (START.replace(day=26, hour=17, minute=0), "")


def test_a_time_that_has_passed_since_can_be_two_moments() -> None:
    known = read("! ring Dana 9:30")
    (mended,) = read("! ring Dana 9:35", known, LATER)
    assert (mended.due, mended.unclear) == (None, "that can be 24 Nov 9:35 or 25 Nov 9:35: write the date")


def test_a_day_that_is_over_by_now_says_so() -> None:
    known = read("! ring Dana")
    (mended,) = read("! ring Dana today 9:30", known, LATER)
    assert (mended.due, mended.unclear) == (None, "today 9:30 is over")


def test_a_span_counts_from_when_it_was_first_noted() -> None:
    known = read("! ring Dana in 2 hours")
    (mended,) = read("! ring Dana in 3 hours", known, LATER)
    assert mended.due == START + timedelta(hours=3)


def test_a_day_typed_on_over_the_end_of_the_working_day_is_still_today() -> None:
    known = read("! ring", now=START.replace(hour=16, minute=59))
    (typed,) = read("! ring today", known, START.replace(hour=17, minute=1))
    assert typed.due == START.replace(hour=23, minute=59)


def test_a_line_that_is_typed_on_is_one_promise() -> None:
    known = read("! r")
    (typed,) = read("! ring her back in 2 hours", known, LATER)
    assert (typed.noted, typed.due) == (START, START + timedelta(hours=2))


def test_other_words_are_another_promise() -> None:
    known = read("! ring tomorrow")
    (other,) = read("! a refund by friday", known, LATER)
    assert other.noted == LATER


def test_each_mended_line_finds_its_own_promise_past_new_and_deleted_ones() -> None:
    known = read("! gone for good\n! ring Dana tomorow\n! send the bill friday")
    found = read("! something new\n! send the bill by friday\n! ring Dana tomorrow", known, LATER)
    assert [promise.noted for promise in found] == [LATER, START, START]


def test_a_line_of_another_kind_is_another_promise() -> None:
    known = read("undo: fetch the blue mug")
    (other,) = read("redo: fetch the blue mug", known, LATER)
    assert other.noted == LATER


def test_a_changed_date_changes_the_promise() -> None:
    known = read("! ring back tue 15:00")
    (changed,) = read("! ring back wed 15:00", known, LATER)
    assert changed.due == START.replace(day=25, hour=15, minute=0)


def settled(promise: Promise) -> tuple[Promise, ...]:
    return done(promise, LATER), told(promise, LATER, "by phone"), withdrawn(promise, LATER, "they did it themselves")


@pytest.mark.parametrize("way", range(3))
def test_what_was_done_about_a_promise_stays_when_a_typo_is_mended(way: int) -> None:
    known = settled(read("! rign Dana wed 15:00")[0])[way]
    assert read("! ring Dana wed 15:00", (known,), NEXT_DAY) == (replace(known, text="ring Dana wed 15:00"),)


@pytest.mark.parametrize("way", range(3))
def test_another_date_on_its_line_is_a_new_promise_and_the_old_one_stays(way: int) -> None:
    known = settled(read("! ring Dana wed 15:00")[0])[way]
    new, old = read("! ring Dana fri 15:00", (known,), LATER)
    assert (new.state, new.noted) == (PromiseState.PROMISED, LATER)
    assert old == known


def test_the_same_hour_once_more_when_clocks_go_back_is_another_date() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 25, 1, 30, tzinfo=berlin)
    (first,) = promises_in("! ring Dana in 1 hour", (), now, lambda wall: wall.replace(tzinfo=berlin))
    known = (told(first, now),)
    new, old = promises_in("! ring Dana in 2 hours", known, now, lambda wall: wall.replace(tzinfo=berlin))
    assert (new.state, old) == (PromiseState.PROMISED, *known)


@pytest.mark.parametrize("way", range(3))
def test_what_was_said_stays_said_when_its_line_is_deleted(way: int) -> None:
    known = settled(read("! ring Dana wed 15:00")[0])[way]
    assert read("", (known,), LATER) == (known,)
    assert read("! ring Dana wed 15:00", (known,), LATER) == (known,)


def test_two_lines_alike_keep_what_was_done_about_each() -> None:
    first, second = read("! ring Dana wed 15:00\n! ring Dana wed 15:00")
    known = (told(first, LATER), second)
    assert read("! ring Dana wed 15:00\n! ring Dana wed 15:00", known, LATER) == known
    mended = read("! ring Dana wed 15:00\n! ring Dana, wed 15:00", known, LATER)
    assert [promise.state for promise in mended] == [PromiseState.TOLD, PromiseState.PROMISED]


def test_a_date_that_was_half_deleted_and_typed_again_is_the_promise_that_was_told() -> None:
    known = (told(read("! ring Dana wed 15:00")[0], LATER),)
    half = read("! ring Dana wed", known, LATER)
    assert [promise.state for promise in half] == [PromiseState.PROMISED, PromiseState.TOLD]
    assert read("! ring Dana, wed 15:00", half, LATER) == (replace(known[0], text="ring Dana, wed 15:00"),)


def test_a_promise_is_found_behind_many_that_lost_their_lines() -> None:
    gone = tuple(told(promise, LATER) for promise in read("\n".join(f"! {n} mugs to Kiel" for n in range(30))))
    known = (*gone, *read("! ring Dana tomorow"))
    mended, *rest = read("! ring Dana tomorrow", known, LATER)
    assert (mended.noted, tuple(rest)) == (START, gone)


def test_a_text_that_is_put_in_whole_is_read_as_of_now() -> None:
    known = read("\n".join(f"! ring {name} tomorow" for name in "abcdefghij"))
    found = read("\n".join(f"! ring {name} tomorrow" for name in "abcdefghij"), known, LATER)
    assert {promise.noted for promise in found} == {LATER}


def test_a_promise_that_was_moved_stays_there_when_a_typo_is_mended() -> None:
    (known,) = read("! rign tomorrow 8:00")
    friday = START + timedelta(days=3)
    once = moved(known, LATER, friday, day_only=False, reason="the hub")
    (mended,) = read("! ring tomorrow 8:00", (once,), NEXT_DAY)
    assert mended == replace(once, text="ring tomorrow 8:00")
    (other,) = read("! ring thu 8:00", (once,), LATER)
    assert (other.due, other.moves) == (START.replace(day=26, hour=8, minute=0), once.moves)
