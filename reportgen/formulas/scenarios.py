"""Scenarios: their values weighted by probability, what may be gained for what may be lost, and when.

The files name the scenarios, so figures of one or of all of them come from factories. A scenario's own
figures are called `scenario.K.outlook_market_cap` and so on. Probabilities are the house's judgements.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportgen.figures import Formula, Guard, Values, either, figure, log
from reportgen.formulas.gap import (
    DAYS_PER_YEAR,
    HORIZON_NEAR,
    HORIZON_PASSED,
    POSITIVE_CAP,
    POSITIVE_PRICE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Within this the probabilities of all scenarios must sum to one.
TOLERANCE = 1e-9
#: A path that takes longer is given no day.
FARTHEST = 100
NO_DOWNSIDE = "no downside in the scenarios"

_of_scenarios = partial(Formula, section="scenarios", reference="house definition")


def probability_weighted(keys: Sequence[str], of: str, name: str, label: str, unit: str) -> Formula:
    """The mean of a figure over all scenarios, weighted by their probabilities, which sum to one."""
    chances, values = _names(keys, "probability"), _names(keys, of)
    return _of_scenarios(
        name=name,
        label=label,
        unit=unit,
        function=_weighted_sum,
        parameters=_alternating(chances, values),
        guards=(
            Guard(_any_negative, "error", "a probability cannot be negative", of=chances),
            Guard(_not_one, "error", "the probabilities must sum to 100%", of=chances),
        ),
        increasing=values,
        body=_products(chances, values),
        reference="common definition (expected value)",
    )


def remaining_scenarios(keys: Sequence[str], best: str) -> Formula:
    """The probability-weighted market cap of all scenarios but the best, their weights summing to one."""
    others = [key for key in keys if key != best]
    if not others:
        raise ValueError(f"there is no scenario beside {best}")
    chances, values = _names(others, "probability"), _names(others, "outlook_market_cap")
    return _of_scenarios(
        name="remaining_scenarios_market_cap",
        label="Market cap in the other scenarios, probability-weighted",
        unit="money",
        function=lambda *pairs: _weighted_sum(*pairs) / sum(pairs[::2]),
        parameters=_alternating(chances, values),
        guards=(
            Guard(_any_negative, "error", "a probability cannot be negative", of=chances),
            Guard(_all_zero, "n.m.", "the other scenarios have no probability", of=chances),
        ),
        increasing=values,
        body=f"({_products(chances, values)}) / ({' + '.join(chances)})",
        reference="common definition (conditional expected value)",
    )


def upside_in_scenario(key: str, name: str) -> Formula:
    """Rise of the market cap from today to what a scenario makes of it."""
    value = f"scenario.{key}.outlook_market_cap"
    return _of_scenarios(
        name=f"scenario.{key}.upside",
        label=f"{name}: change of market cap to the horizon",
        unit="rate",
        signed=True,
        function=lambda value, market_cap: value / market_cap - 1,
        parameters=(value, "market_cap"),
        guards=(POSITIVE_CAP,),
        increasing=(value,),
        decreasing=("market_cap",),
        body=f"{value} / market_cap - 1",
        reference="common ratio",
    )


def years_to_target(key: str, name: str) -> Formula:
    """Years from the as-of day until a scenario's path reaches the target.

    The path is straight in logarithms, from today's market cap to the scenario's at the horizon; it is
    drawn on beyond the horizon.
    """
    value = f"scenario.{key}.outlook_market_cap"
    return _of_scenarios(
        name=f"scenario.{key}.years_to_target",
        label=f"{name}: years until the target is reached",
        unit="years",
        function=lambda market_cap, target, value, years: (
            years * log(target / market_cap) / log(value / market_cap)
        ),
        parameters=("market_cap", "target_market_cap", value, "years_to_horizon"),
        guards=(
            POSITIVE_CAP,
            HORIZON_PASSED,
            Guard(
                lambda market_cap, target_market_cap: market_cap >= target_market_cap,
                "n.m.",
                "target reached; the cap stands above it",
            ),
            Guard(
                lambda market_cap, value: value <= market_cap,
                "n.m.",
                "never on this path",
                of=("market_cap", value),
            ),
        ),
        increasing=("target_market_cap",),
        decreasing=(value,),
        body=f"years_to_horizon * log(target_market_cap / market_cap) / log({value} / market_cap)",
    )


def reaches_target_on(key: str, name: str) -> Formula:
    """The day on which that is."""
    years = f"scenario.{key}.years_to_target"
    return _of_scenarios(
        name=f"scenario.{key}.reaches_target_on",
        label=f"{name}: target reached on",
        unit="date",
        function=lambda as_of, years: as_of + DAYS_PER_YEAR * years,
        parameters=("as_of", years),
        guards=(
            Guard(
                lambda years: years > FARTHEST,
                "n.m.",
                f"more than {FARTHEST} years away",
                of=(years,),
            ),
        ),
        increasing=(years,),
        body=f"as_of + {DAYS_PER_YEAR} * {years}",
    )


def _names(keys: Sequence[str], of: str) -> tuple[str, ...]:
    return tuple(f"scenario.{key}.{of}" for key in keys)


def _alternating(chances: Sequence[str], values: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for pair in zip(chances, values, strict=True) for name in pair)


def _products(chances: Sequence[str], values: Sequence[str]) -> str:
    return " + ".join(f"{p} * {v}" for p, v in zip(chances, values, strict=True))


def _weighted_sum(*pairs: Values) -> Values:
    return sum(p * v for p, v in zip(pairs[::2], pairs[1::2], strict=True))


def _any_negative(*chances: Values) -> Values:
    return sum(chance < 0 for chance in chances) > 0


def _all_zero(*chances: Values) -> Values:
    return sum(chances) <= 0


def _not_one(*chances: Values) -> Values:
    return abs(sum(chances) - 1) > TOLERANCE


@figure(
    label="Expected change of market cap to the horizon",
    unit="rate",
    signed=True,
    guards=(POSITIVE_CAP,),
    increasing=("probability_weighted_market_cap",),
    decreasing=("market_cap",),
    reference="common ratio",
)
def probability_weighted_return(
    probability_weighted_market_cap: Values, market_cap: Values
) -> Values:
    """Rise from today's market cap to the scenarios' probability-weighted one."""
    return probability_weighted_market_cap / market_cap - 1


@figure(
    label="Expected change of market cap a year",
    unit="rate",
    signed=True,
    guards=(POSITIVE_CAP, HORIZON_PASSED, HORIZON_NEAR),
    increasing=("probability_weighted_market_cap",),
    decreasing=("market_cap",),
    reference="compound annual growth rate; XIRR convention, ACT/365",
)
def probability_weighted_return_a_year(
    probability_weighted_market_cap: Values, market_cap: Values, years_to_horizon: Values
) -> Values:
    """The same a year: the rate of the weighted value, not the weighted mean of rates."""
    return (probability_weighted_market_cap / market_cap) ** (1 / years_to_horizon) - 1


@figure(
    label="Upside to the best scenario",
    unit="rate",
    signed=True,
    guards=(POSITIVE_PRICE,),
    increasing=("best_scenario_price",),
    decreasing=("share_price",),
    reference="common ratio",
)
def scenario_upside(best_scenario_price: Values, share_price: Values) -> Values:
    """Rise of the price if the best scenario comes true; negative if even that lies below the price."""
    return best_scenario_price / share_price - 1


@figure(
    label="Downside to the worst scenario",
    unit="rate",
    guards=(
        POSITIVE_PRICE,
        Guard(
            lambda worst_scenario_price, share_price: worst_scenario_price >= share_price,
            "note",
            NO_DOWNSIDE,
            "none",
        ),
    ),
    increasing=("share_price",),
    decreasing=("worst_scenario_price",),
    reference="common ratio",
)
def scenario_downside(share_price: Values, worst_scenario_price: Values) -> Values:
    """Fall of the price if the worst scenario comes true, as a positive rate."""
    return 1 - worst_scenario_price / share_price


@figure(
    label="Upside over downside",
    unit="multiple",
    guards=(
        POSITIVE_PRICE,
        Guard(
            lambda worst_scenario_price, share_price: worst_scenario_price >= share_price,
            "n.m.",
            NO_DOWNSIDE,
        ),
    ),
    increasing=("best_scenario_price",),
    reference="common ratio",
)
def upside_downside_ratio(
    best_scenario_price: Values, share_price: Values, worst_scenario_price: Values
) -> Values:
    """Gain in the best scenario for each unit lost in the worst; a negative one keeps its sign."""
    return (best_scenario_price - share_price) / (share_price - worst_scenario_price)


@figure(
    label="Probability of the best scenario at which the target is expected",
    unit="rate",
    guards=(
        Guard(
            lambda best_scenario_market_cap, target_market_cap: (
                best_scenario_market_cap < target_market_cap
            ),
            "n.m.",
            "even certainty of the best scenario falls short",
        ),
        Guard(
            lambda remaining_scenarios_market_cap, target_market_cap: (
                remaining_scenarios_market_cap >= target_market_cap
            ),
            "note",
            "the other scenarios reach the target without it",
        ),
    ),
    increasing=("target_market_cap",),
    decreasing=("best_scenario_market_cap", "remaining_scenarios_market_cap"),
    reference="house definition",
)
def break_even_probability(
    target_market_cap: Values,
    best_scenario_market_cap: Values,
    remaining_scenarios_market_cap: Values,
) -> Values:
    """Probability of the best scenario at which the weighted market cap equals the target."""
    needed = remaining_scenarios_market_cap < target_market_cap
    range_of_caps = best_scenario_market_cap - remaining_scenarios_market_cap
    missing = target_market_cap - remaining_scenarios_market_cap
    return either(needed, missing, 0.0) / either(needed, range_of_caps, 1.0)
