"""How far a long command is, on stderr, and only where somebody looks at it."""

import sys
from types import TracebackType
from typing import Self

import click

EVERY = 500
"""Things between two words about how far it is."""
_CLEAR = "\r\x1b[K"


class Progress:
    """A line that counts, or a bar where it is known how much there is. Gone when the block ends."""

    def __init__(self, things: str, whole: int | None = None) -> None:
        """What is counted ("calls"), and how many there are to come."""
        self._things = things
        self._is_seen = sys.stderr is not None and sys.stderr.isatty()
        self._bar = (
            click.progressbar(length=whole, label=things, file=sys.stderr) if whole and self._is_seen else None
        )
        self._told = 0

    def __enter__(self) -> Self:
        """Begin."""
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make room for what is said next."""
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)
        elif self._told:
            click.echo(_CLEAR, nl=False, err=True)

    def reached(self, number: int) -> None:
        """So many are through now."""
        if not self._is_seen or number < self._told + EVERY:
            return
        if self._bar is not None:
            self._bar.update(number - self._told)
        else:
            click.echo(f"\r{number:,} {self._things} …", nl=False, err=True)
        self._told = number
