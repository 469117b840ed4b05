"""The order book by quarter, and how many years of sales it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.backlog import BacklogData, QuarterBacklog
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import label, money_axis, needed, quarterly, source_line

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "backlog"


def select(story: Story) -> BacklogData:
    """Every reported quarter; one without a stated backlog stays empty."""
    needed(story, "backlog")
    company = story.now.assumptions.company
    quarters = tuple(
        QuarterBacklog(
            quarter,
            label(figures["backlog"]),
            figures["backlog_coverage"].printed if figures["backlog_coverage"].known else None,
        )
        for quarter, figures in quarterly(story)
    )
    highest = max(one.backlog.value for one in quarters if one.backlog)
    name = company.segments[company.growth_driver].name
    return BacklogData(name, quarters, money_axis(highest, company.currency))


def title(story: Story) -> str:
    """How many years it covers, or how large it is."""
    return sentence(
        story,
        "The backlog covers {backlog_coverage} of {segment} sales",
        "The backlog of {segment} stands at {backlog}",
        "The backlog of {segment}",
    )


def subtitle(story: Story) -> str:
    """Measure and unit."""
    return (
        f"Performance obligations at quarter end, {story.now.figures.currency}; labels: over sales of "
        "four quarters"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "backlog_coverage")
