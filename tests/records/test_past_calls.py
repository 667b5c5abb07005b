"""What every `CallSearch` must answer: the real one and the one that other tests use."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call, a_playbook
from tests.records.conftest import Opener
from tests.records.told import finish, ids
from tui.model.call import Answering, Call, Mood, Outcome, StepState, with_promises
from tui.model.past import Met
from tui.model.promises import Promise, PromiseState
from tui.model.query import Query
from tui.model.query_fits import fits
from tui.ports import CallSearch

DAY = timedelta(days=1)
LATE = START + 30 * DAY
LOST = replace(a_playbook(), id="lost-parcel", title="Où est mon colis")


def searching(window: Opener, *calls: Call) -> CallSearch:
    records = window()
    finish(records, *calls)
    return records  # type: ignore[return-value] # Both of them are.


def owing(call: Call, due: datetime | None, state: PromiseState = PromiseState.PROMISED) -> Call:
    return with_promises(call, (Promise(text="ring back", noted=START, due=due, state=state),))


def sorry_said(call: Call, *, said: bool) -> Call:
    """The call with a playbook that has words to say."""
    steps = tuple(replace(step, words="I am sorry." if step.id == "sorry" else "") for step in call.playbook.steps)
    state = StepState.DONE if said else StepState.SKIPPED
    records = tuple(replace(one, state=state) if one.id == "sorry" else one for one in call.steps)
    return replace(call, playbook=replace(call.playbook, steps=steps), steps=records)


CALLS = (
    owing(a_call(1, "Dana Lee, Northwind Law", "The gift is late again #Gift", outcome=Outcome.FIXED), START + DAY),
    owing(a_call(2, "Zoë O'Brien, Straße GmbH", "it's the parcel, B-4711 today #büro", playbook=LOST), None),
    owing(replace(a_call(3, "Dana Lee", "late gift"), mood_at_goodbye=Mood.WARM), START, PromiseState.TOLD),
    sorry_said(a_call(4, "山田, 東京物流", "東京の店 costs 5 €", at=START + DAY), said=False),
    sorry_said(replace(a_call(5, "DANA LEE, northwind law", "", at=START + 2 * DAY)), said=True),
    replace(a_call(6, "", "nobody said who", outcome=Outcome.CUT_OFF), mood_at_goodbye=Mood.FURIOUS),
)

QUERIES = {
    "nothing": (Query(), [6, 5, 4, 3, 2, 1]),
    "a word": (Query(words=("gift",)), [3, 1]),
    "the beginning of one": (Query(words=("par",)), [2]),
    "two words": (Query(words=("LATE", "northwind")), [1]),
    "a name with accents": (Query(words=("zoe", "strasse")), [2]),
    "a word with a sign in it": (Query(words=("b-47",)), [2]),
    "its parts the other way round": (Query(words=("4711-b",)), []),
    "a short one": (Query(words=("it's",)), [2]),
    "a sign": (Query(words=("€",)), [4]),
    "no spaces between the words": (Query(words=("京の",)), [4]),
    "a phrase": (Query(phrases=("late gift",)), [3]),
    "a phrase of one word": (Query(phrases=("gif",)), []),
    "without a word": (Query(without=("dana",)), [6, 4, 2]),
    "with one and without another": (Query(words=("late",), without=("northw",)), [3]),
    "without a phrase": (Query(words=("late",), without=("late gift",)), [1]),
    "without a word that is cut": (Query(without=("b-4711", "€")), [6, 5, 3, 1]),
    "a client": (Query(client=("le", "dana")), [5, 3, 1]),
    "a client by a sign": (Query(client=("o'b",)), [2]),
    "a client's word is not one of the notes": (Query(client=("gift",)), []),
    "a tag": (Query(tags=("gift",)), [1]),
    "a tag with its sign and accents": (Query(tags=("#BURO",)), [2]),
    "half a tag": (Query(tags=("gif",)), []),
    "an outcome": (Query(outcomes=(Outcome.FIXED, Outcome.CUT_OFF)), [6, 1]),
    "a playbook by its id": (Query(playbooks=("lost",)), [2]),
    "a playbook by its title": (Query(playbooks=("ou", "no such")), [2]),
    "no playbook": (Query(playbooks=("no such",)), []),
    "open": (Query(is_open=True), [2, 1]),
    "overdue": (Query(is_overdue=True), [1]),
    "by a day": (Query(by=START + DAY), [1]),
    "by an earlier one": (Query(by=START), []),
    "no sorry": (Query(missed_sorry=True), [4]),
    "a mood": (Query(mood=(1, 2)), [6]),
    "no mood at all": (Query(mood=(4, 3)), []),
    "after": (Query(after=START + DAY), [5, 4]),
    "before": (Query(before=START + DAY), [6, 3, 2, 1]),
    "between": (Query(after=START + DAY, before=START + 2 * DAY), [4]),
    "several at once": (Query(words=("gift",), client=("dana",), is_open=True, outcomes=(Outcome.FIXED,)), [1]),
    "filters that have nothing in common": (Query(tags=("gift",), outcomes=(Outcome.CUT_OFF,)), []),
}


@pytest.mark.parametrize(("query", "found"), QUERIES.values(), ids=QUERIES)
def test_a_query_finds_the_calls_that_fit(window: Opener, query: Query, found: list[int]) -> None:
    records = searching(window, *CALLS)
    assert ids(records.search(query, LATE)) == found
    assert sorted(ids(records.best(query, LATE)), reverse=True) == found
    assert [ids(records.search(query, LATE, limit=1, below=below)) for below in (9, 3)] == [
        [number for number in found if number < below][:1] for below in (9, 3)
    ]


def test_several_calls_come_in_the_order_in_which_they_are_asked_for(window: Opener) -> None:
    assert searching(window).those([3, 1]) == []
    records = searching(window, *CALLS)
    assert records.those([3, 99, 1]) == [CALLS[2], CALLS[0]]
    assert records.those([]) == []


def test_it_is_overdue_only_from_then_on(window: Opener) -> None:
    records = searching(window, *CALLS)
    assert ids(records.search(Query(is_overdue=True), START)) == []


def test_a_call_is_found_by_what_it_is_now(window: Opener) -> None:
    records = window()
    finish(records, *CALLS)
    records.revise(1, lambda call: replace(owing(call, None, PromiseState.TOLD), outcome=Outcome.CUT_OFF))
    other = searching(window)
    assert ids(other.search(Query(is_open=True), LATE)) == [2]
    assert ids(other.search(Query(outcomes=(Outcome.FIXED,)), LATE)) == []
    assert ids(other.search(Query(outcomes=(Outcome.CUT_OFF,)), LATE)) == [6, 1]


ODD = [
    "x" * 10_000,
    " ".join(["gift"] * 1_000),
    " ".join(f"word{number}" for number in range(1_000)),
    '"',
    "'", '""', "*", "-",
    "NOT", "AND OR NOT", "gift AND", "NEAR(gift, 2)", "who:dana", "{who} : dana", "^gift", "a*b",
    "'; drop table calls; --", "\0", "gi\0ft", "\x1b[31m", "half \ud83d pair", "()",
    "gift OR (", "%", "_", "\\", "ß", "İ",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_whatever_is_typed_is_looked_for_and_is_no_syntax(window: Opener, text: str) -> None:
    records = searching(window, *CALLS, a_call(8, "Gift Or", "not and or near who dana gift word1 drop table ß i"))
    for query in (
        Query(words=(text,)),
        Query(words=tuple(text.split())),
        Query(phrases=(text,)),
        Query(without=(text,)),
        Query(client=(text,)),
        Query(tags=(text,)),
        Query(playbooks=(text,)),
    ):
        expected = [call.id for call in (*CALLS, a_call(8)) if call.id] and ids(
            [call for call in records.search(Query(), LATE) if fits(call, query, LATE)]
        )
        assert ids(records.search(query, LATE)) == expected
        assert sorted(ids(records.best(query, LATE))) == sorted(expected)
    assert records.words_like(text) == records.words_like(text, limit=0) == []
    assert records.met([text]) == []
    assert len(records.alike(text, [text], but=0)) <= 3


def test_the_calls_most_about_the_words_come_first(window: Opener) -> None:
    long = "gift " + "and so much else beside it " * 40
    records = searching(
        window,
        a_call(1, notes="gift gift gift"),
        a_call(2, notes=long),
        a_call(3, notes="gift"),
        a_call(4, notes="no"),
    )
    assert ids(records.best(Query(words=("gift",)), LATE)) == [1, 3, 2]
    assert ids(records.best(Query(words=("gift",)), LATE, limit=1)) == [1]
    assert ids(records.best(Query(), LATE)) == [4, 3, 2, 1]


def test_a_mistyped_word_has_neighbours_that_calls_do_hold(window: Opener) -> None:
    records = searching(window, *CALLS, a_call(8, "Ada Parcell", "parcel"))
    assert records.words_like("Parcle") == ["parcel", "parcell"]
    assert records.words_like("aprcel", limit=1) == records.words_like("xparcel", limit=1) == ["parcel"]
    assert records.words_like("arcel", limit=1) == records.words_like("barcel", limit=1) == ["parcel"]
    assert records.words_like("northwnid") == ["northwind"]
    assert records.words_like("zzzzzz") == records.words_like("to") == records.words_like("") == []


def test_cases_like_this_are_those_with_the_same_telling_words(window: Opener) -> None:
    records = searching(
        window,
        a_call(1, "Ada One", "the cake was for a funeral and the ribbon was pink"),
        a_call(2, "Ben Two", "ribbon missing"),
        a_call(3, "Cy Three, Acme", "pink ribbon and funeral"),
        a_call(4, "Ada One", "and the with it"),
        a_call(5, "Dana Lee", "a funeral"),
        a_call(6, "Dana Lee, Northwind Law", "router"),
    )
    notes = "> pink ribbon on the funeral cake\nthe with it"
    assert ids(records.alike(notes, [], but=0)) == [1, 3, 5]
    assert ids(records.alike(notes, ["dana lee"], but=0)) == [5, 1, 3]
    assert ids(records.alike(notes, ["Dana Lee, Elsewhere"], but=1, limit=9)) == [3, 5, 2]
    assert (
        ids(records.alike("the with it", ["Dana Lee"], but=0)) == ids(records.alike(notes, [], but=0, limit=0)) == []
    )


def test_those_who_called_are_met_without_their_words(window: Opener) -> None:
    full = replace(
        a_call(7, "Zoë O'Brien, Straße GmbH", at=START + timedelta(microseconds=5), outcome=Outcome.FIXED),
        mood_at_hello=Mood.UPSET,
        mood_at_goodbye=Mood.CALM,
        answering=Answering(call=2, text="ring back"),
    )
    records = searching(window, *CALLS, full)
    met = Met(7, full.started, Outcome.FIXED, Mood.UPSET, Mood.CALM, reports_back=True)
    assert records.met(["Zoë O'Brien"])[0] == met
    names = ["dana lee", "Dana Lee, NORTHWIND law", "ZOË o'brien, STRASSE gmbh", "zoe o'brien", "山田", "Dan", ""]
    found = {name: [one.call for one in records.met([name])] for name in names}
    assert list(found.values()) == [[5, 3, 1], [5, 1], [7, 2], [], [4], [], []]
    assert [one.call for one in records.met(["山田", "dana lee", "Dana Lee"], limit=3)] == [5, 4, 3]
    assert records.met([]) == records.met(["Dana Lee"], limit=0) == []


def test_a_call_that_was_met_says_whether_anything_is_owed(window: Opener) -> None:
    records = searching(window, *CALLS)
    owing = {call.id for call in CALLS if call.owed is not None}
    met = records.met([call.caller for call in CALLS])
    assert {one.call for one in met if one.owes} == owing != {one.call for one in met}


def test_a_name_is_completed_from_those_who_called(window: Opener) -> None:
    records = searching(window, *CALLS, a_call(7, "Dan Adams"))
    assert records.met_with("dan") == ["Dan Adams", "DANA LEE, northwind law", "Dana Lee"]
    assert records.met_with("dan", limit=1) == ["Dan Adams"]
    assert records.met_with("DANA LEE, n") == ["DANA LEE, northwind law"]
    assert records.met_with("ZOË") == ["Zoë O'Brien, Straße GmbH"]
    assert records.met_with("山") == ["山田, 東京物流"]
    assert records.met_with("x") == records.met_with("", limit=0) == []
    assert len(records.met_with("")) == 5


def test_of_an_empty_record_nothing_is_found(window: Opener) -> None:
    records = searching(window)
    assert records.search(Query(), LATE) == records.best(Query(), LATE) == records.alike("gift", [], but=0) == []
    assert records.words_like("gift") == records.met_with("") == []
    assert records.met(["Dana"]) == []


@pytest.mark.parametrize("order", ["search", "best"])
def test_a_search_that_is_given_up_looks_at_no_further_call(window: Opener, order: str) -> None:
    here = searching(window, *(a_call(number, notes=f"we wait, re: order {number}") for number in range(1, 101)))
    asked = 0

    def a_few_times() -> bool:
        nonlocal asked
        asked += 1
        return asked <= 3

    query = Query(phrases=("we re",))
    assert getattr(here, order)(query, START, go_on=a_few_times) == []
    assert asked == 4
    asked = -1000
    assert getattr(here, order)(query, START, go_on=a_few_times) == []
    assert asked == -900
