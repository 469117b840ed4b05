"""Other people's engines agree: pyxirr, numpy-financial and SciPy, to a billionth.

None of them is used by the formulas that are checked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy_financial as npf  # type: ignore[import-untyped]
import pytest
import pyxirr
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize, stats  # type: ignore[import-untyped]

from reportgen.evaluation import resolve
from reportgen.formulas import FORMULAS, gap, justified, peers, returns
from reportgen.formulas.rerating import logarithmic_mean
from reportgen.formulas.track_record import on_logarithmic_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.inquiry import Inquiry
    from reportgen.model import Story

BILLIONTH = 1e-9
RATE = st.floats(0.02, 0.3)
FEW = settings(max_examples=15, deadline=None)
BOTH_COSTS = ("cost_of_capital", "terminal_cost_of_capital")


@pytest.fixture(scope="module")
def amazon(story: Callable[[str], Story]) -> Inquiry:
    return story("amazon/2026Q2").now.inquiry


# Cash flows


def flows_at(inquiry: Inquiry, rate: float) -> tuple[list[float], float]:
    """Ten free cash flows, the last with the terminal value, and what all are worth; one flat rate."""
    world = inquiry.again(dict.fromkeys(BOTH_COSTS, rate), "a test")
    series = world.figure("forecast_free_cash_flows").series
    terminal, whole = (
        world.figure("terminal_value").value,
        world.figure("operating_assets_value").value,
    )
    assert series is not None
    assert terminal is not None
    assert whole is not None
    return [*series[:-1], series[-1] + terminal], whole


@pytest.fixture(scope="module")
def flows(amazon: Inquiry) -> Callable[[float], tuple[list[float], float]]:
    """The same of Amazon; Hypothesis writes out, at length, whatever a test with an example is given."""
    return lambda rate: flows_at(amazon, rate)


@given(rate=RATE)
@example(rate=0.09)
@FEW
def test_the_value_of_operations_is_the_net_present_value_of_the_flows(
    flows: Callable[[float], tuple[list[float], float]], rate: float
) -> None:
    if rate <= 0.04:  # at or under terminal growth there is no value
        rate += 0.021
    free, whole = flows(rate)
    assert pyxirr.npv(rate, [0.0, *free]) == pytest.approx(whole, rel=BILLIONTH)
    assert npf.npv(rate, [0.0, *free]) == pytest.approx(whole, rel=BILLIONTH)


@pytest.mark.parametrize("suffix", ["", "_at_target"])
def test_the_implied_return_is_the_internal_rate_of_the_flows(amazon: Inquiry, suffix: str) -> None:
    """What a buyer of the whole company pays for its operations, against what they bring."""
    rate = value(amazon, f"implied_return{suffix}")
    cap = value(amazon, "target_market_cap" if suffix else "market_cap")
    paid = cap + value(amazon, "net_debt") - value(amazon, "equity_stakes_value")
    flows, _ = flows_at(amazon, rate)
    assert pyxirr.irr([-paid, *flows]) == pytest.approx(rate, rel=BILLIONTH)
    assert npf.irr([-paid, *flows]) == pytest.approx(rate, rel=BILLIONTH)


@pytest.mark.parametrize(
    ("name", "varied"),
    [("implied_revenue_growth", ("first_year_growth", "revenue_growth")),
     ("implied_target_margin", ("target_margin",)), ("implied_return", BOTH_COSTS)],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["", "_at_target"])
def test_what_the_price_implies_is_what_brentq_finds(
    amazon: Inquiry, name: str, varied: tuple[str, ...], suffix: str
) -> None:
    """Brent's method on the whole edition, computed again by the engine for every guess."""
    price = value(amazon, "share_price")
    if suffix:
        price = value(amazon, "target_market_cap") / value(amazon, "shares")

    def distance(guess: float) -> float:
        world = amazon.again(dict.fromkeys(varied, guess), "a test")
        return (world.figure("value_per_share").value or np.nan) - price

    found = optimize.brentq(distance, 0.05, 0.4, xtol=1e-15, rtol=1e-14)
    assert value(amazon, name + suffix) == pytest.approx(found, rel=BILLIONTH)


def value(inquiry: Inquiry, name: str) -> float:
    found = inquiry.value(name)
    assert found is not None, name
    return found


TERMS = st.fixed_dictionaries(
    {
        "trailing_net_sales": st.floats(100, 1000),
        "base_operating_income": st.floats(-100, 200),
        "first_year_growth": st.floats(-0.2, 0.5),
        "revenue_growth": st.floats(-0.1, 0.5),
        "terminal_growth": st.floats(0, 0.04),
        "target_margin": st.floats(0.05, 0.4),
        "margin_convergence_years": st.integers(0, 12),
        "cash_tax_rate": st.floats(0, 0.4),
        "terminal_tax_rate": st.floats(0, 0.4),
        "cost_of_capital": st.floats(0.05, 0.15),
        "terminal_cost_of_capital": st.floats(0.05, 0.15),
        "sales_to_capital": st.floats(0.5, 5),
        "later_sales_to_capital": st.floats(0.5, 5),
        "reinvestment_lag": st.integers(0, 3),
        "terminal_return_on_capital": st.floats(0.05, 0.4),
        "net_operating_loss": st.floats(0, 300),
        "failure_probability": st.floats(0, 1),
        "failure_proceeds": st.floats(0, 1),
    }
)


def spreadsheet(t: dict[str, Any]) -> float:
    """The same valuation as a spreadsheet lays it out: a column a year, one beyond for each lag."""
    years, fade = np.arange(1, 11), np.clip((np.arange(1, 11) - 5) / 5, 0, 1)
    growth = np.where(years == 1, t["first_year_growth"], t["revenue_growth"])
    growth = np.where(
        years > 5, (1 - fade) * t["revenue_growth"] + fade * t["terminal_growth"], growth
    )
    sales = t["trailing_net_sales"] * np.cumprod(1 + growth)
    start = t["base_operating_income"] / t["trailing_net_sales"]
    reached = np.minimum(years / max(t["margin_convergence_years"], 1e-9), 1)
    incomes = sales * (start + (t["target_margin"] - start) * reached)
    taxes = (1 - fade) * t["cash_tax_rate"] + fade * t["terminal_tax_rate"]
    # A year's taxed income: what cumulated profits exceed, of the losses and of what was taxed before.
    pool, taxed = t["net_operating_loss"], []
    for income in incomes:
        taxed.append(max(0.0, income - pool) if income > 0 else 0.0)
        pool = max(0.0, pool - income)
    longer = [t["trailing_net_sales"], *sales]
    longer += [sales[-1] * (1 + t["terminal_growth"]) ** more for more in (1, 2, 3)]
    rises = np.diff(longer)[t["reinvestment_lag"] :][:10]
    bought = np.where(years <= 5, t["sales_to_capital"], t["later_sales_to_capital"])
    costs = (1 - fade) * t["cost_of_capital"] + fade * t["terminal_cost_of_capital"]
    factors = 1 / np.cumprod(1 + costs)
    flows = incomes - taxes * np.array(taxed) - rises / bought
    last = incomes[-1] * (1 + t["terminal_growth"]) * (1 - t["terminal_tax_rate"])
    last *= 1 - t["terminal_growth"] / t["terminal_return_on_capital"]
    beyond = last / (t["terminal_cost_of_capital"] - t["terminal_growth"])
    whole = flows @ factors + beyond * factors[-1]
    proceeds = t["failure_proceeds"] * whole
    return float((1 - t["failure_probability"]) * whole + t["failure_probability"] * proceeds)


@given(TERMS)
@settings(max_examples=60, deadline=None)
def test_ten_years_laid_out_as_a_spreadsheet_give_the_same_value(terms: dict[str, Any]) -> None:
    if terms["terminal_cost_of_capital"] - terms["terminal_growth"] < 0.01:
        terms |= {"terminal_growth": terms["terminal_cost_of_capital"] - 0.02}
    found = resolve("operating_assets_value", terms, FORMULAS)
    scale = terms["trailing_net_sales"]
    assert found == pytest.approx(spreadsheet(terms), rel=BILLIONTH, abs=BILLIONTH * scale)


# Growth


@given(st.floats(1, 1e12), st.floats(1, 1e12), st.floats(0.25, 40))
def test_compound_growth_is_the_rate_of_an_investment(
    begin: float, end: float, years: float
) -> None:
    """RATE without payments, in closed form: ln(1 + rate) = ln(end / begin) / years."""
    expected = np.expm1(np.log(end / begin) / years)
    for found in (returns.compound_growth(begin, end, years), gap.required_cagr(end, begin, years)):
        assert 1 + found == pytest.approx(1 + expected, rel=BILLIONTH)


@given(st.floats(10, 1000), st.floats(0.2, 5), st.integers(1, 30))
def test_compound_growth_is_that_of_other_spreadsheets(
    begin: float, multiple: float, years: int
) -> None:
    found = returns.compound_growth(begin, begin * multiple, years)
    flows = [-begin, *[0.0] * (years - 1), begin * multiple]
    rate = pyxirr.irr(flows)
    assert rate is not None
    assert 1 + found == pytest.approx(1 + rate, rel=BILLIONTH)
    assert pyxirr.fv(found, years, 0, -begin) == pytest.approx(begin * multiple, rel=BILLIONTH)


@given(RATE, st.floats(-0.05, 0.25), st.floats(0.05, 0.5), st.integers(0, 40))
def test_a_warranted_multiple_is_a_net_present_value(
    cost: float, growth: float, earned: float, years: int
) -> None:
    paid = [(1 + growth) ** year * (1 - growth / earned) for year in range(years)]
    level = (1 + growth) ** years / cost / (1 + cost) ** years
    expected = npf.npv(cost, [0.0, *paid]) + level
    found = justified.warranted_forward_pe(cost, growth, earned, years)
    assert found == pytest.approx(expected, rel=BILLIONTH, abs=BILLIONTH)


# Means


MULTIPLES = st.lists(st.floats(0.5, 500), min_size=1, max_size=12)


@given(MULTIPLES, st.data())
def test_the_harmonic_mean_is_scipy_s(multiples: list[float], data: st.DataObject) -> None:
    assert peers.harmonic_mean(multiples) == pytest.approx(stats.hmean(multiples), rel=BILLIONTH)
    weight = st.floats(0.01, 10)
    weights = data.draw(st.lists(weight, min_size=len(multiples), max_size=len(multiples)))
    expected = stats.hmean(multiples, weights=weights)
    assert peers.harmonic_mean(multiples, weights) == pytest.approx(expected, rel=BILLIONTH)


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_logarithmic_mean_is_the_mean_along_the_path(first: float, last: float) -> None:
    """The integral of a^(1 - t) b^t from 0 to 1: what stands on a path of constant growth, on average."""
    expected, _ = integrate.quad(
        lambda part: on_logarithmic_path(first, last, part), 0, 1, epsabs=0, epsrel=1e-12
    )
    assert logarithmic_mean(first, last) == pytest.approx(expected, rel=BILLIONTH)
