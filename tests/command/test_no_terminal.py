"""Without a terminal that can draw a screen: one sentence, exit 2, and nothing on the disk."""

import os
import re
from pathlib import Path

import pytest

from tests.command.runs import Ran, as_process, command, on_terminal, run, sentence, what_stays
from tui.shipped import shipped

pytestmark = pytest.mark.skipif(os.name != "posix", reason="There are no pseudo-terminals here.")

NEEDED = "A terminal to type into is needed. For a pipe there are list, show, last, copy and export."
STARTS = pytest.mark.parametrize("args", [(), ("call",), ("call", "Dana Lee")], ids=["desk", "call", "call Dana"])


@STARTS
def test_without_any_terminal(args: tuple[str, ...], tmp_path: Path, environment: dict[str, str]) -> None:
    ran = as_process(*args, environment=environment)
    assert (ran.code, ran.out) == (2, "")
    assert sentence(ran.err) == NEEDED
    assert list(tmp_path.iterdir()) == []


@STARTS
def test_with_stdout_in_a_file(args: tuple[str, ...], tmp_path: Path, environment: dict[str, str]) -> None:
    with (tmp_path / "stdout").open("wb") as out:
        ran = on_terminal(*args, environment=environment, out=out.fileno())
    assert ran.code == 2
    assert sentence(ran.out) == NEEDED
    assert [path.name for path in tmp_path.iterdir()] == ["stdout"]
    assert (tmp_path / "stdout").read_bytes() == b""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-"])
def test_with_closed_streams(closed: str, tmp_path: Path, environment: dict[str, str]) -> None:
    ran = run(["sh", "-c", f'exec "$@" {closed}', "sh", *command()], environment)
    assert (ran.code, ran.out) == (2, "")
    assert sentence(ran.err) == NEEDED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.costly
@STARTS
@pytest.mark.parametrize(
    ("term", "told"), [("dumb", "TERM is dumb"), ("", "TERM is not set"), (None, "TERM is not set")]
)
def test_on_a_terminal_that_cannot_draw(
    term: str | None, told: str, args: tuple[str, ...], tmp_path: Path, environment: dict[str, str]
) -> None:
    del environment["TERM"]
    ran = on_terminal(*args, environment=environment | ({} if term is None else {"TERM": term}))
    assert ran.code == 2
    assert sentence(ran.out) == (
        f"This terminal cannot draw a screen ({told}). list, show, last, copy and export work here."
    )
    assert list(tmp_path.iterdir()) == []


def test_what_needs_no_screen_works_on_a_terminal_that_cannot_draw(environment: dict[str, str]) -> None:
    ran = on_terminal("list", environment=environment | {"TERM": "dumb"})
    assert ran == Ran(0, "No finished call yet.\r\n", "")


BROKEN = {
    "not there": (None, "there is no such file"),
    "no TOML": ("schema = 1\nid = unquoted\n", "line 2: expected a value; text stands between quotes"),
    "wrong type": (
        'id = "mine"\ntitle = "Mine"\n[[steps]]\nid = "hello"\nphase = "heart"\nsay = 5\n',
        "step 1 (hello): ",
    ),
    "empty": ("", "the file is empty; expected a playbook"),
}


@pytest.mark.costly
@pytest.mark.parametrize(("text", "told"), BROKEN.values(), ids=BROKEN)
def test_a_playbook_that_cannot_be_used_is_told_where_it_can_be_read(
    text: str | None, told: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    path = tmp_path / "mine.toml"
    if text is not None:
        path.write_text(text)
    before = list(tmp_path.iterdir())
    ran = on_terminal("--playbook", str(path), environment=environment)
    assert ran.code == 1
    assert "Traceback" not in ran.out
    words = what_stays(ran.out)
    assert words.startswith(f"heartfirst: mine.toml: {told}")
    assert words.count("\n") == 1
    assert list(tmp_path.iterdir()) == before


def test_a_key_of_the_wrong_type_is_named_with_its_file_and_step(tmp_path: Path, environment: dict[str, str]) -> None:
    text = shipped("playbooks", "heart-then-head.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(re.sub("^say = .*$", "say = 5", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    ran = on_terminal("--playbook", str(mine), "call", "Dana", environment=environment)
    assert ran.code == 1
    assert what_stays(ran.out) == "heartfirst: mine.toml: step 1 (listen): say: expected text, got a number\r\n"
