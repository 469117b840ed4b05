"""Titles of charts are true whichever way figures turn out: ahead or behind, up or down, reached or not."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen import exhibits
from reportgen.exhibits import EXHIBITS
from reportgen.exhibits.titles import Words, is_reached, sentence, sign
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model import Story

EDITION = "amazon/2026Q2"


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Copies of the shipped files that nobody here changes."""
    desk = Desk(tmp_path_factory.mktemp("titles"))
    shutil.copytree(COMPANIES["amazon"], desk.root / "assumptions" / "amazon")
    return desk


def title(name: str, story: Story) -> str:
    by_name = {module.NAME: module for module in EXHIBITS}
    return str(by_name[name].title(story))


#: Exhibit, what is set as `figures --set` does, and the title that is then true.
CASES = [
    ("market_caps", {"market_cap": 2e12, "target_market_cap": 4e12},
     "Amazon needs 100% to reach $4.00T"),
    ("market_caps", {"market_cap": 5e12, "target_market_cap": 4e12},
     "Amazon stands at $5.00T: the target of $4.00T is reached"),
    ("market_caps", {"market_cap": 4e12, "target_market_cap": 4e12},
     "Amazon stands at $4.00T: the target of $4.00T is reached"),
    ("required_upside", {"market_cap": 2e12, "target_market_cap": 4e12, "on_path_market_cap": 2.5e12},
     "100% is still required: behind the path, which would leave 60%"),
    ("required_upside", {"market_cap": 2.5e12, "target_market_cap": 4e12, "on_path_market_cap": 2e12},
     "60% is still required: ahead of the path, which would leave 100%"),
    ("required_upside", {"market_cap": 2e12, "target_market_cap": 4e12, "on_path_market_cap": 2e12},
     "100% is still required: just as on the path"),
    ("required_upside", {"market_cap": 4.5e12, "target_market_cap": 4e12}, "The target is reached"),
    ("segment_sales", {"segment_growth": 0.2}, "AWS sales grew 20.0% on the year"),
    ("segment_sales", {"segment_growth": -0.05}, "AWS sales fell 5.0% on the year"),
    ("segment_sales", {"segment_growth": 0.0}, "AWS sales stand where they stood a year before"),
    ("segment_sales", {"segment_growth": -0.0004}, "AWS sales stand where they stood a year before"),
    ("cloud_growth", {"segment_growth": 0.3, "growth_gap_to_fastest_rival": 0.05},
     "AWS grows 30.0%, 5.0pp more than its fastest rival"),
    ("cloud_growth", {"segment_growth": 0.3, "growth_gap_to_fastest_rival": -0.05},
     "AWS grows 30.0%, 5.0pp less than its fastest rival"),
    ("cloud_growth", {"segment_growth": 0.3, "growth_gap_to_fastest_rival": 0.0},
     "AWS grows 30.0%, as its fastest rival does"),
    ("cloud_growth", {"segment_growth": -0.1, "growth_gap_to_fastest_rival": -0.4},
     "AWS shrinks 10.0%, 40.0pp less than its fastest rival"),
    ("rerating_waterfall", {"earnings_share_of_gap": 0.6, "multiple_share_of_gap": 0.4},
     "Earnings would carry 60.0% of the gap, the multiple 40.0%"),
    ("rerating_waterfall", {"earnings_share_of_gap": 1.2, "multiple_share_of_gap": -0.2},
     "Earnings would carry 120.0% of the gap; a lower multiple takes back 20.0%"),
    ("rerating_waterfall", {"earnings_share_of_gap": -0.2, "multiple_share_of_gap": 1.2},
     "Falling earnings would widen the gap by 20.0%; the multiple carries 120.0%"),
    ("rerating_waterfall", {"earnings_share_of_gap": 0.0, "multiple_share_of_gap": 1.0},
     "Of the gap, earnings carry 0.0%, the multiple 100.0%"),
    ("rerating_waterfall", {"market_cap": 5e12, "target_market_cap": 4e12},
     "The target is reached: there is no gap to split"),
    ("capex_efficiency", {"capex_per_new_sales": 5.3}, "Each unit of new AWS sales took 5.3× of capex"),
    ("capex_efficiency",
     {"trailing_segment_sales": 1e11, "trailing_segment_sales_year_ago": 1.1e11, "trailing_capex": 1.5e11},
     "Capex of four quarters came to $150B, and AWS sales did not grow"),
    ("backlog", {"backlog_coverage": 2.5}, "The backlog covers 2.50 years of AWS sales"),
    ("custom_chips", {"chip_share_of_segment": 0.2}, "Own chips bring in 20.0% of AWS run rate"),
    ("parts_waterfall", {"parts_equity_value": 2e12, "market_cap": 2.5e12},
     "The parts are worth $2.00T to shareholders, the market pays $2.50T"),
    ("price_implied", {"implied_revenue_growth": 0.1, "implied_revenue_growth_at_target": 0.2},
     "At the house's margin the price implies sales growth of 10.0% a year, the target 20.0%"),
    ("price_implied", {"implied_revenue_growth": -0.03, "implied_revenue_growth_at_target": 0.01},
     "At the house's margin the price implies sales growth of −3.0% a year, the target 1.0%"),
    ("iso_cap_map", {"required_earnings_per_share": 12.0, "required_pe": 35.0},
     "The target asks $12.00 a share at today's multiple, or 35.0× on assumed earnings"),
    ("scenario_fan", {"probability_weighted_market_cap": 3e12, "target_market_cap": 4e12},
     "Weighted by their odds the scenarios come to $3.00T, short of $4.00T"),
    ("scenario_fan", {"probability_weighted_market_cap": 4.5e12, "target_market_cap": 4e12},
     "Weighted by their odds the scenarios come to $4.50T, enough for $4.00T"),
    ("simulation_histogram", {"simulated_target_probability": 0.25},
     "On the house's distributions the target is reached in 25.0% of draws"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "wanted"), CASES)
def test_a_title_says_what_is_so(
    amazon: Desk, name: str, given: dict[str, float], wanted: str
) -> None:
    assert title(name, amazon.read(EDITION, given)) == wanted


def test_every_exhibit_has_a_case_or_a_test_below() -> None:
    """The bridge has its own tests: what is set by hand is no edit."""
    below = {"football_field", "tornado", "track_record", "bridge"}
    assert {case[0] for case in CASES} | below == {module.NAME for module in EXHIBITS}


# Titles that count


ENDS = (
    "parts_equity_value_high", "cash_flow_market_cap_high", "market_cap_at_highest_peer_pe",
    "best_scenario_market_cap", "simulated_p95",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reaching", "wanted"),
    [
        (0, "No method reaches $4.00T at its high end"),
        (1, "1 of 5 methods reaches $4.00T at the high end"),
        (3, "3 of 5 methods reach $4.00T at the high end"),
        (5, "Every method reaches $4.00T at its high end"),
    ],
)
def test_methods_that_reach_the_target_are_counted(
    amazon: Desk, reaching: int, wanted: str
) -> None:
    """4 trillion are enough, a dollar less is not."""
    highs = {name: 4e12 if place < reaching else 4e12 - 1 for place, name in enumerate(ENDS)}
    told = amazon.read(EDITION, {"target_market_cap": 4e12, **highs})
    assert title("football_field", told) == wanted


def test_the_tornado_names_the_input_of_its_widest_bar(amazon: Desk) -> None:
    told = amazon.read(EDITION)
    widest = exhibits.tornado.select(told).rows[0]
    assert title("tornado", told) == f"{widest.name} moves the result most"
    spans = [
        abs(swing.high_result.value - swing.low_result.value)
        for swing in exhibits.tornado.select(told).rows
    ]
    assert spans[0] == max(spans)


@pytest.mark.parametrize(
    ("cap", "wanted"),
    [
        (1e9, "No earlier range holds today's market cap of $1.00B"),
        (None, "All 3 earlier ranges hold today's market cap of $2.79T"),
    ],
)
def test_earlier_ranges_that_hold_are_counted(amazon: Desk, cap: float | None, wanted: str) -> None:
    told = amazon.read(EDITION, {} if cap is None else {"market_cap": cap})
    assert title("track_record", told) == wanted


def test_some_ranges_and_the_only_one_are_told_as_such(amazon: Desk) -> None:
    assert title("track_record", amazon.read("amazon/2026Q1")) == (
        "1 of 2 earlier ranges holds today's market cap of $2.85T"
    )
    one = {cap: amazon.read("amazon/2025Q4", {"market_cap": cap}) for cap in (2.3e12, 1e9)}
    assert [title("track_record", told) for told in one.values()] == [
        "The one earlier range holds today's market cap of $2.30T",
        "The one earlier range does not hold today's market cap of $1.00B",
    ]


# Titles of what is not known


def untrue(told: Story) -> dict[str, str]:
    """Titles that are empty or name what is not known."""
    words = {module.NAME: module.title(told) for module in EXHIBITS}
    unknown = re.compile(r"n/a|n\.m\.|n/c|not set|[{}]|\bNone\b|\bnan")
    return {name: said for name, said in words.items() if not said or unknown.search(said)}


@pytest.mark.parametrize("edition", ["nordvind/2025Q3", "nordvind/2025Q4", "skarv/2025Q4"])
def test_no_title_names_a_figure_that_is_not_known(desk: Callable[..., Desk], edition: str) -> None:
    assert untrue(desk(edition.partition("/")[0]).read(edition)) == {}


@pytest.mark.parametrize("value", [0.0, -1.0])
@pytest.mark.parametrize(
    "name",
    [
        "market_cap", "segment_sales", "trailing_segment_sales", "backlog", "parts_equity_value",
        "base_earnings_per_share", "probability_weighted_market_cap", "segment_sales_year_ago",
        "exit_multiple", "target_market_cap",
    ],
)  # fmt: skip
def test_no_number_makes_a_title_fail(amazon: Desk, name: str, value: float) -> None:
    """An input set to nought and below it: there is always something true to say."""
    assert untrue(amazon.read(EDITION, {name: value})) == {}


# Sentences


def test_the_first_sentence_that_can_be_told_is_told(amazon: Desk) -> None:
    told = amazon.read("amazon/2025Q3")
    first, second = "{company} has {chip_share_of_segment}", "{segment} at {segment_growth.bare}"
    assert sentence(told, first, second, "Nothing") == "AWS at 20.2%"
    assert sentence(told, first, "{nothing_like_it}") == ""
    assert sentence(told, first, "Nothing of {segment}") == "Nothing of AWS"


@pytest.mark.parametrize(
    ("printed", "bare"),
    [("−5.0%", "5.0%"), ("+5.0%", "5.0%"), ("> −5.0%", "> 5.0%"), ("$4 trillion", "$4 trillion")],
)
def test_a_figure_without_its_sign_keeps_all_else(printed: str, bare: str) -> None:
    assert Words(printed).bare == bare


def test_a_sign_is_that_of_what_is_printed(amazon: Desk) -> None:
    signs = {
        growth: sign(amazon.read(EDITION, {"segment_growth": growth}), "segment_growth")
        for growth in (0.1, 0.0004, -0.0004, -0.1)
    }
    assert signs == {0.1: 1, 0.0004: 0, -0.0004: 0, -0.1: -1}
    assert sign(amazon.read("amazon/2025Q3"), "chip_share_of_segment") is None
    assert sign(amazon.read("amazon/2025Q3"), "no_such_figure") is None


def test_the_target_is_reached_from_its_own_value_on(amazon: Desk) -> None:
    caps = {4e12 - 1: False, 4e12: True, 4e12 + 1: True}
    given = {"target_market_cap": 4e12}
    for cap, reached in caps.items():
        assert is_reached(amazon.read(EDITION, {**given, "market_cap": cap})) is reached
