"""Growth and margin that together are worth today's price, and those that are worth the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.price_implied import PriceImpliedData
from reportgen.charts.style.field import Curve, Position, Scale
from reportgen.evaluation import UnplannableError
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, MissingError, axis, label, source_line
from reportgen.studies import expectations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

NAME = "price_implied"


def select(story: Story) -> PriceImpliedData:
    """Two curves of equal value, and where the company stands and where the house sees it."""
    if expectations.VALUE not in story.now.figures:
        raise DoesNotApplyError
    try:
        at_price, at_target = expectations.equal_values(story.now.inquiry)
    except UnplannableError as error:
        raise MissingError(str(error)) from error
    figures = story.now.figures
    return PriceImpliedData(
        (
            Curve(f"Today's price {figures['share_price'].printed}", at_price),
            Curve(f"Target {figures['target_market_cap'].printed}", at_target, emphasised=True),
        ),
        tuple(_marks(story)),
        Scale("Growth of sales a year, years one to five", axis("rate")),
        Scale("Operating margin", axis("rate")),
    )


def _marks(story: Story) -> Iterator[Position]:
    places = (
        ("Now", "net_sales_growth", "base_operating_margin", False),
        ("House", "revenue_growth", "target_margin", True),
    )
    for name, growth, margin, projected in places:
        x, y = label(story.now.figures[growth]), label(story.now.figures[margin])
        if x and y:
            yield Position(name, x, y, projected=projected)


def title(story: Story) -> str:
    """The growth that the price and the target stand for, whichever of them can be solved for."""
    price = (
        "At the house's margin the price implies sales growth of {implied_revenue_growth} a year"
    )
    target = "the target {implied_revenue_growth_at_target}"
    return sentence(
        story, f"{price}, {target}", price, f"At the house's margin {target} of sales growth a year",
        "Growth and margin that are worth the price, and the target",
    )  # fmt: skip


def subtitle(story: Story) -> str:
    """What the curves are, and what is held."""
    del story
    return "Pairs of growth and operating margin of equal value per share; all else as the house has it"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "value_per_share")
