"""Calls on their way in."""

import click

from tui.commands.output import tell_left_out
from tui.commands.wanted import Wanted


@click.command(name="import")
@click.argument("file", metavar="FILE")
@click.pass_obj
def import_calls(wanted: Wanted, file: str) -> None:
    """Bring in the calls of a FILE that export wrote (- is stdin); those that are here stay."""
    calls = wanted.parts().importing()
    calls.bring_in(file)
    click.echo(calls.words(), err=True)
    tell_left_out(calls)
