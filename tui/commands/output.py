"""How commands speak: data to stdout, words to stderr, and nothing that steers a terminal."""

from collections.abc import Iterable
from typing import Protocol

import click

from tui.model.trouble import Trouble


class SomeLeftOut(Protocol):
    """Something that could not give all that there is."""

    def left_out(self) -> str:
        """One sentence about what is missing; empty when nothing is."""


def tell(sentences: Iterable[str]) -> None:
    """Say something to the person, on stderr, a line each."""
    from tui.model.plain import plain  # noqa: PLC0415

    for words in sentences:
        # The name of a folder can hold anything, even line breaks and what steers a terminal.
        click.echo(f"heartfirst: {plain(words).replace(chr(10), chr(0x240A))}", err=True)


def for_stdout(data: bytes) -> bytes:
    """JSON, which is UTF-8 wherever it goes, with those characters as escapes that steer a terminal or end a line."""
    from tui.interchange.as_json import escaped  # noqa: PLC0415

    return escaped(data)


def tell_left_out(calls: SomeLeftOut) -> None:
    """What is not all there must not look as if it were. Raises `Trouble` where something is missing."""
    if calls.left_out():
        raise Trouble(calls.left_out())
