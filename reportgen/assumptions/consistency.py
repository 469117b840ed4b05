"""What the files of one edition contradict each other in; to add a rule is to add a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.assumptions import (
    agreement,
    corrections,
    history_identities,
    owed,
    references,
    valuation_references,
)
from reportgen.problems import in_order

if TYPE_CHECKING:
    from reportgen.assumptions.reading import Assumptions
    from reportgen.problems import Problem

RULES = (
    references.sources_exist,
    references.sources_are_used,
    references.other_columns_are_printed,
    references.growth_driver_is_a_segment,
    references.benchmark_is_a_peer,
    references.edition_names_exist,
    references.next_events_exist,
    references.events_have_a_state,
    references.chip_metrics_exist,
    references.names_do_not_clash,
    valuation_references.inputs_exist,
    valuation_references.nothing_is_set_and_shocked,
    valuation_references.amounts_fit_their_inputs,
    valuation_references.correlations_are_of_uncertain_inputs,
    valuation_references.groups_are_of_peers,
    valuation_references.multiples_are_of_parts,
    valuation_references.part_columns_exist,
    agreement.quarter_is_the_folder,
    agreement.previous_is_earlier,
    agreement.facts_were_public,
    agreement.derived_values_agree,
    agreement.market_cap_agrees,
    agreement.closes_agree,
    history_identities.segments_foot,
    history_identities.earnings_per_share_agree,
    history_identities.free_cash_flow_agrees,
    history_identities.derived_cells_agree,
    history_identities.price_performance_has_a_basis,
    corrections.corrected_editions_exist,
    corrections.corrections_are_printed_later,
    owed.values_are_filled_in,
    owed.market_is_known,
)


def contradictions(assumptions: Assumptions) -> list[Problem]:
    """Every problem that any rule finds, errors and warnings, in the order they are told."""
    return in_order(problem for rule in RULES for problem in rule(assumptions))
