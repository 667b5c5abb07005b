"""Words beside a day that make another of it. All of it is said on Tuesday 24 November 2026, 9:18."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.moments import NOW, read
from tui.model.due import Due, Unclear, read_due

DATE, DAY, HOUR, BOTH = "write the date", "write the day", "write the hour", "write the day and the hour"


@pytest.mark.parametrize(
    ("text", "part", "asked"),
    [
        ("ring a week tomorrow 15:00", "a week tomorrow", DATE),
        ("one week today", "one week today", DATE),
        ("a week today 10:00", "a week today", DATE),
        ("six weeks today", "six weeks today", DATE),
        ("a month from today", "a month from today", DATE),
        ("6 months from now", "6 months from now", DATE),
        ("ring tomorrow week", "tomorrow week", DATE),
        ("a fortnight tomorrow", "a fortnight tomorrow", DATE),
        ("tuesday fortnight", "tuesday fortnight", DATE),
        ("a couple of weeks friday", "couple of weeks friday", DATE),
        ("a week on friday", "a week on friday", DATE),
        ("a week from friday", "a week from friday", DATE),
        ("friday plus a week", "friday plus", DATE),
        ("friday, two days later", "friday, two days later", DATE),
        ("friday two weeks ago", "friday two weeks", DATE),
        ("week of 3 dec", "week of 3 dec", DATE),
        ("week commencing 30 nov", "week commencing 30 nov", DATE),
        ("first monday in december", "first monday in december", DATE),
        ("2nd tuesday in december", "2nd tuesday in december", DATE),
        ("last friday of the month", "last friday of the month", DATE),
        ("the second friday", "second friday", DATE),
        ("monday in january", "monday in january", DATE),
        ("monday january", "monday january", DATE),
        ("in december on monday", "in december on monday", DATE),
        ("friday this month", "friday this month", DATE),
        ("ring friday, december the 4th", "december the 4th", DATE),
        ("3 dec next year", "3 dec next year", DATE),
        ("3 dec in 2027", "3 dec in 2027", DATE),
        ("next month on 3 dec", "next month on 3 dec", DATE),
        ("by the 27th, next month", "the 27th, next month", DATE),
        ("the day before friday", "day before friday", DATE),
        ("the day before 3 dec", "day before 3 dec", DATE),
        ("the day after friday", "day after friday", DATE),
        ("two days before christmas", "two days before christm…", DATE),
        ("friday before christmas", "friday before christmas", DATE),
        ("the friday after the meeting", "the friday after", DATE),
        ("in 1 day 3 hours", "in 1 day 3 hours", BOTH),
        ("in 2 weeks 3 days", "in 2 weeks 3 days", BOTH),
        ("in 2 weeks and 3 days", "in 2 weeks and 3 days", BOTH),
        ("in 2 hours, 30 minutes", "in 2 hours, 30 minutes", BOTH),
        ("in an hour and 2 days", "in an hour and 2 days", BOTH),
        ("in 1h 30", "in 1h 30", BOTH),
        ("a week and 2 days from now", "a week and 2 days from …", BOTH),
        ("in a day or two", "in a day or two", BOTH),
        ("in 2 days from thursday", "2 days from thursday", BOTH),
        ("in 2 days after delivery", "in 2 days after delivery", BOTH),
        ("not in 2 days", "not in 2 days", BOTH),
        ("an hour later, friday", "an hour later", BOTH),
        ("refund before friday", "before friday", DAY),
        ("answer before 3 dec", "before 3 dec", DAY),
        ("before the 3rd", "before the 3rd", DAY),
        ("before friday morning", "before friday", DAY),
        ("prior to friday", "prior to friday", DAY),
        ("until after friday", "until after friday", DAY),
        ("around friday", "around friday", DAY),
        ("some friday", "some friday", DAY),
        ("since monday", "since monday", DAY),
        ("the bill of 3 dec, ring at 15:00", "of 3 dec", DAY),
        ("not friday", "not friday", DAY),
        ("not until friday", "not until friday", DAY),
        ("not in until friday", "not in until friday", DAY),
        ("don't ring friday", "don't ring friday", DAY),
        ("except monday", "except monday", DAY),
        ("any day but friday", "any day but friday", DAY),
        ("no earlier than friday", "than friday", DAY),
        ("away friday", "away friday", DAY),
        ("every friday", "every friday", DAY),
        ("every other friday 10:00", "every other friday", DAY),
        ("every two days, friday", "every two days", DAY),
        ("every day at 15:00", "every day", DAY),
        ("daily from friday", "daily from friday", DAY),
        ("friday at the earliest", "friday at the earliest", DAY),
        ("earliest friday", "earliest friday", DAY),
        ("friday or later", "friday or later", DAY),
        ("friday or so", "friday or so", DAY),
        ("friday-ish", "friday-ish", DAY),
        ("from friday on", "from friday on", DAY),
        ("from friday onwards", "friday onwards", DAY),
        ("as of friday", "as of friday", DAY),
        ("monday to monday", "monday to monday", DAY),
        ("friday just gone", "friday just gone", DAY),
        ("ring friday, the day after", "the day after", DAY),
        ("daily at 15:00", "daily at 15:00", HOUR),
        ("friday but not 15:00", "not 15:00", HOUR),
        ("15:00 or later", "15:00 or later", HOUR),
        ("15:00 at the earliest", "15:00 at the earliest", HOUR),
        ("ring friday morning or afternoon", "morning or afternoon", HOUR),
        ("friday morning/afternoon", "morning/afternoon", HOUR),
        ("friday morning or 15:00", "morning or 15:00", HOUR),
        ("friday 15:00 or evening", "15:00 or evening", HOUR),
        ("early friday", "early friday", HOUR),
        ("friday early", "friday early", HOUR),
        ("friday at lunch", "friday at lunch", HOUR),
        ("lunch tomorrow", "lunch tomorrow", HOUR),
    ],
)
def test_a_word_beside_a_moment_that_changes_it_is_named(text: str, part: str, asked: str) -> None:
    due = read_due(text, NOW)
    assert isinstance(due, Unclear), text
    assert due.words == f"{part}: {asked}"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("until friday", "2026-11-27 17:00 day"),
        ("24/7 help from friday", "2026-11-27 17:00 day"),
        ("not later than friday", "2026-11-27 17:00 day"),
        ("no later than friday 15:00", "2026-11-27 15:00"),
        ("friday or earlier", "2026-11-27 17:00 day"),
        ("before noon", "2026-11-24 12:00"),
        ("before 15:00", "2026-11-24 15:00"),
        ("friday before noon", "2026-11-27 12:00"),
        ("before friday 15:00", "2026-11-27 15:00"),
        ("before 3 dec at noon", "2026-12-03 12:00"),
        ("before the 3rd at 15:00", "2026-12-03 15:00"),
        ("before the end of the week", "2026-11-27 17:00 day"),
        ("friday after the meeting", "2026-11-27 17:00 day"),
        ("the day after tomorrow 10:00", "2026-11-26 10:00"),
        ("a week from today", "2026-12-01 17:00 day"),
        ("in a week, tuesday", "2026-12-01 17:00 day"),
        ("in 1 hour and 20 minutes", "2026-11-24 10:38"),
        ("in 2 days, 10:00", "2026-11-26 10:00"),
        ("tomorrow morning - 9:00", "2026-11-25 09:00"),
        ("early friday morning", "2026-11-27 12:00 day"),
        ("early friday 8:00", "2026-11-27 08:00"),
        ("morning of 3 dec", "2026-12-03 17:00 day"),
        ("3rd of december 15:00", "2026-12-03 15:00"),
        ("end of friday", "2026-11-27 17:00 day"),
        ("friday 27 nov", "2026-11-27 17:00 day"),
        ("friday may be best", "2026-11-27 17:00 day"),
        ("don't forget friday", "2026-11-27 17:00 day"),
        ("every parcel gets a card, ring friday", "2026-11-27 17:00 day"),
        ("if it is not there by friday, a new one", "2026-11-27 17:00 day"),
        ("not the blue one, friday", "2026-11-27 17:00 day"),
        ("friday, simon plus a friend", "2026-11-27 17:00 day"),
        ("before friday's mail", ""),
        ("it has not sat right", ""),
        ("at your earliest convenience", ""),
        ("a week of work", ""),
    ],
)
def test_a_word_that_changes_nothing_leaves_what_is_plain(text: str, due: str) -> None:
    assert read(text) == due


CHANGED = """
a week {}; two weeks from {}; six weeks {}; a month on {}; a fortnight {}; {} plus a week; {} two weeks
the day before {}; the day after {}; the week after {}; week of {}; two days before {}; 3 days after {}
before {}; prior to {}; ahead of {}; after {}; until after {}; not before {}; not until {}; around {}; since {}
not {}; not on {}; except {}; except on {}; without {}; any day but {}; rather than {}; other than {}; never {}
every {}; each {}; every other {}; daily from {}; from {} on; from {} onwards; as of {}; starting {}
{} at the earliest; earliest {}; no earlier than {}; later than {}; {} or later; {} or so; {} next month; {} next year
don't ring {}; do not ring her on {}; she is away {}; early {}; {} in 2 months; a week before {}
"""
PHRASES = [phrase.strip() for line in CHANGED.strip().splitlines() for phrase in line.split(";")]
PLAIN_DAYS = {
    "friday": date(2026, 11, 27), "fri": date(2026, 11, 27), "monday": date(2026, 11, 30),
    "tue": date(2026, 11, 24), "sunday": date(2026, 11, 29), "tomorrow": date(2026, 11, 25),
    "3 dec": date(2026, 12, 3), "3rd of december": date(2026, 12, 3), "dec 3": date(2026, 12, 3),
    "2026-12-03": date(2026, 12, 3), "25/12": date(2026, 12, 25), "3.12.": date(2026, 12, 3),
}  # fmt: skip


@given(
    st.sampled_from(PHRASES),
    st.sampled_from(sorted(PLAIN_DAYS)),
    st.sampled_from(["", "ring ", "a new one, ", "we ring her "]),
    st.sampled_from(["", " please", ", a card", "."]),
)
def test_a_changed_day_is_never_the_plain_one(phrase: str, day: str, before: str, after: str) -> None:
    plain = read_due(f"{before}{day}{after}", datetime(2026, 11, 24, 9, 18))
    assert isinstance(plain, Due)
    assert plain.at.date() == PLAIN_DAYS[day]
    changed = read_due(before + phrase.format(day) + after, datetime(2026, 11, 24, 9, 18))
    assert not (isinstance(changed, Due) and changed.at.date() == PLAIN_DAYS[day]), phrase
