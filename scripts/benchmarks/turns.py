"""Works that take turns in one loop, so that whatever disturbs the machine disturbs all of them alike."""

from collections.abc import Callable, Mapping
from itertools import cycle, islice, permutations
from time import perf_counter

from scripts.benchmarks.figures import Taken

Work = Callable[[], float]
"""Does its next piece and gives back how many seconds the part that counts took."""


def seconds(work: Callable[[], object]) -> float:
    """How long it took."""
    began = perf_counter()
    work()
    return perf_counter() - began


def take_turns(works: Mapping[str, Work], rounds: int, turns: int) -> dict[str, Taken]:
    """So many rounds of so many turns of each work, in every possible order after the other."""
    taken: dict[str, Taken] = {name: Taken([]) for name in works}
    # What comes before a work is felt in it, so each comes after each other one equally often.
    orders = cycle(permutations(works))
    for _ in range(rounds):
        for one in taken.values():
            one.rounds.append([])
        for order in islice(orders, turns):
            for name in order:
                taken[name].rounds[-1].append(works[name]())
    return taken
