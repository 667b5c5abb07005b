"""What is known and kept about clients."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, MemoryCallRecords, a_call
from tests.kept import forget_client
from tui.model.call import Outcome, with_promises
from tui.model.promises import Promise
from tui.model.same_person import FieldValue, Spelling
from tui.model.trouble import RecordsTrouble, Trouble
from tui.services.client_book import NEWEST, ClientBook

DANA, SHORT = "Dana Lee, Northwind Law", "D. Lee"


class Book(ClientBook):
    """A book over records in memory."""

    def __init__(self, *callers: str, notes: str = "") -> None:
        self.records = MemoryCallRecords()
        self.clock = FakeClock()
        super().__init__(records=self.records, clock=self.clock)
        for caller in callers:
            self.call(caller, notes)

    def call(self, caller: str, notes: str = "", owes: str = "", days: int = 0) -> None:
        """One more finished call."""
        number = len(self.records.disk.calls) + 1
        call = a_call(number, caller, notes, at=START - timedelta(days=days), outcome=Outcome.FIXED)
        promises = (Promise(text=owes, noted=START, due=START + timedelta(days=number)),) if owes else ()
        self.records.finish(with_promises(call, promises))


def test_a_name_is_known_when_it_is_whole_or_the_only_one_that_begins_so() -> None:
    book = Book(DANA, "Dora Kim", "Ann")
    assert book.named("dana lee, northwind law") == DANA
    assert book.named("Dana L") == DANA
    assert book.named("dana lee") == DANA
    assert book.named("D") == ""
    assert book.named("Zoe") == ""
    assert book.named("  ") == ""


def test_a_whole_name_is_not_taken_for_the_beginning_of_another_one() -> None:
    book = Book("Ann", "Anna", "Ann, Kite")
    assert book.named("Ann") == "Ann"
    assert book.named("Ann, K") == "Ann, Kite"
    assert book.named("Ann, Other") == ""


def test_a_name_at_several_companies_counts_all_of_them() -> None:
    book = Book("Ann, Kite", "Ann, Loft")
    known = book.known("ann")
    assert known
    assert len(known.met) == 2


def test_a_whole_name_is_found_among_many_that_begin_so() -> None:
    book = Book("Ann", *[f"Ann{number}" for number in range(20)])
    assert book.named("Ann") == "Ann"


def test_spellings_of_one_person_are_one_answer_for_what_begins_so() -> None:
    book = Book("Dana Lee", "Dana Leigh")
    assert book.named("Dana L") == ""
    book.join("Dana Lee", "Dana Leigh")
    assert book.named("Dana L") in ("Dana Lee", "Dana Leigh")


def test_the_brief_counts_over_every_spelling_and_owes_what_falls_due_first() -> None:
    book = Book()
    book.call(DANA, owes="ring back")
    book.call(SHORT, owes="send it")
    book.call("Dana Leeson, Northwind Law", owes="nothing of hers")
    book.join(DANA, SHORT)
    known = book.known(SHORT)
    assert known
    assert known.names == (DANA, SHORT)
    assert [one.promise.text for one in known.owed] == ["ring back", "send it"]
    assert [one.call for one in known.met] == [2, 1]
    assert [line.about for line in book.brief(SHORT)][:3] == ["we owe", "last time", "let down"]


def test_what_was_promised_long_ago_is_owed_all_the_same() -> None:
    book = Book()
    book.call(DANA, owes="ring back")
    for _ in range(NEWEST + 1):
        book.call(DANA)
    known = book.known(DANA)
    assert known
    assert [one.promise.text for one in known.owed] == ["ring back"]
    assert 1 not in [call.id for call in known.newest]


def test_a_brief_asks_few_questions_however_many_calls_there_are() -> None:
    few, many = Book(DANA), Book(*[DANA] * 60)
    for book in (few, many):
        book.records.asked.clear()
        assert book.brief_of(DANA)
    assert few.records.asked == many.records.asked
    assert many.records.asked == ["met"]
    # Only a name without a company has to be made whole first.
    many.records.asked.clear()
    assert many.brief_of("Dana Lee") == many.brief_of(DANA.upper()) == many.brief_of(DANA)
    assert many.records.asked[:3] == ["met_with", "met", "met"]
    known = many.known(DANA)
    assert known
    assert len(known.newest) == NEWEST


def test_on_a_call_nobody_is_taken_for_another_one() -> None:
    book = Book(DANA)
    assert book.brief("Dana") != ()
    assert book.brief_of("Dana") == ()
    assert book.brief_of("Dana Lee") != ()
    assert book.brief_of("") == ()


def test_a_field_is_kept_and_the_others_stay_as_another_window_has_them() -> None:
    book = Book(DANA)
    book.change(DANA, style="brisk")
    book.change("dana lee, northwind law", way="by phone")
    client = book.card(DANA).client
    assert (client.style, client.way, client.names) == ("brisk", "by phone", (DANA,))
    before = client.touched
    book.clock.advance(60)
    assert book.change(DANA, style="brisk").touched == before


def test_little_things_of_another_window_stay_beside_those_typed_here() -> None:
    book = Book(DANA)
    book.change(DANA, little=("tea", "odd\x1b one", "cats"), style="brisk")
    shown: dict[str, FieldValue] = {"little": ("tea", "odd␛ one", "cats"), "style": "brisk"}
    book.learn(a_call(2, DANA, "little: new baby"))
    book.edit(DANA, shown, typed := shown | {"little": ("tea", "odd␛ one", "cats and do")})
    book.edit(DANA, typed, typed := shown | {"little": ("tea", "odd␛ one", "cats and dogs")})
    assert book.card(DANA).client.little == ("tea", "odd␛ one", "cats and dogs", "new baby")
    book.change(DANA, little=("cats and dogs", "new baby"), style="chatty")
    book.edit(DANA, typed, shown | {"little": ("tea", "odd␛ one", "cats and dogs", "golf")})
    client = book.card(DANA).client
    assert (client.little, client.style) == (("cats and dogs", "golf", "new baby"), "chatty")


def test_what_was_erased_in_another_window_does_not_come_back_with_a_key_typed_here() -> None:
    book = Book(DANA)
    kept = book.change(DANA, little=("tea",), style="brisk")
    forget_client(book.records, kept.id)
    book.edit(DANA, {"little": ("tea",), "style": "brisk"}, {"little": ("tea", "cats"), "style": "brisk"})
    client = book.card(DANA).client
    assert (client.little, client.style) == (("cats",), "")


def test_looking_at_a_card_keeps_nothing() -> None:
    book = Book(DANA)
    card = book.card("Dana Lee")
    assert card.client.names == (DANA,)
    assert card.spellings == (Spelling(DANA, 1),)
    assert book.clients() == []
    assert book.card("Somebody New").known.is_new


def test_a_short_name_on_a_call_is_not_the_beginning_of_another_one() -> None:
    book = Book(DANA)
    assert book.card("Dana").known.is_new
    book.learn(a_call(2, "Dana", "little: somebody else's"))
    assert book.card(DANA).client.little == ()
    book.learn(a_call(3, "Dana Lee", "little: hers"))
    assert book.card(DANA).client.little == ("hers",)


def test_a_join_is_shown_first_and_changes_no_call() -> None:
    book = Book(DANA, DANA, SHORT)
    before = dict(book.records.disk.calls)
    assert book.would_join(DANA, "d. lee") == (Spelling(DANA, 2), Spelling("d. lee", 1))
    assert book.clients() == []
    book.join(DANA, SHORT)
    assert book.card(SHORT).spellings == (Spelling(DANA, 2), Spelling(SHORT, 1))
    assert book.records.disk.calls == before


def test_a_slip_of_the_fingers_is_no_other_spelling() -> None:
    book = Book(DANA)
    with pytest.raises(Trouble, match=r"Nobody known is called “D\. Le”"):
        book.would_join(DANA, "D. Le")
    # Their first call goes on: they are known by no finished one yet.
    assert book.would_join("D. Le", DANA) == (Spelling("D. Le", 0), Spelling(DANA, 1))


@pytest.mark.parametrize("other", ["", "  ", DANA, "dana lee · northwind law"])
def test_nobody_is_joined_with_themselves_or_with_nobody(other: str) -> None:
    book = Book(DANA)
    with pytest.raises(Trouble):
        book.would_join(DANA, other)
    with pytest.raises(Trouble):
        book.join(DANA, other)
    assert book.clients() == []


def test_a_name_that_is_any_companys_is_not_joined_with_one_of_these() -> None:
    book = Book("Ann", "Ann, Kite", "Ann, Loft")
    book.change("Ann", style="brisk")
    before = book.clients()
    for one, other in (("Ann", "Ann, Kite"), ("Ann, Kite", "Ann"), ("Ann, Kite", "Ann, Loft")):
        with pytest.raises(Trouble, match=f"^{other} is Ann already\\.$"):
            book.join(one, other)
    assert book.clients() == before


def test_nothing_is_kept_about_a_company_without_a_name() -> None:
    book = Book(DANA)
    with pytest.raises(Trouble, match="Nobody is named"):
        book.change(", Northwind Law", style="brisk")
    for other in (", Northwind Law", " , "):
        with pytest.raises(Trouble, match="Type the other spelling first"):
            book.join(DANA, other)
    with pytest.raises(Trouble, match="Nobody is named"):
        book.join("", DANA)
    assert book.clients() == []


@pytest.mark.parametrize("kept", [(), (DANA,), (SHORT,), (DANA, SHORT)])
def test_a_join_can_be_taken_back_whoever_was_kept(kept: tuple[str, ...]) -> None:
    book = Book(DANA, SHORT)
    for name in kept:
        book.change(name, style=f"style of {name}", little=(name,))
    before = {one.names: one for one in book.clients()}
    joined = book.join(DANA, SHORT)
    assert len(book.clients()) == 1
    book.undo(joined)
    assert {one.names: one for one in book.clients()} == before


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("since", ["learned", "erased", "under the other spelling"])
def test_what_was_changed_since_is_not_taken_back(since: str, *, split: bool) -> None:
    book = Book(DANA, SHORT)
    book.change(DANA, little=("tea",))
    joined = book.join(DANA, SHORT)
    joined = book.split(SHORT) if split else joined
    if since == "erased":
        forget_client(book.records, joined.now.id)
    else:
        book.learn(a_call(3, DANA if since == "learned" else SHORT, "little: new baby"))
    after = book.clients()
    with pytest.raises(Trouble, match="changed since"):
        book.undo(joined)
    assert book.clients() == after


def test_a_spelling_is_split_off_and_the_split_taken_back() -> None:
    book = Book(DANA, SHORT)
    both = book.join(DANA, SHORT).now
    split = book.split(SHORT)
    assert book.card(DANA).known.names == (DANA,)
    assert book.card(SHORT).known.names == (SHORT,)
    book.undo(split)
    assert book.card(SHORT).client == both
    with pytest.raises(Trouble, match="no other spelling"):
        book.split("Dora Kim")


def test_a_finished_call_teaches_what_its_notes_say_once() -> None:
    book = Book()
    call = a_call(1, DANA, "little: new baby\nboss: M. Bright")
    book.learn(call)
    book.learn(call)
    client = book.card(DANA).client
    assert (client.little, client.answers_to) == (("new baby",), "M. Bright")
    book.learn(a_call(2, "", "little: nobody's"))
    book.learn(a_call(3, "Dora", "no such line"))
    assert len(book.clients()) == 1


def test_a_disk_that_fails_costs_no_call_its_end() -> None:
    book = Book()
    book.records.trouble = RecordsTrouble("The disk is full.")
    book.learn(a_call(1, DANA, "little: new baby"))
    with pytest.raises(RecordsTrouble):
        book.change(DANA, style="brisk")
    book.records.trouble = None
    assert book.clients() == []


def test_those_not_spoken_with_for_long_are_listed_the_longest_first() -> None:
    book = Book()
    for name, days in (("Ann", 10), ("Bo", 70), ("Cy", 90), ("Di", 500)):
        book.call(name, days=days)
    for name in ("Ann", "Bo", "Cy", "Eve"):
        book.change(name, style="brisk")
    assert [client.names[0] for client, _ in book.quiet(60)] == ["Eve", "Cy", "Bo"]


def test_fields_are_those_of_the_record() -> None:
    book = Book()
    assert replace(book.change(DANA, little=("a", "b")), little=()).little == ()
