"""Sales of the growth driver by quarter, with growth on the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.segment_sales import QuarterSales, SegmentSalesData
from reportgen.exhibits.titles import sentence, sign
from reportgen.exhibits.words import label, money_axis, needed, quarterly, source_line

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "segment_sales"


def select(story: Story) -> SegmentSalesData:
    """Every reported quarter; growth is left out where the year before is not known."""
    needed(story, "segment_sales")
    company = story.now.assumptions.company
    quarters = tuple(
        QuarterSales(
            quarter,
            label(figures["segment_sales"]),
            figures["segment_growth"].printed if figures["segment_growth"].known else None,
        )
        for quarter, figures in quarterly(story)
    )
    highest = max(one.sales.value for one in quarters if one.sales)
    name = company.segments[company.growth_driver].name
    return SegmentSalesData(name, quarters, money_axis(highest, company.currency))


def title(story: Story) -> str:
    """Whether sales grew or fell."""
    told = {
        1: "{segment} sales grew {segment_growth} on the year",
        0: "{segment} sales stand where they stood a year before",
        -1: "{segment} sales fell {segment_growth.bare} on the year",
    }
    came = "{segment} sales came to {segment_sales} in the quarter"
    growth = sign(story, "segment_growth")
    return sentence(story, *(() if growth is None else (told[growth],)), came, "Sales of {segment}")


def subtitle(story: Story) -> str:
    """Measure and unit."""
    return f"Sales by quarter, {story.now.figures.currency}; labels show growth on the year"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "segment_sales")
