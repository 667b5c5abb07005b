"""Past calls, without a screen."""

import click

from tui.commands.output import for_stdout, tell_left_out
from tui.commands.wanted import Wanted


@click.command(name="list")
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
            click.echo(for_stdout(review.json_of(found)))
    elif not calls:
        click.echo("No call holds all of these words." if words else "No finished call yet.", err=True)
    for number, found in enumerate(() if as_json else calls, start=1):
        when, long, who, ended = review.row(found)
        place = f"{number:>4}" if not words else f"{found.id:>19}"
        click.echo(f"{place}  {when:<17}{long:>8}  {who}{'  ' + ended if ended else ''}")
    tell_left_out(review)


@click.command()
@click.argument("name", metavar="CALL")
@click.option("--form", "form", default="", metavar="ID", help="In this form in place of the usual one.")
@click.pass_obj
def show(wanted: Wanted, name: str, form: str) -> None:
    """Print the summary of a call: 1 is the newest, 2 the one before; or a whole id."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named(name), form), nl=False)


@click.command()
@click.option("--form", "form", default="", metavar="ID", help="In this form in place of the usual one.")
@click.pass_obj
def last(wanted: Wanted, form: str) -> None:
    """Print the summary of the newest call."""
    review = wanted.parts().review()
    click.echo(review.summary(review.named("1"), form), nl=False)
