"""Parts for the tests that run the app for real. Everything under this folder is marked `real`."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.real.bare_pty import Pty
from tests.real.terminal import Terminal, XDisplay, needs

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent


class StartTerminal(Protocol):
    """Starts the app, or the command given, in a tmux terminal that is closed after the test."""

    def __call__(
        self,
        command: Sequence[str] | None = None,
        *,
        environment: dict[str, str] | None = None,
        columns: int = 120,
        rows: int = 32,
    ) -> Terminal: ...


class StartPty(Protocol):
    """Starts the app, or the command given, on a bare pty that is closed after the test."""

    def __call__(
        self,
        command: Sequence[str] | None = None,
        *,
        environment: dict[str, str] | None = None,
        columns: int = 120,
        rows: int = 32,
    ) -> Pty: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder; pytest hands over the items of every folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("real")


@pytest.fixture
def app_command() -> list[str]:
    """Starts the app from this checkout."""
    return [sys.executable, "-m", "tui"]


@pytest.fixture
def app_environment(tmp_path: Path) -> dict[str, str]:
    """All that the app sees: nothing of the developer's own terminal, home, display or records."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "HEARTFIRST_DATA": str(tmp_path / "records"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(CHECKOUT),
        "SHELL": "/bin/sh",
    }


@pytest.fixture
def terminal(app_command: list[str], app_environment: dict[str, str], tmp_path: Path) -> Iterator[StartTerminal]:
    """Start terminals with this; `environment` is added to the app's own."""
    needs("tmux")
    with ExitStack() as started:

        def start(
            command: Sequence[str] | None = None,
            *,
            environment: dict[str, str] | None = None,
            columns: int = 120,
            rows: int = 32,
        ) -> Terminal:
            one = Terminal(
                command or app_command,
                environment=app_environment | (environment or {}),
                columns=columns,
                rows=rows,
                folder=tmp_path,
            )
            started.callback(one.close)
            return one

        yield start


@pytest.fixture
def bare_pty(app_command: list[str], app_environment: dict[str, str], tmp_path: Path) -> Iterator[StartPty]:
    """Start bare ptys with this; `environment` is added to the app's own."""
    with ExitStack() as started:

        def start(
            command: Sequence[str] | None = None,
            *,
            environment: dict[str, str] | None = None,
            columns: int = 120,
            rows: int = 32,
        ) -> Pty:
            one = Pty(
                command or app_command,
                environment=app_environment | (environment or {}),
                columns=columns,
                rows=rows,
                folder=tmp_path,
            )
            started.callback(one.close)
            return one

        yield start


@pytest.fixture
def display() -> Iterator[XDisplay]:
    """An X display with an empty clipboard."""
    needs("Xvfb", "xclip")
    with XDisplay() as display:
        yield display
