"""The summary, as it is pasted into another system."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, a_call, a_playbook, a_step
from tests.forms import filled, summary
from tests.moves import forced
from tui.model.call import Amendment, Answering, Call, Mood, Outcome, with_notes
from tui.model.guide import leave_out, said, switch, to_the_head
from tui.model.noted_promises import promises_in
from tui.model.playbook import Phase
from tui.model.promises import Moved, Promise, done, told, withdrawn

NOTES = """@ Dana Bright, Northwind Law
called for the second time #gift
> It was for her birthday
= no present at the party
> and you sent a drill
! a new one by Friday
#wrong-item
! ring on 4 Jan at 15:00
! a card
"""
RICH = """Call with Dana Bright · Northwind Law
Tue 24 Nov 2026, 09:18 to 10:22 (1:04:12)
How it ended: next step agreed
Mood: furious at hello, calm at goodbye
Tags: #gift #wrong-item

What they said
- It was for her birthday
- and you sent a drill

What it did to them
- no present at the party

Notes
- called for the second time #gift
- #wrong-item

What we promised
- a new one by Friday (due Fri 27 Nov 2026)
- ring on 4 Jan at 15:00 (due Mon 4 Jan 2027 15:00)
- a card (no date yet)

Steps
- Done: Listen 1:41, Sorry 0:20, Offer 1:00:01
- Not done: Say it back, Own it, Date, Thank
- Went on to Offer at 09:20 (they insist), before: Say it back, Own it
- Heart for 2:30, head for 1:01:42
"""


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def a_rich_call() -> Call:
    call = with_notes(a_call(), NOTES, START)
    call = said(call, after(101)).call
    call = leave_out(call, after(111)).call
    call = said(call, after(131)).call
    call = forced(to_the_head(call, after(150)), after(150))
    call = said(call, after(3751)).call
    return replace(
        call,
        promises=promises_in(NOTES, (), START, FakeClock().at_local),
        outcome=Outcome.NEXT_STEP,
        mood_at_hello=Mood.FURIOUS,
        mood_at_goodbye=Mood.CALM,
        ended=after(3852),
    )


def test_a_rich_call_from_hello_to_the_steps() -> None:
    assert summary(a_rich_call(), after(9999)) == RICH


def test_a_call_that_has_ended_reads_the_same_at_any_time() -> None:
    assert summary(a_rich_call(), after(0)) == summary(a_rich_call(), after(999_999))


def test_a_call_that_goes_on_lasts_up_to_now() -> None:
    text = summary(said(a_call(opened_as=""), after(61)).call, after(125))
    assert text == (
        "Call with unknown caller\n"
        "Tue 24 Nov 2026, 09:18 to 09:20 (2:05)\n"
        "\n"
        "Steps\n"
        "- Done: Listen 1:01\n"
        "- Not done: Say it back, Sorry, Own it, Offer, Date, Thank\n"
        "- Heart for 2:05\n"
    )


def test_with_all_steps_done_nothing_is_named_as_not_done() -> None:
    call = a_call()
    for number in range(7):
        call = said(call, after(number)).call
    assert "Not done" not in summary(call, after(10))


def test_one_mood_alone_is_told_alone() -> None:
    call = replace(a_call(), mood_at_goodbye=Mood.WARM)
    assert "\nMood: warm at goodbye\n" in summary(call, after(10))


def test_each_override_is_listed() -> None:
    call = forced(to_the_head(a_call(), after(60)), after(60))
    call = replace(call, overrides=(*call.overrides, replace(call.overrides[0], step="thank", missing=("sorry",))))
    call = replace(call, overrides=(*call.overrides, replace(call.overrides[0], step="", reason=None)))
    rows = summary(call, after(90)).splitlines()[-4:-1]
    assert rows == [
        "- Went on to Offer at 09:19 (they insist), before: Listen, Say it back, Sorry, Own it",
        "- Went on to Thank at 09:19 (they insist), before: Sorry",
        "- Ended at 09:19, before: Listen, Say it back, Sorry, Own it",
    ]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(None, "Called back on"), (Outcome.CUT_OFF, "Called back on"), (Outcome.FIXED, "We reported back on")],
)
def test_a_report_back_is_called_one_only_when_they_heard_it(outcome: Outcome | None, words: str) -> None:
    call = replace(a_call(), answering=Answering(call=7, text="ring back"), outcome=outcome)
    assert f"\n{words}: ring back\n" in summary(call, after(1))


def test_a_switch_is_told_with_what_was_missing_in_the_other_playbook() -> None:
    playbook = a_playbook()
    other = replace(playbook, id="other", title="Other", steps=(a_step("believe", Phase.HEART), *playbook.steps[4:]))
    call = forced(to_the_head(a_call(), after(60)), after(60))
    text = summary(switch(call, other, after(70)), after(90))
    assert "- Went over from A late gift at 09:19\n" in text
    assert "before: Listen, Say it back, Sorry, Own it\n" in text


def test_ways_internals_and_jobs_have_their_places() -> None:
    notes = "+ resend it\ni the printer was off\nundo: fetch it back\nRedo: send it anew\nours"
    call = replace(a_call(notes=notes), promises=promises_in(notes, (), START, FakeClock().at_local))
    text = summary(call, after(1))
    assert "\nWays to put it right\n- resend it\n" in text
    assert "\nNotes\n- ours\n\nInternal, for no client\n- the printer was off\n" in text
    assert "\nWhat we promised\n- undo: fetch it back (no date yet)\n- redo: send it anew (no date yet)\n" in text


def test_a_promise_is_told_by_how_far_it_is() -> None:
    (promise,) = promises_in("! ring back tomorrow 15:00", (), START, FakeClock().at_local)
    at = after(60)
    states = (done(promise, at), told(promise, at, "by phone"), withdrawn(promise, at, "they moved"))
    text = summary(replace(a_call(), promises=(promise, *states)), after(90))
    for words in (
        "(due Wed 25 Nov 2026 15:00)",
        "(done; they do not know yet)",
        "(they know since Tue 24 Nov 2026 09:19, by phone)",
        "(withdrawn: they moved)",
    ):
        assert f"- ring back tomorrow 15:00 {words}\n" in text


def test_markup_stays_text() -> None:
    text = summary(a_call(opened_as="[red]x[/], [/]", notes="[bold]b[/bold]\n> [/]\n! [link=x]y[/link]"), after(1))
    assert text.startswith("Call with [red]x[/] · [/]\n")
    assert "\nWhat they said\n- [/]\n" in text
    assert "\nNotes\n- [bold]b[/bold]\n" in text


def test_nothing_in_a_name_or_a_note_can_steer_a_terminal() -> None:
    call = a_call(opened_as="\x1b[31mDana, \u202eLaw", notes="\x1b]0;title\x07\n> nul \0\n= \x9b2J")
    text = summary(call, after(1))
    assert text.startswith("Call with ␛[31mDana · \ufffdLaw\n")
    assert "- ␛]0;title␇\n" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_a_step_named_with_control_characters_is_made_visible() -> None:
    call = a_call()
    first = replace(call.playbook.steps[0], name="\x1b[2JListen")
    playbook = replace(call.playbook, steps=(first, *call.playbook.steps[1:]))
    assert "- Not done: ␛[2JListen, Say it back" in summary(replace(call, playbook=playbook), after(1))


def test_promises_come_from_the_call_and_not_a_second_time_from_its_notes() -> None:
    text = summary(a_rich_call(), after(1))
    assert text.count("a new one by Friday") == 1
    assert text.count("Dana Bright") == 1


def test_a_summary_ends_with_one_line_break_and_has_no_empty_sections() -> None:
    text = summary(a_call(), after(1))
    assert text.endswith("Heart for 0:01\n")
    assert "\n\n\n" not in text
    assert "What" not in text


def amended_and_moved() -> Call:
    """A call that was amended three times, with a promise that was moved twice."""
    day = timedelta(days=1)
    moves = (
        Moved(at=START, was=None, reason="they asked"),
        Moved(at=START, was=START + day, day_only=True, reason="the carrier\nlost it"),
    )
    promise = Promise(text="a new one", noted=START, due=START + 3 * day, day_only=True, moves=moves)
    amendments = tuple(
        Amendment(at=START + days * day, field=field, was="before")
        for days, field in ((0, "notes"), (1, "outcome"), (2, "notes"))
    )
    return replace(a_call(outcome=Outcome.NEXT_STEP), promises=(promise,), amendments=amendments)


@pytest.mark.parametrize("form_id", ["crm-note", "handover"])
def test_a_summary_for_us_tells_that_a_promise_was_moved_and_why_and_what_was_amended(form_id: str) -> None:
    call = amended_and_moved()
    lines = filled(form_id, call, START).splitlines()
    moved = "moved 2 times, last from Wed 25 Nov 2026: the carrier lost it"
    assert f"- a new one (due Fri 27 Nov 2026; {moved})" in lines
    assert "Amended: notes on Thu 26 Nov 2026, how it ended on Wed 25 Nov 2026" in lines
    once = replace(call, promises=(replace(call.promises[0], moves=call.promises[0].moves[:1]),), amendments=())
    plain = filled(form_id, once, START)
    assert "- a new one (due Fri 27 Nov 2026; moved: they asked)" in plain.splitlines()
    assert "Amended" not in plain


@pytest.mark.parametrize("form_id", ["client-email", "for-their-boss", "by-hand"])
def test_no_client_reads_why_a_promise_was_moved_nor_what_was_amended(form_id: str) -> None:
    call = amended_and_moved()
    text = filled(form_id, call, START)
    assert not any(word in text for word in ("moved", "carrier", "asked", "mended", "before"))
    assert text == filled(form_id, replace(call, amendments=()), START)
