"""Attribution: how much of a change each of its drivers explains, summing to the whole change.

A product of positive factors is split by the additive logarithmic mean (LMDI-I; Ang, Energy Policy 33,
2005). Where a factor is zero or negative, or the structure is no product, the average marginal
contribution over all orders is used (Shapley, 1953). The two agree in total, not in the parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from reportgen.figures import log
from reportgen.formulas.rerating import logarithmic_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Valuation = Callable[[Mapping[str, float]], float]

#: 4096 runs of the model; each driver more doubles them.
MOST_DRIVERS = 12


@dataclass(frozen=True, slots=True)
class Attribution:
    """What each driver contributed, in the unit of the total, and by which method."""

    method: Literal["logarithmic mean", "Shapley"]
    contributions: Mapping[str, float]
    total: float


def attribute(
    before: Mapping[str, float],
    after: Mapping[str, float],
    function: Valuation | None = None,
) -> Attribution:
    """Split the change of a product, or of a function of the drivers where one is given.

    Logarithmic mean where it applies, a product of positive factors; Shapley elsewhere.
    """
    _same_drivers(before, after)
    value = function or _product
    total = value(after) - value(before)
    if function is None and _positive((*before.values(), *after.values())):
        parts = log_attribution(tuple(before.values()), tuple(after[name] for name in before))
        return Attribution("logarithmic mean", dict(zip(before, parts, strict=True)), total)
    return Attribution("Shapley", shapley_attribution(value, before, after), total)


def log_attribution(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """Contribution of each factor to the change of their product: L(after, before) ln(a / b).

    Refused: factors, or products of them, that are not positive and finite: they have no logarithm.
    """
    first, last = math.prod(before), math.prod(after)
    if not _positive((*before, *after, first, last)):
        raise ValueError("not all factors are positive and finite: use Shapley attribution")
    weight = logarithmic_mean(last, first)
    return tuple(weight * log(new / old) for old, new in zip(before, after, strict=True))


def shapley_attribution(
    function: Valuation, before: Mapping[str, float], after: Mapping[str, float]
) -> dict[str, float]:
    """Average marginal contribution of each driver over all orders in which they may change.

    Exact: the function is run once for each subset of drivers that have changed. Refused: more than
    twelve drivers, and a combination for which the function gives no finite number.
    """
    _same_drivers(before, after)
    if len(before) > MOST_DRIVERS:
        raise ValueError(f"{len(before)} drivers are too many for Shapley: {MOST_DRIVERS} at most")
    values = {
        changed: _value(function, before, after, changed) for changed in _subsets(tuple(before))
    }
    return {name: _average_step(values, name, len(before)) for name in before}


def _average_step(values: Mapping[frozenset[str], float], name: str, drivers: int) -> float:
    """Weight k!(n-k-1)!/n!: the share of orders in which just these k drivers change earlier."""
    return math.fsum(
        (values[earlier | {name}] - value) / (drivers * math.comb(drivers - 1, len(earlier)))
        for earlier, value in values.items()
        if name not in earlier
    )


def _value(
    function: Valuation,
    before: Mapping[str, float],
    after: Mapping[str, float],
    changed: frozenset[str],
) -> float:
    value = function({name: (after if name in changed else before)[name] for name in before})
    if not math.isfinite(value):
        moved = ", ".join(name for name in before if name in changed) or "nothing"
        raise ValueError(f"the function has no finite value with {moved} changed and the rest not")
    return value


def _subsets(names: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def _same_drivers(before: Mapping[str, float], after: Mapping[str, float]) -> None:
    if before.keys() != after.keys():
        odd = ", ".join(sorted(before.keys() ^ after.keys()))
        raise ValueError(f"these drivers are known on one side only: {odd}")


def _positive(factors: Sequence[float]) -> bool:
    return all(factor > 0 and math.isfinite(factor) for factor in factors)


def _product(drivers: Mapping[str, float]) -> float:
    return math.prod(drivers.values())
