"""The house's rules, each a function from a story to problems; to add a rule is to add a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.checks import (
    contradictions,
    forecasts,
    identities,
    plausibility,
    published,
    scenarios,
    staleness,
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
    staleness.newest_quarter_is_recent,
    plausibility.terminal_value_is_not_nearly_all,
    plausibility.growth_stays_below_the_base_rate,
    plausibility.margins_stay_below_the_best,
    plausibility.exit_multiples_lie_in_the_own_range,
    plausibility.odds_lie_on_both_sides,
    published.published_editions_stand,
    published.published_editions_exist,
)


def check(story: Story) -> list[Problem]:
    """Every problem that any rule finds in the story's edition.

    Whether printed numbers agree is asked where no rule has found an error: what is stated wrongly is told
    where it stands, and not once more for each number that follows from it.
    """
    found = [problem for rule in RULES for problem in rule(story)]
    if any(problem.severity == "error" for problem in found):
        return found
    return [*found, *identities.printed_numbers_agree(story)]
