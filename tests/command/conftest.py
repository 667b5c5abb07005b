"""What the tests of the command line share."""

import os
from pathlib import Path

import pytest

from tests.command.runs import CHECKOUT
from tests.fakes import START
from tui.system_clock import SystemClock

OURS = ("HEARTFIRST_DATA", "HEARTFIRST_COMPLETE", "_HEARTFIRST_COMPLETE", "DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the records will be, also for commands in this process; it does not exist yet."""
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    records = tmp_path / "records"
    monkeypatch.setenv("HEARTFIRST_DATA", str(records))
    monkeypatch.setenv("HEARTFIRST_SETTINGS", str(tmp_path / "settings"))
    return records


@pytest.fixture
def environment(tmp_path: Path, folder: Path) -> dict[str, str]:
    """All that a process sees: nothing of the developer's own terminal, home, display or records."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "HEARTFIRST_DATA": str(folder),
        "HEARTFIRST_SETTINGS": str(tmp_path / "settings"),
        "HOME": str(tmp_path / "home"),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(CHECKOUT),
        "TERM": "xterm-256color",
    }


@pytest.fixture
def that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the morning of the calls."""
    monkeypatch.setattr(SystemClock, "now", lambda _: START)
