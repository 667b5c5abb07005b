"""The benchmarks of the screen: their arithmetic on given output, and that small runs measure all they name."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from scripts.benchmarks import idle, moves, typing
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.beside import p95, row
from scripts.benchmarks.figures import Goal, Ratio, Spread
from scripts.benchmarks.first_frame import TAKES_OVER, FirstFrame, first_text_in
from scripts.benchmarks.hands import FIRST_LINE, LINE, Press, is_letter, keys, notes, pasted, seen
from scripts.benchmarks.imports import Import, read_times
from scripts.benchmarks.painted import Painted
from scripts.benchmarks.start import missing, started
from scripts.benchmarks.terminal import FRAME_BEGINS, FRAME_ENDS, Chunk, Terminal
from scripts.benchmarks.two_apps import BARE, BOTH, OURS, App, private

WRITTEN = (
    "\x1b[?1049h\x1b[2J\x1b[3;5HWho is calling?\x1b[1;38;2;1;2;3mé▶\x1b[0m\r\n  next\x1b[1;1Htop\x1b[K"
    "\x1b]0;a title\x07\x1b[6;1Hgone\x1b[6;1H\x1b[Kx\x1b[2Cy\bz\x1b[?25l\x1b[2;60Hcut off here\x1b[7;70Hat the edge"
)
TOLD = """\
import time: self [us] | cumulative | imported package
import time:        30 |         30 |   _collections
a row of the screen import time:       200 |        230 | collections\r
import time:         5 |          5 |     tui.model.words
import time:        40 |         45 |   tui.model
import time:         7 |          7 |   tui.keys
import time:       100 |        152 | tui.app
"""


@pytest.mark.parametrize("step", [1, 2, 7, 1000])
def test_what_is_painted_is_what_a_terminal_shows(step: int) -> None:
    screen, painted = pyte.Screen(70, 8), Painted(70, 8)
    screen.reset_mode(pyte.modes.DECAWM)
    written = WRITTEN.encode()
    pyte.ByteStream(screen).feed(written.replace(b"\x1b[?1049h", b""))
    for start in range(0, len(written), step):
        painted.feed(written[start : start + step])
    # At the edge a terminal goes on writing over the last cell: nothing that is measured is written there.
    assert [line[:69] for line in painted.rows] == [line[:69] for line in screen.display]


def test_another_size_keeps_what_fits() -> None:
    painted = Painted(10, 2)
    painted.feed(b"0123456789\x1b[2;1Hbelow")
    painted.resize(4, 1)
    assert painted.rows == ["0123"]
    painted.resize(6, 3)
    assert painted.rows == ["0123  ", "      ", "      "]


def test_a_key_is_seen_with_the_first_frame_that_shows_the_end_of_its_line() -> None:
    painted = Painted(40, 5)
    painted.feed(b"the steps  so:")
    presses = [
        Press(1.0, "a"),
        Press(2.0, "ab"),
        Press(3.0, "ab "),
        Press(4.0, "ab c"),
        Press(5.0, ""),
        Press(6.0, "d"),
    ]

    def frames() -> Iterator[float]:
        yield 1.5  # The clock.
        painted.feed(b"\x1b[2;12Hab")
        yield 2.5
        painted.feed(b" c")
        yield 4.25
        yield 6.5

    took = seen(frames(), painted, presses)
    assert took == [1.5, 0.5, 0.25]
    assert [is_letter(press) for press in presses] == [True, True, False, True, False, True]


def test_a_key_is_not_seen_before_it_was_sent_nor_in_a_longer_line() -> None:
    painted = Painted(40, 5)
    painted.feed(b"so:\x1b[2;1Habc")
    assert seen(iter([1.0]), painted, [Press(2.0, "abc")]) == []
    assert seen(iter([3.0]), painted, [Press(2.0, "ab")]) == []


def test_notes_are_the_same_each_time_and_no_line_is_wrapped() -> None:
    text = notes(500, seed=3)
    assert text == notes(500, seed=3) != notes(500, seed=4)
    assert len(text) == 500 and max(map(len, text.splitlines())) <= LINE
    assert keys("a\nb") == b"a\rb"
    assert pasted("a\n") == b"\x1b[200~a\r\x1b[201~"


def test_a_sketch_is_something_to_look_at_and_no_whole_frame() -> None:
    desk = b"\x1b[1;1H" + b"\x1b[2;1H".join(word.encode() for word in OURS.first)
    sketch = [Chunk(0.1, b"\x1b[?1049h\x1b[2J"), Chunk(0.2, desk)]
    assert first_text_in(sketch) == 0.2 and first_text_in(sketch[:1]) is None
    frame = FirstFrame(OURS)
    chunks = [*sketch, Chunk(0.3, TAKES_OVER[:5]), Chunk(0.4, TAKES_OVER[5:]), Chunk(0.5, desk[:20])]
    assert frame.came(chunks) is None
    assert frame.came([*chunks, Chunk(0.6, desk[20:]), Chunk(0.7, b"")]) == 0.6


def test_the_ratio_is_that_of_one_figure_of_each_round() -> None:
    ours, bare = [[1.0, 3.0], [2.0, 8.0], [3.0, 3.0]], [[1.0, 1.0], [2.0, 2.0], [1.0, 6.0]]
    found = row("a key", "ms", ours, bare, by=p95, most=8, ratio=2.9)
    assert found.ratio == Ratio(middle=3, lowest=0.5, highest=4)
    assert (found.took, found.floor) == (Spread(3, 8, 8), Spread(1, 6, 6))
    assert found.goals == (Goal("≤ 2.9 x", False), Goal("≤ 8 ms", True))


def test_who_asked_for_a_module_stands_below_it_and_less_far_in() -> None:
    assert read_times(TOLD) == [
        Import("_collections", 30, 30, "collections"),
        Import("collections", 200, 230, ""),
        Import("tui.model.words", 5, 5, "tui.model"),
        Import("tui.model", 40, 45, "tui.app"),
        Import("tui.keys", 7, 7, "tui.app"),
        Import("tui.app", 100, 152, ""),
    ]


def test_lost_are_the_first_keys_up_to_the_one_from_which_on_all_is_there() -> None:
    assert missing("Dana", "Dana") == 0
    assert missing("Dana", "a text with na in it") == 2
    assert missing("Dana", "Bo") == 4


def test_a_terminal_answers_keeps_the_moments_and_gives_frames_one_by_one(tmp_path: Path) -> None:
    program = (
        "import os, sys, tty; tty.setraw(0); os.write(1, b'\\x1b[?20'); os.write(1, b'26$p');"
        "answer = os.read(0, 100); os.write(1, b'\\x1b[?2026hone %a\\x1b[?2026l\\x1b[?2026h two' % answer);"
        "os.read(0, 1); os.write(1, b'\\x1b[?2026lrest'); os.read(0, 1)"
    )
    with Terminal([sys.executable, "-c", program], private(tmp_path), tmp_path) as terminal:
        first = terminal.wait_for("one b'\\x1b[?2026;2$y'")
        assert "two" not in str(terminal.painted)
        sent = terminal.send(b"x")
        assert terminal.wait_for("two") >= sent > first > terminal.began
        assert "rest" not in str(terminal.painted)
        assert terminal.output().count(FRAME_BEGINS) == terminal.output().count(FRAME_ENDS) == 2


@pytest.mark.parametrize("app", BOTH, ids=lambda app: app.module)
def test_a_start_is_measured_up_to_its_first_whole_frame(app: App, tmp_path: Path) -> None:
    found = started(app, tmp_path)
    assert 0 < found.text <= found.whole
    assert found.cpu > 0 and found.memory > 10


@pytest.mark.long
@pytest.mark.parametrize("app", BOTH, ids=lambda app: app.module)
def test_every_key_is_seen_and_kept(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing, "SETTLED", 0.2)
    monkeypatch.setattr(typing, "AT_ONCE", 200)
    found = typing.typed_in(app, tmp_path, 12, seed=1, storms=1)
    assert found.lost == 0
    assert len(found.latencies) == len(notes(12, 1).replace(" ", "").replace("\n", ""))
    assert min(*found.latencies, *found.storms, found.paste, found.cpu) > 0
    assert found.bytes > 1 and found.frames > 0.5


@pytest.mark.long
def test_a_key_that_is_not_in_the_record_is_lost(tmp_path: Path) -> None:
    with OURS.started(tmp_path) as terminal:
        OURS.enter(terminal, tmp_path)
        terminal.send(keys(FIRST_LINE + "all of it"))
        terminal.wait_for("all of it")
        assert typing.missing_in_record(terminal, tmp_path, FIRST_LINE + "all of it, and more") == 10


@pytest.mark.long
def test_ours_and_the_bare_app_move_in_ways_that_can_be_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "SETTLED", 0.2)
    monkeypatch.setattr(moves, "REST", 0.1)
    found = {}
    for app in BOTH:
        folder = tmp_path / app.module
        folder.mkdir()
        found[app] = moves.moved_in(app, folder, 0, times=1)
    assert {moves.floor_of(name, found[BARE]) for name in found[OURS]} == set(found[BARE])
    assert min(took for moved in found.values() for all_took in moved.values() for took in all_took) > 0


@pytest.mark.long
@pytest.mark.usefixtures("_short")
def test_a_small_run_measures_all_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["idle", "--quick", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    names = ["processor time", "bytes", "frames", "wake-ups"]
    assert [found["what"] for found in rows] == [f"{name} an idle second" for name in names]
    assert all(found["took"]["p50"] > 0 and found["ratio"]["middle"] > 0 for found in rows)


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wait for all that comes after a start."""
    monkeypatch.setattr(idle, "SETTLED", 0.2)
