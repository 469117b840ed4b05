"""What a price implies: put back into the model it gives the price, and what cannot be is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figure
    from tests.conftest import Desk

SOLVED = [
    ("implied_revenue_growth", ("first_year_growth", "revenue_growth")),
    ("implied_target_margin", ("target_margin",)),
    ("implied_return", ("cost_of_capital", "terminal_cost_of_capital")),
]
#: Growth that eats more capital than it earns: the value rises with growth at first, then falls.
COSTLY = {
    "sales_to_capital": 0.5,
    "later_sales_to_capital": 0.3,
    "target_margin": 0.2,
    "terminal_return_on_capital": 0.3,
}


def known(figure: Figure) -> float:
    assert figure.value is not None, figure.reason
    return figure.value


@pytest.mark.parametrize("company", ["amazon", "nordvind", "skarv"])
@pytest.mark.parametrize(("name", "varied"), SOLVED)
def test_what_the_price_implies_gives_the_price(
    desk: Callable[..., Desk], company: str, name: str, varied: tuple[str, ...]
) -> None:
    files = desk(company)
    told = files.read(company).now.figures
    asked = files.read(company, dict.fromkeys(varied, known(told[name]))).now.figures
    assert known(asked["value_per_share"]) == pytest.approx(known(told["share_price"]), rel=1e-9)


@pytest.mark.parametrize(("name", "varied"), SOLVED)
def test_what_the_target_implies_gives_the_target_on_todays_shares(
    desk: Callable[..., Desk], name: str, varied: tuple[str, ...]
) -> None:
    """200 billion on 410.6 million shares."""
    files = desk("nordvind")
    implied = known(files.read("nordvind").now.figures[f"{name}_at_target"])
    asked = files.read("nordvind", dict.fromkeys(varied, implied)).now.figures
    assert known(asked["value_per_share"]) == pytest.approx(200e9 / 410.6e6, rel=1e-9)


def test_the_target_asks_for_the_difference_on_top(desk: Callable[..., Desk]) -> None:
    told = desk("nordvind").read("nordvind").now.figures
    extra = known(told["implied_revenue_growth_at_target"]) - known(told["implied_revenue_growth"])
    assert known(told["extra_revenue_growth_for_target"]) == pytest.approx(extra)
    assert extra > 0


def test_a_price_that_no_growth_explains_is_told_in_words(desk: Callable[..., Desk]) -> None:
    found = desk("nordvind").read("nordvind", {"share_price": 1e6}).now.figures
    growth = found["implied_revenue_growth"]
    assert (growth.status, growth.value) == ("n.m.", None)
    words = growth.reason.replace("\N{NO-BREAK SPACE}", " ")
    assert words.startswith(
        "no growth of sales a year between −20.0% and 60.0% explains the price: the value there is SEK "
    )
    assert words.endswith(" a share")
    assert found["implied_revenue_year_ten"].reason == "no single growth is implied"


def test_a_price_with_two_explanations_has_none(desk: Callable[..., Desk]) -> None:
    """Little growth or very much of it make the same value: both are told, and each is right."""
    files = desk("skarv")
    told = files.read("skarv", {**COSTLY, "share_price": 70.0}).now.figures[
        "implied_revenue_growth"
    ]
    assert (told.status, told.value) == ("n.m.", None)
    assert told.reason == f"more than one answer: {told.printed.replace(' or ', ', ')}"
    low, high = (float(part.rstrip("%")) / 100 for part in told.printed.split(" or "))
    assert low < 0.3 < high
    for growth in (low, high):
        both = {"first_year_growth": growth, "revenue_growth": growth, "share_price": 70.0}
        asked = files.read("skarv", {**COSTLY, **both}).now.figures
        # The growth is printed to a tenth of a point, which is worth up to a few tenths of a crown.
        assert known(asked["value_per_share"]) == pytest.approx(70, abs=0.3)


def test_sales_of_year_ten_are_those_at_the_implied_growth(desk: Callable[..., Desk]) -> None:
    """The implied growth for five years, then evenly down to 3%."""
    told = desk("skarv").read("skarv").now.figures
    growth = known(told["implied_revenue_growth"])
    sales = known(told["trailing_net_sales"]) * (1 + growth) ** 5
    for year in range(1, 6):
        sales *= 1 + growth + (0.03 - growth) * year / 5
    assert known(told["implied_revenue_year_ten"]) == pytest.approx(sales)


def test_the_years_of_value_creation_lie_between_those_worth_less_and_more(
    desk: Callable[..., Desk],
) -> None:
    told = desk("skarv").read("skarv").now.figures
    values, price = told["value_by_forecast_period"].series, known(told["share_price"])
    assert values is not None
    years = known(told["implied_forecast_period"])
    before, after = values[int(years) - 1], values[int(years)]
    assert before < price < after
    assert years - int(years) == pytest.approx((price - before) / (after - before))


def test_more_years_than_ten_are_a_lower_bound(desk: Callable[..., Desk]) -> None:
    found = desk("nordvind").read("nordvind").now.figures["implied_forecast_period"]
    assert (found.value, found.bound, found.printed) == (10, "lower", "> 10 years")
    assert found.reason == "even 10 years are not worth the price"


def test_less_than_a_year_is_an_upper_bound(desk: Callable[..., Desk]) -> None:
    found = desk("nordvind").read("nordvind", {"share_price": 5.0}).now.figures
    period = found["implied_forecast_period"]
    assert (period.value, period.bound, period.printed[:3]) == (1, "upper", "< 1")
    assert period.reason == "the first year already is worth the price"


def test_a_cost_of_capital_a_point_higher_and_lower(desk: Callable[..., Desk]) -> None:
    """Nordvind gives one cost of capital of 8% for all years."""
    files = desk("nordvind")
    told = files.read("nordvind").now.figures
    for end, cost in (("low", 0.09), ("high", 0.07)):
        costs = {"cost_of_capital": cost, "terminal_cost_of_capital": cost}
        asked = files.read("nordvind", costs).now.figures
        assert known(told[f"cash_flow_market_cap_{end}"]) == pytest.approx(
            known(asked["cash_flow_market_cap"])
        )


def test_forecasts_that_are_half_given_name_what_they_lack(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace("nordvind/2025Q4/edition.yaml", "  target_margin: 14%\n", "")
    told = files.read("nordvind").now.figures
    assert told["implied_revenue_growth"].reason == "missing: target_margin"
    assert told["implied_target_margin"].known


def test_a_part_at_equity_level_is_no_stake_beside_the_whole_companys_cash_flows(
    desk: Callable[..., Desk],
) -> None:
    """The service company's sales are in the forecast: only 2.4 billion x 0.75 x 0.8 is added to it."""
    told = desk("nordvind").read("nordvind").now.figures
    assert known(told["equity_stakes_value"]) == pytest.approx(1.44e9)
    assert known(told["stakes_value"]) == pytest.approx(1.44e9 + 22 * (61 + 66 + 64 + 73) * 1e6)


def test_nothing_is_solved_on_what_is_only_a_bound(desk: Callable[..., Desk]) -> None:
    """Net debt above a number: the value stays a bound, and no growth is said to explain the price."""
    files = desk("amazon")
    edition = "amazon/2026Q2/edition.yaml"
    files.replace(edition, "  net_debt:\n", "  net_debt:\n    qualifier: more_than\n")
    told = files.read("amazon/2026Q2").now.figures
    assert told["value_per_share"].printed.startswith("< ")
    implied = told["implied_revenue_growth"]
    assert implied.printed == "n/a"
    assert implied.reason == "Net debt, as the house knows it is only a bound"
