"""The briefing's tables on value and odds: where scenarios end, and each likelihood by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.briefing import odds
from reportgen.briefing.page import Odds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.pieces import Row
    from reportgen.model import Story
    from tests.conftest import Desk


def likely(story: Story) -> dict[str, Row]:
    panel = odds.odds(story).likely
    assert panel is not None
    return {row.label: row for row in panel.rows}


def test_scenarios_come_with_where_they_end_and_whether_that_is_enough(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    cases = odds.odds(told).cases
    assert cases is not None
    assert cases.heads == ("Measure", "Bull", "Base", "Bear")
    labels = [line.label for line in cases.lines]
    assert labels[0] == "Probability"
    assert labels[-4:] == [
        "Market cap at the horizon", "Change of market cap a year", "Against the target",
        "Target reached on",
    ]  # fmt: skip
    for line, name in zip(
        cases.lines[-4:],
        ("outlook_market_cap", "outlook_return", "outlook_against_target", "reaches_target_on"),
        strict=True,
    ):
        for key, cell in zip(("bull", "base", "bear"), line.cells, strict=True):
            assert cell.value == told.now.figures[f"scenario.{key}.{name}"].printed
            assert cell.figures == (f"scenario.{key}.{name}",)


def test_each_way_of_asking_has_a_row_of_its_own(story: Callable[[str], Story]) -> None:
    told = story("amazon/2026Q2")
    names = {
        "Scenarios by their odds: market cap": "probability_weighted_market_cap",
        "Expected change a year": "probability_weighted_return_a_year",
        "Upside to the best scenario": "scenario_upside",
        "Downside to the worst": "scenario_downside",
        "Best scenario: probability to break even": "break_even_probability",
        "Draws from the house’s ranges that reach it": "simulated_target_probability",
        "Random path: there on the horizon’s day": "terminal_probability",
        "Random path: there at some moment until then": "touch_probability",
    }
    found = likely(told)
    assert {label: row.figures for label, row in found.items()} == {
        label: (name,) for label, name in names.items() if told.now.figures[name].status != "n/a"
    }
    assert len(found) >= 7
    assert all(row.value == told.now.figures[row.figures[0]].printed for row in found.values())


def test_the_expected_change_is_the_weighted_cap_against_today_s(
    desk: Callable[..., Desk],
) -> None:
    """3.3 trillion expected and 3.0 today, in one year: 10% more."""
    told = desk("amazon").read("amazon/2026Q2", {
        "probability_weighted_market_cap": 3.3e12, "market_cap": 3e12, "years_to_horizon": 1.0,
    })  # fmt: skip
    found = likely(told)
    assert found["Scenarios by their odds: market cap"].value == "$3.30T"
    assert found["Expected change a year"].value == "+10.0%"


def test_a_likelihood_that_cannot_be_known_is_left_out(desk: Callable[..., Desk]) -> None:
    """Without a volatility the random path has nothing to say, and the draws still have."""
    files = desk("amazon")
    edition = "amazon/2026Q2/edition.yaml"
    text = files.file(edition).read_text("utf-8")
    start = text.index("  market_volatility: {")
    line = text[start : text.index("\n", start) + 1]
    files.replace(edition, line, "  market_volatility: null\n")
    found = likely(files.read("amazon/2026Q2"))
    assert "Draws from the house’s ranges that reach it" in found
    assert not any(label.startswith("Random path") for label in found)


def test_likelihoods_are_not_to_be_averaged(story: Callable[[str], Story]) -> None:
    panel = odds.odds(story("amazon/2026Q2")).likely
    assert panel is not None
    assert panel.lead == odds.DIFFERENT
    assert "not to be averaged" in panel.lead


@pytest.mark.parametrize("edition", ["nordvind/2025Q3"])
def test_a_company_that_says_nothing_of_odds_has_no_such_tables(
    desk: Callable[..., Desk], edition: str
) -> None:
    nothing = odds.odds(desk("nordvind").read(edition))
    assert nothing == Odds()
    assert not nothing.present
