"""Shapley values of a function that can be asked for many coalitions at once (Shapley, 1953).

A coalition is the set of players that have joined; a row of true and false, one a player. Few players are
valued exactly, over all coalitions; more by a sample of orders in which they may join, each taken forwards
and backwards, so that what one order gives to whoever comes first the other takes back (antithetic pairs).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

#: Rows of coalitions in, the worth of each out; arrays of NumPy's.
Worth: TypeAlias = "Callable[[Any], Any]"

#: So many players are valued over all their coalitions: 4,096 of them.
MOST_EXACT = 12
#: Pairs of orders that are drawn for more players.
PAIRS = 1024
SEED = 1953


@dataclass(frozen=True, slots=True)
class Shares:
    """What each player adds, in the unit of the worth; the standard error of each where orders were drawn.

    They sum to the whole change. What is left by the rounding of floats is given to the largest, so that it
    is told in `residual` and not lost.
    """

    values: tuple[float, ...]
    errors: tuple[float, ...]
    orders: int
    residual: float


def shapley(worth: Worth, players: int) -> Shares:
    """The average over all orders of joining of what each player adds to those before it.

    Refused: a coalition that has no finite worth.
    """
    if players <= MOST_EXACT:
        shares, total = _exact(worth, players)
        return _footed(shares, [0.0] * players, 0, total)
    return _sampled(worth, players)


def _exact(worth: Worth, players: int) -> tuple[list[float], float]:
    import numpy as np  # noqa: PLC0415 - only arrays need it

    codes = np.arange(2**players)
    joined = (codes[:, None] >> np.arange(players)) & 1 == 1
    values = _finite(worth(joined), len(codes))
    size = joined.sum(axis=1)
    weight = [1 / (players * math.comb(players - 1, count)) for count in range(players)]
    shares = []
    for player in range(players):
        without = codes[~joined[:, player]]
        steps = values[without | (1 << player)] - values[without]
        shares.append(math.fsum(steps * np.take(weight, size[without])))
    return shares, float(values[-1] - values[0])


def _sampled(worth: Worth, players: int) -> Shares:
    import numpy as np  # noqa: PLC0415 - only arrays need it

    orders = np.random.default_rng(SEED).permuted(np.tile(np.arange(players), (PAIRS, 1)), axis=1)
    both = np.concatenate([orders, orders[:, ::-1]])
    place = np.argsort(both, axis=1)
    # In step k of an order those have joined whose place is before k.
    joined = place[:, None, :] < np.arange(players + 1)[None, :, None]
    values = _finite(worth(joined.reshape(-1, players)), joined.shape[0] * (players + 1))
    steps = np.diff(values.reshape(-1, players + 1), axis=1)
    added = np.take_along_axis(steps, place, axis=1)
    pairs = (added[:PAIRS] + added[PAIRS:]) / 2
    shares = [math.fsum(pairs[:, player]) / PAIRS for player in range(players)]
    errors = pairs.std(axis=0, ddof=1) / math.sqrt(PAIRS)
    return _footed(shares, errors.tolist(), 2 * PAIRS, float(values[players] - values[0]))


def _finite(values: Any, count: int) -> Any:  # noqa: ANN401 - an array of NumPy's
    import numpy as np  # noqa: PLC0415 - only arrays need it

    found = np.broadcast_to(np.asarray(values, dtype=float), (count,))
    if not np.all(np.isfinite(found)):
        raise ValueError("in some combination of the changes the figure is not defined")
    return found


def _footed(shares: list[float], errors: list[float], orders: int, total: float) -> Shares:
    residual = total - math.fsum(shares)
    if shares and residual:
        largest = max(range(len(shares)), key=lambda player: abs(shares[player]))
        shares[largest] += residual
    return Shares(tuple(shares), tuple(errors), orders, residual)
