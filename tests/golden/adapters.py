"""How each published case is asked of the public functions: from their words to ours."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import resolve
from reportgen.formulas import (
    FORMULAS,
    adoption,
    attribution,
    gap,
    justified,
    multiples,
    peers,
    probability,
    research,
    returns,
    scenarios,
    segment,
)
from reportgen.problems import Position
from reportgen.resolution import Resolution
from reportgen.roots import roots

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from golden_cases import Facts

    from reportgen.figures import Figure, Formula

Adapter: TypeAlias = "Callable[[Facts], Facts]"


def computed(formulas: Mapping[str, Formula], name: str, values: Mapping[str, float]) -> Figure:
    inputs = {n: Input(n, value, "money", n, Position("here")) for n, value in values.items()}
    names = {"segment": "AWS", "benchmark": "Nvidia", "chips": "own chips"}
    return Resolution(inputs, formulas, "USD", names).figure(name)


def weighted(facts: Facts) -> Figure:
    """As an edition would weigh its scenarios, called a, b and c here."""
    keyed = dict(zip("abc", facts["scenarios"], strict=True))
    mean = scenarios.probability_weighted(
        tuple(keyed), "outlook_share_price", "weighted", "Weighted price", "money_per_share"
    )
    names = {"value": "outlook_share_price", "probability": "probability"}
    values = {
        f"scenario.{key}.{ours}": scenario[theirs]
        for key, scenario in keyed.items()
        for theirs, ours in names.items()
    }
    return computed({mean.name: mean}, "weighted", values)


def gap_from_upside(facts: Facts) -> Facts:
    """Solved: the cap from which the target is that far away."""
    target, upside = facts["target_market_cap_usd"], facts["required_upside"]

    def distance(cap: Any) -> Any:  # noqa: ANN401 - numbers or arrays
        return gap.required_upside(target, cap) - upside

    (cap,) = roots(distance, target / 10, target * 10)
    return {"implied_current_market_cap_usd": cap}


def gap_to_target(facts: Facts) -> Facts:
    cap, target = facts["market_cap_usd"], facts["target_market_cap_usd"]
    return {"required_upside": gap.required_upside(target, cap)}


def required_rate(facts: Facts) -> Facts:
    return {"rate": gap.required_cagr(facts["fv"], facts["pv"], facts["nper"])}


def compound_rate(facts: Facts) -> Facts:
    begin = facts.get("begin", facts.get("begin_musd"))
    end = facts.get("end", facts.get("end_musd"))
    return {"cagr": returns.compound_growth(begin, end, facts["years"])}


def option_shares(facts: Facts) -> Facts:
    counts = tuple(option["count"] for option in facts["options"])
    strikes = tuple(option["strike"] for option in facts["options"])
    added = gap.incremental_option_shares(facts["price"], counts, strikes)
    basic = facts.get("basic_shares", 0)
    return {
        "incremental_shares": added,
        "diluted_shares": gap.diluted_shares_outstanding(basic, 0, added),
    }


def grinold_kroner(facts: Facts) -> Facts:
    change = justified.repricing_rate(facts["pe_start"], facts["pe_end"], facts["years"])
    income = (facts["dividend_yield"], facts["share_change"])
    growth = (facts["inflation"], facts["real_growth"])
    whole = justified.grinold_kroner_return(*income, *growth, change)
    return {"pe_change": change, "expected_return": whole}


def logarithmic_parts(facts: Facts) -> Facts:
    before, after = facts["x0"], facts["xT"]
    parts = attribution.log_attribution(before, after)
    return {"v0": prod(before), "vT": prod(after), "contributions": parts, "total": sum(parts)}


def gordon_multiples(facts: Facts) -> Facts:
    terms = (facts["payout"], facts["r"], facts["g"])
    return {
        "justified_forward_pe": justified.justified_forward_pe(*terms),
        "justified_trailing_pe": justified.justified_trailing_pe(*terms),
    }


def warranted_multiple(facts: Facts) -> Facts:
    terms = (facts["cost_of_capital"], facts["growth"], facts["roiic"], facts["years"])
    return {"forward_pe": justified.warranted_forward_pe(*terms)}


def pegs(facts: Facts) -> Facts:
    """Their growth is in per cent."""
    return {"peg": [multiples.peg(pe, growth / 100) for pe, growth in facts["cases"]]}


def peer_means(facts: Facts) -> Facts:
    return {
        "weighted_harmonic_mean": peers.harmonic_mean(facts["pe"], facts.get("weights")),
        "harmonic": peers.harmonic_mean(facts["pe"]),
        "arithmetic": peers.arithmetic_mean(facts["pe"]),
    }


def perpetual_growth(facts: Facts) -> Facts:
    terms = (facts["value"], facts["fcff0"], facts["wacc"])
    return {"implied_growth": returns.implied_perpetual_growth(*terms)}


def implied_revenue_growth(facts: Facts) -> Facts:
    terms = (facts["revenue0_musd"], facts["revenue10_musd"], facts["years"])
    return {"implied_revenue_cagr": returns.compound_growth(*terms)}


#: Their names of what is the same number in ours.
CASH_FLOW_NAMES = {
    "revenue0": "trailing_net_sales",
    "ebit0_adj": "base_operating_income",
    "g_terminal": "terminal_growth",
    "margin_target": "target_margin",
    "margin_convergence_years": "margin_convergence_years",
    "tax0": "cash_tax_rate",
    "taxT": "terminal_tax_rate",
    "sales_to_capital_1_5": "sales_to_capital",
    "sales_to_capital_6_10": "later_sales_to_capital",
    "reinvestment_lag": "reinvestment_lag",
    "wacc0": "cost_of_capital",
    "waccT": "terminal_cost_of_capital",
    "terminal_roic": "terminal_return_on_capital",
    "shares_m": "shares",
    "riskfree": "risk_free_rate",
}


def cash_flows(facts: Facts) -> Facts:
    options = facts["options"]
    given = {ours: facts[theirs] for theirs, ours in CASH_FLOW_NAMES.items()} | {
        "first_year_growth": facts["g_1_5"],
        "revenue_growth": facts["g_1_5"],
        "net_operating_loss": 0.0,
        "failure_probability": 0.0,
        "failure_proceeds": 0.0,
        "net_debt": facts["debt"] - facts["cash"],
        "equity_stakes_value": 0.0,
        "option_counts": (options["count_m"],),
        "option_strikes": (options["strike"],),
        "option_maturity": options["maturity"],
        "option_volatility": options["sigma"],
    }

    def of(name: str) -> Any:  # noqa: ANN401 - a number or a series
        return resolve(name, given, FORMULAS)

    return {
        "revenue_10": of("forecast_revenue_year_ten"),
        "ebit_10": of("forecast_operating_incomes")[-1],
        "terminal_fcff": of("terminal_free_cash_flow"),
        "terminal_value": of("terminal_value"),
        "pv_terminal": of("present_value_of_terminal_value"),
        "cumulative_discount_factor_10": of("forecast_discount_factors")[-1],
        "pv_fcff": of("present_value_of_free_cash_flows"),
        "operating_assets": of("operating_assets_value"),
        "equity": of("equity_value"),
        "value_per_option": of("option_value") / options["count_m"],
        "value_all_options": of("option_value"),
        "value_per_share": of("value_per_share"),
        "price_to_value": facts["price"] / of("value_per_share"),
    }


def research_converter(facts: Facts) -> Facts:
    current, past, life = facts["current"], facts["past"], facts["life"]
    return {
        "research_asset": research.research_asset(current, past, life),
        "amortisation": research.research_amortisation(past, life),
        "ebit_adjustment": research.research_adjustment(current, past, life),
    }


def neutral_growth(facts: Facts) -> Facts:
    """Fifteen years at each growth, all of which have to be worth the same."""
    cost, years = facts["wacc"], facts["years"]

    def value(growth: float) -> float:
        profits = [facts["nopat1"] * (1 + growth) ** year for year in range(years + 1)]
        flows = [profit * (1 - growth / facts["roic"]) for profit in profits[:years]]
        explicit = sum(flow / (1 + cost) ** year for year, flow in enumerate(flows, start=1))
        terms = (facts["g_terminal"], facts["roic"], cost)
        later = returns.value_driver_value(profits[-1], *terms) / (1 + cost) ** years
        return float(explicit + later)

    return {"value": [value(growth) for growth in facts["growths"]]}


def weighted_scenarios(facts: Facts) -> Facts:
    values = [scenario["value"] for scenario in facts["scenarios"]]
    best, price, worst = max(values), facts["price"], min(values)
    return {
        "probability_weighted_value": weighted(facts).value,
        "upside": scenarios.scenario_upside(best, price),
        "downside": scenarios.scenario_downside(price, worst),
        "upside_downside_ratio": scenarios.upside_downside_ratio(best, price, worst),
    }


def ends_above(facts: Facts) -> Facts:
    terms = (facts["s0"], facts["k"], facts["mu"], facts["sigma"], facts["t"])
    return {"probability": probability.terminal_probability(*terms)}


def growth_on_year(facts: Facts) -> Facts:
    return {"yoy": segment.segment_growth(facts["now"], facts["year_ago"])}


def run_rate(facts: Facts) -> Facts:
    return {"run_rate_busd": segment.segment_run_rate(facts["quarter_usd_m"]) / 1000}


def accelerations(facts: Facts) -> Facts:
    steps = [segment.segment_acceleration(now, last) for last, now in pairwise(facts["yoy_pct"])]
    return {"acceleration_pp": steps, "consecutive_accelerations": sum(step > 0 for step in steps)}


def bass(facts: Facts) -> Facts:
    fit = adoption.fit_bass(facts["sales"], tuple(facts["start"]))
    return {**fit.parameters, "residual_se": fit.residual_error}


ADAPTERS: Mapping[str, Adapter] = {
    "GAP-01": gap_from_upside,
    "GAP-02": gap_to_target,
    "GAP-05": required_rate,
    "GAP-06": compound_rate,
    "GAP-10": option_shares,
    "GAP-11": option_shares,
    "RERATE-01": grinold_kroner,
    "RERATE-03": logarithmic_parts,
    "RERATE-06": gordon_multiples,
    "RERATE-08a": warranted_multiple,
    "RERATE-08c": warranted_multiple,
    "RERATE-09": pegs,
    "PEER-01": peer_means,
    "PEER-03": peer_means,
    "RDCF-01": perpetual_growth,
    "RDCF-03": implied_revenue_growth,
    "DCF-02": cash_flows,
    "DCF-03": research_converter,
    "DCF-04": neutral_growth,
    "SCEN-01": weighted_scenarios,
    "PROB-01": ends_above,
    "AWS-01": growth_on_year,
    "AWS-03": run_rate,
    "AWS-04": accelerations,
    "AWS-08": compound_rate,
    "BASS-01": bass,
}
