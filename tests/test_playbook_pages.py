"""Playbooks as pages to read in a terminal."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.test_playbooks import FULL, SOUND
from tui.model.playbook import GateLevel, Phase, Playbook
from tui.playbook_pages import as_text, listing
from tui.playbooks import DEFAULT_ID, PlaybookShelf, read_playbook
from tui.shipped import shipped

PAGE = """Service (service)
For most calls.

   gate      before the heart is done, one key with a reason goes on to the fix,
             and that is recorded

HEART

1. Listen (listen)
   say       Tell me, {name}.
   not       calm down
   done      They have said it all.
   why       They need to be heard.
   source    seed 002

HEAD

2. Listen (sorry)
   say       Tell me, {name}.
   words     I am very sorry
   not       calm down
             just a moment
   notes     = What it did
             undo: What to fetch back
   clock     a quiet mark after 1:30, and after 5:00: A short sorry now.
   done      They have said it all.
   why       They need to be heard.
   source    seed 002
"""


def test_a_page_shows_everything_that_a_playbook_says(tmp_path: Path) -> None:
    path = tmp_path / "full.toml"
    path.write_text(FULL)
    full = read_playbook(path)
    second = replace(full.steps[1], phase=Phase.HEAD, avoid=("calm down", "just a moment"))
    assert as_text(replace(full, steps=(full.steps[0], second))) == PAGE


def test_a_page_says_what_the_gate_and_the_promise_ask_for(tmp_path: Path) -> None:
    path = tmp_path / "sound.toml"
    path.write_text(SOUND)
    page = as_text(replace(read_playbook(path), gate=GateLevel.REFUSE))
    assert "   gate      the fix waits until every step of the heart is done\n" in page
    assert "   promise   a call counts as fixed only with a day on which we report back\n" in page


@pytest.mark.parametrize("playbook", PlaybookShelf(shipped("playbooks")).all(), ids=lambda playbook: playbook.id)
def test_a_page_is_at_most_80_columns_wide_and_loses_no_word(playbook: Playbook) -> None:
    page = as_text(playbook)
    assert max(map(len, page.splitlines())) <= 80
    words = " ".join(page.split())
    for step in playbook.steps:
        for text in (step.name, step.say, step.why, step.source, step.done, *step.avoid, step.words):
            assert " ".join(text.split()) in words


def test_nothing_on_a_page_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "full.toml"
    path.write_text(FULL)
    full = read_playbook(path)
    step = replace(full.steps[0], say="a\n\x1b[31m" + "x" * 300, words="\x07", avoid=("\u202e",))
    page = as_text(replace(full, title="\x1b[2J", about="\r", steps=(step,)))
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(page)
    assert max(map(len, page.splitlines())) <= 80


def test_the_list_has_ids_titles_and_what_is_yours(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "ours" / "heart-then-head.toml").write_text(SOUND.replace("service", DEFAULT_ID))
    (tmp_path / "own" / "a.toml").write_text(SOUND.replace("Service", "My \\u001bway"))
    assert listing(PlaybookShelf(tmp_path / "ours", tmp_path / "own")).splitlines() == [
        "heart-then-head  Service",
        "service          My ␛way  (yours)",
    ]


def test_an_empty_shelf_lists_nothing(tmp_path: Path) -> None:
    assert listing(PlaybookShelf(tmp_path)) == ""
