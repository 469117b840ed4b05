"""A plan asked for both ends of its ranges at once, as the engine carries them through its formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.evaluation import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.evaluation import Plan, Step


def middle(plan: Plan, low: Mapping[str, Any], high: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an array of numbers
    """The middle of what the output is for the low and the high ends of everything the plan asks for."""
    lows, highs = dict(low), dict(high)
    for step in plan.steps:
        lows[step.name], highs[step.name] = _ends(step, lows, highs)
    return (lows[plan.output] + highs[plan.output]) / 2


def _ends(step: Step, lows: Mapping[str, Any], highs: Mapping[str, Any]) -> tuple[Any, Any]:
    """A formula at the corners where it is least and greatest; NaN where it is not told which these are."""
    import numpy as np

    formula, pairs = step.formula, [(lows[name], highs[name]) for name in step.inputs]
    if all(low is high for low, high in pairs):
        value = masked(formula, [low for low, _ in pairs])
        return value, value
    falls = [parameter in formula.decreasing for parameter in formula.parameters]
    known = [
        fall or p in formula.increasing for p, fall in zip(formula.parameters, falls, strict=True)
    ]
    corners = (
        masked(formula, [pair[end != fall] for pair, fall in zip(pairs, falls, strict=True)])
        for end in (False, True)
    )
    first, last = (np.where(_carried(pairs, known), corner, np.nan) for corner in corners)
    return np.minimum(first, last), np.maximum(first, last)


def _carried(pairs: list[tuple[Any, Any]], known: list[bool]) -> Any:  # noqa: ANN401 - an array of truths
    """Where every argument that is a range has a direction."""
    import numpy as np

    plain = [
        np.asarray(low == high) for (low, high), told in zip(pairs, known, strict=True)
        if not told and not isinstance(low, tuple)
    ]  # fmt: skip
    return np.all(np.broadcast_arrays(*plain), axis=0) if plain else True
