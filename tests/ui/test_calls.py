import threading
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot

from tests.fakes import START, MemoryCallRecords, a_call
from tests.ui.stage import WIDE, Stage, type_text, until
from tests.ui.test_forms import shelf
from tests.ui.test_keys_in_turn import burst, settled
from tui.model.call import Amendment, Call, Outcome
from tui.model.promises import Promise
from tui.model.query import Query
from tui.model.trouble import RecordsTrouble
from tui.ports import GoOn
from tui.screens.calls import From
from tui.services.searching import FIRST, Found, Searching
from tui.widgets.found_list import FoundList


def _stage_with_history(*notes: str) -> Stage:
    stage = Stage()
    for number, text in enumerate(notes, start=1):
        stage.records.finish(a_call(number, f"Caller {number}", text))
    return stage


async def _look_up(stage: Stage, pilot: Pilot[None], words: str = "") -> None:
    await pilot.press("f3")
    await pilot.pause()
    await type_text(pilot, words)
    await _all_found(stage, pilot)


async def _all_found(stage: Stage, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: stage.calls._sought.searching.is_up_to_date)
    await stage.app.workers.wait_for_complete()
    await pilot.pause()


def _underlined(stage: Stage) -> list[str]:
    """What is underlined on the screen, in order."""
    strips = stage.app.screen._compositor.render_strips()
    return [part.text for strip in strips for part in strip if part.style and part.style.underline]


async def test_past_calls_come_newest_first() -> None:
    stage = _stage_with_history("one", "two", "three")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        text = stage.screen_text
        assert text.index("Caller 3") < text.index("Caller 2") < text.index("Caller 1")
        assert "- three" in stage.calls.reader.text


async def test_rows_are_whole_when_the_list_scrolls() -> None:
    stage = Stage()
    for number in range(1, 60):
        stage.records.finish(a_call(number, f"Caller {number}", outcome=Outcome.NEXT_STEP))
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        assert "Caller 59 " in stage.screen_text
        assert stage.screen_text.count("next step agreed") >= stage.calls.listing.size.height


async def test_typing_narrows_and_the_arrows_choose() -> None:
    stage = _stage_with_history("red gift", "blue gift", "nothing")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gift")
        assert "1 of 2" in stage.screen_text
        assert "- blue gift" in stage.calls.reader.text
        await pilot.press("down")
        await pilot.pause()
        assert "- red gift" in stage.calls.reader.text


async def test_no_hit_is_said_plainly() -> None:
    stage = _stage_with_history("one")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "zebra")
        assert "No call holds all of these words." in stage.screen_text


async def test_a_call_is_read_whole_and_its_summary_copied_again() -> None:
    stage = _stage_with_history("\n".join(f"line {number}" for number in range(60)))
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not stage.calls.listing.display
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert stage.calls.reader.top > 0
        await pilot.press("f8")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert stage.clipboard.texts == [stage.calls.reader.text]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert stage.calls.listing.display
        assert stage.app.focused is stage.calls.words


async def test_looking_up_in_the_middle_of_a_call_comes_back_to_the_notes() -> None:
    stage = _stage_with_history("red gift")
    async with stage.run() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await type_text(pilot, "abc")
        await _look_up(stage, pilot, "gift")
        await pilot.press("escape")
        await pilot.pause()
        await type_text(pilot, "def")
        assert stage.call.notes.text == "abcdef"


async def test_f3_inside_the_calls_opens_no_second_one() -> None:
    stage = _stage_with_history("red gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert stage.desk


async def test_one_question_is_asked_at_a_time_and_the_newest_text_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = _stage_with_history("alpha", "beta")
    asked, released = [], threading.Event()
    search = MemoryCallRecords.search

    def slow(
        self: MemoryCallRecords,
        query: Query,
        now: datetime,
        limit: int = 200,
        below: int | None = None,
        go_on: GoOn | None = None,
    ) -> list[Call]:
        asked.append(query.words)
        if query.words:
            released.wait()
        return search(self, query, now, limit, below, go_on)

    monkeypatch.setattr(MemoryCallRecords, "search", slow)
    async with stage.run() as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await stage.app.workers.wait_for_complete()
        await type_text(pilot, "a")
        await until(pilot, lambda: asked[-1:] == [("a",)])
        await type_text(pilot, "lpha")
        released.set()
        await _all_found(stage, pilot)
        assert asked[asked.index(("a",)) :] == [("a",), ("alpha",)]
        assert "1 of 1" in stage.screen_text


async def test_records_that_cannot_be_read_are_said_and_nothing_breaks() -> None:
    stage = _stage_with_history("one")
    async with stage.run() as pilot:
        stage.records.reading_trouble = RecordsTrouble("The disk does not answer.")
        await _look_up(stage, pilot)
        assert "The disk does not answer." in stage.screen_text
        stage.records.reading_trouble = None
        await type_text(pilot, "one")
        await stage.app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 of 1" in stage.screen_text


async def test_hits_are_underlined_in_the_list_and_in_the_call() -> None:
    stage = _stage_with_history("first\nthe red Gift box", "nothing")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gif call")
        lines = stage.screen_text.splitlines()
        (row,) = [at for at, line in enumerate(lines) if line.strip().startswith("▶")]
        assert "Caller 1" in lines[row]
        assert "the red Gift box" in lines[row + 1]
        assert _underlined(stage).count("Gif") == 2
        assert _underlined(stage)[0] == "Call"


async def test_a_hit_far_to_the_right_is_brought_into_sight() -> None:
    stage = _stage_with_history("long " * 60 + "the gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gift")
        assert "gift" in _underlined(stage)


async def test_the_call_below_begins_at_its_first_hit() -> None:
    stage = _stage_with_history("\n".join([*(f"line {number}" for number in range(80)), "the gift"]))
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gift")
        assert stage.calls.reader.top > 60
        assert _underlined(stage).count("gift") == 2


async def test_what_a_filter_means_and_why_one_means_nothing_is_said_as_you_type() -> None:
    stage = _stage_with_history("red gift", "blue gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "mood:<9 red")
        assert "! mood:<9: moods go from 1 (furious) to 5 (warm)." in stage.screen_text
        assert "1 of 1" in stage.screen_text
        await pilot.press("ctrl+u")
        await type_text(pilot, "outcome:")
        await _all_found(stage, pilot)
        assert "outcome: put right (fixed)" in stage.screen_text
        assert "1 of 2" in stage.screen_text
        await pilot.press("ctrl+u")
        await type_text(pilot, "after:3 oct")
        await _all_found(stage, pilot)
        assert "after: Sat 3 Oct" in stage.screen_text


async def test_a_mistyped_word_is_offered_put_right_and_tab_takes_it() -> None:
    stage = _stage_with_history("red gift", "blue")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "red gitf")
        assert "Did you mean red gift?" in stage.screen_text
        burst(pilot, "tab", *" x", "backspace", "backspace")
        await settled(pilot)
        await _all_found(stage, pilot)
        assert stage.calls.words.value == "red gift"
        assert "1 of 1" in stage.screen_text


async def test_enter_takes_the_offer_too_and_without_one_tab_does_nothing() -> None:
    stage = _stage_with_history("gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gitf")
        await pilot.press("enter")
        await _all_found(stage, pilot)
        assert stage.calls.words.value == "gift"
        await pilot.press("tab")
        assert stage.calls.words.value == "gift"
        assert stage.app.focused is stage.calls.words


async def test_what_is_nowhere_like_anything_gets_no_offer() -> None:
    stage = _stage_with_history("gift")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "zzzzzz outcome:fixed")
        assert "Did you mean" not in stage.screen_text
        assert "No call fits all of this." in stage.screen_text


async def test_f4_puts_the_best_first_and_the_newest_again() -> None:
    stage = _stage_with_history("gift gift gift", "a gift among very many other words that say nothing")
    async with stage.run() as pilot:
        await _look_up(stage, pilot, "gift")
        assert "newest first" in stage.screen_text
        assert stage.screen_text.index("Caller 2") < stage.screen_text.index("Caller 1")
        await pilot.press("f4")
        await _all_found(stage, pilot)
        assert "best first" in stage.screen_text
        assert stage.screen_text.index("Caller 1") < stage.screen_text.index("Caller 2")
        await pilot.press("f4")
        await _all_found(stage, pilot)
        assert "newest first" in stage.screen_text


async def test_more_calls_come_when_the_cursor_comes_to_the_end() -> None:
    stage = _stage_with_history(*(f"note {number}" for number in range(450)))
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        assert "1 of 230+" in stage.screen_text
        stage.calls.listing.choose(228)
        await pilot.press("down")
        await _all_found(stage, pilot)
        assert "230 of 430+" in stage.screen_text
        stage.calls.listing.choose(428)
        await pilot.press("down")
        await _all_found(stage, pilot)
        assert "430 of 450" in stage.screen_text
        await pilot.press("down")
        await pilot.pause()
        assert "431 of 450" in stage.screen_text
        assert "Caller 20 " in stage.screen_text


async def test_keys_in_one_burst_do_what_they_do_one_by_one() -> None:
    stage = _stage_with_history("red gift", "blue gift", "nothing")
    async with stage.run() as pilot:
        burst(pilot, "f3", *"gigt", "backspace", "backspace", *"ft", "down", "enter")
        await settled(pilot)
        await until(pilot, lambda: stage.calls.has_class("-reading"))
        assert stage.calls.words.value == "gift"
        assert "- red gift" in stage.calls.reader.text
        burst(pilot, "escape", "home", *"blue ", "f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert "- blue gift" in stage.clipboard.texts[0]


async def test_a_read_call_shows_its_timeline_and_what_was_amended() -> None:
    stage = Stage()
    later = START + timedelta(days=1)
    promise = Promise(text="ring back", noted=START, due=later)
    call = replace(
        a_call(1, notes="red", outcome=Outcome.FIXED),
        promises=(promise,),
        amendments=(Amendment(at=later, field="notes", was="green\nblue"),),
    )
    stage.records.finish(call)
    async with stage.run(WIDE) as pilot:
        await _look_up(stage, pilot, "red")
        assert "What happened" not in stage.screen_text
        await pilot.press("enter")
        await pilot.pause()
        assert "What happened" in stage.screen_text
        assert "Promised: ring back (due Wed 25 Nov 09:18)" in stage.screen_text
        assert "Wed 25 Nov 09:18  Amended: the notes; before it was" in stage.screen_text
        assert "green" in stage.screen_text
        assert "Goodbye after 0:00, put right" in stage.screen_text
        await pilot.press("escape")
        await pilot.pause()
        assert "What happened" not in stage.screen_text


async def test_what_is_copied_is_what_is_seen_in_the_form_that_is_seen() -> None:
    stage = _stage_with_history("red gift")
    async with stage.run(WIDE) as pilot:
        await _look_up(stage, pilot, "gift")
        usual = stage.calls.reader.text
        await pilot.press("f2")
        await pilot.pause()
        assert stage.calls.reader.text != usual
        _, (_, title), *_ = stage.calls._review.forms()
        assert title in stage.screen_text
        await pilot.press("f8")
        await until(pilot, lambda: stage.clipboard.texts)
        assert stage.clipboard.texts == [stage.calls.reader.text]


class Led:
    """Notes where past calls lead."""

    def __init__(self, stage: Stage) -> None:
        self.to: list[tuple[object, ...]] = []
        self.then: Callable[[], None] = lambda: None
        stage.calls._onward = From(*(self._lead(name) for name in From._fields))

    def _lead(self, name: str) -> Callable[..., Awaitable[None]]:
        async def lead(*where: object) -> None:
            self.to.append((name, *where))
            self.then()

        return lead


async def test_every_key_leads_on_with_the_call_that_was_just_typed_for() -> None:
    stage = _stage_with_history("red gift", "blue gift")
    red = stage.records.disk.calls[1]
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        led = Led(stage)
        burst(pilot, *"red", "ctrl+n", "ctrl+l", "ctrl+g", "ctrl+o", "enter", "ctrl+o")
        await until(pilot, lambda: len(led.to) == 5)
        assert led.to == [
            ("amend", red),
            ("erase", red),
            ("show_client", "Caller 1"),
            ("export", "red", None),
            ("export", "red", red),
        ]


async def test_where_no_call_is_chosen_a_key_says_so() -> None:
    stage = _stage_with_history()
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        led = Led(stage)
        await pilot.press("ctrl+n", "f8")
        await pilot.pause()
        assert led.to == []
        assert stage.toasts == ["There is no call here.", "There is no call here to copy."]


async def test_what_was_erased_meanwhile_goes_and_the_cursor_stays_at_its_call() -> None:
    stage = _stage_with_history("one", "two", "three")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("down")
        await pilot.pause()
        assert "- two" in stage.calls.reader.text
        del stage.records.disk.calls[3]
        stage.records.disk.calls[2] = replace(stage.records.disk.calls[2], notes="two, amended")
        stage.calls.on_screen_resume()
        await _all_found(stage, pilot)
        assert "- two, amended" in stage.calls.reader.text
        assert "1 of 2" in stage.screen_text
        await pilot.press("enter")
        await pilot.pause()
        del stage.records.disk.calls[2]
        stage.calls.on_screen_resume()
        await _all_found(stage, pilot)
        assert not stage.calls.has_class("-reading")
        assert "- one" in stage.calls.reader.text


async def test_a_click_chooses_a_call() -> None:
    stage = _stage_with_history("one", "two", "three")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.click(FoundList, offset=(10, 2))
        await pilot.pause()
        assert "- one" in stage.calls.reader.text


@pytest.mark.parametrize("text", ['"' * 300, "-" * 300, "client:" * 300, "' OR 1=1 --", "NEAR(a b)", "\u202e\u0007x"])
async def test_odd_text_in_the_field_breaks_nothing(text: str) -> None:
    stage = _stage_with_history("one")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        stage.calls.words.post_message(events.Paste(text))
        await settled(pilot)
        await _all_found(stage, pilot)
        assert "\u202e" not in stage.calls.said.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_folds_and_unfolds_with_the_terminal(size: tuple[int, int]) -> None:
    stage = _stage_with_history("red gift", "blue gift")
    async with stage.run(size) as pilot:
        await _look_up(stage, pilot, "gift")
        assert "    blue gift" in stage.screen_text
        await pilot.press("enter")
        await pilot.pause()
        assert "- blue gift" in stage.screen_text


async def test_a_call_that_is_read_stays_where_it_is_while_the_calls_behind_it_are_fetched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetch, released = Searching._rest, threading.Event()

    def held_back(searching: Searching, found: Found, go_on: GoOn) -> Found:
        assert released.wait(60)
        return fetch(searching, found, go_on)

    monkeypatch.setattr(Searching, "_rest", held_back)
    stage = _stage_with_history(*("gift\n" * 40 + str(number) for number in range(1, 61)))
    async with stage.run() as pilot:
        await pilot.press("f3", "down", "enter", "pagedown")
        scrolled = stage.calls.reader.top
        assert scrolled > 0
        assert (stage.calls.listing.count, stage.calls.has_class("-reading")) == (FIRST, True)
        released.set()
        await until(pilot, lambda: stage.calls.listing.count == 60)
        assert (stage.calls.has_class("-reading"), stage.calls.reader.top) == (True, scrolled)
        assert "59\n" in stage.calls.reader.text


async def test_what_takes_long_to_find_says_so_and_holds_up_no_other_letter() -> None:
    stage = _stage_with_history("red gift", "blue gift")
    find = stage.records.search

    def slow(
        query: Query, now: datetime, limit: int = 200, below: int | None = None, go_on: GoOn | None = None
    ) -> list[Call]:
        while query.words == ("we're",) and go_on and go_on():
            time.sleep(0.001)
        return find(query, now, limit, below, go_on)

    stage.records.search = slow  # type: ignore[method-assign]
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await type_text(pilot, "we're")
        await until(pilot, lambda: "looking …" in stage.screen_text)
        await pilot.press("down")
        await until(pilot, lambda: "looking …" in stage.screen_text)
        await pilot.press(*["backspace"] * 5, *"red")
        await _all_found(stage, pilot)
        assert "looking …" not in stage.screen_text
        assert "1 of 1" in stage.screen_text


async def test_a_form_that_fails_with_a_call_is_told_and_another_stands_in(tmp_path: Path) -> None:
    stage = Stage(forms=shelf(tmp_path, mine="{{ said | first }}"))
    stage.records.finish(a_call(1, "Dana Lee", "> late"))
    stage.records.finish(a_call(2, "Omar Haddad", "no words of theirs"))
    async with stage.run(WIDE) as pilot:
        await _look_up(stage, pilot)
        mine = [form_id for form_id, _ in stage.calls._review.forms()].index("mine")
        await pilot.press(*["f2"] * mine)
        await pilot.pause()
        assert "mine.jinja: line 6: first wants a list with something in it" in stage.screen_text
        assert stage.calls.reader.text.startswith("Call with Omar Haddad")
        await pilot.press("down")
        await pilot.pause()
        assert stage.calls.reader.text == "late\n"
        assert "mine.jinja" not in stage.screen_text


async def test_while_a_call_is_read_the_red_line_tells_of_the_disk() -> None:
    stage = _stage_with_history("one", "two")
    async with stage.run() as pilot:
        await _look_up(stage, pilot)
        await pilot.press("enter")
        stage.records.reading_trouble = RecordsTrouble("The disk does not answer.")
        stage.calls.look_again()
        await _all_found(stage, pilot)
        assert "The disk does not answer." in stage.screen_text
        assert stage.calls.has_class("-reading")
