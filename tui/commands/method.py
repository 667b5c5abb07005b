"""The commands that show what the guide goes by: the playbooks, and the method behind them."""

import click

from tui.commands.wanted import Wanted
from tui.model.trouble import Trouble


@click.group(name="playbook")
def playbooks() -> None:
    """Look at the playbooks, and write your own."""


@playbooks.command()
@click.argument("file", metavar="FILE")
def check(file: str) -> None:
    """Say whether a FILE can be used as a playbook, and what would make it better."""
    from pathlib import Path  # noqa: PLC0415

    from tui.playbook_files import advice  # noqa: PLC0415
    from tui.playbook_files import check as checked  # noqa: PLC0415

    playbook = checked(Path(file))
    count = len(playbook.steps)
    click.echo(f"{playbook.title}: {count} step{'s' if count > 1 else ''}, all is well.")
    for words in advice(playbook):
        click.echo(f"- {words}")


@playbooks.command()
@click.argument("name", metavar="ID")
@click.option("--title", default="", help="Its name on the screen; the id, written out, where there is none.")
@click.option("--like", default="", metavar="ID", help="Begin with a copy of this one in place of heart, then head.")
@click.pass_obj
def new(wanted: Wanted, name: str, title: str, like: str) -> None:
    """Write a playbook of your own into the settings folder, with every key explained."""
    from tui.playbook_files import new as written  # noqa: PLC0415
    from tui.settings import PLAYBOOKS_FOLDER  # noqa: PLC0415

    parts = wanted.parts()
    if parts.shelf.is_own(name):
        raise Trouble(f"You have a playbook with the id {name} already; `heartfirst playbook show` lists them all.")
    model = parts.shelf.named(like) if like else parts.shelf.default()
    named = title or name.replace("-", " ").capitalize()
    click.echo(written(parts.settings_folder / PLAYBOOKS_FOLDER, name, named, model))


@playbooks.command(name="show")
@click.argument("name", metavar="[ID]", default="")
@click.pass_obj
def show_playbook(wanted: Wanted, name: str) -> None:
    """Print a playbook; without an ID, which there are."""
    from tui.playbook_pages import as_text, listing  # noqa: PLC0415

    shelf = wanted.parts().shelf
    click.echo(as_text(shelf.named(name)) if name else listing(shelf), nl=False)
    for trouble in shelf.troubles:
        click.echo(f"heartfirst: {trouble}", err=True)


@click.command()
@click.option("--fate", type=click.Choice(["built", "later", "not-software"]), help="Only these.")
def method(fate: str | None) -> None:
    """Print what the method asks for, idea by idea, and what became of each."""
    from tui.method import as_text, read_method  # noqa: PLC0415

    for line in as_text(read_method(), fate=fate):
        click.echo(line)
