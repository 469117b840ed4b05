"""Capital expenditure, and how much of it stands behind each unit of new segment sales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.capex_efficiency import CapexEfficiencyData, QuarterCapex
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import axis, label, money_axis, needed, quarterly, source_line

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "capex_efficiency"


def select(story: Story) -> CapexEfficiencyData:
    """The quarters for which a trailing year of capex is known."""
    needed(story, "trailing_capex")
    found = tuple(
        QuarterCapex(
            quarter, label(figures["trailing_capex"]), label(figures["capex_per_new_sales"])
        )
        for quarter, figures in quarterly(story)
        if figures["trailing_capex"].known
    )
    company = story.now.assumptions.company
    highest = max(one.capex.value for one in found if one.capex)
    segment = company.segments[company.growth_driver].name
    return CapexEfficiencyData(
        quarters=found,
        capex_name="Capex, four quarters",
        capex_axis=money_axis(highest, company.currency),
        ratio_name=f"Capex per unit of new {segment} sales",
        ratio_axis=axis("multiple"),
    )


def title(story: Story) -> str:
    """What new sales took; where there were none, that."""
    spent = "Capex of four quarters came to {trailing_capex}"
    none = story.now.figures["capex_per_new_sales"].status == "n.m."
    return sentence(
        story,
        "Each unit of new {segment} sales took {capex_per_new_sales} of capex",
        f"{spent}, and {{segment}} sales did not grow" if none else spent,
        "Capex and what it brings in new {segment} sales",
    )


def subtitle(story: Story) -> str:
    """Measure and unit, with the caveat that belongs to it."""
    return (
        f"Company capex net of proceeds, {story.now.figures.currency}, trailing year; "
        "all of the company's, not the segment's"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "capex_per_new_sales")
