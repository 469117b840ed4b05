"""Growth of the growth driver beside that of its rivals, quarter by quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.cloud_growth import CloudGrowthData, Line
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import sentence, sign
from reportgen.exhibits.words import (
    DoesNotApplyError,
    MissingError,
    axis,
    label,
    quarter,
    source_line,
)
from reportgen.formats import Style

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "cloud_growth"
FEWEST = 2


def select(story: Story) -> CloudGrowthData:
    """One line each; a rival's growth is known for the quarters that editions state it for."""
    company = story.now.assumptions.company
    rivals = {key: peer for key, peer in company.peers.items() if peer.rival}
    if not rivals:
        raise DoesNotApplyError
    stated = {key: _stated(story, key) for key in rivals}
    known = sorted({period for growth in stated.values() for period in growth})
    if len(known) < FEWEST:
        raise MissingError("the growth of rivals is known for fewer than two quarters")
    own = story.now.figures.quarterly
    periods = [period for period in own if known[0] <= period <= known[-1]]
    segment = company.segments[company.growth_driver].name
    lines = [
        Line(
            segment, tuple(label(own[period]["segment_growth"]) for period in periods), subject=True
        )
    ]
    lines += [
        Line(peer.segment or peer.name, tuple(stated[key].get(period) for period in periods))
        for key, peer in rivals.items()
    ]
    return CloudGrowthData(tuple(map(quarter, periods)), tuple(lines), axis("rate"))


def _stated(story: Story, key: str) -> dict[str, Label]:
    """Growth of a rival by the quarter it is stated for, from this edition and those before."""
    found = {}
    for told in story.all:
        peer = told.assumptions.edition.peers.get(key)
        for period, fact in (peer.earlier_segment_growth if peer else {}).items():
            if isinstance(fact.value, Decimal):
                found[period] = _rate(float(fact.value))
        name = f"{key}.segment_growth"
        known = label(told.figures[name]) if name in told.figures else None
        given = told.figures[name].given if known else None
        if known and given and given.period:
            found[given.period] = known
    return found


def _rate(value: float) -> Label:
    return Label(value, formats.text(value, Style("rate"), ""))


def title(story: Story) -> str:
    """Whether it grows, and whether faster than the rival that grows fastest."""
    own = {-1: "shrinks {segment_growth.bare}"}.get(
        sign(story, "segment_growth") or 0, "grows {segment_growth}"
    )
    compared = {
        1: "{growth_gap_to_fastest_rival.bare} more than its fastest rival",
        0: "as its fastest rival does",
        -1: "{growth_gap_to_fastest_rival.bare} less than its fastest rival",
    }
    gap = sign(story, "growth_gap_to_fastest_rival")
    told = () if gap is None else (f"{{segment}} {own}, {compared[gap]}",)
    return sentence(
        story, *told, f"{{segment}} {own}; growth of its rivals beside it",
        "Growth of {segment} and of its rivals",
    )  # fmt: skip


def subtitle(story: Story) -> str:
    """Measure, and that the definitions differ."""
    del story
    return "Growth of sales on the year, as reported; companies define their cloud business differently"


def source(story: Story) -> str:
    """Who published what it rests on."""
    rivals = [k for k, peer in story.now.assumptions.company.peers.items() if peer.rival]
    return source_line(story, "segment_growth", *(f"{key}.segment_growth" for key in rivals))
