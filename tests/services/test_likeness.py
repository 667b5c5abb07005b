"""Cases like this, and how seldom they are asked for."""

import pytest
from msgspec.structs import replace

from tests.fakes import FakeClock, MemoryCallRecords, a_call
from tui.model.call import Call, Outcome
from tui.model.trouble import RecordsTrouble
from tui.services.client_book import ClientBook
from tui.services.likeness import CasesLike

NOTES = "> the wrong parcel came, a baby present for another family"


class Case:
    """One call, and three before it."""

    def __init__(self) -> None:
        self.records = MemoryCallRecords()
        clock = FakeClock()
        self.book = ClientBook(records=self.records, clock=clock)
        self.like = CasesLike(records=self.records, book=self.book, clock=clock)
        past = (
            (1, "Ann", "> wrong parcel, baby present, family upset\n+ resent by courier"),
            (2, "D. Lee", "> parcel late\n+ van"),
            (3, "Cy", "> printer on fire"),
        )
        for number, who, notes in past:
            self.records.finish(a_call(number, who, notes, outcome=Outcome.FIXED))
        self.records.asked.clear()

    def look(self, notes: str, call: Call | None = None) -> list[str] | None:
        found = self.like.look(call or a_call(9), notes)
        return None if found is None else [case.put_right for case in found]


def test_the_most_alike_come_first_and_what_has_nothing_to_do_with_it_not_at_all() -> None:
    assert Case().look(NOTES) == ["resent by courier", "van"]


def test_the_clients_own_come_first_whatever_their_spelling() -> None:
    case = Case()
    case.book.join("Dana Lee, Northwind Law", "D. Lee")
    case.records.asked.clear()
    assert case.look(NOTES) == ["van", "resent by courier"]
    assert case.records.asked == ["alike"]


@pytest.mark.parametrize("notes", ["", "> the and of", "parcel", "parcel parcel baby"])
def test_a_few_words_are_like_everything_and_nothing_is_asked(notes: str) -> None:
    case = Case()
    assert case.look(notes) == []
    assert case.records.asked == []


def test_the_same_telling_words_are_asked_once() -> None:
    case = Case()
    case.look(NOTES)
    assert case.look(f"{NOTES}\n\nand so it is, and the") is None
    assert case.look(NOTES[::1]) is None
    assert case.records.asked == ["alike"]
    assert case.look(f"{NOTES} printer") is not None
    assert case.look(f"{NOTES} printer", replace(a_call(9), caller="Cy", company="")) is not None


def test_after_a_trouble_the_next_pause_asks_again() -> None:
    case = Case()
    case.records.reading_trouble = RecordsTrouble("The disk is gone.")
    with pytest.raises(RecordsTrouble):
        case.look(NOTES)
    case.records.reading_trouble = None
    assert case.look(NOTES) == ["resent by courier", "van"]
