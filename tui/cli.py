"""The command line. Loads no Textual until a screen is wanted; data goes to stdout, words to stderr."""

import io
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from tui import __version__
from tui.commands.output import tell
from tui.commands.wanted import Wanted
from tui.first_look import FIRST_LOOK
from tui.model.trouble import Trouble

_LATER = {
    "list": ("calls:list_calls", "Finished calls, newest first; words narrow them."),
    "search": ("calls:search", "Find calls by words and filters."),
    "show": ("calls:show", "Print the summary of a call."),
    "last": ("calls:last", "Print the summary of the newest call."),
    "client": ("clients:client", "What is known about a client, and what you add to it."),
    "clients": ("clients:clients", "Those about whom something is kept."),
    "copy": ("copying:copy", "Copy the summary of a call to the clipboard."),
    "amend": ("keeping:amend", "Add lines to a finished call."),
    "owed": ("keeping:owed", "Every promise that somebody still waits for, by its day."),
    "told": ("keeping:told", "A promise is behind us: they know."),
    "move": ("keeping:move", "Give a promise another day."),
    "withdraw": ("keeping:withdraw", "Take a promise back."),
    "export": ("exporting:export", "Write finished calls to stdout or a file."),
    "import": ("importing:import_calls", "Bring in calls that export wrote, or those of a CSV."),
    "doctor": ("doctor:doctor", "Look everything over and say what is fine and what to do."),
    "numbers": ("numbers:numbers", "Your own numbers, for you alone."),
    "erase": ("erasing:erase", "Erase a call or a client everywhere, or make them anonymous."),
    "retention": ("erasing:retention", "Show or erase the calls that are kept for too long."),
    "playbook": ("method:playbooks", "Look at the playbooks, and write your own."),
    "form": ("forms:forms", "Look at the forms of the summary, and write your own."),
    "method": ("method:method", "Print what the method asks for, idea by idea."),
}
"""Command -> where it is, in `tui.commands`, and what it is for, so that a list of them loads none."""


MOST_SHORT = 66
"""Characters of what stands behind a command's name on a line of 80."""


class Commands(click.Group):
    """Commands that are loaded when they are wanted, and of which even a bug ends with one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order in which a rep gets to know them."""
        return list(dict.fromkeys((*self.commands, *_LATER)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name in _LATER and cmd_name not in self.commands:
            module, _, name = _LATER[cmd_name][0].partition(":")
            self.add_command(getattr(import_module(f"tui.commands.{module}"), name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of them, in which nothing is cut off."""
        mine = {name: command.get_short_help_str(MOST_SHORT) for name, command in self.commands.items()}
        later = {name: words for name, (_, words) in _LATER.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, (mine | later)[name]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A bug becomes `Trouble`; where it is goes to the log, without anybody's words."""
        try:
            with FIRST_LOOK.gone_on_errors():
                return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, Trouble, OSError):
            raise
        except Exception as error:
            path = ctx.obj.parts().log(error)
            where = f" What happened is in {path}." if path else ""
            raise Trouble(f"An error that was not foreseen ended the command.{where}") from error


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="heartfirst", message="%(prog)s %(version)s")
@click.option("--data", metavar="FOLDER", help="Where the records live (also: HEARTFIRST_DATA).")
@click.option("--playbook", metavar="FILE|ID", help="Begin calls with this playbook in place of heart, then head.")
@click.option("--demo", is_flag=True, help="On made-up calls, in a folder that goes when you leave.")
@click.pass_context
def heartfirst(context: click.Context, data: str | None, playbook: str | None, *, demo: bool) -> None:
    """Keeps a support rep steady on the worst call of the week. Without a command: the desk, on the whole screen."""
    if demo and data:
        raise click.UsageError("--demo brings calls of its own: leave out --data, or leave out --demo.")
    context.obj = Wanted(data, playbook, demo=demo)
    if context.invoked_subcommand is None:
        _open_screen(context.obj)


@heartfirst.command()
@click.argument("caller", default="")
@click.pass_obj
def call(wanted: Wanted, caller: str) -> None:
    """Start a call at once, with the cursor in the notes."""
    _open_screen(wanted, caller)


def main() -> NoReturn:
    """Run the command and exit.

    0: done. 2: asked for wrongly, which the words of the command or the missing terminal tell alone.
    1: anything that shows only when it is tried: no such call, records or a playbook that cannot be read.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not every place that text can go to has every character: it is named there rather than lost.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(heartfirst.main(prog_name="heartfirst", standalone_mode=True))
    except Trouble as trouble:
        _fail(1, str(trouble))
    except OSError as error:
        _forget_output()
        _fail(1, f"The output could not be written: {(error.strerror or 'the reason is not known').lower()}.")


def _open_screen(wanted: Wanted, opening: str | None = None) -> None:
    # A stream that was closed before we started is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        _fail(2, "A terminal to type into is needed. For a pipe there are list, show, last, copy and export.")
    if os.environ.get("TERM", "") in ("dumb", "") and sys.platform != "win32":
        term = "TERM is dumb" if os.environ.get("TERM") else "TERM is not set"
        _fail(2, f"This terminal cannot draw a screen ({term}). list, show, last, copy and export work here.")
    sys.exit(wanted.parts().run_app(opening))


def _fail(code: int, words: str) -> NoReturn:
    tell([words])
    sys.exit(code)


def _forget_output() -> None:
    """Keep Python from trying once more, when it ends, what could not be written: it would complain aloud."""
    if sys.stdout:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 # On Windows its name is not that of a path.
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
