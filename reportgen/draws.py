"""Declared distributions, and draws from them that are the same whatever the number of threads.

Normal deviates are correlated (a Gaussian copula), then each becomes a value of its distribution.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen.figures import Values, either, exp
from reportgen.quantiles import below_deviate, beta_quantile, deviate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Array: TypeAlias = npt.NDArray[np.float64]
    Inputs: TypeAlias = Mapping[str, "Distribution"]

#: Tables run over the deviates from -REACH to REACH; one draw in 10^15 lies beyond and gets the end.
REACH = 8
#: Steps of a table a deviation; straight lines between them err by less than a millionth of the range.
STEPS = 512
#: The usual weight of the mode in a PERT estimate (Malcolm and others, 1959).
MODE_WEIGHT = 4
#: Nearer to zero than this a pivot or an eigenvalue is a rounding error.
ROUNDING = 1e-12
#: Farther out, in standard deviations, a normal probability is too small for a float.
FARTHEST = 35


class Distribution(ABC):
    """What an input may turn out to be; a contradiction in its parameters is a ValueError."""

    __slots__ = ()
    __match_args__: tuple[str, ...] = ()  # a dataclass has its fields' names here

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        stated = {name: getattr(self, name) for name in self.__match_args__}
        if not all(map(math.isfinite, stated.values())):
            raise ValueError("a distribution needs finite parameters")
        for name in ("median", "deviation"):
            if stated.get(name, 1) <= 0:
                raise ValueError(f"the {name} must be above zero, not {stated[name]:g}")
        rising = [stated[name] for name in ("low", "mode", "high") if name in stated]
        if rising and not (rising == sorted(rising) and rising[0] < rising[-1]):
            raise ValueError(f"low must be below high and any mode between them, not {rising}")

    @abstractmethod
    def value(self, below: Values, above: Values) -> Values:
        """The value with these probabilities below and above it, of which only the smaller is exact."""

    def quantile(self, probability: float) -> float:
        """The value that is not exceeded with this probability."""
        if not 0 < probability < 1:
            raise ValueError(f"a quantile needs a probability between 0 and 1, not {probability}")
        return float(self.value(probability, 1 - probability))

    def from_normal(self, deviates: Array) -> Array:
        """Standard normal deviates turned into values of the same probability, by a table."""
        import numpy as np

        table, rises = _table(self)
        values = deviates * STEPS + REACH * STEPS
        np.clip(values, 0, len(rises), out=values)
        steps = np.minimum(values.astype(np.intp), len(rises) - 1)
        values -= steps
        values *= rises.take(steps)
        values += table.take(steps)
        return values


@dataclass(frozen=True, slots=True)
class Normal(Distribution):
    """A normal distribution by its mean and standard deviation."""

    mean: float
    deviation: float

    def value(self, below: Values, above: Values) -> Values:
        """So many standard deviations from the mean."""
        return deviate(below, above) * self.deviation + self.mean

    def from_normal(self, deviates: Array) -> Array:
        """Exact."""
        return deviates * self.deviation + self.mean


@dataclass(frozen=True, slots=True)
class Lognormal(Distribution):
    """A lognormal distribution by its median and the standard deviation of the logarithm."""

    median: float
    deviation: float

    def value(self, below: Values, above: Values) -> Values:
        """The median times the exponential of so many standard deviations."""
        return exp(deviate(below, above) * self.deviation) * self.median

    def from_normal(self, deviates: Array) -> Values:
        """Exact."""
        return exp(deviates * self.deviation) * self.median


@dataclass(frozen=True, slots=True)
class TruncatedNormal(Distribution):
    """A normal distribution of which only the part between two ends is possible."""

    mean: float
    deviation: float
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse ends so far to one side of the mean that nothing is left between them."""
        Distribution.__post_init__(self)
        if max(self.low - self.mean, self.mean - self.high) > FARTHEST * self.deviation:
            raise ValueError(
                f"both ends lie more than {FARTHEST} deviations to one side of the mean"
            )

    def value(self, below: Values, above: Values) -> Values:
        """The normal quantile of the probability that is left."""
        low, high = ((end - self.mean) / self.deviation for end in (self.low, self.high))
        left = below_deviate(low) * above + below_deviate(high) * below
        right = below_deviate(-low) * above + below_deviate(-high) * below
        value = deviate(left, right) * self.deviation + self.mean
        return either(value < self.low, self.low, either(value > self.high, self.high, value))


@dataclass(frozen=True, slots=True)
class Uniform(Distribution):
    """Every value between two ends is as likely as any other."""

    low: float
    high: float

    def value(self, below: Values, above: Values) -> Values:
        """Counted from the nearer end."""
        width = self.high - self.low
        return either(below < above, self.low + width * below, self.high - width * above)


@dataclass(frozen=True, slots=True)
class Peaked(Distribution):
    """A distribution by its ends and its most likely value."""

    low: float
    mode: float
    high: float


class Triangular(Peaked):
    """Its density rises and falls in straight lines."""

    __slots__ = ()

    def value(self, below: Values, above: Values) -> Values:
        """Counted from the end that lies on the same side of the mode."""
        width, rising, falling = self.high - self.low, self.mode - self.low, self.high - self.mode
        from_low = self.low + (below * width * rising) ** 0.5
        from_high = self.high - (above * width * falling) ** 0.5
        return either(below * width < rising, from_low, from_high)


class Pert(Peaked):
    """A beta distribution whose mean is a sixth of its ends and four times its mode (PERT)."""

    __slots__ = ()

    def value(self, below: Values, above: Values) -> Values:
        """Counted from the end that is nearer in probability."""
        width, lower = self.high - self.low, below < above
        first = 1 + MODE_WEIGHT * (self.mode - self.low) / width
        second = 1 + MODE_WEIGHT * (self.high - self.mode) / width
        beta = math.gamma(first) * math.gamma(second) / math.gamma(first + second)
        near, far = either(lower, first, second), either(lower, second, first)
        share = width * beta_quantile(either(lower, below, above), near, far, beta)
        return either(lower, self.low + share, self.high - share)


def rank_correlation(names: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Array:
    """The correlation matrix of the deviates that gives these rank correlations, in order of names.

    Spearman's rank correlation r of two normal variables is Pearson's 2 sin(pi r / 6) (Pearson 1907).
    Pairs that contradict each other, so that no joint distribution has them all, are refused.
    """
    import numpy as np

    matrix = np.eye(len(names))
    for first, second in pairs:
        _check_pair(first, second, names, pairs)
        place = names.index(first), names.index(second)
        matrix[place] = matrix[place[::-1]] = 2 * math.sin(math.pi * pairs[first, second] / 6)
    smallest = min(np.linalg.eigvalsh(matrix), default=0.0)
    if smallest < -ROUNDING * len(names):
        stated = ", ".join(f"{a} with {b} {value:g}" for (a, b), value in pairs.items())
        raise ValueError(
            "the rank correlations contradict each other, their matrix is not positive "
            f"semidefinite (smallest eigenvalue {smallest:.3g}): {stated}"
        )
    return matrix


def draw(
    distributions: Inputs, correlation: Array | None, seed: int, chunk_index: int, size: int
) -> dict[str, Array]:
    """A chunk of draws of every input; the same for the same seed, chunk, size and order of inputs.

    `correlation` is a matrix of `rank_correlation` in the order of the distributions, or None.
    """
    import numpy as np

    # The generator is named, for the default one may change with NumPy's version.
    sequence = np.random.SeedSequence(entropy=seed, spawn_key=(chunk_index,))
    generator = np.random.Generator(np.random.PCG64(sequence))
    deviates = [generator.standard_normal(size) for _ in distributions]
    if correlation is not None:
        if correlation.shape != (len(deviates), len(deviates)):
            raise ValueError("the correlation matrix has another size than the list of inputs")
        deviates = [_mixed(deviates, weights) for weights in _factor(correlation)]
    inputs = zip(distributions.items(), deviates, strict=True)
    return {name: distribution.from_normal(values) for (name, distribution), values in inputs}


def _check_pair(first: str, second: str, names: Sequence[str], pairs: Mapping[Any, float]) -> None:
    pair = f"the rank correlation of {first} and {second}"
    if first not in names or second not in names:
        raise ValueError(f"{pair} names an input that has no distribution")
    if (second, first) in pairs:
        raise ValueError(f"{pair} is given twice, or is one with itself")
    if not -1 <= pairs[first, second] <= 1:
        raise ValueError(f"{pair} must lie between -1 and 1, not {pairs[first, second]:g}")


def _mixed(deviates: list[Array], weights: Array) -> Array:
    """The weighted sum; what is independent is handed through."""
    first, *others = weights.nonzero()[0]
    total = deviates[first] if weights[first] == 1 else deviates[first] * weights[first]
    return sum((deviates[other] * weights[other] for other in others), start=total)


def _factor(matrix: Array) -> Array:
    """The lower triangle whose product with its transpose is the matrix (Cholesky)."""
    factor = matrix * 0
    for column in range(len(matrix)):
        rest = matrix[column:, column] - (factor[column:] * factor[column]).sum(axis=1)
        if rest[0] > ROUNDING:  # otherwise the input follows from those before it
            factor[column:, column] = rest / math.sqrt(rest[0])
    return factor


@lru_cache(maxsize=256)
def _table(distribution: Distribution) -> tuple[Array, Array]:
    """Values at evenly spaced deviates, and how much each step adds."""
    import numpy as np

    below = _evenly_spaced()
    table = distribution.value(below, below[::-1])
    return table, np.diff(table)


@cache
def _evenly_spaced() -> Array:
    """The probability below each deviate of a table: the same for every distribution."""
    import numpy as np

    steps = range(-REACH * STEPS, REACH * STEPS + 1)
    return np.array([below_deviate(step / STEPS) for step in steps])
