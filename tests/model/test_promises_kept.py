"""What becomes of a promise, and the promises that follow from a call."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock
from tui.model.follow_on import after_care, is_contact, report_back, say_sorry
from tui.model.noted_promises import promises_in
from tui.model.promises import (
    Moved,
    Promise,
    PromiseKind,
    PromiseState,
    attempted,
    done,
    is_open,
    moved,
    owed_from,
    reopened,
    told,
    withdrawn,
)
from tui.model.working_days import next_working_day

AT_LOCAL = FakeClock().at_local
LATER = START + timedelta(hours=1)
FRIDAY = START.replace(day=27)
RING = Promise(text="ring back", noted=START, due=LATER)


def read(notes: str) -> tuple[Promise, ...]:
    return promises_in(notes, (), START, AT_LOCAL)


def report(*promises: Promise, now: datetime = LATER) -> Promise | None:
    return report_back(promises, now, AT_LOCAL)


def test_done_is_not_told() -> None:
    kept = done(RING, LATER)
    assert (kept.state, kept.done_at, kept.told_at) == (PromiseState.DONE, LATER, None)
    assert is_open(kept)


def test_told_is_behind_us_and_remembers_when_it_was_done() -> None:
    behind = told(done(RING, START), LATER, " by phone ")
    assert (behind.state, behind.done_at, behind.told_at, behind.how) == (
        PromiseState.TOLD, START, LATER, "by phone",
    )  # fmt: skip
    assert not is_open(behind)


def test_what_they_are_told_is_done_by_that() -> None:
    behind = told(RING, LATER)
    assert (behind.done_at, behind.told_at, behind.how) == (LATER, LATER, "")


@pytest.mark.parametrize("known", [RING, done(RING, START)])
def test_an_open_promise_is_withdrawn_with_a_reason(known: Promise) -> None:
    back = withdrawn(known, LATER, " they did it themselves ")
    assert (back.state, back.withdrawn_at, back.reason) == (
        PromiseState.WITHDRAWN, LATER, "they did it themselves",
    )  # fmt: skip
    assert owed_from([back]) is None


@pytest.mark.parametrize("reason", ["", " \t"])
def test_nothing_is_withdrawn_without_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="with a reason"):
        withdrawn(RING, LATER, reason)


@pytest.mark.parametrize("known", [replace(RING, unclear="that day is over"), done(RING, START)])
def test_a_promise_falls_due_on_another_day_and_keeps_where_it_was(known: Promise) -> None:
    once = moved(known, START, FRIDAY, day_only=True, reason=" the hub ")
    assert once == replace(
        known, due=FRIDAY, day_only=True, unclear="", moves=(Moved(at=START, was=LATER, reason="the hub"),)
    )
    twice = moved(once, LATER, LATER, day_only=False, reason="found")
    assert twice.moves == (*once.moves, Moved(at=LATER, was=FRIDAY, day_only=True, reason="found"))


def test_nothing_is_moved_without_a_reason_nor_tried_without_a_word() -> None:
    with pytest.raises(ValueError, match="with a reason"):
        moved(RING, LATER, FRIDAY, day_only=False, reason=" ")
    with pytest.raises(ValueError, match="what was tried"):
        attempted(RING, LATER, "\n")


BEHIND = (told(RING, LATER), withdrawn(RING, LATER, "gone"))
FORBIDDEN: list[tuple[Promise, Callable[[Promise], Promise]]] = [
    (done(RING, START), lambda known: done(known, LATER)),
    (RING, reopened),
    *((known, lambda known: done(known, LATER)) for known in BEHIND),
    *((known, lambda known: told(known, LATER)) for known in BEHIND),
    *((known, lambda known: withdrawn(known, LATER, "gone")) for known in BEHIND),
    *((known, lambda known: moved(known, LATER, FRIDAY, day_only=False, reason="gone")) for known in BEHIND),
    *((known, lambda known: attempted(known, LATER, "rang")) for known in BEHIND),
]


@pytest.mark.parametrize(("known", "move"), FORBIDDEN)
def test_no_other_way_is_open(known: Promise, move: Callable[[Promise], Promise]) -> None:
    with pytest.raises(ValueError, match=r"^A promise that is .+ cannot be .+\.$"):
        move(known)


@pytest.mark.parametrize("known", [done(RING, LATER), told(RING, LATER, "by phone"), BEHIND[1]])
def test_what_was_marked_by_mistake_is_owed_again_as_it_was(known: Promise) -> None:
    assert reopened(known) == RING


def test_promises_of_ours_stay_behind_those_of_the_notes() -> None:
    care = after_care(PromiseKind.NOTE, START, AT_LOCAL)
    sorry = say_sorry(START, AT_LOCAL)
    found = promises_in("! ring", (care, *read("! gone"), sorry), LATER, AT_LOCAL)
    assert found == (Promise(text="ring", noted=LATER), care, sorry)


@pytest.mark.parametrize(
    "text",
    [
        "ring back tue", "call Dana", "the driver rings Tomás", "phone her", "report on it", "tell them the day",
        "write to Karim", "an e-mail friday", "email the bill", "mail him", "message her", "text him the number",
        "let Dana know", "an update friday", "news in an hour", "speak with Dana", "visit them", "a letter by friday",
        "get back to her", "she hears from us", "answer by end of week",
    ],
)  # fmt: skip
def test_a_promise_by_which_they_hear_from_us_is_a_contact(text: str) -> None:
    assert is_contact(Promise(text=text, noted=START))


@pytest.mark.parametrize(
    "text",
    [
        "a new mug by friday", "refund in 2 days", "call the courier", "ring our supplier tomorrow", "call off it",
        "write off the bill", "in the letter box by noon", "fetch the string", "recall the lot", "tell the team", "",
    ],
)  # fmt: skip
def test_a_promise_that_they_do_not_notice_is_none(text: str) -> None:
    assert not is_contact(Promise(text=text, noted=START))


def test_only_a_gift_says_nothing_by_itself() -> None:
    care = (PromiseKind.NOTE, PromiseKind.GIFT, PromiseKind.SENIOR, PromiseKind.ONE_ON_ONE)
    silent = [kind for kind in care if not is_contact(Promise(text="x", noted=START, kind=kind))]
    assert silent == [PromiseKind.GIFT]
    assert is_contact(say_sorry(START, AT_LOCAL))


def test_a_fix_makes_the_promise_to_report_back_with_the_last_one_that_is_open() -> None:
    made = report(*read("! a new mug by thu\nundo: fetch the old one fri 15:00\n! a card"))
    assert made == Promise(
        text="report back how it stands", noted=LATER, due=FRIDAY.replace(hour=15, minute=0),
        kind=PromiseKind.REPORT_BACK,
    )  # fmt: skip
    day = report(*read("! a new mug by fri"))
    assert day
    assert day.day_only


@pytest.mark.parametrize("notes", ["", "! a new mug", "! a new mug today 9:30"])
def test_without_a_day_ahead_the_report_is_due_on_the_next_working_day(notes: str) -> None:
    made = report(*read(notes))
    assert made
    assert (made.due, made.day_only) == (START.replace(day=25, hour=17, minute=0), True)


def test_who_hears_from_us_on_a_day_needs_no_report() -> None:
    assert report(*read("! a new mug by thu\n! ring back fri")) is None
    assert report(*read("! ring back, no day yet")) is not None
    (ring,) = read("! ring back fri")
    assert report(told(ring, LATER)) is not None
    made = report()
    assert made
    assert report(made) is None


def test_a_report_that_was_given_or_taken_back_is_not_made_again() -> None:
    made = report()
    assert made
    for behind in (told(made, LATER), withdrawn(made, LATER, "they moved away")):
        assert report(behind, *read("! a new mug")) is None
        later = Promise(text="another mug", noted=LATER + timedelta(minutes=1))
        assert report(behind, later) is not None


def test_a_sorry_that_was_missed_is_said_on_the_next_working_day() -> None:
    made = say_sorry(FRIDAY, AT_LOCAL)
    assert (made.kind, made.text) == (PromiseKind.SAY_SORRY, "call back and say it properly")
    assert (made.due, made.day_only) == (START.replace(day=30, hour=17, minute=0), True)


@pytest.mark.parametrize(
    ("kind", "text", "day"),
    [
        (PromiseKind.NOTE, "write a note by hand", date(2026, 11, 26)),
        (PromiseKind.GIFT, "a small gift", date(2026, 11, 27)),
        (PromiseKind.SENIOR, "a call from somebody senior", date(2026, 11, 25)),
        (PromiseKind.ONE_ON_ONE, "one-on-one", date(2026, 12, 24)),
    ],
)
def test_after_care_has_its_words_and_its_day(kind: PromiseKind, text: str, day: date) -> None:
    made = after_care(kind, START, AT_LOCAL)
    assert (made.kind, made.text, made.day_only) == (kind, text, True)
    assert made.due == datetime.combine(day, datetime.min.time(), START.tzinfo) + timedelta(hours=17)


def test_a_talk_of_two_has_a_reason_that_is_useful_to_them_on_one_line() -> None:
    made = after_care(PromiseKind.ONE_ON_ONE, START, AT_LOCAL, about=" the \x1b new\nplan ")
    assert made.text == "one-on-one: the ␛ new plan"
    assert after_care(PromiseKind.ONE_ON_ONE, START, AT_LOCAL, about=" \n").text == "one-on-one"


@pytest.mark.parametrize(("said", "due"), [(26, 28), (27, 28), (28, 28), (29, 29)])
def test_a_talk_in_a_month_is_never_at_a_weekend(said: int, due: int) -> None:
    made = after_care(PromiseKind.ONE_ON_ONE, START.replace(day=said), AT_LOCAL)
    assert made.due
    assert (made.due.month, made.due.day) == (12, due)


def test_what_is_no_after_care_is_not_planned_as_such() -> None:
    with pytest.raises(KeyError):
        after_care(PromiseKind.SAID, START, AT_LOCAL)


@pytest.mark.parametrize(
    ("day", "by", "found"),
    [(26, 1, 27), (27, 1, 30), (28, 1, 30), (29, 1, 30), (24, 3, 27), (24, 4, 30), (23, 5, 30), (24, 0, 24)],
)
def test_working_days_leave_out_the_weekend(day: int, by: int, found: int) -> None:
    assert next_working_day(date(2026, 11, day), by) == date(2026, 11, found)
