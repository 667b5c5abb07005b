"""Where the records live, how private folders are made, and where the shipped files are found."""

import errno
import os
import stat
from pathlib import Path

import pytest

from tui import shipped as shipped_module
from tui.folders import private_folder, records_folder
from tui.model.trouble import Trouble
from tui.shipped import shipped


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_argument_comes_first(tmp_path: Path) -> None:
    assert records_folder(tmp_path / "a", {"HEARTFIRST_DATA": str(tmp_path / "b")}) == tmp_path / "a"


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_then_the_environment(nothing: str | None, tmp_path: Path) -> None:
    assert records_folder(nothing, {"HEARTFIRST_DATA": str(tmp_path)}) == tmp_path


@pytest.mark.parametrize("environ", [{}, {"HEARTFIRST_DATA": ""}])
def test_then_the_platform(environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs  # noqa: PLC0415 # As late as the code under test.

    monkeypatch.setattr(platformdirs, "user_data_path", lambda name, *, appauthor: tmp_path / name / str(appauthor))
    assert records_folder(None, environ) == tmp_path / "heartfirst" / "False"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert records_folder("~/calls", {}) == tmp_path / "calls"
    assert records_folder(None, {"HEARTFIRST_DATA": "~/kept"}) == tmp_path / "kept"


def test_the_home_of_nobody_is_a_trouble() -> None:
    with pytest.raises(Trouble, match=r"~nobody-has-this-name/calls cannot be found"):
        records_folder("~nobody-has-this-name/calls", {})


def test_naming_the_folder_makes_nothing(tmp_path: Path) -> None:
    records_folder(tmp_path / "a" / "b", {})
    assert list(tmp_path.iterdir()) == []


def test_a_private_folder_and_those_above_it_are_for_the_owner_only(tmp_path: Path) -> None:
    made = private_folder(tmp_path / "share" / "heartfirst" / "records")
    assert made == tmp_path / "share" / "heartfirst" / "records"
    assert [mode(made), mode(made.parent), mode(made.parent.parent)] == [0o700] * 3


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o750)
    (folder / "kept").write_text("x")
    assert private_folder(folder) == folder
    assert mode(folder) == 0o750
    assert (folder / "kept").read_text() == "x"


def test_a_file_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble, match=r"file cannot be made: something that is not a folder is in its place\.$"):
        private_folder(tmp_path / "file")
    with pytest.raises(Trouble, match=r"records cannot be made: a file is in its place\.$"):
        private_folder(tmp_path / "file" / "records")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "there is no permission to make it"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, os.strerror(errno.EIO).lower()),
    ],
)
def test_the_reason_is_said(number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Trouble) as caught:
        private_folder(tmp_path / "records")
    assert str(caught.value) == f"The folder {tmp_path / 'records'} cannot be made: {words}."


def test_control_characters_of_a_path_do_not_reach_the_screen(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble) as caught:
        private_folder(tmp_path / "file" / "\x1b[31mred")
    assert "\x1b" not in str(caught.value)


def test_a_checkout_ships_its_data_folder() -> None:
    assert shipped("playbooks").is_dir()
    assert shipped("playbooks").parent.name == "data"


def test_an_installed_wheel_ships_what_is_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "tui" / "_data" / "playbooks"
    inside.mkdir(parents=True)
    (tmp_path / "data" / "playbooks").mkdir(parents=True)
    monkeypatch.setattr(shipped_module, "_PACKAGE", tmp_path / "tui")
    assert shipped("playbooks") == inside


def test_a_missing_shipped_file_is_a_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped_module, "_PACKAGE", tmp_path / "tui")
    with pytest.raises(Trouble, match=r"^data/playbooks/none\.toml, which comes with heartfirst, is missing"):
        shipped("playbooks", "none.toml")
