"""Formulas of one line on round numbers: what anybody can work out in the head."""

from __future__ import annotations

import math

import pytest

from reportgen.formulas import FORMULAS

DAY = 740_000
LN_2, LN_9 = math.log(2), math.log(9)
#: A figure, what its formula is given, and what comes out.
ROWS: tuple[tuple[str, tuple[float, ...], float], ...] = (
    # the gap
    ("market_cap", (250, 11), 2750),
    ("market_cap_on_quoted", (2525, 2500), 0.01),
    ("diluted_market_cap", (250, 11), 2750),
    ("enterprise_value", (2750, 130, 80, 5, 3, 90, 60), 2818),
    ("market_cap_gap", (4000, 2500), 1500),
    ("attained_share", (2500, 4000), 0.625),
    ("years_to_horizon", (DAY + 730, DAY), 2),
    ("horizon_shares", (100, 0.1, 2), 121),
    ("implied_price", (4000, 8), 500),
    ("cost_of_equity_spread", (0.44, 0.09), 0.35),
    ("required_price_return", (0.32, 0.1), 0.2),
    ("required_shareholder_return", (0.2, 0.05), 0.26),
    ("required_cumulative_shareholder_return", (0.1, 2), 0.21),
    ("market_cap_multiple", (2500, 5000), 0.5),
    # the path: doubling twice in two years
    ("baseline_market_cap", (250, 10), 2500),
    ("years_since_baseline", (DAY + 365, DAY), 1),
    ("years_on_path", (DAY + 730, DAY), 2),
    ("on_path_market_cap", (100, 400, 1, 2), 200),
    ("path_required_upside", (500, 200), 1.5),
    ("ahead_of_path", (250, 200), 0.25),
    ("gap_closed", (200, 100, 400), 0.5),
    ("months_ahead_of_path", (0.75, 2, 1), 6),
    # multiples
    ("forward_pe", (250, 10), 25),
    ("trailing_pe", (250, 12.5), 20),
    ("trailing_eps_before_gains", (12.5, 70, 0.2, 14), 8.5),
    ("trailing_pe_before_gains", (250, 8), 31.25),
    ("ev_to_sales", (2800, 700), 4),
    ("ev_to_ebit", (2800, 112), 25),
    ("free_cash_flow_yield", (-7.5, 2500), -0.003),
    ("premium_to_benchmark_pe", (20, 25), -0.2),
    # peers
    ("peer_premium", (25, 20), 0.25),
    ("implied_price_at_peer_pe", (20, 10), 200),
    ("market_cap_at_peer_pe", (20, 10, 5), 1000),
    ("market_cap_at_lowest_peer_pe", (16, 10, 5), 800),
    ("market_cap_at_highest_peer_pe", (24, 10, 5), 1200),
    # the re-rating: of a fourfold cap, one doubling each
    ("base_pe", (250, 10), 25),
    ("horizon_earnings_per_share", (10, 0.1, 2), 12.1),
    ("required_pe", (4000, 12.5, 10), 32),
    ("rerating_ratio", (32, 25), 1.28),
    ("required_earnings_per_share", (4000, 25, 10), 16),
    ("required_earnings_growth", (16, 10), 0.6),
    ("years_at_assumed_growth", (12.1, 10, 0.1), 2),
    ("required_earnings_at_benchmark_pe", (4000, 20, 10), 20),
    ("required_earnings_growth_at_benchmark_pe", (20, 16), 0.25),
    ("required_earnings_at_peer_pe", (4000, 25, 10), 16),
    ("required_earnings_growth_at_peer_pe", (20, 16), 0.25),
    ("required_earnings_at_exit_multiple", (4000, 32, 10), 12.5),
    ("required_earnings_growth_at_exit_multiple", (20, 16), 0.25),
    ("earnings_contribution", (400, 100, 20, 10), 150),
    ("multiple_contribution", (400, 100, 50, 25), 150),
    ("share_count_contribution", (400, 100, 22, 11), 150),
    ("earnings_share_of_gap", (75, 400, 100), 0.25),
    ("multiple_share_of_gap", (-75, 400, 100), -0.25),
    ("share_count_share_of_gap", (150, 400, 100), 0.5),
    # the sum of the parts
    ("parts_equity_value", (3000, 0.1, 350, 50), 2400),
    ("parts_equity_value_low", (2000, 0.1, 350, 50), 1500),
    ("parts_equity_value_high", (4000, 0.1, 350, 50), 3300),
    ("parts_value_per_share_low", (1500, 10), 150),
    # cash flows and what they ask one to believe
    ("base_operating_income", (90, 6), 96),
    ("base_operating_margin", (12, 96), 0.125),
    ("terminal_growth_spread", (0.04, 0.045), -0.005),
    ("terminal_value", (6, 0.09, 0.04), 120),
    ("terminal_share_of_value", (60, 20), 0.75),
    ("value_from_steady_state", (100, 0.2, 0.1), 800),
    ("operating_assets_value", (60, 40, 0.5, 0.2), 60),
    ("equity_value", (100, 30, 5), 75),
    ("value_per_share", (100, 20, 16), 5),
    ("cash_flow_market_cap", (200, 10), 2000),
    ("extra_revenue_growth_for_target", (0.25, 0.17), 0.08),
    ("extra_target_margin_for_target", (0.26, 0.19), 0.07),
    ("extra_forecast_period_for_target", (12, 9), 3),
    ("implied_ten_year_growth", (2048, 2), 1),
    ("implied_ten_year_growth_at_target", (3072, 3), 1),
    ("growth_over_base_rate", (0.2, 0.12), 0.08),
    ("implied_market_share", (250, 1000), 0.25),
    ("implied_market_share_at_target", (400, 1000), 0.4),
    # the growth driver
    ("segment_growth_previous_quarter", (28, 20), 0.4),
    ("segment_margin_change_on_quarter", (0.39, 14, 40), 0.04),
    ("capex_intensity", (20, 80), 0.25),
    ("capex_per_new_sales_lagged", (60, 137, 112), 2.4),
    ("segment_share_of_operating_income", (6, 10), 0.6),
    ("segment_share_of_sales", (20, 100), 0.2),
    ("net_sales_growth", (120, 100), 0.2),
    ("trailing_free_cash_flow", (160, 169), -9),
    ("trailing_capex", (1, 2, 4, 8), 15),
    ("segment_backlog", (5,), 5),
    # own chips
    ("chip_run_rate_growth", (25, 20), 0.25),
    ("chip_share_of_segment", (24, 160), 0.15),
    ("ai_share_of_segment", (16, 160), 0.1),
    ("chip_commitment_coverage", (225, 25), 9),
    ("chip_share_of_compute", (3, 4), 0.75),
    ("years_from_adoption_midpoint", (DAY + 365, DAY), 1),
    ("adoption_takeover_time", (LN_9,), 2),
    ("declared_adoption", (0.4, LN_2, 1), 0.4 * 2 / 3),
)


@pytest.mark.parametrize(("name", "given", "expected"), ROWS)
def test_a_figure_is_what_its_formula_says(
    name: str, given: tuple[float, ...], expected: float
) -> None:
    assert FORMULAS[name](*given) == pytest.approx(expected, rel=1e-12)


def test_years_of_sales_taxes_and_costs() -> None:
    """Five years at one rate, then a fifth of the way to the other each year."""
    growth = (0.5, 0.2, *(0.0,) * 8)
    assert FORMULAS["forecast_revenues"](100, growth) == pytest.approx((150, *(180,) * 9))
    fading = (*(0.2,) * 5, 0.21, 0.22, 0.23, 0.24, 0.25)
    assert FORMULAS["forecast_tax_rates"](0.2, 0.25) == pytest.approx(fading)
    assert FORMULAS["forecast_costs_of_capital"](0.2, 0.25) == pytest.approx(fading)
    factors = FORMULAS["forecast_discount_factors"]((1.0, 0.0, *(0.25,) * 8))
    assert factors[:3] == pytest.approx((0.5, 0.5, 0.4))


def test_value_by_years_of_value_creation() -> None:
    """Each year brings 10 x 0.5, then 22 for ever at 10% 220 x 0.5; less 30, plus 20, of 10 shares."""
    ten = ((10.0,) * 10, (22.0,) * 10, (0.1,) * 10, (0.5,) * 10)
    found = FORMULAS["value_by_forecast_period"](*ten, 30.0, 20.0, 10.0)
    assert found == pytest.approx([(5 * n + 110 - 30 + 20) / 10 for n in range(1, 11)])


@pytest.mark.parametrize("short", range(4))
def test_every_year_of_value_creation_has_its_flow_profit_cost_and_factor(short: int) -> None:
    years = [(10.0,) * (9 if place == short else 10) for place in range(4)]
    with pytest.raises(ValueError, match=r"zip\(\) argument"):
        FORMULAS["value_by_forecast_period"](*years, 30.0, 20.0, 10.0)
