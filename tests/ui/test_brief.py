"""What is known about a client, at the desk while the name is typed and beside a call, and cases like it."""

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.fakes import START, Disk, a_call
from tests.ui.stage import NARROW, WIDE, Stage, type_text, until
from tui.model.call import Outcome, with_promises
from tui.model.promises import Promise
from tui.model.trouble import RecordsTrouble
from tui.screens.client import ClientScreen
from tui.widgets.known_lines import KnownLines

DANA = "Dana Lee, Northwind Law"
NOTES = "> wrong parcel, baby present, another family\n+ resent by courier\nboss: M. Bright\nlittle: new baby"


def a_disk(caller: str = DANA, notes: str = NOTES) -> Disk:
    """One finished call of 40 days ago, with a promise that is late."""
    disk = Disk()
    promise = Promise(text="ring back", noted=START, due=START - timedelta(days=2))
    call = a_call(1, caller, notes, at=START - timedelta(days=40), outcome=Outcome.NEXT_STEP)
    disk.calls[1] = with_promises(call, (promise,))
    return disk


def brief_shown(stage: Stage) -> bool:
    blocks = stage.app.screen.query(KnownLines)
    return bool(blocks) and blocks.first().display


async def notes_looked_at(pilot: Pilot[None], stage: Stage, times: int) -> None:
    await until(pilot, lambda: stage.records.asked.count("alike") == times)
    for _ in range(3):
        await pilot.pause(0.01)


async def test_while_the_name_is_typed_the_desk_says_who_that_is() -> None:
    stage = Stage(a_disk())
    async with stage.run(NARROW) as pilot:
        assert not brief_shown(stage)
        await type_text(pilot, "Dana L")
        await until(pilot, lambda: brief_shown(stage))
        await pilot.pause()
        assert "! we owe: ring back (2 days late)" in stage.screen_text
        assert "let down: once, Thu 15 Oct" in stage.screen_text
        assert "answers to: M. Bright" in stage.screen_text
        assert stage.desk.name_field.value == "Dana L"
        await pilot.press(*["backspace"] * 6)
        await until(pilot, lambda: not brief_shown(stage))


async def test_a_name_that_can_be_several_people_says_nothing() -> None:
    disk = a_disk()
    disk.calls[2] = a_call(2, "Dana Kim", outcome=Outcome.FIXED)
    stage = Stage(disk)
    async with stage.run(NARROW) as pilot:
        await type_text(pilot, "Dana")
        await until(pilot, lambda: "met_with" in stage.records.asked)
        await pilot.pause(0.01)
        assert not brief_shown(stage)


async def test_a_name_typed_in_one_go_is_looked_up_once() -> None:
    stage = Stage(a_disk())
    async with stage.run(NARROW) as pilot:
        await type_text(pilot, DANA)
        await until(pilot, lambda: brief_shown(stage))
        assert stage.records.asked.count("met_with") == 1


async def test_a_call_that_begins_at_once_takes_no_brief_along_and_loses_no_key() -> None:
    stage = Stage(a_disk())
    async with stage.run(NARROW) as pilot:
        await type_text(pilot, f"{DANA}\nshe says")
        await until(pilot, lambda: stage.call.notes.text == "she says")


async def test_a_disk_that_fails_leaves_the_name_alone() -> None:
    stage = Stage(a_disk())
    async with stage.run(NARROW) as pilot:
        stage.records.reading_trouble = RecordsTrouble("The disk is gone.")
        await type_text(pilot, "Dana")
        for _ in range(30):
            await pilot.pause(0.01)
        assert not brief_shown(stage)
        assert stage.desk.name_field.value == "Dana"
        assert stage.logged == []


async def test_a_wide_call_shows_the_brief_and_the_cases_beside_the_notes() -> None:
    disk = a_disk()
    disk.calls[2] = a_call(2, "Ann", "> wrong parcel, baby present\n+ sent by van", outcome=Outcome.FIXED)
    stage = Stage(disk, opening="dana lee, northwind law")
    async with stage.run(WIDE) as pilot:
        await until(pilot, lambda: "we owe: ring back" in stage.screen_text)
        assert "small things: new baby" in stage.screen_text
        await type_text(pilot, "the wrong parcel, and a baby present")
        await until(pilot, lambda: "CASES LIKE THIS" in stage.screen_text)
        column = [row[88:] for row in stage.screen_text.splitlines()]
        own, other = ("resent by courier" in row for row in column), ("sent by van" in row for row in column)
        assert list(own).index(True) < list(other).index(True)
        assert stage.call.notes.text == "the wrong parcel, and a baby present"


async def test_bursts_of_keys_ask_for_cases_once_a_pause() -> None:
    stage = Stage(a_disk(), opening="Ann")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "wrong parcel baby " + "present " * 23)
        await notes_looked_at(pilot, stage, 1)
        await type_text(pilot, "another family " * 13)
        await notes_looked_at(pilot, stage, 2)
        await type_text(pilot, " and the of " * 16)
        await stage.call.live.flush()
        await pilot.pause(0.9)
        assert stage.records.asked.count("alike") == 2


async def test_on_a_narrow_screen_f5_shows_it_and_then_the_card_and_typing_goes_on() -> None:
    stage = Stage(a_disk(), opening=DANA)
    async with stage.run(NARROW) as pilot:
        await stage.app.workers.wait_for_complete()
        await type_text(pilot, "abc")
        assert not stage.call.brief.display
        await pilot.press("f5")
        await until(pilot, lambda: "let down: once" in stage.screen_text)
        await type_text(pilot, "def")
        call = stage.call
        assert call.notes.text == "abcdef"
        await pilot.press("f5", "x")
        assert isinstance(stage.app.screen, ClientScreen)
        await pilot.pause()
        assert stage.app.screen.little.text.endswith("x")
        await pilot.press("escape", "g")
        await until(pilot, lambda: stage.app.screen is call)
        await pilot.pause()
        assert call.notes.text == "abcdefg"
        assert not call.brief.display


async def test_what_was_changed_on_the_card_stands_in_the_brief_behind_it() -> None:
    stage = Stage(a_disk(), opening=DANA)
    async with stage.run(WIDE) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(stage.app.screen, ClientScreen))
        await type_text(pilot, "likes tea\n")
        await pilot.press("escape")
        await until(pilot, lambda: "likes tea" in stage.screen_text and stage.call)


async def test_with_nobody_named_the_card_asks_who_it_is() -> None:
    stage = Stage(a_disk(), opening="")
    async with stage.run(WIDE) as pilot:
        await pilot.press("f5", "a")
        await pilot.pause()
        assert stage.call.notes.text == "a"
        assert stage.toasts == ["Nobody is named yet: type who it is, then press this key again."]


async def test_what_the_notes_say_about_them_is_kept_when_the_call_is_finished() -> None:
    stage = Stage(opening=DANA)
    async with stage.run(NARROW) as pilot:
        await type_text(pilot, "little: likes tea\nboss: M. Bright\n! ring back tomorrow")
        await pilot.press(*["ctrl+n"] * 4, "ctrl+r", "1", "enter")
        await until(pilot, lambda: stage.records.disk.clients)
        (client,) = stage.records.disk.clients.values()
        assert (client.names, client.little, client.answers_to) == ((DANA,), ("likes tea",), "M. Bright")


@pytest.mark.parametrize("size", [NARROW, (60, 16), WIDE])
async def test_odd_text_in_the_brief_is_only_text(size: tuple[int, int]) -> None:
    notes = "little: [red]x[/] [/] \x1b[31mred\nboss: 👩‍👩‍👧 李小龍 " + "w" * 3000
    stage = Stage(a_disk(notes=notes), opening=DANA)
    async with stage.run(size) as pilot:
        await pilot.press("f5")
        await pilot.pause(0.05)
        await pilot.pause()
        assert "\x1b" not in stage.screen_text
        assert stage.logged == []


@pytest.mark.parametrize(("size", "lines"), [((60, 17), 5), (NARROW, 5), ((80, 12), 5), ((80, 7), 1)])
async def test_the_desk_keeps_room_for_its_keys(size: tuple[int, int], lines: int) -> None:
    stage = Stage(a_disk())
    async with stage.run(size) as pilot:
        await type_text(pilot, "Dana L")
        await until(pilot, lambda: brief_shown(stage))
        await pilot.pause()
        assert "we owe: ring back" in stage.screen_text
        assert "\n enter start the call  f3 past calls" in stage.screen_text
        assert stage.desk.query_one(KnownLines).content_size.height <= lines


async def test_where_not_all_has_room_the_upper_entries_stay_whole() -> None:
    disk = a_disk(notes=NOTES + "\nlanded: " + "kind words " * 12)
    stage = Stage(disk, opening=DANA)
    async with stage.run((120, 26)) as pilot:
        await until(pilot, lambda: "we owe: ring back" in stage.screen_text)
        await type_text(pilot, "the wrong parcel, and a baby present\n" + "! ring back tomorrow\n= boss saw it\n" * 3)
        await until(pilot, lambda: "CASES LIKE THIS" in stage.screen_text)
        column = [row[88:].strip() for row in stage.screen_text.splitlines()]
        assert column.index("! we owe: ring back (2 days") + 1 == column.index("late)")
        assert any(row.startswith("Thu 15 Oct: wrong parcel") for row in column)


SIZES = [(50, 14), (60, 16), (80, 17), NARROW, WIDE]


async def full_desk(stage: Stage, pilot: Pilot[None]) -> None:
    """A desk with all that can stand on it."""
    stage.desk.trouble.show("These calls are made up, and what you type here goes when you leave.")
    await pilot.pause()
    await type_text(pilot, "Dana L")
    await until(pilot, lambda: brief_shown(stage))
    await pilot.pause()


def all_there_is() -> Disk:
    """Seven promises to Dana, and a call with somebody else that was interrupted."""
    disk = a_disk()
    promises = tuple(
        Promise(text=f"send part {number}", noted=START, due=START + timedelta(days=number)) for number in range(6)
    )
    disk.calls[2] = with_promises(a_call(2, DANA, NOTES, at=START, outcome=Outcome.NEXT_STEP), promises)
    disk.live[9] = a_call(9, "Samuel Brown", "two parcels", at=START)
    return disk


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_full_desk_folds_and_loses_no_line_of_keys(size: tuple[int, int]) -> None:
    stage = Stage(all_there_is())
    async with stage.run(size) as pilot:
        await full_desk(stage, pilot)
        rows = stage.screen_text.splitlines()
        assert rows[-1].startswith(" enter start the call  f3 past calls")
        assert rows[-2].strip().endswith("leave.")
        assert not stage.desk.show_vertical_scrollbar
        assert any("You were on a call with " in row for row in rows)
        assert any("we owe: " in row for row in rows)
        assert any("WE OWE  7 here" in row for row in rows)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_promise_that_is_chosen_is_in_sight_wherever_it_stands(size: tuple[int, int]) -> None:
    stage = Stage(all_there_is())
    async with stage.run(size) as pilot:
        await full_desk(stage, pilot)
        for _ in range(7):
            await pilot.press("down")
            assert "▶" in stage.screen_text
        assert "▶ Sun 29 Nov" in stage.screen_text


async def test_at_the_usual_size_a_full_desk_has_room_for_the_whole_brief() -> None:
    stage = Stage(all_there_is())
    async with stage.run(NARROW) as pilot:
        await full_desk(stage, pilot)
        stage.desk.trouble.show("")
        await pilot.pause()
        await type_text(pilot, "e")
        await pilot.press("backspace")
        await until(pilot, lambda: "small things:" in stage.screen_text)
        for about in ("we owe:", "last time:", "let down:", "answers to:", "small things:"):
            assert about in stage.screen_text
