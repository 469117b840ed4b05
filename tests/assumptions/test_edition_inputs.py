"""What an edition says, as inputs with the names that formulas use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.reading import read_edition, read_editions
from reportgen.assumptions.workspace import EditionName

if TYPE_CHECKING:
    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.workspace import Workspace


def nord(workspace: Workspace, name: str) -> Input:
    return read_edition(workspace, EditionName("nordvind", "2025Q4")).inputs[name]


def lyk(workspace: Workspace, name: str) -> Input:
    return read_edition(workspace, EditionName("lykke", "2026Q1")).inputs[name]


def change(workspace: Workspace, file: str, before: str, after: str) -> None:
    path = workspace.root / "assumptions" / file
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def test_a_fact_has_value_unit_source_day_and_place(lykke: Workspace) -> None:
    price = lyk(lykke, "share_price")
    assert (price.value, price.unit, str(price.as_of)) == (120.0, "money_per_share", "2026-05-08")
    assert str(price.position) == "assumptions/lykke/2026Q1/edition.yaml:8:24"
    assert price.source is not None
    assert not price.judgement


def test_a_range_keeps_both_ends(lykke: Workspace) -> None:
    growth = lyk(lykke, "earnings_growth")
    assert (growth.value, growth.high, growth.judgement) == (0.12, 0.16, True)


def test_the_ceiling_of_adoption_is_a_range_and_its_midpoint_a_day(lykke: Workspace) -> None:
    ceiling, midpoint = lyk(lykke, "adoption_ceiling"), lyk(lykke, "adoption_midpoint")
    assert (ceiling.value, ceiling.high) == (0.6, 0.8)
    assert midpoint.unit == "date"
    assert midpoint.value == dt.date(2027, 6, 30).toordinal()


def test_null_is_not_known(lykke: Workspace) -> None:
    assert lyk(lykke, "debt").value is None


def test_what_is_left_out_is_not_known_and_points_to_where_it_belongs(lykke: Workspace) -> None:
    sales = lyk(lykke, "forward_sales")
    assert sales.value is None
    assert str(sales.position) == "assumptions/lykke/2026Q1/edition.yaml:22:1"


def test_options_are_counts_and_strikes(lykke: Workspace, nordvind: Workspace) -> None:
    assert lyk(lykke, "option_counts").value == (1_200_000,)
    assert lyk(lykke, "option_strikes").value == (80,)
    assert nord(nordvind, "option_counts").value is None


def test_no_options_is_something_else_than_options_not_known(lykke: Workspace) -> None:
    change(
        lykke,
        "lykke/2026Q1/edition.yaml",
        "  options:\n    - count: {value: 1.2M, source: lykke-2026q1}\n"
        "      strike: {value: 80, source: lykke-2026q1}\n",
        "  options: []\n",
    )
    assert lyk(lykke, "option_counts").value == ()


@pytest.mark.parametrize(
    ("qualifier", "bound"),
    [("more_than", "lower"), ("majority", "lower"), ("less_than", "upper"), ("about", None)],
)
def test_qualifiers_become_bounds(lykke: Workspace, qualifier: str, bound: str | None) -> None:
    change(
        lykke, "lykke/2026Q1/edition.yaml", "value: 11.8B", f"qualifier: {qualifier}, value: 11.8B"
    )
    cap = lyk(lykke, "quoted_market_cap")
    assert (cap.bound, cap.about) == (bound, qualifier == "about")


def test_a_judgement_with_a_source_is_a_fact_taken_over(lykke: Workspace) -> None:
    change(
        lykke,
        "lykke/2026Q1/edition.yaml",
        "cost_of_equity: 8.5%",
        "cost_of_equity: {value: 9%, source: closes}",
    )
    assert not lyk(lykke, "cost_of_equity").judgement


def test_an_old_expectation_says_how_old(lykke: Workspace) -> None:
    change(
        lykke,
        "lykke/2026Q1/edition.yaml",
        "{value: 2.60, source: closes, as_of: 2026-05-01}",
        "{value: 2.60, source: closes, as_of: 2026-02-21}",
    )
    assert lyk(lykke, "forward_earnings_per_share").stale == "of 21 Feb 2026, older than 45 days"


def test_an_edition_may_set_a_house_rule_aside_with_a_reason(lykke: Workspace) -> None:
    change(
        lykke,
        "lykke/2026Q1/edition.yaml",
        "{value: 2.60, source: closes, as_of: 2026-05-01}",
        "{value: 2.60, source: closes, as_of: 2026-02-21}\n\n"
        "overrides:\n  consensus_stale_after_days: {value: 90, reason: nobody published}",
    )
    assert lyk(lykke, "forward_earnings_per_share").stale == ""


def test_without_a_baseline_the_earliest_edition_starts_the_path(nordvind: Workspace) -> None:
    assert nord(nordvind, "baseline_share_price").value == 309.4
    assert nord(nordvind, "baseline_date").value == dt.date(2025, 11, 5).toordinal()
    assert (
        nord(nordvind, "baseline_date").position.path == "assumptions/nordvind/2025Q3/edition.yaml"
    )


def test_a_baseline_of_the_company_comes_first(lykke: Workspace) -> None:
    change(
        lykke,
        "lykke/company.yaml",
        "  horizon_date: 2027-12-31\n",
        "  horizon_date: 2027-12-31\n  baseline:\n    date: 2026-01-02\n"
        "    share_price: {value: 99, source: closes}\n"
        "    shares_outstanding: {value: 98M, source: closes}\n",
    )
    assert lyk(lykke, "baseline_share_price").value == 99
    assert lyk(lykke, "baseline_date").position.path == "assumptions/lykke/company.yaml"


def test_peers_have_inputs_of_their_own(lykke: Workspace) -> None:
    beacon = read_edition(lykke, EditionName("lykke", "2026Q1")).peers["beacon"]
    assert beacon["share_price"].value == 50
    assert beacon["share_price"].label == "Beacon plc share price"
    assert beacon["forward_earnings_per_share"].value is None


def test_a_disclosure_is_its_newest_statement_and_the_one_before(lykke: Workspace) -> None:
    newest, before = (
        lyk(lykke, "disclosed.lens_run_rate"),
        lyk(lykke, "disclosed.lens_run_rate_previous"),
    )
    assert (newest.value, newest.bound, newest.scope) == (120_000_000, "lower", "lenses")
    assert (before.value, before.period) == (100_000_000, "2025Q4")


def test_chip_figures_are_fed_by_the_metrics_the_company_names(lykke: Workspace) -> None:
    assert lyk(lykke, "chip_run_rate").value == 120_000_000
    assert lyk(lykke, "chip_run_rate").label == "Own lenses run rate, 2026Q1"
    better = lyk(lykke, "chip_price_performance")
    assert (better.value, better.high, better.basis) == (0.3, 0.4, "perf_per_dollar")
    assert lyk(lykke, "chip_units").note == "company.yaml names no disclosure for it"


def test_words_are_a_statement_without_a_number(lykke: Workspace) -> None:
    demand = lyk(lykke, "disclosed.lens_demand")
    assert demand.value is None
    assert demand.note == "sold out, nearly; a comment of the management"


def test_a_company_without_chips_has_the_names_and_no_values(nordvind: Workspace) -> None:
    assert nord(nordvind, "chip_run_rate").value is None


def test_prices_stop_at_the_as_of_day(lykke: Workspace) -> None:
    first, second = read_editions(lykke, EditionName("lykke", "2026Q1"))
    assert [close.close for close in first.prices["LYK"]] == [110]
    assert [close.close for close in second.prices["LYK"]] == [110, 120]
    assert second.prices["BCN"][0].about


def test_an_edition_knows_every_file_it_was_read_from(nordvind: Workspace) -> None:
    files = read_edition(nordvind, EditionName("nordvind", "2025Q4")).files
    assert [nordvind.shown(path).removeprefix("assumptions/nordvind/") for path in files] == [
        "company.yaml",
        "sources.yaml",
        "history.csv",
        "market.csv",
        "2025Q4/edition.yaml",
        "2025Q4/briefing.md",
        "2025Q3/edition.yaml",
    ]


def test_the_earlier_editions_come_first(nordvind: Workspace) -> None:
    editions = read_editions(nordvind, EditionName("nordvind", "2025Q4"))
    assert [str(edition.name) for edition in editions] == ["nordvind/2025Q3", "nordvind/2025Q4"]
