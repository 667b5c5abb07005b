"""Keys that come in one burst, as over a slow line, do what they do one by one."""

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.stage import WIDE, Stage

pytestmark = pytest.mark.costly

BURSTS = [
    (("a", "b", "backspace", "c"), "ac"),
    ((*"3/4", "backspace", "backspace", "backspace", *"tue"), "tue"),
    (("a", "b", "left", "c"), "acb"),
    (("a", "enter", "b", "home", "c", "up", "end", "d"), "ad\ncb"),
    ((*"one two", "ctrl+w", *"three"), "one three"),
    ((*"one", "ctrl+u", *"two"), "two"),
    ((*"teh", "backspace", "backspace", *"he", "ctrl+z", "x"), None),
]


def burst(pilot: Pilot[None], *keys: str) -> None:
    """All of them before the first has been seen."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(10):
        await pilot.pause()


@pytest.mark.parametrize(("keys", "text"), BURSTS)
async def test_the_notes_are_what_they_are_when_the_keys_come_one_by_one(
    keys: tuple[str, ...], text: str | None
) -> None:
    stage, slow = Stage(opening="Dana"), Stage(opening="Dana")
    async with slow.run(WIDE) as pilot:
        for key in keys:
            burst(pilot, key)
            await settled(pilot)
        expected = slow.call.notes.text
    async with stage.run(WIDE) as pilot:
        burst(pilot, *keys)
        await settled(pilot)
        assert stage.call.notes.text == expected
    assert text in (None, expected)


async def test_a_name_is_corrected_where_it_was_wrong() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        burst(pilot, *"Danr", "backspace", *"a Le", "home", "delete", "D", "end", "e", "enter", *"abc")
        await settled(pilot)
        assert stage.call.live.call.caller == "Dana Lee"
        assert stage.call.notes.text == "abc"


async def test_what_is_looked_for_among_the_playbooks_is_corrected_where_it_was_wrong() -> None:
    stage = Stage()
    async with stage.run(WIDE) as pilot:
        burst(pilot, "f4", *"lat", "backspace", "backspace", *"ete", "left", "backspace", "tab", "x")
        await settled(pilot)
        assert stage.app.screen.query_one(Input).value == "lexe"
