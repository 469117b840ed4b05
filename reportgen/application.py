"""Applying one formula to its inputs: what stops it, and how bounds and ranges pass through it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from reportgen import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.assumptions.inputs import Bound
    from reportgen.figures import Figure, Formula, Guard, Status


MISSING = "missing: "
MISLEADING = " is not meaningful: "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of applying one formula, before it is printed."""

    status: Status
    value: float | None = None
    high: float | None = None
    bound: Bound | None = None
    reason: str = ""
    shown: str = ""
    series: tuple[float, ...] | None = None


UNDEFINED = Outcome("n.m.", reason="not defined for these inputs")


def blocked(arguments: list[Figure]) -> Outcome | None:
    """Missing inputs win over misleading ones; each is named."""
    missing = [a for a in arguments if a.status == "n/a"]
    if missing:
        return Outcome("n/a", reason=_merged([a.reason for a in missing]))
    misleading = [a for a in arguments if a.status == "n.m."]
    if misleading:
        causes = (
            a.reason if MISLEADING in a.reason else f"{a.label}{MISLEADING}{a.reason}"
            for a in misleading
        )  # fmt: skip
        return Outcome("n.m.", reason=_merged(list(causes)))
    return None


def _merged(reasons: list[str]) -> str:
    """`missing: debt` and `missing: leases` as `missing: debt, leases`; other reasons after it."""
    parts = [part for reason in reasons for part in reason.split("; ")]
    names = [n for p in parts if p.startswith(MISSING) for n in p.removeprefix(MISSING).split(", ")]
    listed = [MISSING + ", ".join(dict.fromkeys(names))] if names else []
    others = [part for part in parts if not part.startswith(MISSING)]
    return "; ".join(dict.fromkeys([*listed, *others]))


def scopes_differ(formula: Formula, arguments: list[Figure]) -> Outcome | None:
    """Numbers of different definitions are not compared: printed n/c."""
    compared = [a for a in arguments if a.name in formula.same_scope and a.given is not None]
    scopes = dict.fromkeys(a.given.scope for a in compared if a.given is not None)
    if len(scopes) > 1:
        reason = (
            f"not comparable: defined as {' and then as '.join(s or 'unstated' for s in scopes)}"
        )
        return Outcome("n.m.", reason=reason, shown=formats.NOT_COMPARABLE)
    return None


def applied(formula: Formula, arguments: list[Figure]) -> Outcome:
    """The formula on its arguments; bounds and ranges pass only where it is declared monotone."""
    bounds = {_direction(formula, a) for a in arguments if a.bound or a.high is not None}
    if "unknown" in bounds:
        return Outcome("n/a", reason="a bound or range cannot be carried through this formula")
    if not bounds:
        return _exactly(formula, arguments)
    sides = {_side(formula, a) for a in arguments if a.bound}
    if len(sides) > 1:
        return Outcome("n/a", reason="its inputs are bounds that pull in opposite directions")
    low = _value(formula, arguments, low=True)
    high = _value(formula, arguments, low=False)
    if low is None or high is None:
        return UNDEFINED
    bound = sides.pop() if sides else None
    spread = any(a.high is not None for a in arguments)
    value, top = (min(low, high), max(low, high)) if spread else (low, None)
    return Outcome("bound" if bound else "ok", value, top, bound)


def _exactly(formula: Formula, arguments: list[Figure]) -> Outcome:
    """The formula on plain numbers, which may give a series of them."""
    try:
        result = formula(*(value_of(argument) for argument in arguments))
        series = tuple(map(float, result)) if isinstance(result, tuple) else None
        value = float(result) if series is None else series[-1]
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        return UNDEFINED
    if not all(map(math.isfinite, series or (value,))):
        return UNDEFINED
    return Outcome("ok", value, series=series)


def _direction(formula: Formula, argument: Figure) -> str:
    if argument.name in formula.increasing:
        return "increasing"
    return "decreasing" if argument.name in formula.decreasing else "unknown"


def _side(formula: Formula, argument: Figure) -> Bound:
    rises = _direction(formula, argument) == "increasing"
    return "lower" if (argument.bound == "lower") == rises else "upper"


def _value(formula: Formula, arguments: list[Figure], *, low: bool) -> float | None:
    """The formula at the low or high corner of its ranges; None where it is not defined."""
    values = [
        value_of(a) if a.high is None else _corner(a, low == (a.name in formula.increasing))
        for a in arguments
    ]
    try:
        value = float(formula(*values))
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        return None
    return value if math.isfinite(value) else None


def _corner(argument: Figure, take_low: bool) -> float | None:  # noqa: FBT001 - a corner has two ends
    return argument.value if take_low else argument.high


def value_of(argument: Figure) -> Any:  # noqa: ANN401 - a number or a tuple of them
    """What a formula is given for a figure."""
    return argument.value if argument.series is None else argument.series


def holds(guard: Guard, given: Mapping[str, Figure]) -> bool:
    """Whether a guard's condition is met: a note's at every end of its ranges, others' at any."""
    ends = [
        (value_of(figure),) if figure.high is None else (figure.value, figure.high)
        for figure in (given[name] for name in guard.parameters)
    ]
    met = (bool(guard.when(*corner)) for corner in product(*ends))
    return all(met) if guard.effect == "note" else any(met)
