"""The playbooks in one folder, sound and broken ones."""

from pathlib import Path

import pytest

from tests.test_playbooks import SOUND
from tui.model.trouble import Trouble
from tui.playbooks import PlaybookShelf
from tui.ports import Playbooks
from tui.shipped import shipped


def on_the_shelf(folder: Path, **contents: str) -> PlaybookShelf:
    for name, content in contents.items():
        (folder / f"{name}.toml").write_text(content)
    return PlaybookShelf(folder)


def test_the_default_is_heart_then_head(tmp_path: Path) -> None:
    shelf: Playbooks = on_the_shelf(tmp_path, a=SOUND, z=SOUND.replace("service", "heart-then-head"))
    assert shelf.default().id == "heart-then-head"


def test_else_the_first_by_file_name(tmp_path: Path) -> None:
    shelf = on_the_shelf(tmp_path, c=SOUND, b=SOUND.replace("service", "zz"))
    assert shelf.default().id == "zz"
    assert [playbook.id for playbook in shelf.playbooks] == ["zz", "service"]


def test_broken_files_never_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    shelf = on_the_shelf(tmp_path, a="", b=SOUND, c="x = ")
    assert shelf.default().id == "service"
    assert shelf.troubles == [
        "a.toml: the file is empty; expected a playbook",
        "c.toml: at the end of the file: expected a value; text stands between quotes",
        "folder.toml: expected a file, got a folder",
    ]


def test_the_second_file_with_an_id_is_a_trouble(tmp_path: Path) -> None:
    shelf = on_the_shelf(tmp_path, a=SOUND, b=SOUND.replace("Service", "Other"))
    assert [playbook.title for playbook in shelf.playbooks] == ["Service"]
    assert shelf.troubles == ["b.toml: id: a.toml already has the id service"]


def test_other_files_are_no_playbooks(tmp_path: Path) -> None:
    (tmp_path / ".#b.toml").write_text("x")
    (tmp_path / "b.toml~").write_text("x")
    (tmp_path / "notes.txt").write_text("x")
    shelf = on_the_shelf(tmp_path, b=SOUND)
    assert shelf.troubles == []
    assert len(shelf.playbooks) == 1


def test_an_empty_shelf_names_the_first_fault(tmp_path: Path) -> None:
    with pytest.raises(
        Trouble, match=r"^There is no playbook that can be used\. .*there is no file that ends in \.toml$"
    ):
        PlaybookShelf(tmp_path).default()
    with pytest.raises(Trouble, match=r"the folder could not be read \(no such file or directory\)$"):
        PlaybookShelf(tmp_path / "none").default()
    with pytest.raises(Trouble, match=r"^There is no playbook that can be used\. a\.toml: the file is empty"):
        on_the_shelf(tmp_path, a="", b="").default()


def test_making_a_shelf_reads_nothing(tmp_path: Path) -> None:
    shelf = PlaybookShelf(tmp_path / "later")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.toml").write_text(SOUND)
    assert shelf.default().id == "service"


def test_one_file_is_a_shelf_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text(SOUND)
    path.with_name("heart-then-head.toml").write_text(SOUND.replace("service", "heart-then-head"))
    shelf = PlaybookShelf.of_file(path)
    assert shelf.default().id == "service"
    assert shelf.troubles == []
    path.write_text("")
    with pytest.raises(Trouble, match=r"^service\.toml: the file is empty"):
        PlaybookShelf.of_file(path)


def test_every_shipped_playbook_is_sound() -> None:
    shelf = PlaybookShelf(shipped("playbooks"))
    assert shelf.troubles == []
    assert shelf.default().id == "heart-then-head"
