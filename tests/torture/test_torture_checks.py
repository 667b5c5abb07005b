"""What the trials go by: each loss is seen, and nothing else is taken for one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.records.workers import ENGINES
from tests.torture.__main__ import is_good, told
from tests.torture.app_kills import Left, amiss
from tests.torture.controls import STORES
from tests.torture.real_app import saved_up_to
from tests.torture.report import Control, Report, skipped
from tests.torture.works import RANGE, Backed, an_hour, lost_from_backups
from tests.torture.written import Said, losses, losses_of_index, notes, word
from tui.records.backups import Backups


class Shelf:
    """A store whose contents are given."""

    def __init__(
        self, live: dict[int, str], finished: dict[int, str], index: dict[str, list[int]] | None = None
    ) -> None:
        self._live, self._finished, self._index = live, finished, index or {}

    def live(self) -> dict[int, str]:
        return self._live

    def finished(self) -> dict[int, str]:
        return self._finished

    def found(self, word: str) -> list[int]:
        return self._index.get(word, [])

    def damage(self) -> list[str]:
        return []

    def tend(self) -> None: ...
    def save(self, call_id: int, notes: str) -> None: ...
    def finish(self, call_id: int, notes: str) -> None: ...
    def count_up(self) -> None: ...
    def count(self) -> int:
        return 0

    def close(self) -> None: ...


SAID = (Said(1, 1, False), Said(1, 2, False), Said(2, 1, True))
LIVE, FINISHED = {1: notes(1, 2)}, {2: notes(2, 1)}


@pytest.mark.parametrize(
    ("live", "finished"),
    [
        (LIVE, FINISHED),
        ({1: notes(1, 3)}, FINISHED),
        ({}, {1: notes(1, 3), **FINISHED}),
        ({**LIVE, 3: notes(3, 1)}, FINISHED),
    ],
)
def test_what_was_said_is_there_and_at_most_one_write_more(live: dict[int, str], finished: dict[int, str]) -> None:
    assert losses(Shelf(live, finished), SAID, in_flight=1) == []


@pytest.mark.parametrize(
    ("live", "finished", "lost"),
    [
        ({}, FINISHED, "call 1 is not there"),
        ({1: notes(1, 1)}, FINISHED, "call 1 is back at 1, and 2 was acknowledged"),
        ({**LIVE, **FINISHED}, {}, "call 2 is not there among the finished ones"),
        ({**LIVE, **FINISHED}, FINISHED, "call 2 is live and finished"),
        ({1: f"{notes(1, 2)} x"}, FINISHED, "call 1 holds other words than were saved"),
        ({1: "torn"}, FINISHED, "call 1 holds other words than were saved"),
        ({1: notes(1, 4)}, FINISHED, "2 writes more are there than 1 stopped writers can have made"),
        ({**LIVE, 3: notes(3, 1), 4: notes(4, 1)}, FINISHED, "2 writes more are there than"),
    ],
)
def test_each_loss_is_seen(live: dict[int, str], finished: dict[int, str], lost: str) -> None:
    assert any(line.startswith(lost) for line in losses(Shelf(live, finished), SAID, in_flight=1))


@pytest.mark.parametrize(
    ("index", "wrong"),
    [
        ({word(2): [2]}, 0),
        ({}, 1),
        ({word(2): [2, 2]}, 1),
        ({word(1): [1], word(2): [2]}, 1),
    ],
)
def test_an_index_that_is_out_of_step_is_seen(index: dict[str, list[int]], wrong: int) -> None:
    assert len(losses_of_index(Shelf(LIVE, FINISHED, index), [1, 2])) == wrong


def at(time: str) -> float:
    return datetime.fromisoformat(f"2026-11-24T{time}+00:00").astimezone(UTC).timestamp()


@pytest.mark.parametrize(
    ("output", "now", "saved"),
    [
        (b"", "10:00:00", None),
        (b"on call 0:05 \xc2\xb7 saved 10:31:07", "10:31:07", "10:31:07"),
        (b"saved 10:31:07\x1b[1;1Hsaved 10:31:09", "10:31:10", "10:31:09"),
        (b"saved 10:31:07\x1b[1;1Hsaved 10:31:1", "10:31:10", "10:31:07"),
    ],
)
def test_what_the_app_calls_saved_is_read_whole(output: bytes, now: str, saved: str | None) -> None:
    assert saved_up_to(output, at(now)) == (at(saved) if saved else 0)


def test_a_time_before_midnight_read_after_it_is_of_the_day_before() -> None:
    day = 24 * 60 * 60
    assert saved_up_to(b"saved 23:59:59", at("00:00:01")) == at("23:59:59") - day


@pytest.mark.parametrize(
    ("left", "live", "finished", "wrong"),
    [
        (Left(), [], [], False),
        (Left("one two", 3), ["one"], [], False),
        (Left("one two", 3), ["one tw"], [], False),
        (Left("one two", 7), ["one"], [], True),
        (Left("one two", 3), [], [], True),
        (Left("one two", 3), ["two one"], [], True),
        (Left("one two", 3), ["one"], ["one"], True),
        (Left("one two", 3), [], ["one"], True),
        (Left("one two", 3, finishing=True), [], ["one"], False),
        (Left("one two", 3, finishing=True), ["one"], [], False),
        (Left("one two", 3, finishing=True, finished=True), ["one"], [], True),
    ],
)
def test_what_a_killed_app_left_is_judged(left: Left, live: list[str], finished: list[str], wrong: bool) -> None:
    assert bool(amiss(left, live, finished)) is wrong


def report(lost: Sequence[str] = (), control: Sequence[str] = ("gone",), skipped: str = "") -> Report:
    return Report("kills", "kills", 3, 5, list(lost), (Control("stock", list(control)),), skipped)


def test_a_trial_proves_something_only_when_its_control_fails() -> None:
    assert is_good(report())
    assert not is_good(report(lost=["gone"]))
    assert not is_good(report(control=()))
    assert not is_good(report()._replace(controls=()))
    assert not is_good(report()._replace(acknowledged=0))
    assert "lost nothing, so this trial shows nothing" in "\n".join(told(report(control=())))


def test_what_is_skipped_is_told_and_is_a_failure_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = (skipped("cuts", "It needs root."), report(skipped="It needs root."))
    monkeypatch.delenv("CI", raising=False)
    assert all(is_good(each) for each in reports)
    assert all("skipped: It needs root." in told(each) for each in reports)
    monkeypatch.setenv("CI", "true")
    assert not any(is_good(each) for each in reports)


def test_a_newer_backup_stands_for_the_last_that_was_told_of(tmp_path: Path) -> None:
    store, engine = STORES["current"](tmp_path), ENGINES["current"]
    made: list[str] = []
    said: list[Said | Backed] = []
    for call_id in (1, 2, RANGE):
        store.save(call_id, notes(call_id, 1))
        said.append(Said(call_id, 1, is_finished=False))
        path = Backups(tmp_path, engine, partial(an_hour, call_id)).make()
        assert path
        made.append(path.name)
    store.close()
    # The first is not the newest of its day, and two newer ones are there: it may go.
    assert {path.name for path in Backups(tmp_path, engine).newest_first()} == set(made[1:])
    assert lost_from_backups(tmp_path, "current", [said[0], Backed(made[0])]) == []
    assert lost_from_backups(tmp_path, "current", [*said, Said(77, 1, is_finished=False), Backed(made[2])]) != []
    assert lost_from_backups(tmp_path, "current", [said[0], Backed("calls-29990101T000000Z.db")]) != []
