"""Looking up what was said."""

import json
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from tests.fakes import START, FakeClock, MemoryCallRecords, a_call
from tests.forms import OURS
from tui.model.call import Outcome
from tui.model.trouble import RecordsTrouble, Trouble
from tui.services.intake import new_call_id
from tui.services.review import Review, when

BIG = 12_345_678_901


def review_of(*ids: int) -> tuple[Review, MemoryCallRecords]:
    """A review of finished calls with these ids, noted as "note <id>"."""
    records = MemoryCallRecords()
    for number in ids:
        records.finish(a_call(number, notes=f"note {number}", outcome=Outcome.FIXED))
    return Review(records=records, clock=FakeClock(), forms=OURS), records


@pytest.mark.parametrize(
    ("name", "found"), [("1", BIG + 2), ("2", BIG + 1), ("3", BIG), ("01", BIG + 2), (str(BIG), BIG)]
)
def test_a_call_is_named_by_its_place_or_its_whole_id(name: str, found: int) -> None:
    review, _ = review_of(BIG, BIG + 1, BIG + 2)
    assert review.named(name).id == found


@pytest.mark.parametrize(
    "name",
    ["", "0", "00", "-1", "+1", "1.0", " 1", "1 ", "x", "last", "٣", "²", "１", "1e3", "9" * 5000, "[red]1[/]"],
)
def test_what_names_no_call_is_told_in_one_sentence(name: str) -> None:
    review, _ = review_of(BIG)
    with pytest.raises(Trouble, match="A call is named by its number in the list"):
        review.named(name)


@pytest.mark.parametrize("name", ["2", "100000", "100001", "9" * 18])
def test_a_call_that_is_not_there_is_told_by_its_name(name: str) -> None:
    review, _ = review_of(BIG)
    with pytest.raises(Trouble, match=f"^There is no call {name}.$"):
        review.named(name)


def test_with_no_calls_there_is_no_newest_one() -> None:
    with pytest.raises(Trouble, match="There is no call 1"):
        review_of()[0].named("1")


def test_calls_are_found_by_words_newest_first() -> None:
    review, _ = review_of(1, 2, 3)
    assert [call.id for call in review.newest()] == [3, 2, 1]
    assert [call.id for call in review.newest("NOTE 2")] == [2]
    assert [call.id for call in review.newest(limit=2)] == [3, 2]
    assert review.newest("nowhere") == []


def test_the_last_call_with_a_caller_is_found() -> None:
    review, _ = review_of(1, 2)
    last = review.last_with("dana lee, northwind law")
    assert last is not None
    assert last.id == 2
    assert review.last_with("Somebody Else") is None


def test_an_unknown_caller_has_no_last_call() -> None:
    review, records = review_of(1)
    records.reading_trouble = RecordsTrouble("not to be asked")
    assert review.last_with("") is None


def test_callers_are_as_they_can_be_typed() -> None:
    assert review_of(1, 2)[0].callers() == ["Dana Lee, Northwind Law"]


def test_a_row_tells_when_how_long_who_and_how_it_ended() -> None:
    review, _ = review_of()
    call = replace(a_call(outcome=Outcome.NEXT_STEP), ended=START + timedelta(seconds=252))
    assert review.row(call) == ("today 09:18", "4:12", "Dana Lee · Northwind Law", "next step agreed")


def test_a_row_of_a_call_without_an_ending_goes_up_to_now_and_has_no_outcome() -> None:
    clock = FakeClock()
    clock.advance(65)
    row = Review(records=MemoryCallRecords(), clock=clock, forms=OURS).row(a_call(opened_as=""))
    assert row == ("today 09:18", "1:05", "unknown caller", "")


def test_a_call_of_another_day_or_year_says_so() -> None:
    assert when(a_call(), date(2026, 11, 25)) == "Tue 24 Nov 09:18"
    assert when(a_call(), date(2027, 1, 1)) == "Tue 24 Nov 2026 09:18"


def test_the_summary_is_that_of_the_call() -> None:
    review, _ = review_of(1)
    assert "- note 1\n" in review.summary(review.named("1"))


@pytest.mark.parametrize("ids", [(), (1,), (1, 2, 3)])
def test_all_calls_are_one_json_array_newest_first(ids: tuple[int, ...]) -> None:
    review, _ = review_of(*ids)
    text = b"".join(review.as_json())
    assert [call["id"] for call in json.loads(text)] == sorted(ids, reverse=True)
    assert text.endswith(b"]\n")


def test_json_keeps_the_words_and_the_times() -> None:
    review, records = review_of()
    records.finish(a_call(7, notes='> "geht\'s?" 🎂\n\0', outcome=Outcome.CUT_OFF))
    (found,) = json.loads(b"".join(review.as_json()))
    assert (found["notes"], found["outcome"]) == ('> "geht\'s?" 🎂\n\0', "cut-off")
    assert found["started"] == "2026-11-24T09:18:00+01:00"


def test_more_calls_than_a_list_shows_are_all_in_the_json() -> None:
    review, _ = review_of(*range(1, 251))
    assert len(json.loads(b"".join(review.as_json()))) == 250


def test_records_that_cannot_be_read_are_told() -> None:
    review, records = review_of(1)
    records.reading_trouble = RecordsTrouble("The disk is gone.")
    with pytest.raises(RecordsTrouble, match="gone"):
        review.named("1")
    with pytest.raises(RecordsTrouble, match="gone"):
        b"".join(review.as_json())


def test_a_call_is_found_by_the_id_that_real_calls_have() -> None:
    number = new_call_id(START)
    review, _ = review_of(number)
    assert review.named(str(number)).id == number


def test_half_a_character_pair_does_not_stop_the_export() -> None:
    records = MemoryCallRecords()
    records.finish(a_call(7, notes="half \ud83d pair", outcome=Outcome.FIXED))
    (found,) = json.loads(b"".join(Review(records=records, clock=FakeClock(), forms=OURS).as_json()))
    assert found["notes"] == "half \ud83d pair"


class Asked(MemoryCallRecords):
    """Counts how often it is asked for what is too old."""

    times = 0

    def aged(self, before: datetime) -> int:
        self.times += 1
        return super().aged(before)


def test_calls_that_are_too_old_are_told_and_without_any_nobody_asks_again_that_day() -> None:
    records, clock = Asked(), FakeClock()
    review = Review(records=records, clock=clock, forms=OURS, kept_for=lambda: ("1 month", "erase"))
    records.finish(a_call(1, at=clock.now() - timedelta(days=29)))
    assert (review.too_old(), review.too_old(), records.times) == ("", "", 1)
    clock.advance(3 * 86400)
    told = "1 call is older than 1 month: `heartfirst retention` shows it, and with --now erases it."
    assert (review.too_old(), review.too_old(), records.times) == (told, told, 3)
    records.disk.calls.clear()
    assert review.too_old() == ""


def test_where_calls_are_kept_for_ever_nobody_asks() -> None:
    records = Asked()
    assert (Review(records=records, clock=FakeClock(), forms=OURS).too_old(), records.times) == ("", 0)
