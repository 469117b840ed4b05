"""Figures of the shipped Amazon editions, worked out by hand from the rows of its files.

Money is in millions of dollars where no unit is named. The rows that are used, of history.csv:

    quarter   net sales  op. income  capex   op. cash  AWS sales  AWS income  AWS backlog
    2024Q2      147,977     14,672  16,393     25,281     26,281       9,334
    2024Q3      158,877     17,411  21,278     25,971     27,452      10,447
    2024Q4      187,792     21,203  26,052     45,636     28,786      10,632
    2025Q1      155,667     18,405  24,255     17,015     29,267      11,547
    2025Q2      167,702     19,171  31,368     32,515     30,873      10,160
    2025Q3      180,169     17,422  34,228     35,525     33,006      11,434      200,000
    2025Q4      213,386     24,977  38,469     54,459     35,579      12,465      244,000
    2026Q1      181,519     23,852  43,234     26,032     37,587      14,161      364,000
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figure
    from reportgen.model import Story

EDITIONS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")


def amazon(story: Callable[[str], Story], quarter: str, name: str) -> Figure:
    return story(f"amazon/{quarter}").now.figures[name]


@pytest.mark.parametrize(
    ("quarter", "name", "value", "printed"),
    [
        # 214.33 x 10,734,920,870 = 2,300,815,590,067; 4,000 / 2,300.816 = 1.7385
        ("2025Q4", "market_cap", 2.300815590067e12, "$2.30T"),
        ("2025Q4", "required_upside", 0.7385, "74%"),
        # 4,000 - 2,300.816
        ("2025Q4", "market_cap_gap", 1.699184e12, "$1.70T"),
        # 35,579 / 28,786; a quarter earlier 33,006 / 27,452 = 1.2023
        ("2025Q4", "segment_growth", 0.2360, "23.6%"),
        ("2025Q4", "segment_acceleration", 0.2360 - 0.2023, "+3.4pp"),
        # 4 x 35,579
        ("2025Q4", "segment_run_rate", 142.316e9, "$142B"),
        # 10 of 142.316 billion, and the 10 is only a floor
        ("2025Q4", "chip_share_of_segment", 0.0703, "> 7.0%"),
        # 37,587 / 29,267 = 1.28428: 28.4% unrounded; 28.5% is what rounded billions give
        ("2026Q1", "segment_growth", 0.28428, "28.4%"),
        ("2026Q1", "segment_acceleration", 0.28428 - 0.23598, "+4.8pp"),
        # 4 x 37,587
        ("2026Q1", "segment_run_rate", 150.348e9, "$150B"),
        # 14,161 / 37,587; a year earlier 11,547 / 29,267 = 39.454%; a quarter earlier 35.035%
        ("2026Q1", "segment_margin", 0.37675, "37.7%"),
        ("2026Q1", "segment_margin_change_on_year", 0.37675 - 0.39454, "−178bps"),
        ("2026Q1", "segment_margin_change_on_quarter", 0.37675 - 0.35035, "+264bps"),
        # income 10,160 + 11,434 + 12,465 + 14,161 = 48,220, before 41,960: + 6,260
        # sales 30,873 + 33,006 + 35,579 + 37,587 = 137,045, before 111,786: + 25,259
        ("2026Q1", "segment_incremental_margin", 6_260 / 25_259, "24.8%"),
        # 364,000 / 137,045
        ("2026Q1", "backlog_coverage", 2.65606, "2.66 years"),
        # orders 364,000 - 244,000 + 37,587 over sales of 37,587
        ("2026Q1", "book_to_bill", 4.19259, "4.2×"),
        # capex 31,368 + 34,228 + 38,469 + 43,234 = 147,299
        # net sales 167,702 + 180,169 + 213,386 + 181,519 = 742,776
        ("2026Q1", "trailing_capex", 147.299e9, "$147B"),
        ("2026Q1", "capex_intensity", 147_299 / 742_776, "19.8%"),
        ("2026Q1", "capex_per_new_sales", 147_299 / 25_259, "5.8×"),
        # capex of the year before 16,393 + 21,278 + 26,052 + 24,255 = 87,978 over the same sales
        ("2026Q1", "capex_per_new_sales_lagged", 87_978 / 25_259, "3.5×"),
        # cash 32,515 + 35,525 + 54,459 + 26,032 = 148,531
        ("2026Q1", "trailing_free_cash_flow", 1.232e9, "$1.23B"),
        # 14,161 / 23,852
        ("2026Q1", "segment_share_of_operating_income", 0.5937, "59%"),
        # 265.06 x 10,757,109,436 = 2,851,279 million; 1,232 of that
        ("2026Q1", "market_cap", 2.851279427e12, "$2.85T"),
        ("2026Q1", "free_cash_flow_yield", 1_232 / 2_851_279, "+0.04%"),
        # 20 of 150.348 billion
        ("2026Q1", "chip_share_of_segment", 20 / 150.348, "> 13.3%"),
        # about 30% more work a dollar: 0.30 / 1.30
        ("2026Q1", "chip_unit_cost_saving", 0.23077, "23.1%"),
        # 4,000 / 2,851.279, and the horizon is a year of 365 days away
        ("2026Q1", "required_upside", 0.40288, "40%"),
        ("2026Q1", "years_to_horizon", 1.0, "1.00 years"),
        ("2026Q1", "required_cagr", 0.40288, "40.3%"),
        # 1.95 + 1.68 + 1.95 + 2.78 = 8.36 a share; 16,800 x 0.79 / 10,874 = 1.2205 of it once
        ("2026Q1", "trailing_eps_before_gains", 8.36 - 1.2205, "$7.14"),
    ],
)
def test_a_figure_is_what_the_rows_give(
    story: Callable[[str], Story], quarter: str, name: str, value: float, printed: str
) -> None:
    figure = amazon(story, quarter, name)
    assert figure.value == pytest.approx(value, rel=2e-4, abs=1e-4)
    assert figure.printed == printed


def test_a_saving_of_30_to_40_per_cent_more_work_a_dollar_is_a_range(
    story: Callable[[str], Story],
) -> None:
    """0.30 / 1.30 = 23.08% and 0.40 / 1.40 = 28.57%."""
    saving = amazon(story, "2025Q4", "chip_unit_cost_saving")
    assert (saving.value, saving.high) == pytest.approx((0.3 / 1.3, 0.4 / 1.4))
    assert saving.printed == "23.1%–28.6%"


def test_run_rates_of_two_definitions_are_not_compared(story: Callable[[str], Story]) -> None:
    """More than 10 billion were Trainium and Graviton; more than 20 take Nitro in as well."""
    growth = amazon(story, "2026Q1", "chip_run_rate_growth")
    assert (growth.value, growth.status, growth.printed) == (None, "n.m.", "n/c")
    assert "Graviton + Trainium + Nitro" in growth.reason
    assert "Trainium + Graviton" in growth.reason


def test_two_floors_of_one_definition_give_no_growth(story: Callable[[str], Story]) -> None:
    """More than 25 billion after more than 20: anything is possible, even a fall."""
    growth = amazon(story, "2026Q2", "chip_run_rate_growth")
    assert (growth.value, growth.status) == (None, "n/a")
    assert growth.reason == "its inputs are bounds that pull in opposite directions"


def test_an_estimate_older_than_the_house_allows_marks_what_stands_on_it(
    story: Callable[[str], Story],
) -> None:
    """The estimate of 21 February is 68 days old on 30 April; the house allows 45."""
    multiple = amazon(story, "2026Q1", "forward_pe")
    assert (multiple.status, multiple.printed) == ("stale", "33.0×\N{DAGGER}")
    assert multiple.reason == "of 21 Feb 2026, older than 45 days"
    assert amazon(story, "2026Q1", "earnings_contribution").status == "stale"
    assert amazon(story, "2025Q4", "forward_pe").status == "ok"


def test_negative_free_cash_flow_is_shown_with_its_sign(story: Callable[[str], Story]) -> None:
    """Cash 35,525 + 54,459 + 26,032 + 45,387 less capex 34,228 + 38,469 + 43,234 + 53,076."""
    assert amazon(story, "2026Q2", "trailing_free_cash_flow").value == -7_604e6
    assert amazon(story, "2026Q2", "free_cash_flow_yield").printed == "−0.27%"


def test_enterprise_value_names_what_is_missing_and_takes_nothing_for_zero(
    story: Callable[[str], Story],
) -> None:
    value = amazon(story, "2026Q2", "enterprise_value")
    assert (value.status, value.printed) == ("n/a", "n/a")
    assert {"leases", "minority_interests", "cash_and_securities"} <= set(
        value.reason.removeprefix("missing: ").split(", ")
    )


@pytest.mark.parametrize("quarter", EDITIONS)
def test_earnings_multiple_and_shares_carry_all_of_the_gap(
    story: Callable[[str], Story], quarter: str
) -> None:
    parts = [
        amazon(story, quarter, f"{part}_contribution").value or 0.0
        for part in ("earnings", "multiple", "share_count")
    ]
    gap = amazon(story, quarter, "market_cap_gap").value
    assert sum(parts) == pytest.approx(gap, rel=1e-9)
    shares = [
        amazon(story, quarter, f"{part}_share_of_gap").value or 0.0
        for part in ("earnings", "multiple", "share_count")
    ]
    assert sum(shares) == pytest.approx(1.0)


@pytest.mark.parametrize("quarter", EDITIONS)
def test_the_multiple_needed_reaches_the_target_with_the_earnings_and_shares_of_the_horizon(
    story: Callable[[str], Story], quarter: str
) -> None:
    """Market cap = earnings per share x multiple x shares, at the horizon as today."""
    factors = [
        amazon(story, quarter, name).value or 0.0
        for name in ("horizon_earnings_per_share", "required_pe", "horizon_shares")
    ]
    assert factors[0] * factors[1] * factors[2] == pytest.approx(4e12)


@pytest.mark.parametrize("quarter", EDITIONS)
def test_whoever_grows_as_required_meets_the_target_on_the_day(
    story: Callable[[str], Story], quarter: str
) -> None:
    cap, growth, years = (
        amazon(story, quarter, name).value or 0.0
        for name in ("market_cap", "required_cagr", "years_to_horizon")
    )
    assert cap * (1 + growth) ** years == pytest.approx(4e12)


def test_the_first_edition_stands_on_the_path_that_it_declares(
    story: Callable[[str], Story],
) -> None:
    assert amazon(story, "2025Q3", "ahead_of_path").printed == "0.0%"
    assert amazon(story, "2025Q3", "gap_closed").printed == "0%"


def test_the_path_asks_for_the_same_growth_whenever_one_looks(
    story: Callable[[str], Story],
) -> None:
    """4,000 / 2,610.76 over 546 days of 365 a year: 33.0% a year, on every day of the path."""
    declared = (4e12 / 2.610764554e12) ** (365 / 546) - 1
    for quarter in EDITIONS:
        on_path, years = (
            amazon(story, quarter, name).value or 0.0
            for name in ("on_path_market_cap", "years_to_horizon")
        )
        assert (4e12 / on_path) ** (1 / years) - 1 == pytest.approx(declared, rel=1e-6)


def test_each_quarter_of_the_history_has_its_figures(story: Callable[[str], Story]) -> None:
    """Growth as published: 17.5, 20.2, 23.6 and 28.4 per cent; none before there is a year ago."""
    quarterly = story("amazon/2026Q1").now.figures.quarterly
    growth = {quarter: figures["segment_growth"].printed for quarter, figures in quarterly.items()}
    assert list(growth.values())[-4:] == ["17.5%", "20.2%", "23.6%", "28.4%"]
    assert growth["2023Q1"] == "n/a"
    assert list(quarterly)[-1] == "2026Q1"


def test_the_history_of_a_figure_ends_with_its_present_value(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q1")
    assert [figure.printed for figure in told.history("segment_growth")][-2:] == ["23.6%", "28.4%"]
    by_edition = [figure.printed for figure in told.history("required_upside")]
    assert by_edition == ["53%", "74%", "40%"]
