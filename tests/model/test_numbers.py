"""The rep's own numbers: what counts of a call, and what the weeks come to."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model import guide
from tui.model.call import Call, Mood, Outcome, Reason, with_promises
from tui.model.numbers import COLUMNS, Figures, figures_of, table, titles, week_of, weekly
from tui.model.numbers_words import MIND, View, in_words, said
from tui.model.promises import Promise, done, told, withdrawn
from tui.playbooks import PlaybookShelf
from tui.shipped import shipped

NOW = START + timedelta(days=10)
PLAYBOOK = PlaybookShelf(shipped("playbooks")).default()


def led(*steps: str, outcome: Outcome | None = Outcome.FIXED) -> Call:
    """A call in which these steps were said, a minute apart."""
    call, at = a_call(at=START, playbook=PLAYBOOK), START
    for step in steps:
        at += timedelta(minutes=1)
        call = guide.go_to(call, step, at).call
        call = guide.said(call, at).call
    return replace(call, ended=at, touched=at, outcome=outcome)


def heart() -> list[str]:
    return [step.id for step in PLAYBOOK.steps if step.phase == "heart"]


def due(day: int) -> Promise:
    return Promise(text="ring back", noted=START, due=START + timedelta(days=day))


def figures(day: date, **values: Any) -> Figures:
    empty = Figures(day, "calm", "Calm", 10.0, None, None, None, 0, 0, None, None)
    return empty._replace(**values)


def test_times_are_those_until_the_words_were_said() -> None:
    words = next(step.id for step in PLAYBOOK.steps if step.words)
    call = led(*heart())
    assert figures_of(call, NOW).to_sorry == 60.0 * (heart().index(words) + 1)
    assert figures_of(led(), NOW).to_sorry is None
    assert figures_of(call, NOW).minutes == float(len(heart()))


def test_the_heart_comes_first_where_all_of_it_was_said() -> None:
    assert figures_of(led(*heart()), NOW).heart_first is True
    assert figures_of(led(*heart()[:-1]), NOW).heart_first is False


@pytest.mark.parametrize(
    ("reason", "kept"),
    [(Reason.INSIST, False), (Reason.OTHER, False), (Reason.SAFETY, None), (Reason.CUT_OFF, None)],
)
def test_a_gate_passed_early_counts_unless_nobody_could_help_it(reason: Reason, kept: bool | None) -> None:
    call = led()
    gate = guide.to_the_head(call, START).gate
    assert gate
    early = guide.go_through(call, gate, reason, START).call
    assert figures_of(replace(early, outcome=Outcome.FIXED), NOW).heart_first is kept


def test_a_line_that_was_cut_off_says_nothing_about_the_heart() -> None:
    assert figures_of(led(outcome=Outcome.CUT_OFF), NOW).heart_first is None


def test_where_nothing_was_to_apologise_for_no_heart_is_asked_for() -> None:
    call = led()
    plain = tuple(replace(step, words="") for step in call.playbook.steps)
    assert figures_of(replace(call, playbook=replace(call.playbook, steps=plain)), NOW).heart_first is None


def test_a_promise_counts_once_its_day_is_there_or_they_know() -> None:
    in_time, late = told(due(3), START + timedelta(days=2)), told(due(3), START + timedelta(days=4))
    promises = (
        in_time,
        late,
        done(due(3), START),
        due(20),
        told(due(20), START),
        withdrawn(due(3), START, "not needed"),
        replace(due(3), due=None),
    )
    counted = figures_of(with_promises(led(), promises), NOW)
    assert (counted.told_in_time, counted.due) == (2, 4)


def test_a_week_is_the_middle_of_its_calls_and_the_mean_of_its_moods() -> None:
    day = date(2026, 11, 24)
    some = [
        figures(day, to_sorry=60.0, heart_first=True, hello=Mood.FURIOUS, goodbye=Mood.CALM, due=2, told_in_time=1),
        figures(day, to_sorry=120.0, heart_first=False, hello=Mood.TENSE, goodbye=Mood.WARM),
        figures(day, to_sorry=3000.0, heart_first=None),
    ]
    week = week_of(day, some)
    assert (week.to_sorry, week.to_own) == (120.0, None)
    assert (week.heart_first, week.heart_asked) == (1, 2)
    assert (week.hello, week.goodbye) == (2.0, 4.5)
    assert (week.told_in_time, week.due, week.minutes) == (1, 2, 30.0)


def test_weeks_begin_on_monday_and_those_without_calls_are_there_too() -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    weeks = weekly([figures(sunday), figures(monday), figures(monday - timedelta(weeks=3))], monday, 3)
    assert [week.monday for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)]
    assert [week.minutes for week in weeks] == [0.0, 10.0, 10.0]


def test_the_table_has_all_calls_and_each_playbook() -> None:
    day = date(2026, 11, 24)
    some = [figures(day), figures(day, playbook="anger", title="Anger", to_own=61.239)]
    head, *rows = table(some, day, 2)
    assert head == ("playbook", *(name for name, _ in COLUMNS))
    assert [row[0] for row in rows] == ["all", "all", "anger", "anger", "calm", "calm"]
    last = dict(zip(head, rows[3], strict=True))
    assert last["seconds_to_own"] == 61.24
    assert last["seconds_to_sorry"] == ""
    assert titles(some) == {"anger": "Anger", "calm": "Calm"}


def test_the_words_give_every_figure_and_none_that_is_not_there() -> None:
    day = date(2026, 11, 24)
    full = week_of(
        day,
        [
            figures(
                day, minutes=61.0, to_sorry=61.0, to_own=90.0, heart_first=True, due=3, told_in_time=2,
                hello=Mood.UPSET, goodbye=Mood.CALM,
            )
        ],
    )  # fmt: skip
    assert [line.partition(":")[2].strip() for line in in_words(full)] == [
        "sorry after 1:01, owned after 1:30 (the middle call)",
        "first in 1 of 1 calls (100 %)",
        "2 of 3 (66 %)",
        "upset at hello, calm at goodbye (the mean)",
        "1 h 01 min with clients",
    ]
    nothing = [line.partition(":")[2].strip() for line in in_words(week_of(day, []))]
    assert nothing == [
        "no sorry yet, not owned yet (the middle call)",
        "no call with something to apologise for",
        "none has fallen due",
        "not noted",
        "0 min with clients",
    ]


def test_every_picture_says_what_to_bear_in_mind_and_none_foretells_or_ranks() -> None:
    week = week_of(date(2026, 11, 24), [])
    texts = [" ".join(said(view, week)).casefold() for view in View]
    assert set(MIND) == set(View)
    for text in texts:
        assert not {"loyal", "rank", "score", "best rep", "average rep"} & set(text.split())


def test_a_call_keeps_its_numbers_whatever_day_it_is_counted_on() -> None:
    call = led(*heart())
    one, other = figures_of(call, NOW), figures_of(call, datetime.fromisoformat("2027-01-01T00:00+00:00"))
    assert one == other
