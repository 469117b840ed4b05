"""Numbers that are printed beside each other agree; a doctored one is found, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportgen import formats, identities
from reportgen.briefing.pieces import Cell, Change, Row
from reportgen.briefing.read_back import WATERFALLS, said, waterfalls
from reportgen.identities.holding import Printed, foots, judge
from reportgen.identities.of_files import EVERYWHERE, declared
from reportgen.identities.reading import interval
from reportgen.model import inquire
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.identities.identity import Identity
    from reportgen.inquiry import Inquiry
    from reportgen.model import Story

EDITIONS = (
    "amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2",
    "nordvind/2025Q3", "nordvind/2025Q4", "skarv/2025Q4",
)  # fmt: skip

#: What is stated and printed on one invented page; each case below changes one number of it.
PAGE = {
    "share_price": "$250.00", "shares": "10.0B", "market_cap": "$2.50T", "target_market_cap": "$4T",
    "market_cap_gap": "$1.50T", "required_upside": "60%", "attained_share": "63%",
    "years_to_horizon": "2.00 years", "required_cagr": "26.5%", "share_count_growth": "0%",
    "horizon_shares": "10.0B", "implied_price": "$400.00", "cost_of_equity": "9%",
    "cost_of_equity_spread": "+17.5pp", "forward_earnings_per_share": "$10.00", "forward_pe": "25.0×",
    "trailing_diluted_eps": "$8.00", "trailing_pe": "31.3×", "base_earnings_per_share": "$10.00",
    "base_pe": "25.0×", "earnings_growth": "20%", "horizon_earnings_per_share": "$14.40",
    "required_pe": "27.8×", "rerating_ratio": "1.11×", "earnings_contribution": "+$1.16T",
    "multiple_contribution": "+$336B", "share_count_contribution": "$0",
    "earnings_share_of_gap": "78%", "multiple_share_of_gap": "22%", "share_count_share_of_gap": "0%",
    "trailing_operating_cash_flow": "$150B", "trailing_capex": "$140B",
    "trailing_free_cash_flow": "$10.0B", "segment_sales": "$40.0B", "segment_sales_year_ago": "$32.0B",
    "segment_growth": "25.0%", "segment_run_rate": "$160B", "segment_operating_income": "$14.0B",
    "segment_margin": "35.0%", "backlog": "$400B", "trailing_segment_sales": "$150B",
    "backlog_coverage": "2.67 years", "parts_enterprise_value": "$2.40T", "holding_discount": "10%",
    "net_debt": "−$20.0B", "stakes_value": "$15.0B", "parts_equity_value": "$2.20T",
    "operating_assets_value": "$2.30T", "equity_stakes_value": "$15.0B", "equity_value": "$2.34T",
    "probability_weighted_market_cap": "$2.75T", "probability_weighted_return": "+10.0%",
    "implied_revenue_growth": "17.3%", "implied_revenue_growth_at_target": "24.7%",
    "extra_revenue_growth_for_target": "+7.4pp", "best_scenario_market_cap": "$5.00T",
    "remaining_scenarios_market_cap": "$2.00T", "break_even_probability": "66.7%",
}  # fmt: skip
STATED = (
    "share_price", "shares", "target_market_cap", "share_count_growth", "cost_of_equity",
    "earnings_growth", "holding_discount", "net_debt",
)  # fmt: skip


def failing(printed: dict[str, str]) -> list[str]:
    """The names of the identities' left sides that do not hold on a page."""

    def find(name: str) -> Printed | None:
        return Printed(printed[name], trimmed=name in STATED) if name in printed else None

    return [failure.identity.name for failure in judge(EVERYWHERE, find).failures]


def test_the_invented_page_agrees_with_itself() -> None:
    assert failing(PAGE) == []


@pytest.mark.parametrize(
    ("name", "doctored", "found_in"),
    [
        ("market_cap", "$2.54T", "market_cap"),  # cap = price x shares
        ("market_cap_gap", "$1.52T", "market_cap_gap"),  # gap = target - cap
        ("required_upside", "62%", "required_upside"),  # target / cap - 1
        ("attained_share", "65%", "attained_share"),
        ("required_cagr", "27.0%", "target_market_cap"),  # compounding to the target
        ("implied_price", "$404.00", "implied_price"),  # target / shares
        ("cost_of_equity_spread", "+17.7pp", "cost_of_equity_spread"),
        ("forward_pe", "25.2×", "forward_pe"),  # price / earnings per share
        ("trailing_pe", "31.5×", "trailing_pe"),
        ("base_pe", "24.8×", "base_pe"),
        ("required_pe", "28.0×", "required_pe"),
        ("rerating_ratio", "1.13×", "rerating_ratio"),
        ("earnings_contribution", "+$1.18T", "market_cap_gap"),  # bars add up to their end
        ("multiple_share_of_gap", "25%", "earnings_share_of_gap"),  # percentages add up
        ("trailing_free_cash_flow", "$12.0B", "trailing_free_cash_flow"),
        ("segment_growth", "25.6%", "segment_growth"),  # now / year ago - 1
        ("segment_growth", "1.3%", "segment_growth"),  # a year ago / now, or a wrong unit
        ("segment_run_rate", "$161B", "segment_run_rate"),  # 4 x quarter
        ("segment_margin", "35.4%", "segment_margin"),  # income / sales
        ("backlog_coverage", "2.70 years", "backlog_coverage"),  # backlog / sales
        ("parts_equity_value", "$2.22T", "parts_equity_value"),  # EV - discount - net debt + stakes
        ("equity_value", "$2.32T", "equity_value"),
        ("probability_weighted_return", "+11.0%", "probability_weighted_return"),
        ("extra_revenue_growth_for_target", "+7.6pp", "extra_revenue_growth_for_target"),
        ("break_even_probability", "68.0%", "target_market_cap"),  # p x best + (1 - p) x others
        ("market_cap", "$2.50B", "market_cap"),  # a unit that is wrong
        ("market_cap", "−$2.50T", "market_cap"),  # a sign that is wrong
    ],
)
def test_a_doctored_number_is_found(name: str, doctored: str, found_in: str) -> None:
    assert found_in in failing(PAGE | {name: doctored})


@pytest.mark.parametrize(
    ("name", "other"),
    [("market_cap", "$2.51T"), ("required_upside", "60%†"), ("forward_pe", "25.0×†"),
     ("segment_growth", "25.1%"), ("earnings_share_of_gap", "77%"), ("market_cap", "n/a"),
     ("segment_growth", "> 20.0%"), ("forward_pe", "n.m.")],
)  # fmt: skip
def test_what_rounding_explains_and_what_is_no_number_is_not_found(name: str, other: str) -> None:
    assert failing(PAGE | {name: other}) == []


@given(
    price=st.integers(50, 500_000), shares=st.integers(100, 999), scale=st.sampled_from("MB"),
    steps=st.integers(-6, 6),
)  # fmt: skip
@settings(max_examples=500, deadline=None)
def test_a_product_is_found_wrong_exactly_where_no_rounding_explains_it(
    price: int, shares: int, scale: str, steps: int
) -> None:
    """The oracle multiplies the ends of both roundings itself, in fractions."""
    unit = 10 ** {"M": 6, "B": 9}[scale]
    cap = formats.money(price / 100 * shares * unit, "USD")
    digits = re.sub(r"[^\d.]", "", cap)
    step = Fraction(1, 10 ** len(digits.partition(".")[2]))
    moved = Fraction(digits) + steps * step
    assume(100 <= moved / step < 1000)
    text = f"${float(moved):.{len(digits.partition('.')[2])}f}{cap[-1]}"
    size = {"M": 10**6, "B": 10**9, "T": 10**12}[cap[-1]]
    half = Fraction(1, 2)
    low = (price - half) / 100 * (shares - half) * unit
    high = (price + half) / 100 * (shares + half) * unit
    explained = low <= (moved + step / 2) * size and (moved - step / 2) * size <= high
    page = {"share_price": f"${price / 100:,.2f}", "shares": f"{shares}{scale}", "market_cap": text}
    assert failing(page) == ([] if explained else ["market_cap"])


@pytest.fixture
def read(desk: Callable[..., Desk]) -> Callable[[str], Story]:
    files = desk(*COMPANIES)
    return files.read


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_shipped_or_invented_edition_gives_a_false_alarm(
    read: Callable[[str], Story], edition: str
) -> None:
    told = read(edition)
    verdict = identities.hold(told)
    assert verdict.failures == ()
    assert verdict.checked > 300
    # As if one page printed all of it, what changed since the edition before and a simulation included.
    everything = {name: figure.printed for name, figure in told.now.figures.figures.items()}
    assert identities.hold(told, everything).failures == ()


@pytest.mark.parametrize(
    ("name", "doctored"),
    [
        ("change.market_cap", "+99.9%"), ("change.required_upside", "+9.9pp"),
        ("change.forward_pe", "+9.90×"), ("previous.market_cap", "$1.11T"),
        ("simulated_variance_share.exit_multiple", "99%"),
    ],
)  # fmt: skip
def test_what_a_page_prints_of_changes_and_draws_is_held_to_it(
    story: Callable[[str], Story], name: str, doctored: str
) -> None:
    told = story("amazon/2026Q2")
    figures = told.now.figures
    printed = {n: figures[n].printed for n in (name, name.removeprefix("change."), "market_cap")}
    assert identities.problems(told, printed) == []
    assert identities.problems(told, printed | {name: doctored}) != []


def other_digits(text: str) -> str:
    """The text with another first digit: beyond what any rounding explains."""
    return re.sub(r"[1-9]", lambda digit: str((int(digit[0]) + 4) % 9 + 1), text, count=1)


def test_of_all_identities_of_an_edition_each_finds_another_number(
    story: Callable[[str], Story],
) -> None:
    """All but a few: a small difference of large numbers that are rounded says little."""
    told = story("amazon/2026Q2")
    figures = told.now.figures.figures

    def finds(each: Identity) -> bool | None:
        def find(name: str, left: str = "") -> Printed | None:
            if name not in figures:
                return None
            text = left if left and name == each.name else figures[name].printed
            return Printed(text, trimmed=figures[name].given is not None)

        if not judge([each], find).checked or interval(figures[each.name].printed) is None:
            return None
        doctored = other_digits(figures[each.name].printed)
        return bool(judge([each], lambda name: find(name, doctored)).failures)

    answers = [(each.name, finds(each)) for each in declared(told.now.assumptions)]
    asked = [name for name, found in answers if found is not None]
    blind = [name for name, found in answers if found is False]
    assert len(asked) > 150
    assert len(blind) < 0.04 * len(asked), blind


sizes = st.floats(7, 13).map(lambda power: 10.0**power)
rates = st.floats(-0.5, 0.9)


@st.composite
def models(draw: st.DrawFn) -> dict[str, float]:
    """A company from $10 million to $10 trillion, at any price, with or without earnings."""
    price = draw(st.floats(0.5, 5000))
    cap, sales = draw(sizes), draw(sizes)
    share = draw(st.floats(0.01, 0.99))
    earnings = price / draw(st.floats(-80, 80).filter(lambda pe: abs(pe) > 0.5))
    found = {
        "share_price": price, "shares_outstanding": cap / price,
        "target_market_cap": cap * draw(st.floats(0.3, 8)),
        "forward_earnings_per_share": earnings, "earnings_growth": draw(rates),
        "share_count_growth": draw(st.floats(-0.1, 0.1)), "cost_of_equity": draw(st.floats(0.03, 0.2)),
        "exit_multiple": draw(st.floats(1, 80)), "net_debt": cap * draw(st.floats(-1, 1)),
        "holding_discount": draw(st.floats(0, 0.5)), "net_sales": sales, "segment_sales": share * sales,
        "segment_operating_income": share * sales * draw(rates), "operating_income": sales * draw(rates),
        "capex": sales * draw(st.floats(0, 1)), "operating_cash_flow": sales * draw(rates),
        "backlog": sales * draw(st.floats(0, 9)), "diluted_eps": earnings * draw(st.floats(-1, 1)),
    }  # fmt: skip
    for name in ("outlook_segment_growth", "outlook_other_growth", "outlook_segment_margin",
                 "outlook_other_margin", "revenue_growth", "target_margin"):  # fmt: skip
        found[name] = draw(rates)
    return found


@pytest.fixture(scope="module")
def amazon(story: Callable[[str], Story]) -> Inquiry:
    return inquire(story("amazon/2026Q2").now.assumptions)


#: What takes a simulation or a solve to find has its own tests; a thousand of them take minutes.
SLOW = ("simulated", "implied_r", "implied_t", "implied_f", "extra_", "growth_over")


@given(inputs=models())
@settings(max_examples=200, deadline=None)
def test_no_model_whatever_its_inputs_gives_a_false_alarm(
    amazon: Inquiry, inputs: dict[str, float]
) -> None:
    world = amazon.again(inputs, "drawn")

    def find(name: str) -> Printed | None:
        if name.startswith(SLOW) or name not in everything:
            return None
        figure = world.figure(name)
        return Printed(figure.printed, figure.unit, figure.given is not None, name in inputs)

    everything = {*world.inputs, *world.formulas, *world.offers, *world.apart}
    verdict = judge(declared(amazon.assumptions), find)
    assert verdict.failures == ()
    assert verdict.checked > 20


def test_a_formatter_that_cuts_where_it_should_round_is_found(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")

    def find(name: str) -> Printed | None:
        figure = told.now.figures.figures.get(name)
        if figure is None:
            return None
        cut = figure.unit == "rate" and figure.formula is not None and figure.known
        text = f"{int(100 * (figure.value or 0))}%" if cut else figure.printed
        return Printed(text, figure.unit, figure.given is not None)

    failures = judge(declared(told.now.assumptions), find).failures
    assert {"required_upside", "attained_share"} & {each.identity.name for each in failures}
    assert len(failures) > 3


def test_a_failure_says_both_sides_the_identity_and_what_to_do(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    figures = dict(told.now.figures.figures)
    figures["market_cap"] = replace(figures["market_cap"], printed="$2.22T")
    doctored = replace(
        told, now=replace(told.now, figures=replace(told.now.figures, figures=figures))
    )
    first = next(str(each) for each in identities.problems(doctored) if each.key == "market_cap")
    assert (
        "market_cap: is not what is printed beside it: market cap = share price × shares" in first
    )
    assert "found $2.22T where share_price $" in first
    assert "make $" in first
    assert "correct the number that a file states" in first


def test_a_row_that_prints_another_number_than_its_figure_is_found(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    now = told.now.figures["required_upside"].printed
    assert identities.otherwise(told, "required_upside", now) is None
    assert identities.otherwise(told, "target_market_cap", "$4 trillion") is None
    problem = identities.otherwise(told, "required_upside", "99%")
    assert problem is not None
    assert f"is printed as another number, found 99% where the figure is {now}" in str(problem)


def test_what_a_page_says_is_read_from_its_texts() -> None:
    page = (
        '<p>It needs <a class="figure" href="#f-required_upside">60%</a> more.</p>',
        Row("Price", "$250.00", figures=("share_price",)),
        Cell("18× / 23×", figures=("low", "high")),
        Change("Cap", "$2T", "$3T", "+50.0%", ("cap", "previous.cap", "change.cap")),
    )
    assert list(said(page)) == [
        ("required_upside", "60%", True), ("share_price", "$250.00", False),
        ("cap", "$3T", False), ("previous.cap", "$2T", False), ("change.cap", "+50.0%", False),
    ]  # fmt: skip


def test_the_bars_of_each_waterfall_come_to_its_end(story: Callable[[str], Story]) -> None:
    drawn = list(waterfalls(story("amazon/2026Q2"), WATERFALLS))
    assert [name for name, _, _ in drawn] == ["rerating_waterfall", "parts_waterfall", "bridge"]
    for _, bars, end in drawn:
        assert foots([text for _, text in bars], end[1])
    for _, bars, end in drawn[:2]:
        assert not foots([text for _, text in bars[:-1]], end[1])
