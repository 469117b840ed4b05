"""What moved a headline figure since the edition before, edit by edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.changes.edits import CAUSES
from reportgen.changes.since import since
from reportgen.changes.wording import NEXT_TO_NOTHING, amount, called, counted, named
from reportgen.charts.bridge import BridgeData, Step
from reportgen.charts.style.values import Axis, Label
from reportgen.exhibits.words import DoesNotApplyError, MissingError, Tick, axis, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.changes.bridge import Bridge, Contribution
    from reportgen.changes.edits import Cause
    from reportgen.changes.since import Since
    from reportgen.model import Story

NAME = "bridge"
#: The figure whose change is drawn: the first of these that can be split, with what a sentence calls it.
SHOWN = {
    "probability_weighted_market_cap": "the scenarios' weighted value",
    "parts_equity_value": "the value of the parts",
    "required_upside": "the required upside",
}
ON_THE_FRONT = "required_upside"
#: The most steps that a chart has, and one for the front page.
MOST, FEW = 8, 3
#: Steps smaller together than this part of the scale's unit are told in the next smaller one.
FINE = 0.05


def select(story: Story) -> BridgeData:
    """The edits in the order of their causes; the smallest as one where they are many."""
    moved, bridge = _found(story)
    steps = [(_named(moved, part), part.value, len(part.edits)) for part in _ordered(bridge)]
    return _data(story, bridge, _fewer(steps, MOST))


def compact(story: Story) -> BridgeData | None:
    """The figure of the front page by causes; None where nothing moved it, or nobody can say what did."""
    moved = since(story)
    if moved is None or not moved.bridge(ON_THE_FRONT).contributions:
        return None
    bridge = moved.bridge(ON_THE_FRONT)
    return _data(story, bridge, _fewer(_by_cause(moved, bridge), FEW), compact=True)


def title(story: Story) -> str:
    """What added most and what took most; true of any signs."""
    moved = since(story)
    if moved is None:
        return "The first edition: there is none to compare it with"
    bridge = _shown(moved)
    if bridge is None:
        return "What moved since the edition before"
    what = SHOWN[bridge.name]
    if bridge.reason and not bridge.contributions:
        return f"What moved {what}"
    steps = sorted(_by_cause(moved, bridge), key=lambda step: -abs(step[1]))
    told = [step for step in steps if _amount(story, bridge, step[1]) != NEXT_TO_NOTHING]
    if not told:
        return f"Nothing moved {what}"
    (name, value, _), others = told[0], told[1:]
    size = _amount(story, bridge, abs(value), signed=False)
    way = f"added {size} to" if value > 0 else f"took {size} from"
    against = next((step for step in others if step[1] * value < 0), None)
    return f"{name} {way} {what}{_against(story, bridge, against)}"


def subtitle(story: Story) -> str:
    """The figure, how its change was split, and how well where orders were drawn."""
    _, bridge = _found(story)
    figures = story.now.figures
    unit = f", {figures.currency}" if bridge.after.unit.startswith("money") else ""
    error = max((part.error for part in bridge.contributions), default=0.0)
    drawn = f", ± {_amount(story, bridge, error, signed=False)} at most" if bridge.orders else ""
    way = "drawn orders" if bridge.orders else "all orders"
    return f"{bridge.after.label}{unit}; each edit by its mean over {way} in which they could be made{drawn}"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, _found(story)[1].name)


def _found(story: Story) -> tuple[Since, Bridge]:
    """The bridge that is drawn; an edition without one before it has none."""
    moved = since(story)
    bridge = _shown(moved) if moved else None
    if moved is None or bridge is None:
        raise DoesNotApplyError
    if bridge.change is None or (bridge.reason and not bridge.contributions):
        raise MissingError(f"{bridge.after.label} cannot be split: {bridge.reason}")
    return moved, bridge


def _shown(moved: Since) -> Bridge | None:
    """The first figure that can be split, else the first that there is."""
    every = {bridge.name: bridge for bridge in moved.headlines}
    found = [every[name] for name in SHOWN if name in every]
    split = (bridge for bridge in found if bridge.change is not None and not bridge.reason)
    return next(split, found[0] if found else None)


def _ordered(bridge: Bridge) -> list[Contribution]:
    """Cause after cause, the largest of each first."""
    causes = list(CAUSES)
    return sorted(bridge.contributions, key=lambda part: causes.index(part.edits[0].cause))


def _named(moved: Since, part: Contribution) -> str:
    """What was edited; a day that came by itself is no edit that a reader would know by its name."""
    alone = len(part.edits) == 1 and part.edits[0].cause == "time"
    return CAUSES["time"] if alone else named(moved.worlds, part)


def _by_cause(moved: Since, bridge: Bridge) -> list[tuple[str, float, int]]:
    """A step a cause; one of a single edit is called as what was edited."""
    found: dict[Cause, list[Contribution]] = {}
    for part in _ordered(bridge):
        found.setdefault(part.edits[0].cause, []).append(part)
    return [
        (_called(moved, cause, parts), sum(part.value for part in parts), len(parts))
        for cause, parts in found.items()
    ]


def _called(moved: Since, cause: Cause, parts: Sequence[Contribution]) -> str:
    edits = [edit for part in parts for edit in part.edits]
    return called(moved.worlds, edits[0]) if len(edits) == 1 and cause != "time" else CAUSES[cause]


def _fewer(steps: Sequence[tuple[str, float, int]], most: int) -> list[tuple[str, float, int]]:
    """The largest steps in their order, and all others as one."""
    if len(steps) <= most:
        return list(steps)
    kept = sorted(steps, key=lambda step: -abs(step[1]))[: most - 1]
    rest = [step for step in steps if step not in kept]
    count = sum(step[2] for step in rest)
    return [*(s for s in steps if s in kept), (counted(count), sum(s[1] for s in rest), count)]


def _data(
    story: Story, bridge: Bridge, steps: Sequence[tuple[str, float, int]], *, compact: bool = False
) -> BridgeData:
    previous = story.previous.quarter if story.previous else ""
    ends = ((previous, bridge.before), (story.now.quarter, bridge.after))
    start, end = (
        Step(formats.quarter(quarter), Label(figure.value or 0.0, figure.printed))
        for quarter, figure in ends
    )
    return BridgeData(
        measure=SHOWN[bridge.name],
        start=start,
        steps=tuple(Step(n, Label(v, _amount(story, bridge, v))) for n, v, _ in steps),
        end=end,
        change=_amount(story, bridge, bridge.change or 0.0),
        axis=_axis(story, bridge, steps),
        compact=compact,
    )


def _axis(story: Story, bridge: Bridge, steps: Sequence[tuple[str, float, int]]) -> Axis:
    """Ticks fine enough for the steps, which may be small beside the levels."""
    unit, currency = bridge.after.unit, story.now.figures.currency
    if unit != "money":
        return axis(unit, 2, currency)
    power = formats.power_of(bridge.after.value or 0.0)
    reach = sum(abs(step[1]) for step in steps)
    if power and reach < FINE * 10.0**power:
        power -= 3
    return Axis(Tick(power, currency, unit=False), Tick(power, currency, unit=True))


def _amount(story: Story, bridge: Bridge, value: float, *, signed: bool = True) -> str:
    return amount(value, bridge.after.unit, story.now.figures.currency, signed=signed)


def _against(story: Story, bridge: Bridge, step: tuple[str, float, int] | None) -> str:
    """The largest step of the other sign, as the end of a sentence."""
    if step is None:
        return ""
    size = _amount(story, bridge, abs(step[1]), signed=False)
    name = step[0] if ": " in step[0] else story.now.inquiry.within(step[0])
    return f", {name} {'added' if step[1] > 0 else 'took'} {size}"
