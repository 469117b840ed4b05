"""The declared distributions of an edition's inputs, as the draws know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import draws

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from reportgen.assumptions.valuation import Simulated, Uncertain

#: What each distribution is declared by, in the order in which it takes them.
SHAPES = {
    "triangular": (draws.Triangular, ("low", "mode", "high")),
    "pert": (draws.Pert, ("low", "mode", "high")),
    "uniform": (draws.Uniform, ("low", "high")),
    "normal": (draws.Normal, ("mean", "deviation")),
    "truncated_normal": (draws.TruncatedNormal, ("mean", "deviation", "low", "high")),
    "lognormal": (draws.Lognormal, ("median", "deviation")),
}
PARAMETERS = ("low", "mode", "high", "mean", "median", "deviation")


def distribution(declared: Uncertain) -> draws.Distribution:
    """One declared distribution; ValueError says what it lacks or has too much."""
    shape, parameters = SHAPES[declared.distribution]
    stated = given(declared)
    missing = [name for name in parameters if name not in stated]
    if missing:
        raise ValueError(f"a {declared.distribution} distribution needs {', '.join(missing)}")
    extra = [name for name in stated if name not in parameters]
    if extra:
        raise ValueError(f"a {declared.distribution} distribution has no {', '.join(extra)}")
    made: draws.Distribution = shape(*(float(stated[name]) for name in parameters))
    return made


def given(declared: Uncertain) -> dict[str, Decimal]:
    """The parameters that the file states."""
    return {n: value for n in PARAMETERS if (value := getattr(declared, n)) is not None}


def distributions(declared: Simulated) -> Mapping[str, draws.Distribution]:
    """All of them by the name of their input; ValueError for the first that cannot be."""
    return {name: distribution(each) for name, each in declared.inputs.items()}


def correlations(declared: Simulated) -> Mapping[tuple[str, str], float]:
    """The rank correlations by their two inputs."""
    return {(each.between[0], each.between[1]): float(each.rank) for each in declared.correlations}


def correlation(declared: Simulated) -> draws.Array | None:
    """The matrix the draws follow; None where all inputs go their own way.

    ValueError where no inputs can go together as declared.
    """
    pairs = correlations(declared)
    return draws.rank_correlation(tuple(declared.inputs), pairs) if pairs else None
