"""The way from today's market cap to the target, split into earnings, multiple and share count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.rerating_waterfall import ReratingWaterfallData, Step
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import is_reached, sentence, sign
from reportgen.exhibits.words import MissingError, needed, source_line

if TYPE_CHECKING:
    from reportgen.figures import Figure
    from reportgen.model import Story

NAME = "rerating_waterfall"
#: By the signs of what earnings and the multiple carry.
CARRIED: dict[tuple[int | None, int | None], str] = {
    (1, 1): "Earnings would carry {earnings_share_of_gap} of the gap, the multiple "
    "{multiple_share_of_gap}",
    (1, -1): "Earnings would carry {earnings_share_of_gap} of the gap; a lower multiple takes back "
    "{multiple_share_of_gap.bare}",
    (
        -1,
        1,
    ): "Falling earnings would widen the gap by {earnings_share_of_gap.bare}; the multiple carries "
    "{multiple_share_of_gap}",
}
PARTS = {
    "earnings_contribution": "Earnings growth assumed",
    "multiple_contribution": "Multiple: what is left",
    "share_count_contribution": "Share count",
}


def select(story: Story) -> ReratingWaterfallData:
    """Start, three changes and the target; a range of assumptions has no single bridge."""
    cap, target, *parts = needed(story, "market_cap", "target_market_cap", *PARTS)
    if any(part.high is not None for part in parts):
        raise MissingError("an assumption is a range, and a bridge needs one number")
    return ReratingWaterfallData(
        start=Step("Market cap today", _amount(cap)),
        changes=tuple(Step(PARTS[part.name], _amount(part)) for part in parts),
        end=Step("Target", _amount(target)),
    )


def _amount(figure: Figure) -> Label:
    return Label(figure.value or 0.0, figure.printed)


def title(story: Story) -> str:
    """What earnings and the multiple would carry; either may work against the other."""
    signs = sign(story, "earnings_share_of_gap"), sign(story, "multiple_share_of_gap")
    return sentence(
        story,
        "The target is reached: there is no gap to split"
        if is_reached(story)
        else CARRIED.get(signs, "Of the gap, earnings carry {earnings_share_of_gap}, the multiple "
                         "{multiple_share_of_gap}"),
        "The gap to the target by earnings, multiple and share count",
    )  # fmt: skip


def subtitle(story: Story) -> str:
    """Measure, method and what is assumed."""
    figures, house = story.now.figures, story.now.assumptions.edition.house
    growth = figures["earnings_growth"].printed
    return (
        f"Logarithmic split of the gap, {figures.currency}; {house.earnings_basis} earnings per share "
        f"growing {growth} a year (house) to {formats.day(figures['horizon_date'].value or 0)}"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "base_pe", "required_pe")
