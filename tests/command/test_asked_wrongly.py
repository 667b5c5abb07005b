"""Words of the command that mean nothing: one clear sentence, exit 2, and nothing happens."""

from pathlib import Path

import pytest

from tests.command.runs import in_process, keep, on_disk

# What was asked, and what the sentence about it must name; the rest of its words are click's.
WRONG = [
    (("nope",), "nope"),
    (("--nope",), "--nope"),
    (("-x",), "-x"),
    (("list", "--nope"), "--nope"),
    (("show",), "CALL"),
    (("show", "1", "2"), "(2)"),
    (("show", "-1"), "-1"),
    (("call", "Dana", "Lee"), "(Lee)"),
    (("last", "1"), "(1)"),
    (("--data",), "--data"),
    (("--playbook",), "--playbook"),
    (("list", "--limit"), "--limit"),
    (("list", "--limit", "0"), "0 is not in the range 1<=x<=100000"),
    (("list", "--limit", "100001"), "100001 is not in the range 1<=x<=100000"),
    (("list", "--limit", "x"), "--limit"),
    (("list", "--limit", "1e3"), "--limit"),
    (("list", "--limit", "9" * 5000), "--limit"),
    (("\x1b[31mred",), "[31mred"),
]


@pytest.mark.parametrize(("args", "named"), WRONG, ids=[" ".join(args)[:40] for args, _ in WRONG])
def test_one_sentence_tells_what_is_wrong(args: tuple[str, ...], named: str, folder: Path, tmp_path: Path) -> None:
    keep(folder, "Dana")
    before = on_disk(tmp_path)
    ran = in_process(*args)
    assert (ran.code, ran.out) == (2, "")
    _, error = ran.err.split("Error: ")
    assert named in error
    assert error.count("\n") == 1
    assert "\x1b" not in ran.err
    assert on_disk(tmp_path) == before


def test_an_option_comes_before_the_command_that_it_is_for(folder: Path) -> None:
    ran = in_process("list", "--data", str(folder))
    assert ran.code == 2
    assert "--data" in ran.err
