"""What a command says about itself."""

from pathlib import Path

import click
import pytest

from tests.command.runs import in_process
from tui import __version__
from tui.cli import heartfirst

COMMANDS = (
    "call", "list", "search", "show", "last", "copy", "amend", "owed", "told", "move", "withdraw", "client",
    "clients", "export", "import", "doctor", "erase", "retention", "numbers", "playbook", "form", "method",
)  # fmt: skip


def command(name: str) -> click.Command:
    """One of them, loaded."""
    found = heartfirst.get_command(click.Context(heartfirst), name)
    assert found
    return found


def test_the_commands_are_those_of_the_design() -> None:
    assert set(COMMANDS) == set(heartfirst.list_commands(click.Context(heartfirst)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    one = command(name)
    assert one.help
    assert one.help.rstrip().endswith(".")
    options = [option for option in one.params if isinstance(option, click.Option)]
    assert all(option.help for option in options)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_a_command_tells_how_to_use_it(name: str, flag: str, folder: Path) -> None:
    ran = in_process(name, flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: heartfirst {name} ")
    assert str(command(name).help).split()[0] in ran.out
    assert not folder.exists()


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command_and_option(flag: str, folder: Path) -> None:
    ran = in_process(flag)
    assert (ran.code, ran.err) == (0, "")
    listed = [line.split()[0] for line in ran.out.split("Commands:")[1].splitlines() if line.strip()]
    assert set(listed) == set(COMMANDS)
    assert len(ran.out.split("Commands:")[1].split("\n")) == len(COMMANDS) + 2, "Each has one line."
    assert all(option in ran.out for option in ("--data FOLDER", "--playbook FILE", "--demo", "--version", "--help"))
    assert not folder.exists()


def test_the_version_is_that_of_the_package(folder: Path) -> None:
    assert in_process("--version") == (0, f"heartfirst {__version__}\n", "")
    assert not folder.exists()
