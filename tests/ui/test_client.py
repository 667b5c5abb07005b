"""The card of a client."""

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot

from tests.fakes import START, Disk, FakeClock, MemoryCallRecords, a_call
from tests.ui.alone import HOSTILE, STEERS, Alone, press_at_once
from tests.ui.stage import NARROW, WIDE, Stage, type_text, until
from tui.model.call import Outcome, with_promises
from tui.model.client import Client
from tui.model.noted_promises import promises_in
from tui.model.trouble import RecordsTrouble
from tui.screens.client import PRIVATE, ClientScreen
from tui.screens.desk import DeskScreen
from tui.services.client_book import ClientBook

DANA, SHORT = "Dana Lee, Northwind Law", "D. Lee"


class OnCard:
    """The card of Dana, with two calls, and one as D. Lee."""

    def __init__(self, **kept: str | tuple[str, ...]) -> None:
        self.records = MemoryCallRecords()
        clock = FakeClock()
        self.book = ClientBook(records=self.records, clock=clock)
        for number, name in enumerate((DANA, DANA, SHORT), start=1):
            self.records.finish(a_call(number, name, at=START, outcome=Outcome.FIXED))
        if kept:
            self.book.change(DANA, **kept)
        self.app = Alone(
            lambda ways: ClientScreen(
                ways, self.book.card(DANA), book=self.book, clock=clock, others=[DANA, SHORT, "Dora"]
            )
        )

    @property
    def screen(self) -> ClientScreen:
        assert isinstance(self.app.screen, ClientScreen)
        return self.app.screen

    @property
    def client(self) -> Client:
        return self.book.card(DANA).client


async def asked(pilot: Pilot[None], card: OnCard, words: str) -> None:
    """Wait until the question at the bottom says so."""
    await until(pilot, lambda: words in card.app.flowing)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_one_look_shows_what_is_kept_and_what_became_of_them(size: tuple[int, int]) -> None:
    card = OnCard(little=("new baby",), style="brisk", answers_to="M. Bright", way="phone", time="after ten")
    async with card.app.playing(size):
        for words in ("Dana Lee · Northwind Law", "new baby", "brisk", "M. Bright", "phone", "after ten"):
            assert words in card.app.shown
        assert PRIVATE in card.app.shown
        assert "we owe: nothing open" in card.app.shown
        assert "2 times" in card.app.shown
        assert "2 calls" in card.app.shown


async def test_each_thing_is_typed_in_place_and_kept_by_itself() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        await type_text(pilot, "new baby\nwrites at night")
        await until(pilot, lambda: card.client.little == ("new baby", "writes at night"))
        for field, text in (("answers_to", "M. Bright"), ("style", "brisk"), ("way", "phone"), ("time", "after ten")):
            await pilot.press("tab")
            await type_text(pilot, text)
            await until(pilot, lambda field=field, text=text: getattr(card.client, field) == text)  # type: ignore[misc]
        assert "kept 09:18:00" in card.app.shown


async def test_looking_at_a_card_keeps_nothing() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: not card.app.is_open)
    assert card.records.disk.clients == {}


async def test_leaving_at_once_keeps_what_was_typed_and_the_keys_behind_it_are_for_the_notes() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        press_at_once(pilot, *"tea", "escape", *"abc")
        await until(pilot, lambda: card.app.notes.text == "abc")
        assert card.client.little == ("tea",)


async def test_only_what_was_changed_here_is_written() -> None:
    card = OnCard(style="brisk", little=("tea",))
    async with card.app.playing() as pilot:
        card.book.change(DANA, style="chatty", way="mail")
        await type_text(pilot, "\ncats")
        await until(pilot, lambda: card.client.little == ("tea", "cats"))
        assert (card.client.style, card.client.way) == ("chatty", "mail")


async def test_a_full_disk_is_told_in_the_red_line_and_tried_again() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        card.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "tea")
        await asked(pilot, card, "Not kept: The disk is full.")
        assert card.screen.little.text == "tea"
        await pilot.press("escape")
        await pilot.pause()
        assert card.app.is_open
        card.records.trouble = None
        await type_text(pilot, " and cats")
        await pilot.press("escape")
        await until(pilot, lambda: not card.app.is_open)
        assert card.client.little == ("tea and cats",)


async def test_leaving_twice_leaves_without_what_cannot_be_kept_and_says_so() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        card.records.trouble = RecordsTrouble("The disk is full.")
        await type_text(pilot, "tea")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not card.app.is_open)
        await until(pilot, lambda: "Not kept: The disk is full." in card.app.said)


async def test_the_plug_is_pulled_and_what_was_typed_is_kept() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        await type_text(pilot, "tea")
    assert card.client.little == ("tea",)


async def test_another_spelling_is_shown_first_and_then_made_one() -> None:
    card = OnCard()
    async with card.app.playing(WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_text(pilot, SHORT)
        await asked(pilot, card, "2 calls as Dana Lee, Northwind Law, 1 as D. Lee: one person.")
        assert card.records.disk.clients == {}
        await pilot.press("enter")
        await until(pilot, lambda: card.client.names == (DANA, SHORT))
        await asked(pilot, card, "3 times")
        assert card.app.said == ["D. Lee is the same person now. ctrl+o takes it back."]
        await pilot.press("ctrl+o")
        await until(pilot, lambda: card.records.disk.clients == {})
        await asked(pilot, card, "2 times")
        assert card.app.said[1:] == ["Taken back."]


async def test_a_hurried_enter_shows_what_will_be_one_and_does_nothing_yet() -> None:
    card = OnCard()
    async with card.app.playing(WIDE) as pilot:
        press_at_once(pilot, "ctrl+n", "D", ".", " ", *"Lee", "enter")
        await asked(pilot, card, "1 as D. Lee: one person.")
        assert card.records.disk.clients == {}
        assert card.screen.little.text == ""


async def test_a_slip_of_the_fingers_is_no_other_spelling() -> None:
    card = OnCard()
    async with card.app.playing(WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_text(pilot, "D. Le")
        await asked(pilot, card, "Nobody known is called “D. Le”. Nothing was changed.")
        await pilot.press("enter", "enter", "escape")
        await until(pilot, lambda: "Nobody known" not in card.app.flowing)
        assert card.records.disk.clients == {}


async def test_the_same_name_and_nobody_are_refused_in_a_sentence() -> None:
    card = OnCard()
    async with card.app.playing(WIDE) as pilot:
        await pilot.press("ctrl+n", "enter")
        await pilot.pause()
        await type_text(pilot, "dana lee, northwind law")
        await asked(pilot, card, "is Dana Lee, Northwind Law already.")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: "already" not in card.app.flowing)
        assert card.app.is_open
        assert card.records.disk.clients == {}


async def test_a_spelling_is_split_off_again_and_that_can_be_taken_back() -> None:
    card = OnCard()
    card.book.join(DANA, SHORT)
    async with card.app.playing(WIDE) as pilot:
        await pilot.press("ctrl+l")
        await asked(pilot, card, "1 call as D. Lee: somebody else.")
        await pilot.press("enter")
        await until(pilot, lambda: card.client.names == (DANA,))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: card.client.names == (DANA, SHORT))


async def test_with_one_spelling_there_is_nothing_to_split_or_to_take_back() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        await pilot.press("ctrl+l", "ctrl+o")
        await pilot.pause()
        assert card.app.said == [
            "There is one spelling only; ctrl+n adds another one.",
            "There is nothing to take back here.",
        ]


async def test_what_was_typed_just_before_a_join_is_kept_with_it() -> None:
    card = OnCard()
    card.book.change(SHORT, little=("cats",))
    async with card.app.playing(WIDE) as pilot:
        await type_text(pilot, "tea")
        await pilot.press("ctrl+n")
        await type_text(pilot, SHORT)
        await asked(pilot, card, "one person.")
        await pilot.press("enter")
        await until(pilot, lambda: card.client.little == ("tea", "cats"))
        await until(pilot, lambda: card.screen.little.text == "tea\ncats")


async def test_a_disk_that_fails_joins_nobody_and_says_so() -> None:
    card = OnCard()
    async with card.app.playing(WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_text(pilot, SHORT)
        await asked(pilot, card, "one person.")
        card.records.trouble = RecordsTrouble("The disk is full.")
        await pilot.press("enter")
        await until(pilot, lambda: "The disk is full." in card.app.said)
        assert card.records.disk.clients == {}


@pytest.mark.parametrize("text", HOSTILE)
async def test_odd_text_is_only_text(text: str) -> None:
    card = OnCard(little=(text, "tea"), style=text)
    async with card.app.playing((60, 16)) as pilot:
        assert not set(STEERS) & set(card.app.shown)
        await type_text(pilot, "\ncats")
        await until(pilot, lambda: card.client.little[-1] == "cats")
        assert card.client.style == text


async def test_several_lines_pasted_into_a_field_are_all_kept() -> None:
    card = OnCard()
    async with card.app.playing() as pilot:
        await pilot.press("tab")
        pilot.app.screen.focused.post_message(events.Paste("M. Bright\noffice"))  # type: ignore[union-attr]
        await until(pilot, lambda: card.client.answers_to == "M. Bright, office")


async def test_over_a_call_the_copy_key_still_copies_that_call() -> None:
    stage = Stage(opening="Dana Lee, Northwind Law")
    async with stage.run() as pilot:
        await type_text(pilot, "> two parcels")
        await pilot.press("f5", "f5")
        await until(pilot, lambda: isinstance(stage.app.screen, ClientScreen))
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert "- two parcels" in stage.clipboard.texts[0]


async def test_over_the_desk_there_is_no_call_to_copy() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await type_text(pilot, "Dana Lee")
        await pilot.press("ctrl+g", "f8")
        await until(pilot, lambda: stage.toasts)
        assert stage.toasts == ["There is no call here to copy."]
        assert stage.clipboard.texts == []


@pytest.mark.parametrize("place", ["f3", "f2", ""])
async def test_where_a_call_names_a_company_alone_there_is_no_card_and_that_is_said(place: str) -> None:
    disk = Disk()
    records = MemoryCallRecords(disk)
    call = replace(a_call(1, ", Northwind Law", "! ring back tomorrow", outcome=Outcome.NEXT_STEP), caller="")
    assert (call.caller, call.company) == ("", "Northwind Law")
    records.finish(with_promises(call, promises_in(call.notes, (), START, FakeClock().at_local)))
    stage = Stage(disk)
    async with stage.run() as pilot:
        await until(pilot, lambda: "ring back" in stage.screen_text)
        await pilot.press(*filter(None, [place]))
        await until(pilot, lambda: not place or not isinstance(stage.app.screen, DeskScreen))
        await pilot.pause()
        await pilot.press(*([] if place == "f3" else ["down"]), "ctrl+g")
        await until(pilot, lambda: stage.toasts)
        assert stage.toasts[0].startswith("Nobody is named in this call." if place else "Nobody is named yet")
        assert not isinstance(stage.app.screen, ClientScreen)
