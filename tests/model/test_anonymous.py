"""A call without anybody's names and words: each field is decided on, and nothing that can be counted changes."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.anonymous import NO_WORDS, anonymous
from tui.model.call import (
    SCHEMA,
    Amendment,
    Answering,
    Call,
    Mood,
    Outcome,
    Override,
    Reason,
    StepRecord,
    StepState,
    Switch,
    length,
    with_promises,
)
from tui.model.clocks import time_to_own, time_to_sorry
from tui.model.promises import Attempt, Moved, Promise, PromiseKind, PromiseState

SAID = "Xanthippe"
AT = START + timedelta(days=400)


def a_promise() -> Promise:
    """One with a word in every text."""
    return Promise(
        text=f"{SAID} gets a new gift",
        noted=START,
        due=START + timedelta(days=3),
        day_only=True,
        unclear=f"{SAID} can be 3:00 or 15:00",
        kind=PromiseKind.REDO,
        state=PromiseState.TOLD,
        done_at=START + timedelta(days=1),
        told_at=START + timedelta(days=2),
        how=f"rang {SAID}",
        withdrawn_at=START + timedelta(days=2),
        reason=f"{SAID} does not want it",
        attempts=(Attempt(at=START, text=f"rang {SAID}"),),
        moves=(Moved(at=START, was=START, day_only=True, reason=f"{SAID} is away"),),
    )


def a_full_call() -> Call:
    """One in which every field holds something, and every text of anybody's a word."""
    call = a_call(7, f"{SAID}, {SAID} Ltd", f"> {SAID} #{SAID}", outcome=Outcome.FIXED)
    steps = tuple(replace(record, state=StepState.DONE, spent=4.0, done_at=START) for record in call.steps)
    call = replace(
        call,
        schema=1,
        steps=steps,
        now="thank",
        overrides=(Override(step="offer", at=START, missing=("sorry",), reason=Reason.SAFETY),),
        switches=(Switch(at=START, playbook="late-gift", title="Late", steps=(StepRecord(id="x"),), unsaid=True),),
        answering=Answering(call=3, text=f"{SAID} hears from us"),
        mood_at_hello=Mood.FURIOUS,
        mood_at_goodbye=Mood.WARM,
        amendments=(Amendment(at=START, field="notes", was=SAID),),
    )
    return with_promises(call, (a_promise(), replace(a_promise(), state=PromiseState.PROMISED)))


EMPTIED: dict[Any, dict[str, object]] = {
    Call: {"opened_as": "", "caller": "", "company": "", "notes": "", "tags": (), "owed": None},
    Promise: {"text": NO_WORDS, "unclear": "", "how": "", "reason": ""},
    Moved: {"reason": ""},
    Attempt: {"text": ""},
    Answering: {"text": NO_WORDS},
    Amendment: {"was": ""},
}
"""What is taken out, and what stands in its place."""
SET: dict[Any, dict[str, object]] = {Call: {"schema": SCHEMA, "anonymised": AT}}
INSIDE: dict[Any, set[str]] = {Call: {"promises", "answering", "amendments"}, Promise: {"moves", "attempts"}}
"""What holds more of these."""
KEPT: dict[Any, set[str]] = {
    Call: set(
        "id started touched ended playbook steps now now_since overrides switches outcome mood_at_hello "  # noqa: SIM905
        "mood_at_goodbye".split()
    ),
    Promise: set("noted due day_only kind state done_at told_at withdrawn_at".split()),  # noqa: SIM905
    Moved: {"at", "was", "day_only"},
    Attempt: {"at"},
    Answering: {"call"},
    Amendment: {"at", "field"},
}


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_every_field_is_decided_on(kind: type[Any]) -> None:
    decided = [*KEPT[kind], *EMPTIED[kind], *SET.get(kind, ()), *INSIDE.get(kind, ())]
    assert sorted(decided) == sorted(kind.__struct_fields__)


def test_what_is_kept_stays_and_what_is_emptied_goes() -> None:
    before = a_full_call()
    after = anonymous(before, AT)
    pairs: list[tuple[Any, Any]] = [
        (before, after),
        *zip(before.promises, after.promises, strict=True),
        *zip(before.promises[0].moves, after.promises[0].moves, strict=True),
        *zip(before.promises[0].attempts, after.promises[0].attempts, strict=True),
        (before.answering, after.answering),
        *zip(before.amendments, after.amendments, strict=True),
    ]
    for was, now in pairs:
        kind = type(was)
        for name in KEPT[kind]:
            assert getattr(now, name) == getattr(was, name) != None, name  # noqa: E711 # Else it would prove nothing.
        for name, value in (EMPTIED[kind] | SET.get(kind, {})).items():
            assert getattr(was, name) != value, name
            assert getattr(now, name) == value, name


def test_no_word_of_anybody_is_left_anywhere() -> None:
    assert SAID in str(msgspec.to_builtins(a_full_call()))
    assert SAID.lower() not in str(msgspec.to_builtins(anonymous(a_full_call(), AT))).lower()


def test_the_times_of_a_call_are_the_same() -> None:
    before = a_full_call()
    after = anonymous(before, AT)
    for number in (lambda call: length(call, AT), time_to_sorry, time_to_own):
        assert number(after) == number(before)


def test_nothing_of_it_is_owed_any_more() -> None:
    before = a_full_call()
    assert before.owed is not None
    assert anonymous(before, AT).owed is None
    assert anonymous(before, AT).promises[1].state is PromiseState.PROMISED


def test_a_call_that_reports_back_on_nothing_stays_so() -> None:
    assert anonymous(a_call(), AT).answering is None
