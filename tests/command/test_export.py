"""`heartfirst export`."""

import json
from pathlib import Path

import pytest
from msgspec import convert

from tests.command.runs import JSON, in_process, keep
from tui.model.call import Call


@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_all_calls_are_one_json_array_equal_to_the_records(count: int, folder: Path) -> None:
    calls = keep(folder, *[f"Caller {number}" for number in range(count)])
    ran = in_process(*JSON)
    assert convert(json.loads(ran.out), list[Call]) == calls
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("]\n")


def test_an_export_of_nothing_makes_nothing(tmp_path: Path) -> None:
    assert in_process("--data", str(tmp_path / "records"), *JSON) == (0, "[]\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [("--format", "yaml"), ("--format", ""), ("--format",), ()])
def test_a_format_that_there_is_not_is_asked_for_wrongly(args: tuple[str, ...], folder: Path) -> None:
    keep(folder, "Dana")
    ran = in_process("export", *args)
    assert (ran.code, ran.out) == (2, "")
    assert "--format" in ran.err.split("Error: ")[1]
