"""Growth in one line, and research as an asset: the published cases."""

import numpy as np
import pytest

from reportgen.formulas import research, returns


def test_growth_rates_as_published() -> None:
    """GAP-05 https://support.microsoft.com/en-US/excel/functions/rri-function, GAP-06
    https://www.reference.com/business-finance/cagr-mean-financial-terms-32a8d1b8c810e9fa, AWS-08
    https://www.opencapital.sh/stocks/AMZN/metrics/amzn_segment_aws_operating_income_loss, RDCF-03
    http://www.businessweek.com/1998/50/b3608011.htm (what Amazon's price implied in December 1998)."""
    assert returns.compound_growth(10000, 11000, 96) == pytest.approx(0.0009933, abs=5e-8)
    assert returns.compound_growth(10000, 19500, 3) == pytest.approx(0.2493, abs=5e-5)
    assert returns.compound_growth(18532, 45606, 4) == pytest.approx(0.252, abs=6e-4)
    assert returns.compound_growth(587.6, 63000, 10) == pytest.approx(0.596, abs=6e-4)


def test_the_growth_in_boeings_value_as_published() -> None:
    """RDCF-01 https://pages.stern.nyu.edu/~adamodar/pdfiles/eqnotes/fcff.pdf."""
    growth = returns.implied_perpetual_growth(40789, 1176, 0.0917)
    assert growth == pytest.approx(0.0611, abs=5e-5)
    assert 1176 * (1 + growth) / (0.0917 - growth) == pytest.approx(40789)


def test_growth_that_is_not_defined_is_no_number() -> None:
    begin, end = np.array([1.0, 0.0, 1.0, 4.0]), np.array([-1.0, 1.0, 0.0, 9.0])
    found = returns.compound_growth(begin, end, 2.0)
    assert np.isnan(found[:2]).all()
    assert found[2:].tolist() == [-1.0, 0.5]
    assert np.isnan(returns.compound_growth(1.0, 2.0, 0.0))
    assert np.isnan(returns.implied_perpetual_growth(-2.0, 1.0, 0.1))
    assert np.isnan(returns.value_driver_value(100, 0.1, 0.2, 0.1))


def test_a_cash_flow_larger_than_the_value_shrinks_for_ever() -> None:
    """0.3 is paid for 0.5 a year: 0.5 x 0.4125 / 0.6875 = 0.3, at a growth of -58.75%."""
    assert returns.implied_perpetual_growth(0.3, 0.5, 0.1) == pytest.approx(-0.5875)
    assert np.isnan(returns.implied_perpetual_growth(-1.0, 1.0, 0.1))
    assert np.isnan(returns.value_driver_value(100, 0.03, 0.0, 0.1))
    assert returns.value_driver_value(100, 0.03, 0.01, 0.1) == pytest.approx(-200 / 0.07)


def test_research_as_an_asset_as_published() -> None:
    """DCF-03, Tesla in November 2021: five years, straight line (TeslaNov2021DIY.xlsx, listed at
    https://pages.stern.nyu.edu/~adamodar/New_Home_Page/spreadsh.htm)."""
    past = (1491, 1390, 1460, 1378, 834)
    assert research.research_asset(2375, past, 5) == pytest.approx(5261.4)
    assert research.research_amortisation(past, 5) == pytest.approx(1310.6)
    assert research.research_adjustment(2375, past, 5) == pytest.approx(1064.4)


def test_research_needs_as_many_past_years_as_its_life() -> None:
    with pytest.raises(ValueError, match="a life of 5 years needs 5 past expenses, not 2"):
        research.research_amortisation((1491, 1390), 5)
    with pytest.raises(ValueError, match="over at least one year, not 0"):
        research.research_asset(2375, (), 0)


def test_research_that_lasts_a_year_is_written_off_in_the_next() -> None:
    """Of the year before nothing is left; all of it is written off now."""
    assert research.research_asset(120, (100,), 1) == 120
    assert research.research_amortisation((100,), 1) == 100
    assert research.research_adjustment(120, (100,), 1) == 20
