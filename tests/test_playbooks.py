"""One playbook read from a file that anybody can have written."""

import errno
import os
import re
from pathlib import Path

import pytest

from tui.model.playbook import GateLevel, Phase
from tui.model.trouble import Trouble
from tui.playbooks import MOST_BYTES, read_playbook

HEAD = """schema = 1
id = "service"
title = "Service"
gate = "warn"
"""
LISTEN = """
[[steps]]
id = "listen"
phase = "heart"
name = "Listen"
short = "listen"
say = "Tell me, {name}."
why = "They need to be heard."
source = "seed 002"
not = ["calm down"]
done = "They have said it all."
"""
SORRY = LISTEN.replace('"listen"', '"sorry"')
SOUND = HEAD + LISTEN + SORRY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "service.toml"


def trouble(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Trouble) as caught:
        read_playbook(path)
    return str(caught.value)


def in_second(old: str, new: str) -> str:
    """The sound playbook with something else in its second step."""
    assert old in SORRY
    return HEAD + LISTEN + SORRY.replace(old, new)


def test_a_sound_file_is_read(path: Path) -> None:
    path.write_text(SOUND)
    playbook = read_playbook(path)
    assert (playbook.id, playbook.title, playbook.gate) == ("service", "Service", GateLevel.WARN)
    assert [(step.id, step.phase) for step in playbook.steps] == [("listen", Phase.HEART), ("sorry", Phase.HEART)]
    assert playbook.steps[0].avoid == ("calm down",)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with the mark that Notepad writes"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_the_marks_of_other_editors_do_no_harm(path: Path, start: bytes, end: bytes) -> None:
    path.write_bytes(start + SOUND.encode().replace(b"\n", end))
    assert len(read_playbook(path).steps) == 2


WHY = 'why = "They need to be heard."'
NOT = '["calm down"]'
LIST = "expected a list with at least one entry"
KEYS = "id, phase, name, short, say, why, source, not, done"
TOP_KEYS = "schema, id, title, gate, steps"
NEWER = "made for a newer heartfirst (its schema is above 1); please update heartfirst"


def is_plain(said: str) -> bool:
    return not re.search(r"[`$]|Expected |Object |something else", said) and len(said) < 200


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('say = "Tell me, {name}."', "say = 4", "(sorry): say: expected text, got a number"),
        ('say = "Tell me, {name}."', "say = 4.5", "(sorry): say: expected text, got a number"),
        (WHY, "why = true", "(sorry): why: expected text, got true or false"),
        (WHY, "why = []", "(sorry): why: expected text, got an empty list"),
        (WHY, "why = [1]", "(sorry): why: expected text, got a list"),
        (WHY, "why = {}", "(sorry): why: expected text, got a table"),
        (WHY, "why = 2026-11-21", "(sorry): why: expected text, got a date or a time"),
        (WHY, 'why = ""', "(sorry): why: expected text, got nothing"),
        (WHY, 'why = " \\t"', "(sorry): why: expected text, got nothing"),
        (WHY, f'why = "{"x" * 401}"', "(sorry): why: too long: 401 characters, at most 400 fit"),
        ('short = "sorry"', 'short = "thirteen long"', "(sorry): short: too long: 13 characters, at most 12 fit"),
        ('"heart"', '"hart"', "(sorry): phase: expected heart or head or close, got hart"),
        ('"heart"', "7", "(sorry): phase: expected heart or head or close, got a number"),
        ('"heart"', '""', "(sorry): phase: expected heart or head or close, got text"),
        (NOT, '"calm down"', f"(sorry): not: {LIST}, got text"),
        (NOT, "[]", f"(sorry): not: {LIST}, got an empty list"),
        (NOT, '["a", 5]', "(sorry): not: entry 2: expected text, got a number"),
        (NOT, str(["a"] * 7), "(sorry): not: too long: 7 entries, at most 6 fit"),
        (WHY, "", "(sorry): why: this key is missing"),
        ('id = "sorry"', "", ": id: this key is missing"),
        ('id = "sorry"', "id = 5", ": id: expected text, got a number"),
        ('"sorry"', '"So So"', "(So So): id: expected small letters, digits and hyphens, got So So"),
        ("done =", "don =", f"(sorry): don: this key is not known here; the keys are {KEYS}"),
        ('id = "sorry"', 'id = "listen"', "(listen): id: an earlier step already has this id"),
        ("{name}", "{nam}", "(sorry): say: {nam} is not known; only {name} can stand here"),
    ],
)
def test_a_fault_in_a_step_names_step_and_key(path: Path, old: str, new: str, words: str) -> None:
    said = trouble(path, in_second(old, new))
    assert said == f"service.toml: step 2{'' if words.startswith(':') else ' '}{words}"
    assert is_plain(said)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SOUND.replace('"warn"', '"shut"'), "gate: expected warn or refuse, got shut"),
        (SOUND.replace('title = "Service"', ""), "title: this key is missing"),
        (SOUND.replace("title =", "Title ="), f"Title: this key is not known here; the keys are {TOP_KEYS}"),
        (SOUND.replace('"heart"', '"head"'), "steps: at least one step must be in the phase heart"),
        (HEAD + 'steps = "many"', f"steps: {LIST}, got text"),
        (HEAD + "steps = []", f"steps: {LIST}, got an empty list"),
        (HEAD + "steps = [3]", "step 1: expected a table, got a number"),
        (HEAD + LISTEN * 17, "steps: too long: 17 entries, at most 16 fit"),
        (HEAD, "steps: this key is missing"),
        (SOUND.replace("schema = 1", 'schema = "1"'), "schema: expected a whole number, got text"),
        (SOUND.replace("schema = 1", "schema = true"), "schema: expected a whole number, got true or false"),
        (SOUND.replace("schema = 1", "schema = 0"), "schema: expected 1, got a smaller number"),
        (SOUND.replace("schema = 1", "schema = 2"), NEWER),
        (f"schema = {2**70}\ncolour = 3", NEWER),
    ],
)
def test_a_fault_in_the_playbook_names_the_key(path: Path, content: str, words: str) -> None:
    said = trouble(path, content)
    assert said == f"service.toml: {words}"
    assert is_plain(said)


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
        ("x = 1\ny = " + "9" * 5000, "line 2: too long: 5004 characters, at most 4000 fit"),
        ("", "the file is empty; expected a playbook"),
        ("# only a comment\n", "the file is empty; expected a playbook"),
        (" " * (MOST_BYTES + 1), "the file is too big: a playbook has at most 256 KB"),
        (b"x" * 10_000_000, "the file is too big: a playbook has at most 256 KB"),
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
    assert said.endswith("; and 1 more")


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
