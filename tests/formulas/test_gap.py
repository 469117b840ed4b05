"""The valuation gap against cases that others published and sums done by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.evaluation import resolve
from reportgen.formulas import FORMULAS, gap, path

CAPS = st.floats(1e9, 1e14)


def test_the_seed_article_prints_74_percent_and_4_trillion() -> None:
    """GAP-01, getaibrief.com: $4T at +74% is a market cap of $2.2989T."""
    assert pytest.approx(2.2989e12, rel=0.005) == 4e12 / (1 + 0.74)
    assert gap.required_upside(4e12, 2.2989e12) == pytest.approx(0.74, abs=0.005)


def test_from_2_48_to_3_trillion_is_21_percent() -> None:
    """GAP-02, Motley Fool, 30 December 2025."""
    assert gap.required_upside(3e12, 2.48e12) == pytest.approx(0.21, abs=0.005)


def test_the_close_of_10_march_2026() -> None:
    """214.33 x 10,734,920,870 = 2,300,815,590,067 (by hand); 4T needs 73.85%."""
    cap = gap.market_cap(214.33, 10_734_920_870)
    assert cap == pytest.approx(2_300_815_590_067, rel=1e-6)
    assert gap.required_upside(4e12, cap) == pytest.approx(0.7385, abs=0.0001)


def test_required_growth_a_year_is_excels_rri() -> None:
    """GAP-05, the example in Microsoft's documentation of RRI: 96 periods, 10,000 to 11,000."""
    assert gap.required_cagr(11_000, 10_000, 96) == pytest.approx(0.0009933, abs=5e-8)


def test_growth_over_three_years() -> None:
    """GAP-06: 10,000 to 19,500 in three years is 24.93% a year."""
    assert gap.required_cagr(19_500, 10_000, 3) == pytest.approx(0.2493, abs=5e-5)


def test_options_out_of_the_money_add_nothing() -> None:
    """GAP-10: price 40, 50,000 at 50 and 20,000 at 30: 20,000 x (1 - 30/40) = 5,000."""
    added = gap.incremental_option_shares(40.0, (50_000, 20_000), (50, 30))
    assert added == pytest.approx(5_000)


def test_every_grant_has_its_strike() -> None:
    with pytest.raises(ValueError, match="shorter"):
        gap.incremental_option_shares(40.0, (50.0, 20.0), (30.0,))


def test_diluted_shares_by_the_treasury_stock_method() -> None:
    """GAP-11: price 25, 100,000 shares, 20,000 at 20 and 20,000 at 28: 104,000."""
    added = gap.incremental_option_shares(25.0, (20_000, 20_000), (20, 28))
    assert gap.diluted_shares_outstanding(100_000, 0, added) == pytest.approx(104_000)


def test_the_log_path_of_the_worked_example() -> None:
    """Baseline $2.2989T, 18 months, $2.89T after two: 18.2% ahead, where the path is after 7.4 months.

    That is 5.4 months ahead; 27.6% a year remain instead of 44.7%.
    """
    years, used = 1.5, 2 / 12
    on_path = path.on_path_market_cap(2.2989e12, 4e12, used, years)
    closed = path.gap_closed(2.89e12, 2.2989e12, 4e12)
    assert path.ahead_of_path(2.89e12, on_path) == pytest.approx(0.182, abs=0.0005)
    assert path.months_ahead_of_path(closed, years, used) == pytest.approx(7.4 - 2, abs=0.05)
    assert gap.required_cagr(4e12, 2.89e12, 16 / 12) == pytest.approx(0.276, abs=0.0005)
    assert gap.required_cagr(4e12, 2.2989e12, 1.5) == pytest.approx(0.447, abs=0.0005)


@given(CAPS, CAPS, st.floats(0.1, 10))
def test_the_path_runs_from_the_baseline_to_the_target(
    baseline: float, target: float, years: float
) -> None:
    assert path.on_path_market_cap(baseline, target, 0.0, years) == pytest.approx(baseline)
    assert path.on_path_market_cap(baseline, target, years, years) == pytest.approx(target)


@given(CAPS, st.floats(0.2, 20), st.floats(0.5, 20))
def test_whoever_grows_as_required_arrives(cap: float, multiple: float, years: float) -> None:
    target = cap * multiple
    growth = gap.required_cagr(target, cap, years)
    assert cap * (1 + growth) ** years == pytest.approx(target, rel=1e-9)


@given(CAPS, CAPS, st.floats(0.001, 1000))
def test_another_currency_leaves_ratios_alone(cap: float, target: float, rate: float) -> None:
    assert gap.required_upside(target * rate, cap * rate) == pytest.approx(
        gap.required_upside(target, cap), rel=1e-9, abs=1e-12
    )


@given(st.floats(1, 1e5), st.floats(1e6, 1e11), st.floats(2, 50))
def test_a_share_split_leaves_the_gap_alone(price: float, shares: float, split: float) -> None:
    whole, parts = gap.market_cap(price, shares), gap.market_cap(price / split, shares * split)
    assert parts == pytest.approx(whole, rel=1e-12)


def test_arrays_and_numbers_give_the_same_figures_element_by_element() -> None:
    caps = np.array([1e12, 2e12, 5e12, 0.0])
    upside = resolve("required_upside", {"market_cap": caps, "target_market_cap": 4e12}, FORMULAS)
    assert upside[:3].tolist() == [gap.required_upside(4e12, cap) for cap in (1e12, 2e12, 5e12)]
    assert np.isnan(upside[3])
