"""Past calls that are added to, and promises that are kept, without a screen."""

from typing import TYPE_CHECKING

import click

from tui.commands.output import for_stdout, tell_left_out
from tui.commands.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tui.model.call import Call
    from tui.model.owed import Owed
    from tui.services.follow_up import FollowUp

NAME = "PROMISE is its number in `heartfirst owed`, or its call's id and its place there, as in 123:1."


@click.command()
@click.argument("words", metavar="[CLIENT]...", nargs=-1)
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one promise a line.")
@click.pass_obj
def owed(wanted: Wanted, words: tuple[str, ...], *, overdue: bool, as_json: bool) -> None:
    """Every promise that somebody still waits for, by its day; a CLIENT, or words of a promise, narrow them."""
    from tui.model.what_we_owe import late_in, narrowed  # noqa: PLC0415

    parts = wanted.parts()
    every, now = parts.follow_up.everything(), parts.clock.now()
    # The number stands for the same promise, however the list is narrowed.
    numbers = {(one.owed.call.id, one.owed.place): number for number, one in enumerate(every, start=1)}
    found = narrowed(every, " ".join(words))
    for one in found[: late_in(found, now)] if overdue else found:
        number = numbers[one.call.id, one.place]
        click.echo(for_stdout(_as_json(one, number, now)) if as_json else _row(one, number, now))
    if not found:
        click.echo("No open promise has words that begin like this." if every else "Nothing is owed.", err=True)
    tell_left_out(parts.review)


@click.command(epilog=NAME)
@click.argument("name", metavar="PROMISE")
@click.option("--how", default="", help="How they came to know: by phone.")
@click.option("--when", default="", help="Since when: today 15:10, yesterday. Now, where nothing is said.")
@click.pass_obj
def told(wanted: Wanted, name: str, how: str, when: str) -> None:
    """A promise is behind us: they know."""
    _change(wanted, name, "They know", lambda follow_up, one: follow_up.told_since(one, how, when))


@click.command(epilog=NAME)
@click.argument("name", metavar="PROMISE")
@click.option("--to", "day", required=True, help="The new day: thu 15:00.")
@click.option("--why", required=True, help="Why it is moved; the record keeps it.")
@click.pass_obj
def move(wanted: Wanted, name: str, day: str, why: str) -> None:
    """Give a promise another day."""
    _change(wanted, name, "Moved", lambda follow_up, one: follow_up.move(one, day, why))


@click.command(epilog=NAME)
@click.argument("name", metavar="PROMISE")
@click.option("--why", required=True, help="Why it is taken back; the record keeps it.")
@click.pass_obj
def withdraw(wanted: Wanted, name: str, why: str) -> None:
    """Take a promise back."""
    _change(wanted, name, "Withdrawn", lambda follow_up, one: follow_up.withdraw(one, why))


@click.command()
@click.argument("name", metavar="CALL")
@click.option("--add", "lines", multiple=True, required=True, help="A line for the notes; more than once for more.")
@click.pass_obj
def amend(wanted: Wanted, name: str, lines: tuple[str, ...]) -> None:
    """Add lines to a finished CALL; what it was stays in its history."""
    parts = wanted.parts()
    review = parts.review
    before = review.named(name)
    after = parts.amending.add(before.id, "\n".join(lines))
    when, _, client, _ = review.row(after)
    click.echo(f"Added to the call of {when} with {client}.", err=True)
    _tell_promises(before, after, parts.clock.now())


def _change(wanted: Wanted, name: str, said: str, change: "Callable[[FollowUp, Owed], Call]") -> None:
    from tui.model.plain import one_line  # noqa: PLC0415
    from tui.model.words import due_words, who  # noqa: PLC0415

    parts = wanted.parts()
    follow_up = parts.follow_up
    one = follow_up.named(name)
    call = change(follow_up, one)
    promise = call.promises[one.place]
    due = (
        f", now {due_words(promise, parts.clock.now().date())}" if len(promise.moves) > len(one.promise.moves) else ""
    )
    click.echo(f"{said}: {one_line(promise.text)} ({who(call)}){due}.", err=True)


def _tell_promises(before: "Call", after: "Call", now: "datetime") -> None:
    """A date that was read, or was not, is told: it cannot be seen here while it is typed."""
    from tui.model.plain import one_line  # noqa: PLC0415
    from tui.model.words import understood  # noqa: PLC0415

    for promise in after.promises:
        if promise not in before.promises:
            click.echo(f"! {one_line(promise.text)}: {understood(promise, now.date())}", err=True)


def _row(one: "Owed", number: int, now: "datetime") -> str:
    from tui.model.plain import one_line  # noqa: PLC0415
    from tui.model.words import owed_words, who  # noqa: PLC0415

    return f"{number:>4}  {owed_words(one.promise, now)[0]:<22}  {one_line(one.promise.text)}  ({who(one.call)})"


def _as_json(one: "Owed", number: int, now: "datetime") -> bytes:
    from json import dumps  # noqa: PLC0415

    from msgspec import to_builtins  # noqa: PLC0415

    promise = one.promise
    about = {
        "promise": f"{one.call.id}:{one.place + 1}",
        "number": number,
        "caller": one.call.caller,
        "company": one.call.company,
        "overdue": promise.due is not None and promise.due < now,
    }
    return dumps(about | to_builtins(promise)).encode()
