"""The forms of the summary: what there is, what one makes, and beginning one of your own."""

import click

from tui.commands.output import tell
from tui.commands.wanted import Wanted


@click.group(name="form")
def forms() -> None:
    """Look at the forms of the summary, and write your own."""


@forms.command(name="list")
@click.pass_obj
def list_forms(wanted: Wanted) -> None:
    """Which forms there are, and who may read each."""
    shelf = wanted.parts().forms
    for form in shelf.all():
        marks = [*["the usual one"][: form.id == shelf.usual], *["yours"][: shelf.is_own(form.id)]]
        title = f"{form.title} ({', '.join(marks)})" if marks else form.title
        whom = "for clients" if form.reader == "client" else "for us"
        click.echo(f"{form.id:<20} {whom:<12} {title}{': ' if form.about else ''}{form.about}")
    tell(shelf.troubles)


@forms.command(name="show")
@click.argument("name", metavar="[ID]", default="")
@click.pass_obj
def show_form(wanted: Wanted, name: str) -> None:
    """Print the template of a form; without an ID, of the usual one."""
    from tui.model.plain import plain  # noqa: PLC0415
    from tui.toml_files import read_text  # noqa: PLC0415

    shelf = wanted.parts().forms
    click.echo(plain(read_text(shelf.file_of(name or shelf.usual))), nl=False)


@forms.command(name="names")
@click.option("--client", is_flag=True, help="What a form for clients may name.")
def names(*, client: bool) -> None:
    """Print all that a form may name."""
    from tui.form_pages import names_listing  # noqa: PLC0415
    from tui.model.form import Reader  # noqa: PLC0415

    click.echo(names_listing(Reader.CLIENT if client else Reader.US), nl=False)


@forms.command()
@click.argument("file", metavar="FILE")
@click.pass_obj
def check(wanted: Wanted, file: str) -> None:
    """Say whether a FILE can be used as a form, and fill it in with a made-up call."""
    from pathlib import Path  # noqa: PLC0415

    from tui.form_pages import tried  # noqa: PLC0415
    from tui.model.plain import plain  # noqa: PLC0415

    parts = wanted.parts()
    form, text = tried(Path(file), parts.shelf.default(), parts.forms.ours())
    click.echo(f"{form.title}: all is well. From a made-up call it makes:\n", err=True)
    click.echo(plain(text), nl=not text.endswith("\n"))


@forms.command()
@click.argument("name", metavar="ID")
@click.option("--title", default="", help="Its name on the screen; the id, written out, where there is none.")
@click.option("--like", default="", metavar="ID", help="Begin with a copy of this one in place of the usual one.")
@click.pass_obj
def new(wanted: Wanted, name: str, title: str, like: str) -> None:
    """Write a form of your own into the settings folder, with all that it may name."""
    from tui.form_pages import new as written  # noqa: PLC0415
    from tui.forms import FORMS_FOLDER  # noqa: PLC0415

    parts = wanted.parts()
    model = parts.forms.file_of(like or parts.forms.usual)
    named = title or name.replace("-", " ").capitalize()
    click.echo(written(parts.settings_folder / FORMS_FOLDER, name, named, model))
