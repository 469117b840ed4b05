"""What earlier editions' scenarios implied for today, beside what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.style.values import Label
from reportgen.charts.track_record import Interval, TrackRecordData
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, label, money_axis, needed, source_line
from reportgen.formats import Style
from reportgen.track_record import track_record

if TYPE_CHECKING:
    from reportgen.model import Story
    from reportgen.track_record import Range

NAME = "track_record"


def select(story: Story) -> TrackRecordData:
    """A bar for each earlier edition whose scenarios give a range."""
    ranges = [each for each in track_record(story).ranges if each.low is not None]
    if not ranges:
        raise DoesNotApplyError
    actual = label(needed(story, "market_cap")[0])
    if actual is None:
        raise DoesNotApplyError
    highest = max(actual.value, *(each.high or 0.0 for each in ranges))
    return TrackRecordData(
        tuple(_interval(story, each) for each in ranges),
        actual,
        "Market cap today",
        money_axis(highest, story.now.figures.currency),
    )


def _interval(story: Story, found: Range) -> Interval:
    def money(value: float) -> Label:
        return Label(value, formats.text(value, Style("money"), story.now.figures.currency))

    between = [value for _, value in found.values if value not in (found.low, found.high)]
    return Interval(
        formats.quarter(found.edition),
        money(found.low or 0.0),
        money(between[0]) if len(between) == 1 else None,
        money(found.high or 0.0),
    )


def title(story: Story) -> str:
    """How many of the earlier ranges today's value lies in."""
    ranges = [each for each in track_record(story).ranges if each.low is not None]
    inside, count = sum(bool(each.inside) for each in ranges), len(ranges)
    if not ranges:
        return "Earlier ranges for today"
    held = f"{inside} of {count} earlier ranges {'holds' if inside == 1 else 'hold'}"
    if count == 1:
        held = "The one earlier range holds" if inside else "The one earlier range does not hold"
    elif inside in {0, count}:
        held = f"All {count} earlier ranges hold" if inside else "No earlier range holds"
    return sentence(
        story, f"{held} today's market cap of {{market_cap}}", "Earlier ranges for today"
    )


def subtitle(story: Story) -> str:
    """Measure, unit and how the ranges come about."""
    return (
        f"Market capitalization, {story.now.figures.currency}; worst to best scenario of each edition "
        "on a path of constant growth, read on today's as-of day"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "market_cap", "outlook_market_cap")
