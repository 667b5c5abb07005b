import threading
from collections.abc import Sequence

import pytest

from tests.ui.alone import HOSTILE, STEERS, Alone, press_at_once
from tests.ui.stage import NARROW, WIDE, type_text, until
from tui.model.trouble import Trouble
from tui.screens.ready import NO_FACTS, NO_OFFERS, TOO_MUCH, ReadyScreen
from tui.widgets.friend_pad import INVITATION

pytestmark = pytest.mark.costly

FIRST = "Dana, tell me what happened. I am listening."
FACTS = ["last call Tue 17 Nov: next step agreed", "we owe them: ring back, 5 days late"]
OFFERS = ["a courier the same day", "up to 150 € without asking"]


class Before:
    """The screen before a call, and what became of it."""

    def __init__(
        self,
        friend: Sequence[str] = (),
        *,
        facts: Sequence[str] = FACTS,
        offers: Sequence[str] = OFFERS,
        first: str = FIRST,
        caller: str = "Dana Lee",
    ) -> None:
        self.kept: list[tuple[str, ...]] = []
        self.started: list[str] = []
        self.typed_before = ""
        self.trouble: Trouble | None = None
        self.gate: threading.Event | None = None
        self.app = Alone(
            lambda ways: ReadyScreen(
                ways,
                friend=friend,
                keep=self._keep,
                offers=offers,
                facts=facts,
                first=first,
                caller=caller,
                start=self._start,
            )
        )

    @property
    def screen(self) -> ReadyScreen:
        assert isinstance(self.app.screen, ReadyScreen)
        return self.app.screen

    def _keep(self, lines: Sequence[str]) -> None:
        if self.gate:
            self.gate.wait()
        if self.trouble:
            raise self.trouble
        self.kept.append(tuple(lines))

    async def _start(self, caller: str) -> None:
        self.typed_before = self.screen.pad.text
        await self.app.back()
        self.started.append(caller)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
async def test_one_look_shows_lines_facts_offers_and_the_first_sentence(size: tuple[int, int]) -> None:
    before = Before(["there when I need her", "listens"])
    async with before.app.playing(size):
        for words in ("Dana Lee", "there when I need her", "listens", *FACTS[:1], *OFFERS, f"“{FIRST}”", "ctrl+o"):
            part = words if size == WIDE else words.split(":")[0]
            assert part in before.app.flowing


async def test_a_small_screen_keeps_the_own_lines_and_the_first_sentence_whole() -> None:
    before = Before(["one", "two", "three"], facts=FACTS * 10)
    async with before.app.playing((60, 16)) as pilot:
        assert "one" in before.app.shown
        assert "three" in before.app.shown
        assert f"“{FIRST}”" in before.app.flowing
        assert "WHAT YOU KNOW" in before.app.shown
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "WHAT YOU KNOW" not in before.app.shown
        assert f"“{FIRST}”" in before.app.flowing
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        assert "WHAT SETS YOUR VERY BEST FRIEND APART?" in before.app.shown


async def test_a_very_long_first_sentence_leaves_the_own_lines_in_sight() -> None:
    before = Before(["listens to the end"], first="word " * 400)
    async with before.app.playing((60, 16)):
        assert "listens to the end" in before.app.shown
        assert "“word word" in before.app.shown
        assert "ctrl+o" in before.app.shown.splitlines()[-1]


async def test_the_longest_sentence_of_a_playbook_stands_whole_on_a_small_screen() -> None:
    first = "say it " * 56 + "so now"
    before = Before(["listens"], first=first)
    async with before.app.playing((60, 16)):
        assert f"“{first}”" in before.app.flowing
        assert "listens" in before.app.shown


async def test_no_lines_yet_are_invited_and_nothing_known_is_said_so() -> None:
    before = Before(facts=(), offers=(), caller="")
    async with before.app.playing(WIDE):
        assert INVITATION.split("\n", maxsplit=1)[0] in before.app.shown
        assert NO_FACTS in before.app.shown
        assert NO_OFFERS in before.app.shown
        assert "unknown caller" in before.app.shown


async def test_lines_are_typed_in_place_and_kept_by_themselves() -> None:
    before = Before(["listens"])
    async with before.app.playing() as pilot:
        await type_text(pilot, "\nkind\n")
        await until(pilot, lambda: before.kept == [("listens", "kind")])


async def test_lines_that_nobody_changed_are_not_written() -> None:
    before = Before(["listens", "kind"])
    async with before.app.playing() as pilot:
        await type_text(pilot, "x")
        await pilot.press("backspace")
        await pilot.press("ctrl+o")
    assert before.kept == []


async def test_the_call_starts_and_what_is_typed_behind_the_key_is_its_notes() -> None:
    before = Before()
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        press_at_once(pilot, "ctrl+o")
        await type_text(pilot, "> gone\nagain")
        await until(pilot, lambda: before.app.notes.text == "> gone\nagain")
        assert before.started == ["Dana Lee"]
        await until(pilot, lambda: before.kept == [("kind",)])


async def test_all_that_was_typed_before_the_key_is_in_the_lines_when_the_call_starts() -> None:
    before = Before()
    async with before.app.playing() as pilot:
        press_at_once(pilot, *"kind", "ctrl+o", *"> gone")
        await until(pilot, lambda: before.app.notes.text == "> gone")
        assert before.typed_before == "kind"


async def test_the_call_waits_for_no_disk() -> None:
    before = Before()
    before.gate = threading.Event()
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        await pilot.press("ctrl+o")
        assert before.started == ["Dana Lee"]
        before.gate.set()
        await until(pilot, lambda: before.kept == [("kind",)])


@pytest.mark.parametrize("key", ["escape", "f9"])
async def test_leaving_starts_no_call_and_keeps_the_lines(key: str) -> None:
    before = Before()
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        press_at_once(pilot, key)
        await type_text(pilot, "Omar")
        await until(pilot, lambda: before.app.notes.text == "Omar")
        assert before.kept == [("kind",)]
        assert before.started == []


async def test_lines_that_cannot_be_kept_stay_and_the_second_key_leaves() -> None:
    before = Before()
    before.trouble = Trouble("There is no room on the disk.")
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        await pilot.press("escape")
        assert before.app.is_open
        assert "There is no room on the disk." in before.app.flowing
        assert "kind" in before.app.shown
        await pilot.press("escape")
        assert not before.app.is_open


async def test_lines_that_could_not_be_kept_are_kept_once_there_is_room() -> None:
    before = Before()
    before.trouble = Trouble("There is no room on the disk.")
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        await pilot.press("escape")
        before.trouble = None
        await type_text(pilot, "er")
        await until(pilot, lambda: before.kept == [("kinder",)])
        await until(pilot, lambda: "no room" not in before.app.shown)
        await pilot.press("escape")
        assert not before.app.is_open


async def test_trouble_that_comes_behind_the_start_is_said_over_the_call() -> None:
    before = Before()
    before.trouble = Trouble("There is no room on the disk.")
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        await pilot.press("ctrl+o")
        assert before.started == ["Dana Lee"]
        await until(pilot, lambda: any("no room" in words for words in before.app.said))


async def test_a_disk_that_hangs_holds_nobody_on_this_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.ready.PATIENCE", 0.01)
    before = Before()
    before.gate = threading.Event()
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
        await pilot.press("escape")
        assert "the disk does not answer" in before.app.flowing
        await pilot.press("escape")
        assert not before.app.is_open
        before.gate.set()


async def test_lines_are_kept_when_the_app_ends_from_here() -> None:
    before = Before()
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
    assert before.kept == [("kind",)]


async def test_an_app_that_ends_while_nothing_can_be_kept_ends_all_the_same() -> None:
    before = Before()
    before.trouble = Trouble("There is no room on the disk.")
    async with before.app.playing() as pilot:
        await type_text(pilot, "kind")
    assert before.kept == []
    assert not before.app.is_running


async def test_the_newest_lines_win_over_those_on_their_way() -> None:
    before = Before()
    before.gate = threading.Event()
    async with before.app.playing() as pilot:
        await type_text(pilot, "a")
        keeping = before.screen._keep_now()
        await pilot.pause()
        await type_text(pilot, "b")
        assert before.screen._keep_now() is keeping
        before.gate.set()
        await until(pilot, keeping.done)
        assert before.kept == [("a",), ("ab",)]


async def test_more_than_three_lines_can_be_typed_and_it_says_which_are_kept() -> None:
    before = Before()
    async with before.app.playing() as pilot:
        await type_text(pilot, "a\nb\n\nc")
        assert TOO_MUCH not in before.app.flowing
        await type_text(pilot, "\nd")
        assert TOO_MUCH in before.app.flowing
        assert "d" in before.screen.pad.text
        await pilot.press("ctrl+o")
        await until(pilot, lambda: before.kept == [("a", "b", "c")])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [NARROW, (60, 16)], ids=["narrow", "small"])
async def test_odd_text_is_shown_as_text(text: str, size: tuple[int, int]) -> None:
    before = Before([text, "kind"], facts=[text, text], offers=[text], first=text, caller=text)
    async with before.app.playing(size) as pilot:
        for _ in range(3):
            assert not [char for char in before.app.shown if char in STEERS]
            await pilot.press("pagedown")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: before.started == [text])
    assert before.kept == []


async def test_markup_in_a_fact_is_shown_as_it_was_typed() -> None:
    before = Before(facts=["[red]x[/] and [$primary]"], first="[b]Dana[/b]")
    async with before.app.playing(WIDE):
        assert "[red]x[/] and [$primary]" in before.app.shown
        assert "“[b]Dana[/b]”" in before.app.shown
