"""The made-up history: the same for a seed everywhere, skewed like life, and such as the app would have kept."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import median

import msgspec
import pytest
from msgspec.structs import replace

from tests.command.runs import CHECKOUT, Ran, run
from tests.fakes import HERE, START, a_playbook
from tests.forms import summary
from tui.demo import demo_calls, history, interrupted
from tui.demo.blanks import Blanks
from tui.demo.chance import Chance
from tui.demo.material import Theme, material
from tui.folders import VARIABLE
from tui.model.call import Call, Mood, Outcome, StepState, length, with_notes, with_promises
from tui.model.marks import read_line
from tui.model.noted_promises import promises_in
from tui.model.playbook import GateLevel, Phase
from tui.model.promises import PromiseKind, PromiseState
from tui.playbooks import PlaybookShelf
from tui.records.call_records import SqliteCallRecords
from tui.records.documents import to_call, to_document
from tui.shipped import shipped

pytestmark = pytest.mark.costly

UNTIL = datetime(2026, 11, 24, 15, 18, 7, 123456, tzinfo=HERE)
PLAYBOOK = a_playbook()
OF_LINES = (PromiseKind.SAID, PromiseKind.UNDO, PromiseKind.REDO)
AS_PROMISED = {
    "state": PromiseState.PROMISED, "done_at": None, "told_at": None, "how": "", "withdrawn_at": None, "reason": ""
}  # fmt: skip
DIGEST = """
from tests.test_demo import digest, history, PLAYBOOK, UNTIL
print(digest(history(300, PLAYBOOK, UNTIL, 7)))
"""


def digest(calls: Iterator[Call]) -> str:
    return sha256(b"".join(msgspec.json.encode(call) for call in calls)).hexdigest()


@pytest.fixture(scope="module")
def calls() -> list[Call]:
    return list(history(2_000, PLAYBOOK, UNTIL))


@pytest.mark.long
def test_the_same_seed_gives_the_same_calls() -> None:
    assert digest(history(300, PLAYBOOK, UNTIL, 7)) == digest(history(300, PLAYBOOK, UNTIL, 7))
    assert digest(history(300, PLAYBOOK, UNTIL, 7)) != digest(history(300, PLAYBOOK, UNTIL, 8))


@pytest.mark.parametrize("hash_seed", ["0", pytest.param("1", marks=pytest.mark.long)])
def test_no_order_of_a_set_decides(hash_seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(CHECKOUT)}
    ran = run([sys.executable, "-c", DIGEST], environment)
    assert (ran.out.strip(), ran.err) == (digest(history(300, PLAYBOOK, UNTIL, 7)), "")


def test_chance_falls_as_it_always_did() -> None:
    chance = Chance(1)
    assert [chance.whole(0, 99) for _ in range(5)] == [13, 84, 76, 25, 49]
    assert chance.some_of("abcdef", 3) == ["c", "e", "f"]
    assert round(chance.around(60, 0.5), 6) == 45.078077


def test_ids_grow_with_time_and_come_once(calls: list[Call]) -> None:
    assert len(calls) == 2_000
    for before, after in pairwise(calls):
        assert before.id < after.id
        assert before.ended
        assert before.started < before.ended <= before.touched
        assert before.ended <= after.started
    for call in calls:
        assert call.id >> 20 == int(call.started.timestamp() * 1000)


def test_no_call_ends_after_the_end_of_the_history() -> None:
    for hour in range(24):
        until = UNTIL.replace(hour=hour)
        newest = list(history(20, PLAYBOOK, until))[-1]
        assert newest.ended is not None
        assert newest.started < newest.ended <= newest.touched <= until


def test_every_call_can_be_kept_and_read_again(calls: list[Call]) -> None:
    for call in calls:
        assert to_call(msgspec.json.decode(msgspec.json.encode(to_document(call)))) == call


@pytest.mark.long
def test_a_call_is_what_the_app_would_have_made_of_its_notes(calls: list[Call]) -> None:
    for call in calls:
        assert with_notes(call, call.notes, call.touched) == call
        lines = [promise for promise in call.promises if promise.kind in OF_LINES]
        noted = lines[0].noted if lines else call.started
        read = promises_in(call.notes, (), noted, lambda wall: wall.replace(tzinfo=HERE))
        assert read == tuple(replace(promise, **AS_PROMISED) for promise in lines)
        assert with_promises(call, call.promises) == call
        assert call.ended is not None
        assert call.started <= noted <= call.ended


@pytest.mark.parametrize("gate", GateLevel)
def test_the_steps_follow_the_rules_of_the_guide(gate: GateLevel) -> None:
    playbook = a_playbook(gate)
    heart = {step.id for step in playbook.steps if step.phase is Phase.HEART}
    early = 0
    for call in history(300, playbook, UNTIL):
        assert call.ended is not None
        assert [record.id for record in call.steps] == [step.id for step in playbook.steps]
        done = [record for record in call.steps if record.state is StepState.DONE]
        assert all(record.done_at and call.started < record.done_at < call.ended for record in done)
        assert all(record.spent >= 0 for record in call.steps)
        assert sum(record.spent for record in call.steps) <= length(call, call.ended) + 1
        beyond = any(record.id not in heart for record in done)
        missing = heart - {record.id for record in done}
        assert not (beyond and missing) or call.overrides
        early += bool(call.overrides)
    assert (early > 0) is (gate is GateLevel.WARN)


def test_some_clients_call_often_and_most_once(calls: list[Call]) -> None:
    often = Counter(call.caller for call in calls if call.caller)
    assert max(often.values()) >= 20 * median(often.values())
    assert sum(count == 1 for count in often.values()) > len(often) / 2
    assert 0.02 < sum(not call.caller for call in calls) / len(calls) < 0.08


def test_words_have_a_long_tail(calls: list[Call]) -> None:
    words = Counter(word for call in calls for word in re.findall(r"[^\W\d_]+", call.notes.casefold()))
    assert len(words) > 4_000
    assert sum(count == 1 for count in words.values()) > len(words) / 3
    assert words.most_common(1)[0][1] > 10_000


def test_notes_are_mostly_short_and_sometimes_long(calls: list[Call]) -> None:
    lines = sorted(call.notes.count("\n") for call in calls)
    assert (lines[0], lines[1_000] < 16, lines[-1] > 80) == (2, True, True)
    sizes = [len(msgspec.json.encode(to_document(call))) for call in calls]
    alone = sum(sizes) / len(sizes) - len(msgspec.json.encode(PLAYBOOK))
    assert 1_800 < alone < 3_000


def test_calls_come_in_working_hours_and_the_week_begins_heavily(calls: list[Call]) -> None:
    days = Counter(call.started.weekday() for call in calls)
    assert days[0] > days[4] > days[5] > days[6] > 0
    assert sum(8 <= call.started.hour < 18 for call in calls) > 0.85 * len(calls)
    lengths = sorted(length(call, UNTIL) for call in calls)
    assert lengths[0] > 0
    assert lengths[-1] > 5 * lengths[1_000]


def test_most_are_warmer_at_goodbye_and_not_all(calls: list[Call]) -> None:
    moods = list(Mood)
    steps = [
        moods.index(call.mood_at_goodbye) - moods.index(call.mood_at_hello)
        for call in calls
        if call.mood_at_hello and call.mood_at_goodbye
    ]
    assert sum(step > 0 for step in steps) > len(steps) / 2
    assert min(steps) < 0
    assert {call.outcome for call in calls} == {None, *Outcome}


def test_promises_have_dates_and_some_have_none(calls: list[Call]) -> None:
    due = [promise.due for call in calls for promise in call.promises]
    assert 0.6 < sum(moment is not None for moment in due) / len(due) < 0.95
    for call in calls:
        assert all(promise.due is None or promise.due > promise.noted for promise in call.promises)


def test_a_promise_is_done_before_they_are_told_and_nothing_is_in_the_time_to_come(calls: list[Call]) -> None:
    for call in calls:
        for promise in call.promises:
            moments = [promise.noted, promise.done_at, promise.told_at or promise.withdrawn_at, call.touched, UNTIL]
            known = [moment for moment in moments if moment]
            assert known == sorted(known)
            assert bool(promise.told_at) is (promise.state is PromiseState.TOLD)
            assert bool(promise.reason) is bool(promise.withdrawn_at) is (promise.state is PromiseState.WITHDRAWN)


def test_what_is_owed_is_of_the_last_days_and_little_of_what_was_promised(calls: list[Call]) -> None:
    owing = [call for call in calls if call.owed is not None]
    assert {promise.state for call in calls for promise in call.promises} == {*PromiseState}
    assert 5 < len(owing) < 60
    # What was promised for a day far ahead may be open for longer.
    recent = [call for call in owing if UNTIL - call.started < timedelta(days=20)]
    assert len(recent) > len(owing) / 2
    assert all(call.owed is None or call.owed > (UNTIL - timedelta(days=4)).timestamp() for call in owing)


def test_nobody_can_be_rung_or_written_to(calls: list[Call]) -> None:
    free = [re.escape(start).replace(r"\{nnn\}", r"\d{3}") for start in material().words.phones.ranges]
    for call in calls:
        assert all(
            mail.endswith(("@example.com", "@example.org")) for mail in re.findall(r"\S+@[\w.]*\w", call.notes)
        )
        left = re.sub("|".join(free), "", call.notes)
        assert not re.search(r"\+\d|\b0\d{3,} ?\d{3}|\d{3} \d{3}", left), left


def every_line() -> Iterator[tuple[Theme, str]]:
    common = material().common
    shared = [*common.theirs, *common.impact, *common.facts, *common.again, *common.promises]
    shared += [line for lines in common.endings.values() for line in lines]
    shared += [line for foreign in common.foreign for line in (foreign.fact, *foreign.theirs)]
    for theme in material().themes:
        own = [*theme.things, *theme.theirs, *theme.impact, *theme.facts, *theme.ways, *theme.promises]
        for line in [*own, *shared]:
            yield theme, line


def test_every_blank_is_known_and_no_line_brings_a_mark_of_its_own() -> None:
    blanks = Blanks(Chance(1), material())
    about = {"name": "Dana", "phone": "0", "mail": "a@example.org"}
    for theme, line in every_line():
        blanks.values = blanks.of_matter(theme) | blanks.of_call(START) | about
        filled = blanks.fill(line)
        assert not re.search(r"[{}]|  |^\s|\s$|^#", filled), line
        assert read_line(filled).mark is None, line


def test_an_interrupted_call_stops_half_way() -> None:
    broken = list(interrupted(40, PLAYBOOK, UNTIL))
    for call in broken:
        assert (call.ended, call.outcome, call.mood_at_hello) == (None, None, None)
        assert call.started < call.touched < UNTIL
        assert call.notes
    assert len({call.now for call in broken}) > 3


@pytest.fixture(scope="module")
def shown() -> Sequence[Call]:
    return demo_calls(PlaybookShelf(shipped("playbooks")).default(), UNTIL)


def test_the_demo_ends_with_the_calls_written_by_hand(shown: Sequence[Call]) -> None:
    stories = material().stories
    assert len(shown) == 240
    assert [call.opened_as for call in shown[-len(stories) :]] == [story.opened_as for story in stories]
    assert shown[-1].started.date() == UNTIL.date()
    assert shown[0].started > UNTIL - timedelta(days=60)


def test_what_the_demo_shows_first_is_whole(shown: Sequence[Call]) -> None:
    for call in shown[-20:]:
        assert call.outcome
        assert not re.search(r"[{}]", summary(call, UNTIL))
        assert all(read_line(line).text for line in call.notes.splitlines())


@pytest.mark.costly
@pytest.mark.parametrize("days", range(7))
def test_the_promises_of_the_demo_have_dates_on_every_day(days: int) -> None:
    for call in demo_calls(PLAYBOOK, UNTIL + timedelta(days=days, hours=days))[-24:]:
        assert all(promise.due for promise in call.promises), [promise.text for promise in call.promises]


@pytest.mark.costly
@pytest.mark.parametrize("days", range(7))
def test_the_demo_owes_something_on_every_day_and_some_of_it_is_overdue(days: int) -> None:
    now = UNTIL + timedelta(days=days, hours=days)
    owed = [call.owed for call in demo_calls(PLAYBOOK, now) if call.owed is not None]
    overdue = [due for due in owed if due < now.timestamp()]
    assert 5 <= len(owed) <= 60
    assert 1 <= len(overdue) <= 15
    assert len(overdue) < len(owed)


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment in which nobody's records are near."""
    kept = {name: value for name, value in os.environ.items() if name not in (VARIABLE, "XDG_DATA_HOME")}
    return kept | {"HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}


def make(*args: object, environment: dict[str, str]) -> Ran:
    return run([sys.executable, str(CHECKOUT / "scripts/make_history"), *map(str, args)], environment)


def kept_in(folder: Path) -> tuple[list[Call], list[Call]]:
    records = SqliteCallRecords(folder)
    try:
        return records.newest(limit=5_000), records.interrupted()
    finally:
        records.close()


@pytest.mark.long
def test_the_script_writes_the_calls_into_a_record(tmp_path: Path, home: dict[str, str]) -> None:
    folder = tmp_path / "made"
    ran = make(1_100, folder, "--live", 2, "--until", UNTIL.isoformat(), "--seed", 3, environment=home)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1].endswith(f"1,100 calls and 2 interrupted ones were written to {folder}.")
    calls, live = kept_in(folder)
    playbook = PlaybookShelf(shipped("playbooks")).default()
    assert calls[::-1] == list(history(1_100, playbook, UNTIL.astimezone(), 3))
    assert len(live) == 2


def test_the_script_leaves_a_record_with_calls_alone_unless_told(tmp_path: Path, home: dict[str, str]) -> None:
    folder = tmp_path / "made"
    home |= {VARIABLE: str(folder)}
    assert make(5, environment=home).code == 0
    before = kept_in(folder)
    refused = make(5, environment=home)
    assert (refused.code, refused.out) == (1, "")
    assert "already holds calls" in refused.err
    assert kept_in(folder) == before
    assert make(7, "--add", environment=home).code == 0
    assert set(before[0]) < set(kept_in(folder)[0])
    assert len(kept_in(folder)[0]) == 12


def test_the_script_says_when_the_same_calls_are_there(tmp_path: Path, home: dict[str, str]) -> None:
    same = (5, tmp_path / "made", "--add", "--seed", 4, "--until", UNTIL.isoformat())
    assert make(*same, environment=home).code == 0
    ran = make(*same, environment=home)
    assert ran.code == 1
    assert ran.err.startswith("scripts/make_history: These calls are in the record already")
    assert len(kept_in(tmp_path / "made")[0]) == 5


@pytest.mark.parametrize("args", [(5, ""), ("five", "made"), (-1, "made"), (5, "made", "--until", "1066-10-14")])
def test_the_script_says_what_was_asked_wrongly(
    args: tuple[object, str], tmp_path: Path, home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = make(*args, environment=home)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert ran.err.startswith("usage: ")


def test_the_script_keeps_away_from_the_real_records(tmp_path: Path, home: dict[str, str]) -> None:
    platforms = "from tui.folders import records_folder; print(records_folder(None, {}))"
    real = Path(run([sys.executable, "-c", platforms], home).out.strip())
    assert real.is_relative_to(tmp_path)
    ran = make(5, real, environment=home)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"scripts/make_history: Your own calls are kept in {real}; nothing was written there.\n"
    assert not real.exists()
