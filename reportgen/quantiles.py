"""Quantiles: which value of a distribution has this probability below it, on numbers and arrays alike."""

from __future__ import annotations

import math
from statistics import NormalDist

from reportgen.figures import Values, either

#: No median of a PERT lies above 0.8706 of its range, which is one half to the power of a fifth.
HIGHEST_MEDIAN = 0.875


def below_deviate(deviate: float) -> float:
    """The standard normal distribution; before Python 3.12 NormalDist.cdf loses the lower tail."""
    return math.erfc(-deviate / math.sqrt(2)) / 2


def deviate(below: Values, above: Values) -> Values:
    """The standard normal deviate with these probabilities below and above it."""
    import numpy as np

    size = np.vectorize(NormalDist().inv_cdf, [float])(np.minimum(below, above))
    return np.where(below < above, size, -size)


def beta_quantile(below: Values, first: Values, second: Values, beta: float) -> Values:
    """The quantile of a beta distribution up to its median, by Newton's method."""
    # The leading power of the distribution function: exact in the tail, never above the answer.
    value = (below * first * beta) ** (1 / first)
    terms = [_fraction_term(first, second, count) for count in range(16, 0, -1)]
    for _ in range(5):
        value = either(value < HIGHEST_MEDIAN, value, HIGHEST_MEDIAN)
        density = value ** (first - 1) * (1 - value) ** (second - 1) / beta
        fraction = 1.0  # the distribution function as a continued fraction (DLMF 8.17.22)
        for odd, even in terms:
            fraction = 1 - odd * value / (1 + even * value / fraction)
        value = value - (value * (1 - value) / first / fraction - below / density)
    return value


def _fraction_term(first: Values, second: Values, count: int) -> tuple[Values, Values]:
    """Two coefficients of that continued fraction."""
    end = first + 2 * count - 1
    odd = (first + count - 1) * (first + second + count - 1) / ((end - 1) * end)
    return odd, count * (second - count) / (end * (end + 1))
