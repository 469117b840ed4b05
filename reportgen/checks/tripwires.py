"""Tripwires must watch something that exists, along lines that leave no hole."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.quantities import QuantityError, parse_quantity
from reportgen.formulas.watch import RuleError, coverage_fault, parse_rule
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from reportgen.assumptions.company import MetricTripwire
    from reportgen.model import Story
    from reportgen.problems import Position

COLOURS = ("green", "amber", "red")


def figures_exist(story: Story) -> Iterator[Problem]:
    """The watched figure has to be one of the house's."""
    figures = story.now.figures
    for key, tripwire in metric_tripwires(story):
        if tripwire.figure not in figures:
            advice = nearest(tripwire.figure, tuple(figures.figures))
            found = f"'{tripwire.figure}'"
            yield _problem(story, f"{key}.figure", "no figure of this name", found, advice)


def rules_cover_the_line(story: Story) -> Iterator[Problem]:
    """Green, amber and red together cover every value once."""
    for key, tripwire in metric_tripwires(story):
        intervals = []
        for colour in COLOURS:
            try:
                intervals.append(parse_rule(getattr(tripwire, colour)))
            except RuleError as error:
                found = f"'{getattr(tripwire, colour)}'"
                yield _problem(
                    story, f"{key}.{colour}", "cannot be read as a rule", found, str(error)
                )
        fault = coverage_fault(intervals) if len(intervals) == len(COLOURS) else ""
        if fault:
            what = f"green, amber and red must cover the line once: {fault}"
            yield _problem(story, key, what, "", "let one rule begin where the other ends")


def dead_bands_are_numbers(story: Story) -> Iterator[Problem]:
    """The dead band of a trend is a quantity such as 0.5pp."""
    for key, tripwire in metric_tripwires(story):
        try:
            parse_quantity(tripwire.dead_band)
        except QuantityError as error:
            found = f"'{tripwire.dead_band}'"
            yield _problem(story, f"{key}.dead_band", "cannot be read", found, str(error))


def hysteresis_is_narrower_than_amber(story: Story) -> Iterator[Problem]:
    """A recovery that had to go further than amber is wide would skip amber altogether."""
    for key, tripwire in metric_tripwires(story):
        found = f"'{tripwire.hysteresis}'"
        try:
            band = parse_quantity(tripwire.hysteresis)[0]
        except QuantityError as error:
            yield _problem(story, f"{key}.hysteresis", "cannot be read", found, str(error))
            continue
        width = _width(tripwire.amber)
        if band < 0:
            advice = "write how far a recovery must go beyond the line, such as 0.5pp"
            yield _problem(story, f"{key}.hysteresis", "must not be negative", found, advice)
        elif width is not None and band >= width:
            what, advice = "must be smaller than the amber interval", f"amber is {width:g} wide"
            yield _problem(story, f"{key}.hysteresis", what, found, advice)


def _width(amber: str) -> Decimal | None:
    """How wide a rule's interval is; None where it has no end, or is no rule, which is told elsewhere."""
    try:
        interval = parse_rule(amber)
    except RuleError:
        return None
    ends = (interval.low, interval.high)
    return formats.exactly(ends[1]) - formats.exactly(ends[0]) if all(map(isfinite, ends)) else None


def metric_tripwires(story: Story) -> Iterator[tuple[str, MetricTripwire]]:
    """The tripwires that watch a figure, each with its dotted key in company.yaml."""
    for key, tripwire in story.now.assumptions.company.tripwires.items():
        if tripwire.kind == "metric":
            yield f"tripwires.{key}", tripwire


def _problem(story: Story, key: str, what: str, found: str, advice: str) -> Problem:
    return Problem(_position(story, key), key, what, found, advice, "consistency")


def _position(story: Story, key: str) -> Position:
    return story.now.assumptions.company_document.key_position(tuple(key.split(".")))
