"""What makes a playbook sound beyond the type of its values."""

import pytest
from msgspec.structs import replace

from tests.fakes import a_playbook, a_step
from tui.model.playbook import Phase, Playbook, faults


def with_steps(*steps: tuple[str, Phase]) -> Playbook:
    return replace(a_playbook(), steps=tuple(a_step(*step) for step in steps))


def saying(words: str) -> Playbook:
    return replace(a_playbook(), steps=(replace(a_step("listen", Phase.HEART), say=words),))


def test_a_sound_playbook_has_no_faults() -> None:
    assert faults(a_playbook()) == []


def test_an_id_that_comes_twice_is_named_at_its_second_place() -> None:
    playbook = with_steps(("listen", Phase.HEART), ("sorry", Phase.HEART), ("listen", Phase.HEART))
    assert faults(playbook) == ["step 3 (listen): id: an earlier step already has this id"]


def test_heart_after_head_is_a_fault() -> None:
    playbook = with_steps(("listen", Phase.HEART), ("offer", Phase.HEAD), ("sorry", Phase.HEART))
    assert faults(playbook) == ["step 3 (sorry): phase: heart comes after head; the order is heart, head, close"]


def test_every_step_after_a_close_that_is_too_early_is_named() -> None:
    steps = (("listen", Phase.HEART), ("thank", Phase.CLOSE), ("offer", Phase.HEAD), ("sorry", Phase.HEART))
    assert [fault.split(": ")[2] for fault in faults(with_steps(*steps))] == [
        "head comes after close; the order is heart, head, close",
        "heart comes after close; the order is heart, head, close",
    ]


def test_a_playbook_without_heart_is_a_fault() -> None:
    playbook = with_steps(("offer", Phase.HEAD), ("thank", Phase.CLOSE))
    assert faults(playbook) == ["steps: at least one step must be in the phase heart"]


def test_heart_alone_is_enough() -> None:
    assert faults(with_steps(("listen", Phase.HEART))) == []


@pytest.mark.parametrize("words", ["{name}, tell me.", "Tell me, {name}. {name}?", "Tell me.", "{", "a } b"])
def test_the_name_may_stand_in_a_line_or_not(words: str) -> None:
    assert faults(saying(words)) == []


@pytest.mark.parametrize("unknown", ["caller", "Name", " name", "", "0"])
def test_any_other_placeholder_is_a_fault(unknown: str) -> None:
    known = "{name}, {told}, {meant}, {date}"
    assert faults(saying(f"{{name}}, this is {{{unknown}}}.")) == [
        f"step 1 (listen): say: {{{unknown}}} is not known; only {known} can stand here"
    ]


def test_all_faults_are_told_at_once() -> None:
    playbook = with_steps(("offer", Phase.CLOSE), ("offer", Phase.HEAD))
    assert len(faults(playbook)) == 3
