"""Choices that can be typed by their beginning, and which one was meant when none begins so."""

from collections.abc import Iterable

from tui.model.folding import fold
from tui.model.plain import one_line
from tui.model.spelling import likeliest

Choices = dict[str, tuple[str, ...]]
"""What can be chosen, each with its other names."""
MOST_SHOWN = 40
"""Characters of what was typed that a sentence repeats."""


def shown(text: str) -> str:
    """What was typed, short and safe to show."""
    line = one_line(text[: 4 * MOST_SHOWN])
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"


def nearest(word: str, names: Iterable[str]) -> str:
    """The one of `names` that `word` may have been meant to be; empty where none is near."""
    near = likeliest(word[:MOST_SHOWN], dict.fromkeys(names, 0), 1)
    return near[0] if near else ""


def folded(text: str) -> str:
    """A text for comparing: no case, no accents, hyphens as blanks."""
    return " ".join(fold(text).replace("-", " ").split())


def one_of(typed: str, choices: Choices) -> list[str]:
    """The keys of `choices` one of whose names is `typed`; else those of which one begins with it."""
    wanted = folded(typed)
    if not wanted:
        return []
    names = {key: [folded(name) for name in (key, *names)] for key, names in choices.items()}
    whole = [key for key, each in names.items() if wanted in each]
    return whole or [key for key, each in names.items() if any(name.startswith(wanted) for name in each)]
