import threading
from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Input

from tests.fakes import a_playbook
from tests.ui.alone import HOSTILE, STEERS, Alone, press_at_once
from tests.ui.stage import NARROW, WIDE, type_text, until
from tui.model.playbook import Playbook
from tui.model.trouble import Trouble
from tui.screens.chooser import NO_HIT, NONE, READING, STILL_READING, PlaybookChooser, kind_of, narrowed


def _kind(playbook_id: str, title: str, about: str = "") -> Playbook:
    return replace(a_playbook(), id=playbook_id, title=title, about=about)


HEART = _kind("heart-then-head", "Heart, then head", "When no other kind says it better.")
LATE = _kind("late", "It came late", "An order or a person came after the time we gave.")
WRONG = _kind("wrong-or-twice", "The wrong thing", "They got what they did not order, or got it two times.")
BILL = _kind("billing", "A bill that is wrong", "We asked for money that they do not owe.")
KINDS = [(HEART, False), (LATE, False), (WRONG, False), (BILL, True)]


class Choice:
    """The chooser, and what was chosen."""

    def __init__(self, kinds: Sequence[tuple[Playbook, bool]] = KINDS, *, current: str = HEART.id) -> None:
        self.kinds = kinds
        self.trouble: Trouble | None = None
        self.gate: threading.Event | None = None
        self.chosen: list[str] = []
        self.app = Alone(lambda ways: PlaybookChooser(ways, load=self._load, current=current, chosen=self._choose))

    @property
    def screen(self) -> PlaybookChooser:
        assert isinstance(self.app.screen, PlaybookChooser)
        return self.app.screen

    @property
    def rows(self) -> list[str]:
        """The list as it is shown."""
        top = self.screen.listing.region
        return [row.strip() for row in self.app.shown.splitlines()[top.y : top.bottom] if row.strip()]

    def _load(self) -> Sequence[tuple[Playbook, bool]]:
        if self.gate:
            self.gate.wait()
        if self.trouble:
            raise self.trouble
        return self.kinds

    async def _choose(self, playbook: Playbook) -> None:
        await self.app.back()
        self.chosen.append(playbook.id)


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16)], ids=["narrow", "wide", "small"])
async def test_the_kinds_are_listed_with_the_one_in_use_and_the_own_ones_marked(size: tuple[int, int]) -> None:
    choice = Choice()
    async with choice.app.playing(size) as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        assert [" ".join(row.split()) for row in choice.rows] == [
            "✓ Heart, then head in use",
            "It came late",
            "The wrong thing",
            "A bill that is wrong yours",
        ]
        assert choice.app.focused is choice.screen.words


@pytest.mark.parametrize("size", [NARROW, WIDE, (60, 16)], ids=["narrow", "wide", "small"])
async def test_the_card_tells_when_to_take_it_and_its_steps_by_phase(size: tuple[int, int]) -> None:
    choice = Choice()
    async with choice.app.playing(size) as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        await pilot.press("down")
        await pilot.pause()
        shown = choice.app.flowing
        assert LATE.about in shown
        assert HEART.about not in shown
        for step in LATE.steps:
            assert step.name in shown
        assert shown.index("HEART ") < shown.index("HEAD ") < shown.index("HEART AGAIN")


async def test_enter_at_once_leaves_the_one_in_use_in_use() -> None:
    choice = Choice(current=WRONG.id)
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        await pilot.press("enter")
        assert choice.chosen == [WRONG.id]


async def test_the_arrows_and_enter_choose() -> None:
    choice = Choice()
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        press_at_once(pilot, "down", "down", "down", "up", "enter")
        await until(pilot, lambda: choice.chosen == [WRONG.id])


async def test_typing_narrows_and_what_is_typed_behind_enter_is_for_the_notes() -> None:
    choice = Choice()
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        press_at_once(pilot, *"bi", "enter", *"40", "enter", *"twice")
        await until(pilot, lambda: choice.app.notes.text == "40\ntwice")
        assert choice.chosen == [BILL.id]


async def test_what_is_typed_behind_esc_is_for_the_notes_and_nothing_is_chosen() -> None:
    choice = Choice()
    async with choice.app.playing() as pilot:
        press_at_once(pilot, *"bi", "escape", *"so")
        await until(pilot, lambda: choice.app.notes.text == "so")
        assert choice.chosen == []
        assert not choice.app.is_open


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [HEART, LATE, WRONG, BILL]),
        ("  ", [HEART, LATE, WRONG, BILL]),
        ("late", [LATE]),
        ("LA", [LATE]),
        ("ate", []),
        ("twice", [WRONG]),
        ("wrong", [WRONG, BILL]),
        ("wro bil", [BILL]),
        ("bil wro", [BILL]),
        ("money", [BILL]),
        ("or", [WRONG, LATE]),
        ("wrong-or", [WRONG]),
        ("wrong late", []),
        ("[red]", []),
        (".*", [HEART, LATE, WRONG, BILL]),
    ],
)
def test_typed_words_find_the_beginnings_of_words_and_names_come_first(typed: str, found: list[Playbook]) -> None:
    kinds = [kind_of(*kind) for kind in KINDS]
    assert [kind.playbook.id for kind in narrowed(kinds, typed)] == [playbook.id for playbook in found]


async def test_enter_with_nothing_found_does_nothing_and_the_list_says_so() -> None:
    choice = Choice()
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        await type_text(pilot, "zebra")
        assert " ".join(choice.rows) == NO_HIT
        assert HEART.about not in choice.app.flowing
        await pilot.press("down", "enter")
        assert choice.app.is_open
        assert choice.chosen == []
        await pilot.press(*["backspace"] * 5)
        await pilot.pause()
        assert "4 of 4" in choice.app.shown
        assert HEART.about in choice.app.flowing


async def test_keys_typed_before_the_list_is_there_narrow_it_and_enter_waits_for_it() -> None:
    choice = Choice()
    choice.gate = threading.Event()
    async with choice.app.playing() as pilot:
        assert choice.rows == [READING]
        press_at_once(pilot, *"la", "enter", *"so")
        choice.gate.set()
        await until(pilot, lambda: choice.app.notes.text == "so")
        assert choice.chosen == [LATE.id]


async def test_enter_counts_even_when_the_disk_takes_very_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.chooser.PATIENCE", 0.01)
    choice = Choice()
    choice.gate = threading.Event()
    async with choice.app.playing() as pilot:
        await type_text(pilot, "la")
        await pilot.press("enter")
        await pilot.pause()
        assert STILL_READING in choice.app.flowing
        assert choice.chosen == []
        choice.gate.set()
        await until(pilot, lambda: choice.chosen == [LATE.id])
        assert not choice.app.is_open


async def test_an_enter_that_waits_chooses_nothing_behind_another_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.chooser.PATIENCE", 0.01)
    choice = Choice()
    choice.gate = threading.Event()
    async with choice.app.playing() as pilot:
        await pilot.press("enter")
        chooser = choice.screen
        await choice.app.push_screen(Screen())
        choice.gate.set()
        await until(pilot, lambda: chooser.listing.highlighted == 0)
        await pilot.pause()
        assert choice.chosen == []


async def test_enter_goes_by_what_is_in_the_field_and_not_by_what_was_told_of_it() -> None:
    choice = Choice()
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "4 of 4" in choice.app.shown)
        with choice.screen.words.prevent(Input.Changed):
            choice.screen.words.value = "bi"
        await pilot.press("enter")
        assert choice.chosen == [BILL.id]


async def test_whoever_types_on_behind_an_enter_that_waits_has_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.chooser.PATIENCE", 0.01)
    choice = Choice()
    choice.gate = threading.Event()
    async with choice.app.playing() as pilot:
        await pilot.press("enter")
        await type_text(pilot, "bi")
        choice.gate.set()
        await until(pilot, lambda: "1 of 4" in choice.app.shown)
        assert choice.chosen == []
        await pilot.press("enter")
        assert choice.chosen == [BILL.id]


async def test_a_disk_that_hangs_does_not_hold_whoever_wants_to_leave() -> None:
    choice = Choice()
    choice.gate = threading.Event()
    async with choice.app.playing() as pilot:
        await pilot.press("escape")
        assert not choice.app.is_open
        choice.gate.set()
        await type_text(pilot, "on")
        assert choice.app.notes.text == "on"
        assert choice.chosen == []


async def test_playbooks_that_cannot_be_read_are_said_and_the_call_goes_on() -> None:
    choice = Choice()
    choice.trouble = Trouble("The folder could not be read.")
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "The folder could not be read." in choice.app.shown)
        assert choice.rows == [NONE]
        await pilot.press("enter")
        assert choice.chosen == []
        await pilot.press("escape")
        assert not choice.app.is_open


async def test_paging_reads_a_long_card_to_its_end() -> None:
    step = HEART.steps[0]
    names = [f"step number {number}" for number in range(16)]
    steps = tuple(replace(step, id=f"s{number}", name=name) for number, name in enumerate(names))
    choice = Choice([(replace(HEART, steps=steps, about="word " * 80), False)])
    async with choice.app.playing((60, 16)) as pilot:
        await until(pilot, lambda: "1 of 1" in choice.app.shown)
        assert names[-1] not in choice.app.flowing
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert names[-1] in choice.app.flowing
        await pilot.press("pageup", "pageup", "pageup", "pageup")
        await pilot.pause()
        assert names[-1] not in choice.app.flowing


async def test_rows_stay_whole_when_the_screen_gets_smaller() -> None:
    choice = Choice([(replace(LATE, id=f"late-{number}"), True) for number in range(40)])
    async with choice.app.playing(WIDE) as pilot:
        await until(pilot, lambda: "40 of 40" in choice.app.shown)
        await pilot.press("down")
        await pilot.resize_terminal(60, 16)
        await until(pilot, lambda: choice.rows and all("yours" in row for row in choice.rows))
        assert choice.screen.listing.highlighted == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("size", [NARROW, (60, 16)], ids=["narrow", "small"])
async def test_odd_text_is_shown_as_text(text: str, size: tuple[int, int]) -> None:
    steps = tuple(replace(step, name=text) for step in HEART.steps)
    choice = Choice([(replace(HEART, title=text, about=text, steps=steps), True)])
    async with choice.app.playing(size) as pilot:
        await until(pilot, lambda: "1 of 1" in choice.app.shown)
        for _ in range(3):
            assert not [char for char in choice.app.shown if char in STEERS]
            await pilot.press("pagedown")
        await pilot.press("enter")
        assert choice.chosen == [HEART.id]


async def test_markup_in_a_title_is_shown_as_it_was_typed() -> None:
    choice = Choice([(replace(HEART, title="[red]x[/] $primary", about="[/]"), False)])
    async with choice.app.playing() as pilot:
        await until(pilot, lambda: "1 of 1" in choice.app.shown)
        assert choice.app.shown.count("[red]x[/] $primary") == 2
        assert "[/]" in choice.app.shown
