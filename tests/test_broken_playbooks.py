"""Files that are no playbook at all, or that hold what nobody should write: one clear sentence, and nothing worse."""

import errno
import os
import re
from pathlib import Path

import pytest

from tests.test_playbooks import HEAD, LISTEN, SOUND, in_second, is_plain, trouble
from tui.model.trouble import Trouble
from tui.playbooks import read_playbook
from tui.toml_files import MOST_BYTES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "service.toml"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOUND.replace('"Service"', "Service"), "line 3: expected a value; text stands between quotes"),
        (SOUND.replace('"Service"', '"Service'), "line 3: illegal character '\\n'"),
        (SOUND.replace('title = "', 'title "'), "line 3: expected '=' after a key in a key/value pair"),
        (SOUND.replace('"Service"', '"""Service'), "at the end of the file: unterminated string"),
        (SOUND.replace("title", "id"), "line 3: the same key or table stands here twice"),
        (SOUND.encode().replace(b"Service", b"Sch\xf6n"), "line 3: expected text in the encoding UTF-8"),
        (SOUND.encode("utf-16"), "line 1: expected text in the encoding UTF-8"),
        ("x = " + "[" * 3900, "the file holds something that is too long or too deep to be read"),
        ("x = " + "[\n" * 60_000, "the file holds something that is too long or too deep to be read"),
        (SOUND + ".".join(["a"] * 1000) + " = 1", "line 27: expected a key, got one with very many dots"),
        (SOUND + "[ 'a'" + ' . "b\\""' * 20 + "]", "line 27: expected a key, got one with very many dots"),
        ("x = 1\ny = " + "9" * 5000, "line 2: too long: 5004 characters, at most 4000 fit"),
        ("", "the file is empty; expected a playbook"),
        ("# only a comment\n", "the file is empty; expected a playbook"),
        (" " * (MOST_BYTES + 1), "the file is too big: at most 512 KB are read"),
        (b"x" * 10_000_000, "the file is too big: at most 512 KB are read"),
    ],
)
def test_a_file_that_is_no_toml_says_where(path: Path, content: str | bytes, words: str) -> None:
    said = trouble(path, content)
    assert said == f"service.toml: {words}"
    assert is_plain(said)


def test_several_faults_are_said_together_up_to_three(path: Path) -> None:
    said = trouble(path, HEAD + LISTEN + LISTEN.replace("{name}", "{a} {b} {c}"))
    assert said.startswith(
        "service.toml: step 2 (listen): id: an earlier step already has this id; step 2 (listen): say: "
    )
    assert said.endswith("; and 2 more")
    assert len(said) < 250


def test_dots_in_a_text_are_no_dots_of_a_key(path: Path) -> None:
    path.write_text(SOUND.replace('"They have said it all."', f'"{"a." * 200}"', 1))
    assert read_playbook(path).steps[0].done == "a." * 200


def test_a_long_name_of_a_file_is_cut(tmp_path: Path) -> None:
    assert trouble(tmp_path / f"{'n' * 240}.toml", "") == f"{'n' * 79}…: the file is empty; expected a playbook"


@pytest.mark.parametrize(
    "content",
    [
        in_second('"heart"', '"' + "long word " * 100 + '"'),
        in_second("done =", "k" * 2000 + " ="),
        in_second("{name}", "{" + "long word " * 30 + "}"),
        in_second('id = "sorry"', 'id = "' + "a" * 300 + '"'),
        SOUND + "".join(f"[{'k' * 2000}]\n" for _ in range(2)),
    ],
    ids=["enum", "key", "placeholder", "id", "table"],
)
def test_long_content_is_cut(path: Path, content: str) -> None:
    said = trouble(path, content)
    assert not re.search(r"(long word ?){6}|k{41}|a{41}", said)
    assert "…" in said or "twice" in said


@pytest.mark.parametrize(
    "content",
    [
        in_second('"heart"', '"\\u001b[31mred\\u202e"'),
        in_second("done =", '"\\u001b[2Jx" ='),
        in_second("{name}", "{\\u001b]0;x\\u0007}"),
        in_second('id = "sorry"', 'id = "a\\n\\u001b[1m"'),
    ],
    ids=["enum", "key", "placeholder", "id"],
)
def test_content_that_could_steer_the_terminal_is_made_visible(path: Path, content: str) -> None:
    said = trouble(path, content)
    assert said.isprintable()
    assert "␛" in said


def test_a_file_name_that_could_steer_the_terminal_is_made_visible(tmp_path: Path) -> None:
    said = trouble(tmp_path / "\x1b[31m\n.toml", "")
    assert said == "␛[31m .toml: the file is empty; expected a playbook"


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    def said(path: Path) -> str:
        with pytest.raises(Trouble) as caught:
            read_playbook(path)
        return str(caught.value)

    assert said(tmp_path / "none.toml") == "none.toml: there is no such file"
    (tmp_path / "folder.toml").mkdir()
    assert said(tmp_path / "folder.toml") == "folder.toml: expected a file, got a folder"
    os.mkfifo(tmp_path / "pipe.toml")
    assert said(tmp_path / "pipe.toml") == "pipe.toml: expected a file, got a device"
    (tmp_path / "ring.toml").symlink_to("ring.toml")
    assert said(tmp_path / "ring.toml").startswith("ring.toml: the file could not be read (")
    assert said(tmp_path / "a\0b.toml") == "a␀b.toml: the file could not be read (the reason is not known)"


def test_a_file_without_permission_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path.write_text(SOUND)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Trouble, match=r"^service\.toml: the file could not be read \(permission denied\)$"):
        read_playbook(path)


def test_a_big_file_is_refused_before_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    monkeypatch.delattr(Path, "open")
    with pytest.raises(Trouble, match="too big"):
        read_playbook(path)
