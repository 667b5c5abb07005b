"""The benchmarks: their arithmetic on given numbers, and that a small run measures everything it names."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.benchmarks import store
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.apart import apart
from scripts.benchmarks.backing_up import latency_row
from scripts.benchmarks.figures import Goal, Ratio, Row, Spread, Taken, Untold, at_most, ratio, spread, timed_row
from scripts.benchmarks.floors import bare_record
from scripts.benchmarks.ground import Ground
from scripts.benchmarks.histories import Record, copied, made_up
from scripts.benchmarks.importing import bring_in, insert, parcels_of
from scripts.benchmarks.keystrokes import keystrokes
from scripts.benchmarks.searching import compare
from scripts.benchmarks.shown import are_met, as_json, as_table
from scripts.benchmarks.slow_disk import SlowDisk, syncs_in, why_none
from scripts.benchmarks.traced import Ask, bare, statements_behind
from scripts.benchmarks.turns import take_turns
from scripts.benchmarks.typed import LEAST, MOST, bytes_of, typing
from tests.command.runs import CHECKOUT, ID, keep
from tui.model.trouble import Trouble
from tui.records.call_records import SqliteCallRecords
from tui.records.opening import is_missing
from tui.records.table import FILE_NAME, open_tinydb

ONE = Spread(1, 1, 1)
EVEN = Ratio(1, 1, 1)


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Histories are kept, and copied, in a folder of this test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_spread_is_by_nearest_rank() -> None:
    assert spread([*range(100, 0, -1)]) == Spread(50, 95, 99)
    assert spread([3, 1, 2]) == Spread(2, 3, 3)
    assert spread([7]) == Spread(7, 7, 7)


def test_a_ratio_is_the_middle_of_turns_beside_each_other() -> None:
    # The machine gets ten times slower half-way, for both.
    work = Taken([[2, 3, 4], [20, 30, 50]])
    floor = Taken([[1, 1, 1], [10, 10, 10]])
    assert ratio(work, floor) == Ratio(middle=3, lowest=3, highest=3)
    assert ratio(Taken([[1, 1], [4, 6]]), Taken([[1, 1], [2, 2]])) == Ratio(middle=1.5, lowest=1, highest=2.5)


def test_a_ratio_needs_as_many_turns_of_both() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio(Taken([[1, 2]]), Taken([[1]]))


def test_a_row_is_in_milliseconds_and_knows_its_goal() -> None:
    work, floor = Taken([[0.002, 0.004]]), Taken([[0.001, 0.002]])
    row = timed_row("a save", work, "floor", floor, [at_most(2, 2.0, "x"), at_most(2, 2.01, "x")])
    assert (row.took, row.floor, row.ratio) == (Spread(2, 4, 4), Spread(1, 2, 2), Ratio(2, 2, 2))
    assert row.goals == (Goal("≤ 2 x", True), Goal("≤ 2 x", False))


def test_saves_beside_a_backup_are_compared_by_their_slow_ones() -> None:
    row = latency_row("save", Taken([[0.001, 0.009], [0.004, 0.001]]), Taken([[0.001, 0.003], [0.002, 0.001]]))
    assert row.ratio == pytest.approx(Ratio(2.5, 2, 3))
    assert row.took.p95 == pytest.approx(9)


def test_works_take_turns_and_change_their_order() -> None:
    done: list[str] = []

    def work(name: str) -> float:
        done.append(name)
        return float(len(done))

    taken = take_turns({"a": lambda: work("a"), "b": lambda: work("b")}, rounds=2, turns=2)
    assert done == ["a", "b", "b", "a"] * 2
    assert taken == {"a": Taken([[1, 4], [5, 8]]), "b": Taken([[2, 3], [6, 7]])}


def test_the_table_says_what_was_missed_and_what_was_not_measured() -> None:
    met = Row("save", "ms", Spread(0.1234, 12.34, 1234), "append", ONE, Ratio(1.1, 1, 2), (Goal("≤ 2 x", True),))
    missed = met._replace(what="open", goals=(Goal("≤ 1 x", False),), note="cold")
    table = list(as_table([met, missed, Untold("slow disk", "There is no compiler.")]))
    assert table[1].split("  ")[0] == "save"
    assert re.split(r" {2,}", table[1])[1:] == [
        *("0.123", "12.3", "1,234", "ms", "append", "1", "1.10 x", "(1.00-2.00)", "≤ 2 x: met")
    ]
    assert table[2].endswith("≤ 1 x: MISSED")
    assert table[3:] == ["open: cold.", "not measured: slow disk. There is no compiler."]
    assert are_met([met]) and not are_met([met, missed])


def test_a_row_as_json_names_its_parts() -> None:
    row = as_json(Row("save", "ms", Spread(1, 2, 3), "append", ONE, EVEN, (Goal("≤ 2 x", True),)))
    assert json.loads(json.dumps(row)) == {
        "what": "save",
        "unit": "ms",
        "took": {"p50": 1, "p95": 2, "p99": 3},
        "floor_is": "append",
        "floor": {"p50": 1, "p95": 1, "p99": 1},
        "ratio": {"middle": 1, "lowest": 1, "highest": 1},
        "goals": [{"said": "≤ 2 x", "is_met": True}],
        "note": "",
    }


def test_notes_grow_as_they_are_typed() -> None:
    calls = [call for call, _ in zip(typing(), range(600), strict=False)]
    assert len({call.id for call in calls}) == 1
    assert len(calls[0].notes) == LEAST and calls[1].notes.startswith(calls[0].notes)
    assert max(len(call.notes) for call in calls) > 0.99 * MOST
    assert all(call.notes.encode() in bytes_of(call).replace(b"\\n", b"\n").replace(b'\\"', b'"') for call in calls)


def test_keystrokes_are_the_same_each_time_and_grow_letter_by_letter(tmp_path: Path) -> None:
    keep(
        tmp_path, "Dana Lee", "Ada Quist, Northwind Law", notes="Order #742325, ring 0161 496 0751 about the boiler."
    )
    typed = keystrokes(tmp_path, 300)
    assert typed == keystrokes(tmp_path, 300) != keystrokes(tmp_path, 300, seed=8)
    assert all(len(after) == 1 or after[:-1] == before for before, after in pairwise(typed))
    assert {"dana lee", "#742325", "742325", "0161 496 0751", "boiler"} <= set(typed)


def test_a_search_that_finds_other_calls_than_the_index_is_not_measured(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    keep(ours, "Dana Lee")
    keep(theirs, "Dana Lee", "Dana Marsh")
    with closing(SqliteCallRecords(ours)) as records:
        with bare_record(ours) as bare:
            compare(records, bare, ["d", "da", "zz"])
        with bare_record(theirs) as bare, pytest.raises(Trouble, match="2 characters"):
            compare(records, bare, ["zz", "da"])


def test_what_stands_behind_a_question_is_asked_again_bare(tmp_path: Path) -> None:
    keep(tmp_path, "Dana Lee", "Dana Marsh", notes="A late gift.")
    questions: list[Ask] = [lambda records: records.newest("gift", 20), lambda records: records.met(["Dana Lee"], 7)]
    behind = statements_behind(tmp_path, questions)
    assert any("calls_index match" in sql and '"gift" *' in values for sql, values in behind[0])
    assert any(7 in values for _, values in behind[1])
    with bare(tmp_path) as ask:
        assert ask(behind[0]) == 2 + sum("calls_index match" not in sql for sql, _ in behind[0])


def test_bare_inserts_and_an_import_leave_the_same_record(tmp_path: Path) -> None:
    keep(tmp_path / "others", "Zoë", *(f"Caller {number}" for number in range(6)), notes="A late gift.")
    with open_tinydb(tmp_path / "others") as db:
        db.table("calls").remove(doc_ids=[ID])
    others = Record(tmp_path / "others", 6)
    for name in ("ours", "floor"):
        keep(tmp_path / name, "Zoë", notes="Nothing.")
    for parcel in parcels_of(others, 3, tmp_path / "export.json"):
        bring_in(tmp_path / "ours", parcel.file, len(parcel.calls))
        insert(tmp_path / "floor", parcel.calls)
    with pytest.raises(Trouble, match="were here already"):
        bring_in(tmp_path / "ours", tmp_path / "export.json", 3)
    with (
        closing(SqliteCallRecords(tmp_path / "ours")) as ours,
        closing(SqliteCallRecords(tmp_path / "floor")) as floor,
    ):
        assert len(ours.newest("gift")) == 6
        assert ours.newest("gift") == floor.newest("gift")


@pytest.mark.usefixtures("_here")
def test_a_history_is_made_once_and_copied(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    history = made_up(3, seed=1)
    assert "Making up 3 calls" in capfd.readouterr().err
    assert made_up(3, seed=1) == history != made_up(3, seed=2)
    record = copied(history, tmp_path / "copy")
    assert (record.calls, str(record)) == (3, "3 calls")
    assert (record.folder / FILE_NAME).read_bytes() == (history / FILE_NAME).read_bytes()


def test_syncs_are_counted() -> None:
    if why := why_none():
        pytest.skip(why)
    with tempfile.TemporaryDirectory() as folder:
        environment = SlowDisk(Path(folder)).environment(0)
        assert apart(int, "tests.test_bench:syncs_of_three", folder, environment=environment) == 3


def syncs_of_three(folder: str) -> int:
    """Bring a file to the disk three times; how many of them were seen."""
    program = "import os; [os.fsync(handle) for _ in range(2)]; os.fdatasync(handle)"
    with (Path(folder) / "file").open("wb") as file:
        return syncs_in(lambda: exec(program, {"handle": file.fileno()}))  # noqa: S102


@pytest.mark.long
@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_a_missed_goal_fails_only_when_asked(
    options: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missed(ground: Ground) -> Iterator[Row]:
        assert not is_missing(ground.large.folder / FILE_NAME)
        yield Row("open", "ms", ONE, "connect", ONE, EVEN, (Goal("≤ 0 x", False),))

    monkeypatch.setitem(store.PARTS, "open", missed)
    assert main(["store", "--calls", "100", "--only", "open", "--json", *options]) == code
    assert [row["what"] for row in json.loads(capsys.readouterr().out)] == ["open"]


def test_what_is_no_record_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["store", "--history", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"scripts/bench: There is no record in {tmp_path}.\n"


def test_without_a_name_the_benchmarks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("store  ")


@pytest.mark.long
def test_a_small_run_measures_everything(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "scripts.benchmarks", "store", "--calls", "300", "--quick"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TMPDIR", str(tmp_path))
        ran = subprocess.run(words, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    measured = [line.split("  ")[0] for line in ran.stdout.splitlines() if re.search(r" \d+\.\d\d x +\(\d", line)]
    both = ("30 calls", "300 calls")
    slow = ["each sync 5 ms slower"] if shutil.which("cc") and sys.platform == "linux" else []
    stages = ("opened", "after searches", "after saves")
    jobs = ("open + newest 20", "search for a word", "save a call", "memory")
    expected = [
        *(f"save, {calls}" for calls in both),
        "first 10 saves of a run, 300 calls",
        "save, 300 calls, 50 ms after the last",
        *(f"save, {calls}, {kind}" for kind in slow for calls in both),
        *("sync calls a save" for _ in slow),
        *(f"open and close, {calls}" for calls in both),
        *(["open and close, 300 calls, not in memory"] if sys.platform == "linux" else []),
        *(f"search, {calls}" for calls in both),
        *(
            f"{question}, {calls}"
            for calls in both
            for question in ("search with filters", "brief", "cases like this")
        ),
        "finish a call, 300 calls",
        *(f"memory, {stage}, 300 calls" for stage in stages),
        "backup of 4 MB",
        "save during a backup, 300 calls",
        *(f"import 10 calls, {calls}" for calls in both),
        *(f"{stock}, 30 calls: {job}" for stock in ("stock TinyDB", "CachingMiddleware") for job in jobs),
    ]
    assert [re.sub(r"backup of \d+ MB", "backup of 4 MB", what) for what in measured] == expected
    assert [path.name for path in tmp_path.iterdir()] == [next(tmp_path.glob("heartfirst-bench-*")).name]
