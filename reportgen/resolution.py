"""Resolving figures: inputs and formulas in, figures with their statuses out.

The engine does what every figure needs and no formula should contain: it walks the parameters, stops
at what is missing and names it, carries bounds and ranges only through declared monotone parameters,
applies guards, marks what is stale, and prints.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen import formats
from reportgen.figures import Figure, Formula, Guard, Status
from reportgen.formats import Style
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.assumptions.inputs import Bound, Input

COMMAND_LINE = Position("--set")
#: A what-if: the value to use for a figure or an input, by name.
Settings: TypeAlias = "Mapping[str, float | tuple[float, ...]]"


@dataclass(slots=True)
class Resolution:
    """One computation: what is given, what can be computed, and what has been so far."""

    inputs: Mapping[str, Input]
    formulas: Mapping[str, Formula]
    currency: str
    names: Mapping[str, str]
    overrides: Settings = field(default_factory=dict)
    done: dict[str, Figure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def figure(self, name: str) -> Figure:
        """The figure of that name, computed once; an unknown name raises KeyError."""
        if name not in self.done:
            self.done[name] = self._resolve(name)
        return self.done[name]

    def _resolve(self, name: str) -> Figure:
        if name in self.overrides:
            return self._overridden(name)
        if name in self.inputs:
            return self._stated(self.inputs[name])
        formula = self.formulas[name]
        arguments = [self._argument(parameter) for parameter in formula.parameters]
        return self._computed(formula, arguments)

    def _argument(self, name: str) -> Figure:
        """A parameter that neither the files nor the formulas hold is missing, not an error."""
        if any(name in known for known in (self.done, self.overrides, self.inputs, self.formulas)):
            return self.figure(name)
        absent = Figure(
            name=name, label=name.replace("_", " "), unit="multiple", value=None, status="n/a",
            printed=formats.NOT_AVAILABLE, reason=f"missing: {name}",
        )  # fmt: skip
        return self.done.setdefault(name, absent)

    def _overridden(self, name: str) -> Figure:
        source = self.inputs.get(name) or self.formulas[name]
        value = self.overrides[name]
        printed = _printed_value(value, Style(source.unit), self.currency)
        return Figure(
            name=name, label=self._label(source.label), unit=source.unit, value=_scalar(value),
            status="ok", printed=printed, reason="set on the command line",
            series=value if isinstance(value, tuple) else (), judgement=True,
        )  # fmt: skip

    def _stated(self, given: Input) -> Figure:
        known = given.value is not None
        status: Status = "ok"
        reason = given.stale if known else f"missing: {given.name}"
        if not known:
            status = "n/a"
        elif given.bound:
            status = "bound"
        elif given.stale:
            status = "stale"
        return Figure(
            name=given.name, label=self._label(given.label), unit=given.unit,
            value=_scalar(given.value), high=given.high, status=status, bound=given.bound,
            printed=self._print_input(given), reason=reason, as_of=given.as_of, given=given,
            series=given.value if isinstance(given.value, tuple) else (),
            judgement=given.judgement, words=self._words(given), stale=given.stale,
        )  # fmt: skip

    def _print_input(self, given: Input) -> str:
        if given.value is None:
            return formats.NOT_AVAILABLE
        style = Style(given.unit)
        printed = _printed_value(given.value, style, self.currency)
        if given.high is not None:
            high = formats.text(given.high, style, self.currency)
            printed = formats.ranged(formats.trimmed(printed), formats.trimmed(high))
        elif given.bound or given.about:
            printed = formats.trimmed(printed)
        printed = formats.bounded(printed, given.bound)
        printed = f"about {printed}" if given.about else printed
        return printed + (formats.STALE_MARK if given.stale else "")

    def _words(self, given: Input) -> str:
        if given.unit != "money" or not isinstance(given.value, float):
            return ""
        return formats.money(given.value, self.currency, words=True)

    def _label(self, label: str) -> str:
        return label.format_map(self.names) if "{" in label else label

    def _computed(self, formula: Formula, arguments: list[Figure]) -> Figure:
        outcome = (
            _blocked(arguments)
            or _scopes_differ(formula, arguments)
            or self._guarded(formula, arguments)
            or _applied(formula, arguments)
        )
        return self._shown(formula, arguments, outcome)

    def _guarded(self, formula: Formula, arguments: list[Figure]) -> Outcome | None:
        given = dict(zip(formula.parameters, map(_argument, arguments), strict=True))
        for guard in formula.guards:
            if guard.effect == "note" or not _holds(guard, given):
                continue
            if guard.effect == "error":
                self._contradiction(formula, arguments, guard)
                return Outcome("n/a", reason=guard.reason)
            return Outcome(guard.effect, reason=guard.reason)
        return None

    def _contradiction(self, formula: Formula, arguments: list[Figure], guard: Guard) -> None:
        involved = [a for a in arguments if a.name in guard.parameters]
        leaf = next((leaf for a in involved for leaf in self.leaves(a.name)), None)
        found = ", ".join(f"{a.name} = {a.printed}" for a in involved)
        position = leaf.position if leaf else COMMAND_LINE
        self.problems.append(
            Problem(position, formula.name, guard.reason, found, "correct it", "consistency")
        )

    def leaves(self, name: str) -> list[Input]:
        """The inputs a figure rests on, each once, in the order of reading."""
        figure = self.figure(name)
        if figure.given is not None:
            return [figure.given]
        found = {leaf.name: leaf for part in figure.inputs for leaf in self.leaves(part)}
        return list(found.values())

    def _shown(self, formula: Formula, arguments: list[Figure], outcome: Outcome) -> Figure:
        stale = "; ".join(dict.fromkeys(a.stale for a in arguments if a.stale))
        status = outcome.status
        if status == "ok" and stale:
            status = "stale"
        reason, printed = outcome.reason, outcome.shown or status
        if outcome.value is not None:
            note = self._note(formula, arguments)
            printed, reason = self._print_computed(formula, outcome, note, stale), reason or stale
            reason = note.reason if note else reason
        return Figure(
            name=formula.name, label=self._label(formula.label), unit=formula.unit,
            value=outcome.value, high=outcome.high, status=status, bound=outcome.bound,
            printed=printed, reason=reason, formula=formula, inputs=formula.parameters,
            judgement=any(a.judgement for a in arguments), stale=stale if outcome.value else "",
        )  # fmt: skip

    def _note(self, formula: Formula, arguments: list[Figure]) -> Guard | None:
        given = dict(zip(formula.parameters, map(_argument, arguments), strict=True))
        notes = (guard for guard in formula.guards if guard.effect == "note")
        return next((guard for guard in notes if _holds(guard, given)), None)

    def _print_computed(
        self, formula: Formula, outcome: Outcome, note: Guard | None, stale: str
    ) -> str:
        style = Style(formula.unit, formula.decimals, formula.signed)
        printed = formats.text(outcome.value or 0.0, style, self.currency)
        if note is not None and note.shown:
            return note.shown
        if outcome.high is not None:
            printed = formats.ranged(printed, formats.text(outcome.high, style, self.currency))
        return formats.bounded(printed, outcome.bound) + (formats.STALE_MARK if stale else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of applying one formula, before it is printed."""

    status: Status
    value: float | None = None
    high: float | None = None
    bound: Bound | None = None
    reason: str = ""
    shown: str = ""


def resolve(name: str, values: Mapping[str, Any], formulas: Mapping[str, Formula]) -> Any:  # noqa: ANN401
    """Evaluate one figure on raw numbers or arrays; guarded elements become NaN.

    This is the model as scenarios, grids and simulations use it: the same functions, no statuses.
    """
    known = dict(values)

    def value_of(wanted: str) -> Any:  # noqa: ANN401
        if wanted not in known:
            formula = formulas[wanted]
            given = {parameter: value_of(parameter) for parameter in formula.parameters}
            known[wanted] = _masked(formula, given)
        return known[wanted]

    return value_of(name)


def _masked(formula: Formula, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    import numpy as np

    with np.errstate(all="ignore"):
        arrays = {n: np.asarray(v, float) if np.ndim(v) == 0 else v for n, v in given.items()}
        value = formula(**arrays)
        for guard in formula.guards:
            if guard.effect != "note":
                condition = guard.when(**{name: arrays[name] for name in guard.parameters})
                value = np.where(condition, np.nan, value)
    return value


def _blocked(arguments: list[Figure]) -> Outcome | None:
    """Missing inputs win over misleading ones; each is named."""
    missing = [a for a in arguments if a.status == "n/a"]
    if missing:
        return Outcome("n/a", reason="; ".join(dict.fromkeys(a.reason for a in missing)))
    misleading = [a for a in arguments if a.status == "n.m."]
    if misleading:
        reason = "; ".join(f"{a.label} is not meaningful: {a.reason}" for a in misleading)
        return Outcome("n.m.", reason=reason)
    return None


def _scopes_differ(formula: Formula, arguments: list[Figure]) -> Outcome | None:
    compared = [a for a in arguments if a.name in formula.same_scope and a.given is not None]
    scopes = dict.fromkeys(a.given.scope for a in compared if a.given is not None)
    if len(scopes) > 1:
        reason = (
            f"not comparable: defined as {' and then as '.join(s or 'unstated' for s in scopes)}"
        )
        return Outcome("n.m.", reason=reason, shown=formats.NOT_COMPARABLE)
    return None


def _applied(formula: Formula, arguments: list[Figure]) -> Outcome:
    bounds = {_direction(formula, a) for a in arguments if a.bound or a.high is not None}
    if "unknown" in bounds:
        return Outcome("n/a", reason="a bound or range cannot be carried through this formula")
    sides = {_side(formula, a) for a in arguments if a.bound}
    if len(sides) > 1:
        return Outcome("n/a", reason="its inputs are bounds that pull in opposite directions")
    low = _value(formula, arguments, low=True)
    high = _value(formula, arguments, low=False)
    if low is None or high is None:
        return Outcome("n.m.", reason="not defined for these inputs")
    bound = sides.pop() if sides else None
    spread = any(a.high is not None for a in arguments)
    value, top = (low, high) if spread else (low, None)
    return Outcome("bound" if bound else "ok", value, top, bound)


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
        _argument(a) if a.high is None else _corner(a, low == (a.name in formula.increasing))
        for a in arguments
    ]
    try:
        value = float(formula(*values))
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        return None
    return value if math.isfinite(value) else None


def _corner(argument: Figure, take_low: bool) -> float | None:  # noqa: FBT001 - a corner has two ends
    return argument.value if take_low else argument.high


def _argument(argument: Figure) -> Any:  # noqa: ANN401 - a number or a tuple of them
    return argument.series or argument.value


def _holds(guard: Guard, given: Mapping[str, Any]) -> bool:
    return bool(guard.when(**{name: given[name] for name in guard.parameters}))


def _scalar(value: float | tuple[float, ...] | None) -> float | None:
    return sum(value) if isinstance(value, tuple) else value


def _printed_value(value: float | tuple[float, ...], style: Style, currency: str) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(formats.text(part, style, currency) for part in parts)
