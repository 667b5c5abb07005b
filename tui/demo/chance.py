"""Chance that falls the same way for a seed on every machine and under every Python."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from one seed. Only `Random.random` is used: of all its methods it alone is promised never to change."""

    def __init__(self, seed: int) -> None:
        """The same seed, the same draws."""
        self.share = Random(seed).random  # noqa: S311 # Made-up calls keep no secret.
        """A number from 0 up to, but not including, 1."""

    def happens(self, probability: float) -> bool:
        """True that often, from 0 to 1."""
        return self.share() < probability

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.share() * (most - least + 1))

    def one_of(self, things: Sequence[T]) -> T:
        """Each as likely as the other."""
        return things[int(self.share() * len(things))]

    def early_one_of(self, things: Sequence[T]) -> T:
        """The first ones more often than the last ones."""
        share = self.share()
        return things[int(share * share * len(things))]

    def some_of(self, things: Sequence[T], count: int) -> list[T]:
        """So many different ones, or all there are, in any order."""
        left = list(things)
        count = min(count, len(left))
        for place in range(count):
            other = self.whole(place, len(left) - 1)
            left[place], left[other] = left[other], left[place]
        return left[:count]

    def at(self, sums: Sequence[float]) -> int:
        """A place in a list of weights, given as running sums."""
        return min(bisect_right(sums, self.share() * sums[-1]), len(sums) - 1)

    def around(self, middle: float, spread: float) -> float:
        """Log-normal, as lengths of calls are: half of all lie below `middle`, and some far above it."""
        # Twelve even shares add up to nearly the bell curve, without a logarithm.
        share = self.share
        bell = sum(share() for _ in range(12)) - 6
        return middle * exp(spread * bell)


def sums_of(weights: Sequence[float]) -> list[float]:
    """Running sums, for `Chance.at`."""
    return list(accumulate(weights))
