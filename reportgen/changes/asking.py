"""A figure of one edition as a function of the numbers that differ, asked for many worlds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from reportgen.changes.ranges import middle
from reportgen.evaluation import UnplannableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.changes.choices import Choice
    from reportgen.changes.edits import Edit
    from reportgen.evaluation import Plan
    from reportgen.inquiry import Inquiry

Choices: TypeAlias = "Mapping[str, Choice]"
#: Which edits have been made, one array of worlds an edit.
Made: TypeAlias = "Mapping[Edit, Any]"


class Shock(NamedTuple):
    """An input of a scenario that moves with that of the edition; `setting` is the name of its rate."""

    base: str
    rate: float
    setting: str


def shocks(inquiry: Inquiry) -> dict[str, Shock]:
    """What the scenarios of an edition shock, by the name that the figure has there."""
    return {
        f"scenario.{key}.{name}": Shock(name, float(rate), f"scenario.{key}.shock.{name}")
        for key, scenario in inquiry.assumptions.edition.scenarios.items()
        for name, rate in scenario.shock.items()
    }


def planned(figure: str, inquiry: Inquiry, choices: Choices) -> Plan:
    """A figure as a function of all numbers that differ; UnplannableError where it hangs on none."""
    varied = (*choices, *shocks(inquiry), *_chances(inquiry))
    return inquiry.function(figure, tuple(dict.fromkeys(varied)))


def used(plan: Plan) -> frozenset[str]:
    """The numbers that vary and that the plan asks for."""
    asked_for = {name for step in plan.steps for name in step.inputs} | {plan.output}
    return frozenset(asked_for.intersection(plan.varied))


def asked(figure: str, inquiry: Inquiry, choices: Choices, made: Made) -> Any:  # noqa: ANN401 - an array of numbers
    """The figure in worlds that share everything but numbers; NaN where it has no number there."""
    import numpy as np

    try:
        plan = planned(figure, inquiry, choices)
    except UnplannableError:
        value = inquiry.value(figure)
        return np.nan if value is None else value
    values = _values(plan, inquiry, choices, made)
    ranges = _highs(plan, inquiry, choices, made)
    if ranges:
        low = {**plan.constants, **_lows(plan, inquiry), **values}
        return middle(plan, low, {**low, **ranges})
    return plan({name: values.get(name, np.nan) for name in plan.varied})


def _values(plan: Plan, inquiry: Inquiry, choices: Choices, made: Made) -> dict[str, Any]:
    """What every number that varies is in each world; of a range its low end."""
    wanted, moved = used(plan), shocks(inquiry)
    values = {name: _value(name, inquiry, choices, made) for name in wanted if name not in moved}
    if chances := [name for name in _chances(inquiry) if name in wanted]:
        # Odds of which only some have been edited do not add up: in between they are weights.
        total = sum(_value(name, inquiry, choices, made) for name in _chances(inquiry))
        values |= {name: values[name] / total for name in chances}
    for name in wanted.intersection(moved):
        shock = moved[name]
        rate = choices[shock.setting].under(made) if shock.setting in choices else shock.rate
        values[name] = asked(shock.base, inquiry, choices, made) * (1 + rate)
    return values


def _value(name: str, inquiry: Inquiry, choices: Choices, made: Made) -> Any:  # noqa: ANN401 - a number or an array
    return choices[name].under(made) if name in choices else inquiry.value(name)


def _lows(plan: Plan, inquiry: Inquiry) -> dict[str, float | None]:
    """The low ends of the ranges that do not vary."""
    return {name: inquiry.figure(name).value for name in _spread(plan, inquiry)}


def _highs(plan: Plan, inquiry: Inquiry, choices: Choices, made: Made) -> dict[str, Any]:
    """The high ends of everything that is a range somewhere."""
    spread = (name for name in used(plan) if name in choices and choices[name].spread)
    moving = {name: choices[name].under(made, 1) for name in spread}
    return moving | {name: inquiry.figure(name).high for name in _spread(plan, inquiry)}


def _spread(plan: Plan, inquiry: Inquiry) -> list[str]:
    return [name for name in plan.constants if inquiry.figure(name).high is not None]


def _chances(inquiry: Inquiry) -> tuple[str, ...]:
    return tuple(f"scenario.{key}.probability" for key in inquiry.assumptions.edition.scenarios)
