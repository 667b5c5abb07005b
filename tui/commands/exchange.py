"""Calls on their way out and in."""

import click

from tui.commands.output import for_stdout, tell_left_out
from tui.commands.wanted import Wanted


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "tinydb"]),
    required=True,
    help="json: the finished calls. tinydb: also those that go on, as a file that TinyDB opens.",
)
@click.pass_obj
def export(wanted: Wanted, form: str) -> None:
    """Write every call to stdout, newest first."""
    parts = wanted.parts()
    calls = parts.review() if form == "json" else parts.exporting()
    for piece in calls.as_json():
        click.echo(for_stdout(piece), nl=False)
    tell_left_out(calls)


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.pass_obj
def import_calls(wanted: Wanted, file: str) -> None:
    """Bring in the calls of a FILE that export wrote (- is stdin); those that are here stay."""
    calls = wanted.parts().importing()
    calls.bring_in(file)
    click.echo(calls.words(), err=True)
    tell_left_out(calls)
