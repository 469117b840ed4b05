"""The briefing's page on value and odds: scenarios, what the price asks, and three kinds of likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.briefing import scenarios
from reportgen.briefing.cells import row, rows
from reportgen.briefing.page import Odds
from reportgen.briefing.pieces import Panel, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

#: Of what a scenario comes to, what says where it ends and whether that is enough.
RESULTS = {
    name: scenarios.RESULTS[name]
    for name in (
        "outlook_market_cap", "outlook_return", "outlook_against_target", "reaches_target_on",
    )
}  # fmt: skip
#: What the scenarios come to together, in the few rows that an investor asks for.
WEIGHTED = {
    "probability_weighted_market_cap": "Scenarios by their odds: market cap",
    "probability_weighted_return_a_year": "Expected change a year",
    "scenario_upside": "Upside to the best scenario",
    "scenario_downside": "Downside to the worst",
    "break_even_probability": "Best scenario: probability to break even",
}
LIKELY = "What the odds say of the target"
DIFFERENT = "Scenarios, draws and path answer different questions: not to be averaged."
ON_A_PATH = {
    "terminal_probability": "Random path: there on the horizon’s day",
    "touch_probability": "Random path: there at some moment until then",
}


def odds(story: Story) -> Odds:
    """The page's tables, each only where the files say what it needs."""
    return Odds(cases=scenarios.sheet(story, RESULTS), likely=_likely(story))


def _likely(story: Story) -> Panel | None:
    """The scenarios together, and each way of asking how likely the target is; None without any."""
    found = tuple(_ways(story))
    return Panel(LIKELY, found, DIFFERENT) if found else None


def _ways(story: Story) -> Iterator[Row]:
    figures = story.now.figures
    if "probability_weighted_market_cap" in figures:
        yield from rows(figures, WEIGHTED)
    if scenarios.REACHED in figures:
        yield row(figures[scenarios.REACHED], "Draws from the house’s ranges that reach it")
    for name, label in ON_A_PATH.items():
        if name in figures and figures[name].status != "n/a":
            yield row(figures[name], label)
