"""Whether all is well."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tui.commands.wanted import Wanted

if TYPE_CHECKING:
    from tui.doctor.finding import Finding


@click.command()
@click.option(
    "--clipboard", "copies", is_flag=True, help="Also copy a line for real, and put back the text before it."
)
@click.option("--keys", is_flag=True, help="Press each key once, and see which do not arrive.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, one finding a line.")
@click.pass_obj
def doctor(wanted: Wanted, *, copies: bool, keys: bool, as_json: bool) -> None:
    """Look everything over and say what is fine and what to do; exit code 1 when something is broken."""
    from tui.doctor import State, examine  # noqa: PLC0415 # Only this command asks.

    found = _keys() if keys else examine(wanted.parts().patient(), copies=copies)
    is_well = True
    for finding in found:
        is_well &= finding.state is not State.BROKEN
        click.echo(_as_json(finding) if as_json else _as_line(finding))
    sys.exit(0 if is_well else 1)


def _as_line(finding: "Finding") -> str:
    from shutil import get_terminal_size  # noqa: PLC0415
    from textwrap import fill  # noqa: PLC0415

    from tui.model.plain import one_line  # noqa: PLC0415

    width = get_terminal_size().columns if sys.stdout.isatty() else 10_000
    sign = {"fine": "✓", "could be better": ">", "broken": "!"}[finding.state.value]
    words = f"{sign} {finding.about:<10} {one_line(finding.words)}"
    return fill(words, max(40, width), subsequent_indent=" " * 13, break_long_words=False, break_on_hyphens=False)


def _as_json(finding: "Finding") -> str:
    from json import dumps  # noqa: PLC0415

    state = finding.state.value
    return dumps({"about": finding.about, "well": state != "broken", "state": state, "words": finding.words})


def _keys() -> "Iterator[Finding]":
    from tui.doctor.keys import Asked, keys_as_they_are, try_keys  # noqa: PLC0415
    from tui.keys import PLACES  # noqa: PLC0415 # The table loads a part of Textual.

    asked: dict[str, Asked] = {}
    for _, table in PLACES:
        for key in table:
            asked.setdefault(key.key, Asked(key.key, key.words))
    with keys_as_they_are() as read:
        # Told when the terminal is as it was: until then a line would end without going back to its beginning.
        found = list(try_keys(list(asked.values()), read, _say))
    yield from found


def _say(words: str) -> None:
    click.echo(words, err=True, nl=False)
