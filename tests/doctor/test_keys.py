"""Which keys arrive, asked one by one."""

from collections.abc import Callable

import pytest

from tui.doctor.finding import State
from tui.doctor.keys import Asked, sent_for, try_keys
from tui.keys import PLACES

KEYS = [Asked("ctrl+n", "next"), Asked("f3", "past calls"), Asked("escape", "close")]


def typed(*sent: bytes) -> Callable[[float], bytes]:
    """Keys that arrive one after the other, and then none any more."""
    waiting = list(sent)
    return lambda _: waiting.pop(0) if waiting else b""


def asked(*sent: bytes) -> tuple[list[tuple[State, str]], str]:
    """What was found, and what the rep was told."""
    said: list[str] = []
    found = [(one.state, one.words) for one in try_keys(KEYS, typed(*sent), said.append)]
    return found, "".join(said)


def test_all_arrive() -> None:
    found, said = asked(b"\x0e", b"\x1bOR", b"\x1b")
    assert found == [(State.FINE, "All 3 keys arrive.")]
    assert "1 of 3  ctrl+n   next … arrived\n" in said
    assert said.count("arrived") == 3


def test_a_key_that_is_held_down_arrives() -> None:
    assert asked(b"\x0e\x0e\x0e", b"\x1b[13~", b"\x1b")[0] == [(State.FINE, "All 3 keys arrive.")]


def test_a_key_that_somebody_else_keeps() -> None:
    found, said = asked(b"\x0e", b"", b"\x1b")
    assert [state for state, _ in found] == [State.BROKEN, State.FINE]
    assert found[0][1].startswith("f3 (past calls) did not arrive: tmux, the terminal or the desktop keeps it")
    assert found[1][1] == "2 of 3 keys arrive."
    assert "past calls … not seen\n" in said


def test_esc_passes_a_key_over() -> None:
    found, _ = asked(b"\x1b", b"\x1bOR", b"\x1b")
    assert found[0] == (State.BETTER, "ctrl+n (next) was passed over.")


def test_a_slip_is_forgiven_and_another_key_is_told() -> None:
    assert asked(b"m", b"\x0e", b"\x1bOR", b"\x1b")[0] == [(State.FINE, "All 3 keys arrive.")]
    found, _ = asked(b"m", b"m", b"m", b"\x1bOR", b"\x1b")
    assert found[0][0] is State.BROKEN
    assert "arrives as another key" in found[0][1]


@pytest.mark.parametrize("key", sorted({key.key for _, table in PLACES for key in table}))
def test_it_is_known_what_every_key_of_ours_sends(key: str) -> None:
    assert sent_for(key)
