"""Real power cuts, where one may mount a file system; elsewhere, in CI as well, it is said why there are none."""

import os
from pathlib import Path

import pytest

from tests.torture import power_cuts
from tests.torture.__main__ import told
from tests.torture.report import Numbers


def run() -> str:
    """Why no power could be cut; empty when it was, and nothing was lost."""
    report = power_cuts.run(Numbers(bounded=True), print)
    assert report.is_proof or report.is_skipped_whole, "\n".join(told(report))
    return report.skipped


@pytest.mark.real
def test_no_power_cut_takes_what_was_acknowledged() -> None:
    why_not = run()
    if why_not:
        pytest.skip(why_not)


@pytest.fixture
def rooted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that are found before the system's own; we seem to be root, on Linux."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for program in ("mount", "umount", "mkfs.ext4"):
        put(programs / program, "exit 0")
    put(programs / "unshare", 'shift; exec "$@"')
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return programs


def put(program: Path, script: str) -> None:
    """Make a program of a line of shell."""
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_without_root_it_is_said_that_root_is_needed(rooted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert run() == "This needs root, to mount a file system in a file."


def test_without_a_program_it_is_said_which(rooted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (rooted / "umount").unlink()
    monkeypatch.setenv("PATH", str(rooted))
    assert run() == "This needs Linux with umount."


def test_where_the_kernel_refuses_a_namespace_or_a_mount_its_words_are_told(rooted: Path) -> None:
    put(rooted / "mount", "echo 'mount: permission denied.' >&2; exit 32")
    refused = "The system lets nobody mount a file system here "
    assert run() == refused + "(mount: mount: permission denied.)."
    put(rooted / "unshare", "echo 'unshare failed: Operation not permitted' >&2; exit 1")
    assert run() == refused + "(unshare: unshare failed: Operation not permitted)."
