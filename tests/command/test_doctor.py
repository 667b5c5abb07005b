"""`heartfirst doctor`: one finding a line, and an exit code for scripts."""

import json
from pathlib import Path

from tests.command.runs import in_process, keep

HEARD = "Xanthippe"


def test_each_finding_stands_on_a_line_of_its_own(folder: Path) -> None:
    keep(folder, HEARD)
    ran = in_process("doctor")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) == 7
    assert all(line.startswith("✓ ") and line.endswith(".") for line in lines)
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
    assert [one["about"] for one in found][:3] == ["sqlite", "place", "room"]
    assert all(one["well"] is True and one["words"].endswith(".") for one in found)


def test_nothing_is_made_where_nothing_is(folder: Path) -> None:
    assert in_process("doctor").code == 0
    assert not folder.exists()
