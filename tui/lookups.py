"""Where a rep looks things up and looks after them: what we owe, a client, a past call, their own numbers."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.asides import Asides

if TYPE_CHECKING:
    from tui.model.call import Call


class Lookups(Asides):
    """Opens these places on top of where the rep is. Typing goes on behind each as it was left."""

    async def show_owed(self) -> None:
        """All that we owe, by its date."""
        raise NotImplementedError

    async def show_client(self, caller: str) -> None:
        """The card of a client, by the name that calls have of them; "" for nobody yet."""
        raise NotImplementedError

    async def amend(self, call: "Call") -> None:
        """Add to a finished call, or correct it."""
        raise NotImplementedError

    async def export(self, words: str, call: "Call | None") -> None:
        """Write what these words find, or this one call, to a file."""
        raise NotImplementedError

    async def erase(self, call: "Call") -> None:
        """Erase a finished call or its client, or make them anonymous."""
        raise NotImplementedError

    async def show_numbers(self) -> None:
        """The rep's own numbers."""
        from tui.screens.numbers import NumbersScreen  # noqa: PLC0415 # What draws plots is loaded for nobody else.

        await self.look_at(NumbersScreen(self.ways, numbers=self._parts.numbers, write=self._write_table))

    def _write_table(self, text: str) -> Path:
        """A new file in the rep's home folder. Blocks; raises `Trouble`."""
        from tui.folders import new_file_at_home  # noqa: PLC0415

        return new_file_at_home(f"heartfirst-numbers-{self._parts.clock.now():%Y-%m-%d}", "csv", text)
