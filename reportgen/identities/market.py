"""What the market pays and what the target asks: price, shares, cap, the gap and the path to close it."""

from __future__ import annotations

from reportgen.identities.identity import identity, total

YEAR = 365

GAP = (
    identity("market_cap", "market cap = share price × shares",
             lambda share_price, shares: share_price * shares),
    identity("diluted_market_cap", "diluted market cap = share price × diluted shares",
             lambda share_price, diluted_shares: share_price * diluted_shares),
    total("diluted_shares_outstanding", "diluted shares = shares + stock units + shares from options",
          ("shares_outstanding", "restricted_stock_units", "incremental_option_shares")),
    identity("enterprise_value", "enterprise value = diluted cap + what others own − what is held",
             lambda diluted_market_cap, debt, leases, minority_interests, preferred_stock,
             cash_and_securities, equity_stakes:
             diluted_market_cap + debt + leases + minority_interests + preferred_stock
             - cash_and_securities - equity_stakes),
    identity("market_cap_on_quoted", "difference = quoted market cap / market cap − 1",
             lambda quoted_market_cap, market_cap: quoted_market_cap / market_cap - 1),
    identity("required_upside", "required upside = target / market cap − 1",
             lambda target_market_cap, market_cap: target_market_cap / market_cap - 1),
    identity("required_upside", "required upside = 1 / attained share of the target − 1",
             lambda attained_share: 1 / attained_share - 1),
    identity("market_cap_gap", "gap = target − market cap",
             lambda target_market_cap, market_cap: target_market_cap - market_cap),
    identity("attained_share", "attained share = market cap / target",
             lambda market_cap, target_market_cap: market_cap / target_market_cap),
    identity("years_to_horizon", "years to the horizon = days between the two / 365",
             lambda horizon_date, as_of: (horizon_date - as_of) / YEAR),
    identity("horizon_shares", "shares at the horizon = shares compounded at their assumed growth",
             lambda shares, share_count_growth, years_to_horizon:
             shares * (1 + share_count_growth) ** years_to_horizon),
    identity("implied_price", "implied price = target / shares at the horizon",
             lambda target_market_cap, horizon_shares: target_market_cap / horizon_shares),
    identity("target_market_cap", "market cap compounded at the required growth a year = target",
             lambda market_cap, required_cagr, years_to_horizon:
             market_cap * (1 + required_cagr) ** years_to_horizon),
    identity("cost_of_equity_spread", "spread = required growth a year − cost of equity",
             lambda required_cagr, cost_of_equity: required_cagr - cost_of_equity),
    identity("required_price_return", "return of the price = growth of the cap over that of the shares",
             lambda required_cagr, share_count_growth:
             (1 + required_cagr) / (1 + share_count_growth) - 1),
    identity("required_shareholder_return", "return = that of the price compounded with dividends",
             lambda required_price_return, dividend_yield:
             (1 + required_price_return) * (1 + dividend_yield) - 1),
    identity("market_cap_multiple", "multiple = market cap / market cap of the benchmark",
             lambda market_cap, benchmark_market_cap: market_cap / benchmark_market_cap),
)  # fmt: skip

PATH = (
    identity("baseline_market_cap", "market cap at the start = price × shares of that day",
             lambda baseline_share_price, baseline_shares_outstanding:
             baseline_share_price * baseline_shares_outstanding),
    identity("years_since_baseline", "years since the start = days between the two / 365",
             lambda as_of, baseline_date: (as_of - baseline_date) / YEAR),
    identity("years_on_path", "years on the path = days between its ends / 365",
             lambda horizon_date, baseline_date: (horizon_date - baseline_date) / YEAR),
    identity("on_path_market_cap", "cap on the path = cap at the start, compounded to the target",
             lambda baseline_market_cap, target_market_cap, years_since_baseline, years_on_path:
             baseline_market_cap * (target_market_cap / baseline_market_cap)
             ** (years_since_baseline / years_on_path)),
    identity("path_required_upside", "upside on the path = target / cap on the path − 1",
             lambda target_market_cap, on_path_market_cap:
             target_market_cap / on_path_market_cap - 1),
    identity("ahead_of_path", "ahead of the path = market cap / cap on the path − 1",
             lambda market_cap, on_path_market_cap: market_cap / on_path_market_cap - 1),
    identity("months_ahead_of_path", "months ahead = 12 × (years of the path × gap closed − years since)",
             lambda years_on_path, gap_closed, years_since_baseline:
             12 * (years_on_path * gap_closed - years_since_baseline)),
)  # fmt: skip

MULTIPLES = (
    identity("forward_pe", "forward P/E = share price / earnings per share of the next twelve months",
             lambda share_price, forward_earnings_per_share:
             share_price / forward_earnings_per_share),
    identity("trailing_pe", "trailing P/E = share price / earnings per share of four quarters",
             lambda share_price, trailing_diluted_eps: share_price / trailing_diluted_eps),
    identity("trailing_pe_before_gains", "P/E before gains = share price / earnings per share before gains",
             lambda share_price, trailing_eps_before_gains:
             share_price / trailing_eps_before_gains),
    identity("base_pe", "P/E = share price / earnings per share of the base",
             lambda share_price, base_earnings_per_share: share_price / base_earnings_per_share),
    identity("ev_to_sales", "multiple = enterprise value / sales",
             lambda enterprise_value, forward_sales: enterprise_value / forward_sales),
    identity("ev_to_ebit", "multiple = enterprise value / EBIT",
             lambda enterprise_value, forward_ebit: enterprise_value / forward_ebit),
    identity("free_cash_flow_yield", "yield = free cash flow / market cap",
             lambda trailing_free_cash_flow, market_cap: trailing_free_cash_flow / market_cap),
    identity("peg", "PEG = P/E / growth of earnings in per cent",
             lambda base_pe, earnings_growth: base_pe / (100 * earnings_growth)),
    identity("premium_to_benchmark_pe", "premium = forward P/E / that of the benchmark − 1",
             lambda forward_pe, benchmark_forward_pe: forward_pe / benchmark_forward_pe - 1),
    identity("peer_premium", "premium = forward P/E / that of the peers − 1",
             lambda forward_pe, peer_forward_pe: forward_pe / peer_forward_pe - 1),
    identity("implied_price_at_peer_pe", "price = P/E of the peers × earnings per share",
             lambda peer_forward_pe, forward_earnings_per_share:
             peer_forward_pe * forward_earnings_per_share),
    identity("market_cap_at_peer_pe", "cap = P/E of the peers × earnings per share × shares",
             lambda peer_forward_pe, forward_earnings_per_share, shares:
             peer_forward_pe * forward_earnings_per_share * shares),
    identity("market_cap_at_lowest_peer_pe", "cap = lowest P/E of the peers × earnings per share × shares",
             lambda lowest_peer_forward_pe, forward_earnings_per_share, shares:
             lowest_peer_forward_pe * forward_earnings_per_share * shares),
    identity("market_cap_at_highest_peer_pe", "cap = highest P/E of the peers × earnings per share × shares",
             lambda highest_peer_forward_pe, forward_earnings_per_share, shares:
             highest_peer_forward_pe * forward_earnings_per_share * shares),
)  # fmt: skip
