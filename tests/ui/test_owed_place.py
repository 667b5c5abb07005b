"""All that we owe: by its day, narrowed as you type, and dealt with where it stands."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.content import Content
from textual.pilot import Pilot

from tests.fakes import START, Disk, FakeClock, a_call
from tests.ui.stage import NARROW, WIDE, Stage, on_desk, type_text, until
from tests.ui.test_owed import a_disk, states
from tui.model.call import Outcome, with_promises
from tui.model.follow_on import after_care
from tui.model.noted_promises import promises_in
from tui.model.promises import Promise, PromiseKind, PromiseState
from tui.model.trouble import RecordsTrouble
from tui.screens.note import NoteScreen
from tui.screens.owed import OwedScreen


def owing(*lines: tuple[str, str]) -> Disk:
    """Finished calls of the day before: who called, and what was promised."""
    disk, at = Disk(), START - timedelta(days=1)
    for number, (caller, text) in enumerate(lines, start=1):
        call = a_call(number, caller, text, at=at, outcome=Outcome.NEXT_STEP)
        disk.calls[number] = with_promises(call, promises_in(text, (), at, FakeClock(at).at_local))
    return disk


MANY = (
    ("Ruth Abel, Abel & Sons", "! send it some day"),
    ("Dana Lee, Northwind Law", "! ring back today 16:00"),
    ("Omar Haddad", "! ring friday 10:00"),
    ("Zoë Brandt", "! new invoice 20 dec"),
    ("Cara Diaz", "! tell her at 24 nov 15:00"),
)


def place(stage: Stage) -> OwedScreen:
    assert isinstance(stage.app.screen, OwedScreen)
    return stage.app.screen


async def settled(stage: Stage, pilot: Pilot[None]) -> None:
    for _ in range(2):
        await stage.app.workers.wait_for_complete()
        await pilot.pause()


async def opened(stage: Stage, pilot: Pilot[None]) -> OwedScreen:
    await pilot.press("f2")
    await settled(stage, pilot)
    return place(stage)


async def pressed(stage: Stage, pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(stage, pilot)


def listed(stage: Stage) -> list[str]:
    """What stands in the list, line by line."""
    rows = place(stage).owed_list
    return [line for y in range(rows.rows()) if (line := rows.row(y).plain.strip())]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_every_open_promise_stands_under_its_span_of_time(size: tuple[int, int]) -> None:
    stage = Stage(owing(*MANY))
    async with stage.run(size) as pilot:
        await opened(stage, pilot)
        assert [line[:43].rstrip() for line in listed(stage)] == [
            "OVERDUE  1",
            "1 day late            ring back today 16:00",
            "TODAY  1",
            "today 15:00           tell her at 24 nov 15",
            "THIS WEEK  1",
            "Fri 27 Nov 10:00      ring friday 10:00  (O",
            "LATER  1",
            "Sun 20 Dec            new invoice 20 dec  (",
            "NO DATE YET  1",
            "no date yet           send it some day  (Ru",
        ]
        assert "5 open, 1 overdue" in stage.screen_text


@pytest.mark.parametrize(
    ("typed", "found"),
    [("zoe", "new invoice"), ("haddad", "ring friday"), ("north ring", "ring back"), ("ABEL", "send it")],
)
async def test_typing_narrows_by_client_or_words(typed: str, found: str) -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, typed)
        assert len(listed(stage)) == 2
        assert found in listed(stage)[1]


async def test_a_client_is_found_by_any_name_they_have_in_calls() -> None:
    stage = Stage(owing(("D. Lee", "! ring friday"), ("Omar", "! ring friday")))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        screen.follow_up()._spellings = lambda caller: ("Dana Lee",) if caller == "D. Lee" else ()
        screen.load()
        await settled(stage, pilot)
        await type_text(pilot, "dana")
        assert len(listed(stage)) == 2
        assert "D. Lee" in listed(stage)[1]


async def test_f4_lists_only_what_is_overdue_and_then_everything_again() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "f4")
        assert len(listed(stage)) == 2
        await pressed(stage, pilot, "f4")
        assert len(listed(stage)) == 10


async def test_where_nothing_is_overdue_f4_says_so_and_blames_no_word() -> None:
    stage = Stage(owing(MANY[0]))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "f4")
        assert listed(stage) == ["Nothing of this is overdue."]
        await pressed(stage, pilot, *"zebra")
        assert "Fewer letters find more." in stage.screen_text


async def test_nothing_owed_and_nothing_found_are_said() -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await opened(stage, pilot)
        assert "Nothing is owed to anybody." in stage.screen_text
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await type_text(pilot, "nobody like this")
        assert "No open promise has words that begin like this." in stage.screen_text


async def test_no_key_acts_on_a_promise_that_was_not_chosen() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        await type_text(pilot, "dana")
        await pressed(stage, pilot, "ctrl+n", "ctrl+l", "ctrl+t", "ctrl+r", "ctrl+o", "f5", "enter")
        assert {state for call in stage.records.disk.calls.values() for state in states(call)} == {
            PromiseState.PROMISED
        }
        assert set(stage.toasts) == {"Choose a promise first: the down arrow leads there."}
        assert screen.words.value == "dana"
        assert stage.app.screen is screen


async def test_the_chosen_promise_shows_its_call() -> None:
    disk = a_disk("! ring friday 10:00\n! send the box thu\n")
    stage = Stage(disk)
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down", "down")
        text = stage.screen_text
        for words in ("! ring friday 10:00", "> you sent the last one again", "PROMISED BESIDE IT", "! send the box"):
            assert words in text
        await pressed(stage, pilot, "f8")
        assert "Call with Dana Lee" in stage.clipboard.texts[0]


async def test_done_and_then_told_and_the_next_step_down_takes_what_has_come_to_its_place() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down", "down", "ctrl+n")
        assert "done: tell them" in "".join(listed(stage))
        await pressed(stage, pilot, "ctrl+n")
        assert states(stage.records.disk.calls[5]) == [PromiseState.TOLD]
        assert place(stage).owed_list.chosen is None
        await pressed(stage, pilot, "ctrl+n")
        assert states(stage.records.disk.calls[3]) == [PromiseState.PROMISED]
        await pressed(stage, pilot, "down")
        chosen = place(stage).owed_list.chosen
        assert chosen is not None
        assert chosen.call.id == 3


async def test_told_with_how_and_when_and_taken_back() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pilot.press("down", "ctrl+r")
        assert "How do they know, and since when?" in stage.screen_text
        await type_text(pilot, "by Phone today 9:10\n")
        await settled(stage, pilot)
        (promise,) = stage.records.disk.calls[2].promises
        assert (promise.state, promise.how) == (PromiseState.TOLD, "by Phone")
        assert promise.told_at == START.replace(minute=10)
        await pressed(stage, pilot, "ctrl+z")
        assert states(stage.records.disk.calls[2]) == [PromiseState.PROMISED]


async def test_moved_with_a_reason_in_one_burst_of_keys() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pilot.press("down", "ctrl+o")
        await type_text(pilot, "thu 15:00: waiting for the hub\nomar")
        await settled(stage, pilot)
        (promise,) = stage.records.disk.calls[2].promises
        assert promise.due == START.replace(day=26, hour=15, minute=0)
        assert promise.moves[0].reason == "waiting for the hub"
        assert place(stage).words.value == "omar"
        await pressed(stage, pilot, *["backspace"] * 4, *"dana", "down")
        assert "moved from Mon 23 Nov 16:00: waiting for the hub" in stage.screen_text


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("ctrl+o", "thu 15:00 waiting", "a colon, and why"),
        ("ctrl+o", "some day: waiting", "no day was read"),
        ("ctrl+r", "today 15:10", "is still to come"),
        ("ctrl+l", " ", "in a few words why"),
        ("f5", "", "what was tried"),
    ],
)
async def test_what_cannot_be_kept_is_told_and_stays_in_the_field(key: str, typed: str, why: str) -> None:
    stage = Stage(owing(*MANY))
    async with stage.run((120, 30)) as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("down", key)
        await type_text(pilot, typed)
        before = dict(stage.records.disk.calls)
        await pressed(stage, pilot, "enter")
        assert why in stage.screen_text
        assert (screen.answer.value, screen.focused) == (typed, screen.answer)
        assert stage.records.disk.calls == before


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+o", "ctrl+r", "f5"])
async def test_words_about_a_promise_that_another_window_settled_stay_in_the_field(key: str) -> None:
    stage = Stage(owing(*MANY))
    async with stage.run((120, 30)) as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("down", key)
        await type_text(pilot, typed := "thu: the hub" if key == "ctrl+o" else "rang the hub")
        owed = screen.owed_list.chosen
        assert owed is not None
        screen.follow_up().told(owed, "by mail")
        stage.clock.advance(1)
        await pressed(stage, pilot, "enter")
        assert "nothing was changed here" in stage.screen_text
        assert screen.answer.value == typed


async def test_withdrawn_with_a_reason_and_esc_leaves_the_question() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("down", "ctrl+l")
        await type_text(pilot, "they")
        await pressed(stage, pilot, "escape")
        assert stage.app.screen is screen
        assert states(stage.records.disk.calls[2]) == [PromiseState.PROMISED]
        await pilot.press("ctrl+l")
        await type_text(pilot, "they found it\n")
        await settled(stage, pilot)
        (promise,) = stage.records.disk.calls[2].promises
        assert (promise.state, promise.reason) == (PromiseState.WITHDRAWN, "they found it")
        await pressed(stage, pilot, "escape")
        await on_desk(pilot, stage)


async def test_words_that_are_not_kept_are_not_left_behind() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("down", "ctrl+r")
        await type_text(pilot, "thu: the hub")
        for key in ("f9", "ctrl+t", "ctrl+n"):
            await pressed(stage, pilot, key)
            assert stage.app.screen is screen
            assert "Enter keeps what you typed" in stage.screen_text
        await pressed(stage, pilot, "ctrl+o", "enter")
        (promise,) = stage.records.disk.calls[2].promises
        assert [move.reason for move in promise.moves] == ["the hub"]


async def test_words_that_stay_for_another_question_are_parted_from_what_is_typed_then() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down", "ctrl+o", *"hub", "f5", *"rang")
        assert place(stage).answer.value == "hub rang"


async def test_each_attempt_gets_a_line_with_its_day() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        for text in ("rang the hub", "they look for it"):
            await pilot.press(*([] if place(stage).owed_list.chosen else ["down"]), "f5")
            await type_text(pilot, f"{text}\n")
            await settled(stage, pilot)
        assert "tried today 09:18: rang the hub" in stage.screen_text
        assert "tried today 09:18: they look for it" in stage.screen_text
        assert states(stage.records.disk.calls[2]) == [PromiseState.PROMISED]


async def test_a_disk_that_fails_is_told_and_the_words_stay_until_they_are_kept() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        await pilot.press("down", "ctrl+l")
        await type_text(pilot, "they moved")
        stage.records.trouble = RecordsTrouble("The disk is full.")
        await pressed(stage, pilot, "enter")
        assert "The disk is full." in stage.screen_text
        assert screen.answer.value == "they moved"
        stage.records.trouble = None
        await pressed(stage, pilot, "enter")
        assert states(stage.records.disk.calls[2]) == [PromiseState.WITHDRAWN]


async def test_a_list_that_cannot_be_read_is_told() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        stage.records.reading_trouble = RecordsTrouble("The disk does not answer.")
        await opened(stage, pilot)
        assert "The disk does not answer." in stage.screen_text


async def test_the_call_back_begins_from_here_and_the_keys_behind_are_its_notes() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run(WIDE) as pilot:
        await opened(stage, pilot)
        await pilot.press("down", "ctrl+t")
        await type_text(pilot, "all is well")
        await until(pilot, lambda: stage.app.live is not None)
        call = stage.call.live.call
        assert (call.playbook.id, call.caller) == ("report-back", "Dana Lee")
        assert stage.call.notes.text == "all is well"
        await pilot.press("ctrl+n", "ctrl+r", "1", "enter")
        await on_desk(pilot, stage)
        assert states(stage.records.disk.calls[2]) == [PromiseState.TOLD]


async def test_a_note_that_is_owed_is_shown_and_ticked_and_gone_from_the_list() -> None:
    disk = a_disk("")
    disk.calls[1] = with_promises(disk.calls[1], (after_care(PromiseKind.NOTE, START, FakeClock().at_local),))
    stage = Stage(disk)
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down", "ctrl+t")
        assert isinstance(stage.app.screen, NoteScreen)
        await pressed(stage, pilot, "ctrl+n")
        await until(pilot, lambda: states(stage.finished()) == [PromiseState.TOLD])
        await pressed(stage, pilot, "escape")
        assert "Nothing is owed to anybody." in stage.screen_text


async def test_of_five_thousand_promises_only_those_that_show_are_put_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = Disk()
    for number in range(1, 2501):
        promises = [Promise(text=f"ring {number} {one}", noted=START, due=START) for one in (1, 2)]
        disk.calls[number] = replace(with_promises(a_call(number), tuple(promises)), ended=START)
    stage = Stage(disk)
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        assert screen.owed_list.count == 5000
        painted: list[int] = []
        row = screen.owed_list.row

        def counted(y: int) -> Content:
            painted.append(y)
            return row(y)

        monkeypatch.setattr(screen.owed_list, "row", counted)
        await pressed(stage, pilot, "down")
        assert 0 < len(painted) <= 4 * screen.owed_list.size.height
        screen.owed_list.step(4998)
        await pilot.pause()
        assert "ring 2500 1" in stage.screen_text


async def test_odd_text_is_shown_and_not_obeyed() -> None:
    stage = Stage(owing(("[red]Dana[/]", "! \x1b[31mring [bold]back friday")))
    async with stage.run() as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down")
        assert "␛[31mring [bold]back" in stage.screen_text
        assert "[red]Dana[/]" in stage.screen_text


async def test_below_the_smallest_screen_the_list_stays() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run((40, 10)) as pilot:
        await opened(stage, pilot)
        await pressed(stage, pilot, "down", "down")
        assert "▶ today 15:00" in stage.screen_text


async def test_a_click_chooses() -> None:
    stage = Stage(owing(*MANY))
    async with stage.run() as pilot:
        screen = await opened(stage, pilot)
        await pilot.click("OwedRows", offset=(10, 3))
        await pilot.pause()
        assert screen.owed_list.chosen is not None
        assert screen.owed_list.chosen.call.id == 5


async def test_where_nothing_is_owed_the_whole_sentence_stands_and_no_key_is_explained() -> None:
    stage = Stage()
    async with stage.run(NARROW) as pilot:
        await opened(stage, pilot)
        assert "until they know." in " ".join(stage.screen_text.split())
        assert "…" not in stage.screen_text.replace("promise …", "")
        assert "The arrows choose" not in stage.screen_text


@pytest.mark.parametrize("size", [(60, 16), NARROW])
@pytest.mark.parametrize("keys", [["f2"], ["f3"], ["f3", "enter"], ["ctrl+y"], ["f5"], ["ctrl+g"]], ids=str)
async def test_the_key_that_shows_all_keys_is_named_wherever_keys_have_no_room(
    size: tuple[int, int], keys: list[str]
) -> None:
    stage = Stage(owing(*MANY))
    async with stage.run(size) as pilot:
        await type_text(pilot, "Dana Lee, Northwind Law" if keys == ["ctrl+g"] else "")
        await pressed(stage, pilot, *keys)
        assert "f1 keys" in stage.screen_text.splitlines()[-1]
