"""What is typed to find calls, and what it means."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import HERE, START, FakeClock
from tui.model.call import Outcome
from tui.model.plain import one_line
from tui.model.query import Query
from tui.model.query_filters import FILTERS
from tui.model.query_text import LONGEST, TOO_LONG, Asked, read_query

CLOCK = FakeClock()


def asked(text: str) -> Asked:
    return read_query(text, START, CLOCK.at_local)


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=HERE)


FIXED, NEXT, NOT, OVER = Outcome.FIXED, Outcome.NEXT_STEP, Outcome.NOT_SATISFIED, Outcome.HANDED_OVER
MEANS = {
    "": Query(),
    "late gift": Query(words=("late", "gift")),
    "  late\tgift\n": Query(words=("late", "gift")),
    '"late gift" dana': Query(words=("dana",), phrases=("late gift",)),
    "“late gift”": Query(phrases=("late gift",)),
    '"late gi': Query(words=("gi",), phrases=("late",)),
    '"late gift ': Query(phrases=("late gift",)),
    '"': Query(),
    '""': Query(),
    "-refund": Query(without=("refund",)),
    '-"wrong address" late': Query(words=("late",), without=("wrong address",)),
    "e-mail": Query(words=("e-mail",)),
    "-": Query(),
    "->": Query(words=("->",)),
    "10:30": Query(words=("10:30",)),
    "undo:fetch": Query(words=("undo", "fetch")),
    "client:dana": Query(client=("dana",)),
    'CLIENT:"Dana Lee, Northwind"': Query(client=("Dana", "Lee", "Northwind")),
    "#Gift tag:#late": Query(tags=("gift", "late")),
    "tag:gift,late": Query(tags=("gift", "late")),
    "#4711": Query(tags=("4711",)),
    "outcome:fixed": Query(outcomes=(FIXED,)),
    "outcome:put": Query(outcomes=(FIXED,)),
    'outcome:"put right",handed-over': Query(outcomes=(FIXED, OVER)),
    "outcome:n": Query(outcomes=(NEXT, NOT)),
    "playbook:late-gift,heat": Query(playbooks=("late-gift", "heat")),
    'playbook:"late gift"': Query(playbooks=("late-gift",)),
    "is:open is:overdue": Query(is_open=True, is_overdue=True),
    "is:ov": Query(is_overdue=True),
    "missed:sorry": Query(missed_sorry=True),
    "mood:3": Query(mood=(3, 3)),
    "mood:<3": Query(mood=(1, 2)),
    "mood:<=3": Query(mood=(1, 3)),
    "mood:>3": Query(mood=(4, 5)),
    "mood:2-4": Query(mood=(2, 4)),
    "mood:warm-tense": Query(mood=(3, 5)),
    "mood:>=calm": Query(mood=(4, 5)),
    "mood:fur": Query(mood=(1, 1)),
    "mood:>1 mood:<4": Query(mood=(2, 3)),
    "after:2026-10-03": Query(after=at(2026, 10, 3)),
    "after:3 oct dana": Query(words=("dana",), after=at(2026, 10, 3)),
    "after:oct 3 2025": Query(after=at(2025, 10, 3)),
    "after:3 dec": Query(after=at(2025, 12, 3)),
    "after:29 feb": Query(after=at(2024, 2, 29)),
    "after:oct before:nov": Query(after=at(2026, 10, 1), before=at(2026, 11, 1)),
    "after:dec": Query(after=at(2025, 12, 1)),
    "after:2025": Query(after=at(2025, 1, 1)),
    "after:2025-12": Query(after=at(2025, 12, 1)),
    "after:today": Query(after=at(2026, 11, 24)),
    "after:tue": Query(after=at(2026, 11, 24)),
    "after:last tue": Query(after=at(2026, 11, 17)),
    "after:yesterday": Query(after=at(2026, 11, 23)),
    "after:last week": Query(after=at(2026, 11, 16)),
    'before:"last month"': Query(before=at(2026, 10, 1)),
    "before:90d": Query(before=at(2026, 8, 26)),
    "before:2 weeks ago": Query(before=at(2026, 11, 10)),
    "before:13/10": Query(before=at(2026, 10, 13)),
    "after:2024 after:2025": Query(after=at(2025, 1, 1)),
    "by:fri": Query(by=datetime(2026, 11, 27, 23, 59, 59, tzinfo=HERE)),
    "by:today": Query(by=datetime(2026, 11, 24, 23, 59, 59, tzinfo=HERE)),
    "by:3 jan": Query(by=datetime(2027, 1, 3, 23, 59, 59, tzinfo=HERE)),
    "by:7d": Query(by=datetime(2026, 12, 1, 23, 59, 59, tzinfo=HERE)),
    "by:next week": Query(by=datetime(2026, 12, 6, 23, 59, 59, tzinfo=HERE)),
}


@pytest.mark.parametrize("text", MEANS)
def test_what_is_typed_means(text: str) -> None:
    found = asked(text)
    assert found.query == MEANS[text]
    assert (found.troubles, found.hints) == ((), ())


WRONG = {
    "mood:<9": "mood:<9: moods go from 1 (furious) to 5 (warm).",
    "mood:<1": "mood:<1: no mood is there; they go from 1 (furious) to 5 (warm).",
    "is:overdux": "is:overdux: did you mean is:overdue?",
    "missed:srory": "missed:srory: did you mean missed:sorry?",
    'outcome:"put rihgt"': 'outcome:"put rihgt": did you mean outcome:"put right"?',
    "after:31 feb": "after:31 feb: there is no 31 feb.",
    "after:3/4": "after:3/4: 3/4 can be 3 Apr or 4 Mar: write the month.",
    "after:2026-13-01": "after:2026-13-01: there is no 2026-13-01.",
    "after:0001-01-01": "after:0001-01-01: that day is too far away.",
    "by:9999-01-01": "by:9999-01-01: that day is too far away.",
    "after:99999d": "after:99999d: write a day, as 2026-10-03, 3 oct, oct, 2025, yesterday, tue, last week or 90d.",
    "-tag:gift": '-tag:gift: only words and "phrases" can be left out, so this is left aside.',
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_filter_is_explained_and_the_rest_works(text: str) -> None:
    found = asked(f"red {text} client:dana")
    assert found.troubles == (WRONG[text],)
    assert found.query == Query(words=("red",), client=("dana",))


@pytest.mark.parametrize(
    ("text", "words", "trouble"),
    [
        ("foo:bar", ("foo", "bar"), "foo:bar: that is no filter, so its words are looked for."),
        (
            "clinet:dana",
            ("clinet", "dana"),
            "clinet:dana: did you mean client:? There is no filter clinet:, so its words are looked for.",
        ),
    ],
)
def test_an_unknown_filter_is_looked_for_as_words_and_says_so(
    text: str, words: tuple[str, ...], trouble: str
) -> None:
    assert asked(text).query == Query(words=words)
    assert asked(text).troubles == (trouble,)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_without_a_value_is_a_hint_with_its_choices(name: str) -> None:
    found = asked(f"red {name}:")
    assert found.query == Query(words=("red",))
    assert found.troubles == ()
    assert found.hints == (f"{name}: {FILTERS[name].values}.",)


@pytest.mark.parametrize("text", ["mood:<", "mood:2-", "is:o", "after:las", "after:20", "by:ne", "after:3"])
def test_a_value_half_typed_is_a_hint_too(text: str) -> None:
    found = asked(text)
    assert found.query == Query()
    assert found.troubles == ()
    assert len(found.hints) == 1


def test_days_that_were_read_are_told() -> None:
    assert asked("after:last week by:fri").understood == ("after: Mon 16 Nov", "by: the end of Fri 27 Nov")


def test_filters_that_leave_nothing_together_say_so() -> None:
    assert asked("after:nov before:oct").troubles == (
        "after: Sun 1 Nov and before: Thu 1 Oct leave no day between them.",
    )
    assert asked("mood:1 mood:5").troubles == ("The moods leave none that is in all of them.",)


def test_each_word_knows_where_it_was_typed() -> None:
    text = 'late -red "a gift" Foo:bar client:dana'
    found = asked(text)
    assert [text[word.start : word.end] for word in found.words] == ["late", "a", "gift", "Foo", "bar", "dana"]
    assert [word.text for word in found.words] == ["late", "a", "gift", "Foo", "bar", "dana"]


def test_of_a_page_pasted_in_only_the_beginning_is_read() -> None:
    found = asked("a " * LONGEST)
    assert len(found.query.words) == LONGEST // 2
    assert found.troubles == (TOO_LONG,)


def test_a_sentence_about_what_was_typed_is_short_and_steers_no_terminal() -> None:
    (trouble,) = asked("mood:\x1b[31m" + "9" * 5000).troubles
    assert "\x1b" not in trouble
    assert len(trouble) < 120


_SIGNS = st.sampled_from(
    ['"', "“", "-", ":", ",", "#", "<", ">", "(", ")", "*", "'", ";", " ", "\n", "\x00", "\x1b", "א", "🎁", "e\u0301"]
)
_BITS = st.sampled_from(
    [*(f"{name}:" for name in FILTERS), "NEAR(", " OR ", " AND ", "' OR 1=1 --", "2026-02-30", "mood:<", "3 oct"]
)


@given(st.lists(st.one_of(_SIGNS, _BITS, st.text(max_size=5)), max_size=30).map("".join))
def test_any_text_is_a_query(text: str) -> None:
    found = asked(text)
    for word in found.words:
        assert text[word.start : word.end] == word.text
        assert word.text
    assert all(found.query.words + found.query.phrases + found.query.without + found.query.client)
    assert all(one_line(each) == each for each in (*found.troubles, *found.hints, *found.understood))
    assert all(sentence.endswith((".", "?")) for sentence in (*found.troubles, *found.hints))


@pytest.mark.parametrize("text", ['"' * LONGEST, "-" * LONGEST, ":" * LONGEST, "mood:" * 2000, "after:oct " * 1000])
def test_only_operators_are_a_query_too(text: str) -> None:
    assert isinstance(asked(text).query, Query)
