"""How the gap splits between earnings, multiple and share count, and what the outlook comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.identities.identity import Identity, identity, total, whole

if TYPE_CHECKING:
    from reportgen.identities.intervals import Interval

#: What carries the way from today's cap to the target.
CARRIERS = ("earnings", "multiple", "share_count")


def _shares_of_the_gap() -> tuple[Identity, ...]:
    return tuple(
        Identity(f"{carrier}_share_of_gap", "share of the gap = contribution / gap",
                 (f"{carrier}_contribution", "market_cap_gap"), lambda part, gap: part / gap)
        for carrier in CARRIERS
    )  # fmt: skip


def _needed(at: str, multiple: str) -> tuple[Identity, ...]:
    """The earnings that the target needs at some multiple, and their growth."""
    earnings = f"required_earnings_{at}"
    growth = f"required_earnings_growth_{at}" if at != "per_share" else "required_earnings_growth"
    return (
        Identity(earnings, "earnings per share = target / (multiple × shares at the horizon)",
                 ("target_market_cap", multiple, "horizon_shares"),
                 lambda target, multiple, shares: target / (multiple * shares)),
        Identity(growth, "growth = earnings per share that are needed / those of the base − 1",
                 (earnings, "base_earnings_per_share"), lambda needed, base: needed / base - 1),
    )  # fmt: skip


RERATING = (
    identity("horizon_earnings_per_share", "earnings at the horizon = those of the base, compounded",
             lambda base_earnings_per_share, earnings_growth, years_to_horizon:
             base_earnings_per_share * (1 + earnings_growth) ** years_to_horizon),
    identity("required_pe", "required P/E = target / (earnings per share × shares, both at the horizon)",
             lambda target_market_cap, horizon_earnings_per_share, horizon_shares:
             target_market_cap / (horizon_earnings_per_share * horizon_shares)),
    identity("required_pe", "required P/E = implied price / earnings per share at the horizon",
             lambda implied_price, horizon_earnings_per_share:
             implied_price / horizon_earnings_per_share),
    identity("rerating_ratio", "re-rating = required P/E / P/E of the base",
             lambda required_pe, base_pe: required_pe / base_pe),
    *_needed("per_share", "base_pe"),
    *_needed("at_benchmark_pe", "benchmark_forward_pe"),
    *_needed("at_peer_pe", "peer_forward_pe"),
    *_needed("at_exit_multiple", "exit_multiple"),
    total("target_market_cap", "the bars from the market cap to the target add up to it",
          ("market_cap", *(f"{carrier}_contribution" for carrier in CARRIERS))),
    total("market_cap_gap", "what earnings, multiple and share count carry adds up to the gap",
          [f"{carrier}_contribution" for carrier in CARRIERS]),
    *whole("the shares of the gap add up to 100%",
           [f"{carrier}_share_of_gap" for carrier in CARRIERS]),
    *_shares_of_the_gap(),
    identity("steady_state_price", "price of level earnings = earnings per share / cost of equity",
             lambda forward_earnings_per_share, cost_of_equity:
             forward_earnings_per_share / cost_of_equity),
    identity("growth_share_of_price", "share of the price for growth = 1 − price of level earnings / price",
             lambda steady_state_price, share_price: 1 - steady_state_price / share_price),
    identity("justified_forward_pe", "justified P/E = payout / (cost of equity − growth)",
             lambda payout_ratio, cost_of_equity, perpetual_growth:
             payout_ratio / (cost_of_equity - perpetual_growth)),
    identity("justified_trailing_pe", "justified trailing P/E = justified forward P/E × (1 + growth)",
             lambda justified_forward_pe, perpetual_growth:
             justified_forward_pe * (1 + perpetual_growth)),
    identity("expected_return_at_exit_multiple", "return = growth of earnings and of the multiple a year",
             lambda earnings_growth, exit_multiple, base_pe, years_to_horizon:
             (1 + earnings_growth) * (exit_multiple / base_pe) ** (1 / years_to_horizon) - 1),
)  # fmt: skip


def _may_be_a_loss(outlook_operating_income: Interval, _: Interval) -> bool:
    """Losses are not taxed."""
    return outlook_operating_income.low <= 0


#: These hold in each scenario as well, with what it sets.
OUTLOOK = (
    identity("outlook_segment_sales", "sales = those of four quarters, compounded at the assumed growth",
             lambda trailing_segment_sales, outlook_segment_growth, outlook_years:
             trailing_segment_sales * (1 + outlook_segment_growth) ** outlook_years),
    identity("outlook_other_sales", "other sales = those of four quarters, compounded at the assumed growth",
             lambda trailing_net_sales, trailing_segment_sales, outlook_other_growth, outlook_years:
             (trailing_net_sales - trailing_segment_sales)
             * (1 + outlook_other_growth) ** outlook_years),
    identity("outlook_operating_income", "operating income = sales × margin of both parts",
             lambda outlook_segment_sales, outlook_segment_margin, outlook_other_sales,
             outlook_other_margin:
             outlook_segment_sales * outlook_segment_margin
             + outlook_other_sales * outlook_other_margin),
    identity("outlook_net_income", "net income = operating income less tax",
             lambda outlook_operating_income, outlook_tax_rate:
             outlook_operating_income * (1 - outlook_tax_rate), unless=_may_be_a_loss),
    identity("outlook_earnings_per_share", "earnings per share = net income / shares at the horizon",
             lambda outlook_net_income, horizon_shares: outlook_net_income / horizon_shares),
    identity("outlook_market_cap", "market cap at the horizon = net income × exit multiple",
             lambda outlook_net_income, exit_multiple: outlook_net_income * exit_multiple),
    identity("outlook_market_cap", "market cap at the horizon = today's, compounded at the change a year",
             lambda market_cap, outlook_return, years_to_horizon:
             market_cap * (1 + outlook_return) ** years_to_horizon),
    identity("outlook_share_price", "price at the horizon = market cap / shares, both at the horizon",
             lambda outlook_market_cap, horizon_shares: outlook_market_cap / horizon_shares),
    identity("outlook_share_price", "price at the horizon = earnings per share × exit multiple",
             lambda outlook_earnings_per_share, exit_multiple:
             outlook_earnings_per_share * exit_multiple),
    identity("outlook_earnings_per_share", "earnings = those of the base, compounded at their growth",
             lambda base_earnings_per_share, outlook_earnings_growth, years_to_horizon:
             base_earnings_per_share * (1 + outlook_earnings_growth) ** years_to_horizon),
    identity("outlook_against_target", "against the target = market cap at the horizon / target − 1",
             lambda outlook_market_cap, target_market_cap:
             outlook_market_cap / target_market_cap - 1),
)  # fmt: skip

REQUIRED = (
    identity("required_segment_sales", "sales the target needs = what others leave of it, at the margin",
             lambda target_market_cap, exit_multiple, outlook_tax_rate, outlook_other_sales,
             outlook_other_margin, outlook_segment_margin:
             (target_market_cap / exit_multiple / (1 - outlook_tax_rate)
              - outlook_other_sales * outlook_other_margin) / outlook_segment_margin),
    identity("required_segment_sales", "sales the target needs = those of four quarters, compounded",
             lambda trailing_segment_sales, required_segment_growth, outlook_years:
             trailing_segment_sales * (1 + required_segment_growth) ** outlook_years),
)  # fmt: skip
