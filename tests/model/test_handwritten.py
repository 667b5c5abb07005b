"""The note by hand, and the only door through which a client reads anything."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes import START, FakeClock, a_call, a_playbook
from tests.forms import SIGNED
from tui.model.call import Answering, Call, Mood, Outcome, Override, Reason, StepRecord, Switch, with_promises
from tui.model.handwritten import FEWEST, MOST, ClientWords, address_of, client_words, note_by_hand, promised_to_them
from tui.model.noted_promises import promises_in
from tui.model.promises import Promise, PromiseKind, PromiseState

TUESDAY = START + timedelta(hours=6)


def promised(
    text: str,
    kind: PromiseKind = PromiseKind.SAID,
    state: PromiseState = PromiseState.PROMISED,
    *,
    dated: bool = False,
) -> Promise:
    return Promise(text=text, noted=START, kind=kind, state=state, due=TUESDAY if dated else None)


NOTES = """called at nine, secretplain
> You sent the last one again
= boss: she has to tell her boss
i secretinternal mixed up
+ a new one by courier
! ring back tue 15:00
secretlabel: x
undo: secretundo
cost: secretcost
address: 5 Elm Street, Ely
#secrettag
"""


def a_call_full_of_secrets() -> Call:
    """Nothing that begins with "secret" may reach a client."""
    playbook = a_playbook()
    step = replace(playbook.steps[0], say="secretsay", why="secretwhy", name="secretstep")
    given_back = promised("secretwithdrawn", state=PromiseState.WITHDRAWN)
    return replace(
        a_call(opened_as="Dana Lee, secretcompany", notes=NOTES, outcome=Outcome.NOT_SATISFIED),
        playbook=replace(playbook, title="secrettitle", about="secretabout", steps=(step, *playbook.steps[1:])),
        steps=(StepRecord(id="listen", name="secretrecord"),),
        overrides=(Override(step="secretgate", at=START, missing=("secretmissing",), reason=Reason.INSIST),),
        switches=(Switch(at=START, playbook="secretold", title="secretswitch"),),
        answering=Answering(call=1, text="secretanswer"),
        tags=("secrettag",),
        mood_at_hello=Mood.FURIOUS,
        mood_at_goodbye=Mood.TENSE,
        opened_as="secretopened",
        promises=(
            replace(promised("ring back tue 15:00", dated=True), unclear="secretunclear", how="secrethow"),
            replace(given_back, reason="secretreason"),
            *(promised(f"secret{kind}", kind) for kind in PromiseKind if kind is not PromiseKind.SAID),
        ),
    )


def test_a_note_says_sorry_in_their_words_and_what_we_do() -> None:
    assert note_by_hand(a_call_full_of_secrets(), START).split("\n\n") == [
        "Dear Dana,",
        "Thank you for talking with me as one person with another, and for seeing that there are human beings "
        "at this end of the line.",
        "You told me that we sent the last one again, and I am very sorry that you have to tell your boss.",
        "You have my word for Tuesday 24 November 2026 at 15:18: ring back.",
        "Yours,\n…",
    ]


def test_a_call_without_notes_has_a_note_that_claims_nothing() -> None:
    note = note_by_hand(a_call(opened_as=""), START)
    assert note.startswith("Hello,\n\nThank you")
    assert "\n\nI am very sorry.\n\nI am writing this by hand" in note
    assert "my word" not in note
    assert "offered" not in note


def test_a_way_is_named_where_nothing_was_promised() -> None:
    note = note_by_hand(a_call(notes="+ a new one #secret\n+ the money back\n> Where is it?"), START)
    assert "To put it right, I offered you this: a new one." in note
    assert "I am very sorry that you had to ask “Where is it”." in note


def test_a_line_that_cannot_be_turned_is_quoted_beside_the_sorry() -> None:
    assert "You told me “Send it now”. I am very sorry." in note_by_hand(a_call(notes="> Send it now!"), START)
    long = note_by_hand(a_call(notes="> Send " + "it now " * 20), START)
    assert re.search(r"You told me “Send (it|now| )+…”\. I am", long)


def test_where_everything_is_long_the_note_takes_some_words_of_each() -> None:
    notes = f"@ Frau {'Elm ' * 40}\n> {'it rained ' * 20}\n= {'no roof ' * 20}"
    note = note_by_hand(replace(a_call(notes=notes), promises=(promised("a tent " * 20),)), START)
    assert len(note.split()) == MOST
    assert note.startswith("Dear Frau Elm Elm Elm…,")
    assert [note.count(word) for word in ("rained", "roof", "tent")] == [7, 6, 7]
    assert "tent…\n\nYours" in note


def test_a_long_promise_with_a_day_is_no_longer_than_one_without() -> None:
    notes = f"@ Frau {'Elm ' * 40}\n> {'it rained ' * 20}\n= {'no roof ' * 20}"
    note = note_by_hand(replace(a_call(notes=notes), promises=(promised("a tent " * 20, dated=True),)), START)
    assert len(note.split()) == MOST


def test_what_the_client_may_read_is_their_words_ways_promises_and_dates() -> None:
    assert client_words(a_call_full_of_secrets()) == ClientWords(
        name="Dana Lee",
        told=("we sent the last one again",),
        meant=("you have to tell your boss",),
        sorry=("you have to tell your boss",),
        ways=("a new one by courier",),
        promises=("ring back tue 15:00",),
        dates=("Tuesday 24 November 2026 at 15:18",),
    )


def test_nothing_of_ours_gets_through_the_door() -> None:
    call = a_call_full_of_secrets()
    seen = (repr(client_words(call)) + note_by_hand(call, START)).lower()
    hidden = (
        "secret",
        "furious",
        "tense",
        "not-satisfied",
        "insist",
        "elm street",
        call.playbook.steps[1].say.lower(),
    )
    assert [one for one in hidden if one in seen] == []


def test_a_date_stands_beside_each_promise() -> None:
    day_only = replace(promised("a card", dated=True), day_only=True)
    told = promised("a new one", state=PromiseState.TOLD)
    call = replace(a_call(), promises=(promised("#vip"), told, day_only))
    assert client_words(call)[-2:] == (("a new one", "a card"), ("", "Tuesday 24 November 2026"))


def test_a_tag_in_a_name_is_not_part_of_it() -> None:
    assert client_words(a_call(notes="@ Dana Bright #vip, Northwind")).name == "Dana Bright"


def test_a_long_line_is_whole_behind_the_door_and_short_in_the_note() -> None:
    line = "it rained " * 20
    call = a_call(notes=f"> {line}")
    assert client_words(call).told == (line.strip(),)
    assert line.strip() not in note_by_hand(call, START)


def test_the_address_is_the_newest_one() -> None:
    assert address_of("address: 5 Elm Street\nAddress:  7 Oak\tRoad \n") == "7 Oak Road"
    assert address_of("> address: mine\naddress:") == ""


MARKS = st.sampled_from(("> ", "= ", "= boss: ", "+ ", "i ", "", "@ ", "! "))
WORDS = st.lists(st.sampled_from(("I", "you", "a", "zebra", "“", "?", ".", "#tag", "x" * 200, "b b b", "\x1b", "Dr")))
ANY_NOTES = st.text(max_size=300) | st.lists(st.tuples(MARKS, WORDS.map(" ".join)).map("".join)).map("\n".join)


ANY_TEXT = st.text(max_size=200) | st.lists(
    st.sampled_from(("tomorrow", "by", "friday", "call", "a", "card", "if", "at", "15:00", "in", "2", "days", ","))
).map(" ".join)


@given(
    notes=ANY_NOTES,
    opened_as=st.text(max_size=80),
    texts=st.lists(st.tuples(ANY_TEXT, st.booleans()), max_size=3),
)
def test_a_note_has_60_to_90_words_whatever_is_noted(
    notes: str, opened_as: str, texts: list[tuple[str, bool]]
) -> None:
    promises = tuple(promised(text, dated=dated) for text, dated in texts)
    note = note_by_hand(replace(a_call(opened_as=opened_as, notes=notes), promises=promises), START)
    assert FEWEST <= len(note.split()) <= MOST
    assert note.endswith("\n\nYours,\n…")
    assert "\x1b" not in note


NOUN = st.text(alphabet="bcdfgklmnprtz", min_size=5, max_size=9).map(lambda word: f"{word}q")


@given(theirs=st.lists(NOUN, min_size=1, max_size=8), effect=st.lists(NOUN, min_size=1, max_size=8))
def test_their_words_are_in_the_note(theirs: list[str], effect: list[str]) -> None:
    note = note_by_hand(a_call(notes=f"> {' '.join(theirs)}\n= {' '.join(effect)}"), START)
    for word in (max(theirs, key=len), max(effect, key=len)):
        assert word in note


@given(secret=NOUN, theirs=NOUN)
def test_no_line_of_ours_is_ever_in_what_a_client_reads(secret: str, theirs: str) -> None:
    ours = "\n".join(f"{mark}{secret}" for mark in ("", "i ", "undo: ", "cause: ", "i\t", "#", "- "))
    call = a_call(notes=f"> {theirs} #{secret}\n{ours}")
    assert theirs in note_by_hand(call, START)
    if secret not in theirs:
        assert secret not in note_by_hand(call, START) + repr(client_words(call))


def note_with(promise: str, at: datetime = START) -> str:
    """The note of a call on which this was promised, on one line."""
    notes = f"! {promise}"
    promises = promises_in(notes, (), START, FakeClock().at_local)
    return " ".join(note_by_hand(with_promises(a_call(notes=notes), promises), at).split())


@pytest.mark.parametrize(
    ("promise", "stands"),
    [
        ("ring back tomorrow 15:00", "You have my word for Wednesday 25 November 2026 at 15:00: ring back."),
        ("a new one by friday", "You have my word for Friday 27 November 2026: a new one."),
        ("send the card in 2 days", "You have my word for Thursday 26 November 2026: send the card."),
        ("the right one, on 3 dec", "You have my word for Thursday 3 December 2026: the right one."),
        ("ring before noon", "You have my word for Tuesday 24 November 2026 at 12:00: ring."),
        ("write to the parents", "You have my word on this: write to the parents."),
        ("tomorrow 15:00 ring back", "You have my word for Wednesday 25 November 2026 at 15:00: ring back."),
        ("tomorrow ring back at 15:00", "You have my word for Wednesday 25 November 2026 at 15:00: ring back."),
        ("by friday send a voucher", "You have my word for Friday 27 November 2026: send a voucher."),
        ("fri: new parcel there", "You have my word for Friday 27 November 2026: new parcel there."),
        ("send this one again tomorrow", "You have my word for Wednesday 25 November 2026: send this one again."),
        ("a new one, Friday morning at the latest.", "You have my word for Friday 27 November 2026: a new one."),
        ("a new one by the end of the week", "You have my word for Friday 27 November 2026: a new one."),
        ("friday: a voucher if it is not there", "2026: a voucher if it is not there."),
        ("call friday if the refund is not there", "You hear from me on Friday 27 November 2026."),
        ("ring tomorrow at 15:00 or mail", "You hear from me on Wednesday 25 November 2026 at 15:00."),
        ("call friday, if by then the refund is not there", "You hear from me on Friday 27 November 2026."),
    ],
)
def test_a_day_in_a_promise_is_the_day_it_is_when_the_letter_is_read(promise: str, stands: str) -> None:
    assert stands in note_with(promise)


@pytest.mark.parametrize(
    "promise",
    [
        "tomorrow",
        "a voucher friday if the refund is not there",
        "the card not before friday",
        "a new one next friday",
        "ring back next week",
        "a card this evening or so, at 3",
        f"a new one by friday for {'each of the ' * 5}guests if it rains",
        f"a new one for {'each of the ' * 5}guests if it rains by friday",
    ],
)
def test_a_promise_that_the_letter_cannot_say_whole_is_left_out(promise: str) -> None:
    note = note_with(promise)
    assert "my word" not in note
    assert "You hear" not in note
    assert FEWEST <= len(note.split()) <= MOST


@pytest.mark.parametrize("state", [state for state in PromiseState if state is not PromiseState.PROMISED])
def test_our_word_is_not_given_for_what_is_dealt_with(state: PromiseState) -> None:
    call = replace(a_call(notes="+ the money back"), promises=(promised("a new one", state=state),))
    assert "my word" not in note_by_hand(call, START)
    assert "I offered you this: the money back." in note_by_hand(call, START)


def test_our_word_is_not_given_for_days_that_are_over() -> None:
    assert "my word for Wednesday" in note_with("ring back tomorrow 15:00", START + timedelta(days=1))
    assert "my word" not in note_with("ring back tomorrow 15:00", START + timedelta(days=2))
    assert "my word on this: a new one." in note_with("a new one", START + timedelta(days=40))
    call = replace(a_call(), promises=(promised("ring", dated=True), promised("a new one")))
    assert "my word on this: a new one." in note_by_hand(call, TUESDAY)
    assert client_words(call).promises == ("ring", "a new one")


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        ("send her the right one", "send you the right one"),
        ("Send him a new one by Friday", "Send you a new one by Friday"),
        ("ring her back", "ring you back"),
        ("give her back her money", "give you back your money"),
        ("refund in her account by Monday", "refund in your account by Monday"),
        ("find out who did it and tell her", "find out who did it and tell you"),
        ("she gets a new one", "you get a new one"),
        # Somebody else could be meant, or is.
        ("ask Tom, he sends her the drill", "ask Tom, he sends her the drill"),
        ("call the carrier and ask them", "call the carrier and ask them"),
        ("check with her supplier whether they have it", "check with her supplier whether they have it"),
        ("send it to them", "send it to them"),
        # Nothing is to be turned.
        ("ring you back on Wednesday at 15:00", "ring you back on Wednesday at 15:00"),
        ("look after it myself.", "look after it myself."),
        ("SEND HER ONE", "SEND HER ONE"),
    ],
)
def test_a_promise_is_said_to_whom_it_was_given_where_that_is_plain(promise: str, said: str) -> None:
    assert promised_to_them(promise) == said
    noted = Promise(text=promise, noted=START)
    assert client_words(replace(a_call(), promises=(noted,))).promises == (said,)


def test_the_note_is_signed_with_the_name_in_the_settings() -> None:
    call = a_call(notes="> no parcel")
    assert note_by_hand(call, START, "  Ann\n  Field ").endswith("\n\nYours,\nAnn Field")
    assert note_by_hand(call, START, "").endswith("\n\nYours,\n…")
    assert SIGNED.render(call, START, "by-hand").text.endswith("Yours,\nAnn Field\n")
    assert SIGNED.render(call, START, "client-email").text.endswith("Yours,\nAnn Field\n")
