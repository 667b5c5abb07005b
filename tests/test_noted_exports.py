"""The list of the files that were written from the records."""

from pathlib import Path

import pytest

from tests.fakes import START
from tui.model.trouble import Trouble
from tui.noted_exports import FILE_NAME, NotedExport, exported_files, forget_names, note_export, noted_exports

ONE = NotedExport(at=START, path="/home/dana/calls.csv", form="csv", calls=212)


def test_each_export_is_noted_for_the_owner_only(tmp_path: Path) -> None:
    assert noted_exports(tmp_path) == []
    note_export(tmp_path, ONE)
    note_export(tmp_path, ONE)
    assert noted_exports(tmp_path) == [ONE, ONE]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_what_a_crash_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    note_export(tmp_path, ONE)
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"at":"2026-')
    note_export(tmp_path, ONE)
    assert noted_exports(tmp_path) == [ONE, ONE]


def test_a_name_that_is_no_text_is_noted_all_the_same(tmp_path: Path) -> None:
    note_export(tmp_path, NotedExport(at=START, path="/home/\udcff.csv", form="csv", calls=1))
    assert noted_exports(tmp_path)[0].path == "/home/\\xff.csv"


def test_a_file_that_was_written_again_is_one_file_and_those_whose_names_were_cut_away_are_several(
    tmp_path: Path,
) -> None:
    for path in ("/home/rep/a.csv", "/home/rep/…", "/home/rep/b.csv", "/home/rep/a.csv", "/home/rep/…"):
        note_export(tmp_path, NotedExport(at=START, path=path, form="csv", calls=1))
    assert exported_files(tmp_path) == ["/home/rep/a.csv", "/home/rep/b.csv", "/home/rep/…", "/home/rep/…"]
    assert exported_files(tmp_path / "gone") == []


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="This export is not in the list of exports") as caught:
        note_export(tmp_path / "gone", ONE)
    assert str(caught.value).endswith("no such file or directory.")


def test_a_name_goes_out_of_every_path_and_the_rest_of_the_list_stays(tmp_path: Path) -> None:
    paths = [
        "/home/rep/calls.csv",
        "/home/rep/Zoë Lee.csv",
        "/home/rep/zoelee.md",
        "/home/rep/northwind/zoe/1.html",
        "/home/rep/me.json",
        "/home/leeds/1.csv",
    ]
    for path in paths:
        note_export(tmp_path, NotedExport(at=START, path=path, form="csv", calls=1))
    forget_names(tmp_path, ["zoë lee", "northwind me"])
    left = [
        "/home/rep/calls.csv",
        "/home/rep/…",
        "/home/rep/…",
        "/home/rep/…",
        "/home/rep/me.json",
        "/home/leeds/1.csv",
    ]
    assert [one.path for one in noted_exports(tmp_path)] == left
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_where_nothing_is_to_be_forgotten_nothing_is_written(tmp_path: Path) -> None:
    forget_names(tmp_path, ["Zoe"])
    assert not (tmp_path / FILE_NAME).exists()
    note_export(tmp_path, ONE)
    before = (tmp_path / FILE_NAME).stat()
    forget_names(tmp_path, ["Zoe", ""])
    assert (tmp_path / FILE_NAME).stat() == before


def test_a_list_that_cannot_be_written_anew_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note_export(tmp_path, ONE)

    def refused(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(Trouble, match=r"cannot be written: no space left on device\."):
        forget_names(tmp_path, ["Dana"])
    monkeypatch.undo()
    assert noted_exports(tmp_path) == [ONE]
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
