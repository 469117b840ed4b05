"""What the company is worth: its parts, its cash flows, its scenarios, and what its price implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.identities.identity import Identity, identity, total

if TYPE_CHECKING:
    from reportgen.identities.intervals import Interval

ENDS = ("", "_low", "_high")


def _of_parts(end: str) -> tuple[Identity, ...]:
    """The way from the enterprise value of the parts to a share, at one end of their multiples."""
    equity = f"parts_equity_value{end}"
    return (
        Identity(equity, "equity = enterprise value less its discount − net debt + stakes",
                 (f"parts_enterprise_value{end}", "holding_discount", "net_debt",
                  f"stakes_value{end}"),
                 lambda whole, discount, debt, stakes: whole * (1 - discount) - debt + stakes),
        Identity(f"parts_value_per_share{end}", "value per share = equity / shares",
                 (equity, "shares"), lambda value, shares: value / shares),
    )  # fmt: skip


PARTS = (
    *(each for end in ENDS for each in _of_parts(end)),
    identity("parts_gap_to_market", "gap = equity of the parts / market cap − 1",
             lambda parts_equity_value, market_cap: parts_equity_value / market_cap - 1),
    identity("parts_gap_to_target", "rise = target / equity of the parts − 1",
             lambda target_market_cap, parts_equity_value:
             target_market_cap / parts_equity_value - 1),
    identity("market_enterprise_value", "enterprise value = market cap + net debt − stakes",
             lambda market_cap, net_debt, stakes_value: market_cap + net_debt - stakes_value),
    identity("target_enterprise_value", "enterprise value = target + net debt − stakes",
             lambda target_market_cap, net_debt, stakes_value:
             target_market_cap + net_debt - stakes_value),
    identity("holding_discount_in_price", "discount in the price = 1 − paid for the parts / their value",
             lambda market_enterprise_value, parts_enterprise_value:
             1 - market_enterprise_value / parts_enterprise_value),
    identity("conglomerate_discount", "discount = value of the parts − paid for them",
             lambda parts_enterprise_value, market_enterprise_value:
             parts_enterprise_value - market_enterprise_value),
    identity("implied_segment_multiple", "multiple = (paid for all parts − others) / metric",
             lambda market_enterprise_value, other_parts_value, segment_part_metric:
             (market_enterprise_value - other_parts_value) / segment_part_metric),
    identity("implied_segment_multiple_at_target", "multiple = (target of all parts − others) / metric",
             lambda target_enterprise_value, other_parts_value, segment_part_metric:
             (target_enterprise_value - other_parts_value) / segment_part_metric),
)  # fmt: skip

CASH_FLOWS = (
    total("base_operating_income", "base = operating income of four quarters + research added",
          ("trailing_operating_income", "research_adjustment")),
    identity("base_operating_margin", "margin = operating income / net sales",
             lambda base_operating_income, trailing_net_sales:
             base_operating_income / trailing_net_sales),
    identity("terminal_growth_spread", "spread = terminal growth − risk-free rate",
             lambda terminal_growth, risk_free_rate: terminal_growth - risk_free_rate),
    identity("terminal_value", "terminal value = cash flow / (cost of capital − growth)",
             lambda terminal_free_cash_flow, terminal_cost_of_capital, terminal_growth:
             terminal_free_cash_flow / (terminal_cost_of_capital - terminal_growth)),
    identity("terminal_share_of_value", "share = terminal value / all cash flows, at present",
             lambda present_value_of_terminal_value, present_value_of_free_cash_flows:
             present_value_of_terminal_value
             / (present_value_of_terminal_value + present_value_of_free_cash_flows)),
    identity("value_from_steady_state", "value = operating income after tax / cost of capital",
             lambda base_operating_income, cash_tax_rate, cost_of_capital:
             base_operating_income * (1 - cash_tax_rate) / cost_of_capital),
    identity("operating_assets_value", "operating assets = present values, less what failure takes",
             lambda present_value_of_free_cash_flows, present_value_of_terminal_value,
             failure_probability, failure_proceeds:
             (present_value_of_free_cash_flows + present_value_of_terminal_value)
             * (1 - failure_probability * (1 - failure_proceeds))),
    identity("equity_value", "equity = enterprise value − net debt + stakes",
             lambda operating_assets_value, net_debt, equity_stakes_value:
             operating_assets_value - net_debt + equity_stakes_value),
    identity("value_per_share", "value per share = (equity − options) / shares",
             lambda equity_value, option_value, shares: (equity_value - option_value) / shares),
    identity("cash_flow_market_cap", "value by cash flows = value per share × shares",
             lambda value_per_share, shares: value_per_share * shares),
)  # fmt: skip


def _extra(of: str) -> Identity:
    """What the target asks to believe beyond the price."""
    return Identity(
        f"extra_{of}_for_target", "extra = at the target − in the price",
        (f"implied_{of}_at_target", f"implied_{of}"), lambda target, price: target - price,
    )  # fmt: skip


def _grown(case: str) -> tuple[Identity, ...]:
    sales = f"implied_revenue_year_ten{case}"
    return (
        Identity(sales, "sales in year ten = those of four quarters, compounded for ten years",
                 ("trailing_net_sales", f"implied_ten_year_growth{case}"),
                 lambda sales, growth: sales * (1 + growth) ** 10),
        Identity(f"implied_market_share{case}", "share = sales in year ten / market",
                 (sales, "market_size"), lambda sales, market: sales / market),
    )  # fmt: skip


EXPECTATIONS = (
    *map(_extra, ("revenue_growth", "target_margin", "forecast_period")),
    *(each for case in ("", "_at_target") for each in _grown(case)),
    identity("growth_over_base_rate", "over the base rate = growth at the target − base rate",
             lambda implied_ten_year_growth_at_target, base_rate_growth:
             implied_ten_year_growth_at_target - base_rate_growth),
)  # fmt: skip


def _reached_without(_best: Interval, _others: Interval, probability: Interval) -> bool:
    """Where the other scenarios reach the target, no probability of the best is needed: it prints 0%."""
    return probability.low <= 0


SCENARIOS = (
    identity("probability_weighted_return", "expected change = weighted market cap / market cap − 1",
             lambda probability_weighted_market_cap, market_cap:
             probability_weighted_market_cap / market_cap - 1),
    identity("probability_weighted_market_cap", "weighted cap = today's, compounded at its change",
             lambda market_cap, probability_weighted_return_a_year, years_to_horizon:
             market_cap * (1 + probability_weighted_return_a_year) ** years_to_horizon),
    identity("scenario_upside", "upside = price in the best scenario / price − 1",
             lambda best_scenario_price, share_price: best_scenario_price / share_price - 1),
    identity("scenario_downside", "downside = 1 − price in the worst scenario / price",
             lambda share_price, worst_scenario_price: 1 - worst_scenario_price / share_price),
    identity("upside_downside_ratio", "ratio = gain in the best scenario / loss in the worst",
             lambda best_scenario_price, share_price, worst_scenario_price:
             (best_scenario_price - share_price) / (share_price - worst_scenario_price)),
    identity("target_market_cap", "target = p × best + (1 − p) × others, p breaking even",
             lambda best_scenario_market_cap, remaining_scenarios_market_cap, break_even_probability:
             remaining_scenarios_market_cap + break_even_probability
             * (best_scenario_market_cap - remaining_scenarios_market_cap),
             unless=_reached_without),
)  # fmt: skip
