"""The call on the phone: every change goes through here and is saved."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, MemoryCallRecords, a_call, a_playbook
from tests.services.parts import NEVER, Pad, a_live_call, hanging, until
from tui.model.call import Call, Outcome, Reason, StepState, record_of
from tui.model.playbook import GateLevel
from tui.model.trouble import RecordsTrouble
from tui.services.live_call import SEEN, LiveCall


class Phone:
    """A live call with everything around it."""

    def __init__(self, call: Call | None = None, *, pause: float = NEVER) -> None:
        self.clock = FakeClock()
        self.records = MemoryCallRecords()
        self.live: LiveCall = a_live_call(self.records, self.clock, call, pause=pause)
        self.pad = Pad()
        self.changes = 0
        self.live.on_change = self._changed

    def _changed(self) -> None:
        self.changes += 1

    def type(self, notes: str) -> None:
        """The rep types."""
        self.pad.text = notes
        self.live.typed(self.pad.read)

    def at_gate(self) -> bool:
        """Whether the rep stands before the gate."""
        return self.live.gate is not None

    def on_disk(self) -> Call:
        """The call as the next start would find it."""
        return self.records.disk.live[self.live.call.id]


async def test_typed_text_is_read_on_the_pause_only() -> None:
    phone = Phone()
    for number in range(1000):
        phone.type("x" * number)
    assert (phone.pad.reads, phone.live.call.notes) == (0, "")
    await phone.live.flush()
    assert (phone.pad.reads, phone.on_disk().notes) == (1, "x" * 999)


async def test_a_save_with_nothing_typed_since_reads_nothing() -> None:
    phone = Phone()
    phone.type("one")
    await phone.live.flush()
    phone.live.said()
    await phone.live.flush()
    assert (phone.pad.reads, phone.on_disk().notes) == (1, "one")


async def test_typing_is_saved_by_itself() -> None:
    phone = Phone(pause=0)
    phone.type("one")
    await until(lambda: not phone.live.unsaved)
    assert phone.on_disk().notes == "one"


async def test_what_is_typed_while_a_save_runs_is_in_the_next() -> None:
    phone = Phone(pause=0)
    with hanging(phone.records):
        phone.type("one")
        await until(phone.records.writing.is_set)
        phone.type("one and two")
    await phone.live.flush()
    assert [call.notes for call in phone.records.saved] == ["one", "one and two"]


async def test_caller_tags_and_promises_follow_from_the_notes() -> None:
    phone = Phone()
    phone.clock.advance(30)
    phone.type("@ Dana Bright, Northwind\n#gift\n! ring tomorrow at 10:00")
    call = phone.live.newest()
    assert (call.caller, call.company, call.tags) == ("Dana Bright", "Northwind", ("gift",))
    assert call.touched == START + timedelta(seconds=30)
    (promise,) = call.promises
    assert (promise.text, promise.due) == ("ring tomorrow at 10:00", START.replace(day=25, hour=10, minute=0))
    assert phone.changes == 1


async def test_a_promise_keeps_its_date_when_more_is_typed_on_another_day() -> None:
    phone = Phone()
    phone.type("! ring tomorrow")
    first = phone.live.newest().promises
    phone.clock.advance(86_400)
    phone.type("! ring tomorrow\nthanked us")
    assert phone.live.newest().promises == first


async def test_steps_go_on_and_back_and_are_saved() -> None:
    phone = Phone()
    phone.clock.advance(10)
    phone.live.said()
    phone.live.leave_out()
    assert phone.live.call.now == "sorry"
    phone.live.back()
    assert phone.live.call.now == "say-it-back"
    await phone.live.flush()
    assert phone.on_disk() == phone.live.call
    assert record_of(phone.on_disk(), "listen").state is StepState.DONE


async def test_the_screen_is_told_of_every_move() -> None:
    phone = Phone()
    phone.live.said()
    phone.live.back()
    phone.live.to_the_head()
    assert phone.changes == 3


async def test_at_the_gate_a_reason_goes_through_and_pressing_again_does_not() -> None:
    phone = Phone()
    for _ in range(3):
        phone.live.to_the_head()
        phone.live.go_through(Reason.OTHER)
        assert (phone.at_gate(), phone.live.call.now, phone.live.call.overrides) == (True, "listen", ())
    phone.clock.advance(SEEN)
    phone.live.go_through(Reason.SAFETY)
    assert (phone.at_gate(), phone.live.call.now) == (False, "offer")
    assert [override.reason for override in phone.live.call.overrides] == [Reason.SAFETY]


async def test_a_reason_where_no_gate_stands_records_nothing() -> None:
    phone = Phone()
    phone.live.go_through(Reason.OTHER)
    assert (phone.live.call.now, phone.live.call.overrides) == ("listen", ())


async def test_a_step_left_out_meets_the_gate() -> None:
    phone = Phone()
    phone.live.leave_out()
    for _ in range(3):
        phone.live.said()
    assert phone.at_gate()
    phone.clock.advance(-3600)
    phone.live.go_through(Reason.INSIST)
    assert [override.missing for override in phone.live.call.overrides] == [("listen",)]


async def test_another_playbook_keeps_notes_and_what_both_have_done() -> None:
    phone = Phone()
    phone.type("> it broke")
    phone.live.said()
    phone.live.to_the_head()
    assert phone.at_gate()
    phone.live.switch(replace(a_playbook(GateLevel.REFUSE), id="other", title="Other"))
    call = phone.live.newest()
    assert (phone.at_gate(), call.notes, call.playbook.id, call.now) == (False, "> it broke", "other", "say-it-back")
    assert record_of(call, "listen").state is StepState.DONE


async def test_refuse_stays_shut_however_often_it_is_pressed() -> None:
    phone = Phone(a_call(playbook=a_playbook(GateLevel.REFUSE)))
    for _ in range(5):
        phone.live.to_the_head()
        assert phone.at_gate()
    assert (phone.live.call.now, phone.live.call.overrides) == ("listen", ())


async def test_back_at_the_gate_leads_to_the_first_step_that_is_missing() -> None:
    phone = Phone()
    phone.live.leave_out()
    for _ in range(3):
        phone.live.said()
    phone.live.back()
    assert (phone.at_gate(), phone.live.call.now) == (False, "listen")
    phone.live.said()
    assert (phone.at_gate(), phone.live.call.now, phone.live.call.overrides) == (False, "offer", ())


async def test_typing_at_the_gate_leaves_it_standing() -> None:
    phone = Phone()
    phone.live.to_the_head()
    phone.type("one")
    await phone.live.flush()
    assert phone.at_gate()


async def test_a_move_that_leads_nowhere_makes_no_write() -> None:
    phone = Phone()
    phone.live.back()
    assert not phone.live.unsaved


async def test_the_preview_is_as_of_the_last_pause_and_the_summary_of_now() -> None:
    phone = Phone()
    phone.type("> late again")
    assert "late again" not in phone.live.preview().text
    assert "late again" in phone.live.summary()
    assert "late again" in phone.live.preview().text


async def test_saved_is_told_with_its_time() -> None:
    phone = Phone()
    told: list[str] = []
    phone.live.on_save = lambda: told.append(f"{phone.live.save_state.saved_at:%H:%M:%S}")
    phone.clock.advance(31)
    phone.type("one")
    await phone.live.flush()
    assert told == ["09:18:31"]
    assert not phone.live.unsaved


async def test_a_gate_that_is_hammered_takes_no_reason() -> None:
    phone = Phone()
    phone.live.to_the_head()
    for _ in range(6):
        phone.clock.advance(0.6)
        phone.live.go_through(Reason.CUT_OFF)
    assert phone.live.call.overrides == ()
    phone.clock.advance(SEEN)
    phone.live.go_through(Reason.CUT_OFF)
    assert len(phone.live.call.overrides) == 1


async def test_a_line_that_was_not_cut_off_after_all_is_no_reason() -> None:
    words = tuple(replace(one, words="I am very sorry") if one.id == "sorry" else one for one in a_playbook().steps)
    phone = Phone(a_call(playbook=replace(a_playbook(), steps=words)))
    phone.live.say_goodbye()
    phone.live.note_ending(Outcome.CUT_OFF, None, None)
    phone.records.trouble = RecordsTrouble("The disk is full.")
    with pytest.raises(RecordsTrouble):
        await phone.live.finish()
    phone.live.go_on()
    assert phone.live.call.overrides == ()
    phone.live.to_the_head()
    assert phone.at_gate()
