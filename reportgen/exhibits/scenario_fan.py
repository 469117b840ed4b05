"""The market cap so far, and where each scenario takes it by the horizon."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.scenario_fan import Scenario, ScenarioFanData
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, label, money_axis, needed, source_line
from reportgen.formats import Style
from reportgen.formulas.gap import market_cap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

NAME = "scenario_fan"


def select(story: Story) -> ScenarioFanData:
    """Closes with their share counts, and a line from today to the end of each scenario."""
    edition = story.now.assumptions.edition
    if not edition.scenarios:
        raise DoesNotApplyError
    cap, target, horizon = needed(story, "market_cap", "target_market_cap", "horizon_date")
    now, goal = label(cap), label(target)
    ends = tuple(_ends(story))
    if now is None or goal is None or not ends:
        raise DoesNotApplyError
    return ScenarioFanData(
        name=story.now.assumptions.company.short_name,
        history=tuple(_history(story)),
        now=(edition.as_of.date(), now),
        ends=ends,
        target=goal,
        horizon=dt.date.fromordinal(round(horizon.value or 0)),
        axis=money_axis(
            max(goal.value, *(end.value.value for end in ends)), story.now.figures.currency
        ),
    )


def _history(story: Story) -> Iterator[tuple[dt.date, Label | None]]:
    ticker, currency = story.now.assumptions.company.ticker, story.now.figures.currency
    for close in story.now.assumptions.prices.get(ticker, ()):
        if close.shares_outstanding is not None:
            value = float(market_cap(close.close, close.shares_outstanding))
            yield close.date, Label(value, formats.text(value, Style("money"), currency))


def _ends(story: Story) -> Iterator[Scenario]:
    scenarios = story.now.assumptions.edition.scenarios
    likeliest = max(scenarios.values(), key=lambda scenario: scenario.probability)
    for key, scenario in scenarios.items():
        name = f"scenario.{key}.outlook_market_cap"
        value = label(story.now.figures[name]) if name in story.now.figures else None
        if value:
            odds = story.now.figures[f"scenario.{key}.probability"].printed
            yield Scenario(scenario.name, value, odds, emphasised=scenario is likeliest)


def title(story: Story) -> str:
    """Where the scenarios end together, and on which side of the target that is."""
    figures, told = story.now.figures, "Weighted by their odds the scenarios come to "
    told += "{probability_weighted_market_cap}"
    other = "Where each scenario takes {company}"
    if "probability_weighted_market_cap" not in figures:
        return sentence(story, other)
    end, target = figures["probability_weighted_market_cap"], figures["target_market_cap"]
    side = "short of" if (end.value or 0.0) < (target.value or 0.0) else "enough for"
    return sentence(story, f"{told}, {side} {{target_market_cap}}", told, other)


def subtitle(story: Story) -> str:
    """Measure, unit and what the lines are."""
    return (
        f"Market capitalization, {story.now.figures.currency}; dashed: to the value of each scenario "
        "at the horizon, with the house's probability"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "market_cap", "outlook_market_cap")
