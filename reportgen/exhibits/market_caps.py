"""Market capitalization of the company and its benchmark, with the target and the way to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.market_caps import MarketCapsData, Route, Series
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import is_reached, sentence
from reportgen.exhibits.words import money_axis, needed, source_line
from reportgen.formulas.gap import DAYS_PER_YEAR, market_cap
from reportgen.formulas.path import on_path_market_cap

if TYPE_CHECKING:
    from reportgen.figures import Figure
    from reportgen.model import Story

NAME = "market_caps"
STEPS = 24


def select(story: Story) -> MarketCapsData:
    """The caps by day of closing prices, and the growth that the target still asks for."""
    cap, target, upside = needed(story, "market_cap", "target_market_cap", "required_upside")
    company = story.now.assumptions.company
    subject = _series(story, company.short_name, company.ticker, cap)
    peer = company.peers.get(company.benchmark or "")
    benchmark_cap = story.now.figures["benchmark_market_cap"]
    benchmark = _series(story, peer.name, peer.ticker, benchmark_cap) if peer else None
    series = [subject, *([benchmark] if benchmark else [])]
    highest = max(value for one in series for _, value in one.points if value is not None)
    return MarketCapsData(
        subject=subject,
        target=Label(target.value or 0.0, formats.trimmed(target.printed)),
        upside=f"+{upside.printed}" if (upside.value or 0.0) > 0 else upside.printed,
        axis=money_axis(max(highest, target.value or 0.0), company.currency),
        benchmark=benchmark if benchmark and benchmark_cap.known else None,
        route=_route(story),
    )


def _series(story: Story, name: str, ticker: str, now: Figure) -> Series:
    closes = story.now.assumptions.prices.get(ticker, ())
    points = {
        close.date: float(market_cap(close.close, close.shares_outstanding))
        for close in closes
        if close.shares_outstanding is not None
    }
    if now.known and now.value is not None:
        points[story.now.assumptions.edition.as_of.date()] = now.value
    return Series(name, tuple(sorted(points.items())), now.printed)


def _route(story: Story) -> Route | None:
    """The path of constant growth that is still open, by the model's own formula of a path."""
    names = ("required_cagr", "market_cap", "target_market_cap", "years_to_horizon")
    growth, cap, target, years = (story.now.figures[name] for name in names)
    if not growth.known or (growth.value or 0.0) <= 0:
        return None
    start, length = story.now.assumptions.edition.as_of.date(), years.value or 0.0
    steps = [length * step / STEPS for step in range(STEPS + 1)]
    points = tuple(
        (
            start + dt.timedelta(days=round(DAYS_PER_YEAR * passed)),
            float(on_path_market_cap(cap.value, target.value, passed, length)),
        )
        for passed in steps
    )
    return Route(points, f"{growth.printed} a year to {formats.day(points[-1][0])}")


def title(story: Story) -> str:
    """What is still needed, or that the target is reached."""
    told = "{company} needs {required_upside} to reach {target_market_cap}"
    if is_reached(story):
        told = "{company} stands at {market_cap}: the target of {target_market_cap} is reached"
    return sentence(story, told, "Market capitalization of {company}")


def subtitle(story: Story) -> str:
    """Measure and unit."""
    basis = story.now.assumptions.company.thesis.share_basis
    return f"Market capitalization on {basis} shares, {story.now.figures.currency}; closing prices"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "market_cap", "benchmark_market_cap")
