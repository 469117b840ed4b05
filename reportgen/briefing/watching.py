"""What to watch: tripwires with their statuses, events, and the dates that will tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.pieces import Expected, Happening, Watched
from reportgen.formats import Style
from reportgen.formulas.change import UNIT_OF_CHANGE
from reportgen.readings import (
    as_told,
    definition_change,
    definition_since_reading,
    is_overdue,
    readings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.company import MetricTripwire
    from reportgen.assumptions.edition import Catalyst
    from reportgen.formulas.watch import Reading, Room
    from reportgen.model import Story

WORDS = {"green": "On track", "amber": "Watch", "red": "Off track", "unknown": "Unknown"}
SHAPES = {"green": "circle", "amber": "square", "red": "diamond", "unknown": "ring"}
EVENT_WORDS = {"watch": "Watch", "triggered": "Triggered", "cleared": "Cleared", "": "Unknown"}
EVENT_SHAPES = {"watch": "square", "triggered": "diamond", "cleared": "circle", "": "ring"}
TRENDS = {1: "↑ rising", -1: "↓ falling", 0: "→ steady", None: ""}


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
        sparkline=line, green=printed_rule(tripwire.green), red=printed_rule(tripwire.red),
        distance=_to_red(reading, story.now.figures.currency),
        to_green=_to_green(reading, story.now.figures.currency),
        status=WORDS[reading.state] + broken, shape=SHAPES[reading.state],
        since=_since(story, reading), next_event=_next(story, tripwire), action=tripwire.action,
        figures=(tripwire.figure,),
    )  # fmt: skip


def printed_rule(text: str) -> str:
    """A rule of a file with the signs of print."""
    return (
        text.replace(">=", "≥ ").replace("<=", "≤ ").replace("  ", " ").replace("-", formats.MINUS)
        .replace("x", "×")
    )  # fmt: skip


def _to_red(reading: Reading, currency: str) -> str:
    """The distance from the red line."""
    if reading.room is None:
        return formats.NOT_AVAILABLE
    return _distance(reading, reading.room, currency)


def _to_green(reading: Reading, currency: str) -> str:
    """The distance from the on-track line, where that is the one nearest to the present status."""
    if reading.room is None or reading.nearest is None or reading.nearest.line == "red":
        return ""
    return _distance(reading, reading.nearest, currency)


def _distance(reading: Reading, room: Room, currency: str) -> str:
    unit = UNIT_OF_CHANGE.get(reading.figure.unit, reading.figure.unit)
    printed = formats.text(room.distance, Style(unit, signed=True), currency)
    if room.deviations is None:
        return printed
    return f"{printed} ({formats.number(room.deviations, 1, signed=True)} sd)"


def _since(story: Story, reading: Reading) -> str:
    count = reading.quarters_in_state
    since = f"{count} reading{'s' if count != 1 else ''}"
    if reading.previous_state is None:
        return since
    changed = reading.previous_state != reading.state
    why = definition_since_reading(story, reading) if changed else ""
    return f"{since}; {WORDS[reading.previous_state]} before{_because(why)}"


def _because(why: str) -> str:
    return f" ({why})" if why else ""


def _next(story: Story, tripwire: MetricTripwire) -> str:
    catalyst = story.now.assumptions.edition.catalysts.get(tripwire.next_event or "")
    if catalyst is None:
        return ""
    overdue = is_overdue(story, tripwire, catalyst)
    return f"{catalyst.name}, {_day(catalyst, overdue=overdue)}, {catalyst.confidence} confidence"


def when(story: Story, key: str, catalyst: Catalyst) -> str:
    """A catalyst's date as printed; one that has passed is overdue until what awaits it has new data."""
    passed = (
        catalyst.date is not None and catalyst.date < story.now.assumptions.edition.as_of.date()
    )
    wires = story.now.assumptions.company.tripwires.values()
    awaiting = [wire for wire in wires if wire.kind == "metric" and wire.next_event == key]
    late = not awaiting or any(is_overdue(story, wire, catalyst) for wire in awaiting)
    return _day(catalyst, overdue=passed and late)


def _day(catalyst: Catalyst, *, overdue: bool) -> str:
    if catalyst.date is None:
        return catalyst.when or "date not known"
    return f"{formats.day(catalyst.date)}{' (overdue)' if overdue else ''}"


def status_changes(story: Story) -> tuple[str, ...]:
    """A sentence for each tripwire or event whose status is not the previous edition's."""
    if story.previous is None:
        return ()
    index = next(i for i, told in enumerate(story.earlier) if told is story.previous)
    before = statuses(as_told(story, index))
    return tuple(
        f"{name}: {before[key][1]} → {word}{_because(_definition(story, key))}"
        for key, (name, word) in statuses(story).items()
        if key in before and before[key][1] != word
    )


def _definition(story: Story, key: str) -> str:
    """How the definition behind a tripwire's figure has changed since the previous edition."""
    tripwire = story.now.assumptions.company.tripwires[key]
    if tripwire.kind != "metric" or story.previous is None:
        return ""
    before = story.previous.figures.figures
    return definition_change(tripwire.figure, before, story.now.figures.figures)


def statuses(story: Story) -> dict[str, tuple[str, str]]:
    """Name and status of every tripwire and event on the edition's day, by key."""
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
    found = story.now.assumptions.edition.catalysts.items()
    ordered = sorted(found, key=lambda pair: (pair[1].date is None, pair[1].date or pair[1].name))
    return tuple(
        Happening(when(story, key, c), c.name, c.what, confidence=c.confidence)
        for key, c in ordered
    )


def expected(story: Story) -> tuple[Expected, ...]:
    """The edition's own forecasts, which later editions will score."""
    return tuple(
        Expected(
            forecast.statement,
            f"{_label(story, forecast.figure)} {printed_rule(forecast.rule)}",
            formats.quarter(forecast.by),
            formats.text(float(forecast.probability), Style("rate", 0), ""),
        )
        for forecast in story.now.assumptions.edition.forecasts.values()
    )


def _label(story: Story, name: str) -> str:
    return story.now.figures[name].label if name in story.now.figures else name.replace("_", " ")
