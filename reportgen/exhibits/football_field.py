"""What each method makes of the company, beside today's market cap and the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.football_field import FootballFieldData, Range
from reportgen.charts.style.crown import Mark
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, label, money_axis, needed, source_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.charts.style.values import Label
    from reportgen.model import Story

NAME = "football_field"
#: What a row is called, and the figures of its low end, its middle and its high end.
METHODS = (
    ("Sum of the parts", "parts_equity_value_low", "parts_equity_value", "parts_equity_value_high"),
    ("Free cash flows", "cash_flow_market_cap_low", "cash_flow_market_cap",
     "cash_flow_market_cap_high"),
    ("Peers' forward multiples", "market_cap_at_lowest_peer_pe", "market_cap_at_peer_pe",
     "market_cap_at_highest_peer_pe"),
    ("Scenarios at the horizon", "worst_scenario_market_cap", "probability_weighted_market_cap",
     "best_scenario_market_cap"),
    ("Simulation at the horizon", "simulated_p5", "simulated_median", "simulated_p95"),
)  # fmt: skip


def select(story: Story) -> FootballFieldData:
    """A bar for every method that has both its ends."""
    rows = tuple(_rows(story))
    if not rows:
        raise DoesNotApplyError
    cap, target = (label(figure) for figure in needed(story, "market_cap", "target_market_cap"))
    if cap is None or target is None:
        raise DoesNotApplyError
    highest = max(target.value, *(row.high.value for row in rows))
    return FootballFieldData(
        rows,
        (Mark("Market cap today", cap), Mark("Target", target, dashed=True)),
        money_axis(highest, story.now.figures.currency),
    )


def _rows(story: Story) -> Iterator[Range]:
    for name, *ends in METHODS:
        low, base, high = (_known(story, end) for end in ends)
        if low and high:
            yield Range(name, low, base, high)


def _known(story: Story, name: str) -> Label | None:
    figures = story.now.figures
    return label(figures[name]) if name in figures else None


def title(story: Story) -> str:
    """How many of the methods get to the target at their high end."""
    target = story.now.figures["target_market_cap"]
    rows = tuple(_rows(story))
    if not rows or not target.known:
        return "What each method makes of the company"
    reach = sum(row.high.value >= (target.value or 0.0) for row in rows)
    if reach in {0, len(rows)}:
        which = "Every method" if reach else "No method"
        return sentence(story, f"{which} reaches {{target_market_cap}} at its high end")
    verb = "reaches" if reach == 1 else "reach"
    return sentence(
        story, f"{reach} of {len(rows)} methods {verb} {{target_market_cap}} at the high end"
    )


def subtitle(story: Story) -> str:
    """Measure, unit and what the ends are."""
    return (
        f"Market capitalization, {story.now.figures.currency}: low, base and high multiples; cost of "
        "capital a point higher and lower; lowest, mean and highest peer; worst, weighted and best "
        "scenario; 5th, 50th and 95th percentile"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "parts_equity_value", "outlook_market_cap")
