"""Tripwires read along a story: where each stands, and what its figure rested on then and rests on now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.assumptions.quantities import parse_quantity
from reportgen.formulas.watch import Reading, Rules, parse_rule, read
from reportgen.trace import leaves

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from reportgen.assumptions.company import MetricTripwire
    from reportgen.assumptions.edition import Catalyst
    from reportgen.figures import Figure
    from reportgen.model import Story

#: What joins the parts of a scope such as 'Graviton + Trainium'.
_JOINTS = re.compile(r"\s*(?:\+|,|;|&|\band\b)\s*")


def readings(story: Story) -> dict[str, Reading]:
    """Every metric tripwire read on the edition's day."""
    found = {}
    for key, tripwire in story.now.assumptions.company.tripwires.items():
        # An earlier edition may lack a figure that a disclosure has brought since.
        if tripwire.kind == "metric" and tripwire.figure in story.now.figures:
            found[key] = read(
                rules_of(tripwire), story.history(tripwire.figure),
                dead_band=float(parse_quantity(tripwire.dead_band)[0]), persist=tripwire.persist,
            )  # fmt: skip
    return found


def rules_of(tripwire: MetricTripwire) -> Rules:
    """The rules of a tripwire as company.yaml states them."""
    return Rules(
        green=parse_rule(tripwire.green),
        amber=parse_rule(tripwire.amber),
        red=parse_rule(tripwire.red),
        higher_is_better=tripwire.direction == "higher_is_better",
        hysteresis=float(parse_quantity(tripwire.hysteresis)[0]),
    )


def as_told(story: Story, index: int) -> Story:
    """The story as one of its earlier editions told it."""
    return replace(story, now=story.earlier[index], earlier=story.earlier[:index])


def definition_since_reading(story: Story, reading: Reading) -> str:
    """How the definition behind a figure has changed since its reading before; empty if it has not."""
    before = reading.previous
    if before is None:
        return ""
    places = [
        *story.now.figures.quarterly.values(),
        *(told.figures.figures for told in story.earlier),
    ]
    name = before.name
    place = next((p for p in places if name in p and p[name] is before), None)
    return "" if place is None else definition_change(name, place, story.now.figures.figures)


def definition_change(name: str, before: Mapping[str, Figure], now: Mapping[str, Figure]) -> str:
    """Whether a disclosure behind a figure was widened, narrowed or changed; empty if it was not."""
    former = _scopes(name, before)
    both = ((former[key], scope) for key, scope in _scopes(name, now).items() if key in former)
    return next((change for pair in both if (change := _change(*pair))), "")


def _scopes(name: str, figures: Mapping[str, Figure]) -> dict[str, str]:
    return {leaf.name: leaf.scope for leaf in leaves(name, figures) if leaf.value is not None}


def _change(before: str, now: str) -> str:
    first, second = _parts(before), _parts(now)
    if first == second:
        return ""
    # A scope that is not stated is not a narrow one.
    if first and second and first < second:
        return "definition widened"
    return "definition narrowed" if first and second and first > second else "definition changed"


def _parts(scope: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in _JOINTS.split(scope.strip()) if part)


def is_overdue(story: Story, tripwire: MetricTripwire, catalyst: Catalyst) -> bool:
    """Whether the day of the event has passed without new data for the tripwire's figure."""
    if catalyst.date is None or catalyst.date >= story.now.assumptions.edition.as_of.date():
        return False
    newest = _newest(story, tripwire.figure)
    return newest is None or newest < catalyst.date


def _newest(story: Story, name: str) -> dt.date | None:
    """The day on which the newest fact behind a figure became public."""
    if name not in story.now.figures or not story.now.figures[name].known:
        return None
    # A column of history carries the last day of its quarter; it was published later.
    published = {
        (row.period, row.period_end): row.published for row in story.now.assumptions.history
    }
    facts = [leaf for leaf in leaves(name, story.now.figures.figures) if leaf.source is not None]
    days = ((leaf.period, leaf.as_of) for leaf in facts)
    return max((published.get((p, day), day) for p, day in days if day is not None), default=None)
