"""The sum of the parts, from the first part to what it leaves for shareholders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.parts_waterfall import Part, PartsWaterfallData
from reportgen.charts.style.crown import Mark
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, label, needed, source_line
from reportgen.formats import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

NAME = "parts_waterfall"


def select(story: Story) -> PartsWaterfallData:
    """Each part's value, what is taken off and added, and the equity value."""
    company = story.now.assumptions.company
    if not company.parts:
        raise DoesNotApplyError
    total, cap, target = needed(story, "parts_equity_value", "market_cap", "target_market_cap")
    known = label(total), label(cap), label(target)
    if known[0] is None or known[1] is None or known[2] is None:
        raise DoesNotApplyError
    return PartsWaterfallData(
        tuple(_parts(story)),
        Part("Equity value", known[0]),
        (Mark("Market cap today", known[1]), Mark("Target", known[2], dashed=True)),
    )


def _parts(story: Story) -> Iterator[Part]:
    company, figures = story.now.assumptions.company, story.now.figures
    for key, part in company.parts.items():
        value = label(figures[f"parts.{key}.value"])
        if value and part.level == "enterprise":
            yield Part(part.name, value, driver=key == company.growth_driver)
    total, discount, debt = needed(story, "parts_enterprise_value", "holding_discount", "net_debt")
    amounts = (
        ("Holding discount", -(total.value or 0.0) * (discount.value or 0.0)),
        ("Net debt" if (debt.value or 0.0) >= 0 else "Net cash", -(debt.value or 0.0)),
        ("Stakes", figures["stakes_value"].value or 0.0),
    )
    for name, amount in amounts:
        if amount:
            text = formats.text(amount, Style("money", signed=True), figures.currency)
            yield Part(name, Label(amount, text))


def title(story: Story) -> str:
    """What the parts are worth beside what the market pays."""
    return sentence(
        story,
        "The parts are worth {parts_equity_value} to shareholders, the market pays {market_cap}",
        "The sum of the parts of {company}",
    )


def subtitle(story: Story) -> str:
    """Measure, unit and whose multiples."""
    return f"Equity value, {story.now.figures.currency}, at the house's base multiples"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "parts_equity_value")
