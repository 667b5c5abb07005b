"""Choices that can be typed by their beginning, and which one was meant when none begins so."""

from collections.abc import Iterable
from unicodedata import category, normalize

from tui.model.plain import one_line

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
    near = sorted((away, name) for name in names if (away := _away(word[:20], name)) <= (1 if len(name) < 5 else 2))
    return near[0][1] if near and near[0][0] < len(near[0][1]) - 1 else ""


def _away(one: str, other: str) -> int:
    """How many letters differ: one too many, one missing, another one, or two that changed places."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, start=1):
        row = [i]
        for j, right in enumerate(other, start=1):
            least = min(row[j - 1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def folded(text: str) -> str:
    """A text for comparing: no case, no accents, hyphens as blanks."""
    signs = normalize("NFD", text.casefold())
    return " ".join("".join(sign for sign in signs if category(sign) != "Mn").replace("-", " ").split())


def one_of(typed: str, choices: Choices) -> list[str]:
    """The keys of `choices` one of whose names is `typed`; else those of which one begins with it."""
    wanted = folded(typed)
    if not wanted:
        return []
    names = {key: [folded(name) for name in (key, *names)] for key, names in choices.items()}
    whole = [key for key, each in names.items() if wanted in each]
    return whole or [key for key, each in names.items() if any(name.startswith(wanted) for name in each)]
