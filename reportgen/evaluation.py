"""The model on arrays: the same formulas for every scenario, grid cell and draw at once, no statuses.

What a guard forbids becomes NaN in its element. A plan is the part of the model that moves when some
figures move: its other figures are numbers that were computed once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from reportgen.application import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportgen.figures import Figure, Formula, Values


class UnplannableError(Exception):
    """The figure cannot be asked again: it is not known, or nothing that moves it was named."""


@dataclass(frozen=True, slots=True)
class Step:
    """One formula of a plan and where its arguments come from."""

    name: str
    formula: Formula
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Some figures as a function of others."""

    output: str
    varied: tuple[str, ...]
    constants: Mapping[str, Values]
    steps: tuple[Step, ...]

    def __call__(self, values: Mapping[str, Values]) -> Values:
        """The output for values of what is varied: numbers, or arrays of one shape."""
        return self.all(values)[self.output]

    def all(self, values: Mapping[str, Values]) -> dict[str, Values]:
        """The output and every figure on the way to it."""
        known = {**self.constants, **{name: values[name] for name in self.varied}}
        for step in self.steps:
            known[step.name] = masked(step.formula, [known[name] for name in step.inputs])
        return known


def plan(output: str, varied: Sequence[str], figure_of: Callable[[str], Figure]) -> Plan:
    """Find what lies between the figures that vary and the one that is wanted.

    A figure that has no number or only a bound where it does not vary, or an output that nothing varied
    reaches, raises UnplannableError with the reason.
    """
    constants: dict[str, Values] = {}
    steps: dict[str, Step] = {}

    def moves(name: str) -> bool:
        if name in varied or name in steps:
            return True
        if name in constants:
            return False
        figure = figure_of(name)
        # Each must be walked, for each needs its constants.
        if figure.formula and any([moves(part) for part in figure.inputs]):  # noqa: C419
            steps[name] = Step(name, figure.formula, figure.inputs)
            return True
        constants[name] = _constant(figure)
        return False

    if not moves(output):
        raise UnplannableError(f"{figure_of(output).label} does not depend on {', '.join(varied)}")
    needed = {name for step in steps.values() for name in step.inputs}
    used = {name: value for name, value in constants.items() if name in needed}
    unknown = [figure_of(name) for name, value in used.items() if value is None]
    if unknown:
        raise UnplannableError("; ".join(dict.fromkeys(map(_why_unknown, unknown))))
    return Plan(output, tuple(varied), used, tuple(steps.values()))


def _constant(figure: Figure) -> Any:  # noqa: ANN401 - a number, a series, or None
    """What stands for a figure that does not move: None for a bound, which no array can carry."""
    return single(figure) if figure.series is None else value_of(figure)


def single(figure: Figure) -> float | None:
    """One number for a figure: of a range its middle; None where it is not known or only a bound."""
    if not figure.known or figure.value is None or figure.bound:
        return None
    return figure.value if figure.high is None else (figure.value + figure.high) / 2


def _why_unknown(figure: Figure) -> str:
    if figure.bound:
        return f"{figure.label} is only a bound"
    return figure.reason or f"missing: {figure.name}"


def resolve(name: str, values: Mapping[str, Any], formulas: Mapping[str, Formula]) -> Values:
    """Evaluate one figure on raw numbers or arrays, computing on the way what is not given."""
    known = dict(values)

    def value_of(wanted: str) -> Values:
        if wanted not in known:
            formula = formulas[wanted]
            known[wanted] = masked(formula, [value_of(part) for part in formula.parameters])
        return known[wanted]

    return value_of(name)


def masked(formula: Formula, arguments: Sequence[Values]) -> Values:
    """The formula on its arguments; NaN where a guard forbids it or where it is not defined."""
    given = dict(zip(formula.parameters, arguments, strict=True))
    guards = [guard for guard in formula.guards if guard.effect != "note"]
    conditions = ((guard.when, [given[name] for name in guard.parameters]) for guard in guards)
    if all(map(_is_plain, arguments)):
        return _plain(formula, arguments, conditions)
    import numpy as np

    with np.errstate(all="ignore"):
        try:
            value = formula(*arguments)
        except (ArithmeticError, ValueError, TypeError):
            return np.nan
        for when, about in conditions:
            value = _without(value, when(*about))
        return _defined(value)


def _is_plain(argument: Values) -> bool:
    """A number, or a series of numbers: no need of arrays."""
    parts = argument if isinstance(argument, tuple) else (argument,)
    # Not NumPy's own floats, which warn where a plain number raises.
    return all(type(part) in (float, int) for part in parts)


def _plain(
    formula: Formula,
    arguments: Sequence[Values],
    conditions: Iterable[tuple[Callable[..., Values], Sequence[Values]]],
) -> Values:
    try:
        value = formula(*arguments)
        forbidden = any(when(*about) for when, about in conditions)
    except (ArithmeticError, ValueError, TypeError):
        return math.nan
    if isinstance(value, tuple):
        undefined = forbidden or not all(map(math.isfinite, value))
        return tuple(math.nan for _ in value) if undefined else value
    # A fractional power of a negative number is complex in Python: it is no figure.
    undefined = forbidden or isinstance(value, complex) or not math.isfinite(value)
    return math.nan if undefined else value


def _defined(value: Values) -> Values:
    """NaN for what is infinite, in all years of a series: the engine shows neither."""
    import numpy as np

    if isinstance(value, tuple):
        infinite = reduce(np.logical_or, map(np.isinf, value))
        return _without(value, infinite) if np.any(infinite) else value
    infinite = np.isinf(value)
    return np.where(infinite, np.nan, value) if np.any(infinite) else value


def _without(value: Values, forbidden: Values) -> Values:
    """NaN where it is forbidden, in every year of a series."""
    import numpy as np

    if forbidden is False or forbidden is np.False_:
        return value
    if isinstance(value, tuple):
        return tuple(_without(part, forbidden) for part in value)
    return np.where(forbidden, np.nan, value)
