"""Past calls, without a screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.commands.output import for_stdout, tell, tell_left_out
from tui.commands.wanted import Wanted

if TYPE_CHECKING:
    from tui.model.call import Call
    from tui.model.hits import Sought
    from tui.model.query_text import Asked
    from tui.services.finder import Finder
    from tui.services.review import Review


AS_TYPED = {"ignore_unknown_options": True}
"""`-word` leaves a word out, so what is no option of ours is a part of the search."""
LIMIT = click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 100_000), help="At most so many calls."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, one call a line.")


def _no_options(context: click.Context, _: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """What begins with two strokes was meant as an option, and no search begins so."""
    for word in words:
        if word.startswith("--") and word[2:3].isalpha():
            raise click.NoSuchOption(word.partition("=")[0], ctx=context)
    return words


@click.command(name="list", context_settings=AS_TYPED)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, callback=_no_options)
@LIMIT
@AS_JSON
@click.pass_obj
def list_calls(wanted: Wanted, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Finished calls, newest first; WORDS narrow them, with the same filters as in `search`."""
    parts = wanted.parts()
    review, finder = parts.review, parts.finder
    asked = _asked(finder, words)
    calls = finder.newest(asked.query, limit).calls
    if as_json:
        _write_json(review, calls)
    elif not calls:
        click.echo("No finished call yet." if asked.is_everything else _none(asked), err=True)
    for number, found in enumerate(() if as_json else calls, start=1):
        when, long, who, ended = review.row(found)
        place = f"{number:>4}" if asked.is_everything else f"{found.id:>19}"
        click.echo(f"{place}  {when:<17}{long:>8}  {who}{'  ' + ended if ended else ''}")
    tell_left_out(review)


@click.command(context_settings=AS_TYPED)
@click.argument("query", nargs=-1, type=click.UNPROCESSED, callback=_no_options)
@click.option("--best", is_flag=True, help="Those first in which the words weigh most, not the newest.")
@LIMIT
@AS_JSON
@click.pass_context
def search(context: click.Context, query: tuple[str, ...], best: bool, limit: int, as_json: bool) -> None:
    """Find calls: words, "phrases", -not, and filters (client: tag: outcome: playbook: is: missed: mood: after:
    before: by:).

    Quote a query that has quotes, blanks behind a colon, < or # in it: heartfirst search 'client:"dana lee" mood:<3'.
    Like grep, it ends with 1 when nothing is found.
    """
    parts = context.obj.parts()
    review, finder = parts.review, parts.finder
    asked = _asked(finder, query)
    find = finder.best if best else finder.newest
    calls = find(asked.query, limit).calls
    if as_json:
        _write_json(review, calls)
    else:
        _write_found(review, asked, calls)
    tell_left_out(review)
    if not calls:
        meant = finder.meant(" ".join(query))
        tell([_none(asked), *([f"Did you mean: {meant}"] if meant else [])])
        context.exit(NOTHING_FOUND)


NOTHING_FOUND = 1
"""How a search ends that found nothing."""


def _asked(finder: "Finder", words: tuple[str, ...]) -> "Asked":
    """What is asked for; what is wrong with it goes to stderr, and the rest is looked for."""
    asked = finder.read(" ".join(words))
    tell([*asked.troubles, *asked.hints])
    return asked


def _none(asked: "Asked") -> str:
    return "No call fits all of this." if asked.has_filters else "No call holds all of these words."


def _write_json(review: "Review", calls: "Sequence[Call]") -> None:
    for found in calls:
        click.echo(for_stdout(review.json_of(found)))


def _write_found(review: "Review", asked: "Asked", calls: "Sequence[Call]") -> None:
    """A call a line, and below it the line of its notes in which something was found."""
    from tui.model.hits import Sought  # noqa: PLC0415 # Only a search marks anything.
    from tui.model.plain import one_line  # noqa: PLC0415
    from tui.services.finder import line_of  # noqa: PLC0415

    sought = Sought(asked.query)
    for found in calls:
        when, long, who, ended = review.row(found)
        click.echo(f"{found.id:>19}  {when:<17}{long:>8}  {who}{'  ' + ended if ended else ''}")
        line = one_line(line_of(found, sought))
        if sought.hits(line):
            click.echo(f"{'':>21}{_marked(line, sought)}")


def _marked(line: str, sought: "Sought") -> str:
    """The line with its hits underlined, where stdout is a terminal; click takes the styles out elsewhere."""
    for hit in reversed(sought.hits(line)):
        line = line[: hit.start] + click.style(line[hit.start : hit.end], bold=True, underline=True) + line[hit.end :]
    return line


@click.command()
@click.argument("name", metavar="CALL")
@click.option("--form", "form", default="", metavar="ID", help="In this form in place of the usual one.")
@click.pass_obj
def show(wanted: Wanted, name: str, form: str) -> None:
    """Print the summary of a call: 1 is the newest, 2 the one before; or a whole id."""
    review = wanted.parts().review
    click.echo(review.summary(review.named(name), form), nl=False)


@click.command()
@click.option("--form", "form", default="", metavar="ID", help="In this form in place of the usual one.")
@click.pass_obj
def last(wanted: Wanted, form: str) -> None:
    """Print the summary of the newest call."""
    review = wanted.parts().review
    click.echo(review.summary(review.named("1"), form), nl=False)
