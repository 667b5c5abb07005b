"""Counts in place of times: a clock that stands still, instructions that are the same each time, and their limits."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts.benchmarks import counted, gate, limits, standing_clock
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.costs import Cost
from scripts.benchmarks.counted import Counted, Job
from scripts.benchmarks.limits import Limit, Measured, judged, read_limits
from scripts.benchmarks.rest import Rest
from scripts.benchmarks.standing_clock import StandingClock
from scripts.benchmarks.terminal import Terminal
from scripts.benchmarks.two_apps import BARE, OURS, private
from tests.real.terminal import needs
from tui.model.trouble import Trouble

WHOLE = '[start]\nof = "a start"\nto = "the bare app"\nratio = 1.1\nwhy = "It has to be soon."\n'
TELLS = """
import selectors, sys, threading, time
began = time.monotonic()
print("at", time.strftime("%H:%M", time.gmtime()), flush=True)
{wait}
print("woke after", round(time.monotonic() - began, 3), flush=True)
time.sleep(3600)
"""
WAITS = {
    "sleep": "time.sleep(0.1)",
    "lock": "threading.Event().wait(0.1)",
    "epoll": "selectors.EpollSelector().select(0.1)",
    "select": "import select; select.select([], [], [], 0.1)",
}


@pytest.mark.costly
@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
def test_time_passes_only_when_it_is_told_to(wait: str, tmp_path: Path) -> None:
    if why := standing_clock.why_none():
        pytest.skip(why)
    clock = StandingClock(tmp_path)
    program = [sys.executable, "-c", TELLS.format(wait=wait)]
    with Terminal(program, {**private(tmp_path), **clock.environment()}, tmp_path) as terminal:
        rest = Rest(clock, terminal)
        rest.until(lambda: b"at 09:00" in terminal.output())
        # Two steps are 60 ms, whatever a real clock says meanwhile.
        rest.let_pass(0.06)
        assert b"woke" not in terminal.output()
        rest.let_pass(0.06)
        assert b"woke after 0.12" in terminal.output()


def test_an_app_ends_with_its_last_words_and_not_with_those_of_a_sketch(tmp_path: Path) -> None:
    if why := standing_clock.why_none():
        pytest.skip(why)
    clock = StandingClock(tmp_path)
    written = ("a sketch: bye", "\x1b[?2026$p", "all of it: bye", "never")
    program = "import os; " + "; ".join(f"os.write(2, {text.encode()!r})" for text in written)
    environment = {**private(tmp_path), **clock.environment("bye")}
    with Terminal([sys.executable, "-c", program], environment, tmp_path) as terminal:
        terminal.wait_end()
        # The terminal's answer stands among it: nobody has turned the echo off.
        assert b"all of it: bye" in terminal.output() and b"never" not in terminal.output()


@pytest.mark.real
def test_the_same_work_takes_the_same_instructions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("valgrind", "cc")
    monkeypatch.setattr(counted, "LATER", 0.3)
    with BARE.started(tmp_path) as terminal:
        BARE.enter(terminal, tmp_path)
    first, second = (counted.count(*Job(BARE.name, keys=2)) for _ in range(2))
    assert first.instructions == pytest.approx(second.instructions, rel=0.01)
    assert first.instructions > 1_000_000_000
    # How many frames a start is made of depends on when the terminal's answer comes; later ones do not.
    assert first.bytes == pytest.approx(second.bytes, rel=0.05) and first.frames > 5


def test_a_start_is_counted_more_than_once_and_the_least_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([Counted(7, 1, 1), Counted(5, 1, 1), Counted(6, 1, 1), Counted(9, 2, 2)])
    monkeypatch.setattr(counted, "JOBS", 1)
    monkeypatch.setattr(counted, "apart", lambda *_: next(found))
    start, key = Job(OURS.name, is_start=True), Job(OURS.name, keys=1)
    assert counted.count_all([start, key, start]) == {start: Counted(5, 1, 1), key: Counted(9, 2, 2)}


def test_our_limits_can_be_read_and_each_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "costs_of", lambda *works: [Cost(2e6, 300, 1.5) for _ in works])
    measured = gate.counted(4, 1)
    assert set(read_limits()) == set(measured)
    assert measured["key"] == Measured(2, 2, "M") and measured["key-bytes"] == Measured(300, unit="bytes")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("start = 1", "object"),
        ("[start\n", "read"),
        (WHOLE.replace("ratio = 1.1", ""), "a ratio or a most"),
        (WHOLE + "most = 5\n", "not both"),
        (WHOLE.replace('to = "the bare app"\n', ""), "what its ratio is to"),
        (WHOLE.replace("It has to be soon.", " "), "why"),
        (WHOLE.replace('why = "It has to be soon."', ""), "why"),
        (WHOLE.replace("1.1", '"1.1"'), "float"),
        (WHOLE.replace("1.1", "nan"), "above 0"),
        (WHOLE.replace("1.1", "0"), "above 0"),
        (WHOLE + "least = 5\n", "least"),
    ],
)
def test_limits_that_are_not_as_they_should_be_are_refused(text: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Trouble, match=why):
        read_limits(file)


@pytest.mark.parametrize(
    ("found", "holds", "said"),
    [
        (Measured(11, 10, "M"), True, "1.10 x  ≤ 1.1 x: ok · a start: 11.0 M; the bare app 10.0 M"),
        (Measured(11.1, 10, "M"), False, "1.11 x  ≤ 1.1 x: MISSED · a start: 11.1 M; the bare app 10.0 M"),
        (Measured(1, 0, "M"), False, "not measured  MISSED · a start"),
        (None, False, "not measured  MISSED · a start"),
    ],
)
def test_a_ratio_is_held_against_its_limit(found: Measured | None, holds: bool, said: str) -> None:
    verdict = judged("start", Limit(of="a start", why="", to="the bare app", ratio=1.1), found)
    assert verdict.holds is holds and verdict.line.endswith(f" {said}")


def test_a_figure_is_held_against_its_limit() -> None:
    limit = Limit(of="bytes a key", why="", most=500)
    assert judged("key-bytes", limit, Measured(500, unit="bytes")).holds
    assert not judged("key-bytes", limit, Measured(501, unit="bytes")).holds


@pytest.mark.parametrize(
    ("measured", "code", "last"),
    [
        ({"start": Measured(1, 1, "M")}, 0, "All limits hold."),
        ({"start": Measured(2, 1, "M")}, 1, "1 of 1 limits missed: start."),
        ({}, 1, "1 of 1 limits missed: start."),
    ],
)
def test_a_limit_that_is_missed_or_not_measured_closes_the_gate(
    measured: Mapping[str, Measured],
    code: int,
    last: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(WHOLE, encoding="utf-8")
    monkeypatch.setattr(gate, "read_limits", lambda: limits.read_limits(file))
    monkeypatch.setattr(gate, "why_none", lambda: "")
    monkeypatch.setattr(gate, "counted", lambda *_: measured)
    assert main(["gate"]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 2)])
def test_without_valgrind_the_gate_says_so_and_in_ci_stays_shut(
    ci: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    assert main(["gate"]) == code
    assert "This needs valgrind." in "".join(capsys.readouterr())
    assert main(["typing", "--icount"]) == 0
    assert capsys.readouterr().out.count("not measured: instructions a key") == 2
