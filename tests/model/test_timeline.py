"""What happened on a call, moment by moment."""

from datetime import timedelta

from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook
from tui.model.call import Amendment, Answering, Call, Mood, Outcome, Override, Reason, StepRecord, StepState, Switch
from tui.model.promises import Attempt, Moved, Promise, PromiseState
from tui.model.timeline import timeline, when


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def steps(call: Call, **states: StepRecord) -> Call:
    return replace(call, steps=tuple(states.get(record.id.replace("-", "_"), record) for record in call.steps))


def told(call: Call) -> list[str]:
    """The timeline as lines: when, how long after hello, what."""
    return [" ".join(filter(None, (*when(each, call), each.words))) for each in timeline(call)]


DONE = StepState.DONE
CALL = steps(
    replace(
        a_call(outcome=Outcome.FIXED),
        ended=START + minutes(12),
        mood_at_hello=Mood.UPSET,
        mood_at_goodbye=Mood.WARM,
        now=None,
    ),
    listen=StepRecord(id="listen", state=DONE, spent=70.0, done_at=START + minutes(1.5)),
    sorry=StepRecord(id="sorry", state=DONE, spent=12.0, done_at=START + minutes(2)),
    date=StepRecord(id="date", state=StepState.SKIPPED, spent=3.0),
)


def test_hello_each_step_and_goodbye_stand_in_their_order() -> None:
    assert told(CALL) == [
        "09:18 0:00 Hello: Dana Lee · Northwind Law (upset)",
        "09:19 1:30 Said: Listen, 1:10 in hand",
        "09:20 2:00 Said: Sorry, 0:12 in hand",
        "09:30 12:00 Goodbye after 12:00, put right (warm)",
        "Not done: Say it back",
        "Not done: Own it",
        "Not done: Offer",
        "Left out: Date, 0:03 in hand",
        "Not done: Thank",
    ]


def test_a_gate_that_was_passed_early_says_why_and_before_what() -> None:
    early = Override(step="offer", at=START + minutes(3), missing=("say-it-back", "own-it"), reason=Reason.INSIST)
    end = Override(step="", at=START + minutes(4), missing=("own-it",))
    found = told(replace(CALL, overrides=(early, end)))
    assert "09:21 3:00 Went on early to Offer (they insist), before: Say it back, Own it" in found
    assert "09:22 4:00 Ended early, before: Own it" in found


def test_each_switch_names_both_playbooks_and_keeps_what_was_said_before() -> None:
    listened = StepRecord(id="old", state=DONE, spent=9.0, done_at=START + minutes(1), name="An old step")
    first = Switch(at=START + minutes(2), playbook="a", title="First", steps=(listened,))
    second = Switch(at=START + minutes(3), playbook="b", title="Second")
    found = told(replace(CALL, switches=(first, second)))
    assert "09:19 1:00 Said: An old step, 0:09 in hand" in found
    assert "09:20 2:00 Went over from First to Second" in found
    assert f"09:21 3:00 Went over from Second to {a_playbook().title}" in found


def test_a_promise_is_followed_to_the_day_on_which_they_know() -> None:
    promise = Promise(
        text="ring back",
        noted=START + minutes(5),
        due=START + timedelta(days=2),
        state=PromiseState.TOLD,
        done_at=START + timedelta(hours=3),
        told_at=START + timedelta(days=1),
        how="by phone",
        moves=(
            Moved(at=START + minutes(60), was=None, reason="no van"),
            Moved(at=START + minutes(90), was=START + timedelta(days=1), reason="snow"),
        ),
    )
    assert [line for line in told(replace(CALL, promises=(promise,))) if "ring" in line] == [
        "09:23 5:00 Promised: ring back (no date yet)",
        "10:18 Moved to Wed 25 Nov 09:18: ring back (no van)",
        "10:48 Moved to Thu 26 Nov 09:18: ring back (snow)",
        "12:18 Done: ring back",
        "Wed 25 Nov 09:18 They know: ring back (by phone)",
    ]


def test_a_promise_that_was_taken_back_says_why() -> None:
    promise = Promise(
        text="a cake",
        noted=START,
        state=PromiseState.WITHDRAWN,
        withdrawn_at=START + minutes(90),
        reason="they are on a diet",
    )
    found = told(replace(CALL, promises=(promise,)))
    assert "10:48 Taken back: a cake (they are on a diet)" in found
    assert "09:18 0:00 Promised: a cake (no date yet)" in found


def test_what_was_amended_shows_what_it_was() -> None:
    later = START + timedelta(days=3)
    call = replace(
        CALL,
        amendments=(
            Amendment(at=later, field="notes", was="first\nsecond\x1b"),
            Amendment(at=later, field="company", was="Nortwind"),
            Amendment(at=later, field="outcome", was=""),
            Amendment(at=later, field="outcome", was="next-step"),
            Amendment(at=later, field="mood_at_hello", was="furious"),
        ),
    )
    found = [each for each in timeline(call) if each.at == later]
    assert [(each.words, each.was) for each in found] == [
        ("Amended: the notes; before it was", "first\nsecond␛"),
        ("Amended: the company; before it was Nortwind", ""),
        ("Amended: how it ended; before there was nothing", ""),
        ("Amended: how it ended; before it was next step agreed", ""),
        ("Amended: the mood at hello; before it was furious", ""),
    ]
    without_words = timeline(replace(call, anonymised=later + minutes(1)))
    assert [each.words for each in without_words if each.at == later][:2] == [
        "Amended: the notes",
        "Amended: the company",
    ]


def test_what_was_tried_for_a_promise_is_told() -> None:
    tried = Attempt(at=START + minutes(100), text="the hub rings back\x1b")
    found = told(replace(CALL, promises=(Promise(text="a cake", noted=START, attempts=(tried,)),)))
    assert "10:58 Tried: a cake (the hub rings back␛)" in found


def test_a_call_to_report_back_says_on_what_and_one_without_names_says_so() -> None:
    call = replace(CALL, answering=Answering(call=1, text="the van"), anonymised=START + timedelta(days=400))
    assert told(call)[1] == "09:18 0:00 To report back on: the van"
    assert "Wed 29 Dec 2027 09:18 Names and words were taken out" in told(call)


def test_a_call_that_never_ended_has_no_goodbye() -> None:
    assert not [line for line in told(replace(CALL, ended=None, outcome=None)) if "Goodbye" in line]


def test_what_people_wrote_steers_no_terminal() -> None:
    promise = Promise(text="ring\x1b[31m\nback", noted=START)
    assert all("\x1b" not in line and "\n" not in line for line in told(replace(CALL, promises=(promise,))))
