"""Calls on their way out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui.commands.output import for_stdout, tell_left_out
from tui.commands.progress import Progress
from tui.commands.wanted import Wanted
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.bootstrap import Bootstrap
    from tui.services.outgoing import Written

FORMATS = ("json", "csv", "markdown", "html", "tinydb")
WHAT_FORMATS = (
    "json: all that is kept of them. csv: a table for a spreadsheet. markdown: text. html: pages to print. "
    "tinydb: every call, also those that go on, as a file that TinyDB opens."
)


@click.command()
@click.argument("query", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help=WHAT_FORMATS)
@click.option("--call", "name", metavar="CALL", help="This call alone: its number in the list, or its id.")
@click.option("--to", "file", metavar="FILE", help="To this file, whole or not at all, in place of stdout.")
@click.option("--bom", is_flag=True, help="Begin a CSV with the sign by which Excel knows UTF-8.")
@click.option("--force", is_flag=True, help="Take the place of a file that is there.")
@click.pass_obj
def export(
    wanted: Wanted, query: tuple[str, ...], form: str, name: str | None, file: str | None, *, bom: bool, force: bool
) -> None:
    """Write finished calls to stdout or a file, newest first; QUERY narrows them."""
    words = " ".join(query)
    _refuse(words, form, name, bom=bom)
    parts = wanted.parts()
    if form == "tinydb":
        _export_all(parts, file, force=force)
        return
    outgoing, review = parts.outgoing, parts.review
    calls = iter([review.named(name)]) if name else outgoing.calls_that(words)
    if file is None:
        _show(outgoing.pieces(form, calls, bom=bom))
    else:
        _write(lambda on_call: outgoing.write(file, form, calls, bom=bom, replace=force, on_call=on_call))
    tell_left_out(review)


def _refuse(words: str, form: str, name: str | None, *, bom: bool) -> None:
    """What does not go together. Raises `click.UsageError`."""
    if name and words:
        raise click.UsageError("--call is one call: leave out the words, or leave out --call.")
    if form == "tinydb" and (name or words):
        raise click.UsageError("--format tinydb is for every call: leave out --call and the words.")
    if bom and form != "csv":
        raise click.UsageError("--bom is for --format csv.")


def _export_all(parts: "Bootstrap", file: str | None, *, force: bool) -> None:
    everything = parts.exporting()
    pieces = map(for_stdout, everything.as_json())
    if file is None:
        _show(pieces)
    else:
        _write(lambda _: parts.outgoing.write_pieces(file, "tinydb", pieces, replace=force))
    tell_left_out(everything)


def _show(pieces: Iterator[bytes]) -> None:
    from tui.model.plain import plain  # noqa: PLC0415 # Help needs none of it.

    is_read = sys.stdout is not None and sys.stdout.isatty()
    for piece in pieces:
        # A terminal shows what would steer it; a pipe gets it as it is.
        click.echo(plain(piece.decode().replace("\r\n", "\n")) if is_read else piece, nl=False)


def _write(write: "Callable[[Callable[[int], None]], Written]") -> None:
    from tui.services.outgoing import said_of  # noqa: PLC0415 # As above.

    with stopped_in_a_sentence("Stopped: nothing was written."), Progress("calls") as progress:
        written = write(progress.reached)
    click.echo(said_of(written), err=True)
    if written.trouble:
        raise Trouble(written.trouble)


@contextmanager
def stopped_in_a_sentence(words: str) -> Iterator[None]:
    """Ctrl+c ends the block, and then the command, with one sentence."""
    try:
        yield
    except KeyboardInterrupt:
        raise Trouble(words) from None
