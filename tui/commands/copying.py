"""A summary on its way to the clipboard."""

import click

from tui.commands.wanted import Wanted


@click.command()
@click.argument("name", metavar="[CALL]", default="1")
@click.pass_obj
def copy(wanted: Wanted, name: str) -> None:
    """Copy the summary of a call (the newest one) to the clipboard."""
    parts = wanted.parts()
    review = parts.review()
    copied = parts.clipboard().copy(review.summary(review.named(name)))
    click.echo(copied.words, err=True)
