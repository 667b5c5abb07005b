"""Who else can look into our folders, and what a rep has written."""

import os
from pathlib import Path

import pytest

from tui.doctor.finding import State
from tui.doctor.privacy import look_at_privacy
from tui.doctor.written import MOST_TOLD, Written, look_at_written, of_settings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Permissions elsewhere are others.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "records"
    made.mkdir(mode=0o700)
    (made / "calls.db").touch(mode=0o600)
    return made


def test_ours_alone(folder: Path) -> None:
    (found,) = look_at_privacy(folder)
    assert (found.state, found.words) == (State.FINE, f"Only you can open {folder}.")
    (folder / "calls.db").chmod(0o644)
    assert next(look_at_privacy(folder)).state is State.FINE, "nobody gets through the folder"


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711])
def test_open_to_others(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    (found,) = look_at_privacy(folder)
    assert found.state is State.BETTER
    assert "can see what" in found.words
    (folder / "calls.db").chmod(0o644)
    (found,) = look_at_privacy(folder)
    assert "one file in it" in found.words


def test_what_is_not_there_or_no_folder(folder: Path) -> None:
    assert next(look_at_privacy(folder / "none")).state is State.FINE
    (found,) = look_at_privacy(folder / "calls.db")
    assert found.state is State.BROKEN
    (found,) = look_at_privacy(folder / "calls.db" / "below")
    assert (found.state, found.words.endswith("cannot be looked into: not a directory.")) == (State.BROKEN, True)


@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="Only root can give a folder away.")
def test_somebody_elses(folder: Path) -> None:
    os.chown(folder, 65534, 65534)
    (found,) = look_at_privacy(folder)
    assert (found.state, "belongs to somebody else" in found.words) == (State.BETTER, True)


def test_a_name_that_steers_the_terminal_is_made_visible(tmp_path: Path) -> None:
    assert next(look_at_privacy(tmp_path / "\x1b[31m")).words.isprintable()


def test_each_broken_file_is_told_with_what_happens_instead() -> None:
    written = Written("forms", "2 forms can be used.", ["a.jinja: line 3: odd"], "It is left out.")
    assert [(one.state, one.words) for one in look_at_written(written)] == [
        (State.FINE, "2 forms can be used."),
        (State.BROKEN, "a.jinja: line 3: odd. It is left out."),
    ]


def test_many_broken_files_do_not_fill_the_screen() -> None:
    written = Written("forms", "", [f"{number}: odd" for number in range(MOST_TOLD + 5)], "Left out.")
    found = [*look_at_written(written)]
    assert len(found) == MOST_TOLD + 1
    assert found[-1].words == "And 5 more that cannot be used."


def test_settings_that_cannot_be_used(tmp_path: Path) -> None:
    (found,) = look_at_written(of_settings(tmp_path, "settings.toml: limit: expected a number"))
    assert found.state is State.BROKEN
    (found,) = look_at_written(of_settings(tmp_path, ""))
    assert found.state is State.FINE
