"""A file is written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.model.trouble import Trouble
from tui.whole_file import file_named, write_whole


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _broken(error: BaseException) -> Iterator[bytes]:
    yield b"a first piece"
    raise error


def test_it_is_written_for_the_owner_only(tmp_path: Path) -> None:
    write_whole(tmp_path / "calls.csv", [b"one", b"two"])
    assert (tmp_path / "calls.csv").read_bytes() == b"onetwo"
    assert (tmp_path / "calls.csv").stat().st_mode & 0o777 == 0o600
    assert _names(tmp_path) == ["calls.csv"]


def test_one_that_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("mine")
    with pytest.raises(Trouble, match="is there already, and is left as it is"):
        write_whole(path, _broken(AssertionError("nothing is read")))
    assert path.read_text() == "mine"
    write_whole(path, [b"new"], replace=True)
    assert path.read_bytes() == b"new"


def test_one_that_comes_while_it_is_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"

    def pieces() -> Iterator[bytes]:
        yield b"ours"
        path.write_text("theirs")

    with pytest.raises(Trouble, match="is there already"):
        write_whole(path, pieces())
    assert path.read_text() == "theirs"
    assert _names(tmp_path) == ["calls.csv"]


def test_a_disk_without_links_takes_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "calls.csv", [b"one"])
    assert _names(tmp_path) == ["calls.csv"]


@pytest.mark.parametrize("error", [Trouble("Gone."), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
@pytest.mark.parametrize("there", [b"", b"mine"], ids=["new", "there"])
def test_what_ends_it_early_leaves_nothing_of_it(error: BaseException, there: bytes, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    if there:
        path.write_bytes(there)
    with pytest.raises(Trouble if isinstance(error, OSError) else type(error)) as caught:
        write_whole(path, _broken(error), replace=True)
    if isinstance(error, OSError):
        assert str(caught.value) == f"The file {path} cannot be written: the disk is full."
    assert _names(tmp_path) == (["calls.csv"] if there else [])
    assert not there or path.read_bytes() == there


def test_a_link_that_somebody_set_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to("there")
    write_whole(tmp_path / "link", [b"new"], replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (".", "is a folder; name a file in it"),
        ("gone/calls.csv", "its folder is not there"),
        ("a file/calls.csv", "what should be its folder is a file"),
        ("x" * 300, "its name is too long"),
        ("nul \0", "no file can have this name"),
    ],
)
def test_a_place_that_takes_no_file_is_told_in_a_sentence(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    before = _names(tmp_path)
    with pytest.raises(Trouble, match=told) as caught:
        write_whole(tmp_path / name, [b"one"])
    assert str(caught.value).endswith(".")
    assert _names(tmp_path) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no such device.")
def test_a_device_is_left_alone() -> None:
    with pytest.raises(Trouble, match="is no ordinary file"):
        write_whole(Path("/dev/full"), [b"one"], replace=True)


def test_a_name_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert file_named(" ~/calls.csv ") == file_named("calls.csv") == tmp_path / "calls.csv"
    with pytest.raises(Trouble, match="there is no such home folder"):
        file_named("~nobody-has-this-name/calls.csv")
    with pytest.raises(Trouble, match="Name the file"):
        file_named("  ")
