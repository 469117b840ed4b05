"""What to watch: tripwires with their statuses, events, and the dates that will tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.quantities import parse_quantity
from reportgen.briefing.page import Happening, Watched
from reportgen.formats import Style
from reportgen.formulas.change import UNIT_OF_CHANGE
from reportgen.formulas.watch import Reading, Rules, parse_rule, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.company import MetricTripwire
    from reportgen.assumptions.edition import Catalyst
    from reportgen.model import Story

WORDS = {"green": "On track", "amber": "Watch", "red": "Off track", "unknown": "Unknown"}
SHAPES = {"green": "circle", "amber": "square", "red": "diamond", "unknown": "ring"}
EVENT_WORDS = {"watch": "Watch", "triggered": "Triggered", "cleared": "Cleared", "": "Unknown"}
EVENT_SHAPES = {"watch": "square", "triggered": "diamond", "cleared": "circle", "": "ring"}
TRENDS = {1: "↑ rising", -1: "↓ falling", 0: "→ steady", None: ""}


def readings(story: Story) -> dict[str, Reading]:
    """Every metric tripwire read on the edition's day."""
    found = {}
    for key, tripwire in story.now.assumptions.company.tripwires.items():
        # An earlier edition may lack a figure that a disclosure has brought since.
        if tripwire.kind == "metric" and tripwire.figure in story.now.figures:
            found[key] = read(
                _rules(tripwire), story.history(tripwire.figure),
                dead_band=float(parse_quantity(tripwire.dead_band)[0]), persist=tripwire.persist,
            )  # fmt: skip
    return found


def _rules(tripwire: MetricTripwire) -> Rules:
    return Rules(
        green=parse_rule(tripwire.green),
        amber=parse_rule(tripwire.amber),
        red=parse_rule(tripwire.red),
        higher_is_better=tripwire.direction == "higher_is_better",
    )


def tripwires(story: Story, lines: Mapping[str, str]) -> tuple[Watched, ...]:
    """The rows of the tripwire table; `lines` holds their sparklines."""
    company = story.now.assumptions.company
    rows = []
    for key, reading in readings(story).items():
        tripwire = company.tripwires[key]
        if tripwire.kind == "metric":
            rows.append(_watched(story, tripwire, reading, lines.get(key, "")))
    return tuple(rows)


def _watched(story: Story, tripwire: MetricTripwire, reading: Reading, line: str) -> Watched:
    before = reading.previous
    broken = ", thesis break" if reading.broken and tripwire.persist > 1 else ""
    return Watched(
        label=reading.figure.label, why=tripwire.why, value=reading.figure.printed,
        previous=before.printed if before else formats.NOT_AVAILABLE,
        trend=TRENDS[reading.trend],
        sparkline=line, green=_rule(tripwire.green), red=_rule(tripwire.red),
        distance=_distance(reading, story.now.figures.currency),
        status=WORDS[reading.state] + broken, shape=SHAPES[reading.state],
        since=_since(reading), next_event=_next(story, tripwire.next_event), action=tripwire.action,
    )  # fmt: skip


def _rule(text: str) -> str:
    return (
        text.replace(">=", "≥ ").replace("<=", "≤ ").replace("  ", " ").replace("-", formats.MINUS)
        .replace("x", "×")
    )  # fmt: skip


def _distance(reading: Reading, currency: str) -> str:
    if reading.room is None:
        return formats.NOT_AVAILABLE
    unit = UNIT_OF_CHANGE.get(reading.figure.unit, reading.figure.unit)
    room = formats.text(reading.room, Style(unit, signed=True), currency)
    if reading.room_in_deviations is None:
        return room
    return f"{room} ({formats.number(reading.room_in_deviations, 1, signed=True)} sd)"


def _since(reading: Reading) -> str:
    count = reading.quarters_in_state
    return f"{count} reading{'s' if count != 1 else ''}"


def _next(story: Story, key: str | None) -> str:
    catalysts = story.now.assumptions.edition.catalysts
    if key is None or key not in catalysts:
        return ""
    catalyst = catalysts[key]
    return f"{catalyst.name}, {when(story, catalyst)}"


def when(story: Story, catalyst: Catalyst) -> str:
    """A catalyst's date as printed; a date that has passed is overdue."""
    if catalyst.date is None:
        return catalyst.when or "date not known"
    printed = formats.day(catalyst.date)
    overdue = catalyst.date < story.now.assumptions.edition.as_of.date()
    return f"{printed} (overdue)" if overdue else printed


def status_changes(story: Story) -> tuple[str, ...]:
    """A sentence for each tripwire or event whose status is not the previous edition's."""
    if story.previous is None:
        return ()
    before = _statuses(_as_told(story))
    return tuple(
        f"{name}: {before[key][1]} → {word}"
        for key, (name, word) in _statuses(story).items()
        if key in before and before[key][1] != word
    )


def _as_told(story: Story) -> Story:
    """The story as the previous edition told it."""
    index = next(i for i, told in enumerate(story.earlier) if told is story.previous)
    return type(story)(story.earlier[index], story.earlier[:index])


def _statuses(story: Story) -> dict[str, tuple[str, str]]:
    metric = {
        key: (reading.figure.label, WORDS[reading.state])
        for key, reading in readings(story).items()
    }
    return metric | {key: (event.name, event.status) for key, event in _events(story)}


def events(story: Story) -> tuple[Happening, ...]:
    """Watched events with their states on the edition's day."""
    return tuple(event for _, event in _events(story))


def _events(story: Story) -> Iterator[tuple[str, Happening]]:
    states = story.now.assumptions.edition.events
    for key, tripwire in story.now.assumptions.company.tripwires.items():
        if tripwire.kind == "event":
            state = states.get(key)
            word = state.state if state else ""
            since = formats.day(state.since) if state and state.since else ""
            note = (state.note or "") if state else ""
            yield (
                key,
                Happening(
                    since,
                    tripwire.name,
                    note or tripwire.why,
                    EVENT_WORDS[word],
                    EVENT_SHAPES[word],
                ),
            )


def catalysts(story: Story) -> tuple[Happening, ...]:
    """Dates to watch, the nearest first, undated ones last."""
    found = story.now.assumptions.edition.catalysts.values()
    ordered = sorted(found, key=lambda c: (c.date is None, c.date or c.name))
    return tuple(
        Happening(when(story, c), c.name, c.what, confidence=c.confidence) for c in ordered
    )
