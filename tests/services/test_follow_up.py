"""What is owed, and what becomes of it: done is not told."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call
from tui.model.call import Answering, Call, Outcome, with_notes, with_promises
from tui.model.guide import said
from tui.model.owed import Owed
from tui.model.promises import Attempt, Moved, Promise, PromiseKind, PromiseState
from tui.model.trouble import RecordsTrouble, Trouble
from tui.services.follow_up import FollowUp

HOUR = timedelta(hours=1)


def a_promise(text: str = "ring back", due: datetime | None = START) -> Promise:
    return Promise(text=text, noted=START - HOUR, due=due)


class Desk:
    """Two windows on one disk, and a clock."""

    def __init__(self, *calls: Call) -> None:
        disk = Disk()
        self.records, other = MemoryCallRecords(disk), MemoryCallRecords(disk)
        self.clock = FakeClock()
        self.follow_up = FollowUp(records=self.records, clock=self.clock)
        self.other = FollowUp(records=other, clock=self.clock)
        for call in calls:
            self.records.finish(call)

    def texts(self) -> list[str]:
        return [owed.promise.text for owed in self.follow_up.owed()]

    def promises(self, call_id: int = 1) -> list[Promise]:
        call = self.records.find(call_id)
        assert call
        return list(call.promises)


def owing(*promises: Promise, call_id: int = 1) -> Call:
    return with_promises(a_call(call_id), promises)


def test_every_open_promise_is_listed_overdue_first_and_undated_last() -> None:
    told = replace(a_promise("told"), state=PromiseState.TOLD)
    desk = Desk(
        owing(a_promise("some day", None), a_promise("in an hour", START + HOUR), told),
        owing(a_promise("an hour ago", START - HOUR), a_promise("now"), call_id=2),
        owing(replace(a_promise("never"), state=PromiseState.WITHDRAWN), call_id=3),
        owing(replace(a_promise("done, now"), state=PromiseState.DONE), call_id=4),
    )
    assert desk.texts() == ["an hour ago", "now", "done, now", "in an hour", "some day"]
    assert [(owed.call.id, owed.place) for owed in desk.follow_up.owed()] == [(2, 0), (2, 1), (4, 0), (1, 1), (1, 0)]


def test_of_many_calls_those_that_fall_due_first_are_listed() -> None:
    desk = Desk(*(owing(a_promise(str(hours), START - hours * HOUR), call_id=hours) for hours in range(1, 61)))
    assert [owed.promise.text for owed in desk.follow_up.owed(limit=3)] == ["60", "59", "58"]
    assert len(desk.follow_up.owed()) == 50


def test_done_is_not_told() -> None:
    desk = Desk(owing(a_promise()))
    now = desk.clock.advance(60)
    revised = desk.follow_up.done(desk.follow_up.owed()[0])
    assert revised.promises == (replace(a_promise(), state=PromiseState.DONE, done_at=now),)
    assert (revised.touched, revised.owed, desk.texts()) == (now, int(START.timestamp()), ["ring back"])
    later = desk.clock.advance(60)
    told = desk.follow_up.told(desk.follow_up.owed()[0], "  in a letter\n")
    assert told.promises == (
        replace(a_promise(), state=PromiseState.TOLD, done_at=now, told_at=later, how="in a letter"),
    )
    assert (told.touched, told.owed, desk.texts(), desk.promises()) == (later, None, [], list(told.promises))


def test_one_step_on_at_a_time() -> None:
    desk = Desk(owing(a_promise()))
    states = [desk.follow_up.move_on(desk.follow_up.owed()[0]).promises[0].state for _ in range(2)]
    assert states == [PromiseState.DONE, PromiseState.TOLD]


def test_two_windows_that_move_on_together_take_one_step() -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    done = desk.other.move_on(owed)
    desk.clock.advance(60)
    assert desk.follow_up.move_on(owed) == done
    assert done.promises[0].state is PromiseState.DONE


def test_what_is_taken_back_says_why() -> None:
    desk = Desk(owing(a_promise(), a_promise("a note", None)))
    now = desk.clock.advance(60)
    desk.follow_up.withdraw(desk.follow_up.owed()[0], " they moved away ")
    assert desk.promises()[0] == replace(
        a_promise(), state=PromiseState.WITHDRAWN, withdrawn_at=now, reason="they moved away"
    )
    assert desk.texts() == ["a note"]


@pytest.mark.parametrize("reason", ["", " ", "\n\t\u2003"])
def test_nothing_is_taken_back_without_a_reason(reason: str) -> None:
    desk = Desk(owing(a_promise()))
    with pytest.raises(Trouble, match="in a few words why") as caught:
        desk.follow_up.withdraw(desk.follow_up.owed()[0], reason)
    assert not isinstance(caught.value, RecordsTrouble)
    assert desk.promises() == [a_promise()]


def test_what_is_in_the_post_can_be_taken_out_of_it_again() -> None:
    note = replace(a_promise("a note by hand"), kind=PromiseKind.NOTE)
    desk = Desk(owing(note))
    [owed] = desk.follow_up.owed()
    posted = desk.follow_up.posted(owed).promises[0]
    assert (posted.state, posted.how, desk.texts()) == (PromiseState.TOLD, "by post", [])
    now = desk.clock.advance(60)
    reopened = desk.follow_up.reopen(owed)
    assert (reopened.promises, reopened.touched, desk.texts()) == ((note,), now, ["a note by hand"])
    assert desk.follow_up.reopen(owed) == reopened


CHANGES: dict[str, Callable[[FollowUp, Owed], Call]] = {
    "done": FollowUp.done,
    "told": FollowUp.told,
    "withdrawn": lambda follow_up, owed: follow_up.withdraw(owed, "no more use"),
    "posted": FollowUp.posted,
    "moved": lambda follow_up, owed: follow_up.move(owed, "thu", "the hub"),
    "tried": lambda follow_up, owed: follow_up.attempt(owed, "nobody there"),
}


@pytest.mark.parametrize("late", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("first", ["told", "withdrawn", "posted"])
def test_what_another_window_has_settled_stays_as_it_is_there(first: str, late: Callable[..., Call]) -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    settled = CHANGES[first](desk.other, owed)
    desk.clock.advance(60)
    assert late(desk.follow_up, owed) == settled == desk.records.find(1)


def test_what_was_withdrawn_is_not_owed_again_by_a_note_that_is_not_posted() -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    withdrawn = desk.other.withdraw(owed, "no more use")
    assert desk.follow_up.reopen(owed) == withdrawn


def test_what_another_window_has_changed_besides_is_kept() -> None:
    desk = Desk(owing(a_promise("one"), a_promise("two")))
    one, two = desk.follow_up.owed()
    desk.other.told(two)
    desk.records.revise(1, lambda call: with_notes(call, "late", START))
    revised = desk.follow_up.done(one)
    assert revised.notes == "late"
    assert [promise.state for promise in revised.promises] == [PromiseState.DONE, PromiseState.TOLD]


def test_a_promise_is_found_again_where_it_is_by_now() -> None:
    first, second = a_promise("one"), a_promise("two")
    desk = Desk(owing(first, second))
    two = desk.follow_up.owed()[1]
    desk.records.revise(1, lambda call: with_promises(call, (second, first)))
    desk.follow_up.told(two)
    assert [promise.state for promise in desk.promises()] == [PromiseState.TOLD, PromiseState.PROMISED]


@pytest.mark.parametrize(
    "other",
    [
        replace(a_promise(), kind=PromiseKind.UNDO),
        replace(a_promise(), text="ring back soon"),
        replace(a_promise(), noted=START),
    ],
)
def test_another_promise_in_its_place_is_not_taken_for_it(other: Promise) -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    changed = desk.records.revise(1, lambda call: with_promises(call, (other,)))
    assert desk.follow_up.told(owed) == changed


def test_of_a_line_that_stands_there_twice_each_is_kept_by_itself() -> None:
    desk = Desk(owing(a_promise(), a_promise()))
    _, second = desk.follow_up.owed()
    for _ in range(2):
        desk.follow_up.told(second)
    assert [promise.state for promise in desk.promises()] == [PromiseState.PROMISED, PromiseState.TOLD]


def test_a_call_that_is_gone_is_told() -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    del desk.records.disk.calls[1]
    with pytest.raises(RecordsTrouble, match="not among the finished ones any more"):
        desk.follow_up.done(owed)
    assert desk.records.find(1) is None


def test_a_disk_that_fails_is_told_and_the_promise_stays_open() -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    desk.records.trouble = RecordsTrouble("The disk is full.")
    for change in CHANGES.values():
        with pytest.raises(RecordsTrouble, match="full"):
            change(desk.follow_up, owed)
    assert desk.promises() == [a_promise()]


def test_they_can_have_known_for_a_while() -> None:
    desk = Desk(owing(a_promise()))
    now = desk.clock.advance(3600)
    told = desk.follow_up.told_in_words(desk.follow_up.owed()[0], "By phone today 9:30")
    at = START.replace(minute=30)
    assert (told.promises[0].how, told.promises[0].told_at, told.promises[0].done_at) == ("By phone", at, at)
    assert told.touched == now


def test_without_a_moment_they_know_from_now_on() -> None:
    desk = Desk(owing(a_promise()))
    now = desk.clock.advance(60)
    told = desk.follow_up.told_in_words(desk.follow_up.owed()[0], "")
    assert (told.promises[0].how, told.promises[0].told_at) == ("", now)


@pytest.mark.parametrize(
    ("words", "why"),
    [("yesterday", "before it was promised .today 08:18"), ("today 15:10", "still to come"), ("at 3", "can be 3:00")],
)
def test_nobody_is_told_before_the_promise_nor_ahead_of_time(words: str, why: str) -> None:
    desk = Desk(owing(a_promise()))
    with pytest.raises(Trouble, match=why):
        desk.follow_up.told_in_words(desk.follow_up.owed()[0], words)
    with pytest.raises(Trouble, match="still to come"):
        desk.follow_up.told(desk.follow_up.owed()[0], "", START + HOUR)
    assert desk.promises() == [a_promise()]


def test_a_promise_is_moved_with_a_reason_and_keeps_where_it_was() -> None:
    desk = Desk(owing(a_promise()))
    now = desk.clock.advance(60)
    first = desk.follow_up.move(desk.follow_up.owed()[0], "thu 15:00", " the hub ")
    thursday = START.replace(day=26, hour=15, minute=0)
    once = Moved(at=now, was=START, reason="the hub")
    assert first.promises == (replace(a_promise(), due=thursday, moves=(once,)),)
    assert (first.owed, first.touched) == (int(thursday.timestamp()), now)
    again = desk.follow_up.move(desk.follow_up.owed()[0], "fri", "still there")
    assert again.promises[0].moves == (once, Moved(at=now, was=thursday, reason="still there"))
    assert (again.promises[0].due, again.promises[0].day_only) == (START.replace(day=27, hour=17, minute=0), True)


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        ("", "the hub", "no day is named"),
        ("at 3", "the hub", "can be 3:00"),
        ("thu", " ", "why it is moved"),
        ("24 nov 15:00", "the hub", "falls due then already"),
    ],
)
def test_nothing_is_moved_without_another_day_and_a_reason(day: str, reason: str, why: str) -> None:
    promise = a_promise(due=START.replace(hour=15, minute=0))
    desk = Desk(owing(promise))
    with pytest.raises(Trouble, match=why):
        desk.follow_up.move(desk.follow_up.owed()[0], day, reason)
    assert desk.promises() == [promise]


def test_a_move_is_taken_back_as_if_it_had_not_been() -> None:
    desk = Desk(owing(a_promise()))
    [owed] = desk.follow_up.owed()
    after = desk.follow_up.move(owed, "thu", "the hub")
    assert desk.follow_up.restore(owed, after).promises == (a_promise(),)


def test_a_promise_that_takes_days_has_a_line_for_each_attempt() -> None:
    desk = Desk(owing(a_promise()))
    first = desk.clock.advance(60)
    desk.follow_up.attempt(desk.follow_up.owed()[0], " nobody\nat the hub ")
    then = desk.clock.advance(86400)
    tried = desk.follow_up.attempt(desk.follow_up.owed()[0], "they look for it").promises[0]
    attempts = (Attempt(at=first, text="nobody at the hub"), Attempt(at=then, text="they look for it"))
    assert tried == replace(a_promise(), attempts=attempts)
    with pytest.raises(Trouble, match="what was tried"):
        desk.follow_up.attempt(desk.follow_up.owed()[0], " ")


# Reporting back


def reporting_back(outcome: Outcome | None = Outcome.FIXED, text: str = "ring back", call_id: int = 1) -> Call:
    spoken = said(a_call(9), START).call
    return replace(spoken, outcome=outcome, ended=START, answering=Answering(call=call_id, text=text))


def test_where_no_step_was_said_nobody_knows() -> None:
    desk = Desk(owing(a_promise()))
    desk.follow_up.answered(replace(reporting_back(), steps=a_call().steps))
    assert [promise.state for promise in desk.promises()] == [PromiseState.PROMISED]


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.CUT_OFF])
def test_whoever_was_rung_back_knows(outcome: Outcome) -> None:
    done = replace(a_promise(), state=PromiseState.DONE, done_at=START)
    desk = Desk(owing(a_promise("a note"), done))
    now = desk.clock.advance(60)
    desk.follow_up.answered(reporting_back(outcome))
    assert desk.promises() == [
        a_promise("a note"),
        replace(done, state=PromiseState.TOLD, told_at=now, how="on the phone"),
    ]


def test_whoever_was_cut_off_does_not_know_yet() -> None:
    desk = Desk(owing(a_promise()))
    desk.follow_up.answered(reporting_back(Outcome.CUT_OFF))
    assert desk.promises() == [a_promise()]


def test_an_ordinary_call_settles_nothing() -> None:
    desk = Desk(owing(a_promise()))
    desk.records.trouble = RecordsTrouble("nothing is to be asked of them")
    desk.follow_up.answered(a_call(9, outcome=Outcome.FIXED))
    assert desk.promises() == [a_promise()]


def test_to_finish_the_same_call_again_changes_nothing() -> None:
    desk = Desk(owing(a_promise(), a_promise("a note")))
    desk.follow_up.answered(reporting_back())
    before = desk.promises()
    desk.clock.advance(60)
    desk.follow_up.answered(reporting_back())
    assert desk.promises() == before


@pytest.mark.parametrize("call", [reporting_back(call_id=2), reporting_back(text="something else")])
def test_a_promise_that_is_gone_stops_nobody(call: Call) -> None:
    desk = Desk(owing(a_promise()))
    desk.follow_up.answered(call)
    assert desk.promises() == [a_promise()]


def test_a_disk_that_fails_then_stops_nobody_and_the_desk_shows_the_promise() -> None:
    desk = Desk(owing(a_promise()))
    desk.records.trouble = RecordsTrouble("The disk is full.")
    desk.follow_up.answered(reporting_back())
    assert desk.texts() == ["ring back"]
