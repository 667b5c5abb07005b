"""What each part of a query means."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook
from tui.model.call import Call, Mood, Outcome, StepState, with_promises
from tui.model.promises import Promise, PromiseState
from tui.model.query import Query
from tui.model.query_fits import fits

HOUR = timedelta(hours=1)
PROMISE = Promise(text="a new one", noted=START, due=START + HOUR, how="by courier", reason="moved away")
WORDS = tuple(replace(step, words="I am sorry." if step.id == "sorry" else "") for step in a_playbook().steps)
CALL = replace(
    with_promises(a_call(7, notes="The gift is late #Büro", outcome=Outcome.FIXED), (PROMISE,)),
    mood_at_goodbye=Mood.TENSE,
    playbook=replace(a_playbook(), steps=WORDS),
)


def said_sorry(call: Call) -> Call:
    return replace(
        call, steps=tuple(replace(step, state=StepState.DONE) if step.id == "sorry" else step for step in call.steps)
    )


FIT = [
    Query(),
    Query(words=("gif", "dana", "northwind", "fixed", "courier", "moved", "new", "buro")),
    Query(phrases=("gift is late", "dana lee")),
    Query(without=("right", "is gift", "ate")),
    Query(client=("dan", "LAW")),
    Query(tags=("buro",)),
    Query(tags=("#BÜRO",)),
    Query(outcomes=(Outcome.CUT_OFF, Outcome.FIXED)),
    Query(playbooks=("late-g",)),
    Query(playbooks=("nothing", "GIF")),
    Query(is_open=True),
    Query(missed_sorry=True),
    Query(mood=(3, 3)),
    Query(after=START),
    Query(before=START + HOUR),
    Query(by=START + HOUR),
]
MISS = [
    Query(words=("gif", "nobody")),
    Query(words=("late-gift",)),
    Query(phrases=("gift is lat",)),
    Query(without=("gif",)),
    Query(without=("gift is",)),
    Query(client=("dan", "gift")),
    Query(tags=("bur",)),
    Query(outcomes=(Outcome.CUT_OFF,)),
    Query(playbooks=("ift",)),
    Query(playbooks=("!",)),
    Query(is_overdue=True),
    Query(mood=(4, 5)),
    Query(after=START + HOUR),
    Query(before=START),
    Query(by=START + HOUR / 2),
]


@pytest.mark.parametrize("query", FIT, ids=repr)
def test_a_call_that_is_asked_for(query: Query) -> None:
    assert fits(CALL, query, START)


@pytest.mark.parametrize("query", MISS, ids=repr)
def test_a_call_that_is_not_asked_for(query: Query) -> None:
    assert not fits(CALL, query, START)


def test_all_parts_have_to_fit() -> None:
    assert not fits(CALL, replace(FIT[1], is_overdue=True), START)
    assert fits(CALL, replace(FIT[1], is_overdue=True), START + 2 * HOUR)


@pytest.mark.parametrize("state", [PromiseState.TOLD, PromiseState.WITHDRAWN])
def test_what_they_know_is_not_owed(state: PromiseState) -> None:
    call = with_promises(CALL, (replace(PROMISE, state=state),))
    for query in (Query(is_open=True), Query(is_overdue=True), Query(by=START + 9 * HOUR)):
        assert not fits(call, query, START + 9 * HOUR)


@pytest.mark.parametrize(("due", "found"), [(None, False), (START, True)])
def test_a_promise_without_a_day_is_open_and_never_overdue(due: datetime | None, *, found: bool) -> None:
    call = with_promises(CALL, (replace(PROMISE, due=due),))
    late = START + timedelta(days=9999)
    assert fits(call, Query(is_open=True), late)
    assert fits(call, Query(is_overdue=True), late) is fits(call, Query(by=late), late) is found


def test_the_sorry_was_missed_only_where_there_was_one_to_say() -> None:
    assert not fits(said_sorry(CALL), Query(missed_sorry=True), START)
    assert not fits(a_call(outcome=Outcome.FIXED), Query(missed_sorry=True), START)


def test_a_call_without_a_mood_has_none_of_any_kind() -> None:
    assert not fits(replace(CALL, mood_at_goodbye=None), Query(mood=(1, 5)), START)
