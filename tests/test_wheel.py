"""The wheel as a rep gets it: built, installed where nothing else is, and opened on a terminal."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.real.bare_pty import Pty
from tests.real.terminal import needs
from tui import __version__

pytestmark = pytest.mark.packaging

CHECKOUT = Path(__file__).parent.parent
NOT_SHIPPED = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "uv.lock")
F9 = b"\x1b[20~"
# What would let the checkout, or an environment that is active, stand in for what was installed.
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HEARTFIRST_DATA", "UV_PROJECT_ENVIRONMENT")


def run(*command: str | Path, folder: Path, **added: str) -> str:
    """What the command says on stdout; it must not fail."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | added
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


def make_environment(folder: Path) -> Path:
    """A fresh environment with nothing but pip in it; the folder of its commands."""
    run(sys.executable, "-m", "venv", str(folder), folder=folder.parent)
    return folder / "bin"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that a build leaves nothing behind in it."""
    copy = tmp_path_factory.mktemp("copy") / "heart first"
    shutil.copytree(CHECKOUT, copy, ignore=NOT_SHIPPED)
    return copy


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of the environment that things are built with."""
    return make_environment(tmp_path_factory.mktemp("builder") / "env")


@pytest.fixture(scope="module")
def wheel(tree: Path, builder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the copy."""
    folder = tmp_path_factory.mktemp("wheel")
    run(builder / "python", "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, tree, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel into an environment of its own."""
    commands = make_environment(tmp_path_factory.mktemp("installed") / "env")
    run(commands / "python", "-m", "pip", "install", wheel, folder=wheel.parent)
    return commands / "heartfirst"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """All that the installed command sees: no checkout, no home but an empty one."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "HEARTFIRST_DATA": str(tmp_path / "records"),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture
def desk(installed: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[Pty]:
    """The installed app on a terminal, started far from the checkout."""
    with closing(Pty([str(installed)], environment=environment, folder=tmp_path)) as terminal:
        yield terminal


def say(command: Sequence[str | Path], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command without a terminal."""
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_wheel_carries_what_the_app_reads_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    styles = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "tui").rglob("*.tcss")}
    data = {f"tui/_{path.relative_to(CHECKOUT).as_posix()}" for path in (CHECKOUT / "data").rglob("*.toml")}
    assert "tui/_data/playbooks/heart-then-head.toml" in data
    assert styles
    assert styles | data | {"tui/py.typed"} <= carried
    assert {name.split("/")[0] for name in carried} == {"tui", f"heartfirst-{__version__}.dist-info"}


def test_the_installed_app_opens_on_a_terminal_and_leaves_it(desk: Pty) -> None:
    desk.wait_for("Who is calling?")
    desk.write(F9)
    assert desk.exit_status() == 0
    assert "Traceback" not in desk.screen()


def test_the_installed_app_takes_a_call_with_the_playbook_it_carries(desk: Pty) -> None:
    desk.wait_for("Who is calling?")
    desk.write(b"Dana Lee\r")
    desk.wait_for("Say sorry")
    desk.write(b"> two parcels came")
    desk.wait_for("> two parcels came")


def test_the_installed_command_tells_its_version(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    told = say([installed, "--version"], environment, tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert __version__ in told.stdout


def test_the_installed_command_lists_an_empty_folder(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    told = say([installed, "list"], environment, tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout == ""


def test_uv_runs_the_checkout(tree: Path, builder: Path) -> None:
    uv = shutil.which("uv")
    if uv is None:
        if not os.environ.get("CI"):
            needs("uv")
        run(builder / "python", "-m", "pip", "install", "uv", folder=tree)
        uv = str(builder / "uv")
    said = run(uv, "run", "--python", sys.executable, "heartfirst", "--version", folder=tree)
    assert __version__ in said
