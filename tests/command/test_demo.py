"""`heartfirst --demo`: made-up calls that nobody can take for their own, and that are gone afterwards."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.command.runs import in_process, keep
from tui.bootstrap import DEMO, Bootstrap

pytestmark = pytest.mark.costly


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_lists_made_up_calls_and_leaves_nothing(temporary: Path, folder: Path) -> None:
    ran = in_process("--demo", "list", "--limit", "300")
    assert (ran.code, len(ran.out.splitlines()), ran.err) == (0, 240, "")
    assert in_process("--demo", "list", "sorry").out
    assert list(temporary.iterdir()) == []
    assert not folder.exists()


def test_your_own_calls_are_left_alone(folder: Path) -> None:
    keep(folder, "mine")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert os.environ["HEARTFIRST_DATA"] == str(folder)
    assert "mine" not in in_process("--demo", "last").out
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_desk_says_all_the_while_that_they_are_made_up() -> None:
    parts = Bootstrap(None, None, demo=True)
    assert parts.review.noticed() == DEMO
    assert len(parts.records.interrupted()) == 1
    parts.close()
    assert not parts.folder.exists()


def test_a_folder_of_your_own_cannot_be_the_demos(folder: Path) -> None:
    ran = in_process("--demo", "--data", str(folder), "list")
    assert ran.code == 2
    assert "--demo brings calls of its own" in ran.err
    assert not folder.exists()
