"""What is known and kept about clients, without a screen."""

from typing import TYPE_CHECKING

import click

from tui.commands.output import for_stdout
from tui.commands.wanted import Wanted
from tui.model.trouble import Trouble

if TYPE_CHECKING:
    from tui.services.client_book import Card


class ByName(click.Group):
    """Whoever is no command of the group is a client: `heartfirst client "Dana Lee"` shows their card."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of this name, else `show`."""
        return super().resolve_command(ctx, args if args and args[0] in self.commands else ["show", *args])


@click.group(cls=ByName)
def client() -> None:
    """What is known about a client: show NAME, or NAME alone."""


@client.command()
@click.argument("name", metavar="NAME")
@click.option("--json", "as_json", is_flag=True, help="What is kept, the brief and the spellings, as JSON.")
@click.pass_obj
def show(wanted: Wanted, name: str, *, as_json: bool) -> None:
    """Print what is known about a client; the beginning of a name is enough where it is the only one."""
    book = wanted.parts().client_book
    card = book.card(book.named(_named(name)) or name)
    if card.known.is_new:
        raise Trouble(f"Nobody known is called “{_shown(name)}”, or several people are.")
    if as_json:
        click.echo(for_stdout(_as_json(card)))
    else:
        for line in _as_text(card):
            click.echo(line)


@client.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="OTHER")
@click.pass_obj
def merge(wanted: Wanted, one: str, other: str) -> None:
    """Make two spellings one person; no call is changed, and `client split` takes it back."""
    book = wanted.parts().client_book
    spellings = book.would_join(_named(one), _named(other))
    if not (spellings[0].calls or book.card(one).known.client):
        raise Trouble(f"Nobody known is called “{_shown(one)}”. Nothing was changed.")
    book.join(one, other)
    click.echo(", ".join(f"{each.calls} as {_shown(each.name)}" for each in spellings) + ": one person now.")


@client.command()
@click.argument("name", metavar="SPELLING")
@click.pass_obj
def split(wanted: Wanted, name: str) -> None:
    """Take a spelling off again: it is somebody else after all."""
    joined = wanted.parts().client_book.split(_named(name))
    click.echo(f"{_shown(name)} is no spelling of {_shown(joined.now.names[0])} any more.")


@client.command(name="set")
@click.argument("name", metavar="NAME")
@click.option("--little", multiple=True, help="One more little thing; can be given several times.")
@click.option("--answers-to", help="Whom they answer to.")
@click.option("--style", help="What suits them: brisk, chatty, formal.")
@click.option("--way", help="How they like to be reached.")
@click.option("--time", help="When they like to be called.")
@click.pass_obj
def keep(wanted: Wanted, /, name: str, little: tuple[str, ...], **fields: str | None) -> None:
    """Keep something about a client; an empty text takes it away. Private matters do not belong here."""
    book = wanted.parts().client_book
    changed: dict[str, str | tuple[str, ...]] = {}
    changed |= {key: _text(text).strip() for key, text in fields.items() if text is not None}
    if not changed and not little:
        raise click.UsageError("Say what to keep: --little, --answers-to, --style, --way or --time.")
    more = filter(None, (_text(text).strip() for text in little))
    kept = book.change(book.named(_named(name)) or name, more=tuple(more), **changed)
    click.echo(f"Kept about {_shown(kept.names[0])}.", err=True)


@click.command()
@click.option(
    "--quiet", type=click.IntRange(0, 36_500), metavar="DAYS", help="Only those not spoken with for so long."
)
@click.pass_obj
def clients(wanted: Wanted, quiet: int | None) -> None:
    """Those about whom something is kept; with --quiet, the one not spoken with for longest first."""
    from tui.model.times import day  # noqa: PLC0415

    parts = wanted.parts()
    listed = parts.client_book.quiet(quiet or 0)
    for one, met in listed if quiet else sorted(listed, key=lambda each: each[0].names[0].casefold()):
        last = day(met.started.date(), parts.clock.now().date()) if met else "never"
        click.echo(f"{last:<17}{_shown(one.names[0])}")
    if not listed:
        click.echo(
            "Nobody is kept who was not spoken with for so long." if quiet else "Nobody is kept yet.", err=True
        )


def _named(name: str) -> str:
    if not name.strip():
        raise click.UsageError("Name the client.")
    return _text(name)


def _text(typed: str) -> str:
    """What was typed; bytes that are no text are told, before anything is kept."""
    if not typed.isascii() and typed != typed.encode(errors="replace").decode():
        raise click.UsageError("What was typed holds bytes that are no text. Nothing was changed.")
    return typed


def _shown(name: str) -> str:
    from tui.model.plain import one_line  # noqa: PLC0415

    return one_line(name)


def _as_text(card: "Card") -> list[str]:
    """The brief, then what is kept, a line each."""
    rows = [("", _shown(card.client.names[0]))]
    rows += [("! " if line.is_late else "", f"{line.about}: {line.text}") for line in card.lines]
    rows += [("", f"called: {_shown(one.name)}, {one.calls} call{'s' * (one.calls != 1)}") for one in card.spellings]
    return [f"{sign}{text}" for sign, text in rows]


def _as_json(card: "Card") -> bytes:
    from json import dumps  # noqa: PLC0415

    from msgspec import to_builtins  # noqa: PLC0415

    return dumps(
        {
            "kept": to_builtins(card.known.client),
            "brief": [{"about": line.about, "text": line.text, "late": line.is_late} for line in card.lines],
            "spellings": [one._asdict() for one in card.spellings],
        }
    ).encode()
