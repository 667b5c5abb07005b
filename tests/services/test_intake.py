"""Taking calls: a new one, or one that was interrupted."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call, a_playbook
from tests.forms import OURS
from tests.services.parts import OnePlaybook, Pad, until
from tui.model.call import SCHEMA, Answering, with_promises
from tui.model.owed import Owed
from tui.model.playbook import Playbook
from tui.model.promises import Promise
from tui.model.trouble import RecordsTrouble, Trouble
from tui.services.intake import Intake, new_call_id


class NoPlaybook(OnePlaybook):
    """`Playbooks` without one."""

    def default(self) -> Playbook:
        """See `Playbooks`."""
        raise Trouble("There is no playbook.")


def an_intake(records: MemoryCallRecords, clock: FakeClock) -> Intake:
    """With one playbook, and our forms."""
    return Intake(records=records, clock=clock, playbooks=OnePlaybook(), forms=OURS)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def records() -> MemoryCallRecords:
    return MemoryCallRecords()


@pytest.fixture
def intake(records: MemoryCallRecords, clock: FakeClock) -> Intake:
    return an_intake(records, clock)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_later_call_has_a_larger_id_that_fits_the_records(first: int, more: int) -> None:
    earlier = new_call_id(START + timedelta(milliseconds=first))
    later = new_call_id(START + timedelta(milliseconds=first + more))
    assert 0 < earlier < later < 2**63


def test_two_calls_of_one_instant_have_their_own_ids() -> None:
    assert len({new_call_id(START) for _ in range(20)}) > 15


async def test_a_new_call_begins_now_with_the_playbook_in_use(intake: Intake, clock: FakeClock) -> None:
    clock.advance(7)
    call = intake.start("Dana Lee, Northwind Law").call
    assert (call.caller, call.company, call.started) == ("Dana Lee", "Northwind Law", START + timedelta(seconds=7))
    assert (call.playbook, call.now) == (a_playbook(), "listen")


async def test_a_new_call_is_saved_soon_even_with_nothing_noted(intake: Intake, records: MemoryCallRecords) -> None:
    live = intake.start("")
    assert live.unsaved
    await until(lambda: bool(records.saved))
    assert records.disk.live == {live.call.id: live.call}
    assert records.disk.owners == {live.call.id: records}


async def test_a_new_call_needs_no_disk(intake: Intake, records: MemoryCallRecords) -> None:
    records.trouble = records.reading_trouble = RecordsTrouble("The disk is full.")
    live = intake.start("Dana Lee")
    live.said()
    assert live.call.now == "say-it-back"
    with pytest.raises(RecordsTrouble):
        await live.flush()


async def test_without_a_playbook_no_call_is_started(records: MemoryCallRecords, clock: FakeClock) -> None:
    with pytest.raises(Trouble, match="no playbook"):
        Intake(records=records, clock=clock, playbooks=NoPlaybook(), forms=OURS).start("Dana Lee")


def test_interrupted_calls_are_those_that_nobody_has_open(intake: Intake, records: MemoryCallRecords) -> None:
    for number in (1, 2, 3):
        records.save(a_call(number))
    MemoryCallRecords(records.disk).claim(2)
    assert [call.id for call in intake.interrupted()] == [3, 1]


async def test_an_interrupted_call_goes_on_where_it_was(intake: Intake, records: MemoryCallRecords) -> None:
    call = a_call(notes="one")
    records.save(call)
    live = await intake.take_up(call)
    assert (live.call, live.unsaved) == (call, False)
    assert intake.interrupted() == []
    live.typed(Pad("one and two").read)
    await live.flush()
    assert records.disk.live[1].notes == "one and two"


async def test_a_call_taken_up_for_its_wrap_up_ended_when_it_was_last_touched(
    intake: Intake, clock: FakeClock, records: MemoryCallRecords
) -> None:
    call = replace(a_call(), touched=START + timedelta(minutes=4))
    records.save(call)
    clock.advance(86_400)
    live = await intake.take_up(call, ended=True)
    assert live.call.ended == START + timedelta(minutes=4)


async def test_a_goodbye_that_was_said_stays_as_it_was(intake: Intake, records: MemoryCallRecords) -> None:
    call = replace(a_call(), ended=START + timedelta(minutes=1), touched=START + timedelta(minutes=4))
    records.save(call)
    assert (await intake.take_up(call, ended=True)).call == call
    assert (await intake.take_up(call)).call == call


async def test_a_call_that_another_window_has_just_taken_is_refused(clock: FakeClock) -> None:
    disk = Disk()
    here, there = (an_intake(MemoryCallRecords(disk), clock) for _ in range(2))
    disk.live[1] = a_call()
    (seen,) = here.interrupted()
    await there.take_up(seen)
    with pytest.raises(RecordsTrouble, match="Another window has just taken up this call"):
        await here.take_up(seen)


async def test_a_call_that_another_window_has_finished_is_not_brought_back(
    intake: Intake, records: MemoryCallRecords
) -> None:
    records.save(a_call())
    (seen,) = intake.interrupted()
    records.finish(seen)
    with pytest.raises(RecordsTrouble, match="finished in another window"):
        await intake.take_up(seen)
    assert records.disk.owners == {}


async def test_what_another_window_added_in_the_meantime_is_taken_up_too(
    intake: Intake, records: MemoryCallRecords
) -> None:
    records.save(a_call(notes="one"))
    (seen,) = intake.interrupted()
    records.save(a_call(notes="one and two"))
    assert (await intake.take_up(seen)).call.notes == "one and two"


async def test_a_call_put_down_can_be_taken_up_in_another_window(clock: FakeClock) -> None:
    disk = Disk()
    here, there = (an_intake(MemoryCallRecords(disk), clock) for _ in range(2))
    live = here.start("Dana Lee")
    await live.flush()
    assert there.interrupted() == []
    await live.put_down()
    (seen,) = there.interrupted()
    assert (await there.take_up(seen)).call.caller == "Dana Lee"


async def test_a_disk_that_fails_while_taking_up_is_told(intake: Intake, records: MemoryCallRecords) -> None:
    records.reading_trouble = RecordsTrouble("The disk is gone.")
    with pytest.raises(RecordsTrouble, match="gone"):
        await intake.take_up(a_call())


async def test_a_call_begins_with_the_playbook_that_was_chosen(intake: Intake) -> None:
    chosen = replace(a_playbook(), id="bill", title="Bill")
    assert intake.start("Dana", chosen).call.playbook == chosen
    assert intake.start("Dana").call.playbook == a_playbook()


async def test_a_report_back_begins_with_the_caller_and_the_promise(
    intake: Intake, records: MemoryCallRecords
) -> None:
    promise = Promise(text="ring back", noted=START, due=START)
    call = with_promises(a_call(7), (promise,))
    live = await intake.start_report_back(Owed(call, promise, 0))
    assert (live.call.caller, live.call.company) == ("Dana Lee", "Northwind Law")
    assert live.call.playbook.id == "report-back"
    assert live.call.answering == Answering(call=7, text="ring back")


def test_the_playbooks_to_choose_from_tell_which_are_the_reps_own(intake: Intake) -> None:
    assert intake.playbooks() == [(a_playbook(), False)]


async def test_a_call_of_an_older_release_is_kept_as_this_one_writes_it(
    intake: Intake, records: MemoryCallRecords
) -> None:
    records.save(replace(a_call(), schema=1))
    live = await intake.take_up(a_call())
    assert live.call.schema == SCHEMA
