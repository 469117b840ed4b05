"""The house's outlook: drivers make earnings, and the sales needed lead back to the target."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import resolve
from reportgen.figures import Figure, Formula
from reportgen.formulas import outlook
from reportgen.problems import Position
from reportgen.resolution import Resolution

FORMULAS = {f.name: f for f in vars(outlook).values() if isinstance(f, Formula)}
RATES = st.floats(-0.3, 0.6)
MARGINS = st.floats(0.05, 0.6)
SALES = st.floats(1e9, 1e12)

#: Segment 100 doubling in a year, others 300 standing still, and one and a half years to grow.
DRIVERS = {
    "horizon_date": dt.date(2027, 4, 30).toordinal(),
    "last_quarter_end": dt.date(2026, 10, 30).toordinal(),
    "trailing_net_sales": 400.0,
    "trailing_segment_sales": 100.0,
    "outlook_segment_growth": 1.0,
    "outlook_segment_margin": 0.4,
    "outlook_other_growth": 0.0,
    "outlook_other_margin": 0.1,
    "outlook_tax_rate": 0.2,
    "horizon_shares": 10.0,
    "exit_multiple": 25.0,
    "target_market_cap": 4_000.0,
    "market_cap": 1_000.0,
    "base_earnings_per_share": 4.0,
    "years_to_horizon": 2.0,
}


def resolution(changed: dict[str, float]) -> Resolution:
    inputs = {
        key: Input(key, value, "count", key, Position("here"))
        for key, value in (DRIVERS | changed).items()
    }
    names = {"segment": "Cloud", "outlook_year": "the year after the horizon"}
    return Resolution(inputs, FORMULAS, "USD", names)


def shown(name: str, **changed: float) -> Figure:
    return resolution(changed).figure(name)


def test_sales_grow_to_the_end_of_the_year_after_the_horizon() -> None:
    """30 October 2026 to 30 April 2027 is 182 days, and the year after the horizon comes on top."""
    assert shown("outlook_years").value == pytest.approx(182 / 365 + 1)
    assert outlook.outlook_segment_sales(100.0, 0.21, 1.5) == pytest.approx(133.1)


def test_where_trailing_earnings_are_paid_for_sales_grow_to_the_horizon_only() -> None:
    assert outlook.trailing_outlook_years()(740_730, 740_000) == 2


def test_the_smallest_profit_is_taxed_and_the_smallest_loss_is_not() -> None:
    assert outlook.outlook_net_income(0.5, 0.2) == pytest.approx(0.4)
    assert outlook.outlook_net_income(-0.5, 0.2) == -0.5


def test_from_drivers_to_the_market_cap_by_hand() -> None:
    """Over two years: segment 400 at 40% is 160, others 300 at 10% are 30; 190 less 20% tax is 152.

    At 25 times that is 3,800, on 10 shares 380 each; 15.2 a share, from 4.
    """
    assert shown("outlook_segment_sales", outlook_years=2.0).value == pytest.approx(400)
    assert shown("outlook_operating_income", outlook_years=2.0).value == pytest.approx(190)
    assert shown("outlook_net_income", outlook_years=2.0).value == pytest.approx(152)
    assert shown("outlook_market_cap", outlook_years=2.0).value == pytest.approx(3_800)
    assert shown("outlook_share_price", outlook_years=2.0).value == pytest.approx(380)
    assert shown("outlook_earnings_per_share", outlook_years=2.0).value == pytest.approx(15.2)
    assert shown("outlook_against_target", outlook_years=2.0).value == pytest.approx(-0.05)
    growth = shown("outlook_earnings_growth", outlook_years=2.0).value
    assert growth == pytest.approx((15.2 / 4) ** 0.5 - 1)
    assert shown("outlook_return", outlook_years=2.0).value == pytest.approx(3.8**0.5 - 1)


def test_sales_needed_for_the_target_by_hand() -> None:
    """4,000 / 25 = 160 after tax, 200 before; others earn 30, so 170 at 40% take sales of 425."""
    needed = shown("required_segment_sales", outlook_years=2.0)
    assert needed.value == pytest.approx(425)
    assert needed.label.startswith("Cloud sales needed")
    growth = shown("required_segment_growth", outlook_years=2.0).value
    assert growth == pytest.approx(4.25**0.5 - 1)


def test_a_loss_has_no_market_cap_and_no_relief_from_tax() -> None:
    """Segment 400 at -20% is -80, others earn 30: a loss of 50, taxed or not."""
    loss = {"outlook_years": 2.0, "outlook_segment_margin": -0.2}
    assert shown("outlook_net_income", **loss).value == pytest.approx(-50)
    cap = shown("outlook_market_cap", **loss)
    assert (cap.printed, cap.reason) == ("n.m.", "earnings are not positive")
    assert shown("outlook_earnings_growth", **loss).printed == "n.m."


@pytest.mark.parametrize(
    ("name", "changed", "reason"),
    [
        ("outlook_return", {"years_to_horizon": 0.0}, "horizon passed"),
        ("outlook_return", {"years_to_horizon": 0.05}, "less than a month to the horizon"),
        ("outlook_earnings_growth", {"base_earnings_per_share": -1.0}, "earnings are not positive"),
        ("outlook_segment_sales", {"outlook_years": 0.0}, "the year after the horizon is reported"),
        ("outlook_other_sales", {"trailing_net_sales": 99.0}, "the segment sells more than"),
        ("required_segment_sales", {"outlook_segment_margin": 0.0}, "without a margin no sales"),
        ("required_segment_sales", {"outlook_other_margin": 0.7}, "all other sales already earn"),
        ("required_segment_growth", {"trailing_segment_sales": 0.0}, "the base of the comparison"),
    ],
)
def test_what_misleads_is_not_meaningful(name: str, changed: dict[str, float], reason: str) -> None:
    figure = shown(name, **changed)
    assert figure.printed == "n.m."
    assert reason in figure.reason


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("outlook_net_income", {"outlook_tax_rate": 1.0}),
        ("outlook_net_income", {"outlook_tax_rate": -0.1}),
        ("outlook_market_cap", {"exit_multiple": 0.0}),
        ("outlook_segment_sales", {"outlook_segment_growth": -1.0}),
        ("outlook_other_sales", {"outlook_other_growth": -1.5}),
    ],
)
def test_contradictions_stop_a_build(name: str, changed: dict[str, float]) -> None:
    found = resolution(changed)
    found.figure(name)
    assert [problem.stage for problem in found.problems] == ["consistency"]


@given(SALES, SALES, RATES, MARGINS, RATES, st.floats(0.01, 0.05), st.floats(5, 60))
def test_a_segment_that_sells_what_is_needed_carries_the_target(
    segment: float, others: float, growth: float, margin: float, other_growth: float,
    other_margin: float, multiple: float,
) -> None:  # fmt: skip
    years, tax = 2.4, 0.18
    other_sales = outlook.outlook_other_sales(segment + others, segment, other_growth, years)
    target = 2 * multiple * (1 - tax) * other_sales * other_margin + 1e9 * growth**2
    sales = outlook.required_segment_sales(target, multiple, tax, other_sales, other_margin, margin)
    needed = outlook.required_segment_growth(sales, segment, years)
    reached = outlook.outlook_segment_sales(segment, needed, years)
    income = outlook.outlook_operating_income(reached, margin, other_sales, other_margin)
    cap = outlook.outlook_market_cap(outlook.outlook_net_income(income, tax), multiple)
    assert cap == pytest.approx(target, rel=1e-9)


@given(SALES, RATES, RATES, st.floats(0.001, 1000))
def test_another_currency_leaves_rates_alone(
    sales: float, growth: float, other_growth: float, rate: float
) -> None:
    def against_target(scale: float) -> float:
        money = ("trailing_net_sales", "trailing_segment_sales", "target_market_cap")
        values = DRIVERS | {
            "trailing_segment_sales": sales / 3,
            "trailing_net_sales": sales,
            "target_market_cap": sales * 7,
            "outlook_segment_growth": growth,
            "outlook_other_growth": other_growth,
        }
        scaled = {name: value * (scale if name in money else 1) for name, value in values.items()}
        return float(resolve("outlook_against_target", scaled, FORMULAS))

    assert against_target(rate) == pytest.approx(against_target(1.0), rel=1e-9, abs=1e-12)


def test_arrays_and_numbers_give_the_same_outlook() -> None:
    growth = np.array([-0.5, 0.0, 0.3, -1.0])
    found = resolve("outlook_market_cap", DRIVERS | {"outlook_segment_growth": growth}, FORMULAS)
    alone = [shown("outlook_market_cap", outlook_segment_growth=g).value for g in growth[:3]]
    assert found[:3].tolist() == pytest.approx(alone)
    assert np.isnan(found[3])
