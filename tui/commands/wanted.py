"""What was asked for before the command's name."""

from typing import TYPE_CHECKING

import click

from tui.commands.output import tell

if TYPE_CHECKING:
    from tui.bootstrap import Bootstrap


class Wanted:
    """The options of `heartfirst` itself; every command gets them."""

    def __init__(self, data: str | None, playbook: str | None, *, demo: bool) -> None:
        """See the options of `heartfirst`."""
        self._data = data
        self._demo = demo
        self._playbook = playbook

    def parts(self) -> "Bootstrap":
        """The real parts; imported here, because `--help` needs none of them."""
        from tui.bootstrap import Bootstrap  # noqa: PLC0415

        parts = Bootstrap(self._data, self._playbook, demo=self._demo)
        # The last one to leave the record writes to it, and must do that before Python takes itself apart.
        click.get_current_context().call_on_close(parts.close)
        click.get_current_context().call_on_close(lambda: tell(parts.noticed()))
        return parts
