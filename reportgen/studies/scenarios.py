"""Scenarios: the edition computed again with some inputs set otherwise; all others stay as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.evaluation import UnplannableError
from reportgen.formulas.attribution import shapley_attribution
from reportgen.inquiry import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.valuation import Scenario
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

RESULT = "outlook_market_cap"
#: What is computed for each scenario; what they rest on comes with them.
FIGURES = (
    "outlook_market_cap",
    "outlook_share_price",
    "outlook_return",
    "outlook_earnings_per_share",
    "outlook_earnings_growth",
    "outlook_segment_sales",
    "outlook_operating_income",
    "outlook_against_target",
)

SECTION = "scenarios"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> Iterator[str]:
    """`scenario.<key>.<figure>` for every scenario: its figures, and what on the way to them moves.

    `scenario.<key>.contribution.<input>` is what each input that it sets adds to the base.
    """
    for key, scenario in assumptions.edition.scenarios.items():
        for name in _told(scenario, formulas):
            yield f"scenario.{key}.{name}"
        for name in _changed(scenario) if RESULT in formulas else ():
            yield f"scenario.{key}.contribution.{name}"


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """Every scenario's figures."""
    return {
        figure.name: figure
        for key, scenario in inquiry.assumptions.edition.scenarios.items()
        for figure in (*_figures(inquiry, key, scenario), *_contributions(inquiry, key, scenario))
    }


def settings(inquiry: Inquiry, scenario: Scenario) -> dict[str, float]:
    """The values a scenario gives to its inputs; a shock moves what the edition has.

    A shock of what is not known is left out: its figures are n/a with or without it.
    """
    found = {name: float(value) for name, value in scenario.set.items()}
    for name, rate in scenario.shock.items():
        value = inquiry.value(name)
        if value is not None:
            found[name] = value * (1 + float(rate))
    return found


def _figures(inquiry: Inquiry, key: str, scenario: Scenario) -> Iterator[Figure]:
    world = inquiry.again(settings(inquiry, scenario), f"set by the scenario {scenario.name}")
    told = _told(scenario, world.formulas)
    for name in told:
        figure = world.figure(name)
        yield replace(
            figure,
            name=f"scenario.{key}.{name}",
            label=f"{scenario.name}: {inquiry.within(figure.label)}",
            inputs=tuple(
                f"scenario.{key}.{part}" if part in told else part for part in figure.inputs
            ),
        )


def _contributions(inquiry: Inquiry, key: str, scenario: Scenario) -> Iterator[Figure]:
    """What each changed input adds to the base, averaged over every order of changing them."""
    if RESULT not in inquiry.resolution.formulas:
        return
    shares, reason = _shapley(inquiry, scenario)
    for name in _changed(scenario):
        label = inquiry.within(inquiry.figure(name).label.removeprefix("Assumed "))
        yield inquiry.told(
            Finding(
                f"scenario.{key}.contribution.{name}", f"{scenario.name}: from {label}", "money",
                shares.get(name), f"Shapley value of {name} in the step from the base to {key}",
                (RESULT, name), reason, signed=True,
            ),
            SECTION,
        )  # fmt: skip


def _shapley(inquiry: Inquiry, scenario: Scenario) -> tuple[dict[str, float], str]:
    changed = settings(inquiry, scenario)
    known = {name: inquiry.value(name) for name in _changed(scenario)}
    base = {name: value for name, value in known.items() if value is not None}
    missing = [name for name in known if name not in base]
    if missing:
        return {}, f"missing: {', '.join(missing)}"
    try:
        worth = inquiry.function(RESULT, tuple(changed))
        return shapley_attribution(lambda values: float(worth(values)), base, changed), ""
    except UnplannableError as error:
        return {}, str(error)
    except ValueError as error:
        return {}, f"cannot be split between the inputs: {error}"


def _changed(scenario: Scenario) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*scenario.set, *scenario.shock)))


def _told(scenario: Scenario, formulas: Mapping[str, Formula]) -> dict[str, None]:
    """What a scenario sets, what follows from it on the way to its figures, and these figures."""
    changed = {*scenario.set, *scenario.shock}
    moved: dict[str, bool] = {}

    def moves(name: str) -> bool:
        if name not in moved:
            formula = formulas.get(name)
            parts = formula.parameters if formula and name not in changed else ()
            # Every part is walked, so that each is remembered.
            moved[name] = any([moves(part) for part in parts]) or name in changed  # noqa: C419
        return moved[name]

    for name in FIGURES:
        moves(name)
    on_the_way = (name for name, does in moved.items() if does)
    return dict.fromkeys((*(n for n in FIGURES if n in formulas), *sorted(changed), *on_the_way))
