"""A rep in front of the real app, who knows what was typed and what of it the app called saved."""

import random
import re
import string
import time
from contextlib import suppress

from tests.real.bare_pty import Pty
from tests.real.terminal import PATIENCE, until
from tests.torture.real_app import saved_up_to

_DESK = re.compile("LAST CALLS|Type who is calling")
_WRAP_UP = "How did it end?"
FINISHED = "The call is saved."

CTRL_O, CTRL_R, ENTER, END = b"\x0f", b"\x12", b"\r", b"\x1b[F"

SOON = 5.0
"""Seconds after which a word that is not seen is looked for."""


class Rep:
    """Types word after word into one call, each one once the one before is on the screen."""

    def __init__(self, app: Pty, chance: random.Random) -> None:
        """The app has just been started; its desk is waited for."""
        self.app = app
        self.typed = ""
        """Everything that was typed into the call, in this life of the app and the ones before."""
        self._seen: list[tuple[float, int]] = []
        """When a word stood on the screen, and how much was typed up to its end."""
        self._chance = chance
        app.wait_for(_DESK)

    def begin(self) -> None:
        """A new call."""
        self.app.write(b"Dana Lee" + ENTER)
        self.app.wait_for("Dana, tell me what happened")

    def go_on(self, notes: str) -> None:
        """Take the interrupted call up again, in which these notes have to be seen."""
        offered = self.app.wait_for(re.compile(r"You were (on a call|wrapping up the call) with Dana Lee"))
        self.app.write(CTRL_O)
        if "You were wrapping up" in offered:
            self.app.wait_for(_WRAP_UP)
            self.app.write(CTRL_O)
        self.app.wait_for(re.compile(r"on call \d"))
        for last in notes.split()[-1:]:
            self._see(last)
        self.typed = notes

    def type_a_word(self) -> None:
        """One more word, which stands nowhere else, and wait until it is on the screen."""
        word = "".join(self._chance.choices(string.ascii_lowercase, k=8))
        end = self._chance.choice("     \n")
        self.app.write(f"{word}{end}".replace("\n", "\r").encode())
        self.typed += word + end
        self._see(word)
        self._seen.append((time.time(), len(self.typed) - 1))

    def acknowledged(self) -> list[int]:
        """How much was typed up to the end of each word that stood on the screen before the last "saved"."""
        saved = saved_up_to(self.app.output(), time.time())
        return [length for seen, length in self._seen if seen <= saved]

    def type_for_a_while(self, longest: float) -> None:
        """Type until a moment that chance names, in seconds."""
        end = time.monotonic() + self._chance.uniform(0, longest)
        while time.monotonic() < end:
            self.type_a_word()

    def type_until_more_is_saved(self) -> None:
        """Type until the app says so of words that were not said to be saved before."""
        before = len(self.acknowledged())
        end = time.monotonic() + PATIENCE
        while len(self.acknowledged()) == before:
            if time.monotonic() > end:
                raise AssertionError(f"nothing more is called saved within {PATIENCE:g} s:\n{self.app.screen()}")
            self.type_a_word()

    def wrap_up(self) -> None:
        """Say goodbye and answer some of the questions, up to a moment that chance names."""
        self.app.write(CTRL_R)
        self.app.wait_for(_WRAP_UP)
        self.app.write(b"514"[: self._chance.randrange(4)])
        before = len(self.acknowledged())
        until(lambda: len(self.acknowledged()) > before, within=self._chance.uniform(0, 1.2))

    def finish(self) -> None:
        """Say goodbye, answer everything and finish the call; look on up to a moment that chance names."""
        self.app.write(CTRL_R)
        self.app.wait_for(_WRAP_UP)
        self.app.write(b"514")
        self.app.wait_for("✓ calm")
        self.app.write(ENTER)
        until(lambda: FINISHED in self.app.screen(), within=self._chance.uniform(0, 0.3))

    def _see(self, word: str) -> None:
        """Wait until the word is on the screen. Tried here is whether it is kept, not whether it stays in sight."""
        with suppress(AssertionError):
            self.app.wait_for(word, within=SOON)
            return
        # Changes nothing, and brings the cursor into sight where new wrapping has left it below the last row.
        self.app.write(END)
        self.app.wait_for(word)
