"""What the files choose: other names for existing figures, and figures for as many parts as there are.

Which share count makes the market cap, which earnings the re-rating split starts from, which peer is
the benchmark, what a claim is measured on: each choice becomes another name, so the trace shows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.figures import nothing, same, trailing_total, undefined
from reportgen.formulas import FORMULAS, outlook, parts, peers, scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Formula

METRICS = {
    "ev_to_sales": "sales of four quarters",
    "ev_to_ebit": "operating income of four quarters",
    "ev_to_ebitda": "EBITDA of four quarters",
    "price_to_earnings": "net income of four quarters",
}


def applicable(assumptions: Assumptions) -> Mapping[str, Formula]:
    """All formulas of the house but those of sections of which the files say nothing."""
    company, edition = assumptions.company, assumptions.edition
    present = {
        "silicon": company.chips is not None,
        "parts": bool(company.parts),
        "outlook": bool(edition.outlook.model_fields_set),
        "scenarios": bool(edition.scenarios),
        "probability": bool(edition.market_path.model_fields_set),
        "justified": bool(edition.justified.model_fields_set),
        "cash_flow": bool(edition.cash_flow.model_fields_set),
        "equity_value": bool(edition.cash_flow.model_fields_set),
        "expectations": bool(edition.cash_flow.model_fields_set),
        "peers": bool(company.peer_groups),
    }
    return {name: f for name, f in FORMULAS.items() if present.get(f.section, True)}


def wired(assumptions: Assumptions) -> Mapping[str, Formula]:
    """The formulas that this company's and this edition's files choose or make."""
    made = (
        *_choices(assumptions), *_years(assumptions), *_rivals(assumptions),
        *_parts(assumptions), *_scenarios(assumptions),
    )  # fmt: skip
    return {formula.name: formula for formula in made}


def _choices(assumptions: Assumptions) -> Iterator[Formula]:
    company, house = assumptions.company, assumptions.edition.house
    basis = company.thesis.share_basis
    shares = "shares_outstanding" if basis == "basic" else "diluted_shares_outstanding"
    yield same("shares", f"Shares, {basis}", "shares", shares, section="gap")
    earnings = {"forward": "forward_earnings_per_share", "trailing": "trailing_diluted_eps"}
    label = f"Base earnings per share, {house.earnings_basis}"
    base = earnings[house.earnings_basis]
    yield same("base_earnings_per_share", label, "money_per_share", base, section="rerating")
    benchmark = company.benchmark or "benchmark"
    yield same("benchmark_market_cap", "{benchmark}: market capitalization", "money",
               f"{benchmark}.market_cap", section="gap")  # fmt: skip
    yield same("benchmark_forward_pe", "{benchmark}: forward P/E", "multiple",
               f"{benchmark}.forward_pe", section="rerating")  # fmt: skip
    advantage = assumptions.inputs.get("chip_price_performance")
    if company.chips and advantage is not None and advantage.basis == "cost":
        saving = FORMULAS["chip_unit_cost_saving"]
        yield same(saving.name, saving.label, "rate", "chip_price_performance", section="silicon")
    consensus = assumptions.edition.consensus
    if consensus.forward_earnings_per_share is None and consensus.next_fiscal_year_earnings:
        calendarised = FORMULAS["calendarised_earnings"]
        yield same("forward_earnings_per_share", calendarised.label, "money_per_share",
                   calendarised.name, section="multiples")  # fmt: skip


def _years(assumptions: Assumptions) -> Iterator[Formula]:
    """What follows from what is not given: no options, and a multiple of earnings already earned."""
    if "options" not in assumptions.edition.market.model_fields_set:
        yield nothing("option_value", "Value of employee options (none are given)", "equity_value")
    if assumptions.edition.house.earnings_basis == "trailing":
        yield outlook.trailing_outlook_years()


def _rivals(assumptions: Assumptions) -> Iterator[Formula]:
    rivals = {key: peer for key, peer in assumptions.company.peers.items() if peer.rival}
    for key, peer in rivals.items():
        yield peers.growth_gap(key, peer.segment or peer.name)
    if rivals:
        yield peers.growth_gap_to_fastest(tuple(rivals))


def _parts(assumptions: Assumptions) -> Iterator[Formula]:
    company = assumptions.company
    enterprise = [key for key, part in company.parts.items() if part.level == "enterprise"]
    equity = [key for key, part in company.parts.items() if part.level == "equity"]
    stakes = assumptions.edition.parts.stakes
    for end in parts.ENDS:
        yield parts.stakes_value(tuple(stakes), equity, end)
    # Forecasts of the whole company hold the cash flows of its parts already, whatever their level.
    yield replace(
        parts.stakes_value(tuple(stakes)), name="equity_stakes_value", label="Stakes to add"
    )
    for key, stake in stakes.items():
        yield parts.stake_value(key, stake.name)
    for key, part in company.parts.items():
        label = f"{part.name}: {METRICS[part.multiple]}"
        yield trailing_total(f"parts.{key}.metric", label, part.metric)
        for end in parts.ENDS:
            yield parts.part_value(
                key, part.name, end=end, allow_negative=part.allow_negative or ""
            )
    for end in parts.ENDS if company.parts else ():
        yield (
            parts.parts_total(enterprise, end)
            if enterprise
            else nothing(
                f"parts_enterprise_value{end}",
                "Enterprise value of the parts (all are equity)",
                "parts",
            )
        )
    for key in enterprise:
        yield parts.part_share(key, company.parts[key].name)
    if company.growth_driver in enterprise:
        yield parts.other_parts_value(enterprise, company.growth_driver)
        yield same("segment_part_metric", "{segment}: metric of its multiple", "money",
                   f"parts.{company.growth_driver}.metric", section="parts")  # fmt: skip


def _scenarios(assumptions: Assumptions) -> Iterator[Formula]:
    """A rule keeps the scenarios in order, the best first, so that their ends can be named."""
    named = {key: scenario.name for key, scenario in assumptions.edition.scenarios.items()}
    keys = tuple(named)
    if not keys:
        return
    yield scenarios.probability_weighted(
        keys, "outlook_market_cap", "probability_weighted_market_cap",
        "Market cap at the horizon, probability-weighted", "money",
    )  # fmt: skip
    yield scenarios.probability_weighted(
        keys, "outlook_share_price", "probability_weighted_price",
        "Share price at the horizon, probability-weighted", "money_per_share",
    )  # fmt: skip
    for end, key in (("best", keys[0]), ("worst", keys[-1])):
        yield same(f"{end}_scenario_price", f"Share price, {named[key].lower()}",
                   "money_per_share", f"scenario.{key}.outlook_share_price", section="scenarios")  # fmt: skip
        yield same(f"{end}_scenario_market_cap", f"Market cap, {named[key].lower()}",
                   "money", f"scenario.{key}.outlook_market_cap", section="scenarios")  # fmt: skip
    if len(keys) > 1:
        yield scenarios.remaining_scenarios(keys, keys[0])
    else:
        yield undefined(
            "remaining_scenarios_market_cap", "Market cap in the other scenarios", "money", "scenarios",
            f"scenario.{keys[0]}.probability", "there is only one scenario",
        )  # fmt: skip
    for key, name in named.items():
        yield scenarios.upside_in_scenario(key, name)
        yield scenarios.years_to_target(key, name)
        yield scenarios.reaches_target_on(key, name)
