"""The command line. Loads no Textual until a screen is wanted; data goes to stdout, words to stderr."""

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from tui import __version__

if TYPE_CHECKING:
    from tui.bootstrap import Bootstrap


class Wanted:
    """What was asked for before the command's name."""

    def __init__(self, data: str | None, playbook: str | None) -> None:
        """See the options of `heartfirst`."""
        self._data = data
        self._playbook = playbook

    def parts(self) -> "Bootstrap":
        """The real parts; imported here, because `--help` needs none of them."""
        from tui.bootstrap import Bootstrap  # noqa: PLC0415

        return Bootstrap(self._data, self._playbook)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="heartfirst", message="%(prog)s %(version)s")
@click.option("--data", metavar="FOLDER", help="Where the records live (also: HEARTFIRST_DATA).")
@click.option("--playbook", metavar="FILE", help="Use this playbook in place of heart, then head.")
@click.pass_context
def heartfirst(context: click.Context, data: str | None, playbook: str | None) -> None:
    """Keeps a support rep steady on the worst call of the week. Without a command: the desk, on the whole screen."""
    context.obj = Wanted(data, playbook)
    if context.invoked_subcommand is None:
        _open_screen(context.obj)


@heartfirst.command()
@click.argument("caller", default="")
@click.pass_obj
def call(wanted: Wanted, caller: str) -> None:
    """Start a call at once, with the cursor in the notes."""
    _open_screen(wanted, caller)


@heartfirst.command(name="list")
@click.argument("words", nargs=-1)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="At most so many calls."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, one call a line.")
@click.pass_obj
def list_calls(wanted: Wanted, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Finished calls, newest first; WORDS narrow them."""
    review = wanted.parts().review()
    calls = review.newest(" ".join(words), limit)
    if as_json:
        for found in calls:
            _out(review.json_of(found) + b"\n")
        return
    if not calls:
        click.echo("No call holds all of these words." if words else "No finished call yet.", err=True)
    for number, found in enumerate(calls, start=1):
        when, long, who, ended = review.row(found)
        place = f"{number:>4}" if not words else f"{found.id:>19}"
        click.echo(f"{place}  {when:<17}{long:>8}  {who}{'  ' + ended if ended else ''}")


@heartfirst.command()
@click.argument("name", metavar="CALL")
@click.pass_obj
def show(wanted: Wanted, name: str) -> None:
    """Print the summary of a call: 1 is the newest, 2 the one before; or a whole id."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named(name)), nl=False)


@heartfirst.command()
@click.pass_obj
def last(wanted: Wanted) -> None:
    """Print the summary of the newest call."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named("1")), nl=False)


@heartfirst.command()
@click.argument("name", metavar="[CALL]", default="1")
@click.pass_obj
def copy(wanted: Wanted, name: str) -> None:
    """Copy the summary of a call (the newest one) to the clipboard."""
    parts = wanted.parts()
    review = parts.review()
    copied = parts.clipboard().copy(review.summary(review.named(name)))
    click.echo(copied.words, err=True)


@heartfirst.command()
@click.option("--format", "form", type=click.Choice(["json"]), required=True, help="How the calls are written.")
@click.pass_obj
def export(wanted: Wanted, form: str) -> None:
    """Write every finished call to stdout, newest first."""
    for piece in wanted.parts().review().as_json():
        _out(piece)


def main() -> NoReturn:
    """Run the command; exit 0, 1 when something went wrong, 2 when it was asked for wrongly."""
    from tui.model.trouble import Trouble  # noqa: PLC0415

    try:
        sys.exit(heartfirst.main(prog_name="heartfirst", standalone_mode=True))
    except Trouble as trouble:
        click.echo(f"heartfirst: {trouble}", err=True)
        sys.exit(1)


def _open_screen(wanted: Wanted, opening: str | None = None) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _refuse("heartfirst needs a terminal to type into. For a pipe there are list, show, last, copy and export.")
    if os.environ.get("TERM", "") in ("dumb", "") and sys.platform != "win32":
        _refuse("This terminal cannot draw a screen (TERM is dumb). list, show, last, copy and export work here.")
    sys.exit(wanted.parts().run_app(opening))


def _refuse(words: str) -> NoReturn:
    click.echo(f"heartfirst: {words}", err=True)
    sys.exit(2)


def _out(data: bytes) -> None:
    sys.stdout.buffer.write(data)
