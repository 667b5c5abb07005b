"""How and since when they know, out of a few words: the grammar of dates, looking back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import START, FakeClock
from tui.model.trouble import Trouble
from tui.model.when_told import read_when_told


def read(text: str) -> tuple[str, str]:
    told = read_when_told(text, START, FakeClock().at_local)
    return told.how, f"{told.at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "how", "at"),
    [
        ("", "", "2026-11-24 09:18"),
        ("her PA took it", "her PA took it", "2026-11-24 09:18"),
        ("by phone today 9:10", "by phone", "2026-11-24 09:10"),
        ("By Phone, today at 9:10.", "By Phone", "2026-11-24 09:10"),
        ("today by phone", "by phone", "2026-11-24 09:18"),
        ("in a letter yesterday", "in a letter", "2026-11-23 17:00"),
        ("mon by E-Mail", "by E-Mail", "2026-11-23 17:00"),
        ("on tuesday 8:00 by phone", "by phone", "2026-11-24 08:00"),
        ("tue 10:00", "", "2026-11-17 10:00"),
        ("by text, last tue", "by text", "2026-11-17 17:00"),
        ("23:50 by text", "by text", "2026-11-23 23:50"),
        ("on 3 nov at 14:00 by mail", "by mail", "2026-11-03 14:00"),
        ("letter to Mr Bright 2025-02-01", "letter to Mr Bright", "2025-02-01 17:00"),
        ("20 minutes ago, by phone", "by phone", "2026-11-24 08:58"),
        ("half an hour ago", "", "2026-11-24 08:48"),
        ("by mail two days ago 15:00", "by mail", "2026-11-22 15:00"),
        ("to the next of kin, by phone", "to the next of kin, by phone", "2026-11-24 09:18"),
        ("just now by phone", "by phone", "2026-11-24 09:18"),
    ],
)
def test_what_is_read_is_behind_us_and_the_rest_is_how(text: str, how: str, at: str) -> None:
    assert read(text) == (how, at)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("today 15:10", "24 Nov 15:10 is still to come"),
        ("by mail tomorrow", "tomorrow is still to come"),
        ("next tuesday", "next tuesday is still to come"),
        ("at 3", "can be 3:00 or 15:00"),
        ("3/4 by mail", "write the month"),
        ("2026-02-31", "there is no 2026-02-31"),
        ("yesterday or sunday", "22 Nov or 23 Nov"),
        ("two days ago, yesterday", "write one of them"),
        ("5 jan", "long ago: write it as"),
    ],
)
def test_a_moment_that_is_not_plain_or_still_to_come_is_told(text: str, why: str) -> None:
    with pytest.raises(Trouble, match=why) as caught:
        read(text)
    assert str(caught.value).endswith(".")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        told = read_when_told(text, START, FakeClock().at_local)
    except Trouble as trouble:
        assert str(trouble)
    else:
        assert told.at <= START
