"""Calls that shall not be kept: erased, or made anonymous; by name, or by their age."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import click

from tui.commands.exporting import stopped_in_a_sentence
from tui.commands.wanted import Wanted
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from tui.model.erasing import Touched

LEFT = "Nothing has changed."
STOPPED = "Stopped on the way: part of it may be done. Do it once more, and the rest is done too."


@click.command()
@click.option("--call", "name", metavar="CALL", help="This call: 1 is the newest, 2 the one before; or a whole id.")
@click.option("--client", metavar="NAME", help='All of this client: "Dana Lee, Northwind Law".')
@click.option("--anonymise", is_flag=True, help="Take out names and words only, so that the numbers stay.")
@click.option("--dry-run", is_flag=True, help="Only say what would be touched.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.option("--json", "as_json", is_flag=True, help="The numbers as JSON.")
@click.pass_obj
def erase(
    wanted: Wanted, name: str | None, client: str | None, *, anonymise: bool, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Erase a call or a client everywhere in our folder, or make them anonymous; asks once, with the numbers."""
    from tui.model.erasing import Way, Wish  # noqa: PLC0415
    from tui.model.words import who  # noqa: PLC0415
    from tui.services.erasing import this_call, words  # noqa: PLC0415

    if (name is None) == (client is None):
        raise click.UsageError("Name one thing to erase: --call CALL or --client NAME.")
    parts = wanted.parts()
    eraser = parts.eraser
    if name is not None:
        call = parts.review.named(name)
        wish, whose = this_call(call), who(call)
    else:
        wish, whose = Wish(caller=client or ""), client or ""
    touched = eraser.touched(wish)
    if touched.is_nothing:
        raise Trouble(f"No call is with this client{_beside(touched)}. Nothing has changed.")
    _show(words(whose, touched), touched, as_json=as_json)
    way = Way.ANONYMISE if anonymise else Way.ERASE
    if not dry_run:
        _agreed(way.value, yes=yes)
        _do(lambda: eraser.carry_out(wish, way, _progress))


@click.command()
@click.option("--now", is_flag=True, help="Do it; without it, only what would happen is shown.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_obj
def retention(wanted: Wanted, *, now: bool, yes: bool) -> None:
    """Show which calls are older than keep_for in settings.toml, month by month; --now erases or anonymises them."""
    eraser = wanted.parts().eraser
    if not eraser.keep_for:
        raise Trouble('How long calls are kept is not set: settings.toml takes keep_for = "24 months", for example.')
    old = eraser.old()
    for month, calls in old.by_month:
        click.echo(f"{month}  {calls:>6,}")
    way = eraser.way_of_old
    becomes = "be erased" if way == "erase" else "be made anonymous"
    older = f"{len(old.calls):,} {'call is' if len(old.calls) == 1 else 'calls are'} older than {eraser.keep_for}"
    click.echo(f"{older}{f' and would {becomes}' if old.calls and not now else ''}.", err=True)
    if old.owing:
        stay = "1 more stays" if old.owing == 1 else f"{old.owing:,} more stay"
        click.echo(f"{stay}, because a promise is still open.", err=True)
    if now and old.calls:
        from tui.model.erasing import Wish  # noqa: PLC0415

        _agreed(way.value, yes=yes)
        _do(lambda: eraser.carry_out(Wish(calls=old.calls), way, _progress))


def _show(sentences: list[str], touched: "Touched", *, as_json: bool) -> None:
    if as_json:
        from msgspec import json  # noqa: PLC0415

        click.echo(json.encode(touched))
        return
    for sentence in sentences:
        click.echo(sentence, err=True)


def _agreed(word: str, *, yes: bool) -> None:
    """Go on only where somebody has said so. Raises `Trouble`."""
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty()):
        raise Trouble(f"Nobody is here to be asked: --yes does it without. {LEFT}")
    asked = f"Type {word} and press enter to do it, or press enter alone to leave everything as it is"
    if click.prompt(asked, default="", show_default=False, err=True).strip().casefold() != word:
        _leave()


def _leave() -> NoReturn:
    click.echo(LEFT, err=True)
    click.get_current_context().exit(1)


def _do(work: Callable[[], str]) -> None:
    try:
        with stopped_in_a_sentence(STOPPED):
            told = work()
    finally:
        if sys.stderr and sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)
    click.echo(told, err=True)


def _progress(words: str, part: float) -> None:
    if sys.stderr and sys.stderr.isatty():
        click.echo(f"\r\x1b[K{round(100 * part):>3} %  {words}", nl=False, err=True)


def _beside(touched: "Touched") -> str:
    if not touched.namesakes:
        return ""
    calls = "1 is" if touched.namesakes == 1 else f"{touched.namesakes:,} are"
    return f"; {calls} with a namesake of another company, or of none"
