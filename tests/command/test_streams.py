"""Pipes that close, disks that are full, encodings that lack a character, and no colours."""

import json
import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.command.runs import (
    JSON,
    PATIENCE,
    READING,
    Ran,
    as_process,
    command,
    keep,
    on_terminal,
    run,
    sentence,
)

pytestmark = pytest.mark.costly

WRITING = [*READING, ("--help",), ("--version",)]
FIRST = (("show", "1"), JSON, ("--help",))
"""The commands that scripts/check asks too: one of each kind of writing."""


def first(asked: Iterable[tuple[str, ...]]) -> Iterator[ParameterSet]:
    """Each is a process or two: all are for scripts/test, and the first of their kind for scripts/check too."""
    return (pytest.param(args, marks=() if args in FIRST else pytest.mark.long) for args in asked)


UNBUFFERED = ["", pytest.param("1", marks=pytest.mark.long)]
posix = pytest.mark.skipif(os.name != "posix", reason="Pipes and devices are other things here.")


@posix
@pytest.mark.parametrize("unbuffered", UNBUFFERED)
@pytest.mark.parametrize("args", first(WRITING), ids=" ".join)
def test_a_reader_that_has_gone_away_ends_the_command_in_silence(
    args: tuple[str, ...], unbuffered: str, folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command(*args),
        env=environment | {"PYTHONUNBUFFERED": unbuffered},
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@posix
@pytest.mark.parametrize("args", first(READING), ids=" ".join)
def test_the_first_line_of_many_can_be_taken(
    args: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, *["Dana"] * 200)
    ran = run(["sh", "-c", f"{shlex.join(command(*args))} | head -1"], environment)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="There is no device that is always full.")
@pytest.mark.parametrize("unbuffered", UNBUFFERED)
@pytest.mark.parametrize("args", first(WRITING), ids=" ".join)
def test_a_full_disk_behind_stdout_is_told(
    args: tuple[str, ...], unbuffered: str, folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    ran = run(
        ["sh", "-c", f"exec {shlex.join(command(*args))} > /dev/full"],
        environment | {"PYTHONUNBUFFERED": unbuffered},
    )
    assert ran.code == 1
    assert sentence(ran.err) == "The output could not be written: no space left on device."


@posix
@pytest.mark.parametrize("args", first(WRITING), ids=" ".join)
def test_a_closed_stdout_is_no_bug(args: tuple[str, ...], folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    ran = run(["sh", "-c", f"exec {shlex.join(command(*args))} >&-"], environment)
    assert ran == Ran(0, "", "")


@pytest.mark.costly
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp437"])
@pytest.mark.parametrize("args", first([("list",), ("show", "1"), ("last",)]), ids=" ".join)
def test_a_character_that_stdout_lacks_is_named(
    args: tuple[str, ...], encoding: str, folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Zoë 漢 ❤, Café")
    ran = as_process(*args, environment=environment | {"PYTHONIOENCODING": encoding}, encoding=encoding)
    assert (ran.code, ran.err) == (0, "")
    assert "Zoë \\u6f22 \\u2764 · Café" in ran.out


OLD_C = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.costly
@pytest.mark.parametrize("added", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C"}, OLD_C], ids=["ascii", "C", "old C"])
@pytest.mark.parametrize("args", first([("list",), ("show", "1"), ("last",)]), ids=" ".join)
def test_where_nothing_but_ascii_is_promised_it_is_utf_8(
    args: tuple[str, ...], added: dict[str, str], folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Zoë 漢 ❤, Café")
    ran = as_process(*args, environment=environment | added)
    assert (ran.code, ran.err) == (0, "")
    assert "Zoë 漢 ❤ · Café" in ran.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("args", first([("list", "--json"), ("export", "--format", "json")]), ids=" ".join)
def test_json_is_utf_8_wherever_it_goes(
    args: tuple[str, ...], encoding: str, folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Zoë 漢 ❤ \ud83d")
    ran = as_process(*args, environment=environment | {"PYTHONIOENCODING": encoding})
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert (found[0] if isinstance(found, list) else found)["caller"] == "Zoë 漢 ❤ \ud83d"


@pytest.mark.costly
@pytest.mark.parametrize(
    "added", [{"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}], ids=["no", "force"]
)
@pytest.mark.parametrize("args", first([*WRITING, ("copy",), ("nope",), ("show", "x")]), ids=" ".join)
def test_a_pipe_gets_no_escape_sequences(
    args: tuple[str, ...], added: dict[str, str], folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    ran = as_process(*args, environment=environment | added)
    assert "\x1b" not in ran.out + ran.err


@posix
@pytest.mark.parametrize("args", first([*WRITING, ("nope",), ("show", "x")]), ids=" ".join)
def test_a_terminal_without_colours_gets_no_escape_sequences(
    args: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    ran = on_terminal(*args, environment=environment | {"NO_COLOR": "1"})
    assert ran.out
    assert "\x1b" not in ran.out
