"""Justified multiples against published ones, and what stops them where they have no meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.figures import Figure, Formula
from reportgen.formulas import justified
from reportgen.problems import Position, Problem
from reportgen.resolution import Resolution

RATE = st.floats(0.01, 0.5)
GROWTH = st.floats(-0.3, 0.5)
YEARS = st.integers(0, 40)


def resolved(formula: Formula, **values: float) -> tuple[Figure, list[Problem]]:
    """The figure as the engine makes it of stated numbers, and the contradictions it met."""
    here = Position("here")
    inputs = {name: Input(name, value, "count", name, here) for name, value in values.items()}
    resolution = Resolution(inputs, {formula.name: formula}, "USD", {})
    return resolution.figure(formula.name), resolution.problems


def test_justified_multiples_of_a_utility() -> None:
    """RERATE-06, http://analystnotes.com/cfa_question.php?p=OL11WRUIT: pays out half, grows at 5%."""
    assert justified.justified_forward_pe(0.5, 0.09, 0.05) == pytest.approx(12.5, abs=1e-9)
    assert justified.justified_trailing_pe(0.5, 0.09, 0.05) == pytest.approx(13.125, abs=1e-9)


@pytest.mark.parametrize(
    ("return_on_new_capital", "published"),
    [
        (0.24, 16.1),  # RERATE-08a, https://pembridgecap.com/?p=361
        # RERATE-08c, https://moneyney.com/threads/what-does-a-price-earnings-multiple-mean-
        # by-michael-j-mauboussin.3555
        (0.04, 7.1),
    ],
)
def test_warranted_multiples_of_mauboussin_and_callahan(
    return_on_new_capital: float, published: float
) -> None:
    """Exhibit 5: growth of 4% for 15 years at a cost of capital of 8%."""
    found = justified.warranted_forward_pe(0.08, 0.04, return_on_new_capital, 15)
    assert found == pytest.approx(published, abs=0.05)


@given(RATE, GROWTH, RATE, YEARS)
def test_the_warranted_multiple_is_the_sum_of_its_years(
    cost: float, growth: float, earned: float, years: int
) -> None:
    """First earnings of one; each year's growth costs g / R of them; then level earnings for ever."""
    explicit = sum(
        (1 + growth) ** (year - 1) * (1 - growth / earned) / (1 + cost) ** year
        for year in range(1, years + 1)
    )
    level = (1 + growth) ** years / (cost * (1 + cost) ** years)
    found = justified.warranted_forward_pe(cost, growth, earned, float(years))
    size = abs(explicit) + level
    assert found == pytest.approx(explicit + level, rel=1e-9, abs=1e-9 * size)


@given(RATE, RATE, st.integers(1, 40))
def test_growth_at_the_cost_of_equity_is_no_gap_in_the_formula(
    cost: float, earned: float, years: int
) -> None:
    """With g = r every year is worth the same: N (1 - g/R) / (1 + r) + 1 / r."""
    expected = years * (1 - cost / earned) / (1 + cost) + 1 / cost
    size = years * cost / earned + 1 / cost
    for nearly in (cost, cost * (1 + 1e-13), cost * (1 + 1e-9)):
        found = justified.warranted_forward_pe(cost, nearly, earned, years)
        assert found == pytest.approx(expected, abs=1e-6 * size)


@given(RATE, GROWTH, st.floats(0, 40))
def test_growth_that_earns_its_cost_and_no_more_adds_nothing(
    cost: float, growth: float, years: float
) -> None:
    found = justified.warranted_forward_pe(cost, growth, cost, years)
    steady = justified.steady_state_price(1.0, cost)
    # Growth at a multiple of the cost is a large outlay against a large value: both are exact.
    size = steady * ((1 + growth) / (1 + cost)) ** years
    assert found == pytest.approx(steady, rel=1e-9, abs=1e-9 * size)


def test_price_of_level_earnings_and_what_is_left_for_growth() -> None:
    """Earnings of 8 at 10% are worth 80; at a price of 200 the other 120 are 60% of it."""
    assert justified.steady_state_price(8.0, 0.1) == pytest.approx(80)
    assert justified.growth_share_of_price(80.0, 200.0) == pytest.approx(0.6)
    assert justified.growth_share_of_price(80.0, 64.0) == pytest.approx(-0.25)


@pytest.mark.parametrize(
    "formula", [justified.justified_forward_pe, justified.justified_trailing_pe]
)
@pytest.mark.parametrize("growth", [0.09, 0.12])
def test_growth_at_or_above_the_required_return_stops_the_build(
    formula: Formula, growth: float
) -> None:
    found, problems = resolved(
        formula, payout_ratio=0.5, cost_of_equity=0.09, perpetual_growth=growth
    )
    assert not found.known
    assert [problem.what for problem in problems] == ["growth >= required return"]


def test_without_a_payout_there_is_no_justified_multiple_to_print() -> None:
    found, problems = resolved(
        justified.justified_forward_pe, payout_ratio=0, cost_of_equity=0.09, perpetual_growth=0.03
    )
    assert (found.status, found.reason) == ("n.m.", "nothing is paid out that could be valued")
    assert not problems


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"return_on_new_capital": 0.0}, "the return on new capital must be above zero"),
        ({"cost_of_equity": 0.0}, "the cost of equity must be above zero"),
        ({"excess_growth": -1.0}, "earnings cannot shrink by 100% a year or more"),
        ({"excess_years": -1.0}, "the years of excess growth must lie between 0 and 100"),
        ({"excess_years": 101.0}, "the years of excess growth must lie between 0 and 100"),
    ],
)
def test_contradictions_in_a_warranted_multiple_stop_the_build(
    changed: dict[str, float], reason: str
) -> None:
    sound = {
        "cost_of_equity": 0.08,
        "excess_growth": 0.04,
        "return_on_new_capital": 0.24,
        "excess_years": 15.0,
    }
    found, problems = resolved(justified.warranted_forward_pe, **sound)
    assert found.status == "ok"
    assert not problems
    found, problems = resolved(justified.warranted_forward_pe, **(sound | changed))
    assert not found.known
    assert [problem.what for problem in problems] == [reason]


def test_growth_that_outsiders_pay_for_is_valid_until_it_costs_everything() -> None:
    """r = 10%, g = 20%, one year. R = 15%: (1 - 4/3) / 1.1 + 1.2 / 0.11 = 10.61, noted.

    R = 1.5%: (1 - 13.33) / 1.1 + 10.91 = -0.30, n.m.
    """
    given_values = {"cost_of_equity": 0.1, "excess_growth": 0.2, "excess_years": 1.0}
    noted, _ = resolved(justified.warranted_forward_pe, return_on_new_capital=0.15, **given_values)
    assert noted.value == pytest.approx(-1 / 3 / 1.1 + 1.2 / 0.11)
    assert noted.status == "ok"
    assert "outsiders" in noted.reason
    hidden, _ = resolved(
        justified.warranted_forward_pe, return_on_new_capital=0.015, **given_values
    )
    assert hidden.status == "n.m."


def test_a_loss_has_no_price_of_level_earnings() -> None:
    found, problems = resolved(
        justified.steady_state_price, forward_earnings_per_share=-1, cost_of_equity=0.09
    )
    assert (found.status, found.reason) == ("n.m.", "earnings are not positive")
    assert not problems


def test_grinold_kroner_return_of_the_curriculum() -> None:
    """RERATE-01: income 2.1% and 1%, growth 2.3% and 2.6%, P/E from 15.6 to 15.0 in ten years.

    https://traloihay.net/cau-hoi/XDqegypD-section-3-1-2-1-the-grinold-kroner-model-formula
    """
    repricing = justified.repricing_rate(15.6, 15.0, 10)
    assert repricing == pytest.approx(-0.004, abs=0.0006)
    found = justified.grinold_kroner_return(0.021, -0.01, 0.023, 0.026, repricing)
    assert found == pytest.approx(0.076, abs=0.0006)


def test_return_at_a_higher_multiple_in_two_years() -> None:
    """Growth of 10% and a multiple from 20 to 24.2, which is 10% a year too: 1.1 x 1.1 - 1 = 21%."""
    assert justified.expected_return_at_exit_multiple(0.1, 24.2, 20, 2) == pytest.approx(0.21)


@given(GROWTH, st.floats(5, 100), st.floats(5, 100), st.floats(0.5, 10))
def test_the_return_carries_the_price_to_the_exit_multiple_on_grown_earnings(
    growth: float, exit_multiple: float, base_pe: float, years: float
) -> None:
    rate = justified.expected_return_at_exit_multiple(growth, exit_multiple, base_pe, years)
    bought = base_pe * (1 + rate) ** years
    assert bought == pytest.approx(exit_multiple * (1 + growth) ** years)


@pytest.mark.parametrize(
    ("years", "base_pe", "reason"),
    [
        (0.0, 20.0, "horizon passed"),
        (0.05, 20.0, "less than a month to the horizon: a rate a year would mislead"),
        (1.5, -20.0, "earnings are not positive"),
    ],
)
def test_a_return_that_would_mislead_is_not_printed(
    years: float, base_pe: float, reason: str
) -> None:
    found, problems = resolved(
        justified.expected_return_at_exit_multiple,
        earnings_growth=0.1, exit_multiple=25, base_pe=base_pe, years_to_horizon=years,
    )  # fmt: skip
    assert (found.status, found.reason) == ("n.m.", reason)
    assert not problems


def test_an_exit_multiple_of_nothing_stops_the_build() -> None:
    _, problems = resolved(
        justified.expected_return_at_exit_multiple,
        earnings_growth=0.1, exit_multiple=0, base_pe=20, years_to_horizon=1.5,
    )  # fmt: skip
    assert [problem.what for problem in problems] == ["a multiple must be above zero"]
