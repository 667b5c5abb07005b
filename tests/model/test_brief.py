"""The five lines about a client."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.brief import Known, Line, brief, landed, little_things, so_far, trend, we_owe
from tui.model.call import Answering, Call, Mood, Outcome, StepState
from tui.model.client import Client
from tui.model.owed import Owed
from tui.model.past import Met
from tui.model.promises import Promise

NAME = "Dana Lee, Northwind Law"
DAY = timedelta(days=1)


def a_client(**changed: object) -> Client:
    return replace(Client(id=7, names=(NAME,), touched=START - 9 * DAY), **changed)


def met(*days: float, goodbye: tuple[Mood | None, ...] = (), reports: tuple[int, ...] = ()) -> tuple[Met, ...]:
    """Calls so many days ago, newest first."""
    moods = goodbye or (None,) * len(days)
    return tuple(
        Met(at, START - ago * DAY, Outcome.FIXED, None, mood, at in reports)
        for at, (ago, mood) in enumerate(zip(days, moods, strict=True))
    )


def known(
    *, client: Client | None = None, owed: tuple[Owed, ...] = (), calls: tuple[Call, ...] = (), days: float = 40
) -> Known:
    return Known(NAME, (NAME,), client, owed, met(*(days for _ in calls)), calls)


def line(about: str, of: Known) -> Line | None:
    return next((one for one in brief(of, START) if one.about == about), None)


def owing(text: str, days: float | None) -> Owed:
    due = None if days is None else START + days * DAY
    promise = Promise(text=text, noted=START - 9 * DAY, due=due, day_only=True)
    return Owed(replace(a_call(), promises=(promise,)), promise, 0)


def with_sorry(call: Call, state: StepState) -> Call:
    """The call with the sorry in this state, in the playbook with the exact words."""
    return replace(call, steps=tuple(replace(one, state=state) for one in call.steps))


def test_nobody_known_has_no_brief() -> None:
    assert brief(known(), START) == ()


def test_what_we_owe_names_the_first_and_counts_the_others() -> None:
    owed = (owing("ring back", -2), owing("send the letter", 3), owing("refund", None))
    assert we_owe(owed, START) == Line("we owe", "ring back (2 days late); and 2 more", True)
    assert we_owe(owed[1:2], START) == Line("we owe", "send the letter (Fri 27 Nov)", False)
    assert we_owe((), START) == Line("we owe", "nothing open", False)


def test_a_very_long_promise_still_says_when_it_falls_due() -> None:
    said = line("we owe", known(owed=(owing("word " * 500, -2), owing("x", 1)), calls=(a_call(),)))
    assert said
    assert said.text.endswith("(2 days late); and 1 more")


def test_the_last_let_down_says_when_what_and_what_landed() -> None:
    call = a_call(notes="landed: I would be angry too", at=START - 40 * DAY, outcome=Outcome.NEXT_STEP)
    assert line("last time", known(calls=(call,))) == Line(
        "last time", "Thu 15 Oct, A late gift, next step agreed; what landed: “I would be angry too”"
    )


def test_a_call_that_reports_back_is_no_let_down() -> None:
    report = replace(a_call(2, at=START - 10 * DAY), answering=Answering(call=1, text="ring"))
    down = a_call(1, at=START - 40 * DAY, outcome=Outcome.FIXED)
    assert line("last time", known(calls=(report, down))) == Line("last time", "Thu 15 Oct, A late gift, put right")


def test_words_that_landed_before_come_with_their_day() -> None:
    calls = (a_call(2, at=START - 4 * DAY), a_call(1, notes="landed: it is on us", at=START - 40 * DAY))
    said = line("last time", known(calls=calls))
    assert said
    assert said.text == "Fri 20 Nov, A late gift; what landed (Thu 15 Oct): “it is on us”"


@pytest.mark.parametrize("goodbye", [Mood.UPSET, Mood.FURIOUS, None])
def test_without_a_better_mood_no_sorry_is_said_to_have_landed(goodbye: Mood | None) -> None:
    call = replace(a_call(notes="= she has to tell her boss"), mood_at_hello=Mood.UPSET, mood_at_goodbye=goodbye)
    assert landed(with_sorry(call, StepState.DONE)) == ""


def test_a_sorry_lands_only_where_it_was_said() -> None:
    playbook = a_call().playbook
    steps = tuple(replace(one, words="very sorry" if one.id == "sorry" else "") for one in playbook.steps)
    call = a_call(notes="= she has to tell her boss", playbook=replace(playbook, steps=steps))
    better = replace(call, mood_at_hello=Mood.UPSET, mood_at_goodbye=Mood.CALM)
    assert landed(better) == ""
    assert landed(with_sorry(better, StepState.SKIPPED)) == ""
    assert landed(with_sorry(better, StepState.DONE)) == "I am very sorry that you have to tell your boss"
    assert landed(replace(with_sorry(better, StepState.DONE), notes="nothing of theirs")) == ""


def test_let_downs_are_counted_lately_and_since_when() -> None:
    assert so_far(met(10, 40, 100, 400), START) == "4 times, 2 in the last 90 days; first Mon 20 Oct 2025"
    assert so_far(met(10, 40, 100, reports=(0, 1)), START) == "once, Sun 16 Aug"
    assert so_far(met(100, 200), START) == "2 times, none in the last 90 days; first Fri 8 May"
    assert so_far(met(1, reports=(0,)), START) == ""


def test_the_trend_is_oldest_left_and_says_itself_in_words() -> None:
    moods = (Mood.CALM, None, Mood.TENSE, Mood.UPSET)
    assert trend(met(1, 2, 3, 4, goodbye=moods)) == "▂▄▆ upset → calm"
    assert trend(met(1, goodbye=(Mood.WARM,))) == "█ warm"
    assert trend(met(1)) == ""
    many = (Mood.FURIOUS,) * 20
    assert trend(met(*range(20), goodbye=many)) == "▁▁▁▁▁▁▁▁ furious → furious"


def test_whom_they_answer_to_is_what_the_card_says_else_the_newest_note() -> None:
    calls = (a_call(2, notes="boss: M. Bright"), a_call(1, notes="answers to: old boss"))
    assert line("answers to", known(calls=calls)) == Line("answers to", "M. Bright")
    assert line("answers to", known(client=a_client(answers_to="Q. Stone"), calls=calls)) == Line(
        "answers to", "Q. Stone"
    )
    assert line("answers to", known(calls=(a_call(notes="= boss: she has to tell him"),))) is None


def test_small_things_are_habits_and_little_things() -> None:
    client = a_client(little=("new baby",), style="brisk", way="by phone", time="after ten")
    assert line("small things", known(client=client)) == Line("small things", "brisk; by phone; after ten; new baby")


def test_a_little_thing_is_taken_off_the_card_for_good_and_a_newer_note_still_counts() -> None:
    call = a_call(notes="little: new baby\nthanks: you were so kind", at=START, outcome=Outcome.FIXED)
    both = ["new baby", "thanks: you were so kind"]
    assert little_things(None, (call,)) == both
    assert little_things(a_client(little=("New Baby",), touched=START - DAY), (call,)) == ["New Baby", both[1]]
    assert little_things(a_client(touched=START), (call,)) == []


def test_no_line_steers_a_terminal_or_is_longer_than_a_glance() -> None:
    client = a_client(answers_to="x\x1b[31m\nred", little=("w" * 10_000,))
    lines = brief(known(client=client, owed=(owing("a\nb\x07", 1),)), START)
    assert all(one.text.isprintable() and len(one.text) <= 260 for one in lines)
