"""What a reader hears in the place of a chart states its numbers, and they are the model's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen import formats
from reportgen.charts import CHARTS
from reportgen.exhibits import EXHIBITS
from reportgen.exhibits.words import DoesNotApplyError, MissingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from reportgen.model import Story
    from tests.conftest import Desk

#: The figures that each chart is about; what a company or an edition has none of is left out.
ABOUT = {
    "market_caps": ("market_cap", "benchmark_market_cap", "target_market_cap", "required_upside"),
    "required_upside": ("required_upside",),
    "segment_sales": ("segment_sales", "segment_growth"),
    "cloud_growth": ("segment_growth", "microsoft.segment_growth", "alphabet.segment_growth"),
    "rerating_waterfall": (
        "market_cap", "earnings_contribution", "multiple_contribution", "share_count_contribution",
        "target_market_cap",
    ),
    "capex_efficiency": ("trailing_capex", "capex_per_new_sales"),
    "backlog": ("backlog", "backlog_coverage"),
    "custom_chips": ("chip_share_of_segment",),
    "football_field": (
        "parts_equity_value_low", "cash_flow_market_cap", "probability_weighted_market_cap",
        "simulated_p95", "market_cap", "target_market_cap",
    ),
    "parts_waterfall": ("parts.aws.value", "parts_equity_value", "market_cap", "target_market_cap"),
    "price_implied": (
        "share_price", "target_market_cap", "net_sales_growth", "base_operating_margin",
        "revenue_growth", "target_margin",
    ),
    "iso_cap_map": (
        "market_cap", "target_market_cap", "base_earnings_per_share", "base_pe",
        "scenario.bear.outlook_earnings_per_share", "nvidia.forward_pe",
    ),
    "scenario_fan": (
        "market_cap", "scenario.bull.outlook_market_cap", "scenario.base.outlook_market_cap",
        "scenario.bear.outlook_market_cap", "scenario.bear.probability", "target_market_cap",
    ),
    "tornado": ("outlook_market_cap", "target_market_cap"),
    "simulation_histogram": (
        "simulated_median", "simulated_p5", "simulated_p95", "simulated_target_probability",
        "simulated_target_probability_error", "market_cap", "target_market_cap",
    ),
    "bridge": ("probability_weighted_market_cap",),
    "track_record": ("market_cap",),
}  # fmt: skip
EDITIONS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")


def heard(module: ModuleType, told: Story) -> str:
    chart = next(chart for chart in CHARTS if chart.name == module.NAME)
    return chart.describe(module.select(told))


def test_every_exhibit_is_listened_to() -> None:
    assert set(ABOUT) == {module.NAME for module in EXHIBITS}


@pytest.mark.parametrize("quarter", EDITIONS)
@pytest.mark.parametrize("module", EXHIBITS, ids=lambda module: module.NAME)
def test_a_chart_without_eyes_states_the_numbers_of_the_model(
    story: Callable[[str], Story], module: ModuleType, quarter: str
) -> None:
    told = story(f"amazon/{quarter}")
    try:
        words = heard(module, told)
    except (DoesNotApplyError, MissingError):
        assert (module.NAME, quarter) in {
            (name, "2025Q3") for name in ("custom_chips", "bridge", "track_record")
        }
        return
    figures = told.now.figures
    known = [
        figures[name] for name in ABOUT[module.NAME] if name in figures and figures[name].known
    ]
    assert known
    silent = [
        figure.name for figure in known
        if figure.printed not in words and formats.trimmed(figure.printed) not in words
    ]  # fmt: skip
    assert silent == []
    assert len(re.findall(r"\d", words)) >= 4
    assert not re.search(r"\bNone\b|nan|n/a|\{", words)


@pytest.mark.parametrize("module", EXHIBITS, ids=lambda module: module.NAME)
def test_it_is_sentences_that_can_be_read_aloud(
    story: Callable[[str], Story], module: ModuleType
) -> None:
    words = heard(module, story("amazon/2026Q2"))
    assert words[0].isupper()
    assert words.endswith(".")
    assert "  " not in words
    assert "_" not in words


def test_a_target_that_is_reached_is_not_said_to_be_away(desk: Callable[..., Desk]) -> None:
    """410.6 million shares at 600 are 246 billion, above the target of 200."""
    told = desk("nordvind").read("nordvind", {"share_price": 600.0})
    module = next(module for module in EXHIBITS if module.NAME == "market_caps")
    assert "away" not in heard(module, told)
    assert "reached" in heard(module, told)
