"""Where records and settings live, how private folders and files are made, and where the shipped files are found."""

import errno
import os
import stat
from pathlib import Path

import pytest

from tui import shipped as shipped_module
from tui.folders import private_file, private_folder, records_folder, settings_folder
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


def test_the_settings_are_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert settings_folder({"HEARTFIRST_SETTINGS": str(tmp_path / "a")}) == tmp_path / "a"
    assert settings_folder({"HEARTFIRST_SETTINGS": "~/a"}) == tmp_path / "a"
    with pytest.raises(Trouble, match="cannot be found"):
        settings_folder({"HEARTFIRST_SETTINGS": "~nobody-has-this-name/a"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("environ", [{}, {"HEARTFIRST_SETTINGS": "  "}, {"HEARTFIRST_DATA": "elsewhere"}])
def test_else_the_settings_are_where_the_platform_keeps_them(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs  # noqa: PLC0415 # As late as the code under test.

    monkeypatch.setattr(platformdirs, "user_config_path", lambda name, *, appauthor: tmp_path / name / str(appauthor))
    assert settings_folder(environ) == tmp_path / "heartfirst" / "False"


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


def test_a_private_file_is_for_the_owner_only_and_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    path.write_text("older and longer")
    path.chmod(0o644)
    assert private_file(path, "é\n") == path
    assert path.read_bytes() == "é\n".encode()
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_has_to_be_new_never_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(Trouble, match=r"kept\.txt is already there, and is left as it is\.$"):
        private_file(tmp_path / "kept.txt", "x", only_new=True)
    assert (tmp_path / "kept.txt").read_text() == "kept"
    assert mode(private_file(tmp_path / "new.txt", "x", only_new=True)) == 0o600


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    private_file(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


@pytest.mark.parametrize("only_new", [True, False])
def test_a_file_that_cannot_be_written_whole_leaves_nothing_behind(
    only_new: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble) as caught:
        private_file(tmp_path / "new.txt", "x", only_new=only_new)
    assert str(caught.value) == f"The file {tmp_path / 'new.txt'} cannot be written: the disk is full."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/new.txt", "a\0b", "n" * 300])
def test_a_place_where_no_file_can_be_is_a_trouble(name: str, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"^The file .* cannot be written: .*\.$"):
        private_file(tmp_path / name, "x")


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
