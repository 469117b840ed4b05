"""Ten years of free cash flow, and what they make a share worth: published cases and invariants."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.evaluation import resolve
from reportgen.figures import Formula
from reportgen.formulas import cash_flow, equity_value, returns
from reportgen.problems import Position
from reportgen.resolution import Resolution

FORMULAS = {
    formula.name: formula
    for module in (cash_flow, equity_value)
    for formula in vars(module).values()
    if isinstance(formula, Formula)
}

#: DCF-02: Damodaran, Tesla in November 2021, millions of dollars (TeslaNov2021DIY.xlsx, listed
#: at https://pages.stern.nyu.edu/~adamodar/New_Home_Page/spreadsh.htm).
TESLA: dict[str, Any] = {
    "trailing_net_sales": 46848.0,
    "trailing_operating_income": 4586.0,
    "research_adjustment": 1064.4,
    "first_year_growth": 0.35,
    "revenue_growth": 0.35,
    "terminal_growth": 0.0156,
    "target_margin": 0.16,
    "margin_convergence_years": 5.0,
    "cash_tax_rate": 0.11989234157083435,
    "terminal_tax_rate": 0.25,
    "cost_of_capital": 0.06,
    "terminal_cost_of_capital": 0.0606,
    "sales_to_capital": 4.0,
    "later_sales_to_capital": 2.6666666666666665,
    "reinvestment_lag": 0.0,
    "terminal_return_on_capital": 0.15,
    "risk_free_rate": 0.0156,
    "net_operating_loss": 0.0,
    "failure_probability": 0.0,
    "failure_proceeds": 0.5,
    "net_debt": 10158.0 - 16095.0,
    "equity_stakes_value": 0.0,
    "shares": 1123.0,
    "option_counts": (101.62,),
    "option_strikes": (69.04,),
    "option_maturity": 5.8,
    "option_volatility": 0.3,
}
RATES = (
    "first_year_growth", "revenue_growth", "terminal_growth", "target_margin", "cash_tax_rate",
    "terminal_tax_rate", "cost_of_capital", "terminal_cost_of_capital", "sales_to_capital",
    "later_sales_to_capital", "terminal_return_on_capital", "risk_free_rate", "failure_probability",
    "option_volatility", "option_maturity", "margin_convergence_years",
)  # fmt: skip
MONEY = (
    "trailing_net_sales", "trailing_operating_income", "research_adjustment", "net_operating_loss",
    "net_debt", "equity_stakes_value",
)  # fmt: skip
#: Every sale earns 10% after tax and needs half of itself in capital a year before: new capital earns 20%.
PLAIN = TESLA | {
    "trailing_net_sales": 1000.0,
    "trailing_operating_income": 125.0,
    "research_adjustment": 0.0,
    "first_year_growth": 0.0,
    "target_margin": 0.125,
    "cash_tax_rate": 0.2,
    "terminal_tax_rate": 0.2,
    "terminal_growth": 0.03,
    "reinvestment_lag": 1.0,
    "sales_to_capital": 2.0,
    "later_sales_to_capital": 2.0,
    "terminal_return_on_capital": 0.2,
}


def shown(name: str, **changes: Any) -> Any:  # noqa: ANN401 - numbers, arrays, series
    return resolve(name, TESLA | changes, FORMULAS)


def earning(return_on_capital: float, cost: float, growth: float) -> float:
    """Value of operations when all new capital earns that return: 0.1 of sales after tax on it."""
    turnover = return_on_capital / 0.1
    given_ = PLAIN | {
        "revenue_growth": growth,
        "sales_to_capital": turnover,
        "later_sales_to_capital": turnover,
        "terminal_return_on_capital": return_on_capital,
        "cost_of_capital": cost,
        "terminal_cost_of_capital": cost,
    }
    return float(resolve("operating_assets_value", given_, FORMULAS))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("base_operating_income", 5650.4),
        ("forecast_revenue_year_ten", 414233.4),
        ("terminal_free_cash_flow", 45233.17),
        ("terminal_value", 1005181.6),
        ("present_value_of_terminal_value", 560336.0),
        ("present_value_of_free_cash_flows", 126353.9),
        ("operating_assets_value", 686689.9),
        ("equity_value", 692626.9),
        ("option_value", 51070.25),
        ("value_per_share", 571.2882),
    ],
)
def test_tesla_as_published(name: str, expected: float) -> None:
    assert shown(name) == pytest.approx(expected, rel=1e-6)


def test_the_rest_of_tesla_as_published() -> None:
    """Operating income and discount factor of year ten, an option of 101.62, and the price of 1,200."""
    assert shown("forecast_operating_incomes")[-1] == pytest.approx(66277.3, rel=1e-6)
    assert shown("forecast_discount_factors")[-1] == pytest.approx(0.5574476, rel=1e-6)
    assert shown("option_value") / 101.62 == pytest.approx(502.561, rel=1e-6)
    assert 1200 / shown("value_per_share") == pytest.approx(2.1005, abs=5e-5)


def test_a_series_moves_in_a_straight_line_after_year_five() -> None:
    """From 10% to 5% in five years: one point a year."""
    growth = cash_flow.forecast_growth(0.2, 0.1, 0.05)
    assert growth == pytest.approx((0.2, 0.1, 0.1, 0.1, 0.1, 0.09, 0.08, 0.07, 0.06, 0.05))
    assert growth[-1] == 0.05


def test_margins_reach_their_target_in_the_year_given_and_at_once_if_none_is() -> None:
    """From 2% to 10% in four years: two points a year."""
    margins = cash_flow.forecast_margins(0.02, 0.1, 4.0)
    assert margins == pytest.approx((0.04, 0.06, 0.08, *(0.1,) * 7))
    assert cash_flow.forecast_margins(0.02, 0.1, 0.0) == (0.1,) * 10


def test_losses_bear_no_tax_and_shelter_later_profits() -> None:
    """20 carried in and 100 lost: 50 is free, of 80 only 80 - 70 = 10 is taxed, then all of 100."""
    profits = cash_flow.forecast_profits((-100.0, 50.0, 80.0, 100.0), (0.25,) * 4, 20.0)
    assert profits == (-100.0, 50.0, 80 - 2.5, 75.0)


@pytest.mark.parametrize(
    ("lag", "first", "tenth"), [(0, 10, 10 * 1.1**9), (1, 11, 0), (3, 13.31, 0)]
)
def test_capital_is_spent_that_many_years_before_it_sells(
    lag: int, first: float, tenth: float
) -> None:
    """Sales of 100 rise by 10%, then not at all after year ten; each unit of capital sells 2."""
    sales = tuple(100 * 1.1**year for year in range(1, 11))
    spent = cash_flow.forecast_reinvestments(100.0, sales, 0.0, 2.0, 2.0, float(lag))
    assert (spent[0], spent[-1]) == pytest.approx((first / 2, tenth / 2))


def test_without_options_the_equity_is_the_shareholders() -> None:
    none = {"option_counts": (), "option_strikes": (), "option_volatility": 0.0}
    given_ = TESLA | none | {"option_maturity": 0.0}
    assert resolve("option_value", given_, FORMULAS) == 0
    whole = resolve("equity_value", given_, FORMULAS)
    assert resolve("value_per_share", given_, FORMULAS) == whole / 1123


def test_the_engine_prints_what_the_chain_computes() -> None:
    assert engine().figure("value_per_share").printed == "$571.29"
    assert engine().figure("terminal_share_of_value").printed == "82%"
    assert engine().figure("value_from_steady_state").value == pytest.approx(
        5650.4 * (1 - 0.11989234157083435) / 0.06
    )


@pytest.mark.parametrize("growth", [0.03, 0.06, 0.09])
def test_growth_at_the_cost_of_capital_is_worth_nothing_as_published(growth: float) -> None:
    """DCF-04, Koller, Goedhart and Wessels, Valuation, ch. 2, printed to the nearest 100: 1,100.

    100 / 0.09 = 1,111 for every growth; source url https://redlib.plushiemc.com/r/SecurityAnalysis/
    comments/bklcnd/1h_2019_security_analysis_questions_and/et74q1m/?context=3. Once by the engine's ten
    years, once by the book's fifteen.
    """
    assert earning(0.09, 0.09, growth) == pytest.approx(100 / 0.09)
    profits = [100 * (1 + growth) ** year for year in range(15)]
    factors = [1.09**-year for year in range(1, 16)]
    explicit = sum(p * (1 - growth / 0.09) * f for p, f in zip(profits, factors, strict=True))
    later = returns.value_driver_value(profits[-1] * (1 + growth), 0.03, 0.09, 0.09)
    assert explicit + later * factors[-1] == pytest.approx(1100, abs=50)
    assert explicit + later * factors[-1] == pytest.approx(100 / 0.09)


@given(
    st.floats(0.05, 0.3), st.floats(0.05, 0.15), st.floats(0, 0.4), st.floats(0.001, 0.2),
)  # fmt: skip
def test_growth_adds_value_only_where_new_capital_earns_more_than_it_costs(
    earned: float, cost: float, growth: float, more: float
) -> None:
    assume(abs(earned - cost) > 1e-4)
    faster = earning(earned, cost, growth + more)
    assert (faster > earning(earned, cost, growth)) == (earned > cost)


@given(st.floats(0.05, 0.15), st.floats(0, 0.5))
def test_growth_is_free_of_value_at_the_cost_of_capital(cost: float, growth: float) -> None:
    assert earning(cost, cost, growth) == pytest.approx(100 / cost, rel=1e-9)


@given(st.floats(1e-3, 1e6))
def test_the_unit_of_money_does_not_matter(unit: float) -> None:
    rescaled = {name: TESLA[name] * unit for name in MONEY}
    found = shown("value_per_share", **rescaled, option_strikes=(69.04 * unit,))
    assert found == pytest.approx(shown("value_per_share") * unit, rel=1e-9)


@pytest.mark.parametrize("varied", [*((name,) for name in RATES), RATES])
def test_an_array_gives_what_its_elements_give(varied: tuple[str, ...]) -> None:
    """Every figure of the chain, for each rate alone and for all of them together."""
    factors = np.array([0.9, 1.0, 1.1])
    arrays = {name: TESLA[name] * factors for name in varied}
    for name in FORMULAS:
        together = shown(name, **arrays)
        for row in range(3):
            alone = shown(name, **{key: float(column[row]) for key, column in arrays.items()})
            if isinstance(together, tuple):
                years = [float(np.broadcast_to(year, 3)[row]) for year in together]
                assert years == pytest.approx(list(alone), rel=1e-12)
            else:
                assert np.broadcast_to(together, 3)[row] == pytest.approx(alone, rel=1e-12)


def test_a_lag_may_differ_from_element_to_element() -> None:
    lags = np.array([0.0, 1.0, 2.0, 3.0])
    alone = [shown("value_per_share", reinvestment_lag=float(lag)) for lag in lags]
    assert shown("value_per_share", reinvestment_lag=lags) == pytest.approx(alone, rel=1e-12)


def engine(**changes: Any) -> Resolution:  # noqa: ANN401 - a number or a list of grants
    inputs = {
        name: Input(name, value, "rate", name, Position("here"))
        for name, value in (TESLA | changes).items()
    }
    return Resolution(inputs, FORMULAS, "USD", {})


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("terminal_cost_of_capital", 0.0156, "the cost of capital must be above terminal growth"),
        ("terminal_return_on_capital", 0.0156, "return on capital must be above terminal growth"),
        ("reinvestment_lag", 4.0, "the reinvestment lag must be 0, 1, 2 or 3 years"),
        ("reinvestment_lag", 0.5, "the reinvestment lag must be 0, 1, 2 or 3 years"),
        ("sales_to_capital", 0.0, "sales to capital must be above zero"),
        ("net_operating_loss", -1.0, "losses carried forward are given as a positive amount"),
        ("margin_convergence_years", -1.0, "cannot be negative"),
        ("cash_tax_rate", 1.0, "a tax rate must be at least zero and below 100%"),
        ("revenue_growth", -1.0, "sales cannot fall by 100% or more a year"),
        ("cost_of_capital", 0.0, "the cost of capital must be above zero"),
        ("failure_probability", 1.1, "a probability must lie between 0 and 100%"),
        ("failure_proceeds", -0.1, "the proceeds of failure must lie between 0 and 100%"),
        ("option_strikes", (0.0,), "strike prices must be above zero"),
        ("option_volatility", -0.1, "the options' maturity and volatility cannot be negative"),
        ("shares", 0.0, "the share count must be above zero"),
    ],
)
def test_a_contradiction_stops_the_build_and_is_named(name: str, value: float, reason: str) -> None:
    resolution = engine(**{name: value})
    figure = resolution.figure("value_per_share")
    assert not figure.known
    assert reason in figure.reason
    assert any(reason in str(problem) for problem in resolution.problems)
    assert np.isnan(shown("value_per_share", **{name: value}))


def test_without_sales_or_profit_there_is_nothing_to_grow_from() -> None:
    assert engine(trailing_net_sales=0.0).figure("value_per_share").status == "n.m."
    assert (
        engine(trailing_operating_income=-2000.0).figure("value_from_steady_state").status == "n.m."
    )
    assert engine(target_margin=-0.2).figure("terminal_share_of_value").status == "n.m."


def test_what_deserves_a_word_keeps_its_number() -> None:
    high = engine(terminal_growth=0.02)
    assert (
        high.figure("terminal_growth_spread").reason == "terminal growth above the risk-free rate"
    )
    assert high.figure("value_per_share").known
    assert engine().figure("terminal_growth_spread").reason == ""
    assert "nothing left" in engine(target_margin=-0.2).figure("terminal_value").reason
    indebted = engine(net_debt=1e6)
    assert "leave nothing for shareholders" in indebted.figure("equity_value").reason
    assert indebted.figure("option_value").value == 0
    assert indebted.figure("value_per_share").value == pytest.approx(
        (686689.9 - 1e6) / 1123, rel=1e-6
    )


@pytest.mark.parametrize(
    ("formula", "more"),
    [(cash_flow.forecast_operating_incomes, ()), (cash_flow.forecast_profits, (0.0,)),
     (cash_flow.forecast_free_cash_flows, ())],
)  # fmt: skip
def test_series_of_unequal_length_are_no_forecast(formula: Formula, more: tuple[float]) -> None:
    with pytest.raises(ValueError, match="shorter"):
        formula((1.0, 2.0), (0.5,), *more)
