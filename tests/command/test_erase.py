"""`heartfirst erase` and `heartfirst retention`: asked once, with the numbers."""

import json
import sys
from pathlib import Path

import pytest
from msgspec import structs

from tests.command.runs import ID, as_process, in_process, keep, on_disk, on_terminal, sentence
from tests.fakes import START, a_call
from tests.records.erased import left_in
from tui.model.call import Outcome, with_promises
from tui.model.promises import Promise
from tui.records.call_records import SqliteCallRecords
from tui.services.erasing import GONE_BUT_CARD
from tui.services.intake import new_call_id

DANA = "Dana Lee, Northwind Law"


def settings(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "settings.toml").write_text(text)


def callers() -> list[str]:
    return [line[34:].split(" ·")[0].strip() for line in in_process("list").out.splitlines()]


def test_a_client_is_erased_everywhere_and_the_numbers_are_told(folder: Path) -> None:
    keep(folder, DANA, "Ben Ode", DANA, notes="Gobbledegook")
    ran = in_process("erase", "--client", "dana lee, northwind law", "--yes")
    assert (ran.code, ran.out) == (0, "")
    numbers, done = ran.err.splitlines()
    assert numbers == "dana lee, northwind law: 2 finished calls (24 Nov 2026)."
    assert done == "They are erased. No byte of them is left in our folder."
    assert left_in(folder, ["Dana", "dana"]) == []
    assert len(in_process("list").out.splitlines()) == 1


def test_one_call_is_named_as_everywhere(folder: Path) -> None:
    keep(folder, "Dana", "Ben", "Cid")
    assert in_process("erase", "--call", "1", "--yes").code == 0
    assert left_in(folder, ["Cid"]) == []
    assert in_process("erase", "--call", str(ID), "--yes").code == 0
    assert left_in(folder, ["Dana"]) == []
    assert len(in_process("list").out.splitlines()) == 1


def test_what_is_anonymous_is_still_listed(folder: Path) -> None:
    keep(folder, DANA, "Ben Ode")
    ran = in_process("erase", "--client", DANA, "--anonymise", "--yes")
    assert ran.err.splitlines()[-1] == "They are anonymous now."
    assert left_in(folder, ["Dana", "dana"]) == []
    assert "unknown caller" in in_process("list").out


def test_ctrl_c_on_the_way_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, DANA)

    def stopped(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tui.services.erasing.Eraser.carry_out", stopped)
        ran = in_process("erase", "--client", DANA, "--yes")
    assert ran.code == 1
    assert sentence(ran.err.splitlines()[-1]) == (
        "Stopped on the way: part of it may be done. Do it once more, and the rest is done too."
    )
    assert in_process("erase", "--client", DANA, "--yes").code == 0
    assert left_in(folder, ["Dana"]) == []


def test_a_dry_run_changes_nothing(folder: Path) -> None:
    keep(folder, DANA)
    before = on_disk(folder)
    ran = in_process("erase", "--client", DANA, "--dry-run")
    assert (ran.code, ran.err) == (0, f"{DANA}: 1 finished call (24 Nov 2026).\n")
    assert on_disk(folder) == before | {name: on_disk(folder)[name] for name in ("calls.db",)}
    assert "Dana" in in_process("list").out


def test_the_numbers_as_json(folder: Path) -> None:
    keep(folder, DANA)
    ran = in_process("erase", "--client", DANA, "--dry-run", "--json")
    assert ran.err == ""
    assert json.loads(ran.out)["calls"] == 1


@pytest.mark.parametrize("args", [(), ("--call", "1", "--client", DANA)])
def test_one_thing_has_to_be_named(folder: Path, args: tuple[str, ...]) -> None:
    ran = in_process("erase", *args)
    assert ran.code == 2
    assert "--call CALL or --client NAME" in ran.err


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ("Nobody", "No call is with this client. Nothing has changed."),
        (" ", "No call is with this client. Nothing has changed."),
        (
            "Dana Lee",
            "No call is with this client; 1 is with a namesake of another company, or of none. Nothing has changed.",
        ),
    ],
)
def test_where_nobody_is_meant_nothing_happens(folder: Path, client: str, told: str) -> None:
    keep(folder, DANA)
    ran = in_process("erase", "--client", client, "--yes")
    assert (ran.code, sentence(ran.err)) == (1, told)


def test_without_a_terminal_nobody_can_be_asked(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, DANA)
    ran = as_process("erase", "--client", DANA, environment=environment)
    assert ran.code == 1
    assert sentence(ran.err.splitlines()[1]) == (
        "Nobody is here to be asked: --yes does it without. Nothing has changed."
    )
    assert "Dana" in in_process("list").out


@pytest.mark.parametrize(("typed", "left"), [("erase", 0), ("", 1), ("yes", 1), ("ERASE ", 0)])
def test_on_a_terminal_the_word_is_typed_out(
    folder: Path, typed: str, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, DANA)

    class Typed:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return f"{typed}\n"

    monkeypatch.setattr(sys, "stdin", Typed())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _="": typed)
    ran = in_process("erase", "--client", DANA)
    assert ran.code == (1 if left else 0)
    assert ("Nothing has changed." in ran.err) is bool(left)
    monkeypatch.undo()


def test_what_goes_on_is_shown_on_a_terminal(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, DANA)
    ran = on_terminal("erase", "--client", DANA, "--yes", environment=environment)
    assert ran.code == 0
    assert " %  overwriting what is left behind" in ran.out
    assert "They are erased." in ran.out


def aged(folder: Path) -> None:
    records = SqliteCallRecords(folder)
    for number, (year, month) in enumerate([(2024, 3), (2024, 3), (2024, 10), (2024, 12), (2026, 11)]):
        at = START.replace(year=year, month=month)
        records.finish(
            a_call(new_call_id(at) + number, f"Old{number}", f"word{number}word", at=at, outcome=Outcome.FIXED)
        )
    at = START.replace(year=2024, month=1)
    owing = with_promises(a_call(new_call_id(at), "Owed", at=at), (Promise(text="ring", noted=at, due=at),))
    records.finish(structs.replace(owing, ended=at))
    records.close()


@pytest.mark.usefixtures("that_morning")
def test_retention_shows_first_and_does_it_when_told(folder: Path, tmp_path: Path) -> None:
    settings(tmp_path, 'keep_for = "24 months"\nafter_that = "erase"\n')
    aged(folder)
    ran = in_process("retention")
    assert (ran.code, ran.out) == (0, "2024-03       2\n2024-10       1\n")
    assert ran.err.splitlines() == [
        "3 calls are older than 24 months and would be erased.",
        "1 more stays, because a promise is still open.",
    ]
    assert len(in_process("list").out.splitlines()) == 6
    ran = in_process("retention", "--now", "--yes")
    assert ran.err.splitlines()[-1] == f"They are erased. {GONE_BUT_CARD}"
    assert left_in(folder, ["Old0", "Old1", "Old2", "word0word", "word2word"]) == []
    assert len(in_process("list").out.splitlines()) == 3
    assert in_process("retention").err.startswith("0 calls are older than 24 months.\n")


@pytest.mark.usefixtures("that_morning")
def test_retention_makes_anonymous_where_nothing_else_is_set(folder: Path, tmp_path: Path) -> None:
    settings(tmp_path, 'keep_for = "2 years"\n')
    aged(folder)
    assert "would be made anonymous" in in_process("retention").err
    assert in_process("retention", "--now", "--yes").err.splitlines()[-1] == "They are anonymous now."
    assert len(in_process("list").out.splitlines()) == 6
    assert left_in(folder, ["Old1", "word1word"]) == []
    assert left_in(folder, ["Old3"])


def test_without_an_age_nothing_is_old(folder: Path) -> None:
    keep(folder, DANA)
    ran = in_process("retention", "--now", "--yes")
    assert ran.code == 1
    assert "keep_for" in sentence(ran.err)


@pytest.mark.usefixtures("that_morning")
def test_retention_asks_too(folder: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    settings(tmp_path, 'keep_for = "1 month"\n')
    aged(folder)
    ran = as_process("retention", "--now", environment=environment)
    assert ran.code == 1
    assert "Nobody is here to be asked" in ran.err
    assert "Old0" in in_process("list").out


@pytest.mark.usefixtures("that_morning")
def test_the_doctor_tells_of_calls_that_are_older_than_they_are_kept(folder: Path, tmp_path: Path) -> None:
    settings(tmp_path, 'keep_for = "24 months"\n')
    keep(folder, DANA)
    assert "retention" not in in_process("doctor").out
    aged(folder)
    ran = in_process("doctor")
    (line,) = (line for line in ran.out.splitlines() if "older than" in line)
    told = "3 calls are older than 24 months: `heartfirst retention` shows them, and with --now anonymises them."
    assert (ran.code, line[0], line[13:].strip()) == (0, ">", told)
    in_process("retention", "--now", "--yes")
    assert "older than" not in in_process("doctor").out


@pytest.mark.parametrize("way", [(), ("--anonymise",)])
def test_the_path_of_an_export_is_told_and_then_holds_their_name_no_more(
    folder: Path, tmp_path: Path, way: tuple[str, ...]
) -> None:
    keep(folder, DANA, "Ben Ode")
    for name in ("dana-lee.csv", "all.csv"):
        assert in_process("export", "--format", "csv", "--to", str(tmp_path / name)).code == 0
    ran = in_process("erase", "--client", DANA, "--yes", *way)
    assert str(tmp_path / "dana-lee.csv") in ran.err
    assert left_in(folder, ["Dana", "dana", "Northwind"]) == []
    assert (tmp_path / "dana-lee.csv").exists()
    again = in_process("erase", "--client", "Ben Ode", "--dry-run").err
    assert f"{tmp_path}/…" in again
    assert f"{tmp_path}/all.csv" in again
