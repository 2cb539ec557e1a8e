"""Exact Shapley values and pairwise interactions of a game with few players."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from eastwest.vocabulary import Floats

Coalition = frozenset[str]


def coalitions(players: Sequence[str]) -> list[Coalition]:
    """Return all sets of players, the empty one first, the full one last."""
    sizes = range(len(players) + 1)
    return [frozenset(chosen) for size in sizes for chosen in combinations(players, size)]


def shapley(players: Sequence[str], worth: Mapping[Coalition, Floats]) -> dict[str, Floats]:
    """Return what each player adds, on average over all orders in which they may join.

    The values add up to worth(all) - worth(none). `worth` holds an array for every coalition;
    entries of the arrays are games of their own (replicates, outcomes).

    References:
        Shapley (1953), "A value for n-person games", doi:10.1515/9781400881970-018.
    """
    n = len(players)

    def weight(size: int) -> float:
        return factorial(size) * factorial(n - size - 1) / factorial(n)

    return {
        player: _mean(_others(players, player), _joins(worth, player), weight) for player in players
    }


def interactions(
    players: Sequence[str], worth: Mapping[Coalition, Floats]
) -> dict[tuple[str, str], Floats]:
    """Return what two players add together beyond what they add one by one.

    Positive: they need each other. Negative: one does what the other would do. The average is
    over what the others do, as in the Shapley interaction index.

    References:
        Grabisch and Roubens (1999), "An axiomatic approach to the concept of interaction among
        players in cooperative games", doi:10.1007/s001820050125.
    """
    n = len(players)

    def weight(size: int) -> float:
        return factorial(size) * factorial(n - size - 2) / factorial(n - 1)

    return {
        pair: _mean(_others(players, *pair), _both(worth, *pair), weight)
        for pair in combinations(players, 2)
    }


def _others(players: Sequence[str], *but: str) -> list[Coalition]:
    return coalitions([each for each in players if each not in but])


def _mean(
    found: Sequence[Coalition],
    added: Callable[[Coalition], Floats],
    weight: Callable[[int], float],
) -> Floats:
    return np.asarray(sum(weight(len(each)) * added(each) for each in found), dtype=np.float64)


def _joins(worth: Mapping[Coalition, Floats], player: str) -> Callable[[Coalition], Floats]:
    return lambda others: worth[others | {player}] - worth[others]


def _both(worth: Mapping[Coalition, Floats], one: str, two: str) -> Callable[[Coalition], Floats]:
    return lambda others: (
        worth[others | {one, two}] - worth[others | {one}] - worth[others | {two}] + worth[others]
    )
