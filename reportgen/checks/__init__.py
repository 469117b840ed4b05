"""The house's rules, each a function from a story to problems; to add a rule is to add a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.checks import (
    contradictions,
    forecasts,
    scenarios,
    tripwires,
    uncertainty,
    valuation,
)

if TYPE_CHECKING:
    from reportgen.model import Story
    from reportgen.problems import Problem

RULES = (
    contradictions.inputs_contradict,
    tripwires.figures_exist,
    tripwires.rules_cover_the_line,
    tripwires.dead_bands_are_numbers,
    tripwires.hysteresis_is_narrower_than_amber,
    forecasts.probabilities_are_shares,
    forecasts.rules_can_be_read,
    forecasts.a_later_edition_decides,
    forecasts.figures_exist,
    scenarios.probabilities_sum_to_one,
    scenarios.best_comes_first,
    scenarios.overrides_differ_from_the_base,
    scenarios.shocks_have_something_to_move,
    scenarios.values_contradict_nothing,
    scenarios.outlook_is_there,
    uncertainty.distributions_are_possible,
    uncertainty.correlations_are_possible,
    uncertainty.outputs_exist,
    uncertainty.inputs_move_the_output,
    uncertainty.grid_rises,
    valuation.parts_cover_sales_once,
    valuation.multiples_fit_their_level,
    valuation.gains_are_in_no_multiple,
    valuation.part_multiples_rise,
    valuation.terminal_growth_is_bounded,
    valuation.volatility_is_not_negative,
    valuation.growth_driver_is_a_part,
)


def check(story: Story) -> list[Problem]:
    """Every problem that any rule finds in the story's edition."""
    return [problem for rule in RULES for problem in rule(story)]
