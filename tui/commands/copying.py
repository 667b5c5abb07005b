"""A summary on its way to the clipboard."""

import click

from tui.commands.wanted import Wanted


@click.command()
@click.argument("name", metavar="[CALL]", default="1")
@click.option("--form", "form", default="", metavar="ID", help="In this form in place of the usual one.")
@click.pass_obj
def copy(wanted: Wanted, name: str, form: str) -> None:
    """Copy the summary of a call (the newest one) to the clipboard."""
    parts = wanted.parts()
    review = parts.review
    copied = parts.clipboard().copy(review.summary(review.named(name), form))
    click.echo(copied.words, err=True)
