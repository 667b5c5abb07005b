"""The rep's own numbers, without a screen."""

import click

from tui.commands.wanted import Wanted


@click.command()
@click.option(
    "--weeks", default=12, show_default=True, type=click.IntRange(1, 520), help="So many weeks, this one included."
)
@click.option("--csv", "as_csv", is_flag=True, help="As CSV: every week, of all calls and of each playbook.")
@click.pass_obj
def numbers(wanted: Wanted, weeks: int, *, as_csv: bool) -> None:
    """Your own numbers, for you alone: how soon the heart had its say, and what was kept."""
    from tui.model.numbers import table, week_of  # noqa: PLC0415
    from tui.model.numbers_words import in_words  # noqa: PLC0415

    service = wanted.parts().numbers
    figures = service.figures(weeks)
    today = service.now().date()
    if as_csv:
        from csv import writer  # noqa: PLC0415
        from io import StringIO  # noqa: PLC0415

        text = StringIO()
        writer(text, lineterminator="\n").writerows(table(figures, today, weeks))
        click.echo(text.getvalue(), nl=False)
        return
    for line in in_words(week_of(today, figures)):
        click.echo(line)
