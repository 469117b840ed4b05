"""Earnings and multiples: the pairs that make today's market cap, and those that make the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.charts.iso_cap_map import IsoCapMapData, Multiple
from reportgen.charts.style.field import Curve, Position, Scale
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, axis, label, needed, source_line
from reportgen.model import printed_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

NAME = "iso_cap_map"
SAMPLES = 40
#: How far the curves reach beyond the points, as a share of them.
BEYOND = 0.25


def select(story: Story) -> IsoCapMapData:
    """Two hyperbolas, the company, its scenarios and the multiples of its peers."""
    cap, target, shares, later = needed(
        story, "market_cap", "target_market_cap", "shares", "horizon_shares"
    )
    points = tuple(_points(story))
    if not points:
        raise DoesNotApplyError
    earnings = [point.x.value for point in points]
    low, high = min(earnings) / (1 + BEYOND), max(earnings) * (1 + BEYOND)
    steps = [low + (high - low) * step / SAMPLES for step in range(SAMPLES + 1)]
    curves = (
        (f"Market cap today {cap.printed}", (cap.value or 0.0) / (shares.value or 1.0), False),
        (f"Target {target.printed}", (target.value or 0.0) / (later.value or 1.0), True),
    )
    return IsoCapMapData(
        tuple(
            Curve(name, tuple((eps, price / eps) for eps in steps), emphasised)
            for name, price, emphasised in curves
        ),
        points,
        tuple(_multiples(story)),
        Scale("Earnings per share", axis("money_per_share", currency=story.now.figures.currency)),
        Scale("P/E", axis("multiple")),
    )


def _points(story: Story) -> Iterator[Position]:
    pairs = [("Now", "base_earnings_per_share", "base_pe", False)]
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        prefix = f"scenario.{key}."
        multiple = f"{prefix}exit_multiple"
        named = multiple if multiple in story.now.figures else "exit_multiple"
        earnings = f"{prefix}outlook_earnings_per_share"
        if earnings in story.now.figures:
            pairs.append((scenario.name, earnings, named, True))
    for name, earnings, multiple, projected in pairs:
        x, y = label(story.now.figures[earnings]), label(story.now.figures[multiple])
        if x and y and x.value > 0 and y.value > 0:
            yield Position(name, x, y, projected=projected)


def _multiples(story: Story) -> Iterator[Multiple]:
    company = story.now.assumptions.company
    for key, peer in company.peers.items():
        value = label(story.now.figures[f"{key}.forward_pe"])
        if value:
            yield Multiple(peer.name, value, "benchmark" if key == company.benchmark else "other")


def title(story: Story) -> str:
    """What the target asks of earnings or of the multiple."""
    return sentence(
        story,
        "The target asks {required_earnings_per_share} a share at today's multiple, or {required_pe} "
        "on assumed earnings",
        "The target asks {required_earnings_per_share} a share at today's multiple",
        "Earnings and multiples that make the market cap and the target",
    )


def subtitle(story: Story) -> str:
    """What the curves and the points are."""
    basis = story.now.assumptions.edition.house.earnings_basis
    year = printed_names(story.now.assumptions)["outlook_year"]
    return (
        f"Curves of equal market cap; now on {basis} earnings, scenarios on those of {year}; "
        "lines: forward multiples of peers"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "base_pe", "outlook_earnings_per_share")
