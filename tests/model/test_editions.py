"""What an edition sees, what the company's files choose, and what a what-if changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.documents.data import figures_as_json
from reportgen.formulas import FORMULAS
from reportgen.model import Told, compute

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.assumptions.inputs import Input
    from reportgen.model import Story
    from tests.conftest import Desk

LATER_QUARTER = (
    "2026Q3,2026-09-30,2026-10-29,999999,99999,99999,9.99,9999,99999,99999,,99999,9999,999999,"
    "99999,99999,99999,,amazon-results-2026q2\n"
)
LATER_STATEMENT = (
    "2026Q3,2026-10-29,custom_chips_run_rate,90B,,,money,more_than,Graviton + Trainium + Nitro,,"
    "disclosed,amazon-call-2026q2,\n"
)
LATER = dt.date(2026, 10, 1)
LATER_CLOSE = "2026-10-30,AMZN,999.99,10786313572,2026-07-22,,closes-amzn\n"


@pytest.mark.parametrize("quarter", ["2025Q3", "2025Q4", "2026Q1", "2026Q2"])
def test_an_edition_sees_nothing_that_was_published_after_its_day(
    desk: Callable[..., Desk], quarter: str
) -> None:
    """Rows of October 2026 leave even the newest edition, of 21 August, as it was."""
    files = desk("amazon")
    before = figures_as_json(files.read(f"amazon/{quarter}"))
    files.append("amazon/history.csv", LATER_QUARTER)
    files.append("amazon/disclosures.csv", LATER_STATEMENT)
    files.append("amazon/market.csv", LATER_CLOSE)
    after = files.read(f"amazon/{quarter}")
    assert figures_as_json(after) == before
    assert "2026Q3" not in after.now.figures.quarterly
    assert max(close.date for close in after.now.assumptions.prices["AMZN"]) < LATER


@pytest.mark.parametrize(
    ("as_of", "newest", "run_rate"),
    [("2026-05-03", "2025Q4", 7_340e6), ("2026-05-04", "2026Q1", 7_992e6)],
)
def test_a_quarter_is_seen_from_the_day_on_which_it_was_published(
    desk: Callable[..., Desk], as_of: str, newest: str, run_rate: float
) -> None:
    """Published on 4 May: sales of 1,998 million, 1,835 in the quarter before; four times that."""
    files = desk("nordvind")
    files.replace("nordvind/2025Q4/edition.yaml", "as_of: 2026-02-18T", f"as_of: {as_of}T")
    figures = files.read("nordvind").now.figures
    assert list(figures.quarterly)[-1] == newest
    assert figures["segment_run_rate"].value == run_rate


def test_history_may_choose_diluted_shares(desk: Callable[..., Desk]) -> None:
    """410.6 million shares, 2.3 million stock units, no options: 412.9 million at 336.80."""
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", "share_basis: basic", "share_basis: diluted")
    assert files.read("nordvind").now.figures["market_cap"].reason == (
        "missing: option_counts, option_strikes"
    )
    files.replace("nordvind/2025Q4/edition.yaml", "capital:\n", "  options: []\n\ncapital:\n")
    figures = files.read("nordvind").now.figures
    assert figures["shares"].value == pytest.approx(412.9e6)
    assert figures["shares"].label == "Shares, diluted"
    assert figures["market_cap"].value == pytest.approx(336.80 * 412.9e6)
    assert figures["option_counts"].printed == "none"


def test_a_company_on_basic_shares_multiplies_those(desk: Callable[..., Desk]) -> None:
    figures = desk("nordvind").read("nordvind").now.figures
    assert figures["market_cap"].value == pytest.approx(336.80 * 410.6e6)
    assert figures["shares"].label == "Shares, basic"


def test_a_company_without_peers_and_chips_lacks_their_figures_and_no_others(
    desk: Callable[..., Desk],
) -> None:
    """Nordvind has no benchmark: what compares with one is n/a and says so; no chip figure is there."""
    figures = desk("nordvind").read("nordvind").now.figures
    assert figures["market_cap_multiple"].status == "n/a"
    assert figures["market_cap_multiple"].reason == "missing: benchmark.market_cap"
    assert "chip_margin_uplift" not in figures
    assert figures["required_upside"].known


def test_earnings_of_the_split_are_those_that_the_house_chooses(
    story: Callable[[str], Story], desk: Callable[..., Desk]
) -> None:
    """Amazon's split starts from the forward estimate, Nordvind's from four reported quarters."""
    forward = story("amazon/2026Q2").now.figures
    assert forward["base_earnings_per_share"].value == forward["forward_earnings_per_share"].value
    trailing = desk("nordvind").read("nordvind").now.figures
    assert trailing["base_earnings_per_share"].value == pytest.approx(1.05 + 1.20 + 1.23 + 1.64)


def test_two_fiscal_years_make_the_next_twelve_months_where_nobody_states_them(
    desk: Callable[..., Desk],
) -> None:
    """40% of the time lies in a year of 5.00, the rest in one of 6.00: 5.60; at 78.40 that is 14.0x."""
    files = desk("skarv")
    files.replace(
        "skarv/2025Q4/edition.yaml",
        "  forward_earnings_per_share: {value: 5.90, source: fjord-analysts, as_of: 2026-02-12}\n",
        "  this_fiscal_year_earnings: {value: 5.00, source: fjord-analysts, as_of: 2026-02-12}\n"
        "  next_fiscal_year_earnings: {value: 6.00, source: fjord-analysts, as_of: 2026-02-12}\n"
        "  share_of_this_year: {value: 40%, source: fjord-analysts}\n",
    )
    figures = files.read("skarv").now.figures
    assert figures["forward_earnings_per_share"].value == pytest.approx(5.60)
    assert figures["forward_pe"].printed == "14.0×"


def test_a_range_of_growth_reaches_every_figure_that_stands_on_it(
    desk: Callable[..., Desk],
) -> None:
    """12% to 16% a year: the more earnings grow, the smaller the multiple that is needed."""
    figures = desk("nordvind").read("nordvind").now.figures
    needed = figures["required_pe"]
    assert needed.value is not None
    assert needed.high is not None
    assert needed.value < needed.high
    shares, years = figures["horizon_shares"].value or 0, figures["years_to_horizon"].value or 0
    assert needed.value == pytest.approx(200e9 / (5.12 * 1.16**years * shares))
    assert needed.high == pytest.approx(200e9 / (5.12 * 1.12**years * shares))


# What-ifs


def test_a_what_if_moves_what_stands_on_it_and_nothing_else(desk: Callable[..., Desk]) -> None:
    """At 400 a share 410.6 million shares are worth 164.24 billion: 21.8% below 200 billion."""
    files = desk("nordvind")
    plain = files.read("nordvind").now.figures
    asked = files.read("nordvind", {"share_price": 400.0}).now.figures
    assert asked["required_upside"].value == pytest.approx(200 / 164.24 - 1)
    assert asked["segment_growth"] == plain["segment_growth"]


def test_the_past_stays_as_it_was_published(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    asked = files.read("nordvind", {"share_price": 400.0})
    assert asked.previous is not None
    assert asked.previous.figures["share_price"].value == 309.40
    assert asked.now.figures["change.share_price"].value == pytest.approx(400 / 309.40 - 1)


def test_a_what_if_of_a_peer_reaches_what_compares_with_it(desk: Callable[..., Desk]) -> None:
    """Nvidia at 100 a share with 24.221 billion shares is worth 2,422.1 billion."""
    files = desk("amazon")
    figures = files.read("amazon/2026Q2", {"nvidia.share_price": 100.0}).now.figures
    assert figures["nvidia.market_cap"].value == pytest.approx(2_422.1e9)
    assert figures["benchmark_market_cap"].value == pytest.approx(2_422.1e9)
    assert figures["market_cap_multiple"].value == pytest.approx(2_789_664_279_126 / 2_422.1e9)
    assert figures["nvidia.forward_pe"].value == pytest.approx(100 / 13.03)
    assert figures["microsoft.market_cap"].value == pytest.approx(483.24 * 7_425_545_491)


def test_a_peer_s_own_figure_may_be_set_as_well(desk: Callable[..., Desk]) -> None:
    figures = desk("amazon").read("amazon/2026Q2", {"nvidia.market_cap": 4e12}).now.figures
    assert figures["benchmark_market_cap"].value == 4e12


def test_a_peer_tells_its_missing_numbers_by_its_own_name(story: Callable[[str], Story]) -> None:
    figures = story("amazon/2026Q2").now.figures
    assert figures["alphabet.market_cap"].reason == "missing: alphabet.shares_outstanding"
    assert figures["nvidia.market_cap"].label == "Nvidia: market capitalization"


@pytest.mark.parametrize("company", ["amazon", "nordvind"])
def test_whatever_is_asked_gets_an_answer(desk: Callable[..., Desk], company: str) -> None:
    """Every figure and input set to numbers nobody expects: figures with a status, never a crash."""
    assumptions = desk(company).read(company).now.assumptions
    plain = compute(assumptions).figures
    asked = {*FORMULAS, *(name for formula in FORMULAS.values() for name in formula.parameters)}
    for place, name in enumerate(sorted(asked & set(plain))):
        values = (0.0, -2.0, 1e18) if plain[name].unit != "date" else (1.0, 3e6)
        # The second company asks each name once, with one number after the other, for the sake of time.
        for value in values if company == "amazon" else values[place % len(values) :][:1]:
            figures = compute(assumptions, {name: value}).figures
            assert all(figures[each].printed for each in FORMULAS if each in figures), name


# Units of money


def ten_times_the_money(inputs: Mapping[str, Input]) -> dict[str, Input]:
    """The same company told in a currency worth a tenth."""
    return {
        name: replace(given, value=given.value * 10, high=given.high and given.high * 10)
        if given.unit in ("money", "money_per_share") and isinstance(given.value, float)
        else given
        for name, given in inputs.items()
    }


@pytest.mark.parametrize("edition", ["amazon/2025Q4", "amazon/2026Q2"])
def test_another_currency_leaves_every_ratio_alone(
    story: Callable[[str], Story], edition: str
) -> None:
    assumptions = story(edition).now.assumptions
    elsewhere = replace(
        assumptions,
        inputs=ten_times_the_money(assumptions.inputs),
        peers={key: ten_times_the_money(peer) for key, peer in assumptions.peers.items()},
    )
    here, there = compute(assumptions).figures, compute(elsewhere).figures
    compared = 0
    for name, figure in here.items():
        factor = 10 if figure.unit in ("money", "money_per_share") else 1
        assert there[name].status == figure.status, name
        if figure.known and figure.value is not None and figure.series is None:
            assert there[name].value == pytest.approx(factor * figure.value, rel=1e-9), name
            compared += factor == 1
    assert compared > 50


# Stories


def test_a_story_holds_every_edition_before_its_own(story: Callable[[str], Story]) -> None:
    told = story("amazon/2026Q1")
    assert [edition.quarter for edition in told.all] == ["2025Q3", "2025Q4", "2026Q1"]
    assert told.previous is not None
    assert told.previous.quarter == "2025Q4"
    assert story("amazon/2025Q3").previous is None


def test_without_an_edition_to_compare_with_nothing_has_changed(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2025Q3")
    assert isinstance(told.now, Told)
    assert [name for name in told.now.figures.figures if name.startswith("change.")] == []
