"""Whether all is well."""

import sys

import click

from tui.commands.wanted import Wanted


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON, one finding a line.")
@click.pass_obj
def doctor(wanted: Wanted, *, as_json: bool) -> None:
    """Look the records over and say what is fine and what to do; exit code 1 when something has to be done."""
    from json import dumps  # noqa: PLC0415

    from tui.model.plain import one_line  # noqa: PLC0415

    is_well = True
    for finding in wanted.parts().look_over():
        is_well &= finding.is_well
        sign = "✓" if finding.is_well else "!"
        if as_json:
            click.echo(dumps({"about": finding.about, "well": finding.is_well, "words": finding.words}))
        else:
            click.echo(f"{sign} {finding.about:<10} {one_line(finding.words)}")
    sys.exit(0 if is_well else 1)
