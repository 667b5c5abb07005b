"""How far two words are from each other, for whoever has mistyped one."""

FARTHEST = 2
"""Slips of the hand between a word and what was meant, at most."""


def slips_between(typed: str, meant: str, most: int = FARTHEST) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour; `most` + 1 for more.

    A pair in the wrong order is one slip (optimal string alignment).
    """
    if abs(len(typed) - len(meant)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(typed, start=1):
        before, last, row = row, before, [at]
        for there, other in enumerate(meant, start=1):
            slips = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != other))
            if at > 1 and there > 1 and letter == meant[there - 2] and typed[at - 2] == other:
                slips = min(slips, last[there - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips_allowed(word: str) -> int:
    """How many slips still make it likely that another word was meant: a short one has many neighbours."""
    return 0 if len(word) < 3 else 1 if len(word) < 5 else FARTHEST


def likeliest(typed: str, known: dict[str, int], limit: int) -> list[str]:
    """Which of the words in `known` (folded, with how many calls have each) `typed`, folded, may be meant to be.

    The fewest slips first; of those, one that begins with the same letter, then what more calls have, then by name.
    """
    most = slips_allowed(typed)
    near = []
    for word, calls in known.items():
        slips = slips_between(typed, word, most) if word != typed else most + 1
        if slips <= most:
            near.append((slips, word[:1] != typed[:1], -calls, word))
    return [word for *_, word in sorted(near)[: max(0, limit)]]
