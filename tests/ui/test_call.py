import re
from threading import Event

import pytest
from textual.geometry import Region

from tests.ui.stage import NARROW, WIDE, Stage, on_desk, saved, type_text, until
from tui.model.call import Reason, StepState, record_of
from tui.ports import Copied
from tui.widgets.keys_panel import KeysPanel


async def test_steps_go_forward_and_back_and_a_step_done_keeps_its_time() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        stage.clock.advance(130)
        await pilot.press("ctrl+n")
        stage.clock.advance(40)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert re.search(r"✓ Listen +2:10", stage.screen_text)
        assert "▶ Say sorry" in stage.screen_text
        assert "“Dana, I am very sorry that …”" in stage.screen_text
        stage.clock.advance(5)
        await pilot.press("ctrl+o")
        stage.clock.advance(10)
        stage.call._tick()
        await pilot.pause()
        assert "▶ Say it back" in stage.screen_text
        assert re.search(r"▶ Say it back +0:50", stage.screen_text)


async def test_a_step_can_be_left_out() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert record_of(stage.call.live.call, "listen").state is StepState.SKIPPED
        assert "left out" in stage.screen_text
        assert "▶ Say it back" in stage.screen_text


async def test_the_clock_ticks_and_shows_when_it_was_saved() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await saved(pilot, stage)
        stage.clock.advance(252)
        stage.call._tick()
        await pilot.pause()
        assert "on call 4:12 · saved 09:18:00" in stage.screen_text


async def test_going_to_the_fix_early_shows_the_gate_in_place_and_typing_goes_on() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "HEART FIRST" in stage.screen_text
        assert "Not done yet: Listen, Say it back, Say sorry, Own it" in stage.screen_text
        await type_text(pilot, "still typing")
        assert stage.call.notes.text == "still typing"
        assert stage.call.live.call.now == "listen"
        assert stage.call.live.call.overrides == ()


REASONS = {
    "f4": (Reason.INSIST, "they insist"),
    "ctrl+l": (Reason.CUT_OFF, "cut off"),
    "f5": (Reason.SAFETY, "safety"),
    "ctrl+g": (Reason.OTHER, "other"),
}


@pytest.mark.parametrize("key", list(REASONS))
async def test_one_key_says_why_and_goes_through_the_gate_and_is_recorded(key: str) -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+n", "ctrl+g")
        await pilot.pause()
        assert f"{key} {REASONS[key][1]}" in stage.screen_text
        stage.clock.advance(1)
        await pilot.press(key)
        await saved(pilot, stage)
        (override,) = stage.live().overrides
        assert (override.step, override.reason) == ("two-ways", REASONS[key][0])
        assert override.missing == ("say-it-back", "sorry", "own")
        assert "OFFER TWO WAYS" in stage.screen_text
        assert f"({REASONS[key][1]}), before: Say it back, Say sorry, Own it" in (stage.call.text_to_copy() or "")


async def test_a_hurried_second_press_of_said_does_not_go_through() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+l", *["ctrl+n"] * 8, "ctrl+g", "ctrl+g", "ctrl+l")
        await pilot.pause()
        assert "HEART FIRST" in stage.screen_text
        assert stage.call.live.call.overrides == ()


async def test_the_palette_goes_no_other_way_through_the_gate() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await pilot.press("ctrl+g")
        stage.clock.advance(1)
        await pilot.press("ctrl+p")
        await type_text(pilot, "they insist")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: stage.app.screen is stage.app.screen_stack[1])
        await pilot.pause()
        (override,) = stage.call.live.call.overrides
        assert override.reason is Reason.INSIST


async def test_the_mouse_takes_a_step_into_hand_and_meets_the_same_gate() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await pilot.click("Checklist", offset=(6, 4))
        await pilot.pause()
        assert stage.call.live.call.now == "sorry"
        await pilot.click("Checklist", offset=(6, 8))
        await pilot.pause()
        assert "HEART FIRST" in stage.screen_text
        assert (stage.call.live.call.now, stage.call.live.call.overrides) == ("sorry", ())
        await type_text(pilot, "typed")
        assert stage.call.notes.text == "typed"


async def test_back_at_the_gate_leads_to_what_is_missing() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+l", "ctrl+n")
        await pilot.pause()
        assert "Not done yet: Say sorry" in stage.screen_text
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "SAY SORRY" in stage.screen_text
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "OFFER TWO WAYS" in stage.screen_text
        assert stage.call.live.call.overrides == ()


async def test_all_seven_steps_take_seven_presses() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press(*["ctrl+n"] * 7)
        await pilot.pause()
        assert "ALL STEPS ARE BEHIND YOU" in stage.screen_text
        assert stage.call.live.call.now is None


async def test_no_key_of_ours_is_swallowed_by_the_notes_or_changes_them() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "one two")
        for key in ("ctrl+n", "ctrl+o", "ctrl+l", "ctrl+g", "f1", "f8"):
            await pilot.press(key)
            await pilot.pause()
            assert stage.call.notes.text == "one two", key
            assert stage.app.focused is stage.call.notes, key
        assert stage.clipboard.texts, "f8 did not arrive"
        assert stage.call.query(KeysPanel), "f1 did not arrive"


async def test_a_clipboard_that_hangs_holds_up_no_key() -> None:
    stage = Stage(opening="Dana")
    answered = Event()

    def hang(text: str) -> Copied:
        answered.wait(60)
        return Copied("tmux", "In tmux's buffer: prefix ] pastes it.")

    stage.clipboard.copy = hang  # type: ignore[method-assign]
    async with stage.run() as pilot:
        await pilot.press("f8")
        await type_text(pilot, "typed meanwhile")
        await pilot.press("ctrl+n")
        assert stage.call.notes.text == "typed meanwhile"
        assert stage.toasts == []
        answered.set()
        await until(pilot, lambda: stage.toasts == ["In tmux's buffer: prefix ] pastes it."])


@pytest.mark.parametrize("away", ["f1", "escape"])
async def test_the_keys_are_shown_beside_the_notes_and_typing_goes_on(away: str) -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "said it, next" in stage.screen_text
        await type_text(pilot, "abc")
        assert stage.call.notes.text == "abc"
        await pilot.press(away, "d")
        await pilot.pause()
        assert "AT THE BEGINNING OF A LINE" not in stage.screen_text
        assert stage.call.notes.text == "abcd"
        await pilot.press("escape", "e")
        assert stage.call.notes.text == "abcde"


@pytest.mark.parametrize("opens", ["f2", "f3", "f5", "ctrl+y"])
async def test_escape_puts_the_keys_away_first_and_then_does_what_it_does_there(opens: str) -> None:
    stage = Stage()
    async with stage.run() as pilot:
        await pilot.press(opens)
        await until(pilot, lambda: stage.app.screen is not stage.app.desk)
        place = stage.app.screen
        await pilot.press("f1")
        await until(pilot, lambda: place.query(KeysPanel))
        await pilot.press("escape")
        await until(pilot, lambda: not place.query(KeysPanel))
        assert stage.app.screen is place
        await pilot.press("escape")
        await until(pilot, lambda: stage.app.screen is stage.app.desk)


async def test_the_palette_names_every_key_of_the_screen() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await pilot.press("ctrl+p")
        await type_text(pilot, "leave out")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: stage.app.screen is stage.app.screen_stack[1])
        await pilot.pause()
        assert record_of(stage.call.live.call, "listen").state is StepState.SKIPPED


async def test_wide_shows_the_column_and_narrow_the_line_and_it_changes_live() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "= two gifts\n")
        assert stage.call.checklist.display
        assert stage.call.brief.display
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert not stage.call.checklist.display
        assert "▶ listen 0:00 · back · sorry · own │ ways · date │ thank" in stage.screen_text
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert "HEART AGAIN" in stage.screen_text
        assert stage.call.notes.text == "= two gifts\n"


async def test_a_tiny_terminal_says_so_and_goes_on_taking_notes() -> None:
    stage = Stage(opening="Dana")
    async with stage.run((20, 5)) as pilot:
        await type_text(pilot, "tiny")
        await pilot.pause()
        assert "Notes only." in stage.screen_text
        assert "tiny" in stage.screen_text
        await pilot.resize_terminal(59, 15)
        await pilot.pause()
        assert "Notes only.  The guide needs 60 by 16." in stage.screen_text


async def test_the_brief_shows_what_the_notes_have_caught() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "! ring back tomorrow 15:00\n! send the card\n= boss saw it\n")
        await saved(pilot, stage)
        assert "Wed 25 Nov 15:00" in stage.screen_text
        assert "no date yet" in stage.screen_text
        assert "= boss saw it" in stage.screen_text


async def test_the_brief_shows_the_last_call_with_the_same_caller() -> None:
    stage = Stage(opening="Dana")
    async with stage.run(WIDE) as pilot:
        await type_text(pilot, "! ring back today\n")
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+r", "1", "enter")
        await on_desk(pilot, stage)
        stage.clock.advance(86400)
        await type_text(pilot, "dana\n")
        await pilot.pause()
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert "last time: Tue 24 Nov" in stage.screen_text
        assert "put right" in stage.screen_text
        assert "we owe: ring back today" in " ".join(stage.screen_text.split())


async def test_leaving_the_call_keeps_it_open_on_the_desk() -> None:
    stage = Stage(opening="Dana")
    async with stage.run() as pilot:
        await type_text(pilot, "on hold")
        await pilot.press("f9")
        await on_desk(pilot, stage)
        assert stage.live().notes == "on hold"
        assert "You were on a call with Dana" in stage.screen_text
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert stage.call.notes.text == "on hold"


async def test_a_tick_of_the_clock_paints_only_the_cells_of_the_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(opening="Dana")
    painted: list[Region] = []

    def note(*regions: Region, **_: bool) -> None:
        painted.extend(regions)

    async with stage.run(WIDE) as pilot:
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+n", "ctrl+n")
        await saved(pilot, stage)
        stage.clock.advance(61)
        bar, checklist = stage.call.bar, stage.call.checklist
        monkeypatch.setattr(bar, "refresh", note)
        monkeypatch.setattr(checklist, "refresh", note)
        stage.call._tick()
        assert [region.size for region in painted] == [(len("on call 1:01"), 1), (len("1:01"), 1)]
        monkeypatch.undo()
        bar.refresh(painted[0])
        checklist.refresh(painted[1])
        await pilot.pause()
        assert "on call 1:01" in stage.screen_text
        assert re.search(r"▶ Offer two ways +1:01", stage.screen_text)
