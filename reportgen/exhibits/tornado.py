"""Which input moves the result most: each at its two ends, all others as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.style.values import Label
from reportgen.charts.tornado import Swing, TornadoData
from reportgen.evaluation import UnplannableError
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, MissingError, label, source_line
from reportgen.formats import Style
from reportgen.studies import sensitivity

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "tornado"
MOST = 9


def select(story: Story) -> TornadoData:
    """The widest swings, around what the edition's own inputs give."""
    try:
        found = story.now.inquiry.once(sensitivity.tornado)
    except UnplannableError as error:
        raise MissingError(str(error)) from error
    if found is None or not found.swings:
        raise DoesNotApplyError
    figures = story.now.figures
    output = figures[found.output]
    base = label(output)
    if base is None:
        raise MissingError(output.reason)
    target = label(figures["target_market_cap"]) if output.unit == "money" else None

    def result(value: float) -> Label:
        return Label(value, formats.text(value, Style(output.unit), figures.currency))

    rows = tuple(
        Swing(
            _short(figures[swing.input].label),
            _given(story, swing.input, swing.low),
            _given(story, swing.input, swing.high),
            result(swing.low_result),
            result(swing.high_result),
        )
        for swing in found.swings[:MOST]
    )
    return TornadoData(rows, base, target)


def _short(words: str) -> str:
    rest = words.removeprefix("Assumed ")
    return rest[:1].upper() + rest[1:]


def _given(story: Story, name: str, value: float) -> str:
    figures = story.now.figures
    return formats.trimmed(formats.text(value, Style(figures[name].unit), figures.currency))


def title(story: Story) -> str:
    """Which input it is that moves the result most."""
    try:
        found = story.now.inquiry.once(sensitivity.tornado)
    except UnplannableError:
        found = None
    if found is None or not found.swings:
        return sentence(story, "What moves the result most")
    return f"{_short(story.now.figures[found.swings[0].input].label)} moves the result most"


def subtitle(story: Story) -> str:
    """Measure, unit and what the ends are."""
    declared = story.now.assumptions.edition.sensitivity
    ends = "declared ends" if declared.tornado else "10th and 90th percentile"
    output = story.now.figures[declared.output]
    return (
        f"{output.label}, {story.now.figures.currency}; each input at its {ends}, the others held"
    )


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, story.now.assumptions.edition.sensitivity.output)
