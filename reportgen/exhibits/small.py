"""The small drawings: share price and bridge on the front page, and a line for each tripwire."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.charts.price_line import PriceLineData
from reportgen.charts.sparkline import SparklineData
from reportgen.charts.style.values import Axis
from reportgen.exhibits.bridge import compact
from reportgen.exhibits.words import Plain
from reportgen.formats import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.figures import Figure
    from reportgen.model import Story

PRICE_WIDTH, SPARK_WIDTH = 48.0, 22.0
#: The left column of the front page, and what stands for it in a narrow window.
BRIDGE_WIDTHS = (108.0, 84.0)
FEWEST = 2
DAYS = 400


def price_line(story: Story, draw: Callable[..., str]) -> str:
    """The closes of the last year or so; nothing where there are fewer than two."""
    assumptions = story.now.assumptions
    as_of = assumptions.edition.as_of.date()
    price = story.now.figures["share_price"]
    closes = {
        close.date: close.close
        for close in assumptions.prices.get(assumptions.company.ticker, ())
        if (as_of - close.date).days <= DAYS
    }
    if price.value is not None:
        closes[as_of] = price.value
    if len(closes) < FEWEST:
        return ""
    currency = assumptions.company.currency
    data = PriceLineData(
        name=assumptions.company.short_name,
        closes=tuple(sorted(closes.items())),
        last=price.printed,
        axis=Axis(Plain(Style("number", 0)), Plain(Style("money_per_share"), currency)),
    )
    return draw("price_line", data, PRICE_WIDTH)


def bridges(story: Story, draw: Callable[..., str]) -> tuple[str, ...]:
    """What moved the figure of the front page, for its column and a narrow window; nothing if none did."""
    data = compact(story)
    if data is None:
        return ()
    wide, narrow = BRIDGE_WIDTHS
    # A window has all the height that a page lacks: its rows need not be low.
    tall = replace(data, compact=False)
    return draw("bridge", data, wide, "front"), draw("bridge", tall, narrow, "window")


def sparklines(story: Story, draw: Callable[..., str]) -> dict[str, str]:
    """One line a tripwire from the values its figure has had."""
    found = {}
    for key, tripwire in story.now.assumptions.company.tripwires.items():
        if tripwire.kind == "metric":
            history = story.history(tripwire.figure)
            if any(figure.bound for figure in history):
                continue  # a line through bounds would show a movement nobody disclosed
            values = tuple(figure.value if figure.known else None for figure in history)
            if sum(value is not None for value in values) >= FEWEST:
                data = SparklineData(values, _in_words(history))
                found[key] = draw("sparkline", data, SPARK_WIDTH, key)
    return found


def _in_words(history: list[Figure]) -> str:
    known = [figure.printed for figure in history if figure.known]
    return f"{history[-1].label}: from {known[0]} to {known[-1]}"
