"""`heartfirst doctor`: one finding a line, and an exit code for scripts."""

import json
import os
from pathlib import Path

import pytest

from tests.command.runs import as_process, in_process, keep, on_terminal, sentence
from tests.test_native_clipboard import KEEPS, Helper, needs_scripts

pytestmark = pytest.mark.costly

HEARD = "Xanthippe"


def test_each_finding_stands_on_a_line_of_its_own(folder: Path) -> None:
    keep(folder, HEARD)
    ran = in_process("doctor")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert all(line.startswith(("✓ ", "> ")) and line.endswith(".") for line in lines)
    about = [line[2:13].strip() for line in lines]
    looked = ["terminal", "clipboard", "osc 52", "file", "f8", "sqlite", "place", "room", "record", "index"]
    assert about == [*looked, "wholeness", "backups", "privacy", "privacy", "settings", "playbooks", "forms"]
    assert [line[:4] for line in lines if line[0] == ">"] == ["> f8"], "there is no terminal to hand a text to"
    assert HEARD not in ran.out


def test_what_has_to_be_done_makes_the_exit_code_1(folder: Path) -> None:
    keep(folder, HEARD)
    (folder / "calls.db").write_bytes(b"a letter" * 100)
    ran = in_process("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert [line[:8] for line in ran.out.splitlines() if line.startswith("!")] == ["! record"]


def test_a_script_reads_the_same_as_json(folder: Path) -> None:
    keep(folder, HEARD)
    ran = in_process("doctor", "--json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [one["about"] for one in found][5:8] == ["sqlite", "place", "room"]
    assert all(one["well"] is True and one["words"].endswith(".") for one in found)
    assert {one["about"]: one["state"] for one in found}["f8"] == "could be better"
    assert {one["state"] for one in found if one["about"] != "f8"} == {"fine"}


def test_nothing_is_made_where_nothing_is(folder: Path) -> None:
    assert in_process("doctor", "--clipboard").code == 0
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [
        ("settings.toml", "settings", "settings.toml: "),
        ("playbooks/late.toml", "playbooks", "late.toml: "),
        ("forms/mine.jinja", "forms", "mine.jinja: "),
    ],
)
def test_a_broken_file_of_the_reps_own_is_told(folder: Path, name: str, about: str, words: str) -> None:
    keep(folder, HEARD)
    path = folder.parent / "settings" / name
    path.parent.mkdir(parents=True, mode=0o700)
    path.write_text("{% if %} odd = [")
    ran = in_process("doctor")
    (line,) = (line for line in ran.out.splitlines() if line.startswith("!"))
    assert (ran.code, line[2:13].strip()) == (1, about)
    assert words in line


@needs_scripts
def test_what_is_in_the_clipboard_stays_there(folder: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    helper = Helper(tmp_path)
    helper.kept.write_text("what the rep had copied")
    script = 'case "$*" in *secondary*) KEPT="$KEPT.other";; esac\n' + KEEPS
    around = environment | helper.becomes(script)
    assert as_process("doctor", environment=around).code == 0
    assert helper.kept.read_text() == "what the rep had copied"
    helper.becomes("exit 1")
    ran = as_process("doctor", environment=around)
    assert (ran.code, [line[:11] for line in ran.out.splitlines() if line[0] == "!"]) == (1, ["! clipboard"])


@pytest.mark.skipif(os.name != "posix", reason="Terminals elsewhere are no files.")
def test_on_a_terminal_the_lines_fold_at_words(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, HEARD)
    ran = on_terminal("doctor", environment=environment | {"COLUMNS": "60"})
    assert all(len(line) <= 60 or str(folder.parent) in line for line in ran.out.splitlines())
    assert any(line.startswith(" " * 13) for line in ran.out.splitlines())
    assert "✓ colours" in ran.out


def test_keys_are_tried_only_at_a_terminal(environment: dict[str, str]) -> None:
    ran = as_process("doctor", "--keys", environment=environment)
    assert (ran.code, ran.out) == (1, "")
    assert "Keys can be tried only at a terminal" in sentence(ran.err)
