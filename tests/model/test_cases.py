"""A past case in three lines."""

from msgspec.structs import replace

from tests.fakes import START, a_call
from tui.model.call import Mood, Outcome
from tui.model.cases import Case, case_of
from tui.model.promises import Promise, PromiseKind, told

TODAY = START.date()


def test_a_case_says_what_it_was_how_it_was_put_right_and_how_it_ended() -> None:
    notes = "> the wrong gift came #gift\n= boss saw it\n+ resent by courier\n+ refund\n+ a third way"
    call = replace(a_call(notes=notes, outcome=Outcome.FIXED), mood_at_hello=Mood.UPSET, mood_at_goodbye=Mood.CALM)
    assert case_of(call, TODAY) == Case(
        "today",
        "Dana Lee · Northwind Law",
        "the wrong gift came",
        "resent by courier; refund",
        "put right, upset → calm",
    )


def test_without_ways_it_is_what_they_were_told_is_done_else_what_was_promised() -> None:
    ring = Promise(text="ring back", noted=START, kind=PromiseKind.REPORT_BACK)
    kept = told(Promise(text="new one by van", noted=START), START)
    open_still = Promise(text="refund", noted=START)
    call = a_call(notes="= boss saw it")
    assert case_of(replace(call, promises=(ring, open_still, kept)), TODAY).put_right == "new one by van"
    assert case_of(replace(call, promises=(ring, open_still)), TODAY).put_right == "refund"
    assert case_of(call, TODAY)._replace(when="", who="") == Case("", "", "boss saw it", "", "")


def test_without_their_words_it_is_the_kind_of_call() -> None:
    call = replace(a_call(notes="ours alone"), mood_at_hello=Mood.CALM, mood_at_goodbye=Mood.TENSE)
    case = case_of(call, TODAY)
    assert case.what == "A late gift"
    assert case.ended == "tense"
