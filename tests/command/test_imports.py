"""What a command loads: nothing of a screen, and no more than it needs."""

import sys
from pathlib import Path

import pytest

from tests.command.runs import JSON, READING, keep, run

TELL = """
import sys
from tui.cli import main
try:
    main()
finally:
    print("\\0", *sys.modules, sep="\\n", file=sys.stderr)
"""
BARE = 'import sys; print("\\0", *sys.modules, sep="\\n", file=sys.stderr)'
CLICK = f"import click; {BARE}"
LOOK = {"--help": ("--help",), "--version": ("--version",), "list --help": ("list", "--help")}
RENDERING = ("show", "last", "copy")
"""Those that make a summary, out of a template."""
ALL = {" ".join(args): args for args in (*READING, ("copy",))}


def loaded(environment: dict[str, str], code: str, *args: str) -> set[str]:
    """The modules that are there at the end."""
    ran = run([sys.executable, "-c", code, *args], environment)
    assert ran.code == 0, ran.err
    return set(ran.err.split("\0\n")[1].split())


@pytest.fixture
def bare(environment: dict[str, str]) -> set[str]:
    """The modules of a Python that does nothing."""
    return loaded(environment, BARE)


def packages(modules: set[str]) -> set[str]:
    """Those packages of `modules` that do not come with Python."""
    return {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("args", LOOK.values(), ids=LOOK)
def test_help_and_version_load_click_and_the_command_line_alone(
    args: tuple[str, ...], environment: dict[str, str], bare: set[str]
) -> None:
    modules = loaded(environment, TELL, *args) - bare
    assert packages(modules) == {"click", "tui"}
    ours = {name for name in modules if name.startswith("tui")}
    commands = {"tui.cli", "tui.commands", "tui.commands.output", "tui.commands.wanted"}
    if args[0] == "list":
        commands |= {"tui.commands.calls"}
    assert ours == {"tui", *commands, "tui.first_look", "tui.kept_keys", "tui.model", "tui.model.trouble"}
    assert modules.isdisjoint({"sqlite3", "asyncio", "subprocess", "json", "pathlib", "urllib.parse"})


@pytest.mark.costly
@pytest.mark.parametrize("args", ALL.values(), ids=ALL)
def test_a_command_loads_nothing_of_a_screen(
    args: tuple[str, ...], folder: Path, environment: dict[str, str], bare: set[str]
) -> None:
    keep(folder, "Dana")
    modules = loaded(environment, TELL, *args) - bare
    templates = {"jinja2", "markupsafe"} if args[0] in RENDERING else set()
    assert packages(modules) <= {"click", "msgspec", "sqlcipher3", "tinydb", "tui", "typing_extensions", *templates}
    screens = ("tui.app", "tui.screens", "tui.widgets", "tui.keys", "tui.theme", "tui.playbooks")
    assert not [name for name in modules if name.startswith(screens)]
    assert modules.isdisjoint({"asyncio", "http", "ssl"} | (set() if templates else {"tomllib", "tui.form_files"}))


def test_the_doctor_loads_nothing_of_a_screen(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    modules = loaded(environment, TELL, "doctor")
    assert not [name for name in modules if name.startswith(("textual", "tui.app", "tui.screens", "tui.keys"))]


@pytest.mark.costly
@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_what_copies_nothing_loads_no_clipboard(
    args: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> None:
    keep(folder, "Dana")
    modules = loaded(environment, TELL, *args)
    assert modules.isdisjoint({"tui.clipboard", "pyperclip", "subprocess"})


def test_a_command_loads_few_modules_besides_click(folder: Path, environment: dict[str, str]) -> None:
    keep(folder, "Dana")
    click = loaded(environment, CLICK)
    assert len(loaded(environment, TELL, *JSON) - click) <= 118
    assert len(loaded(environment, TELL, "--help") - click) <= 22
