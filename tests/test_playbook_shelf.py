"""The playbooks on the shelf: ours and the rep's own, sound and broken ones."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.test_playbooks import SOUND
from tui import playbooks as playbooks_module
from tui.model.playbook import Playbook
from tui.model.trouble import Trouble
from tui.playbooks import DEFAULT_ID, ORDER, PlaybookShelf, read_playbook
from tui.ports import Playbooks
from tui.shipped import shipped


def with_id(playbook_id: str, title: str = "Service") -> str:
    return SOUND.replace('"service"', f'"{playbook_id}"').replace('"Service"', f'"{title}"')


DEFAULT = with_id(DEFAULT_ID)


def written(folder: Path, **contents: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(content)
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with two of ours, each under its own name."""
    return written(tmp_path / "ours", heart_then_head=DEFAULT, bill=with_id("bill", "Bill"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of the rep's own, empty."""
    return written(tmp_path / "own")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file was read."""
    counted: Counter[str] = Counter()

    def counting(path: Path) -> Playbook:
        counted[path.name] += 1
        return read_playbook(path)

    monkeypatch.setattr(playbooks_module, "read_playbook", counting)
    return counted


def ids(shelf: PlaybookShelf) -> list[str]:
    return [playbook.id for playbook in shelf.all()]


def test_the_default_is_heart_then_head_whatever_the_file_is_called(tmp_path: Path) -> None:
    shelf: Playbooks = PlaybookShelf(written(tmp_path, a=SOUND, z=DEFAULT))
    assert shelf.default().id == DEFAULT_ID


def test_else_the_first_by_file_name(tmp_path: Path) -> None:
    shelf = PlaybookShelf(written(tmp_path, c=SOUND, b=with_id("zz")))
    assert shelf.default().id == "zz"
    assert ids(shelf) == ["zz", "service"]


def test_the_id_counts_and_not_the_name_of_the_file(ours: Path) -> None:
    written(ours, heart_then_head=with_id("x"), z=DEFAULT)
    assert PlaybookShelf(ours).default().id == DEFAULT_ID
    assert PlaybookShelf(ours).named("x").id == "x"


def test_the_default_needs_no_other_file_of_ours(ours: Path, own: Path, reads: Counter[str]) -> None:
    shelf = PlaybookShelf(ours, written(own, mine=SOUND))
    assert shelf.default().id == DEFAULT_ID
    assert reads == {"mine.toml": 1, "heart-then-head.toml": 1}


def test_one_that_is_named_needs_no_other_file_of_ours(ours: Path, reads: Counter[str]) -> None:
    assert PlaybookShelf(ours).named("bill").title == "Bill"
    assert reads == {"bill.toml": 1}


def test_each_file_is_read_once_whoever_asks(ours: Path, own: Path, reads: Counter[str]) -> None:
    written(own, mine=SOUND, broken="x")
    shelf = PlaybookShelf(ours, own)
    together = Barrier(8)

    def ask(_: int) -> list[str]:
        together.wait()
        shelf.default()
        shelf.named("bill")
        return [*shelf.troubles, *ids(shelf)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert reads == {"mine.toml": 1, "broken.toml": 1, "heart-then-head.toml": 1, "bill.toml": 1}
    assert all(answer == answers[0] for answer in answers)


def test_making_a_shelf_reads_nothing(tmp_path: Path) -> None:
    shelf = PlaybookShelf(tmp_path / "later", tmp_path / "own")
    written(tmp_path / "later", a=SOUND)
    written(tmp_path / "own", b=with_id("mine"))
    assert ids(shelf) == ["service", "mine"]


def test_an_own_playbook_takes_the_place_of_ours(ours: Path, own: Path) -> None:
    shelf = PlaybookShelf(ours, written(own, anything=with_id(DEFAULT_ID, "My way")))
    assert shelf.default().title == shelf.named(DEFAULT_ID).title == "My way"
    assert [playbook.title for playbook in shelf.all()] == ["My way", "Bill"]
    assert (shelf.is_own(DEFAULT_ID), shelf.is_own("bill")) == (True, False)


def test_other_own_playbooks_join_behind_ours_by_title(ours: Path, own: Path) -> None:
    written(own, a=with_id("a", "zebra"), b=with_id("b", "Apple"), c=with_id("c", "apple"), d=with_id("d", "Mango"))
    shelf = PlaybookShelf(ours, own)
    assert ids(shelf) == [DEFAULT_ID, "bill", "b", "c", "d", "a"]
    assert shelf.named("d").title == "Mango"
    assert shelf.is_own("d")
    assert shelf.troubles == []


def test_ours_have_a_fixed_order_and_unknown_ones_follow_by_file_name(tmp_path: Path) -> None:
    known = {name: with_id(name) for name in reversed(ORDER)}
    shelf = PlaybookShelf(written(tmp_path, **known, aa=with_id("y"), ab=with_id("x")))
    assert ids(shelf) == [*ORDER, "y", "x"]


def test_a_broken_own_playbook_is_told_and_ours_is_used(ours: Path, own: Path) -> None:
    shelf = PlaybookShelf(ours, written(own, heart_then_head=DEFAULT.replace('"heart"', '"hart"', 1)))
    assert shelf.default().title == "Service"
    assert not shelf.is_own(DEFAULT_ID)
    assert shelf.troubles == [
        "heart-then-head.toml: step 1 (listen): phase: expected heart or head or close, got hart"
    ]


def test_own_troubles_are_told_before_anything_is_asked_for(ours: Path, own: Path, reads: Counter[str]) -> None:
    assert PlaybookShelf(ours, written(own, mine="x")).troubles == [
        "mine.toml: at the end of the file: expected '=' after a key in a key/value pair"
    ]
    assert reads == {"mine.toml": 1}


def test_two_own_files_with_one_id_are_a_trouble(ours: Path, own: Path) -> None:
    shelf = PlaybookShelf(ours, written(own, a=SOUND, b=with_id("service", "Other")))
    assert shelf.named("service").title == "Service"
    assert shelf.troubles == ["b.toml: id: a.toml already has the id service"]


@pytest.mark.parametrize("place", ["own/playbooks", "missing/in/missing"])
def test_no_folder_of_own_playbooks_is_no_trouble(place: str, ours: Path, own: Path) -> None:
    shelf = PlaybookShelf(ours, own.parent / place)
    assert shelf.default().id == DEFAULT_ID
    assert shelf.troubles == []


def test_an_own_folder_that_cannot_be_read_is_told(ours: Path, own: Path) -> None:
    (own / "playbooks").write_text("x")
    shelf = PlaybookShelf(ours, own / "playbooks")
    assert ids(shelf) == [DEFAULT_ID, "bill"]
    assert shelf.troubles == [f"{own / 'playbooks'}: the folder could not be read (not a directory)"]


def test_own_playbooks_are_enough(own: Path) -> None:
    assert PlaybookShelf(own / "none", written(own, a=SOUND)).default().id == "service"


def test_a_broken_default_of_ours_is_told_and_another_is_used(ours: Path) -> None:
    written(ours, heart_then_head="")
    shelf = PlaybookShelf(ours)
    assert shelf.default().id == "bill"
    assert shelf.troubles == ["heart-then-head.toml: the file is empty; expected a playbook"]


def test_broken_files_never_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    shelf = PlaybookShelf(written(tmp_path, a="", b=SOUND, c="x = "))
    assert shelf.default().id == "service"
    assert shelf.troubles == [
        "a.toml: the file is empty; expected a playbook",
        "c.toml: at the end of the file: expected a value; text stands between quotes",
        "folder.toml: expected a file, got a folder",
        "pipe.toml: expected a file, got a device",
    ]


@pytest.mark.parametrize("unknown", ["none", "../ours/bill", "bill.toml", "", "\x1b[31m" + "x" * 100])
def test_an_id_that_nobody_has_is_a_trouble(unknown: str, ours: Path, own: Path) -> None:
    shelf = PlaybookShelf(ours, own)
    with pytest.raises(Trouble) as caught:
        shelf.named(unknown)
    assert str(caught.value).startswith("There is no playbook with the id ")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 130
    assert shelf.troubles == []


def test_other_files_are_no_playbooks(tmp_path: Path) -> None:
    for name in (".#b.toml", "b.toml~", "notes.txt"):
        (tmp_path / name).write_text("x")
    shelf = PlaybookShelf(written(tmp_path, b=SOUND))
    assert ids(shelf) == ["service"]
    assert shelf.troubles == []


def test_an_empty_shelf_names_the_first_fault(tmp_path: Path) -> None:
    with pytest.raises(
        Trouble, match=r"^There is no playbook that can be used\. .*there is no file that ends in \.toml$"
    ):
        PlaybookShelf(tmp_path).default()
    with pytest.raises(Trouble, match=r"the folder could not be read \(no such file or directory\)$"):
        PlaybookShelf(tmp_path / "none").default()
    with pytest.raises(Trouble, match=r"^There is no playbook that can be used\. a\.toml: the file is empty"):
        PlaybookShelf(written(tmp_path, a="", b="")).default()


def test_one_file_is_a_shelf_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, service=SOUND, heart_then_head=DEFAULT) / "service.toml"
    shelf = PlaybookShelf.of_file(path)
    assert shelf.default().id == "service"
    assert ids(shelf) == ["service"]
    assert shelf.is_own("service")
    assert shelf.troubles == []
    path.write_text("")
    with pytest.raises(Trouble, match=r"^service\.toml: the file is empty"):
        PlaybookShelf.of_file(path)


def test_a_file_that_was_asked_for_stands_before_all_others(tmp_path: Path, ours: Path, own: Path) -> None:
    written(own, a=with_id("bill", "Mine"), b=with_id("other"))
    written(tmp_path, asked=with_id("bill", "Asked for"))
    shelf = PlaybookShelf.of_file(tmp_path / "asked.toml", ours, own)
    assert shelf.default().title == shelf.named("bill").title == "Asked for"
    assert ids(shelf) == ["bill", DEFAULT_ID, "other"]
    assert shelf.is_own("bill")


def test_every_shipped_playbook_is_sound_and_has_its_place_in_the_order() -> None:
    shelf = PlaybookShelf(shipped("playbooks"))
    assert ids(shelf) == list(ORDER)
    assert shelf.troubles == []
    assert {path.stem for path in shipped("playbooks").iterdir()} == set(ORDER)
