"""What moved the headline figures since the edition before: on the front page, and edit by edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen import formats
from reportgen.briefing.cells import NOTHING, cell
from reportgen.briefing.page import Moved
from reportgen.briefing.pieces import Cell, Line, Sheet
from reportgen.changes.edits import CAUSES
from reportgen.changes.since import since
from reportgen.changes.wording import amount, counted, ends, input_of, named
from reportgen.charts.bridge import is_cut
from reportgen.exhibits.bridge import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.changes.bridge import Bridge, Contribution
    from reportgen.changes.since import Since
    from reportgen.drawing import Drawings
    from reportgen.model import Story

#: The most lines of a table, without its sum.
MOST = 12


def moved(story: Story, drawings: Drawings) -> Moved | None:
    """The front page's bridge; None where there is none to draw."""
    data = compact(story) if drawings.bridges else None
    if data is None:
        return None
    wide, narrow = (Markup(drawn) for drawn in drawings.bridges)
    return Moved(wide, narrow, cut=is_cut(data))


def bridges(story: Story) -> tuple[Sheet, ...]:
    """A table for each headline figure: its edits, what they are of, and what each adds."""
    found = since(story)
    if found is None or story.previous is None:
        return ()
    editions = (formats.quarter(story.previous.quarter), formats.quarter(story.now.quarter))
    heads = ("Edit", "Cause", *editions, "Adds")
    return tuple(_sheet(story, found, bridge, heads) for bridge in found.headlines)


def _sheet(story: Story, found: Since, bridge: Bridge, heads: tuple[str, ...]) -> Sheet:
    shown, rest = bridge.contributions[:MOST], bridge.contributions[MOST:]
    if len(rest) == 1:
        shown, rest = bridge.contributions, ()
    lines = [_line(story, found, bridge, part) for part in shown]
    if rest:
        value = sum(part.value for part in rest)
        others = sum(len(part.edits) for part in rest)
        lines.append(Line(counted(others), (*[NOTHING] * 3, _amount(story, bridge, value))))
    title = f"{bridge.after.label}: from {bridge.before.printed} to {bridge.after.printed}"
    notes = tuple(_notes(story, bridge))
    return Sheet(title, heads, (*lines, _total(story, bridge)), notes)


def _line(story: Story, found: Since, bridge: Bridge, part: Contribution) -> Line:
    edit = part.edits[0]
    before, after = ends(found.worlds, edit)
    name = input_of(found.worlds, edit)
    figures = story.now.figures
    is_the_figure = name in figures and figures[name].printed == after
    return Line(
        named(found.worlds, part),
        (
            Cell(CAUSES[edit.cause]), Cell(before),
            cell(figures[name]) if is_the_figure else Cell(after),
            _amount(story, bridge, part.value),
        ),
    )  # fmt: skip


def _total(story: Story, bridge: Bridge) -> Line:
    """The figure itself on both sides, and the whole change."""
    name, figures = bridge.name, story.now.figures
    before = Cell(bridge.before.printed, figures=(f"previous.{name}",))
    change = NOTHING if bridge.change is None else _amount(story, bridge, bridge.change)
    return Line(bridge.after.label, (NOTHING, before, cell(figures[name]), change), kind="total")


def _notes(story: Story, bridge: Bridge) -> Iterator[str]:
    if bridge.reason:
        yield f"Not split edit by edit: {bridge.reason}."
    if bridge.orders:
        error = max((part.error for part in bridge.contributions), default=0.0)
        size = _amount(story, bridge, error, signed=False).value
        orders = formats.number(bridge.orders, 0)
        yield f"The mean over {orders} drawn orders, ± {size} at most (standard error)."
    still = sum(edit.cause != "words" for edit in bridge.unmoving)
    if still and bridge.contributions:
        adds = "adds" if still == 1 else "add"
        yield f"{counted(still, 'other')} of numbers {adds} nothing to it."


def _amount(story: Story, bridge: Bridge, value: float, *, signed: bool = True) -> Cell:
    return Cell(amount(value, bridge.after.unit, story.now.figures.currency, signed=signed))
